import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import Tables

/// A crosstab over the layers of a third question, ready to be shown.
public struct LayeredCrosstabReport: Sendable {
  public struct Layer: Sendable {
    public let level: Level
    public let table: ContingencyTable
    /// `nil` where the layer cannot be analysed: one answer alone.
    public let report: CrosstabReport?

    public init(level: Level, table: ContingencyTable, report: CrosstabReport?) {
      self.level = level
      self.table = table
      self.report = report
    }
  }

  public let by: Categories
  /// Rows without an answer to the third question; they are in no table.
  public let withoutLayer: Int
  public let whole: CrosstabReport
  public let layers: [Layer]
  /// `nil` for weighted counts, whose naive tests were not asked for.
  public let tests: LayeredTests?
  public let caveats: [Caveat]

  public init(
    by: Categories, withoutLayer: Int, whole: CrosstabReport, layers: [Layer], tests: LayeredTests?, caveats: [Caveat]
  ) {
    self.by = by
    self.withoutLayer = withoutLayer
    self.whole = whole
    self.layers = layers
    self.tests = tests
    self.caveats = (tests?.caveats ?? []) + caveats
  }

  /// The test a sentence reports. R and SPSS shorten the difference of a 2×2 table by ½ before they square it.
  private var headline: ChiSquareResult? {
    guard let test = tests?.mantelHaenszel else { return tests?.general.result }
    return switch whole.compatibility {
    case .spss: test.corrected
    // R leaves the correction out where it is more than the difference itself.
    case .r: abs(test.difference) >= 0.5 ? test.corrected : test.result
    case .scipy, nil: test.result
    }
  }

  /// The result of the whole table with `by`, `layers`, `mantelHaenszel` and `breslowDay` besides.
  public func json(in language: Language) -> JSONValue {
    guard var object = whole.json(in: language).asObject else { return .null }
    object["by"] = [
      "name": .string(by.name), "label": JSONValue(by.label.text(in: language)),
      "labels": .array(layers.map { .string($0.level.text(in: language)) }), "excluded": .integer(withoutLayer),
    ]
    object["layers"] = .array(
      layers.map { layer in
        var fields: JSONObject = [
          "label": .string(layer.level.text(in: language)), "value": .string(layer.level.value.description),
        ]
        let own = layer.report?.json(in: language).asObject ?? CrosstabReport.counts(of: layer.table, in: language)
        for member in own.members { fields[member.key] = member.value }
        return .object(fields)
      })
    object["mantelHaenszel"] = mantelHaenszel
    object["breslowDay"] =
      tests?.breslowDay.map { test in
        var fields = CrosstabReport.json(test.result).asObject!
        fields["uncorrected"] = CrosstabReport.json(test.uncorrected)
        return .object(fields)
      } ?? .null
    return .object(object)
  }

  private var mantelHaenszel: JSONValue {
    guard let tests, let headline, var fields = CrosstabReport.json(headline).asObject else { return .null }
    let small = tests.mantelHaenszel
    fields["uncorrected"] = small.map { CrosstabReport.json($0.result) } ?? .null
    fields["corrected"] = small.map { CrosstabReport.json($0.corrected) } ?? .null
    fields["commonOddsRatio"] = CrosstabReport.json(small?.commonOddsRatio)
    fields["general"] = CrosstabReport.json(tests.general.result)
    fields["rowMeanScores"] = tests.rowMeanScores.map { CrosstabReport.json($0.result) } ?? .null
    fields["correlation"] = tests.correlation.map { CrosstabReport.json($0.result) } ?? .null
    return .object(fields)
  }

  /// A section for each layer, one for all of them, then the tests over the layers.
  public func document(style: TableStyle, in language: Language) -> Document {
    let page = CrosstabPage(report: whole, style: style, language: language)
    let name = Naming.column(by.name, by.label, in: language)
    var blocks: [Block] = []
    for layer in layers {
      blocks.append(.heading(level: 2, Phrase("\(name) = \(layer.level.text(in: language))")))
      if let report = layer.report {
        blocks += CrosstabPage(report: report, style: style, language: language).blocks
      } else {
        let count = layer.table.respondents
        blocks.append(
          .paragraph(
            Phrase(
              language == .chinese
                ? "该层有 \(count) 行，行或列只有一个取值，无法检验"
                : "This layer of \(counted(count, "row", "rows")) has one row or one column only: nothing to test")))
      }
    }
    blocks.append(.heading(level: 2, Phrase(language == .chinese ? "各层合计" : "All layers together")))
    blocks += page.blocks
    if let tests { blocks += layerBlocks(tests, page, name) }
    return Document(
      title: "\(page.name(whole.table.rows)) × \(page.name(whole.table.columns)) × \(name)",
      language: language.rawValue, blocks)
  }

