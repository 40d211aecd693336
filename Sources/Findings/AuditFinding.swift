import Evidence

extension Finding {
  /// What of a published page does not follow from its own numbers.
  static func audit(_ analysis: AnalysisResult) -> [Finding] {
    let checks = analysis.count("checks")
    guard let checked = analysis.measure("summary.checks", .count),
      let flagged = analysis.measure("summary.flagged", .count), checks > 0
    else { return [] }
    let facts = ["checked": checked, "flagged": flagged]
    let places = (0..<checks).filter { ["inconsistent", "impossible"].contains(verdict($0, analysis)) }
    let title = Label(chinese: "已发表结果的核对", english: "Published results checked")
    guard !places.isEmpty else {
      return [
        Finding(
          analysis, title: title, .description,
          Sentence(
            "已发表的结果做了 {checked} 项核对，没有发现矛盾（{flagged} 项）。",
            "Of {checked} checks of the published results none found a contradiction ({flagged}).", facts))
      ]
    }
    return [
      Finding(
        analysis, title: title, .contradiction,
        Sentence(
          "已发表的结果做了 {checked} 项核对，{flagged} 项与其自身的数字矛盾。",
          "Of {checked} checks of the published results {flagged} {flagged|contradicts|contradict} the page's own numbers.",
          facts),
        places.map { check in
          Sentence(
            "{where}：{message}", "{where}: {message}",
            [
              "where": analysis.name("checks[\(check)].where"), "message": analysis.name("checks[\(check)].message"),
            ])
        })
    ]
  }

  private static func verdict(_ check: Int, _ analysis: AnalysisResult) -> String {
    analysis.label("checks[\(check)].verdict").english ?? ""
  }
}
