/// Which groups of a list must not be shown, given what their members put in.
///
/// A group is unsafe when it has too few members, or when one of its totals is nearly one member's. Whoever knows the
/// total of all groups also knows the sum of the hidden ones; so the smallest other groups are hidden too until the
/// hidden ones together are as safe as a group must be, and are two or more.
///
///     var group = GroupSuppression.Group()
///     group.add([1200, 31], of: "E001")
///     GroupSuppression([group, …], rule: rule).hidden
///
/// - Complexity: O(*groups*² + *members* of the hidden × *groups*).
public struct GroupSuppression: Sendable, Hashable {
  /// Who is in a group, with what each puts into the quantities that are totalled.
  public struct Group: Sendable, Hashable {
    private(set) var parts: [String: [Double]] = [:]

    public init() {}

    /// A member who is there already, in another year, puts in more.
    public mutating func add(_ amounts: [Double], of member: String) {
      if let known = parts[member] {
        parts[member] = zip(known, amounts).map { $0 + $1 }
      } else {
        parts[member] = amounts
      }
    }

    public var members: Int { parts.count }

    /// The sum of the first quantity, sizes only.
    var size: Double { parts.values.reduce(0) { $0 + abs($1.first ?? 0) } }

    /// Whether too few members are in the group, or one quantity is nearly that of one. An empty group is safe.
    public func isUnsafe(under rule: DisclosureRule) -> Bool {
      if rule.isUnsafe(count: members) { return true }
      guard let dominance = rule.dominance, let quantities = parts.first?.value.indices else { return false }
      return quantities.contains { quantity in dominance.isBroken(by: parts.values.map { $0[quantity] }) }
    }

    static func union(_ groups: [Group]) -> Group {
      var union = Group()
      for group in groups { for (member, amounts) in group.parts { union.add(amounts, of: member) } }
      return union
    }
  }

  public let rule: DisclosureRule
  /// The groups that are unsafe themselves.
  public let unsafe: [Int]
  /// The groups hidden for the sake of others.
  public let complementary: [Int]
  /// Whether nothing can be shown: hidden together the groups are still not safe, or no group is left.
  public let isBodyWithheld: Bool

  /// In order.
  public var hidden: [Int] { (unsafe + complementary).sorted() }

  public var hidesSomething: Bool { isBodyWithheld || !unsafe.isEmpty }

  public init(_ groups: [Group], rule: DisclosureRule) {
    let unsafe = groups.indices.filter { groups[$0].isUnsafe(under: rule) }
    var added: [Int] = []
    func areSafe() -> Bool {
      let hidden = unsafe + added
      return hidden.count > 1 && !Group.union(hidden.map { groups[$0] }).isUnsafe(under: rule)
    }
    // Few members first, then the smaller sum; the next one comes off the end.
    let sizes = groups.map(\.size)
    var others = groups.indices.filter { !unsafe.contains($0) && groups[$0].members > 0 }
    others.sort { (groups[$1].members, sizes[$1], $1) < (groups[$0].members, sizes[$0], $0) }
    if !unsafe.isEmpty {
      while !areSafe(), let next = others.popLast() { added.append(next) }
    }
    self.rule = rule
    self.unsafe = unsafe
    complementary = added.sorted()
    isBodyWithheld = !unsafe.isEmpty && (!areSafe() || unsafe.count + added.count >= groups.count)
  }
}
