import Crosstabs
import Documents
import Evidence
import Phrasebook
import Typography

extension CrosstabReport {
  /// How the numbers came about: formula, numbers put in, the tables in between, the result.
  public func explanation(style: TableStyle, in language: Language) -> [Block] {
    let page = CrosstabPage(report: self, style: style, language: language)
    return CrosstabExplanation(page: page).blocks
  }
}

private struct CrosstabExplanation {
  let page: CrosstabPage

  private var isChinese: Bool { page.language == .chinese }

  var blocks: [Block] {
    var blocks: [Block] = [.heading(level: 2, Phrase(isChinese ? "算法说明" : "How the numbers came about"))]
    blocks += expectedCounts
    guard let naive = page.analysis.naive else { return blocks }
    blocks += pearson(naive.pearson)
    blocks += likelihoodRatio(naive.likelihoodRatio)
    if let linear = naive.linearByLinear { blocks += trend(linear) }
    if let corrected = naive.continuityCorrection { blocks += continuity(corrected) }
    blocks += effect(naive.pearson)
    return blocks
  }

  private func step(_ chinese: String, _ english: String, _ lines: [String]) -> [Block] {
    [
      .paragraph(Phrase([.strong(Phrase(isChinese ? chinese : english))])),
      .code(language: "", lines.joined(separator: "\n")),
    ]
  }

  private func full(_ value: Double) -> String { page.number(value, 4) }

  private func whole(_ value: Double) -> String { page.number(value, page.table.isWeighted ? 2 : 0) }

  /// The first cell in an occupied row and column, which stands as the example.
  private var example: (row: Int, column: Int) {
    (page.table.occupiedRows.first!, page.table.occupiedColumns.first!)
  }

  private var expectedCounts: [Block] {
    let table = page.table
    let (row, column) = example
    let place = row * table.columnCount + column
    var lines = ["E = r · c / N"]
    lines.append(
      "E[1,1] = \(whole(table.rowTotals[row])) · \(whole(table.columnTotals[column])) / \(whole(table.total)) = "
        + full(page.analysis.expected.values[place]))
    let heading: [DocumentTable.Column] =
      [.init(Phrase(page.name(table.rows)))]
      + table.columns.levels.map { .init(Phrase($0.text(in: page.language)), .decimal) }
    let rows = table.rows.levels.indices.map { row in
      DocumentTable.Row(
        [.init(table.rows.levels[row].text(in: page.language))]
          + (0..<table.columnCount).map {
            .init(full(page.analysis.expected.values[row * table.columnCount + $0]))
          })
    }
    // SPSS's table has them all, right above.
    return step("期望计数", "Expected counts", lines)
      + (page.style == .spss
        ? [] : [.table(DocumentTable(title: Phrase(page.say(.expected)), columns: heading, rows: rows))])
  }

  private func pearson(_ test: PearsonTest) -> [Block] {
    let table = page.table
    let (row, column) = example
    let (observed, expected) = (table[row, column], test.expected.values[row * table.columnCount + column])
    let part = (observed - expected) * (observed - expected) / expected
    return step(
      page.say(.pearson), page.say(.pearson),
      [
        "X² = Σ (O − E)² / E",
        "   = (\(whole(observed)) − \(full(expected)))² / \(full(expected)) + … = \(full(part)) + …",
        "   = \(full(test.result.statistic))", degrees,
        "p  = P(χ² ≥ \(full(test.result.statistic))) = \(short(test.pValue))",
      ])
  }

  private var degrees: String {
    let (rows, columns) = (page.table.occupiedRows.count, page.table.occupiedColumns.count)
    return "df = (\(rows) − 1)(\(columns) − 1) = \(page.table.degreesOfFreedom)"
  }

  private func likelihoodRatio(_ test: LikelihoodRatioTest) -> [Block] {
    let table = page.table
    let (row, column) = example
    let (observed, expected) = (table[row, column], test.expected.values[row * table.columnCount + column])
    return step(
      page.say(.likelihoodRatio), page.say(.likelihoodRatio),
      [
        "G² = 2 Σ O ln(O/E), 0 · ln 0 = 0",
        "   = 2 (\(whole(observed)) ln(\(whole(observed)) / \(full(expected))) + …) = \(full(test.result.statistic))",
        "p  = \(short(test.pValue))",
      ])
  }

  private func trend(_ test: LinearByLinearTest) -> [Block] {
    let table = page.table
    let statistic = test.result.statistic
    return step(
      page.say(.linear), page.say(.linear),
      [
        "M² = (N − 1) r²",
        "   = (\(whole(table.total)) − 1) · \(page.number(test.correlation, 6))² = \(full(statistic))",
        "df = 1, p = \(short(test.pValue))",
      ])
  }

