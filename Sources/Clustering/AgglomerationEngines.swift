import Evidence
import NumericalMethods

/// Two clusters that became one, each named by the least leaf in it.
///
/// Merges come in an order in which children precede parents, otherwise in none: whoever numbers them sorts by height,
/// then by the lesser name, then by the greater. That is the order in which the one-by-one algorithm merges, except for
/// single linkage, where the clusters that become one at the same height all join the one with the least leaf.
package struct RawMerge: Sendable, Hashable {
  package var first: Int32
  package var second: Int32
  package var height: Double

  package init(first: Int32, second: Int32, height: Double) {
    self.first = first
    self.second = second
    self.height = height
  }
}

/// Distinct points whose order is the order of ties, column by column, with how often each occurs.
package struct WeightedPoints: Sendable {
  /// Column-major: `count` values of the first dimension, then those of the second.
  package var columns: [Double]
  package var count: Int
  /// Whole numbers of at least 1; `nil` if every point occurs once.
  package var weights: [Double]?

  package var dimensions: Int { count == 0 ? 0 : columns.count / count }

  /// - Precondition: the values are finite; `columns` holds a whole number of columns of `count` values.
  package init(columns: [Double], count: Int, weights: [Double]? = nil) {
    precondition(count >= 0 && (count == 0 ? columns.isEmpty : columns.count % count == 0))
    precondition(weights == nil || weights!.count == count)
    self.columns = columns
    self.count = count
    self.weights = weights
  }
}

/// The linkages that have an engine of their own for points in Euclidean space.
package enum PointLinkage: Sendable, Hashable, CaseIterable {
  /// Heights are twice the growth of the sum of squares: SciPy's heights, squared.
  case ward
  /// The mean of all squared distances between the members of two clusters.
  case averageOfSquares
  /// The mean of all distances between the members of two clusters.
  case averageOfDistances
  /// Heights are squared distances.
  case single
  /// Heights are squared distances.
  case complete
  /// WPGMA over distances.
  case weightedOfDistances
  /// WPGMA over squared distances.
  case weightedOfSquares

  /// Whether the engine computes every distance first: eight bytes for each pair of points, two on a lattice.
  package var needsTriangle: Bool { self == .complete }
}

/// The linkages that have an engine for given distances.
package enum TriangleLinkage: Sendable, Hashable, CaseIterable {
  case single, complete, average, weighted
  /// Over squared distances. Heights are as those of ``PointLinkage/ward``; the start is rescaled for weights here.
  case ward
}

/// The engines behind the hierarchies that are too large for the general algorithm.
///
/// All are exact, and say the same whatever the number of threads.
package enum AgglomerationEngines {
  /// The merges of all points.
  ///
  /// - Parameter progress: Is told the share that is done, from any thread, in any order.
  package static func merges(
    of points: WeightedPoints, by linkage: PointLinkage, threads: Int = Parallel.availableThreads,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) -> [RawMerge] {
    switch linkage {
    case .ward:
      return try ReciprocalRounds(criterion: .ward, threads: threads, progress: progress).merges(of: points)
    case .averageOfSquares:
      return try ReciprocalRounds(criterion: .averageOfSquares, threads: threads, progress: progress)
        .merges(of: points)
    case .single:
      return try SpanningRounds(threads: threads, progress: progress).merges(of: points)
    case .weightedOfSquares:
      return try ReciprocalRounds(criterion: .weightedOfSquares, threads: threads, progress: progress)
        .merges(of: points)
    case .averageOfDistances, .weightedOfDistances:
      return try MeanDistanceRounds(halves: linkage == .weightedOfDistances, threads: threads, progress: progress)
        .merges(of: points)
    case .complete:
      if let rounds = ByteRounds(points, threads: threads, progress: progress) { return try rounds.merges() }
      return try TriangleRounds(linkage: .complete, threads: threads, progress: progress).merges(of: points)
    }
  }

  /// The merges of all items whose distances are given; the triangle is used up.
  package static func merges(
    of triangle: consuming DistanceTriangle, weights: [Double]? = nil, by linkage: TriangleLinkage,
    threads: Int = Parallel.availableThreads, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) -> [RawMerge] {
    try TriangleRounds(linkage: linkage, threads: threads, progress: progress).merges(of: triangle, weights: weights)
  }
}
