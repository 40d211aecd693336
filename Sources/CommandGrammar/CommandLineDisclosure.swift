import DisclosureControl
import Evidence

extension CommandOption {
  public static let suppress = CommandOption(
    "suppress", .integer(DisclosureRule.leastMinimum...1_000_000),
    Label(
      chinese: "隐去大于 0 而小于 N 的计数，以及可推算它们的内容；有隐去时退出码为 5",
      english: "withhold counts above 0 and below N, and what would give them away; the exit code is then 5"))
  public static let dominance = CommandOption(
    "dominance", .text, placeholder: "N,K", default: "1,75",
    Label(
      chinese: "最大的 N 家合计超过一组总量 K% 时，隐去该组",
      english: "withhold a group of whose total the N largest make more than K percent"))
}

extension Invocation {
  /// What `--suppress` asks for; `nil` without it.
  public func disclosureRule() throws(Fault) -> DisclosureRule? {
    try integer(.suppress).map { (minimum) throws(Fault) in try DisclosureRule(minimumCount: minimum) }
  }

  /// The same for totals of enterprises, where the largest may not stand out. Either option asks for both rules.
  public func enterpriseRule() throws(Fault) -> DisclosureRule? {
    let minimum = integer(.suppress)
    let typed = text(.dominance)
    guard minimum != nil || typed != nil else { return nil }
    let dominance = try typed.map { (text) throws(Fault) in try DisclosureRule.Dominance(typed: text) }
    return try DisclosureRule(
      minimumCount: minimum ?? DisclosureRule.leastMinimum, dominance: dominance ?? .usual)
  }
}
