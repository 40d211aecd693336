import Clustering
import Densities
import Evidence
import Glibc
import NumericalMethods
import TableSources
import Tables

/// DBSCAN of every column of a file: of the rows as they are, or with `--collapse yes` from the table by way of its
/// distinct points. `--answer FILE` writes a line for each row: cluster and whether it is a core point.
func benchDBSCAN(_ arguments: Arguments) throws {
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  let read = try TableSource.read(arguments.text("file") ?? "", options: ReadingOptions(threads: threads))
  let options = DBSCAN.Options(
    radius: arguments.number("eps", default: 1), minimumNeighbors: arguments.integer("min-samples", default: 5),
    border: arguments.text("border").flatMap { DBSCAN.Border(rawValue: $0) } ?? .nearest)
  let collapses = arguments.text("collapse") == "yes"
  let columns = read.table.columns
  let engine = DensityEngine(
    coordinates: columns.flatMap { $0.numbers() }, count: read.table.rowCount, dimensions: columns.count)
  var times: [Double] = []
  var clusters: [Int32] = []
  var core: [Bool] = []
  for _ in 0..<arguments.integer("repeat", default: 5) {
    if collapses {
      let (time, result) = try seconds {
        let points = try PointSet(of: columns, threads: threads)
        let answer = try DBSCAN(points, options: options, threads: threads)
        return (answer.labels(of: points), answer.core(of: points))
      }
      times.append(time)
      clusters = result.0.map { $0! }
      core = result.1.map { $0! }
    } else {
      let (time, result) = try seconds {
        try engine.answer(
          radius: options.radius, minimum: options.minimumNeighbors, distance: .euclidean, border: options.border,
          threads: threads)
      }
      times.append(time)
      clusters = result.labels
      core = result.roles.map { $0 & 1 == 1 }
    }
  }
  if let path = arguments.text("answer"), let file = fopen(path, "w") {
    for (cluster, isCore) in zip(clusters, core) { fputs("\(cluster) \(isCore ? 1 : 0)\n", file) }
    fclose(file)
  }
  report(
    "dbscan", times: times,
    [
      ("n", String(clusters.count)), ("clusters", String(clusters.max() ?? 0)),
      ("noise", String(clusters.count { $0 == 0 })), ("core", String(core.count { $0 })), ("threads", String(threads)),
    ])
}
