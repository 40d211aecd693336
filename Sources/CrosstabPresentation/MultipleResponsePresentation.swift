import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import RepeatedAnswers
import StructuredText

extension MultipleResponseCrosstab {
  /// The fields of a crosstab, `null` where several answers of one respondent make them meaningless, and
  /// `tests.multipleResponse`, `bases`, `shares`, `options`.
  public func json(in language: Language) -> JSONValue {
    let absent = ["pearson", "likelihoodRatio", "continuityCorrection", "linearByLinear", "fisherExact", "monteCarlo"]
    var tests = JSONObject()
    for name in absent + ["raoScott"] { tests[name] = .null }
    tests["multipleResponse"] =
      overall.map { test in
        var fields = CrosstabReport.json(test.result).asObject!
        fields["firstOrder"] = CrosstabReport.json(test.firstOrder)
        fields["x2"] = test.firstOrder.statistic.json
        return .object(fields)
      } ?? .null
    return [
      "rows": [
        "name": .string(name), "label": JSONValue(label.text(in: language)),
        "labels": .array(options.map { .string($0.level.text(in: language)) }),
        "values": .array(options.map { .string($0.level.value.description) }), "multipleResponse": true,
      ],
      "columns": CrosstabReport.variable(groups, language),
      "counts": .array(options.map { .array($0.counts.map { .integer($0) }) }),
      "bases": .array(bases.map { .integer($0) }),
      "shares": .array(options.map { .array($0.shares.map { JSONValue($0) }) }),
      "n": .integer(n), "excluded": .integer(excluded), "expected": .null, "adjustedResiduals": .null,
      "adjustedResidualP": .null, "expectedBelow5": .null, "tests": .object(tests), "effects": .null,
      "options": .array(
        options.map { option in
          [
            "value": .string(option.level.value.description), "label": .string(option.level.text(in: language)),
            "pearson": option.test.map { CrosstabReport.json($0.result) } ?? .null,
            "raoScott": option.design.map {
              [
                "f": $0.f.json, "ndf": $0.numeratorDegrees.json, "ddf": $0.denominatorDegrees.json,
                "p": $0.pValue.json, "firstOrder": CrosstabReport.json($0.firstOrder),
                "meanDesignEffect": $0.meanDesignEffect.json,
              ]
            } ?? .null, "adjustedP": JSONValue(option.adjustedP),
          ]
        }),
    ]
  }

  /// Options by groups, shares of the cases, with the test of each option.
  public func document(style: TableStyle, in language: Language) -> Document {
    let chinese = language == .chinese
    let percent = DisplayRule.percent(decimals: 1)
    let names = (Naming.column(name, label, in: language), Naming.column(groups.name, groups.label, in: language))
    var columns = [DocumentTable.Column(Phrase(names.0))]
    columns += groups.levels.map { .init(Phrase($0.text(in: language)), .right) }
    columns += [
      .init(chinese ? "卡方" : "Chi-square", .decimal), .init("p", .decimal),
      .init(chinese ? "Holm 校正 p" : "Holm's p", .decimal),
    ]
    if isDesignBased { columns[columns.count - 3] = .init("F", .decimal) }
    var rows = options.map { option -> DocumentTable.Row in
      let statistic = isDesignBased ? option.design?.f : option.test?.result.statistic
      let p = isDesignBased ? option.design?.pValue : option.test?.pValue
      return .init(
        [.init(option.level.text(in: language))]
          + zip(option.counts, option.shares).map { .init("\($0) (\(percent.text($1, style: style)))") }
          + [
            DisplayRule.decimals(3).cell(statistic, style: style),
            DisplayRule.pValue.cell(p, style: style),
            DisplayRule.pValue.cell(option.adjustedP, style: style),
          ])
    }
    rows.append(
      .init(
        [.init(chinese ? "个案数" : "Cases")] + bases.map { .init(String($0)) } + ["", "", ""], role: .total))
    var notes: [DocumentTable.Note] = [
      .init(
        Phrase(
          chinese
            ? "占比以各组回答者为基数，可合计超过 100%；有效 \(n)，排除 \(excluded)"
            : "Shares are of the respondents of a group and may add to more than 100%; valid \(n), excluded \(excluded)"
        ))
    ]
    if let overall {
      let p = DisplayRule.pValue.text(overall.pValue, style: style)
      let equation = p.hasPrefix("<") || p.hasPrefix(">") ? "\(p.first!) \(p.dropFirst())" : "= \(p)"
      let statistic = DisplayRule.decimals(2).text(overall.result.statistic, style: style)
      let degrees = DisplayRule.decimals(1).text(overall.result.degreesOfFreedom, style: style)
      notes.append(
        .init(
          Phrase(
            chinese
              ? "全部选项（Rao–Scott 二阶校正）：χ² = \(statistic)，df = \(degrees)，p \(equation)"
              : "All options together (Rao–Scott, second order): χ² = \(statistic), df = \(degrees), p \(equation)")))
    }
    return Document(
      title: "\(names.0) × \(names.1)", language: language.rawValue,
      [
        .table(
          DocumentTable(
            title: Phrase("\(names.0) * \(names.1)"), columns: columns,
            spanners: [[.init(Phrase(names.1), over: 1..<(1 + groups.levels.count))]], rows: rows, notes: notes))
      ])
  }
}