  private func continuity(_ test: ContinuityCorrectedTest) -> [Block] {
    step(
      page.say(.continuity), page.say(.continuity),
      [
        "X²c = N · max(0, |ad − bc| − N/2)² / (r₁ r₂ c₁ c₂) = \(full(test.result.statistic))",
        "p   = \(short(test.pValue))",
      ])
  }

  private func effect(_ test: PearsonTest) -> [Block] {
    let table = page.table
    let effects = page.analysis.chiSquareEffects
    let (n, side) = (table.total, page.report.side)
    return step(
      page.say(.cramersV), page.say(.cramersV),
      [
        "V = √(X² / (N (k − 1))), k = \(side)",
        "  = √(\(full(test.result.statistic)) / (\(whole(n)) · \(side - 1))) = \(full(effects.cramersV.value))",
        "V* = \(full(effects.cramersVCorrected)) (Bergsma 2013)",
      ])
  }

  private func short(_ p: Double) -> String {
    p < 0.0001 ? Fact.number(p).text(in: page.language) : page.number(p, 6)
  }
}

extension CrosstabReport {
  /// One line for each number that another program would print differently, and why.
  public func differences(in language: Language) -> [Block] {
    let lines = foundDifferences.map { language == .chinese ? $0.chinese : $0.english }
    let heading = language == .chinese ? "与其他软件的差别" : "Where other programs differ"
    guard !lines.isEmpty else {
      let none = language == .chinese ? "没有数字会不同。" : "No number would differ."
      return [.heading(level: 2, Phrase(heading)), .paragraph(Phrase(none))]
    }
    return [
      .heading(level: 2, Phrase(heading)), .list(ordered: false, lines.map { [.paragraph(Phrase($0))] }),
    ]
  }

  private var foundDifferences: [(chinese: String, english: String)] {
    var found: [(chinese: String, english: String)] = []
    let occupied = table.droppingEmptyCategories()
    if let corrected = analysis.naive?.continuityCorrection {
      let shown = corrected.result.statistic.rounded(decimals: 4)
      found.append(
        (
          "R 的 chisq.test 与 SciPy 的 chi2_contingency 对 2×2 表默认作连续性修正：它们的首要结果是 \(shown)，即这里的“连续性修正”一行。",
          "R's chisq.test and SciPy's chi2_contingency correct 2×2 tables by default: their first result is \(shown), "
            + "here the row of the continuity correction."
        ))
      found.append(
        (
          "R 的 fisher.test 给出条件极大似然优势比；SPSS、Stata、SciPy 与这里给出样本优势比 ad/bc。",
          "R's fisher.test gives the conditional estimate of the odds ratio; SPSS, Stata, SciPy and we give ad/bc of "
            + "the sample."
        ))
    }
    if table.hasEmptyCategories {
      found.append(
        (
          "有空类别：SPSS、PSPP 与这里都不计入自由度；R 给出 NaN，SciPy 拒绝计算。",
          "With empty categories SPSS, PSPP and we leave them out of the degrees of freedom; R answers NaN and SciPy "
            + "refuses."
        ))
    }
    if !occupied.isTwoByTwo {
      found.append(
        (
          "SPSS 对更大的表也打印 φ = √(X²/N)；R 的 vcd 给出 NA，这里不给。",
          "SPSS prints φ = √(X²/N) for larger tables too; R's vcd gives NA and we give none."
        ))
    }
    if let linear = analysis.naive?.linearByLinear {
      let other = (linear.result.statistic * table.total / (table.total - 1)).rounded(decimals: 4)
      found.append(
        (
          "线性关联用 N−1（SPSS、PSPP、SAS）；用 N 的程序会得到 \(other)。R 与 SciPy 的基本函数没有这一检验。",
          "The linear-by-linear statistic takes N−1, as SPSS, PSPP and SAS do; programs that take N get \(other). The "
            + "basic functions of R and SciPy have no such test."
        ))
    }
    found.append(
      (
        "PSPP 不打印古德曼–克鲁斯卡尔 τ 的 p 值；SPSS 与这里用 (N−1)(C−1)τ 的卡方分布。",
        "PSPP prints no p for Goodman and Kruskal's τ; SPSS and we take (N−1)(C−1)τ as chi-square."
      ))
    found.append(
      (
        "Stata 的 tabulate 默认不给校正残差与 V 的区间；这里 V 的区间来自非中心卡方分布。",
        "Stata's tabulate gives neither adjusted residuals nor an interval of V by itself; ours comes from the "
          + "noncentral chi-square."
      ))
    return found
  }
}
