import Evidence
import Glibc
import NumericalMethods
import Tables

/// How much tighter the clusters are than those of points spread evenly over the same box (Tibshirani and others 2001).
///
/// `clusGap` of R's cluster package turns the box along the principal axes unless told `spaceH0 = "original"`, and uses
/// plain distances unless told `d.power = 2`; this is with both told. Its standard deviation divides by one less than the
/// number of references; that of the paper, and this, by their number.
struct GapStatistic: Sendable {
  private let gaps: [(gap: Double, error: Double)]

  func gap(_ k: Int) -> Double? { gaps.isEmpty ? nil : gaps[k - 1].gap }
  func error(_ k: Int) -> Double? { gaps.isEmpty ? nil : gaps[k - 1].error }

  init(
    of points: PointSet, options: HierarchicalClustering.Options, observed: [Double], references: Int, seed: UInt64,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    guard references > 0, observed.allSatisfy({ $0 > 0 }) else {
      self.init(observed: [], references: [])
      return
    }
    var logarithms: [[Double]] = []
    for reference in 0..<references {
      progress?(Double(reference) / Double(references))
      logarithms.append(
        try Self.logarithms(
          Self.reference(of: points, number: reference, seed: seed), options: options, most: observed.count))
    }
    self.init(observed: observed.map { log($0) }, references: logarithms)
  }

  /// From the logarithms of the sums of squares within one cluster, two, three … of the points, and of each reference.
  init(observed: [Double], references: [[Double]]) {
    let count = Double(references.count)
    gaps = observed.indices.map { index in
      let values = references.map { $0[index] }
      let mean = values.compensatedMean()
      let variance = values.map { ($0 - mean) * ($0 - mean) }.compensatedSum() / count
      return (mean - observed[index], (variance * (1 + 1 / count)).squareRoot())
    }
  }

  /// The logarithms of the sums of squares within one cluster, two … up to `most`, of rows in columns.
  static func logarithms(
    _ columns: [[Double]], options: HierarchicalClustering.Options, most: Int
  ) throws(Fault) -> [Double] {
    let columns = columns.enumerated().map { Column(name: String($0), values: .real(Cells($1))) }
    let points = try PointSet(of: columns, threads: options.threads)
    let hierarchy = try HierarchicalClustering(of: points, options: options)
    var logarithms: [Double] = []
    for k in 1...most {
      logarithms.append(log(ClusterSpread(points, try hierarchy.dendrogram.clusters(min(k, points.count))).within))
    }
    return logarithms
  }

  /// As many rows as there are, drawn evenly from the box of the points; columns one after the other.
  static func reference(of points: PointSet, number: Int, seed: UInt64) -> [[Double]] {
    var random = SeededGenerator(seed: seed, stream: UInt64(number))
    return points.dimensions.indices.map { dimension in
      let values = points.coordinates(of: dimension)
      let (low, high) = (values.min()!, values.max()!)
      return (0..<points.n).map { _ in low + (high - low) * random.uniform() }
    }
  }
}
