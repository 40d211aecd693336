import Crosstabs
import Evidence
import Glibc
import Phrasebook
import RepeatedAnswers
import StructuredText
import Tables
import TestSupport
import Testing

/// Over the random tables that `CrosstabsTests` has from SciPy, statsmodels, mpmath and R.
@Suite struct RepeatedAnswersTests {
  static let python = reference("random_tables.json", of: "Crosstabs")
  static let r = reference("random_tables_r.json", of: "Crosstabs")

  static func table(_ entry: JSONValue) throws -> ContingencyTable {
    let (rows, cells) = (entry["rows"]!.asInteger!, entry["counts"]!.asArray!.map { $0.asInteger! })
    return try ContingencyTable(
      rows: .init(name: "rows", count: rows), columns: .init(name: "columns", count: cells.count / rows), counts: cells)
  }

  @Test func `McNemar's test agrees with statsmodels and R`() throws {
    var seen = 0
    for (entry, peer) in zip(Self.python["tables"]!.asArray!, Self.r["tables"]!.asArray!) {
      let table = try Self.table(entry)
      guard let known = entry["mcnemar"]?.numbers, table.isTwoByTwo else { continue }
      let test = try McNemarTest(table)
      #expect(agree(test.statistic, known[0]))
      #expect(agree(test.corrected.statistic, peer["mcnemar"]!.asNumber!))
      #expect(agree(test.exact!.pValue, known[2], 1e-10, absolute: 1e-300))
      #expect(test.midP!.pValue <= test.exact!.pValue)
      #expect(agree(exp(test.midP!.logP), test.midP!.pValue, 1e-9, absolute: 1e-300))
      seen += 1
    }
    #expect(seen > 50)
  }

  @Test func `the tests of Bowker and of Stuart and Maxwell agree with statsmodels`() throws {
    var seen = 0
    for entry in Self.python["tables"]!.asArray! {
      guard let known = entry["square"]?.numbers else { continue }
      let table = try Self.table(entry)
      let bowker = try BowkerTest(table)
      let maxwell = try StuartMaxwellTest(table)
      #expect(agree(bowker.statistic, known[0]))
      #expect(bowker.degreesOfFreedom == known[1])
      #expect(agree(maxwell.statistic, known[2], 1e-8))
      #expect(maxwell.degreesOfFreedom == known[3])
      seen += 1
    }
    #expect(seen > 50)
  }

  @Test func `Cochran's Q agrees with statsmodels`() throws {
    for entry in Self.python["questions"]!.asArray! {
      let answers = entry["answers"]!.asArray!.map { $0.asString!.map { $0 == "1" } }
      let test = try CochranQTest(answers)
      #expect(agree(test.statistic, entry["q"]!.asNumber!))
      #expect(test.degreesOfFreedom == Double(entry["df"]!.asInteger!))
    }
    #expect(throws: Fault.self) { try CochranQTest([[true, true], [false, false]]) }
    #expect(throws: Fault.self) { try CochranQTest([[true, true], [false]]) }
    #expect(throws: Fault.self) { try CochranQTest([]) }
  }

  @Test func `several answers by group agree with the eigenvalues written out in full`() throws {
    for entry in Self.python["multiple"]!.asArray! {
      let ticks = entry["ticks"]!.asArray!.map { $0.asString!.map { $0 == "1" } }
      let test = try MultipleResponseTest(
        name: "options", options: .init(name: "options", count: ticks[0].count),
        groups: .init(name: "group", count: entry["groups"]!.asInteger!), ticks: ticks,
        groupOf: entry["group"]!.asArray!.map { $0.asInteger! })
      let (sum, squares) = (entry["sumOfWeights"]!.asNumber!, entry["sumOfSquares"]!.asNumber!)
      #expect(agree(test.firstOrder.statistic, entry["statistic"]!.asNumber!))
      #expect(agree(test.firstOrder.degreesOfFreedom, sum, 1e-10))
      #expect(agree(1 + test.spread, sum * squares / (sum * sum), 1e-9))
      #expect(agree(test.statistic, entry["statistic"]!.asNumber! * sum / squares, 1e-9))
    }
  }

  @Test func `tests that do not apply say so in both languages`() throws {
    func fault(_ body: () throws -> Void) throws -> Fault { try #require(throws: Fault.self) { try body() } }
    let square = try fault { _ = try BowkerTest(ContingencyTable(typed: "1,2,3;4,5,6")) }
    #expect(
      square.message(in: .english).what
        == "Bowker needs the same categories in rows and columns; this table is 2×3")
    let same = try fault { _ = try McNemarTest(ContingencyTable(typed: "5,0;0,7")) }
    #expect(same.message(in: .english).what == "Nobody changed the answer, so there is nothing to test")
    #expect(same.message(in: .chinese).what == "没有人改变答案，因此没有可检验的内容")
  }
}
