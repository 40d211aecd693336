import Evidence

extension Finding {
  /// What was emitted, and by whom most.
  static func account(_ analysis: AnalysisResult) -> [Finding] {
    guard let total = analysis.measure("totals.total", .millions(1)),
      let direct = analysis.measure("totals.scope1", .millions(1)),
      let bought = analysis.measure("totals.scope2Location", .millions(1)),
      let entities = analysis.measure("totals.entities", .count)
    else { return [] }
    let facts = ["total": total, "direct": direct, "bought": bought, "entities": entities]
    var hedges: [Sentence?] = []
    if let ratio = analysis.measure("totals.perValueAdded", .decimals(2)) {
      hedges.append(
        Sentence(
          "每万元增加值排放 {ratio} 吨（合计之比）。",
          "That is {ratio} t for each 10⁴ CNY of value added (ratio of totals).", ["ratio": ratio]))
    }
    hedges.append(largestGroup(analysis))
    let excluded = analysis.count("excluded")
    if excluded > 0 {
      hedges.append(
        Sentence(
          "有记录未能计入，列于核算结果的 excluded。", "Some records could not be counted; the account lists them under ‘excluded’."))
    }
    return [
      Finding(
        analysis, title: Label(chinese: "排放总量", english: "Total emissions"), .description,
        Sentence(
          "{entities} 家企业共排放 {total} 百万吨二氧化碳当量，其中直接排放 {direct}，外购电力和热力的间接排放 {bought} 百万吨。",
          "The {entities} enterprises emitted {total} million t CO₂e: {direct} directly and {bought} million t by purchased electricity and heat.",
          facts), hedges)
    ]
  }

  private static func largestGroup(_ analysis: AnalysisResult) -> Sentence? {
    let groups = 0..<analysis.count("totals.byGroup")
    func total(_ group: Int) -> Double { analysis.number("totals.byGroup[\(group)].total") ?? 0 }
    guard groups.count > 1, let largest = groups.max(by: { total($0) < total($1) }),
      let share = analysis.measure("totals.byGroup[\(largest)].shareOfTotal", .percent(1)),
      let names = analysis.english["totals"]?["byGroup"]?[largest]?["group"]?.asObject
    else { return nil }
    let keys = names.keys
    // Names in the reader's language where the account has them, else as the register writes them.
    func text(_ key: String, _ language: Language) -> String? {
      let place = "totals.byGroup[\(largest)]"
      return analysis.label("\(place).label.\(key)").text(in: language)
        ?? analysis.label("\(place).group.\(key)").text(in: language)
    }
    let label = Label(
      chinese: keys.compactMap { text($0, .chinese) }.joined(separator: "、"),
      english: keys.compactMap { text($0, .english) }.joined(separator: ", "))
    return Sentence(
      "排放最多的一组是“{group}”，占 {share}。", "The group that emits most is ‘{group}’, with {share}.",
      ["group": .name(label), "share": share])
  }

  /// Who is above and below whom: once everybody has the same mix of sectors, or, where the groups are sectors, as they are.
  static func benchmark(_ analysis: AnalysisResult) -> [Finding] {
    let isOfSectors = analysis.english["by"]?.asString == "sector"
    let (rankName, valueName) = isOfSectors ? ("rank", "ratioOfTotals") : ("standardizedRank", "standardized")
    let ranked = (0..<analysis.count("groups")).filter { analysis.number("groups[\($0)].\(rankName)") != nil }
    func rank(_ group: Int) -> Double { analysis.number("groups[\(group)].\(rankName)") ?? 0 }
    guard let best = ranked.min(by: { rank($0) < rank($1) }), let worst = ranked.max(by: { rank($0) < rank($1) }),
      best != worst, let low = analysis.measure("groups[\(best)].\(valueName)", .decimals(2)),
      let high = analysis.measure("groups[\(worst)].\(valueName)", .decimals(2)),
      let ratio = analysis.measure("ratioOfTotals", .decimals(2)),
      let mean = analysis.measure("meanOfRatios", .decimals(2))
    else { return [] }
    var facts: [String: Sentence.Fact] = [
      "best": analysis.name("groups[\(best)].label", "groups[\(best)].name"),
      "worst": analysis.name("groups[\(worst)].label", "groups[\(worst)].name"), "low": low, "high": high,
      "ratio": ratio, "mean": mean,
    ]
    var hedges: [Sentence?] = []
    if let from = analysis.measure("groups[\(best)].\(rankName)Interval.low", .count),
      let to = analysis.measure("groups[\(best)].\(rankName)Interval.high", .count)
    {
      (facts["from"], facts["to"]) = (from, to)
      let isCertain =
        analysis.number("groups[\(best)].\(rankName)Interval.low")
        == analysis.number("groups[\(best)].\(rankName)Interval.high")
      hedges.append(
        isCertain
          ? Sentence(
            "重新抽取企业时，{best}的名次几乎总是 {from}。",
            "The rank of {best} is {from} in nearly every redraw of the enterprises.", facts)
          : Sentence(
            "名次有不确定性：{best}的名次区间为 {from} 至 {to}。",
            "Ranks are uncertain: that of {best} lies between {from} and {to}.", facts))
    }
    hedges.append(
      Sentence(
        "合计之比为 {ratio}，各企业比值的均值为 {mean}；两者不是一回事，引用时须说明是哪一个。",
        "The ratio of totals is {ratio}, the mean of the enterprises' ratios {mean}; they are not the same and whoever quotes one must say which.",
        facts))
    return [
      Finding(
        analysis, title: Label(chinese: "碳强度对标", english: "Carbon intensity side by side"), .description,
        isOfSectors
          ? Sentence(
            "各行业中碳强度最低的是{best}（每万元增加值 {low} 吨），最高的是{worst}（{high} 吨）。",
            "Of the sectors {best} has the lowest carbon intensity ({low} t for each 10⁴ CNY of value added) and {worst} the highest ({high} t).",
            facts)
          : Sentence(
            "换成同一行业构成后，碳强度最低的是{best}（每万元增加值 {low} 吨），最高的是{worst}（{high} 吨）。",
            "Under one mix of sectors {best} has the lowest carbon intensity ({low} t for each 10⁴ CNY of value added) and {worst} the highest ({high} t).",
            facts), hedges)
    ]
  }
}
