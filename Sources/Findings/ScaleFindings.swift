import Evidence

extension Finding {
  /// The strongest correlation among several items.
  static func correlations(_ analysis: AnalysisResult) -> [Finding] {
    let count = analysis.count("items")
    var strongest: (a: Int, b: Int, r: Double)?
    for a in 0..<count {
      for b in (a + 1)..<max(a + 1, count) {
        guard let r = analysis.number("r[\(a)][\(b)]") else { continue }
        if abs(r) > abs(strongest?.r ?? 0) { strongest = (a, b, r) }
      }
    }
    guard let (a, b, r) = strongest, let measure = analysis.measure("r[\(a)][\(b)]", .decimals(2)),
      let n = analysis.measure("n[\(a)][\(b)]", .count), let p = analysis.measure("p[\(a)][\(b)]", .probability),
      let probability = analysis.number("p[\(a)][\(b)]")
    else { return [] }
    let isFound = probability < analysis.alpha
    let strength = isFound ? Strength(effect: abs(r), medium: 0.3, large: 0.5) : .none
    let facts: [String: Sentence.Fact] = [
      "a": analysis.column("items[\(a)]"), "b": analysis.column("items[\(b)]"), "r": measure, "n": n, "p": p,
      "strength": .name(degree(strength)),
    ]
    let headline =
      isFound
      ? Sentence(
        "各题之中，“{a}”与“{b}”的相关最强，为{strength}相关：r = {r}（p {p}，n = {n}）。",
        "Of all pairs ‘{a}’ and ‘{b}’ are correlated most, {strength}: r = {r} (p {p}, n = {n}).", facts)
      : Sentence(
        "没有一对题目显著相关；最大的相关是“{a}”与“{b}”的 r = {r}（p {p}，n = {n}）。",
        "No pair is correlated beyond chance; the largest correlation is that of ‘{a}’ and ‘{b}’, r = {r} (p {p}, n = {n}).",
        facts)
    return [
      Finding(
        analysis, title: Label(chinese: "题目之间的相关", english: "Correlations among items"), strength, headline,
        [isFound ? .notACause : nil])
    ]
  }

  /// Whether several items may be added up.
  static func reliability(_ analysis: AnalysisResult) -> [Finding] {
    guard let alpha = analysis.measure("alpha", .decimals(2)), let value = analysis.number("alpha"),
      let n = analysis.measure("n", .count)
    else { return [] }
    let grade =
      value >= 0.8
      ? Label(chinese: "良好", english: "good")
      : value >= 0.7
        ? Label(chinese: "可以接受", english: "acceptable")
        : Label(chinese: "偏低，不宜直接加总", english: "low: the items should not simply be added up")
    var facts: [String: Sentence.Fact] = ["alpha": alpha, "n": n, "grade": .name(grade)]
    facts["low"] = analysis.measure("alphaInterval.low", .decimals(2))
    facts["high"] = analysis.measure("alphaInterval.high", .decimals(2))
    facts["omega"] = analysis.measure("omega", .decimals(2))
    let hasInterval = facts["low"] != nil && facts["high"] != nil
    let headline =
      hasInterval
      ? Sentence(
        "这些题目的内部一致性{grade}：α = {alpha}（95% 区间 {low} 至 {high}，n = {n}）。",
        "The internal consistency of these items is {grade}: α = {alpha} (95% interval {low} to {high}, n = {n}).",
        facts)
      : Sentence(
        "这些题目的内部一致性{grade}：α = {alpha}（n = {n}）。",
        "The internal consistency of these items is {grade}: α = {alpha} (n = {n}).", facts)
    let omega =
      facts["omega"] == nil
      ? nil
      : Sentence(
        "单因子模型下的总体 ω 为 {omega}；α 假定各题与总体的关系同样强，因此与 ω 不同。",
        "McDonald's total omega from one factor is {omega}; alpha supposes that all items are tied to the whole equally well, hence the difference.",
        facts)
    return [
      Finding(
        analysis, title: Label(chinese: "题目的内部一致性", english: "Internal consistency of the items"), .description,
        headline,
        [omega])
    ]
  }
}
