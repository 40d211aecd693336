import Crosstabs
import DisclosureControl
import Documents
import Evidence
import NumericalMethods
import Phrasebook
import Presentation
import StructuredText
import Tables

/// A crosstab some of whose counts may not be seen.
///
/// It is not the whole result with holes: only what is listed here is written, each item a function of counts and
/// totals that are shown. Of the tests there is Pearson's alone, rounded until it fits other tables too; everything
/// that was computed from hidden counts stays away.
public struct SuppressedCrosstab: Sendable {
  public let table: ContingencyTable
  /// `nil` where the table cannot be tested.
  public let analysis: CrosstabAnalysis?
  public let suppression: TableSuppression
  /// Whether nothing but the number of rows is shown.
  var keepsTotal: Bool

  /// Pearson's statistic, rounded, with the p and V that follow from the rounded number and from its bounds.
  struct RoundedTest: Sendable {
    let result: ChiSquareResult
    let unit: Double
    let pValues: ClosedRange<Double>
    let cramersV: Double
    let cramersVs: ClosedRange<Double>

    init(_ rounded: TableSuppression.RoundedStatistic, degreesOfFreedom: Double, n: Double, side: Double) throws(Fault)
    {
      let distribution = try ChiSquareDistribution(degreesOfFreedom: degreesOfFreedom)
      func v(_ statistic: Double) -> Double { min(1, (statistic / (n * (side - 1))).squareRoot()) }
      result = ChiSquareResult(
        statistic: rounded.value, degreesOfFreedom: degreesOfFreedom,
        pValue: distribution.upperTail(at: rounded.value), logP: distribution.logUpperTail(at: rounded.value))
      unit = rounded.unit
      let (low, high) = (rounded.range.lowerBound, rounded.range.upperBound)
      pValues = distribution.upperTail(at: high)...distribution.upperTail(at: low)
      cramersV = v(rounded.value)
      cramersVs = v(low)...v(high)
    }
  }

  let test: RoundedTest?

  public init(
    _ table: ContingencyTable, _ analysis: CrosstabAnalysis?, _ suppression: TableSuppression, keepsTotal: Bool = false
  ) {
    self.table = table
    self.analysis = analysis
    self.suppression = suppression
    self.keepsTotal = keepsTotal || !suppression.isBodyWithheld
    // The search for other tables knows counts of respondents, not sums of weights.
    if !table.isWeighted, let pearson = analysis?.naive?.pearson, let rounded = suppression.roundedPearson {
      test = try? RoundedTest(
        rounded, degreesOfFreedom: pearson.degreesOfFreedom, n: table.total,
        side: Double(min(table.occupiedRows.count, table.occupiedColumns.count)))
    } else {
      test = nil
    }
  }

  public var caveat: Caveat {
    suppression.rule.caveat(cells: suppression.hiddenCount, isWhole: suppression.isBodyWithheld)
  }

  // MARK: What may be seen

  private func isShown(_ row: Int, _ column: Int) -> Bool { !suppression.isHidden(row: row, column: column) }

  func count(_ row: Int, _ column: Int) -> Double? { isShown(row, column) ? table[row, column] : nil }

  func rowTotal(_ row: Int) -> Double? { suppression.isRowTotalHidden(row) ? nil : table.rowTotals[row] }

  func columnTotal(_ column: Int) -> Double? {
    suppression.isColumnTotalHidden(column) ? nil : table.columnTotals[column]
  }

  var total: Double? { keepsTotal ? table.total : nil }

  func expected(_ row: Int, _ column: Int) -> Double? {
    guard let own = rowTotal(row), let other = columnTotal(column), let total, total > 0 else { return nil }
    return own * other / total
  }

  func residual(_ row: Int, _ column: Int) -> Double? {
    guard count(row, column) != nil, expected(row, column) != nil, !table.isWeighted, let analysis else { return nil }
    return analysis.residuals.adjusted[row * table.columnCount + column]
  }

  // MARK: For programs

