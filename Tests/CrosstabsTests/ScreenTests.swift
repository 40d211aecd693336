import Evidence
import JointCounts
import NumericalMethods
import Tables
import Testing

@testable import Crosstabs

private func items(rows: Int, seed: UInt64) -> [Column] {
  var generator = SeededGenerator(seed: seed)
  let common = (0..<rows).map { _ in generator.integer(below: 3) }
  return (0..<7).map { item in
    var builder = ColumnBuilder(name: "q\(item)")
    for row in 0..<rows {
      if item % 3 == 1, generator.integer(below: 8) == 0 {
        builder.appendMissing()
      } else {
        builder.append(
          Int64(item < 4 ? (common[row] + generator.integer(below: 2)) % 4 : generator.integer(below: 2 + item)))
      }
    }
    return builder.finished()
  }
}

@Suite struct ScreenTests {
  @Test(arguments: [50, 700, 20_000])
  func `each pair is tested as if it were alone`(_ rows: Int) throws {
    let columns = items(rows: rows, seed: UInt64(rows))
    let screen = try Screen(of: columns, threads: 2)
    #expect(screen.pairs.count + screen.untestable.count == 21)
    for pair in screen.pairs {
      let table = try ContingencyTable(
        rows: columns.first { $0.name == pair.a }!.categories(),
        columns: columns.first { $0.name == pair.b }!.categories())
      let test = try PearsonTest(table)
      #expect(abs(pair.statistic! - test.result.statistic) <= 1e-12 * max(1, test.result.statistic))
      #expect(Double(pair.degreesOfFreedom) == test.degreesOfFreedom)
      #expect(abs(pair.logP! - test.logP) <= 1e-11 * max(1, abs(test.logP)))
      #expect(pair.n == table.respondents)
    }
    #expect(screen.pairs.map { $0.logP! } == screen.pairs.map { $0.logP! }.sorted())
    let adjusted = PValueAdjustment.holm.adjusted(screen.pairs.map { $0.p! })
    #expect(screen.pairs.map(\.adjustedP) == adjusted)
  }

  @Test func `threads change nothing`() throws {
    let columns = items(rows: 5000, seed: 3)
    let one = try Screen(of: columns, threads: 1)
    for threads in 2...4 { #expect(try Screen(of: columns, threads: threads) == one) }
  }

  @Test func `every item against one is a part of all pairs`() throws {
    let columns = items(rows: 900, seed: 4)
    let against = try Screen(of: Array(columns.dropFirst()), against: columns[0], adjustment: .none)
    let all = try Screen(of: columns, adjustment: .none)
    #expect(against.pairs == all.pairs.filter { $0.a == "q0" })
  }

  @Test(arguments: [60, 3000])
  func `weighted pairs are tested as if each were alone`(_ rows: Int) throws {
    let columns = items(rows: rows, seed: UInt64(rows))
    var generator = SeededGenerator(seed: 12)
    let weights = (0..<rows).map { _ in 0.5 + generator.uniform() }
    let sums = try WeightedJointCounts(of: columns, weights: weights, threads: 2)
    let screen = Screen(sums, keepsNaive: true, adjustment: .holm)
    #expect(screen.pairs.count == 21 && screen.isWeighted && screen.hasNaiveTests)
    for pair in screen.pairs {
      let table = try ContingencyTable(
        rows: columns.first { $0.name == pair.a }!.categories(),
        columns: columns.first { $0.name == pair.b }!.categories(), weights: weights)
      let test = try PearsonTest(table)
      #expect(abs(pair.statistic! - test.result.statistic) <= 1e-11 * max(1, test.result.statistic))
      #expect(abs(pair.logP! - test.logP) <= 1e-10 * max(1, abs(test.logP)))
      let effects = try ChiSquareEffects(table.associable(), level: 0.95)
      #expect(abs(pair.cramersV - effects.cramersV.value) <= 1e-11)
      #expect(pair.n == table.respondents)
    }
  }

  @Test func `weights alone leave the naive tests out unless they are asked for`() throws {
    let columns = items(rows: 300, seed: 2)
    let weights = (0..<300).map { 1 + Double($0 % 3) }
    let sums = try WeightedJointCounts(of: columns, weights: weights)
    let screen = Screen(sums)
    #expect(!screen.hasNaiveTests)
    #expect(screen.pairs.allSatisfy { $0.p == nil && $0.statistic == nil && $0.logP == nil && $0.adjustedP == nil })
    #expect(zip(screen.pairs, screen.pairs.dropFirst()).allSatisfy { $0.cramersV >= $1.cramersV })
    #expect(screen.pairs.count == Screen(sums, keepsNaive: true).pairs.count)
  }

  @Test func `constant items and items that never meet are listed, not tested`() throws {
    func column(_ name: String, _ values: [Int64?]) -> Column {
      var builder = ColumnBuilder(name: name)
      for value in values {
        if let value { builder.append(value) } else { builder.appendMissing() }
      }
      return builder.finished()
    }
    let screen = try Screen(of: [
      column("a", [1, 2, 1, 2]), column("constant", [5, 5, 5, 5]), column("nothing", [nil, nil, nil, nil]),
      column("half", [nil, nil, 1, 2]), column("other", [1, 2, nil, nil]),
    ])
    #expect(screen.pairs.map { "\($0.a)-\($0.b)" } == ["a-half", "a-other"])
    #expect(screen.untestable.count == 8)
  }
}
