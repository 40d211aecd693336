import Clustering
import Evidence
import NumericalMethods

/// Points in an order in which near ones follow each other, with the distance over which each was reached: the valleys of that
/// curve are clusters, of whatever density.
///
/// The walk begins with the lexicographically smallest point and goes on to the point with the smallest reachability, of
/// equals to the lexicographically smallest; equal rows are taken together. scikit-learn begins with the first row and
/// breaks ties by the order of rows: for rows in lexicographic order and without repetition it is the same walk.
/// The reachability is the larger of the distance and the core distance of the point it was reached from. A row counts
/// as its own neighbour. No radius bounds the walk.
public struct OPTICS: Sendable, Hashable {
  public let minimumNeighbors: Int
  public let distance: DensityDistance
  public let n: Int
  /// The points in the order of the walk.
  public let order: [Int]
  /// Of each point, infinite where the walk began.
  public let reachability: [Double]
  /// Of each point, infinite where there are too few rows.
  public let coreDistance: [Double]
  public let caveats: [Caveat]

  /// Beyond so many points the pairs would take minutes.
  public static let mostPoints = 200_000

  /// - Parameter progress: Is told the share that is done, from any thread, in any order.
  /// - Throws: `density-minimum-neighbors`, `density-too-many-points`, `interrupted`.
  /// - Complexity: O(*points*² · *dimensions*) time, O(*points*) memory.
  public init(
    _ points: PointSet, minimumNeighbors: Int, distance: DensityDistance = .euclidean,
    threads: Int = Parallel.availableThreads,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    try DBSCAN.Options.check(minimumNeighbors)
    try Self.checkSize(points)
    let space = DensitySpace(points, distance: distance)
    let cores = try space.neighborDistances(
      of: Array(0..<points.count), k: minimumNeighbors - 1, threads: threads, progress: { progress?(0.5 * $0) })
    let walk = try DensityWalk(space, cores: cores, isMutual: false, progress: { progress?(0.5 + 0.5 * $0) })
    self.minimumNeighbors = minimumNeighbors
    self.distance = distance
    n = points.n
    order = walk.order
    reachability = walk.reach
    coreDistance = cores
    caveats =
      points.n >= minimumNeighbors
      ? []
      : [
        Caveat(
          DensityCaveat.fewerRows, ["n": .integer(points.n), "minimum": .integer(minimumNeighbors)])
      ]
  }

  static func checkSize(_ points: PointSet) throws(Fault) {
    guard points.count <= mostPoints else {
      throw Fault(
        DensityFault.tooManyPoints,
        ["n": .integer(points.n), "points": .integer(points.count), "most": .integer(mostPoints)])
    }
  }

  /// The clusters at one radius, read off the order: as ``DBSCAN`` but that some border points are noise.
  ///
  /// Numbered in the order of their first row in the file, 0 is noise.
  public func clusters(at radius: Double, of points: PointSet) throws(Fault) -> [Int32] {
    guard radius > 0, radius.isFinite else { throw Fault(DensityFault.radius, ["radius": .number(radius)]) }
    var clusters = [Int32](repeating: 0, count: points.count)
    var current: Int32 = 0
    for point in order {
      if reachability[point] <= radius {
        clusters[point] = current
      } else if coreDistance[point] <= radius {
        current += 1
        clusters[point] = current
      }
    }
    return points.renumbered(clusters)
  }
}

extension PointSet {
  /// Clusters with new numbers, by their first row in the file; 0 stays 0.
  func renumbered(_ clusters: [Int32]) -> [Int32] {
    var names: [Int32: Int32] = [0: 0]
    for point in pointOfRow where point >= 0 {
      let cluster = clusters[Int(point)]
      if names[cluster] == nil { names[cluster] = Int32(names.count) }
    }
    return clusters.map { names[$0]! }
  }
}
