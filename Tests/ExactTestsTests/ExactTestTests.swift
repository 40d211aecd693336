import Crosstabs
import Evidence
import Glibc
import NumericalMethods
import Phrasebook
import Synchronization
import TestSupport
import Testing

@testable import ExactTests

func typed(_ rows: [[Int]]) throws -> ContingencyTable {
  try ContingencyTable(typed: rows.map { $0.map(String.init).joined(separator: ",") }.joined(separator: ";"))
}

@Suite struct ExactTestTests {
  @Test func `the statistic decides: the three answers of the textbook table`() throws {
    let sparse = try typed([[5, 0, 1], [1, 4, 2], [0, 2, 3]])
    func p(_ ordering: TableOrdering) throws -> Double {
      try ExactTest(sparse, options: .init(ordering: ordering)).pValue
    }
    #expect(abs(try p(.probability) - 0.02089) < 5e-6)
    #expect(abs(try p(.pearson) - 0.01245) < 5e-6)
    #expect(abs(try p(.likelihoodRatio) - 0.02114) < 5e-6)
  }

  @Test(arguments: TableOrdering.allCases)
  func `enumeration in exact integers agrees`(_ ordering: TableOrdering) throws {
    let cases = try #require(reference("exact.json")["tables"]?.asArray)
    #expect(cases.count > 90)
    for expected in cases {
      let rows = expected["table"]!.asArray!.map { $0.asArray!.map { $0.asInteger! } }
      let test = try ExactTest(try typed(rows), options: .init(ordering: ordering))
      #expect(close(test.pValue, expected[ordering.rawValue]!.asNumber!, 1e-12), "\(rows)")
    }
  }

  @Test func `R agrees on sparse tables`() throws {
    let cases = try #require(reference("exact_r.json")["tables"]?.asArray)
    #expect(cases.count > 100)
    for expected in cases {
      let rows = expected["table"]!.asArray!.map { $0.asArray!.map { $0.asInteger! } }
      #expect(close(try ExactTest(try typed(rows)).pValue, expected["probability"]!.asNumber!, 1e-10), "\(rows)")
    }
  }

  @Test(arguments: TableOrdering.allCases)
  func `the slow obvious enumeration agrees on random tables`(_ ordering: TableOrdering) throws {
    var generator = SeededGenerator(seed: 77, stream: 1)
    for _ in 0..<120 {
      let height = 2 + generator.integer(below: 3)
      let width = 2 + generator.integer(below: 3)
      var rows = Array(repeating: Array(repeating: 0, count: width), count: height)
      for _ in 0..<(3 + generator.integer(below: 12)) {
        rows[generator.integer(below: height)][generator.integer(below: width)] += 1
      }
      let random = try typed(rows)
      if random.degreesOfFreedom == 0 { continue }
      let fast = try ExactTest(random, options: .init(ordering: ordering)).pValue
      #expect(close(fast, try ObviousExactTest(random, ordering).pValue, 1e-11), "\(rows)")
    }
  }

  @Test func `two by two agrees with Fisher's test, thousands of rows too`() throws {
    for counts in [[10, 3, 2, 15], [1, 9, 11, 3], [190, 800, 200, 900], [3, 4000, 30, 5000]] {
      let fisher = try FisherExactTest(counts[0], counts[1], counts[2], counts[3])
      let exact = try ExactTest(try typed([[counts[0], counts[1]], [counts[2], counts[3]]]))
      #expect(close(exact.pValue, fisher.pValue, 1e-11), "\(counts)")
    }
  }

  @Test func `a long thin table is no trouble`() throws {
    let rows = [[3, 1, 0, 2, 5, 1, 0, 2, 4, 1, 3, 0, 2, 1], [1, 2, 4, 0, 1, 3, 2, 2, 0, 1, 1, 3, 0, 2]]
    let test = try ExactTest(try typed(rows))
    let drawn = try MonteCarloTest(
      try typed(rows), options: .init(ordering: .probability, draws: 100_000, seed: 4, level: 0.99999))
    #expect(drawn.estimate.interval!.low < test.pValue && test.pValue < drawn.estimate.interval!.high)
    #expect(close(try ExactTest(try typed(rows).transposed).pValue, test.pValue, 1e-12))
  }

  @Test func `a table R leaves unfinished`() throws {
    // Rows 31,30,16,14,10 and columns 34,34,23,9,1 of the benchmark's hard kind.
    let rows = [[14, 8, 6, 3, 0], [7, 13, 7, 2, 1], [5, 6, 4, 1, 0], [4, 5, 3, 2, 0], [4, 2, 3, 1, 0]]
    let test = try ExactTest(try typed(rows))
    let drawn = try MonteCarloTest(
      try typed(rows), options: .init(ordering: .probability, draws: 100_000, seed: 9, level: 0.99999))
    #expect(drawn.estimate.interval!.low < test.pValue && test.pValue < drawn.estimate.interval!.high)
  }

