import Evidence

/// The four directions of policy in which the survey's authors look for remedies, and what each would do first.
///
/// From section 4 of the paper the product grew from; the texts sum it up.
public enum Policy: String, Sendable, Hashable, CaseIterable {
  case standards, technology, supervision, collaboration

  public var name: Label {
    switch self {
    case .standards: Label(chinese: "统一标准", english: "Common standards")
    case .technology: Label(chinese: "科技赋能", english: "Technology")
    case .supervision: Label(chinese: "强化监管", english: "Supervision")
    case .collaboration: Label(chinese: "行业联动", english: "Collaboration")
    }
  }

  public var measure: Label {
    switch self {
    case .standards:
      Label(
        chinese: "制定全国统一、分行业细化的核算标准，定期调整，并配操作手册和培训",
        english:
          "a national accounting standard with rules for each industry, revised regularly, with a manual and training")
    case .technology:
      Label(
        chinese: "以补贴和税收优惠推广传感器在线监测和智能核算系统，先试点后推广",
        english:
          "on-line monitoring by sensors and accounting systems, helped by subsidies and tax relief, piloted first")
    case .supervision:
      Label(
        chinese: "建立碳数据审计与第三方认证，每年核查，部门之间共享信息、联合处罚",
        english:
          "audits and third-party certification of carbon data every year, with agencies that share what they know")
    case .collaboration:
      Label(
        chinese: "搭建供应链碳数据平台，对共享数据和减排成效好的企业给予配额奖励",
        english: "a platform for carbon data along supply chains, and allowances for enterprises that share and reduce")
    }
  }

  public static let source = Label(
    chinese: "关于高能耗企业碳排放核算瓶颈的实证论文（2025 年）第 4 节",
    english:
      "section 4 of the empirical paper on the bottlenecks of carbon accounting in high-energy enterprises (2025)")
}

extension Finding {
  /// What follows from the finding, where it is firm enough for anything to follow.
  public func recommendation(_ policy: Policy) -> Sentence? {
    guard [.strong, .moderate, .weak, .description].contains(strength) else { return nil }
    return Sentence(
      "政策方向“{name}”：{measure}（建议出自{source}；以上数字说明问题的普遍程度，不证明该措施有效）。",
      "Direction of policy ‘{name}’: {measure} (proposed in {source}; the numbers above show how common the problem is, not that the measure works).",
      [
        "name": .name(policy.name), "measure": .name(policy.measure), "source": .name(Policy.source),
      ])
  }
}
