import Evidence
import JointCounts
import NumericalMethods
import Tables

/// All pairs of items of two to seven levels, from bytes in memory to counts in memory.
func benchJointCounts(_ arguments: Arguments) throws {
  let rows = arguments.integer("rows", default: 1_000_000)
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  let missing = arguments.integer("missing", default: 0)
  let columns = Parallel.map(arguments.integer("items", default: 100), threads: threads) { item in
    var generator = SeededGenerator(seed: 1, stream: UInt64(item))
    let levels = 2 + item % 6
    let cells = Cells<Int8>(count: rows) { cells in
      for row in 0..<rows {
        let isMissing = missing > 0 && generator.integer(below: 100) < missing
        cells[row] = isMissing ? -128 : Int8(1 + generator.integer(below: levels))
      }
    }
    return Column(name: "q\(item)", values: .integer(.bytes(cells)))
  }
  var times: [Double] = []
  var digest = 0
  for _ in 0..<arguments.integer("repeat", default: 7) {
    let (time, counts) = try seconds { try JointCounts(of: columns, threads: threads) }
    times.append(time)
    let (pairTime, sum) = seconds {
      var sum = 0
      var pair: [Int] = []
      for i in columns.indices {
        for j in (i + 1)..<max(i + 1, columns.count) {
          counts.fill(&pair, i, j)
          sum &+= pair.indices.reduce(0) { $0 &+ pair[$1] &* ($1 + 1) }
        }
      }
      return sum
    }
    times.append(pairTime)
    digest = sum
  }
  report("joint-counts", times: times, [("digest", String(digest)), ("threads", String(threads))])
}
