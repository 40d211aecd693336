import Documents
import Evidence
import GroupComparisons
import Phrasebook
import StructuredText

extension GroupComparison {
  /// `{"groups": […], "tests": {"welch", "anova", "kruskalWallis", "wald"}, "pairwise": […], "effects": {…}}`
  public func json(in language: Language, adjusted: AdjustedComparison? = nil) -> JSONValue {
    let names = lines.map { $0.level.text(in: language) }
    return [
      "metric": .string(metric), "metricLabel": JSONValue(metricLabel.text(in: language)), "by": .string(by),
      "byLabel": JSONValue(byLabel.text(in: language)), "n": .integer(n), "excluded": .integer(excluded),
      "groups": .array(
        zip(names, lines).map { name, line in
          [
            "label": .string(name), "value": line.level.value.json, "n": .integer(line.n), "mean": line.mean.json,
            "low": JSONValue(line.interval?.low), "high": JSONValue(line.interval?.high),
            "standardDeviation": JSONValue(line.standardDeviation), "median": line.median.json,
            "designEffect": JSONValue(line.designEffect),
          ]
        }),
      "tests": [
        "welch": Self.json(welch), "anova": Self.json(variance?.test),
        "kruskalWallis": kruskalWallis.map {
          [
            "statistic": $0.result.statistic.json, "df": $0.result.degreesOfFreedom.json, "p": $0.result.pValue.json,
            "logP": $0.result.logP.json,
          ]
        } ?? .null,
        "wald": Self.json(wald),
      ],
      "conclusion": conclusionHolds.map { .string($0 ? "holds" : "changes") } ?? .null,
      "pairwise": .array(
        pairs.map { pair in
          [
            "a": .string(names[pair.first]), "b": .string(names[pair.second]), "difference": pair.difference.json,
            "low": JSONValue(pair.interval?.low), "high": JSONValue(pair.interval?.high), "t": JSONValue(pair.t),
            "df": JSONValue(pair.degreesOfFreedom), "p": JSONValue(pair.pValue),
            "adjustedP": JSONValue(pair.adjustedP), "cohensD": JSONValue(pair.cohensD),
            "hedgesG": JSONValue(pair.hedgesG),
            "mannWhitney": pair.mannWhitney.map {
              ["u": $0.u.json, "p": $0.pValue.json, "superiority": $0.superiority.json]
            } ?? .null,
          ]
        }),
      "effects": [
        "etaSquared": JSONValue(variance?.etaSquared), "omegaSquared": JSONValue(variance?.omegaSquared),
        "epsilonSquared": JSONValue(variance?.epsilonSquared),
        "rankEpsilonSquared": JSONValue(kruskalWallis?.rankEpsilonSquared),
      ],
      "adjusted": adjusted?.json(in: language) ?? .null,
    ]
  }

  static func json(_ result: FResult?) -> JSONValue {
    result.map {
      [
        "f": $0.f.json, "ndf": $0.numeratorDegrees.json, "ddf": $0.denominatorDegrees.json, "p": $0.pValue.json,
        "logP": $0.logP.json,
      ]
    } ?? .null
  }

  /// Three tables: the groups, the tests with the sizes of effects, the pairs.
  public func document(
    style: TableStyle, in language: Language, adjusted: AdjustedComparison? = nil
  ) -> Document {
    let chinese = language == .chinese
    let title = "\(Naming.column(metric, metricLabel, in: language)) × \(Naming.column(by, byLabel, in: language))"
    return Document(
      title: chinese ? "组间比较" : "Groups compared", language: language.rawValue,
      [
        .table(groupTable(title, style, language)), .table(testTable(style, language)),
        .table(pairTable(style, language)),
      ] + (adjusted?.blocks(style: style, in: language) ?? []))
  }

  private func groupTable(_ title: String, _ style: TableStyle, _ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    var columns = [
      DocumentTable.Column(Phrase(chinese ? "组" : "Group")), heading("n", "n"),
      isDesignBased ? heading("加权均值", "Weighted mean") : heading("均值", "Mean"),
      heading("95% 区间", "95% interval"), heading("标准差", "SD"), heading("中位数", "Median"),
    ]
    if isDesignBased { columns.append(heading("设计效应", "Design effect")) }
    let number = DisplayRule.decimals(Self.decimals(of: lines.map(\.mean)))
    let rows = lines.map { line -> DocumentTable.Row in
      var cells: [DocumentTable.Cell] = [
        .init(line.level.text(in: language)), .init(String(line.n)), number.cell(line.mean, style: style),
        .init(Self.text(line.interval, number, style)), number.cell(line.standardDeviation, style: style),
        number.cell(line.median, style: style),
      ]
      if isDesignBased { cells.append(DisplayRule.decimals(2).cell(line.designEffect, style: style)) }
      return .init(cells)
    }
    return DocumentTable(title: Phrase(title), columns: columns, rows: rows)
  }

