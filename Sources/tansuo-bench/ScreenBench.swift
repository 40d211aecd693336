import Crosstabs
import Evidence
import JointCounts
import NumericalMethods
import SurveyDesigns
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
  let sum = screen!.pairs.map { $0.statistic! }.compensatedSum()
  report(
    "screen", times: times,
    [("pairs", String(screen!.pairs.count)), ("sum", String(sum)), ("threads", String(threads))])
}

/// Every pair of the columns whose names begin with q, weighted by the column `--weights`: the association of each with
/// its test, and, unless `--design no`, the tests that heed the weights.
func benchWeightedScreen(_ arguments: Arguments) throws {
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  let table = try TableSource.read(arguments.text("file") ?? "", options: ReadingOptions(threads: threads)).table
  let columns = table.columns.filter { $0.name.hasPrefix("q") }
  let design = try SurveyDesign(of: table, weights: arguments.text("weights") ?? "weight")
  let isTested = arguments.text("design") != "no"
  var times: [Double] = []
  var screen: Screen?
  var corrected: RaoScottScreen?
  for _ in 0..<arguments.integer("repeat", default: 5) {
    let (time, _) = try seconds {
      let sums = try WeightedJointCounts(of: columns, weights: design.weights, squares: isTested, threads: threads)
      screen = Screen(sums, keepsNaive: true, threads: threads)
      corrected = isTested ? RaoScottScreen(sums, in: design, threads: threads) : nil
    }
    times.append(time)
  }
  report(
    "weighted-screen", times: times,
    [
      ("pairs", String(screen!.pairs.count)), ("sum", String(screen!.pairs.map { $0.statistic! }.compensatedSum())),
      ("sumF", String(corrected?.pairs.map(\.test.f).compensatedSum() ?? 0)), ("threads", String(threads)),
    ])
}
