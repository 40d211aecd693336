import Evidence

extension Finding {
  /// Whether two questions go together: graded by Cramér's V, decided by the test that knows the design.
  static func crosstab(_ analysis: AnalysisResult) -> [Finding] {
    var facts: [String: Sentence.Fact] = [
      "rows": analysis.name("rows.label", "rows.name"), "columns": analysis.name("columns.label", "columns.name"),
    ]
    let title = joined(analysis, "rows", "columns")
    // Where the test of the design is withheld, the naive one must not speak in its place.
    if analysis.isDesignBased, analysis.has("cells-withheld"), analysis.number("tests.raoScott.p") == nil { return [] }
    let path = decidingTest(analysis)
    facts["v"] = analysis.measure("effects.cramersV", .decimals(2))
    facts["p"] = analysis.measure(path, .probability)
    facts["n"] = analysis.measure("n", .count)
    guard let p = analysis.number(path), let v = analysis.number("effects.cramersV"), facts["n"] != nil else {
      return []
    }
    let side = min(analysis.count("rows.labels"), analysis.count("columns.labels"))
    let size = v * Double(max(1, side - 1)).squareRoot()
    var strength = Strength.none
    let headline: Sentence
    if p < analysis.alpha {
      strength = Strength(effect: size, medium: 0.3, large: 0.5)
      facts["strength"] = .name(
        size < 0.1 ? Label(chinese: "很弱", english: "very weakly") : degree(strength))
      headline = Sentence(
        "“{rows}”与“{columns}”{strength}相关：克莱姆 V = {v}（p {p}，n = {n}）。",
        "‘{rows}’ and ‘{columns}’ go together {strength}: Cramér's V = {v} (p {p}, n = {n}).", facts)
    } else {
      headline = Sentence(
        "没有证据表明“{rows}”与“{columns}”有关：p {p}，克莱姆 V = {v}，n = {n}。",
        "There is no evidence that ‘{rows}’ and ‘{columns}’ go together: p {p}, Cramér's V = {v}, n = {n}.", facts)
    }
    return [
      Finding(
        analysis, title: title, strength, headline,
        [
          designVerdict(analysis, p), approximation(analysis, path), excluded(analysis),
          p < analysis.alpha ? .notACause : nil,
        ])
    ]
  }

  /// The test to go by: that of the design, else the one the ladder of tests chose for these counts.
  private static func decidingTest(_ analysis: AnalysisResult) -> String {
    if analysis.number("tests.raoScott.p") != nil { return "tests.raoScott.p" }
    switch analysis.method["ladder"]?.asString {
    case "exact" where analysis.number("tests.fisherExact.p") != nil: return "tests.fisherExact.p"
    case "monteCarlo" where analysis.number("tests.monteCarlo.p") != nil: return "tests.monteCarlo.p"
    default: return "tests.pearson.p"
    }
  }

  /// “很弱/弱/中等/强” as an adverb.
  static func degree(_ strength: Strength) -> Label {
    switch strength {
    case .strong: Label(chinese: "强", english: "strongly")
    case .moderate: Label(chinese: "中等程度", english: "moderately")
    default: Label(chinese: "弱", english: "weakly")
    }
  }

  /// Whether the conclusion survives that colleagues answer alike.
  private static func designVerdict(_ analysis: AnalysisResult, _ p: Double) -> Sentence? {
    guard let naive = analysis.number("tests.pearson.p"), let first = analysis.measure("tests.pearson.p", .probability),
      analysis.number("tests.raoScott.p") != nil, let second = analysis.measure("tests.raoScott.p", .probability),
      let effect = analysis.measure("tests.raoScott.meanDesignEffect", .decimals(2))
    else { return nil }
    let holds = (naive < analysis.alpha) == (p < analysis.alpha)
    return Sentence(
      "若把每位受访者当作独立样本，p {naive}；按抽样设计校正后 p {design}（平均设计效应 {effect}），结论{verdict}。",
      "Taking every respondent as independent gives p {naive}; the design gives p {design} (mean design effect {effect}): the conclusion {verdict}.",
      [
        "naive": first, "design": second, "effect": effect,
        "verdict": .name(
          holds ? Label(chinese: "不变", english: "holds") : Label(chinese: "改变", english: "changes")),
      ])
  }

  /// What the usual approximation would have said where it is not to be trusted.
  private static func approximation(_ analysis: AnalysisResult, _ path: String) -> Sentence? {
    guard path != "tests.raoScott.p", path != "tests.pearson.p",
      let asymptotic = analysis.measure("tests.pearson.p", .probability),
      let minimum = analysis.measure("expectedBelow5.minimum", .decimals(1))
    else { return nil }
    return Sentence(
      "期望频数最小只有 {minimum}，因此用精确检验；皮尔逊近似会给出 p {p}。",
      "The smallest expected count is {minimum}, so the test is exact; Pearson's approximation would give p {p}.",
      ["minimum": minimum, "p": asymptotic])
  }

  private static func excluded(_ analysis: AnalysisResult) -> Sentence? {
    guard let count = analysis.number("excluded"), count > 0, let excluded = analysis.measure("excluded", .count) else {
      return nil
    }
    return Sentence(
      "{excluded} 位受访者至少缺一题的回答，未计入。",
      "{excluded} {excluded|respondent lacks|respondents lack} an answer to one of the two and {excluded|is|are} left out.",
      ["excluded": excluded])
  }

  /// Two labels of a result as one heading.
  static func joined(_ analysis: AnalysisResult, _ first: String, _ second: String) -> Label {
    func side(_ name: String) -> Label {
      let label = analysis.label("\(name).label")
      return label.isEmpty ? analysis.label("\(name).name") : label
    }
    let (a, b) = (side(first), side(second))
    return Label(
      chinese: [a, b].map { $0.text(in: .chinese) ?? "" }.joined(separator: " × "),
      english: [a, b].map { $0.text(in: .english) ?? "" }.joined(separator: " × "))
  }
}