  /// The fields of a crosstab with `null` for what is withheld, and `suppressed`.
  public func json(in language: Language) -> JSONObject {
    func matrix(_ cell: (Int, Int) -> JSONValue) -> JSONValue {
      .array(
        (0..<table.rowCount).map { row in .array((0..<table.columnCount).map { cell(row, $0) }) })
    }
    var tests = JSONObject()
    for name in [
      "pearson", "likelihoodRatio", "continuityCorrection", "linearByLinear", "smallSample", "twoProportions",
      "fisherExact", "monteCarlo", "raoScott",
    ] { tests[name] = .null }
    if let test, var fields = CrosstabReport.json(test.result).asObject {
      fields["roundedTo"] = JSONValue(test.unit)
      fields["pLow"] = JSONValue(test.pValues.lowerBound)
      fields["pHigh"] = JSONValue(test.pValues.upperBound)
      tests["pearson"] = .object(fields)
    }
    return [
      "rows": CrosstabReport.variable(table.rows, language),
      "columns": CrosstabReport.variable(table.columns, language),
      "counts": matrix { row, column in
        guard let count = count(row, column) else { return .null }
        return table.isWeighted ? JSONValue(count) : .integer(Int(count))
      },
      "n": keepsTotal ? .integer(table.respondents) : .null,
      "excluded": keepsTotal ? .integer(table.excluded.count) : .null, "excludedReasons": .null,
      "expected": matrix { JSONValue(expected($0, $1)) }, "adjustedResiduals": matrix { JSONValue(residual($0, $1)) },
      "adjustedResidualP": .null, "adjustedResidualPHolm": .null, "adjustedResidualPBH": .null,
      "expectedBelow5": .null, "tests": .object(tests),
      "effects": test.map { ["cramersV": JSONValue($0.cramersV)] } ?? .null, "columnLetters": .null,
      "fragility": .null, "suppressed": suppression.json,
    ]
  }

  // MARK: For people

  public func document(style: TableStyle, in language: Language) -> Document {
    let page = CrosstabNames(table, language)
    return Document(
      title: "\(page.rows) × \(page.columns)", language: language.rawValue, blocks(style: style, in: language))
  }

  /// The table, and below it what is left of the tests.
  func blocks(style: TableStyle, in language: Language) -> [Block] {
    let names = CrosstabNames(table, language)
    var blocks: [Block] = [.table(body(names, style, language))]
    if let test { blocks.append(.table(testTable(test, style, language))) }
    return blocks
  }

