import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import Tables
import Typography

extension CrosstabReport {
  /// The table, its tests and its measures, set in one of the three styles.
  public func document(style: TableStyle, in language: Language) -> Document {
    let page = CrosstabPage(report: self, style: style, language: language)
    let names = "\(page.name(table.rows)) × \(page.name(table.columns))"
    return Document(title: names, language: language.rawValue, page.blocks)
  }
}

/// A crosstab being set.
struct CrosstabPage {
  let report: CrosstabReport
  let style: TableStyle
  let language: Language

  var table: ContingencyTable { report.table }
  var analysis: CrosstabAnalysis { report.analysis }

  var blocks: [Block] {
    var blocks: [Block] = [.table(body)]
    if style != .spss, let sentence = statisticSentence { blocks.append(.paragraph(Phrase(sentence))) }
    if analysis.naive != nil { blocks.append(.table(tests)) }
    if let design = report.companions.design {
      blocks.append(.table(designTable(design)))
      if let verdict = verdict(design) { blocks.append(.paragraph(Phrase(verdict))) }
    }
    if let sentence = firmness { blocks.append(.paragraph(Phrase(sentence))) }
    if style == .spss {
      blocks += [.table(symmetricMeasures), .table(directionalMeasures)]
      if let risk { blocks.append(.table(risk)) }
    }
    let cells = notableCells
    if !cells.isEmpty { blocks.append(.list(ordered: false, cells.map { [.paragraph(Phrase($0))] })) }
    return blocks + figures
  }

  func say(_ term: CrosstabTerm) -> String { term.text(in: language) }

  func name(_ variable: ContingencyTable.Variable) -> String {
    Naming.column(columnName(variable), variable.label, in: language)
  }

  /// What it stands for, without what a person types.
  func title(_ variable: ContingencyTable.Variable) -> String {
    variable.label.text(in: language) ?? columnName(variable)
  }

  /// What a person types, without what it stands for.
  func columnName(_ variable: ContingencyTable.Variable) -> String {
    if variable.name == "rows", language == .chinese { return "行" }
    if variable.name == "columns", language == .chinese { return "列" }
    return variable.name
  }

  /// The name with its label where both are short enough to stand inside another label.
  func shortName(_ variable: ContingencyTable.Variable) -> String {
    let whole = name(variable)
    return whole.terminalWidth > 24 ? columnName(variable) : whole
  }

  func number(_ value: Double?, _ decimals: Int) -> String {
    DisplayRule.decimals(decimals).text(value, style: style)
  }

  /// A statistic as SPSS shows it: without the zero before the point.
  func bounded(_ value: Double?, _ decimals: Int = 3) -> String {
    DisplayRule.bounded(decimals: decimals).text(value, style: style)
  }

  func probability(_ value: Double?) -> String { DisplayRule.pValue.text(value, style: style) }

  func numberCell(_ value: Double?, _ decimals: Int) -> DocumentTable.Cell {
    DisplayRule.decimals(decimals).cell(value, style: style)
  }

  func boundedCell(_ value: Double?, _ decimals: Int = 3, marks: [String] = []) -> DocumentTable.Cell {
    DisplayRule.bounded(decimals: decimals).cell(value, style: style, marks: marks)
  }

  func probabilityCell(_ value: Double?) -> DocumentTable.Cell { DisplayRule.pValue.cell(value, style: style) }

  /// Of weighted answers in standard errors of the design, since adjusted residuals would grow with the weights.
  func residual(_ row: Int, _ column: Int) -> Double? {
    (report.companions.design?.residuals.values ?? analysis.residuals.adjusted)[row * table.columnCount + column]
  }

  private func count(_ value: Double) -> String { number(value, table.isWeighted ? 1 : 0) }

  private func percent(_ part: Double, _ whole: Double) -> DocumentTable.Cell {
    let rule = DisplayRule.percent(decimals: 1)
    guard whole > 0 else { return .init(DisplayRule.missing) }
    return table.isWeighted
      ? rule.cell(part / whole, style: style) : rule.cell(Int(part), of: Int(whole), style: style)
  }

  // MARK: The table itself

