import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText

extension GoodnessOfFit {
  /// `{"name", "n", "missing", "levels": [{"count", "expected", …}], "tests": {"pearson", "likelihoodRatio", "raoScott"}}`
  public func json(in language: Language) -> JSONValue {
    [
      "name": .string(name), "label": JSONValue(label.text(in: language)), "n": .integer(n),
      "missing": .integer(missing),
      "levels": .array(
        levels.indices.map { place in
          [
            "value": .string(levels[place].value.description), "label": .string(levels[place].text(in: language)),
            "count": .integer(Int(test.counts[place])), "expected": test.expected[place].json,
            "expectedShare": test.proportions[place].json, "adjustedResidual": adjustedResiduals[place].json,
            "weightedShare": JSONValue(design?.shares[place]),
          ]
        }),
      "tests": [
        "pearson": CrosstabReport.json(test.result), "likelihoodRatio": CrosstabReport.json(test.likelihoodRatio),
        "raoScott": design.map {
          [
            "x2": $0.statistic.json, "meanDesignEffect": $0.meanDesignEffect.json,
            "firstOrder": CrosstabReport.json($0.firstOrder),
          ]
        } ?? .null,
      ],
    ]
  }

  /// What was counted beside what was expected, then the tests.
  public func blocks(style: TableStyle, in language: Language) -> [Block] {
    let chinese = language == .chinese
    var columns: [DocumentTable.Column] = [
      .init(chinese ? "选项" : "Answer"), .init(chinese ? "实测个案数" : "Observed N", .right),
      .init(chinese ? "期望个案数" : "Expected N", .right), .init(chinese ? "期望占比" : "Expected share", .right),
      .init(chinese ? "调整后残差" : "Adjusted residual", .right),
    ]
    if design != nil { columns.append(.init(chinese ? "加权占比" : "Weighted share", .right)) }
    let (number, percent) = (DisplayRule.decimals(1), DisplayRule.percent(decimals: 1))
    let rows = levels.indices.map { place -> DocumentTable.Row in
      var cells: [DocumentTable.Cell] = [
        .init(levels[place].text(in: language)), .init(String(Int(test.counts[place]))),
        number.cell(test.expected[place], style: style),
        percent.cell(test.proportions[place], style: style),
        number.cell(adjustedResiduals[place], style: style),
      ]
      if let design { cells.append(percent.cell(design.shares[place], style: style)) }
      return .init(cells)
    }
    var tests: [DocumentTable.Row] = []
    func add(_ name: String, _ result: ChiSquareResult) {
      tests.append(
        .init([
          .init(name), DisplayRule.decimals(3).cell(result.statistic, style: style),
          .init(String(Int(result.degreesOfFreedom))), DisplayRule.pValue.cell(result.pValue, style: style),
        ]))
    }
    add(chinese ? "皮尔逊卡方" : "Pearson Chi-Square", test.result)
    add(chinese ? "似然比" : "Likelihood Ratio", test.likelihoodRatio)
    if let design { add(chinese ? "一阶校正卡方（Rao–Scott）" : "First-order chi-square (Rao–Scott)", design.firstOrder) }
    return [
      .table(
        DocumentTable(
          title: Phrase(Naming.column(name == "counts" && chinese ? "频数" : name, label, in: language)),
          columns: columns, rows: rows)),
      .table(
        DocumentTable(
          title: Phrase(chinese ? "拟合优度检验" : "Tests of fit"),
          columns: [
            .init(chinese ? "检验" : "Test"), .init(chinese ? "统计量" : "Statistic", .decimal),
            .init(chinese ? "自由度" : "df", .right), .init("p", .decimal),
          ], rows: tests)),
    ]
  }
}
