import Evidence

extension Finding {
  /// Whether groups differ in a metric: graded by the share of variance between them.
  static func comparison(_ analysis: AnalysisResult) -> [Finding] {
    let paths = ["tests.wald.p", "tests.welch.p", "tests.anova.p"]
    let groups = (0..<analysis.count("groups")).filter { analysis.number("groups[\($0)].mean") != nil }
    guard let path = paths.first(where: { analysis.number($0) != nil }), let p = analysis.number(path),
      let high = groups.max(by: { mean($0, analysis) < mean($1, analysis) }),
      let low = groups.min(by: { mean($0, analysis) < mean($1, analysis) }), high != low,
      let top = analysis.measure("groups[\(high)].mean", .fitting(mean(high, analysis))),
      let bottom = analysis.measure("groups[\(low)].mean", .fitting(mean(high, analysis))),
      let probability = analysis.measure(path, .probability),
      let omega = analysis.measure("effects.omegaSquared", .decimals(2)), let n = analysis.measure("n", .count)
    else { return [] }
    let metric = analysis.name("metricLabel", "metric")
    let facts: [String: Sentence.Fact] = [
      "metric": metric, "by": analysis.name("byLabel", "by"), "high": analysis.name("groups[\(high)].label"),
      "low": analysis.name("groups[\(low)].label"), "top": top, "bottom": bottom, "p": probability, "omega": omega,
      "n": n,
    ]
    let isFound = p < analysis.alpha
    let strength =
      isFound
      ? Strength(effect: analysis.number("effects.omegaSquared") ?? 0, medium: 0.06, large: 0.14) : Strength.none
    let headline =
      isFound
      ? Sentence(
        "{metric}在“{by}”各组之间不同：“{high}”平均最高（{top}），“{low}”最低（{bottom}）；p {p}，ω² = {omega}，n = {n}。",
        "{metric} differs between the groups of ‘{by}’: the mean is highest for ‘{high}’ ({top}) and lowest for ‘{low}’ ({bottom}); p {p}, ω² = {omega}, n = {n}.",
        facts)
      : Sentence(
        "没有证据表明{metric}在“{by}”各组之间不同：各组平均值从 {bottom}（{low}）到 {top}（{high}）；p {p}，ω² = {omega}，n = {n}。",
        "There is no evidence that {metric} differs between the groups of ‘{by}’: means run from {bottom} ({low}) to {top} ({high}); p {p}, ω² = {omega}, n = {n}.",
        facts)
    return [
      Finding(
        analysis, title: joinedNames(analysis), strength, headline, [isFound ? .notACause : nil])
    ]
  }

  private static func mean(_ group: Int, _ analysis: AnalysisResult) -> Double {
    analysis.number("groups[\(group)].mean") ?? 0
  }

  private static func joinedNames(_ analysis: AnalysisResult) -> Label {
    func side(_ name: String) -> Label {
      let label = analysis.label("\(name)Label")
      return label.isEmpty ? analysis.label(name) : label
    }
    let (metric, by) = (side("metric"), side("by"))
    return Label(
      chinese: "\(metric.text(in: .chinese) ?? "")：按\(by.text(in: .chinese) ?? "")",
      english: "\(metric.text(in: .english) ?? "") by \(by.text(in: .english) ?? "")")
  }
}