  private var body: DocumentTable {
    let width = table.columnCount
    var columns: [DocumentTable.Column] = [.init(Phrase(name(table.rows))), .init("")]
    columns += table.columns.levels.map { .init(Phrase($0.text(in: language)), .right) }
    columns.append(.init(Phrase(say(.total)), .right))
    var rows: [DocumentTable.Row] = []
    for row in 0..<table.rowCount {
      rows += stack(
        table.rows.levels[row].text(in: language), (0..<width).map { table[row, $0] }, table.rowTotals[row],
        expected: (0..<width).map { analysis.expected.values[row * width + $0] },
        residuals: (0..<width).map { residual(row, $0) }, isTotal: false)
    }
    rows += stack(
      say(.total), table.columnTotals, table.total, expected: table.columnTotals, residuals: nil, isTotal: true)
    return DocumentTable(
      title: Phrase("\(name(table.rows)) * \(name(table.columns)) \(say(.crosstabulation))"), columns: columns,
      spanners: [[.init(Phrase(name(table.columns)), over: 2..<(2 + width))]], rows: rows, notes: excludedNote)
  }

  /// How many rows are not in the table, and why.
  private var excludedNote: [DocumentTable.Note] {
    let excluded = table.excluded
    guard excluded.count > 0 else { return [] }
    func list(_ variable: ContingencyTable.Variable, _ reasons: [MissingReason: Int]) -> [String] {
      MissingReason.allCases.compactMap { reason in
        reasons[reason].map { "\(variable.name) \(Naming.reason(reason, in: language)) \($0)" }
      }
    }
    var parts = list(table.rows, excluded.rowReasons) + list(table.columns, excluded.columnReasons)
    if excluded.withoutWeight > 0 {
      parts.append(language == .chinese ? "无权数 \(excluded.withoutWeight)" : "no weight \(excluded.withoutWeight)")
    }
    let reasons = parts.joined(separator: language == .chinese ? "、" : ", ")
    return [
      .init(
        Phrase(
          language == .chinese
            ? "有效 \(table.respondents)，排除 \(excluded.count)（\(reasons)）"
            : "Valid \(table.respondents), excluded \(excluded.count) (\(reasons))"))
    ]
  }

  /// The lines of one row category, one below the other.
  private func stack(
    _ label: String, _ counts: [Double], _ total: Double, expected: [Double], residuals: [Double?]?, isTotal: Bool
  ) -> [DocumentTable.Row] {
    var lines: [(CrosstabTerm, [DocumentTable.Cell])] = [
      (table.isWeighted ? .weightedCount : .count, (counts + [total]).map { numberCell($0, table.isWeighted ? 1 : 0) })
    ]
    if style == .spss { lines.append((.expected, (expected + [total]).map { numberCell($0, 1) })) }
    lines.append((.rowPercent, counts.map { percent($0, total) } + [percent(total, total)]))
    if style == .spss {
      let shares = zip(counts, table.columnTotals).map { percent($0, $1) }
      lines.append((.columnPercent, shares + [percent(total, table.total)]))
      if let residuals {
        lines.append(
          (report.companions.design == nil ? .adjusted : .designResidual, residuals.map { boundedCell($0, 1) } + [""]))
      }
    }
    return lines.enumerated().map { place, line in
      let cells: [DocumentTable.Cell] = [.init(place == 0 ? label : ""), .init(say(line.0))] + line.1
      return .init(cells, role: isTotal ? .total : .body)
    }
  }

  // MARK: Tests

