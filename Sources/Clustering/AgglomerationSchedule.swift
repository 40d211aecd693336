import NumericalMethods

/// On which scale the heights of merges are given.
public enum HeightScale: String, Sendable, Hashable, CaseIterable {
  /// Roots: those of twice the growth of the sum of squares for Ward, distances of centres for centroid and median.
  case scipy
  /// As SciPy's, except centroid and median, which R wants over squared distances: squares.
  case r
  /// SPSS's coefficients: for Ward the sum of squares within clusters so far, for centroid and median squares.
  case spss
}

extension HierarchicalClustering {
  /// The heights of the merges of ``dendrogram`` on the scale of another program.
  ///
  /// SPSS starts from squared Euclidean distances unless told otherwise; choose ``Distance/sqeuclidean`` for its numbers.
  public func heights(_ scale: HeightScale) -> [Double] {
    let heights = dendrogram.merges.map(\.height)
    let areSquares = leaves != .given && options.distance == .sqeuclidean
    switch (options.linkage, scale) {
    case (.ward, .spss):
      var sum = CompensatedSum()
      return heights.map { height in
        sum.add(areSquares ? height / 2 : height * height / 2)
        return sum.value
      }
    case (.centroid, .r), (.centroid, .spss), (.median, .r), (.median, .spss):
      return areSquares ? heights : heights.map { $0 * $0 }
    default: return heights
    }
  }

  /// One stage of an agglomeration schedule, as SPSS prints it.
  public struct Stage: Sendable, Hashable {
    /// A cluster is called by the least number of its leaves.
    public let first: Int
    public let second: Int
    public let height: Double
    public let coefficient: Double
    public let size: Int
    /// The stages at which the two appeared, 0 for a single leaf, counted from 1.
    public let firstAppears: Int
    public let secondAppears: Int
    /// The stage at which the new cluster is merged next, 0 after the last.
    public let next: Int
  }

  /// The stages of ``dendrogram``, with heights and the coefficients of `scale`.
  ///
  /// - Parameter numbers: The number of each leaf, all of them different: 1, 2, 3 … without it.
  public func schedule(_ scale: HeightScale, numbers: [Int]? = nil) -> [Stage] {
    var least = numbers ?? Array(1...dendrogram.leafCount)
    for merge in dendrogram.merges { least.append(min(least[merge.a], least[merge.b])) }
    let leafCount = dendrogram.leafCount
    var next = [Int](repeating: 0, count: dendrogram.merges.count)
    for (stage, merge) in dendrogram.merges.enumerated() {
      for child in [merge.a, merge.b] where child >= leafCount { next[child - leafCount] = stage + 1 }
    }
    return zip(dendrogram.merges, heights(scale)).enumerated().map { stage, pair in
      let merge = pair.0
      let (a, b) = least[merge.a] < least[merge.b] ? (merge.a, merge.b) : (merge.b, merge.a)
      return Stage(
        first: least[a], second: least[b], height: merge.height, coefficient: pair.1, size: merge.size,
        firstAppears: a < leafCount ? 0 : a - leafCount + 1, secondAppears: b < leafCount ? 0 : b - leafCount + 1,
        next: next[stage])
    }
  }
}
