import Clustering
import NumericalMethods

/// How the rows of a cluster, or of the noise, differ from all other rows, column by column.
public struct ClusterProfile: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public let column: String
    public let mean: Double
    /// `nil` where there is no other row.
    public let restMean: Double?
    /// Cohen's *d*: the difference of means over the pooled standard deviation of both; `nil` where nothing varies.
    public let cohensD: Double?
  }

  /// 0 for noise.
  public let cluster: Int
  public let rows: Int
  /// Largest difference first.
  public let lines: [Line]

  /// Means are of the values before scaling.
  ///
  /// - Complexity: O(*points* · *dimensions*).
  public static func profiles(of points: PointSet, clusterOfPoint: [Int32], clusterCount: Int) -> [ClusterProfile] {
    var rows = [Int](repeating: 0, count: clusterCount + 1)
    for (point, cluster) in clusterOfPoint.enumerated() { rows[Int(cluster)] += points.multiplicities[point] }
    var lines = [[Line]](repeating: [], count: clusterCount + 1)
    for (place, dimension) in points.dimensions.enumerated() {
      let values = points.coordinates(of: place)
      // Deviations from one number keep sums of squares small.
      let centre = values[values.startIndex]
      var sums = [Double](repeating: 0, count: clusterCount + 1)
      var squares = sums
      for (point, cluster) in clusterOfPoint.enumerated() {
        let (deviation, times) = (values[values.startIndex + point] - centre, Double(points.multiplicities[point]))
        sums[Int(cluster)] += times * deviation
        squares[Int(cluster)] += times * deviation * deviation
      }
      let (sum, square, n) = (sums.compensatedSum(), squares.compensatedSum(), Double(points.n))
      func value(_ deviation: Double) -> Double { (deviation + centre) * dimension.divisor + dimension.centre }
      for cluster in 0...clusterCount where rows[cluster] > 0 {
        let own = Double(rows[cluster])
        let rest = n - own
        let mean = sums[cluster] / own
        let restMean = rest > 0 ? (sum - sums[cluster]) / rest : nil
        var cohensD: Double?
        if let restMean, n > 2 {
          let within = max(0, squares[cluster] - own * mean * mean)
          let outside = max(0, square - squares[cluster] - rest * restMean * restMean)
          let deviation = ((within + outside) / (n - 2)).squareRoot()
          if deviation > 0 { cohensD = (mean - restMean) / deviation }
        }
        lines[cluster].append(
          Line(column: dimension.name, mean: value(mean), restMean: restMean.map(value), cohensD: cohensD))
      }
    }
    return (Array(1..<max(1, clusterCount + 1)) + [0]).filter { $0 <= clusterCount && rows[$0] > 0 }.map { cluster in
      let ordered = lines[cluster].enumerated().sorted { left, right in
        let (a, b) = (left.element.cohensD?.magnitude ?? -1, right.element.cohensD?.magnitude ?? -1)
        return a != b ? a > b : left.offset < right.offset
      }
      return ClusterProfile(cluster: cluster, rows: rows[cluster], lines: ordered.map(\.element))
    }
  }
}
