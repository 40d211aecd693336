/// The order of answers whose words form a scale: 非常不同意 … 非常同意, never … always.
///
/// A word is placed by its family (what is judged) and its rank (how strongly). Answers are ordered only when all of
/// them belong to one family and no two have the same rank.
struct LikertScale {
  /// The place of a word on its scale.
  struct Position: Hashable {
    let family: String
    let rank: Double
  }

  /// The words of `texts` from least to most, `nil` where they are no scale.
  ///
  ///     LikertScale.ordered(["同意", "非常不同意", "一般"])    // ["非常不同意", "一般", "同意"]
  static func ordered(_ texts: [String]) -> (family: String, texts: [String])? {
    guard texts.count >= 2 else { return nil }
    let words = texts.map(bare)
    for family in families {
      let ranks = words.compactMap { rank(of: $0, in: family) }
      guard ranks.count == words.count, Set(ranks).count == ranks.count else { continue }
      // A middle category alone ("一般") belongs to every family; a scale needs an answer that says what is judged.
      if let stem = family.stem, !words.contains(where: { $0.contains(stem) }) { continue }
      let order = texts.indices.sorted { ranks[$0] < ranks[$1] }
      return (family.name, order.map { texts[$0] })
    }
    return nil
  }

  private struct Family {
    let name: String
    let ranks: [String: Double]
    /// For Chinese stems: what is judged, to which intensifiers are put.
    var stem: String?
  }

  private static func rank(of word: String, in family: Family) -> Double? {
    if let rank = family.ranks[word] { return rank }
    guard let stem = family.stem, let cut = word.firstRange(of: stem) else { return nil }
    let before = String(word[..<cut.lowerBound])
    let after = word[cut.upperBound...]
    guard after.isEmpty || after == "的" || after == "度" else { return nil }
    return intensifiers[before]
  }

  /// The word without number, letter or brackets around it: `5.非常同意`, `A、是`, `非常同意(5分)`.
  static func bare(_ text: String) -> String {
    var word = text.trimmed[...]
    let lead = word.prefix { $0.isASCII && ($0.isNumber || $0.isUppercase) }
    if !lead.isEmpty, lead.count <= 2 {
      let after = word[lead.endIndex...].drop { $0 == " " }
      if let sign = after.first, "、.．:：=-)）".contains(sign) {
        word = after.dropFirst().trimmed[...]
      } else if after.first.map({ !$0.isASCII }) ?? false, lead.allSatisfy(\.isNumber), after.first != "年" {
        word = after
      }
    }
    if let last = word.last, ")）".contains(last), let open = word.lastIndex(where: { "(（".contains($0) }),
      open > word.startIndex
    {
      word = word[..<open].trimmed
    }
    return word.lowercased()
  }

  private static let intensifiers: [String: Double] = {
    var ranks: [String: Double] = ["": 3]
    let lists: [(Double, [String])] = [
      (-5, ["完全不", "一点也不", "一点都不", "根本不", "毫不", "从不"]), (-4.5, ["非常不", "极不", "强烈不", "极其不", "十分不"]),
      (-4, ["很不"]), (-3, ["不", "没有", "无"]), (-2.5, ["比较不", "较不", "较为不"]), (-2, ["不太", "不怎么", "不大", "不是很"]),
      (-1, ["有点不", "有些不", "稍微不"]), (0, ["一般", "中立"]), (1, ["有点", "有些", "稍微", "略", "略微", "部分"]), (2, ["基本"]),
      (2.5, ["比较", "较", "较为"]), (4, ["很"]), (4.5, ["非常", "极其", "十分", "强烈", "特别"]), (5, ["完全"]),
    ]
    for (rank, words) in lists { for word in words { ranks[word] = rank } }
    return ranks
  }()

  private static let middle: [String: Double] = [
    "一般": 0, "中立": 0.01, "不确定": 0.02, "说不清": 0.03, "普通": 0.04, "无所谓": 0.05, "不好说": 0.06, "中等": 0.07, "适中": 0.08,
    "尚可": 0.09,
  ]