  private var tests: DocumentTable {
    let naive = analysis.naive!
    let exact = report.companions.exact
    var columns: [DocumentTable.Column] = [.init("")]
    let hasExact = exact != nil || report.companions.monteCarlo != nil
    columns += ([.value, .degrees, .asymptotic] as [CrosstabTerm]).map { .init(Phrase(say($0)), .right) }
    if hasExact {
      columns += ([.exactTwoSided, .exactOneSided] as [CrosstabTerm]).map { .init(Phrase(say($0)), .right) }
    }
    func line(
      _ term: CrosstabTerm, _ test: (any ChiSquareFamily)?, mark: String? = nil, exactP: Double? = nil,
      oneSided: Double? = nil
    ) -> DocumentTable.Row {
      var cells: [DocumentTable.Cell] = [.init(say(term))]
      cells.append(test.map { boundedCell($0.result.statistic, marks: mark.map { [$0] } ?? []) } ?? "")
      cells.append(test.map { numberCell($0.result.degreesOfFreedom, 0) } ?? "")
      cells.append(test.map { probabilityCell($0.pValue) } ?? "")
      if hasExact {
        cells.append(exactP.map { probabilityCell($0) } ?? "")
        cells.append(oneSided.map { probabilityCell($0) } ?? "")
      }
      return .init(cells)
    }
    let companions = report.companions
    var rows = [line(.pearson, naive.pearson, mark: "a", exactP: companions.exactPearson)]
    if let corrected = naive.continuityCorrection { rows.append(line(.continuity, corrected, mark: "b")) }
    rows.append(line(.likelihoodRatio, naive.likelihoodRatio, exactP: companions.exactLikelihoodRatio))
    if let exact {
      let oneSided = exact.less.flatMap { less in exact.greater.map { min(less, $0) } }
      rows.append(line(.fisher, nil, exactP: exact.pValue, oneSided: oneSided))
    }
    if let p = report.monteCarloP { rows.append(line(.monteCarlo, nil, exactP: p)) }
    if let linear = naive.linearByLinear { rows.append(line(.linear, linear, exactP: companions.exactLinearByLinear)) }
    if let small = naive.smallSample { rows.append(line(.smallSample, small)) }
    let n = table.isWeighted ? number(table.total, 1) : String(table.respondents)
    rows.append(.init([.init(say(.validCases)), .init(n)]))
    var notes: [DocumentTable.Note] = [.init(Phrase(expectedNote), mark: "a")]
    if naive.continuityCorrection != nil {
      notes.append(
        .init(language == .chinese ? "仅针对 2x2 表进行计算" : "Computed only for a 2x2 table", mark: "b"))
    }
    return DocumentTable(title: Phrase(say(.chiSquareTests)), columns: columns, rows: rows, notes: notes)
  }

  /// SPSS's footnote under the chi-square tests.
  var expectedNote: String {
    let expected = analysis.expected
    let share = DisplayRule.percent(decimals: 1).text(expected.cellsBelowFive, of: expected.cells, style: .spss)
    let minimum = DisplayRule.bounded(decimals: 2).text(expected.minimum, style: style)
    return language == .chinese
      ? "\(expected.cellsBelowFive) 个单元格 (\(share)) 的期望计数小于 5。最小期望计数为 \(minimum)。"
      : "\(expected.cellsBelowFive) cells (\(share)) have expected count less than 5. "
        + "The minimum expected count is \(minimum)."
  }

  /// `χ²(4, N = 226) = 13.61, p = .009, V = .17`, or as Chinese journals write it.
  var statisticSentence: String? {
    guard let pearson = report.headline else { return nil }
    let p = probability(pearson.pValue)
    let equation = p.hasPrefix("<") || p.hasPrefix(">") ? "\(p.first!) \(p.dropFirst())" : "= \(p)"
    let statistic = number(pearson.result.statistic, 2)
    let degrees = number(pearson.degreesOfFreedom, 0)
    let v = DisplayRule.bounded(decimals: 2).text(analysis.chiSquareEffects.cramersV.value, style: style)
    if style == .gb {
      let parts = ["χ² = \(statistic)", "ν = \(degrees)", "P \(equation)", "V = \(v)"]
      return parts.joined(separator: language == .chinese ? "，" : ", ")
    }
    return "χ²(\(degrees), N = \(count(table.total))) = \(statistic), p \(equation), V = \(v)"
  }

  // MARK: The design

  private func designTable(_ design: DesignCompanion) -> DocumentTable {
    let columns: [DocumentTable.Column] =
      [.init("")] + ([.value, .degrees, .asymptotic] as [CrosstabTerm]).map { .init(Phrase(say($0)), .right) }
    let degrees = "\(number(design.numeratorDegrees, 2)); \(number(design.denominatorDegrees, 2))"
    func line(_ term: CrosstabTerm, _ result: ChiSquareResult) -> DocumentTable.Row {
      .init([
        .init(say(term)), boundedCell(result.statistic), numberCell(result.degreesOfFreedom, 2),
        probabilityCell(result.pValue),
      ])
    }
    return DocumentTable(
      title: Phrase(say(.designBased)), columns: columns,
      rows: [
        .init(["F", boundedCell(design.f), .init(degrees), probabilityCell(design.pValue)]),
        line(.firstOrder, design.firstOrder), line(.secondOrder, design.secondOrder),
        .init([.init(say(.meanEffect)), numberCell(design.meanDesignEffect, 3)]),
        .init([.init(say(.effectiveN)), numberCell(report.effectiveN, 1)]),
      ])
  }

