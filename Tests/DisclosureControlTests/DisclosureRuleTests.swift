import Evidence
import Phrasebook
import Testing

@testable import DisclosureControl

@Suite struct DisclosureRuleTests {
  @Test func `a count is unsafe above nought and below the minimum`() throws {
    let rule = try DisclosureRule(minimumCount: 5)
    #expect([0, 1, 4, 5, 6].map { rule.isUnsafe(count: $0) } == [false, true, true, false, false])
    #expect(rule.valuesKept == 3)
    #expect(try DisclosureRule(minimumCount: 3).valuesKept == 2)
  }

  @Test(arguments: [-1, 0, 1, 2])
  func `a minimum that protects nobody is refused`(_ minimum: Int) throws {
    let fault = try #require(throws: Fault.self) { try DisclosureRule(minimumCount: minimum) }
    #expect(
      fault.message(in: .english)
        == .init(what: "A smallest count of \(minimum) protects nobody", fix: "Give 3 or more with --suppress"))
    #expect(
      fault.message(in: .chinese)
        == .init(what: "最小计数 \(minimum) 起不到保护作用", fix: "请在 --suppress 后给出 3 或更大的数"))
  }

  @Test(arguments: ["", "1", "1,", "0,75", "1,100", "1,0", "1,75,3", "a,b", "1;75", "-1,50", "1,nan"])
  func `what is no dominance rule is refused`(_ text: String) throws {
    let fault = try #require(throws: Fault.self) { try DisclosureRule.Dominance(typed: text) }
    #expect(
      fault.message(in: .english)
        == .init(
          what: "'\(text)' is no dominance rule",
          fix: "Give a number of contributors and a percentage between 0 and 100, such as --dominance 1,75"))
    #expect(
      fault.message(in: .chinese)
        == .init(what: "“\(text)”不是支配规则", fix: "请给出贡献者个数和 0 到 100 之间的百分比，如 --dominance 1,75"))
  }

  @Test func `dominance is more than the percentage, of sizes`() throws {
    let one = try DisclosureRule.Dominance(typed: "1,75")
    #expect(one == .usual)
    #expect(!one.isBroken(by: [75, 25]))
    #expect(one.isBroken(by: [76, 24]))
    #expect(one.isBroken(by: [-76, 24]))
    #expect(one.isBroken(by: [3]))
    #expect(!one.isBroken(by: [0, 0]))
    #expect(!one.isBroken(by: []))
    let two = try DisclosureRule.Dominance(typed: "2，60.5")
    #expect(two.isBroken(by: [40, 40, 20]))
    #expect(!two.isBroken(by: [30, 30, 20, 20]))
  }

  @Test func `a rule has a name`() throws {
    #expect(try DisclosureRule(minimumCount: 5).name == "0<n<5")
    #expect(try DisclosureRule(minimumCount: 3, dominance: .usual).name == "0<n<3; (1, 75%)")
    #expect(
      try DisclosureRule(minimumCount: 3, dominance: .init(contributors: 2, percent: 60.5)).name
        == "0<n<3; (2, 60.5%)")
  }

  @Test func `what was withheld is said in both languages`() throws {
    let rule = try DisclosureRule(minimumCount: 5)
    let some = rule.caveat(cells: 4, isWhole: false)
    #expect(
      some.message(in: .english).what
        == "4 results are withheld under the rule '0<n<5', and what would give them away is left out")
    #expect(
      rule.caveat(cells: 1, isWhole: false).message(in: .english).what
        == "1 result is withheld under the rule '0<n<5', and what would give it away is left out")
    #expect(some.message(in: .chinese).what == "按规则“0<n<5”隐去了 4 处结果，并略去了可推算它们的内容")
    let all = rule.caveat(cells: 9, isWhole: true)
    #expect(
      all.message(in: .english)
        == .init(
          what: "Nothing of this result can be shown under the rule '0<n<5' without giving a small count away",
          fix: "Merge categories, widen the --where condition, or choose larger groups"))
    #expect(
      all.message(in: .chinese)
        == .init(what: "按规则“0<n<5”，显示其中任何内容都会泄露很小的计数，因此全部隐去", fix: "请合并类别、放宽 --where 条件，或选用更大的分组"))
  }
}