  private func layerBlocks(_ tests: LayeredTests, _ page: CrosstabPage, _ name: String) -> [Block] {
    let chinese = page.language == .chinese
    var rows: [DocumentTable.Row] = []
    func add(_ label: String, _ result: ChiSquareResult?) {
      guard let result else { return }
      rows.append(
        .init([
          .init(label), page.boundedCell(result.statistic), page.numberCell(result.degreesOfFreedom, 0),
          page.probabilityCell(result.pValue),
        ]))
    }
    let small = tests.mantelHaenszel
    add("Cochran–Mantel–Haenszel", small?.result)
    add(chinese ? "曼特尔-亨塞尔（连续性修正）" : "Mantel-Haenszel (continuity correction)", small?.corrected)
    if small == nil { add(chinese ? "一般关联" : "General association", tests.general.result) }
    add(chinese ? "行平均得分之差" : "Row mean scores differ", tests.rowMeanScores?.result)
    add(chinese ? "得分的相关" : "Correlation of scores", tests.correlation?.result)
    var notes: [DocumentTable.Note] = []
    if withoutLayer > 0 {
      notes.append(
        .init(
          Phrase(
            chinese
              ? "\(withoutLayer) 行没有“\(name)”的答案，未计入"
              : counted(withoutLayer, "row lacks '\(name)' and is", "rows lack '\(name)' and are") + " left out")))
    }
    let columns: [DocumentTable.Column] =
      [.init("")] + ([.value, .degrees, .asymptotic] as [CrosstabTerm]).map { .init(Phrase(page.say($0)), .right) }
    var blocks: [Block] = [
      .table(
        DocumentTable(
          title: Phrase(chinese ? "条件独立性检验" : "Tests of Conditional Independence"), columns: columns, rows: rows,
          notes: notes))
    ]
    if let test = tests.breslowDay {
      rows = []
      add(chinese ? "布雷斯洛-戴" : "Breslow-Day", test.uncorrected)
      add(chinese ? "塔罗内" : "Tarone's", test.result)
      blocks.append(
        .table(
          DocumentTable(
            title: Phrase(chinese ? "优势比齐性检验" : "Tests of Homogeneity of the Odds Ratio"), columns: columns,
            rows: rows)))
    }
    if let sentence = sentence(tests, page) { blocks.append(.paragraph(Phrase(sentence))) }
    return blocks
  }

  /// The common odds ratio with its interval and the test that it is 1.
  private func sentence(_ tests: LayeredTests, _ page: CrosstabPage) -> String? {
    guard let headline else { return nil }
    let chinese = page.language == .chinese
    let p = page.probability(headline.pValue)
    let equation = p.hasPrefix("<") || p.hasPrefix(">") ? "\(p.first!) \(p.dropFirst())" : "= \(p)"
    let statistic = page.number(headline.statistic, 2)
    let degrees = page.number(headline.degreesOfFreedom, 0)
    let test =
      page.style == .gb
      ? "χ²MH = \(statistic)，ν = \(degrees)，P \(equation)" : "χ²MH(\(degrees)) = \(statistic), p \(equation)"
    guard let ratio = tests.mantelHaenszel?.commonOddsRatio, let interval = ratio.interval else {
      return chinese ? "各层合并：\(test)" : "Over all layers: \(test)"
    }
    let bounds = "\(page.number(interval.low, 2)) – \(page.number(interval.high, 2))"
    return chinese
      ? "各层公共优势比 \(page.number(ratio.value, 2))（95% 区间 \(bounds)），\(test)"
      : "Common odds ratio of the layers \(page.number(ratio.value, 2)) (95% interval \(bounds)), \(test)"
  }
}
