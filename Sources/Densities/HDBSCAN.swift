import Clustering
import Evidence
import NumericalMethods

/// Clusters of different densities: those that last longest while the radius shrinks.
///
/// Conventions are scikit-learn's: a row counts as its own neighbour; the core distance reaches to neighbour number
/// ``Options/minimumNeighbors``; two rows are as far apart as the largest of their distance and both core distances; a part with fewer than
/// ``Options/minimumSize`` rows falls out of its cluster and does not end it; of nested clusters those with the greatest
/// excess of mass are taken, never all rows as one. What comes apart at one and the same distance comes apart at once, where
/// scikit-learn splits in two again and again in the order of the rows; so the order of rows changes nothing here.
/// R's `hdbscan` has one number for both options, and counts the rows of a cluster that has fewer left until each stands
/// alone, which lets it take small parts where others take the whole. The Python package hdbscan does not count the row
/// itself.
public struct HDBSCAN: Sendable, Hashable {
  public struct Options: Sendable, Hashable {
    /// The rows a cluster has at least.
    public var minimumSize: Int
    public var minimumNeighbors: Int
    public var distance = DensityDistance.euclidean

    public init(minimumSize: Int = 5, minimumNeighbors: Int? = nil, distance: DensityDistance = .euclidean) {
      self.minimumSize = minimumSize
      self.minimumNeighbors = minimumNeighbors ?? minimumSize
      self.distance = distance
    }
  }

  public let options: Options
  public let n: Int
  public let clusterCount: Int
  /// The cluster of each point, 0 for noise.
  public let clusterOfPoint: [Int32]
  /// How firmly each point belongs to its cluster, from 0 to 1.
  public let strength: [Double]
  /// Of each point.
  public let coreDistance: [Double]
  /// Every cluster that was considered, the whole first.
  public let tree: [CondensedTree.Cluster]
  public let noise: Int
  public let caveats: [Caveat]

  /// - Parameter progress: Is told the share that is done, from any thread, in any order.
  /// - Throws: `density-minimum-size`, `density-minimum-neighbors`, `density-too-many-points`, `interrupted`.
  /// - Complexity: O(*points*² · *dimensions*) time, O(*points*) memory.
  public init(
    _ points: PointSet, options: Options = Options(), threads: Int = Parallel.availableThreads,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    guard options.minimumSize >= 2 else {
      throw Fault(DensityFault.minimumSize, ["count": .integer(options.minimumSize)])
    }
    try DBSCAN.Options.check(options.minimumNeighbors)
    try OPTICS.checkSize(points)
    self.options = options
    n = points.n
    let space = DensitySpace(points, distance: options.distance)
    let cores = try space.neighborDistances(
      of: Array(0..<points.count), k: options.minimumNeighbors - 1, threads: threads, progress: { progress?(0.5 * $0) })
    coreDistance = cores
    var clusters = [Int32](repeating: 0, count: points.count)
    var strength = [Double](repeating: 0, count: points.count)
    var tree: [CondensedTree.Cluster] = []
    var caveats: [Caveat] = []
    if points.n < options.minimumNeighbors {
      caveats.append(
        Caveat(
          DensityCaveat.fewerRows, ["n": .integer(points.n), "minimum": .integer(options.minimumNeighbors)]))
    } else {
      let walk = try DensityWalk(space, cores: cores, isMutual: true, progress: { progress?(0.5 + 0.5 * $0) })
      let condensed = CondensedTree(
        walk, cores: cores, rows: points.multiplicities, minimumSize: options.minimumSize)
      (clusters, strength) = condensed.labels()
      clusters = points.renumbered(clusters)
      tree = condensed.clusters
    }
    clusterOfPoint = clusters
    self.strength = strength
    self.tree = tree
    let count = Int(clusters.max() ?? 0)
    clusterCount = count
    noise = zip(clusters, points.multiplicities).reduce(0) { $0 + ($1.0 == 0 ? $1.1 : 0) }
    if count > 1, points.count < points.n {
      var members = [Int](repeating: 0, count: count + 1)
      for cluster in clusters { members[Int(cluster)] += 1 }
      if members.dropFirst().allSatisfy({ $0 == 1 }) {
        caveats.append(Caveat(DensityCaveat.onlyRepeatedRows, ["clusters": .integer(count)]))
      }
    }
    self.caveats = caveats
  }

  /// The cluster of every row of the table, `nil` for those left out.
  public func labels(of points: PointSet) -> [Int32?] {
    points.pointOfRow.map { $0 < 0 ? nil : clusterOfPoint[Int($0)] }
  }
}
