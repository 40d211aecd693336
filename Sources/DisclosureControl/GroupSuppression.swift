/// Which groups of a list must not be shown, given what their members put in.
///
/// A group is unsafe when it has too few members, or when one of its totals is nearly one member's. Whoever knows the
/// total of all groups also knows the sum of the hidden ones; so the smallest other groups are hidden too until the
/// hidden ones together are as safe as a group must be, and are two or more.
///
///     let parts: [GroupSuppression.Group] = [.init(parts: [[9, 1, 1]]), .init(parts: [[4, 5, 6]])]
///     GroupSuppression(parts, rule: rule).hidden
public struct GroupSuppression: Sendable, Hashable {
  public struct Group: Sendable, Hashable {
    public var members: Int
    /// For each quantity that is totalled, what each member puts in.
    public var parts: [[Double]]

    public init(members: Int, parts: [[Double]] = []) {
      self.members = members
      self.parts = parts
    }
  }

  public let rule: DisclosureRule
  /// The groups that are unsafe themselves.
  public let unsafe: [Int]
  /// The groups hidden for the sake of others.
  public let complementary: [Int]
  /// Whether nothing can be shown: the hidden groups are not safe even if all are hidden together.
  public let isBodyWithheld: Bool

  /// In order.
  public var hidden: [Int] { (unsafe + complementary).sorted() }

  public var hidesSomething: Bool { isBodyWithheld || !unsafe.isEmpty }

  public init(_ groups: [Group], rule: DisclosureRule) {
    let unsafe = groups.indices.filter { Self.isUnsafe(groups[$0], under: rule) }
    var added: [Int] = []
    func areSafe() -> Bool {
      let hidden = unsafe + added
      return hidden.count > 1 && !Self.isUnsafe(Self.union(hidden.map { groups[$0] }), under: rule)
    }
    // Few members first, then the smaller sum of the first quantity; the next one comes off the end.
    var others = groups.indices.filter { !unsafe.contains($0) && groups[$0].members > 0 }
    others.sort {
      let (a, b) = (groups[$0], groups[$1])
      let sizes = (a.parts.first?.reduce(0, +) ?? 0, b.parts.first?.reduce(0, +) ?? 0)
      return (b.members, sizes.1, $1) < (a.members, sizes.0, $0)
    }
    if !unsafe.isEmpty {
      while !areSafe(), let next = others.popLast() { added.append(next) }
    }
    self.rule = rule
    self.unsafe = unsafe
    complementary = added.sorted()
    // All groups hidden is no table any more.
    isBodyWithheld = !unsafe.isEmpty && (!areSafe() || unsafe.count + added.count >= groups.count)
  }

  /// Whether too few members are in a group, or one quantity of it is nearly that of one member. An empty group is safe.
  static func isUnsafe(_ group: Group, under rule: DisclosureRule) -> Bool {
    if rule.isUnsafe(count: group.members) { return true }
    guard let dominance = rule.dominance else { return false }
    return group.parts.contains { dominance.isBroken(by: $0) }
  }

  private static func union(_ groups: [Group]) -> Group {
    var union = Group(members: 0, parts: Array(repeating: [], count: groups.first?.parts.count ?? 0))
    for group in groups {
      union.members += group.members
      for quantity in union.parts.indices { union.parts[quantity] += group.parts[quantity] }
    }
    return union
  }
}