  private static let families: [Family] = {
    let stems = [
      "同意", "认同", "满意", "了解", "熟悉", "清楚", "重要", "符合", "关注", "支持", "愿意", "赞成", "赞同", "认可", "信任", "有效", "明显", "严重",
      "困难", "必要", "有帮助", "影响", "积极", "合理", "充分", "完善", "健全", "需要", "可能", "容易", "方便", "及时", "高", "大", "好", "强", "多",
    ]
    var families = stems.map { stem in Family(name: stem, ranks: middle, stem: stem) }
    func listed(_ name: String, _ levels: [[String]]) {
      var ranks: [String: Double] = [:]
      for (rank, words) in levels.enumerated() {
        for (shade, word) in words.enumerated() { ranks[word] = Double(rank) + Double(shade) / 100 }
      }
      families.append(Family(name: name, ranks: ranks))
    }
    listed(
      "频率",
      [
        ["从不", "从未", "从来没有", "没有"], ["几乎不", "极少"], ["很少", "较少"], ["偶尔"], ["有时", "有时候"], ["经常", "时常"], ["频繁"],
        ["总是", "一直", "每次"],
      ])
    listed(
      "高低", [["非常低", "极低", "很低"], ["低", "较低", "比较低"], ["中", "中等", "一般"], ["高", "较高", "比较高"], ["很高", "非常高", "极高"]])
    listed("大小", [["很小", "非常小"], ["小", "较小", "比较小"], ["中", "中等", "一般"], ["大", "较大", "比较大"], ["很大", "非常大"]])
    listed("好坏", [["很差", "非常差"], ["差", "较差", "比较差"], ["中", "中等", "一般"], ["好", "较好", "比较好"], ["很好", "非常好"]])
    listed("强弱", [["很弱", "非常弱"], ["弱", "较弱", "比较弱"], ["中", "中等", "一般"], ["强", "较强", "比较强"], ["很强", "非常强"]])
    listed("优劣", [["不合格", "差"], ["合格", "及格", "中"], ["良", "良好"], ["优", "优秀"]])
    listed("企业规模", [["微型", "微型企业"], ["小型", "小型企业"], ["中型", "中型企业"], ["大型", "大型企业"], ["特大型", "特大型企业"]])
    listed(
      "学历",
      [
        ["小学及以下", "小学"], ["初中", "初中及以下"], ["高中", "中专", "高中/中专", "高中或中专", "高中及以下"], ["大专", "专科"], ["本科", "大学本科"],
        ["硕士", "硕士研究生", "研究生"], ["博士", "博士研究生"],
      ])
    listed(
      "agreement",
      [
        ["strongly disagree", "completely disagree", "totally disagree"], ["disagree"],
        ["somewhat disagree", "slightly disagree"], ["neither agree nor disagree", "neutral", "neither", "undecided"],
        ["somewhat agree", "slightly agree"], ["agree"], ["strongly agree", "completely agree", "totally agree"],
      ])
    listed(
      "satisfaction",
      [
        ["very dissatisfied", "extremely dissatisfied"], ["dissatisfied"], ["somewhat dissatisfied"],
        ["neutral", "neither satisfied nor dissatisfied"], ["somewhat satisfied"], ["satisfied"],
        ["very satisfied", "extremely satisfied"],
      ])
    listed(
      "frequency",
      [
        ["never"], ["almost never", "very rarely"], ["rarely", "seldom"], ["occasionally"], ["sometimes"],
        ["often", "frequently"], ["very often"], ["always"],
      ])
    for stem in ["important", "familiar", "likely", "concerned", "effective", "useful", "difficult"] {
      listed(
        stem,
        [
          ["not at all \(stem)", "very un\(stem)", "not \(stem)"],
          ["un\(stem)", "slightly \(stem)", "a little \(stem)"], ["somewhat \(stem)", "neutral"],
          ["moderately \(stem)"], [stem], ["very \(stem)"], ["extremely \(stem)"],
        ])
    }
    listed(
      "amount",
      [
        ["not at all", "none"], ["a little", "slightly"], ["somewhat", "some"], ["moderately"],
        ["quite a bit", "a lot"], ["very much"], ["extremely", "completely"],
      ])
    listed("level", [["very low"], ["low"], ["medium", "moderate", "average"], ["high"], ["very high"]])
    listed("quality", [["very poor"], ["poor"], ["fair", "average"], ["good"], ["very good"], ["excellent"]])
    return families
  }()
}
