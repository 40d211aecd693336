import Crosstabs
import Evidence
import ExactTests
import Glibc
import NumericalMethods

/// `tansuo-bench monte-carlo --tables w5_tables.csv --draws 100000 --threads 2`: seeded draws for each table.
func benchMonteCarlo(_ arguments: Arguments) throws {
  let tables = try sparseTables(arguments)
  let draws = arguments.integer("draws", default: 100_000)
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  var options = MonteCarloTest.Options(draws: draws)
  options.ordering = TableOrdering(rawValue: arguments.text("ordering") ?? "pearson") ?? .pearson
  var times: [Double] = []
  var sum = 0.0
  for _ in 0..<arguments.integer("repeat", default: 3) {
    let (elapsed, mean) = try seconds {
      try tables.map { try MonteCarloTest($0.table, options: options, threads: threads).pValue }.reduce(0, +)
    }
    times.append(elapsed)
    sum = mean
  }
  let drawn = Double(tables.count * draws)
  report(
    "monte-carlo", times: times,
    [
      ("tables", "\(tables.count)"), ("draws", "\(draws)"), ("meanP", "\(sum / Double(tables.count))"),
      ("nanosecondsPerTable", "\((times.min() ?? 0) * 1e9 / drawn)"),
    ])
}

/// `tansuo-bench exact --tables w5_tables.csv --threads 2 [--skip 26,32]`: the exact p of each table, slowest named.
///
/// With `--list yes` every table's number, p, seconds and estimated seconds go before the summary.
func benchExact(_ arguments: Arguments) throws {
  let skipped = Set((arguments.text("skip") ?? "").split(separator: ",").compactMap { Int($0) })
  let only = (arguments.text("only")).map { Set($0.split(separator: ",").compactMap { Int($0) }) }
  let tables = try sparseTables(arguments).filter { !skipped.contains($0.number) && only?.contains($0.number) ?? true }
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  let ordering = TableOrdering(rawValue: arguments.text("ordering") ?? "probability") ?? .probability
  var total = 0.0
  var sum = 0.0
  var slowest = (number: 0, seconds: 0.0)
  for (number, table) in tables {
    let (elapsed, test) = try seconds {
      try ExactTest(table, options: .init(ordering: ordering, mostSeconds: 1e9, mostBytes: 1e12), threads: threads)
    }
    total += elapsed
    sum += test.pValue
    if elapsed > slowest.seconds { slowest = (number, elapsed) }
    if arguments.text("list") != nil { print(number, test.pValue, elapsed, test.work.seconds, test.work.bytes) }
  }
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  report(
    "exact", times: [total],
    [
      ("tables", "\(tables.count)"), ("meanP", "\(sum / Double(max(tables.count, 1)))"),
      ("slowest", "\(slowest.number)"), ("slowestSeconds", "\(slowest.seconds)"),
      ("processorSeconds", "\(Double(usage.ru_utime.tv_sec) + 1e-6 * Double(usage.ru_utime.tv_usec))"),
      ("peakMegabytes", "\(usage.ru_maxrss / 1024)"),
    ])
}

/// The tables of a file of `table,row,col,count`, by number.
func sparseTables(_ arguments: Arguments) throws -> [(number: Int, table: ContingencyTable)] {
  guard let path = arguments.text("tables"), let file = fopen(path, "r") else {
    print("give the file of tables with --tables")
    exit(2)
  }
  defer { fclose(file) }
  var cells: [Int: [(row: Int, column: Int, count: Int)]] = [:]
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let numbers = text.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    if numbers.count == 4 { cells[numbers[0], default: []].append((numbers[1], numbers[2], numbers[3])) }
  }
  return try cells.keys.sorted().map { number in
    let height = cells[number]!.map(\.row).max()!
    let width = cells[number]!.map(\.column).max()!
    var counts = [Int](repeating: 0, count: height * width)
    for cell in cells[number]! { counts[(cell.row - 1) * width + cell.column - 1] = cell.count }
    return (
      number,
      try ContingencyTable(
        rows: .init(name: "row", count: height), columns: .init(name: "column", count: width), counts: counts)
    )
  }
}
