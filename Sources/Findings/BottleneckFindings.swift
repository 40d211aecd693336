import Evidence

extension Finding {
  /// The bottlenecks in their order, then each of them with the emissions behind it.
  static func bottlenecks(_ analysis: AnalysisResult) -> [Finding] {
    let dimensions = (0..<analysis.count("dimensions")).sorted {
      (analysis.number("dimensions[\($0)].rank.median") ?? .infinity, $0)
        < (analysis.number("dimensions[\($1)].rank.median") ?? .infinity, $1)
    }
    return dimensions.compactMap { bottleneck(analysis, "dimensions[\($0)]") }
  }

  private static func bottleneck(_ analysis: AnalysisResult, _ place: String) -> Finding? {
    var label = analysis.label("\(place).label")
    if label.isEmpty { label = analysis.label("\(place).id") }
    guard let share = analysis.measure("\(place).prevalence.enterprises.share", .percent(1)),
      let low = analysis.measure("\(place).prevalence.enterprises.low", .percent(1)),
      let high = analysis.measure("\(place).prevalence.enterprises.high", .percent(1))
    else { return nil }
    var facts: [String: Sentence.Fact] = ["name": .name(label), "share": share, "low": low, "high": high]
    facts["emissions"] = analysis.measure("\(place).emissionsShare", .percent(1))
    let headline =
      facts["emissions"] == nil
      ? Sentence(
        "“{name}”的瓶颈见于 {share} 的企业（95% 区间 {low} 至 {high}）。",
        "The bottleneck ‘{name}’ shows in {share} of the enterprises (95% interval {low} to {high}).", facts)
      : Sentence(
        "“{name}”的瓶颈见于 {share} 的企业（95% 区间 {low} 至 {high}），这些企业占样本排放的 {emissions}。",
        "The bottleneck ‘{name}’ shows in {share} of the enterprises (95% interval {low} to {high}), which stand for {emissions} of the sample's emissions.",
        facts)
    return Finding(
      analysis, title: label, strength(analysis, place), headline, [rank(analysis, place), contrast(analysis, place)])
  }

  private static func rank(_ analysis: AnalysisResult, _ place: String) -> Sentence? {
    guard let median = analysis.measure("\(place).rank.median", .count),
      let low = analysis.measure("\(place).rank.low", .count), let high = analysis.measure("\(place).rank.high", .count)
    else { return nil }
    return Sentence(
      "在各瓶颈中排第 {median}（企业自助抽样的名次区间 {low} 至 {high}）。",
      "It ranks {median} among the bottlenecks (interval over redrawn enterprises {low} to {high}).",
      ["median": median, "low": low, "high": high])
  }

  /// Whether enterprises with the bottleneck are more carbon-intensive: the first contrast.
  private static func contrast(_ analysis: AnalysisResult, _ place: String) -> Sentence? {
    let first = "\(place).contrast[0]"
    guard let difference = analysis.measure("\(first).difference", .decimals(2)),
      let low = analysis.measure("\(first).low", .decimals(2)),
      let high = analysis.measure("\(first).high", .decimals(2)),
      let p = analysis.measure("\(first).p", .probability), let value = analysis.number("\(first).p")
    else { return nil }
    let facts: [String: Sentence.Fact] = [
      "metric": analysis.name("\(first).label", "\(first).metric"), "difference": difference, "low": low, "high": high,
      "p": p,
    ]
    return value < analysis.alpha
      ? Sentence(
        "有此瓶颈的企业与其他企业的{metric}相差 {difference}（95% 区间 {low} 至 {high}，p {p}）；这是关联，不是因果。",
        "Enterprises with it differ from the others in {metric} by {difference} (95% interval {low} to {high}, p {p}); that is an association, not a cause.",
        facts)
      : Sentence(
        "没有证据表明有此瓶颈的企业在{metric}上与其他企业不同（相差 {difference}，95% 区间 {low} 至 {high}，p {p}）。",
        "There is no evidence that enterprises with it differ from the others in {metric} (difference {difference}, 95% interval {low} to {high}, p {p}).",
        facts)
  }

  /// By the emissions that stand behind it, and by how sure its rank is.
  private static func strength(_ analysis: AnalysisResult, _ place: String) -> Strength {
    guard let share = analysis.number("\(place).prevalence.enterprises.low") else { return .description }
    return Strength(effect: share, medium: 0.3, large: 0.5)
  }

  /// What an outcome needs at least.
  static func necessity(_ analysis: AnalysisResult) -> [Finding] {
    guard let effect = analysis.measure("ceFdh.effect", .decimals(2)), let d = analysis.number("ceFdh.effect"),
      let n = analysis.measure("n", .count)
    else { return [] }
    var facts: [String: Sentence.Fact] = ["d": effect, "n": n]
    facts["p"] = analysis.measure("ceFdh.p", .probability)
    let isFound = (analysis.number("ceFdh.p") ?? 1) < analysis.alpha && d >= 0.1
    let title = Label(chinese: "必要条件", english: "Necessary condition")
    guard facts["p"] != nil else {
      return [
        Finding(
          analysis, title: title, .description,
          Sentence(
            "必要条件的效应量 d = {d}（n = {n}）。", "The effect size of the necessary condition is d = {d} (n = {n}).", facts))
      ]
    }
    let headline =
      isFound
      ? Sentence(
        "数据与“必要条件”相符：d = {d}（p {p}，n = {n}）。",
        "The data are in line with a necessary condition: d = {d} (p {p}, n = {n}).", facts)
      : Sentence(
        "没有证据表明这是必要条件：d = {d}（p {p}，n = {n}）。",
        "There is no evidence of a necessary condition: d = {d} (p {p}, n = {n}).", facts)
    return [
      Finding(
        analysis, title: title, isFound ? Strength(effect: d, medium: 0.3, large: 0.5) : .none, headline)
    ]
  }
}
