/// How alike the answers of one cluster are: the estimate of the one-way analysis of variance, which allows for
/// clusters of unequal size.
///
///     IntraclassCorrelation(of: [1, 1, 2, 2], in: [0, 0, 1, 1]).estimate    // 1
///
/// Below 0 where people of one cluster differ more than people of different ones.
public struct IntraclassCorrelation: Sendable, Hashable {
  /// 0 where there is no variance or no cluster of two.
  public let estimate: Double
  public let n: Int
  public let clusters: Int

  /// Rows whose value is NaN are left out. Clusters are whole numbers from 0.
  ///
  /// - Complexity: O(*n*).
  public init(of values: [Double], in clusterOfRow: [Int32]) {
    precondition(values.count == clusterOfRow.count)
    let most = Int(clusterOfRow.max() ?? -1) + 1
    var sums = [Double](repeating: 0, count: most)
    var counts = [Double](repeating: 0, count: most)
    var total = 0.0
    var squares = 0.0
    for (row, value) in values.enumerated() where !value.isNaN {
      let cluster = Int(clusterOfRow[row])
      sums[cluster] += value
      counts[cluster] += 1
      total += value
      squares += value * value
    }
    var n = 0.0
    var between = 0.0
    var countSquares = 0.0
    var clusters = 0
    for cluster in 0..<most where counts[cluster] > 0 {
      clusters += 1
      n += counts[cluster]
      countSquares += counts[cluster] * counts[cluster]
      between += sums[cluster] * sums[cluster] / counts[cluster]
    }
    self.n = Int(n)
    self.clusters = clusters
    guard clusters > 1, n > Double(clusters) else {
      estimate = 0
      return
    }
    let degrees = Double(clusters - 1)
    let meanSquareBetween = (between - total * total / n) / degrees
    let meanSquareWithin = (squares - between) / (n - Double(clusters))
    let size = (n - countSquares / n) / degrees
    let whole = meanSquareBetween + (size - 1) * meanSquareWithin
    estimate = whole > 0 ? (meanSquareBetween - meanSquareWithin) / whole : 0
  }
}