  private func testTable(_ style: TableStyle, _ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    let number = DisplayRule.decimals(3)
    var rows: [DocumentTable.Row] = []
    func row(_ name: String, _ statistic: Double, _ degrees: [Double], _ p: Double) {
      rows.append(
        .init([
          .init(name), number.cell(statistic, style: style),
          .init(degrees.map { Self.degrees($0, style) }.joined(separator: ", ")),
          DisplayRule.pValue.cell(p, style: style),
        ]))
    }
    func row(_ name: String, _ result: FResult?) {
      guard let result else { return }
      row(name, result.f, [result.numeratorDegrees, result.denominatorDegrees], result.pValue)
    }
    row(chinese ? "韦尔奇 F" : "Welch F", welch)
    row(chinese ? "方差分析 F" : "ANOVA F", variance?.test)
    if let test = kruskalWallis?.result {
      row(chinese ? "Kruskal–Wallis H" : "Kruskal–Wallis H", test.statistic, [test.degreesOfFreedom], test.pValue)
    }
    row(chinese ? "基于设计的 Wald F" : "Design-based Wald F", wald)
    var notes: [DocumentTable.Note] = []
    if let variance {
      let effects = [
        ("η²", variance.etaSquared), ("ω²", variance.omegaSquared), ("ε²", variance.epsilonSquared),
      ].map { "\($0) = \(number.text($1, style: style))" }
      notes.append(.init(Phrase(effects.joined(separator: chinese ? "，" : ", "))))
    }
    if let conclusionHolds {
      let sentence =
        switch (chinese, conclusionHolds) {
        case (true, true): "考虑抽样设计后，0.05 水平上的结论不变"
        case (true, false): "考虑抽样设计后，0.05 水平上的结论改变"
        case (false, true): "At 0.05 the conclusion holds once the sampling is heeded"
        case (false, false): "At 0.05 the conclusion changes once the sampling is heeded"
        }
      notes.append(.init(Phrase(sentence)))
    }
    return DocumentTable(
      title: Phrase(chinese ? "各组均值相等的检验" : "Tests that all groups are alike"),
      columns: [
        .init(chinese ? "检验" : "Test"), .init(chinese ? "统计量" : "Statistic", .decimal),
        .init(chinese ? "自由度" : "df", .right), .init("p", .decimal),
      ], rows: rows, notes: notes)
  }

  private func pairTable(_ style: TableStyle, _ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    let number = DisplayRule.decimals(Self.decimals(of: lines.map(\.mean)))
    var columns: [DocumentTable.Column] = [
      .init(chinese ? "组甲" : "Group A"), .init(chinese ? "组乙" : "Group B"),
      .init(chinese ? "甲 − 乙" : "A − B", .right), .init(chinese ? "95% 区间" : "95% interval", .right),
      .init("p", .decimal), .init(chinese ? "Holm 校正 p" : "Holm's p", .decimal),
    ]
    if !isDesignBased {
      columns += [.init("Hedges g", .decimal), .init(chinese ? "秩检验 p" : "rank p", .decimal)]
    }
    let rows = pairs.map { pair -> DocumentTable.Row in
      var cells: [DocumentTable.Cell] = [
        .init(lines[pair.first].level.text(in: language)), .init(lines[pair.second].level.text(in: language)),
        number.cell(pair.difference, style: style), .init(Self.bracketed(pair.interval, number, style)),
        DisplayRule.pValue.cell(pair.pValue, style: style),
        DisplayRule.pValue.cell(pair.adjustedP, style: style),
      ]
      if !isDesignBased {
        cells += [
          DisplayRule.decimals(2).cell(pair.hedgesG, style: style),
          DisplayRule.pValue.cell(pair.mannWhitney?.pValue, style: style),
        ]
      }
      return .init(cells)
    }
    return DocumentTable(title: Phrase(chinese ? "两两比较" : "Pairs"), columns: columns, rows: rows)
  }

  private static func text(_ interval: ConfidenceInterval?, _ rule: DisplayRule, _ style: TableStyle) -> String {
    guard let interval else { return DisplayRule.missing }
    return "\(rule.text(interval.low, style: style)) – \(rule.text(interval.high, style: style))"
  }

  /// Differences may lie below 0, where a dash between the ends would read like a sign.
  private static func bracketed(_ interval: ConfidenceInterval?, _ rule: DisplayRule, _ style: TableStyle) -> String {
    guard let interval else { return DisplayRule.missing }
    return "[\(rule.text(interval.low, style: style)), \(rule.text(interval.high, style: style))]"
  }

  /// As many digits as numbers of this size deserve.
  private static func decimals(of means: [Double?]) -> Int {
    let largest = means.compactMap { $0?.magnitude }.filter(\.isFinite).max() ?? 0
    return largest >= 1000 ? 0 : largest >= 100 ? 1 : 2
  }

  private static func degrees(_ value: Double, _ style: TableStyle) -> String {
    value == value.rounded() ? String(Int(value)) : DisplayRule.decimals(1).text(value, style: style)
  }
}
