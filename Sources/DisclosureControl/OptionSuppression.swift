/// Which options of a question that allows several must not be shown for one group of respondents.
///
/// An option is unsafe where too few ticked it, or too few did not. Options add up to nothing that is shown, but together
/// they are ticked at least once by each respondent: where the options shown leave the hidden ones too little choice,
/// the least ticked of the others is hidden too.
///
///     OptionSuppression(counts: [2, 40, 61], base: 80, rule: rule).unsafe   // [0]
public struct OptionSuppression: Sendable, Hashable {
  public let rule: DisclosureRule
  public let unsafe: [Int]
  /// Hidden for the sake of others.
  public let complementary: [Int]
  /// Whether the group is too small for anything to be shown.
  public let isBodyWithheld: Bool

  public func isHidden(_ option: Int) -> Bool {
    isBodyWithheld || unsafe.contains(option) || complementary.contains(option)
  }

  public var hidesSomething: Bool { isBodyWithheld || !unsafe.isEmpty }

  /// - Parameter base: Respondents of the group; each ticked an option or none, never one twice.
  public init(counts: [Int], base: Int, rule: DisclosureRule) {
    func isUnsafe(_ count: Int) -> Bool { rule.isUnsafe(count: count) || rule.isUnsafe(count: base - count) }
    let unsafe = counts.indices.filter { isUnsafe(counts[$0]) }
    var added: [Int] = []
    /// What a reader who knows the rule takes a hidden option for.
    func bounds(_ option: Int) -> ClosedRange<Int> {
      let count = counts[option]
      if rule.isUnsafe(count: count) { return 1...(rule.minimumCount - 1) }
      if rule.isUnsafe(count: base - count) { return max(0, base - rule.minimumCount + 1)...(base - 1) }
      return count == 0 ? 0...0 : rule.minimumCount...max(rule.minimumCount, base - rule.minimumCount)
    }
    func isPinned(_ option: Int) -> Bool {
      let hidden = unsafe + added
      let shown = counts.indices.filter { !hidden.contains($0) }.reduce(0) { $0 + counts[$1] }
      let others = hidden.filter { $0 != option }.reduce(0) { $0 + bounds($1).upperBound }
      let own = bounds(option)
      return own.upperBound - max(own.lowerBound, base - shown - others) + 1 < rule.valuesKept
    }
    var others = counts.indices.filter { !unsafe.contains($0) && counts[$0] > 0 }
    others.sort { (counts[$1], $1) < (counts[$0], $0) }
    while unsafe.contains(where: isPinned), let next = others.popLast() { added.append(next) }
    self.rule = rule
    self.unsafe = unsafe
    complementary = added.sorted()
    isBodyWithheld = rule.isUnsafe(count: base) || unsafe.contains(where: isPinned)
  }
}
