import Evidence

extension Finding {
  /// How many of many pairs go together once their number is paid for, and which most.
  static func screen(_ analysis: AnalysisResult) -> [Finding] {
    let title = Label(chinese: "题目两两筛查", english: "All pairs of questions screened")
    guard let pairs = analysis.measure("summary.pairs", .count),
      let found = analysis.measure("summary.significant", .count), analysis.count("pairs") > 0
    else { return [] }
    var facts: [String: Sentence.Fact] = [
      "pairs": pairs, "found": found, "a": analysis.column("pairs[0].a"), "b": analysis.column("pairs[0].b"),
    ]
    facts["v"] = analysis.measure("pairs[0].cramersV", .decimals(2))
    let none = analysis.number("summary.significant") == 0
    let headline =
      none || facts["v"] == nil
      ? Sentence(
        "{pairs} 对题目中，校正后没有一对达到显著（{found} 对）。",
        "Of {pairs} pairs of questions none goes together once their number is paid for ({found}).", facts)
      : Sentence(
        "{pairs} 对题目中有 {found} 对在校正多重检验并考虑抽样设计后仍相关；关联最强的是“{a}”与“{b}”（V = {v}）。",
        "Of {pairs} pairs of questions {found} {found|goes|go} together after the correction for many tests and under the design; ‘{a}’ and ‘{b}’ most (V = {v}).",
        facts)
    var hedges: [Sentence?] = [none ? nil : .notACause]
    if let naive = analysis.number("summary.naiveSignificant"), naive != analysis.number("summary.significant"),
      let count = analysis.measure("summary.naiveSignificant", .count)
    {
      hedges.insert(
        Sentence(
          "若忽略同一企业的回答彼此相似，会误认为有 {naive} 对。",
          "Ignoring that colleagues answer alike one would have believed in {naive}.", ["naive": count]), at: 0)
    }
    return [
      Finding(analysis, title: title, none ? .none : strongest(analysis), headline, hedges)
    ]
  }

  private static func strongest(_ analysis: AnalysisResult) -> Strength {
    Strength(effect: analysis.number("pairs[0].cramersV") ?? 0, medium: 0.3, large: 0.5)
  }
}
