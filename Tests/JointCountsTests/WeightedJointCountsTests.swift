import Evidence
import NumericalMethods
import Tables
import Testing

@testable import JointCounts

/// The slow and obvious way: row by row, sums of weights and of their squares, and the rows.
private func summed(
  _ a: Column, _ b: Column, _ weights: [Double]
) throws -> [Level: [Level: (weight: Double, square: Double, rows: Int)]] {
  let (a, b) = (try a.categories(), try b.categories())
  var sums: [Level: [Level: (weight: Double, square: Double, rows: Int)]] = [:]
  for row in weights.indices where weights[row] > 0 {
    let (x, y) = (a.codes[row], b.codes[row])
    guard x >= 0, y >= 0 else { continue }
    let before = sums[a.levels[Int(x)]]?[b.levels[Int(y)]] ?? (0, 0, 0)
    sums[a.levels[Int(x)], default: [:]][b.levels[Int(y)]] = (
      before.weight + weights[row], before.square + weights[row] * weights[row], before.rows + 1
    )
  }
  return sums
}

private func weights(_ rows: Int, whole: Bool, withoutWeight: Bool = false) -> [Double] {
  var generator = SeededGenerator(seed: 77)
  return (0..<rows).map { _ in
    if withoutWeight, generator.integer(below: 6) == 0 { return generator.integer(below: 2) == 0 ? 0 : .nan }
    return whole ? Double(1 + generator.integer(below: 1000)) / 8 : 0.2 + 3 * generator.uniform()
  }
}

/// Whether every cell of every pair is what the rows say, to within `tolerance` of its value.
private func check(
  _ joint: WeightedJointCounts, _ columns: [Column], _ weights: [Double], tolerance: Double, leading: Int? = nil
) throws {
  for i in columns.indices {
    for j in columns.indices where i != j && min(i, j) < leading ?? columns.count {
      let pair = joint.pair(i, j)
      let expected = try summed(columns[i], columns[j], weights)
      var seen = 0
      for (r, row) in joint.items[i].levels.enumerated() {
        for (c, column) in joint.items[j].levels.enumerated() {
          let cell = expected[row]?[column] ?? (0, 0, 0)
          let place = r * pair.columns + c
          #expect(abs(pair.weights[place] - cell.weight) <= tolerance * cell.weight)
          if joint.hasSquares { #expect(abs(pair.squares[place] - cell.square) <= tolerance * cell.square) }
          if cell.rows > 0 { seen += 1 }
        }
      }
      #expect(seen == expected.values.reduce(0) { $0 + $1.count })
      #expect(pair.n == expected.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.rows } })
      #expect(pair.squares.count == (joint.hasSquares ? pair.weights.count : 0))
    }
  }
}

@Suite struct WeightedJointCountsTests {
  @Test(arguments: [1, 2, 63, 300], [false, true])
  func `sums of eighths are those of row by row to the last bit`(_ rows: Int, _ squares: Bool) throws {
    let columns = randomColumns(rows: rows, seed: UInt64(rows))
    let weights = weights(rows, whole: true)
    let joint = try WeightedJointCounts(of: columns, weights: weights, squares: squares, threads: 2)
    try check(joint, columns, weights, tolerance: 0)
  }

  @Test func `other weights sum up to within rounding, over more than one run`() throws {
    let rows = 66_000
    let columns = Array(randomColumns(rows: rows, seed: 8)[1...2])
    let weights = weights(rows, whole: false)
    let joint = try WeightedJointCounts(of: columns, weights: weights, squares: true, threads: 2)
    try check(joint, columns, weights, tolerance: 1e-12)
  }

  @Test func `rows with a weight of zero or none take no part`() throws {
    let columns = randomColumns(rows: 200, seed: 6)
    let weights = weights(200, whole: true, withoutWeight: true)
    let joint = try WeightedJointCounts(of: columns, weights: weights, squares: true)
    try check(joint, columns, weights, tolerance: 0)
  }

  @Test(arguments: [0, 1, 6, 7, 10]) func `each item against one gives the same sums`(_ first: Int) throws {
    var columns = randomColumns(rows: 150, seed: 9)
    let weights = weights(150, whole: true)
    let against = columns.remove(at: first)
    let joint = try WeightedJointCounts(of: columns, weights: weights, against: against, squares: true, threads: 2)
    #expect(joint.leading == 1 && joint.items[0].name == against.name)
    try check(joint, [against] + columns, weights, tolerance: 0, leading: 1)
  }

  @Test func `threads change nothing, to the last bit`() throws {
    let columns = Array(randomColumns(rows: 2000, seed: 2)[..<8])
    let weights = weights(2000, whole: false)
    let one = try WeightedJointCounts(of: columns, weights: weights, squares: true, threads: 1)
    for threads in 2...4 {
      let more = try WeightedJointCounts(of: columns, weights: weights, squares: true, threads: threads)
      for i in columns.indices {
        for j in columns.indices where i != j { #expect(more.pair(i, j) == one.pair(i, j)) }
      }
    }
  }

  @Test func `one item, two items and no rows are no special case`() throws {
    let columns = randomColumns(rows: 90, seed: 4)
    let weights = weights(90, whole: true)
    #expect(try WeightedJointCounts(of: [columns[0]], weights: weights).items.count == 1)
    try check(
      WeightedJointCounts(of: Array(columns[..<2]), weights: weights), Array(columns[..<2]), weights, tolerance: 0)
    let empty = randomColumns(rows: 0, seed: 4)
    let joint = try WeightedJointCounts(of: empty, weights: [], squares: true)
    #expect(joint.pair(0, 1).weights.allSatisfy { $0 == 0 } && joint.pair(0, 1).n == 0)
    let nobody = try WeightedJointCounts(of: Array(columns[..<3]), weights: weights.map { _ in 0 })
    #expect(nobody.pair(0, 1).n == 0)
  }
}
