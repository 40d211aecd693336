import Evidence
import NumericalMethods
import Testing

@testable import DisclosureControl

@Suite struct GroupSuppressionTests {
  let rule = try! DisclosureRule(minimumCount: 3, dominance: .usual)

  func group(_ parts: [Double], _ others: [Double]? = nil) -> GroupSuppression.Group {
    var group = GroupSuppression.Group()
    counter.value += 1
    for (place, part) in parts.enumerated() {
      group.add([part] + (others.map { [$0[place]] } ?? []), of: "\(counter.value).\(place)")
    }
    return group
  }

  /// Members of different groups are different enterprises.
  private final class Counter: @unchecked Sendable { var value = 0 }
  private let counter = Counter()

  @Test func `groups that are large and even are all shown`() {
    let found = GroupSuppression([group([1, 2, 3]), group([4, 5, 6]), group([])], rule: rule)
    #expect(!found.hidesSomething)
    #expect(found.hidden.isEmpty)
    #expect(!GroupSuppression([], rule: rule).hidesSomething)
  }

  @Test func `the smallest other group is hidden too`() {
    let groups = [group([1, 1]), group([5, 6, 7, 8]), group([4, 5, 6]), group([9, 9, 9])]
    let found = GroupSuppression(groups, rule: rule)
    #expect(found.unsafe == [0])
    #expect(found.complementary == [2])
    #expect(found.hidden == [0, 2])
    #expect(!found.isBodyWithheld)
  }

  @Test func `hidden groups whose sum is nearly one member's take more with them`() {
    let groups = [group([1000, 1, 1]), group([4, 5, 6]), group([90, 90, 90]), group([500, 500, 500])]
    let found = GroupSuppression(groups, rule: rule)
    #expect(found.unsafe == [0])
    #expect(found.complementary == [1, 2, 3] || found.complementary == [1, 2])
    #expect(found.isBodyWithheld == (found.hidden.count == 4))
  }

  @Test func `two groups of which one is unsafe are withheld altogether`() {
    #expect(GroupSuppression([group([1]), group([4, 5, 6])], rule: rule).isBodyWithheld)
    #expect(GroupSuppression([group([1])], rule: rule).isBodyWithheld)
  }

  @Test func `any one quantity can make a group unsafe`() {
    let uneven = (0..<4).map { _ in group([1, 2, 3], [0, 0, 9]) }
    #expect(GroupSuppression(uneven, rule: rule).unsafe == [0, 1, 2, 3])
  }

  @Test func `an enterprise that is in several years is one member`() {
    var years = [GroupSuppression.Group(), .init(), .init()]
    for year in years.indices { for member in ["a", "b"] { years[year].add([1], of: member) } }
    let found = GroupSuppression(years, rule: rule)
    #expect(found.unsafe == [0, 1, 2])
    #expect(found.isBodyWithheld)
    years[0].add([1], of: "a")
    #expect(years[0].members == 2)
    #expect(years[0].size == 3)
  }

  @Test func `what is hidden together is as safe as a group must be`() {
    var generator = SeededGenerator(seed: 3)
    var shown = 0
    for _ in 0..<2000 {
      let groups = (0..<(2 + Int(generator.next() % 6))).map { _ in
        group((0..<Int(generator.next() % 7)).map { _ in Double(generator.next() % 100) })
      }
      let found = GroupSuppression(groups, rule: rule)
      for (place, group) in groups.enumerated() where group.isUnsafe(under: rule) {
        #expect(found.hidden.contains(place))
      }
      guard found.hidesSomething, !found.isBodyWithheld else { continue }
      shown += 1
      #expect(found.hidden.count >= 2)
      let sums = found.hidden.flatMap { groups[$0].parts.values.map { $0[0] } }
      #expect(sums.count >= 3)
      #expect(sums.max()! <= 0.75 * sums.reduce(0, +) || sums.allSatisfy { $0 == 0 })
    }
    #expect(shown > 200)
  }
}

@Suite struct OptionSuppressionTests {
  let rule = try! DisclosureRule(minimumCount: 5)

  @Test func `an option few ticked and one few did not are hidden`() {
    let found = OptionSuppression(counts: [2, 40, 78, 0, 80, 5, 75], base: 80, rule: rule)
    #expect(found.unsafe == [0, 2])
    #expect(found.complementary.isEmpty)
    #expect(!OptionSuppression(counts: [0, 40, 80], base: 80, rule: rule).hidesSomething)
    #expect(!OptionSuppression(counts: [], base: 0, rule: rule).hidesSomething)
    #expect(OptionSuppression(counts: [2], base: 3, rule: rule).isBodyWithheld)
  }

  @Test func `where each respondent ticks something the others must leave some choice`() {
    // 80 respondents, 76 ticks shown: without more hidden the small option was ticked by four.
    let found = OptionSuppression(counts: [4, 36, 40], base: 80, rule: rule)
    #expect(found.unsafe == [0])
    #expect(found.complementary == [1])
  }
}
