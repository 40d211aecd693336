import Evidence
import Glibc
import NumericalMethods
import Tables

/// How much tighter the clusters are than those of points spread evenly over the same box (Tibshirani and others 2001).
///
/// `clusGap` of R's cluster package turns the box along the principal axes unless told `spaceH0 = "original"`, and uses
/// plain distances unless told `d.power = 2`; this is with both told.
struct GapStatistic: Sendable {
  private let gaps: [(gap: Double, error: Double)]

  func gap(_ k: Int) -> Double? { gaps.isEmpty ? nil : gaps[k - 1].gap }
  func error(_ k: Int) -> Double? { gaps.isEmpty ? nil : gaps[k - 1].error }

  /// - Parameter observed: The sums of squares within one cluster, two, three …
  init(
    of points: PointSet, options: HierarchicalClustering.Options, observed: [Double], references: Int, seed: UInt64
  ) throws(Fault) {
    guard references > 0, observed.allSatisfy({ $0 > 0 }) else {
      gaps = []
      return
    }
    let ranges = points.dimensions.indices.map { dimension in
      let values = points.coordinates(of: dimension)
      return (values.min()!, values.max()!)
    }
    var logarithms: [[Double]] = []
    for reference in 0..<references {
      var random = SeededGenerator(seed: seed, stream: UInt64(reference))
      let columns = ranges.enumerated().map { index, range in
        Column(
          name: String(index),
          values: .real(Cells((0..<points.n).map { _ in range.0 + (range.1 - range.0) * random.uniform() })))
      }
      let drawn = try PointSet(of: columns, threads: options.threads)
      let hierarchy = try HierarchicalClustering(of: drawn, options: options)
      var line: [Double] = []
      for k in 1...observed.count {
        let cut = try hierarchy.dendrogram.clusters(min(k, drawn.count))
        line.append(log(ClusterSpread(drawn, cut).within))
      }
      logarithms.append(line)
    }
    gaps = observed.indices.map { index in
      let values = logarithms.map { $0[index] }
      let mean = values.compensatedMean()
      let variance = values.map { ($0 - mean) * ($0 - mean) }.compensatedSum() / Double(references)
      return (
        mean - log(observed[index]), (variance * (1 + 1 / Double(references))).squareRoot()
      )
    }
  }
}
