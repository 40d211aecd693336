import Evidence
import NumericalMethods
import Scales
import TableSources
import Tables

/// Pearson, Spearman and Kendall of all pairs of items of two to seven levels, p-values and intervals included.
func benchCorrelations(_ arguments: Arguments) throws {
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  let columns = try scaleItems(arguments, rows: 1_000_000, count: 100, levels: { 2 + $0 % 6 }, threads: threads)
  let methods = arguments.text("method").flatMap { CorrelationMethod(rawValue: $0) }.map { [$0] }
  var times: [Double] = []
  var digest = 0.0
  for _ in 0..<arguments.integer("repeat", default: 7) {
    let (time, matrices) = try seconds {
      try CorrelationMatrix.matrices(of: columns, methods: methods ?? CorrelationMethod.allCases, threads: threads)
    }
    times.append(time)
    digest = matrices.reduce(0) { $0 + $1.pairs.reduce(0) { $0 + ($1.r ?? 0) } }
  }
  report("correlations", times: times, [("sumOfCorrelations", String(digest)), ("threads", String(threads))])
}

/// Polychoric correlations of all pairs of items of five levels.
func benchPolychoric(_ arguments: Arguments) throws {
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  let columns = try scaleItems(arguments, rows: 3497, count: 40, levels: { _ in 5 }, threads: threads)
  var times: [Double] = []
  var digest = 0.0
  for _ in 0..<arguments.integer("repeat", default: 7) {
    let (time, matrix) = try seconds { try PolychoricMatrix(of: columns, threads: threads) }
    times.append(time)
    digest = matrix.pairs.reduce(0) { $0 + ($1.r ?? 0) }
  }
  report("polychoric", times: times, [("sumOfCorrelations", String(digest)), ("threads", String(threads))])
}

/// The columns of `--file` whose names begin with q, else answers that share one cause, as `--rows`, `--items` and
/// `--missing` (in percent) ask.
private func scaleItems(
  _ arguments: Arguments, rows: Int, count: Int, levels: @Sendable (Int) -> Int, threads: Int
) throws -> [Column] {
  if let path = arguments.text("file") {
    let table = try TableSource.read(path, options: ReadingOptions(threads: threads)).table
    return table.columns.filter { $0.name.hasPrefix("q") }
  }
  let rows = arguments.integer("rows", default: rows)
  let missing = arguments.integer("missing", default: 0)
  return Parallel.map(arguments.integer("items", default: count), threads: threads) { item in
    var common = SeededGenerator(seed: 1, stream: 1 << 40)
    var generator = SeededGenerator(seed: 1, stream: UInt64(item))
    let levels = levels(item)
    let cells = Cells<Int8>(count: rows) { cells in
      for row in 0..<rows {
        let cause = common.uniform()
        let value = generator.integer(below: 2) == 0 ? cause : generator.uniform()
        let isMissing = missing > 0 && generator.integer(below: 100) < missing
        cells[row] = isMissing ? -128 : Int8(1 + Int(value * Double(levels)))
      }
    }
    return Column(name: "q\(item)", values: .integer(.bytes(cells)))
  }
}
