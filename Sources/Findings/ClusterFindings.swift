import Evidence

extension Finding {
  /// What a tree of items or cases falls into.
  static func hierarchy(_ analysis: AnalysisResult) -> [Finding] {
    let clusters = analysis.count("clusters")
    guard let n = analysis.measure("n", .count), let fit = analysis.measure("copheneticCorrelation", .decimals(2))
    else {
      return []
    }
    let title = Label(chinese: "层次聚类", english: "Hierarchical clustering")
    let representatives = analysis.count("representatives")
    var facts: [String: Sentence.Fact] = ["n": n, "fit": fit]
    guard clusters > 1 else {
      return [
        Finding(
          analysis, title: title, .description,
          Sentence(
            "对 {n} 个对象做了层次聚类，树与原距离的共表型相关为 {fit}；没有给出切割。",
            "A hierarchy of {n} was made; its cophenetic correlation is {fit}. No cut was asked for.", facts))
      ]
    }
    facts["last"] = analysis.measure("clusters[\(clusters - 1)].cluster", .count)
    var headline = Sentence(
      "{n} 个对象分成 {last} 类，共表型相关 {fit}。", "The {n} fall into {last} clusters; the cophenetic correlation is {fit}.",
      facts)
    if representatives == 2, let r = analysis.measure("representatives[0].correlations[1]", .decimals(2)) {
      facts["a"] = analysis.column("representatives[0].item")
      facts["b"] = analysis.column("representatives[1].item")
      facts["r"] = r
      headline = Sentence(
        "{n} 道题分成 {last} 类，代表题项为“{a}”与“{b}”，二者相关 r = {r}（共表型相关 {fit}）。",
        "The {n} items fall into {last} clusters, represented by ‘{a}’ and ‘{b}’, which correlate at r = {r} (cophenetic correlation {fit}).",
        facts)
    }
    return [Finding(analysis, title: title, .description, headline, [ties(analysis)])]
  }

  /// Whether the clusters hang on how ties happened to be broken.
  private static func ties(_ analysis: AnalysisResult) -> Sentence? {
    guard let count = analysis.number("tiedMerges"), let tied = analysis.measure("tiedMerges", .count) else {
      return nil
    }
    if count == 0 {
      return Sentence(
        "没有并列的合并（{tied} 处），换一个行序也得到同样的类。",
        "No merge was tied ({tied}); another order of the rows gives the same clusters.", ["tied": tied])
    }
    guard let share = analysis.measure("tieStability.share", .percent(0)) else { return nil }
    return Sentence(
      "有 {tied} 处并列的合并；随机打破并列时，{share} 的情形得到同样的类。",
      "{tied} {tied|merge was|merges were} tied; breaking ties at random gives the same clusters in {share} of the tries.",
      ["tied": tied, "share": share])
  }

  /// Dense regions, or what only looks like them.
  static func densities(_ analysis: AnalysisResult) -> [Finding] {
    guard let clusters = analysis.measure("clusters", .count), let noise = analysis.measure("noise", .count),
      let n = analysis.measure("n", .count), let patterns = analysis.measure("patterns", .count)
    else { return [] }
    let facts: [String: Sentence.Fact] = ["clusters": clusters, "noise": noise, "n": n, "patterns": patterns]
    let title = Label(chinese: "密度聚类", english: "Density clustering")
    if analysis.has("density-distinct-answers") {
      return [
        Finding(
          analysis, title: title, .contradiction,
          Sentence(
            "得到的 {clusters} 个“簇”只是 {clusters} 种不同的回答，不是由数据发现的结构（n = {n}，噪声 {noise}）。",
            "The {clusters} ‘clusters’ are {clusters} distinct answers and no structure found in the data (n = {n}, noise {noise}).",
            facts),
          [
            Sentence(
              "{n} 位受访者只有 {patterns} 种回答组合；半径小于选项之间的最小间隔时，每种足够常见的组合都自成一簇。",
              "The {n} respondents gave only {patterns} combinations of answers; with a radius below the smallest step between options every frequent combination is a cluster by itself.",
              facts)
          ])
      ]
    }
    return [
      Finding(
        analysis, title: title, .description,
        Sentence(
          "{n} 行形成 {clusters} 个密集区域，{noise} 行为噪声。",
          "The {n} rows form {clusters} dense {clusters|region|regions}; {noise} {noise|is|are} noise.", facts))
    ]
  }
}
