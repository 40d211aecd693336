import Crosstabs
import Evidence
import NumericalMethods
import SurveyDesigns
import TableSources
import Tables

/// `tansuo-bench design --data w1.csv --cluster enterprise --strata province --weights weight`: every pair of the items
/// whose names begin with q, by the second-order test.
func benchDesign(_ arguments: Arguments) throws {
  let table = try TableSource.read(arguments.text("data") ?? "w1.csv", options: ReadingOptions()).table
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  let columns = table.columns.filter { $0.name.hasPrefix("q") }
  let design = try SurveyDesign(
    of: table, weights: arguments.text("weights"), strata: [arguments.text("strata")].compactMap { $0 },
    clusters: [arguments.text("cluster")].compactMap { $0 })
  var times: [Double] = []
  var digest = 0.0
  for _ in 0..<arguments.integer("repeat", default: 7) {
    let (time, screen) = try seconds { try RaoScottScreen(of: columns, in: design, threads: threads) }
    times.append(time)
    digest = screen.pairs.map(\.test.f).reduce(0, +)
  }
  report(
    "design", times: times,
    [("meanF", String(digest)), ("clusters", String(design.clusterCount)), ("strata", String(design.stratumCount))])
}
