import Bottlenecks
import Charting
import Documents
import Evidence
import Presentation

/// Conditions of one outcome side by side.
public struct NecessityReport: Sendable {
  public let analyses: [NecessaryCondition]

  public init(_ analyses: [NecessaryCondition]) {
    self.analyses = analyses
  }

  /// The ceilings, the bottleneck table in percent, percentiles and actual units, a picture of each condition.
  public func document(style: TableStyle, in language: Language) -> Document {
    let page = NecessityPage(analyses: analyses, style: style, language: language)
    let title = page.words("必要条件分析（NCA）", "Necessary condition analysis (NCA)")
    return Document(title: title, language: language.rawValue, page.blocks)
  }

}

/// The analyses in one language.
struct NecessityPage {
  let analyses: [NecessaryCondition]
  let style: TableStyle
  let language: Language
  /// Whether variables are known by their labels, and conditions are capabilities in what their labels say.
  var isOfCapabilities = false

  func words(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

  /// Holm's p of the steps and of the line of each condition, all conditions of the outcome counted.
  private var adjusted: [(steps: Double?, line: Double?)] {
    Array(zip(Self.adjusted(analyses.map(\.steps)), Self.adjusted(analyses.map(\.line)))).map { ($0, $1) }
  }

  /// Whether there are several conditions and permutations to adjust.
  private var isAdjusted: Bool { analyses.count > 1 && adjusted.contains { $0.steps != nil || $0.line != nil } }

  static func adjusted(_ ceilings: [NecessityCeiling]) -> [Double?] {
    PValueAdjustment.holm.adjusted(ceilings.map { $0.permutation?.pValue })
  }

  /// As a part of a longer document: ceilings, what is needed in percent, and the picture of the largest effect that is
  /// hardly chance, seen alone.
  var briefBlocks: [Block] {
    let largest = analyses.filter { $0.steps.permutation.map { $0.pValue < 0.05 } ?? true }
      .max { $0.steps.effect < $1.steps.effect }
    let hasCeiling = analyses.contains { $0.peers.count > 1 }
    return [.table(ceilings)] + (hasCeiling ? [.table(levels(.range))] : [])
      + (largest.map { [.paragraph(Phrase(sentence($0))), .figure(Figure(chart($0), isIllustration: true))] } ?? [])
  }

  var blocks: [Block] {
    let hasCeiling = analyses.contains { $0.peers.count > 1 }
    let tables: [Block] =
      hasCeiling ? [.table(levels(.range)), .table(levels(.percentile)), .table(levels(.actual))] : []
    return [.table(ceilings)] + analyses.map { .paragraph(Phrase(sentence($0))) } + tables
      + analyses.map { .figure(Figure(chart($0), isIllustration: true)) }
  }

  private func name(_ variable: NecessaryCondition.Variable) -> String {
    isOfCapabilities
      ? variable.label.text(in: language) ?? variable.name
      : Naming.column(variable.name, variable.label, in: language)
  }

  private func inSentence(_ condition: NecessaryCondition.Variable) -> String {
    let name = name(condition)
    return isOfCapabilities ? words("\(name)方面的能力", "capability in \(name)") : name
  }

  private func heading(_ chinese: String, _ english: String) -> DocumentTable.Column {
    .init(Phrase(words(chinese, english)), .decimal)
  }

  private func cell(_ value: Double?, _ rule: DisplayRule = .decimals(3)) -> DocumentTable.Cell {
    rule.cell(value, style: style)
  }

  // MARK: Ceilings

  private var ceilings: DocumentTable {
    var rows: [DocumentTable.Row] = []
    for (analysis, adjusted) in zip(analyses, adjusted) {
      if analyses.count > 1 {
        rows.append(.init([.init("\(name(analysis.condition)) (n = \(analysis.n))")], role: .group))
      }
      for (label, ceiling, adjusted) in [
        ("CE-FDH", analysis.steps, adjusted.steps), ("CR-FDH", analysis.line, adjusted.line),
      ] {
        rows.append(
          .init(
            [
              .init(label), cell(ceiling.effect, .bounded(decimals: 3)), .init(size(ceiling.size)),
              cell(ceiling.permutation?.pValue, .pValue),
            ] + (isAdjusted ? [cell(adjusted, .pValue)] : []) + [
              cell(ceiling.accuracy, .decimals(1)),
              cell(ceiling.fit, .decimals(1)), cell(ceiling.inefficiency?.condition, .decimals(1)),
              cell(ceiling.inefficiency?.outcome, .decimals(1)),
            ], indent: analyses.count > 1 ? 1 : 0))
      }
    }
    var notes: [DocumentTable.Note] = []
    if analyses.count == 1, let line = analyses[0].line.slope, let intercept = analyses[0].line.intercept {
      let number = DisplayRule.decimals(3)
      notes.append(
        .init(Phrase("CR-FDH: y = \(number.text(intercept, style: style)) + \(number.text(line, style: style)) x")))
    }
    if let permutation = analyses.lazy.compactMap(\.steps.permutation).first {
      notes.append(
        .init(
          Phrase(
            words(
              "p 由结果值随机重排 \(permutation.count) 次得到；d 的分级（Dul 2016）：<0.1 小，<0.3 中，<0.5 大，其余很大",
              "p from \(permutation.count) random orders of the outcome; sizes of d (Dul 2016): under 0.1 small, under 0.3 medium, under 0.5 large, else very large"
            )
              + (analyses.count > 1
                ? words(
                  "；校正 p 用 Holm，涵盖这一结果的 \(analyses.count) 个条件",
                  "; adjusted p is Holm's over the \(analyses.count) conditions of this outcome") : ""))))
    }
    let outcome = analyses.first.map { name($0.outcome) } ?? ""
    let cases = analyses.count == 1 ? words("（n = \(analyses[0].n)）", " (n = \(analyses[0].n))") : ""
    let subject =
      analyses.count == 1
      ? name(analyses[0].condition) : isOfCapabilities ? words("各方面的能力", "capabilities") : words("各条件", "conditions")
    return DocumentTable(
      title: Phrase(
        words(
          "\(analyses.count == 1 ? "“\(subject)”" : subject)对“\(outcome)”的上限\(cases)",
          "Ceilings of '\(outcome)' over \(subject)\(cases)")),
      columns: [
        .init(Phrase(words("上限", "Ceiling"))), heading("效应量 d", "Effect d"),
        .init(Phrase(words("大小", "Size"))), heading("p", "p"),
      ] + (isAdjusted ? [heading("Holm 校正 p", "Holm's p")] : []) + [
        heading("准确度 %", "Accuracy %"),
        heading("拟合 %", "Fit %"), heading("条件无效率 %", "Condition inefficiency %"),
        heading("结果无效率 %", "Outcome inefficiency %"),
      ], rows: rows, notes: notes)
  }

  private func size(_ size: NecessityCeiling.Size) -> String {
    switch size {
    case .small: words("小", "small")
    case .medium: words("中", "medium")
    case .large: words("大", "large")
    case .veryLarge: words("很大", "very large")
    }
  }

  /// What the steps say, as strongly as effect and p allow.
  private func sentence(_ analysis: NecessaryCondition) -> String {
    let (condition, outcome) = (inSentence(analysis.condition), name(analysis.outcome))
    let corner = analysis.options.corner
    let muchOutcome = corner == .upperLeft || corner == .upperRight
    let muchCondition = corner == .upperLeft || corner == .lowerLeft
    let ceiling = analysis.steps
    let d = DisplayRule.bounded(decimals: 2).text(ceiling.effect, style: style)
    let p = ceiling.permutation.map { permutation -> String in
      let text = DisplayRule.pValue.text(permutation.pValue, style: style)
      return words("，", ", ") + (text.first == "<" || text.first == ">" ? "p \(text)" : "p = \(text)")
    }
    let numbers = "d = \(d)\(p ?? "")"
    let (high, much) = (
      words(muchOutcome ? "高" : "低", muchOutcome ? "high" : "low"),
      words(muchCondition ? "高" : "低", muchCondition ? "high" : "low")
    )
    if ceiling.effect < 0.1 {
      return words(
        "几乎看不出“\(outcome)”的\(high)值以“\(condition)”\(much)为前提（\(numbers)）。",
        "There is hardly a sign that a \(high) '\(outcome)' needs a \(much) '\(condition)' (\(numbers)).")
    }
    let place = analyses.firstIndex(of: analysis)
    if let p = ceiling.permutation?.pValue, p < 0.05, let adjusted = place.flatMap({ adjusted[$0].steps }),
      adjusted >= 0.05
    {
      let text = DisplayRule.pValue.text(adjusted, style: style)
      let equation = text.first == "<" || text.first == ">" ? "p \(text)" : "p = \(text)"
      return words(
        "“\(outcome)”的\(high)值多与“\(condition)”\(much)相伴（\(numbers)）；但检验了 \(analyses.count) 个条件，这样小的 p 也可能是偶然（Holm 校正 \(equation)）。",
        "A \(high) '\(outcome)' goes with a \(much) '\(condition)' (\(numbers)); among \(analyses.count) conditions tested so small a p may still be chance (Holm's \(equation))."
      )
    }
    if let permutation = ceiling.permutation, permutation.pValue >= 0.05 {
      return words(
        "“\(outcome)”的\(high)值多与“\(condition)”\(much)相伴，但这样的空角也可能是偶然（\(numbers)）。",
        "A \(high) '\(outcome)' goes with a \(much) '\(condition)', but so empty a corner may be chance (\(numbers)).")
    }
    return words(
      "数据与“\(condition)”\(much)是“\(outcome)”\(high)的必要条件相符（\(size(ceiling.size))效应，\(numbers)）；必要不等于充分，也不说明因果。",
      "The data agree with a \(much) '\(condition)' being necessary for a \(high) '\(outcome)' (\(size(ceiling.size)) effect, \(numbers)); necessary is not sufficient, and says nothing of what brings it about."
    )
  }

  // MARK: Bottleneck tables

  private enum Unit { case range, percentile, actual }

  private func levels(_ unit: Unit) -> DocumentTable {
    let rule: DisplayRule = unit == .actual ? .decimals(2) : .decimals(1)
    func text(_ requirement: NecessityLevel.Requirement, _ percent: Double?) -> String {
      switch requirement {
      case .notNecessary: "NN"
      case .beyondScope: "NA"
      case .condition(let value): rule.text(unit == .actual ? value : percent, style: style)
      }
    }
    let first = analyses[0]
    let rows = first.levels.indices.map { index -> DocumentTable.Row in
      let own = unit == .percentile ? first.levels[index].percentile : first.levels[index].range
      var cells: [DocumentTable.Cell] = [
        .init(
          unit == .actual
            ? rule.text(own.outcome, style: style) : DisplayRule.decimals(0).text(own.percent, style: style))
      ]
      for analysis in analyses {
        let row = unit == .percentile ? analysis.levels[index].percentile : analysis.levels[index].range
        cells.append(.init(text(row.steps, row.stepsPercent)))
        cells.append(.init(text(row.line, row.linePercent)))
      }
      return .init(cells)
    }
    var columns: [DocumentTable.Column] = [.init(Phrase(name(first.outcome)), .right)]
    var spanners: [DocumentTable.Spanner] = []
    for (index, analysis) in analyses.enumerated() {
      columns += [.init("CE-FDH", .decimal), .init("CR-FDH", .decimal)]
      spanners.append(.init(Phrase(name(analysis.condition)), over: 2 * index + 1..<2 * index + 3))
    }
    let title =
      switch unit {
      case .range: words("瓶颈表：占取值范围的百分比", "Bottleneck table, percent of the range")
      case .percentile: words("瓶颈表：百分位", "Bottleneck table, percentiles")
      case .actual: words("瓶颈表：实际单位", "Bottleneck table, actual units")
      }
    return DocumentTable(
      title: Phrase(title), columns: columns, spanners: [spanners], rows: rows,
      notes: [
        .init(
          Phrase(
            words("NN：无需该条件；NA：所需超出条件的范围", "NN: not necessary; NA: more would be needed than there is")
              + (first.options.corner == .lowerLeft || first.options.corner == .lowerRight
                ? words("；结果由高到低计", "; outcomes are counted from high to low") : "")))
      ])
  }

  // MARK: Picture

  func chart(_ analysis: NecessaryCondition) -> Chart {
    var cases: [(x: Double, y: Double)] = []
    for (x, y) in zip(analysis.condition.values, analysis.outcome.values) {
      if let x, let y, x.isFinite, y.isFinite { cases.append((x, y)) }
    }
    var ceilings = [CeilingPlot.Ceiling("CE-FDH", corners: stepCorners(analysis), effect: analysis.steps.effect)]
    if let line = lineEnds(analysis) {
      ceilings.append(CeilingPlot.Ceiling("CR-FDH", corners: line, effect: analysis.line.effect))
    }
    return Chart(
      title: words(
        "\(name(analysis.condition))与\(name(analysis.outcome))的上限",
        "\(name(analysis.outcome)) over \(name(analysis.condition)), with ceilings"),
      subtitle: words("空角越大，条件越可能必要", "The larger the empty corner, the likelier the condition is necessary"),
      plot: CeilingPlot(
        cases: cases, ceilings: ceilings,
        bottlenecks: analysis.levels.map { .init(level: $0.outcome, required: $0.steps.value) },
        xTitle: name(analysis.condition), yTitle: name(analysis.outcome),
        emptyCorner: Self.corner(analysis.options.corner),
        scope: (analysis.conditionScope, analysis.outcomeScope)), language: language)
  }

  private static func corner(_ corner: NecessityCorner) -> CeilingPlot.Corner {
    switch corner {
    case .upperLeft: .upperLeft
    case .upperRight: .upperRight
    case .lowerLeft: .lowerLeft
    case .lowerRight: .lowerRight
    }
  }

  /// The corners in the order in which the steps are walked from left to right.
  private func stepCorners(_ analysis: NecessaryCondition) -> [(x: Double, y: Double)] {
    let corners = analysis.stepCorners.map { (x: $0.condition, y: $0.outcome) }
    return analysis.options.corner == .upperRight || analysis.options.corner == .lowerRight
      ? corners.reversed() : corners
  }

  /// Where the line enters and leaves the scope.
  private func lineEnds(_ analysis: NecessaryCondition) -> [(x: Double, y: Double)]? {
    guard let slope = analysis.line.slope, let intercept = analysis.line.intercept, slope != 0 else { return nil }
    let (x, y) = (analysis.conditionScope, analysis.outcomeScope)
    let crossings = [(y.lowerBound - intercept) / slope, (y.upperBound - intercept) / slope].sorted()
    let (left, right) = (max(x.lowerBound, crossings[0]), min(x.upperBound, crossings[1]))
    guard left < right else { return nil }
    return [(left, slope * left + intercept), (right, slope * right + intercept)]
  }
}