  /// Whether the conclusion survives that respondents of one cluster resemble each other.
  private func verdict(_ design: DesignCompanion) -> String? {
    guard let naive = analysis.naive?.pearson else { return nil }
    let holds = (naive.pValue <= analysis.options.alpha) == (design.pValue <= analysis.options.alpha)
    let (before, after) = (probability(naive.pValue), probability(design.pValue))
    return language == .chinese
      ? "考虑抽样设计后，结论\(holds ? "不变" : "改变")：朴素 p 值 \(before)，基于设计的 p 值 \(after)。"
      : "With the design taken into account the conclusion \(holds ? "holds" : "changes"): naive p \(before), "
        + "design-based p \(after)."
  }

  // MARK: How firm the conclusion is

  /// Under a significant test how many answers carry it, under another what it could have found.
  private var firmness: String? {
    let alpha = analysis.options.alpha
    let p = report.companions.design?.pValue ?? analysis.naive?.pearson.pValue
    guard let p else { return nil }
    let chinese = language == .chinese
    if p <= alpha {
      guard let moves = report.fragility?.moves else { return nil }
      return chinese
        ? "若有 \(moves) 个个案落入别的类别，皮尔逊卡方的 p 值就会越过 \(bounded(alpha, 2))。"
        : "Pearson's p would cross \(bounded(alpha, 2)) if \(moves) \(moves == 1 ? "case" : "cases") fell into another category."
    }
    guard let power = try? analysis.power(effectiveN: report.effectiveN),
      let v = try? power.minimumDetectableV(smallerSide: report.side)
    else { return nil }
    let n = number(power.n, 0)
    return chinese
      ? "有效样本量 \(n) 下，此检验能以 80% 的把握发现的最小克莱姆 V 为 \(bounded(v))；更弱的关联可能存在而未被发现。"
      : "With an effective n of \(n) this test finds a Cramér's V of \(bounded(v)) with a power of 80%; "
        + "a weaker association may be there unseen."
  }

  // MARK: Sentences about cells

  /// More or fewer than expected, where Holm's p over all cells reaches α.
  private var notableCells: [String] {
    // Where the test that heeds the design finds nothing, single cells have nothing to say either.
    if let design = report.companions.design, design.pValue > analysis.options.alpha { return [] }
    guard analysis.naive != nil || report.companions.design != nil else { return [] }
    func spoken(_ variable: ContingencyTable.Variable) -> String {
      variable.label.text(in: language) ?? self.columnName(variable)
    }
    let (rowName, columnName) = (spoken(table.rows), spoken(table.columns))
    let residuals = report.companions.design.map { analysis.residuals(of: $0.residuals) } ?? analysis.residuals
    let kind =
      report.companions.design == nil
      ? (chinese: "调整后残差", english: "adjusted residual") : (chinese: "按设计的残差", english: "design-based residual")
    return residuals.notableCells(alpha: analysis.options.alpha).prefix(5).map { cell in
      let row = table.rows.levels[cell.row].text(in: language)
      let column = table.columns.levels[cell.column].text(in: language)
      let (observed, expected) = (count(cell.observed), number(cell.expected, 1))
      let (residual, p) = (number(cell.adjusted, 2), probability(cell.pValue))
      return language == .chinese
        ? "\(rowName) 为“\(row)”时，\(columnName) 为“\(column)”者\(cell.isMoreThanExpected ? "多于" : "少于")期望："
          + "\(observed) 对 \(expected)（\(kind.chinese) \(residual)，Holm 校正 p \(p)）"
        : "\(cell.isMoreThanExpected ? "More" : "Fewer") than expected: '\(row)' (\(rowName)) with "
          + "'\(column)' (\(columnName)): \(observed) against "
          + "\(expected) (\(kind.english) \(residual), Holm p \(p))"
    }
  }
}