  private func body(_ names: CrosstabNames, _ style: TableStyle, _ language: Language) -> DocumentTable {
    func say(_ term: CrosstabTerm) -> String { term.text(in: language) }
    let width = table.columnCount
    var columns: [DocumentTable.Column] = [.init(Phrase(names.rows)), .init("")]
    columns += table.columns.levels.map { .init(Phrase($0.text(in: language)), .right) }
    columns.append(.init(Phrase(say(.total)), .right))
    func cell(_ value: Double?, _ text: (Double) -> String) -> DocumentTable.Cell {
      value.map { .init(text($0)) } ?? WithheldMark.cell
    }
    func count(_ value: Double?) -> DocumentTable.Cell {
      cell(value) { DisplayRule.decimals(table.isWeighted ? 1 : 0).text($0, style: style) }
    }
    func percent(_ part: Double?, _ whole: Double?) -> DocumentTable.Cell {
      guard let part, let whole else { return WithheldMark.cell }
      guard whole > 0 else { return .init(DisplayRule.missing) }
      let rule = DisplayRule.percent(decimals: 1)
      return .init(
        table.isWeighted
          ? rule.text(part / whole, style: style) : rule.text(Int(part), of: Int(whole), style: style))
    }
    var rows: [DocumentTable.Row] = []
    func stack(
      _ label: String, _ counts: [Double?], _ sum: Double?, expected: [Double?], residuals: [Double?]?,
      role: DocumentTable.Row.Role
    ) {
      func number(_ value: Double?) -> DocumentTable.Cell {
        cell(value) { DisplayRule.decimals(1).text($0, style: style) }
      }
      var lines: [(CrosstabTerm, [DocumentTable.Cell])] = [
        (table.isWeighted ? .weightedCount : .count, (counts + [sum]).map(count))
      ]
      if style == .spss { lines.append((.expected, (expected + [sum]).map(number))) }
      lines.append((.rowPercent, (counts + [sum]).map { percent($0, sum) }))
      if style == .spss {
        let shares = (0..<width).map { percent(counts[$0], columnTotal($0)) }
        lines.append((.columnPercent, shares + [percent(sum, total)]))
        if let residuals {
          lines.append(
            (
              .adjusted,
              residuals.map { cell($0) { DisplayRule.bounded(decimals: 1).text($0, style: style) } } + [""]
            ))
        }
      }
      for (place, line) in lines.enumerated() {
        rows.append(.init([.init(place == 0 ? label : ""), .init(say(line.0))] + line.1, role: role))
      }
    }
    for row in 0..<table.rowCount {
      stack(
        table.rows.levels[row].text(in: language), (0..<width).map { self.count(row, $0) }, rowTotal(row),
        expected: (0..<width).map { expected(row, $0) },
        residuals: analysis == nil || table.isWeighted ? nil : (0..<width).map { residual(row, $0) }, role: .body)
    }
    let totals = (0..<width).map { columnTotal($0) }
    stack(say(.total), totals, total, expected: totals, residuals: nil, role: .total)
    var notes = [suppression.note(in: language)]
    if keepsTotal, table.excluded.count > 0 {
      notes.append(
        .init(
          Phrase(
            language == .chinese
              ? "有效 \(table.respondents)，排除 \(table.excluded.count)"
              : "Valid \(table.respondents), excluded \(table.excluded.count)")))
    }
    return DocumentTable(
      title: Phrase("\(names.rows) * \(names.columns) \(say(.crosstabulation))"), columns: columns,
      spanners: [[.init(Phrase(names.columns), over: 2..<(2 + width))]], rows: rows, notes: notes)
  }

  private func testTable(_ test: RoundedTest, _ style: TableStyle, _ language: Language) -> DocumentTable {
    func say(_ term: CrosstabTerm) -> String { term.text(in: language) }
    func range(_ range: ClosedRange<Double>, _ rule: DisplayRule) -> String {
      let (low, high) = (rule.text(range.lowerBound, style: style), rule.text(range.upperBound, style: style))
      return low == high ? low : "\(low) – \(high)"
    }
    let decimals = test.unit < 1 ? 1 : 0
    let unit = test.unit < 1 ? test.unit.rounded(decimals: 1) : String(Int(test.unit))
    return DocumentTable(
      title: Phrase(say(.chiSquareTests)),
      columns: [.init("")]
        + ([.value, .degrees, .asymptotic, .cramersV] as [CrosstabTerm]).map { .init(Phrase(say($0)), .right) },
      rows: [
        .init([
          .init(say(.pearson)), .init(DisplayRule.decimals(decimals).text(test.result.statistic, style: style)),
          .init(DisplayRule.decimals(0).text(test.result.degreesOfFreedom, style: style)),
          .init(range(test.pValues, .pValue)), .init(range(test.cramersVs, .bounded(decimals: 2))),
        ])
      ],
      notes: [
        .init(
          Phrase(
            language == .chinese
              ? "统计量已舍入到 \(unit) 的倍数，使隐去的计数仍有多种可能；p 与 V 为由此可知的范围"
              : "The statistic is rounded to a multiple of \(unit), so that other counts lead to it too; p and V are "
                + "what is then known of them"))
      ])
  }
}

/// The two questions of a table as its headings call them.
struct CrosstabNames {
  let rows: String
  let columns: String

  init(_ table: ContingencyTable, _ language: Language) {
    func name(_ variable: ContingencyTable.Variable) -> String {
      var own = variable.name
      if language == .chinese, own == "rows" || own == "columns" { own = own == "rows" ? "行" : "列" }
      return Naming.column(own, variable.label, in: language)
    }
    rows = name(table.rows)
    columns = name(table.columns)
  }
}

extension ContingencyTable {
  /// The counts row by row, where they are whole.
  package var respondentCounts: [[Int]] {
    (0..<rowCount).map { row in (0..<columnCount).map { Int(self[row, $0]) } }
  }
}
