import Evidence

extension Finding {
  /// What most people answered, one finding a question.
  static func frequencies(_ analysis: AnalysisResult) -> [Finding] {
    (0..<analysis.count("items")).compactMap { item in
      let place = "items[\(item)]"
      let levels = 0..<analysis.count("\(place).levels")
      let shares = levels.map { analysis.number("\(place).levels[\($0)].share") ?? -1 }
      guard let top = levels.max(by: { shares[$0] < shares[$1] }), shares[top] >= 0 else { return nil }
      let level = "\(place).levels[\(top)]"
      var label = analysis.label("\(place).label")
      if label.isEmpty { label = analysis.label("\(place).name") }
      guard let share = analysis.measure("\(level).share", .percent(1)),
        let low = analysis.measure("\(level).low", .percent(1)),
        let high = analysis.measure("\(level).high", .percent(1)),
        let n = analysis.measure("\(place).n", .count)
      else { return nil }
      let headline = Sentence(
        "“{item}”以“{level}”为最多：{share}（95% 区间 {low} 至 {high}，有效 n = {n}）。",
        "‘{item}’: most frequent is ‘{level}’ with {share} (95% interval {low} to {high}, valid n = {n}).",
        [
          "item": .name(label), "level": analysis.name("\(level).label", "\(level).value"), "share": share, "low": low,
          "high": high, "n": n,
        ])
      return Finding(analysis, title: label, .description, headline, [missing(analysis, place)])
    }
  }

  private static func missing(_ analysis: AnalysisResult, _ place: String) -> Sentence? {
    guard let count = analysis.number("\(place).missing"), count > 0,
      let missing = analysis.measure("\(place).missing", .count)
    else { return nil }
    return Sentence(
      "{missing} 例没有有效回答，不在百分比的基数之内。",
      "{missing} {missing|case|cases} without a valid answer {missing|is|are} not in the base of the percentages.",
      ["missing": missing])
  }
}
