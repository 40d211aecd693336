import Crosstabs
import Evidence
import NumericalMethods
import TableSources
import Tables

/// The test of every pair of columns of a file, from the table in memory to tests and effects.
func benchScreen(_ arguments: Arguments) throws {
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  let read = try TableSource.read(arguments.text("file") ?? "", options: ReadingOptions(threads: threads))
  var times: [Double] = []
  var screen: Screen?
  for _ in 0..<arguments.integer("repeat", default: 5) {
    let (time, result) = try seconds { try Screen(of: read.table.columns, threads: threads) }
    times.append(time)
    screen = result
  }
  let sum = screen!.pairs.map(\.statistic).compensatedSum()
  report(
    "screen", times: times,
    [("pairs", String(screen!.pairs.count)), ("sum", String(sum)), ("threads", String(threads))])
}
