import Crosstabs
import Evidence
import Phrasebook
import Testing

@testable import ExactTests

private func ladder(_ typed: String, _ rule: TestLadder.Rule = .cochran, budget: Double = 2) throws -> LadderTest {
  try LadderTest(
    try ContingencyTable(typed: typed), options: .init(rule: rule, budget: budget, draws: 2_000, seed: 7))
}

@Suite struct TestLadderTests {
  @Test(arguments: [
    ("30,40;50,60", TestLadder.Rule.cochran, TestLadder.Step.pearson),
    ("10,3;2,15", .cochran, .pearson),
    ("7,3;1,9", .cochran, .exact),
    ("10,3;2,15", .campbell, .smallSample),
    ("10,3;2,15", .chineseTextbook, .exact),
    ("30,3;20,6", .chineseTextbook, .continuityCorrection),
    ("30,30;20,60", .chineseTextbook, .pearson),
    ("1,0;3,40", .campbell, .exact),
    ("5,0,1;1,4,2;0,2,3", .campbell, .exact),
    ("20,34,32;24,28,23;33,20,12", .chineseTextbook, .pearson),
    ("0,0,0;30,40,0;50,60,0", .cochran, .pearson),
  ])
  func `each rule takes its step`(_ typed: String, _ rule: TestLadder.Rule, _ step: TestLadder.Step) throws {
    let test = try ladder(typed, rule)
    #expect(test.ladder.step == step)
    #expect(test.pValue > 0 && test.pValue <= 1)
    #expect(test.caveats.first == test.ladder.reason)
  }

  @Test func `two by two becomes Fisher's test`() throws {
    let test = try ladder("7,3;1,9")
    #expect(test.pValue == (try FisherExactTest(7, 3, 1, 9).pValue))
    #expect(
      test.ladder.reason.message(in: .english).what
        == "Fisher's exact test: n = 20, 2 of 4 expected counts are below 5, the smallest is 4 (rule cochran)")
  }

  @Test func `a sparse table is exact and says how many tables there are`() throws {
    let test = try ladder("5,0,1;1,4,2;0,2,3")
    guard case .exact(let exact) = test.result else { throw Fault(ExactTestFault.draws) }
    #expect(abs(exact.pValue - 0.02089) < 5e-6)
    let sentence = test.ladder.reason.message(in: .english).what
    #expect(sentence.hasPrefix("An exact test over about "))
    #expect(sentence.hasSuffix("9 of 9 expected counts are below 5, the smallest is 1.66667 (rule cochran)"))
    #expect(test.ladder.reason.message(in: .chinese).what.hasPrefix("采用精确检验，遍历约 "))
  }

  @Test func `beyond the budget tables are drawn, and the sentence says so`() throws {
    let test = try ladder("5,0,1;1,4,2;0,2,3", budget: 0)
    guard case .monteCarlo(let drawn) = test.result else { throw Fault(ExactTestFault.draws) }
    #expect(drawn.options.draws == 2_000)
    let message = test.ladder.reason.message(in: .english)
    #expect(
      message.what.hasPrefix(
        "Monte Carlo with 2000 drawn tables (seed 7): 9 of 9 expected counts are below 5 (rule cochran), and an exact"))
    #expect(message.fix == "Ask for --exact to wait for the exact test")
    #expect(
      test.ladder.reason.message(in: .chinese).what.hasPrefix(
        "采用蒙特卡罗检验，抽取 2000 张表（种子 7）：9 个期望频数中有 9 个小于 5（规则 cochran），而精确检验要遍历约 "))
  }

  @Test func `whoever asked for an exact test is not told to ask for it`() throws {
    let table = try ContingencyTable(typed: "5,0,1;1,4,2;0,2,3")
    let ladder = try TestLadder(table, options: .init(budget: 0, beginsWithExact: true))
    #expect(ladder.step == .monteCarlo)
    let message = ladder.reason.message(in: .english)
    #expect(message.what.hasPrefix("The exact test that was asked for is too large: about "))
    #expect(message.what.hasSuffix("(limit 0 s). Monte Carlo with 100000 drawn tables (seed 1) stands in"))
    #expect(message.fix == nil)
    let chinese = ladder.reason.message(in: .chinese)
    #expect(chinese.what.hasPrefix("所要求的精确检验太大：要遍历约 "))
    #expect(chinese.what.hasSuffix("（上限 0 秒），改用蒙特卡罗检验，抽取 100000 张表（种子 1）"))
  }

  @Test func `sums of weights have no place on the ladder`() throws {
    let table = try ContingencyTable(
      rows: .init(name: "a", count: 2), columns: .init(name: "b", count: 2), weighted: [1.5, 2, 3, 4], respondents: 9)
    let fault = try #require(throws: Fault.self) { try TestLadder(table) }
    #expect(fault.code == "crosstab-only-whole-counts")
  }
}