  @Test(arguments: 1...4)
  func `threads change nothing`(_ threads: Int) throws {
    let rows = [[6, 2, 3, 1], [2, 7, 1, 4], [1, 2, 8, 2], [3, 3, 1, 5]]
    for ordering in [TableOrdering.probability, .linearByLinear] {
      let options = ExactTest.Options(ordering: ordering)
      #expect(
        try ExactTest(try typed(rows), options: options, threads: threads)
          == (try ExactTest(try typed(rows), options: options, threads: 1)))
    }
  }

  @Test func `empty rows and columns do not matter`() throws {
    let full = try ExactTest(try typed([[5, 0, 1], [1, 4, 2], [0, 2, 3]]))
    let padded = try ExactTest(try typed([[5, 0, 0, 1], [0, 0, 0, 0], [1, 4, 0, 2], [0, 2, 0, 3]]))
    #expect(full.pValue == padded.pValue)
    #expect(try ExactTest(try typed([[3, 4, 5]])).pValue == 1)
  }

  @Test func `too much work is refused before it starts`() throws {
    let hard = try typed([[14, 8, 6, 3, 0], [7, 13, 7, 2, 1], [5, 6, 4, 1, 0], [4, 5, 3, 2, 0], [4, 2, 3, 1, 0]])
    let fault = try #require(throws: Fault.self) { try ExactTest(hard, options: .init(mostSeconds: 0)) }
    #expect(fault.code == "exact-too-much-work")
    #expect(
      fault.message(in: .english).what
        == "An exact test of this 5×5 table with n = 101 would take about 1 s (the limit is 0)")
    #expect(fault.message(in: .english).fix == "Ask for --monte-carlo 100000, or merge sparse categories")
    #expect(fault.message(in: .chinese).what == "这张 5×5、n = 101 的表做精确检验约需 1 秒（上限 0 秒）")
  }

  @Test func `tables beyond memory are refused before anything starts`() throws {
    let rows = (0..<8).map { row in (0..<9).map { column in 5 + (row * 7 + column * 3) % 11 } }
    let fault = try #require(throws: Fault.self) { try ExactTest(try typed(rows)) }
    #expect(fault.code == "exact-too-large")
    #expect(fault.message(in: .english).what.hasPrefix("This 8×9 table with n = "))
    #expect(fault.message(in: .chinese).fix == "请改用 --monte-carlo 100000，或合并稀疏类别")
    let tall = try typed([[90_000, 3, 1], [4, 80_000, 2]])
    #expect(try #require(throws: Fault.self) { try ExactTest(tall) }.code == "exact-too-large")
    let ladder = try TestLadder(tall)
    #expect(ladder.step == .monteCarlo)
    #expect(
      ladder.reason.message(in: .english).what.hasSuffix("tables are too many for an exact test"))
    #expect(ladder.reason.message(in: .chinese).what.hasSuffix("张表太多，无法做精确检验"))
  }

  @Test func `progress ends at one`() throws {
    let most = Mutex(0.0)
    _ = try ExactTest(try typed([[5, 0, 1], [1, 4, 2], [0, 2, 3]])) { share in most.withLock { $0 = max($0, share) } }
    #expect(most.withLock { $0 } == 1)
  }
}

/// Every table with the margins, one after the other: the judge of the fast test.
private struct ObviousExactTest {
  let pValue: Double

  init(_ table: ContingencyTable, _ ordering: TableOrdering) throws {
    let margins = try ScoredMargins(table, ordering)
    let limits = margins.limits(slack: 1e-7)
    var left = margins.rows
    var (counted, total) = (0.0, 0.0)
    func fill(_ column: Int, _ row: Int, _ rest: Int, _ score: Double, _ logMass: Double) {
      if column == margins.columns.count {
        if left.contains(where: { $0 != 0 }) { return }
        let mass = exp(logMass)
        total += mass
        if score >= limits.atLeast || score <= limits.atMost { counted += mass }
        return
      }
      if row == margins.rows.count {
        if rest == 0 {
          let next = column + 1
          fill(next, 0, next < margins.columns.count ? margins.columns[next] : 0, score, logMass)
        }
        return
      }
      for count in 0...min(rest, left[row]) {
        left[row] -= count
        fill(
          column, row + 1, rest - count, score + margins.scores[row][column][count], logMass - logFactorial(count))
        left[row] += count
      }
    }
    fill(0, 0, margins.columns[0], 0, 0)
    pValue = counted / total
  }
}
