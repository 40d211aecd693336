import CKernels
import Crosstabs
import Evidence
import Glibc
import NumericalMethods
import Phrasebook
import Synchronization
import TestSupport
import Testing

@testable import ExactTests

private let sparse = try! ContingencyTable(typed: "5,0,1;1,4,2;0,2,3")

@Suite struct MonteCarloTestTests {
  @Test(arguments: TableOrdering.allCases)
  func `the interval holds the exact p`(_ ordering: TableOrdering) throws {
    for expected in try #require(reference("exact.json")["tables"]?.asArray).prefix(24) {
      let rows = expected["table"]!.asArray!.map { $0.asArray!.map { $0.asInteger! } }
      let table = try ContingencyTable(
        typed: rows.map { $0.map(String.init).joined(separator: ",") }.joined(separator: ";"))
      let options = MonteCarloTest.Options(ordering: ordering, draws: 40_000, seed: 11, level: 0.99999)
      let test = try MonteCarloTest(table, options: options)
      let exact = try #require(expected[ordering.rawValue]?.asNumber)
      let interval = try #require(test.estimate.interval)
      #expect(interval.low <= exact * (1 + 1e-12) && exact * (1 - 1e-12) <= interval.high, "\(rows) \(exact)")
    }
  }

  @Test func `threads and instruction sets change nothing`() throws {
    let tables = ["5,0,1;1,4,2;0,2,3", "12,3,8,1;4,9,2,7;5,5,11,2;1,2,3,40", "900,50;40,800;3,7"]
    for typed in tables {
      let margins = try ScoredMargins(try ContingencyTable(typed: typed), .pearson)
      let sampler = MarginSampler(margins)
      let expected = try sampler.exceedances(in: 10_007, seed: 5, threads: 1, level: 0)
      for threads in 1...4 {
        for level in Int32(0)...ck_processor_level() {
          #expect(try sampler.exceedances(in: 10_007, seed: 5, threads: threads, level: level) == expected)
        }
      }
    }
  }

  @Test func `seeds change the draws and draws change the interval`() throws {
    let first = try MonteCarloTest(sparse, options: .init(seed: 1))
    let second = try MonteCarloTest(sparse, options: .init(seed: 2))
    #expect(first.exceedances != second.exceedances)
    #expect(first == (try MonteCarloTest(sparse, options: .init(seed: 1), threads: 1)))
    let more = try MonteCarloTest(sparse, options: .init(draws: 100_000, seed: 1))
    let width = { (test: MonteCarloTest) in test.estimate.interval!.high - test.estimate.interval!.low }
    #expect(width(more) < width(first) / 2.5)
    #expect(first.pValue == Double(first.exceedances + 1) / 10_001)
    #expect(first.estimate.value == Double(first.exceedances) / 10_000)
  }

  @Test func `many observations are drawn cell by cell and agree with Fisher`() throws {
    let table = try ContingencyTable(typed: "5000,5200;4900,5300")
    let exact = try FisherExactTest(table).pValue
    let test = try MonteCarloTest(
      table, options: .init(ordering: .probability, draws: 20_000, seed: 3, level: 0.99999))
    #expect(test.estimate.interval!.low < exact && exact < test.estimate.interval!.high)
  }

  @Test func `every table with these margins counts when there is only one`() throws {
    let test = try MonteCarloTest(try ContingencyTable(typed: "3,4,5"), options: .init(draws: 99))
    #expect(test.pValue == 1)
    #expect(test.estimate.interval?.high == 1)
  }

  @Test func `a table nobody beats has a p-value above zero`() throws {
    let test = try MonteCarloTest(try ContingencyTable(typed: "40,0;0,40"), options: .init(draws: 999))
    #expect(test.pValue == 1.0 / 1000)
    #expect(test.estimate.interval?.low == 0)
    // Clopper–Pearson has a closed form where nothing was counted.
    #expect(close(test.estimate.interval?.high, 1 - pow(0.005, 1 / 999.0), 1e-12))
  }

  @Test func `progress ends at one`() throws {
    let most = Mutex(0.0)
    _ = try MonteCarloTest(sparse, options: .init(draws: 20_000)) { share in most.withLock { $0 = max($0, share) } }
    #expect(most.withLock { $0 } == 1)
  }

  @Test func `no draws are refused in both languages`() throws {
    let fault = try #require(throws: Fault.self) { try MonteCarloTest(sparse, options: .init(draws: 0)) }
    #expect(fault.message(in: .english).what == "0 is not a number of draws")
    #expect(fault.message(in: .chinese).what == "0 不能作为抽样次数")
    #expect(throws: Fault.self) { try MonteCarloTest(sparse, options: .init(level: 0)) }
  }

  @Test func `sums of weights are refused`() throws {
    let table = try ContingencyTable(
      rows: .init(name: "a", count: 2), columns: .init(name: "b", count: 2), weighted: [1.5, 2, 3, 4], respondents: 9)
    #expect(try #require(throws: Fault.self) { try MonteCarloTest(table) }.code == "crosstab-only-whole-counts")
  }
}
