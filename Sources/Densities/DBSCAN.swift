import CKernels
import Clustering
import Evidence
import NumericalMethods

/// Clusters as regions where points lie close together; points in no such region are noise.
///
///     let clusters = try DBSCAN(points, options: .init(radius: 1, minimumNeighbors: 10))
///     clusters.clusterCount           // 3
///     clusters.labels(of: points)[0]  // 1; 0 for noise, nil for a row that was left out
///
/// A core point has at least ``Options/minimumNeighbors`` rows, its own included, within ``Options/radius``; a computed
/// distance equal to the radius is within it. Core points within each other's radius share a cluster. Clusters are
/// numbered from 1 in the order of their first core row in the file. Neither the order of the rows nor the number of threads
/// changes anything but these numbers.
///
/// scikit-learn and R give a border point to the cluster that was found first (``Border/first``); both compare squares,
/// see ``DensityDistance``.
public struct DBSCAN: Sendable, Hashable {
  /// Whose a point is that is near core points, but not one.
  public enum Border: String, Sendable, Hashable, CaseIterable {
    /// The nearest core point's; of equally near ones, the lexicographically smallest one's.
    case nearest
    /// The first cluster's with a core point near it: the answer of scikit-learn and R for rows in this order.
    case first
    /// Nobody's: DBSCAN* knows core points and noise only.
    case noise

    var code: Int32 {
      switch self {
      case .nearest: Int32(CK_DENSITY_NEAREST.rawValue)
      case .first: Int32(CK_DENSITY_FIRST.rawValue)
      case .noise: Int32(CK_DENSITY_NOISE.rawValue)
      }
    }
  }

  public struct Options: Sendable, Hashable {
    /// `eps` in the paper. Points at exactly this distance are neighbours.
    public var radius: Double
    /// `MinPts` in the paper. A row counts as its own neighbour.
    public var minimumNeighbors: Int
    public var distance = DensityDistance.euclidean
    public var border = Border.nearest

    public init(
      radius: Double, minimumNeighbors: Int, distance: DensityDistance = .euclidean, border: Border = .nearest
    ) {
      self.radius = radius
      self.minimumNeighbors = minimumNeighbors
      self.distance = distance
      self.border = border
    }

    /// - Throws: `density-radius`, `density-minimum-neighbors`.
    func check() throws(Fault) {
      guard radius > 0, radius.isFinite else { throw Fault(DensityFault.radius, ["radius": .number(radius)]) }
      try Self.check(minimumNeighbors)
    }

    static func check(_ minimumNeighbors: Int) throws(Fault) {
      guard minimumNeighbors >= 1 else {
        throw Fault(DensityFault.minimumNeighbors, ["count": .integer(minimumNeighbors)])
      }
    }
  }

  /// How many rows of a cluster, or of the noise, are what.
  public struct Size: Sendable, Hashable {
    public internal(set) var core = 0
    public internal(set) var border = 0
    public var rows: Int { core + border }
  }

  public let options: Options
  /// Rows that were clustered.
  public let n: Int
  public let clusterCount: Int
  /// The cluster of each point, 0 for noise.
  public let clusterOfPoint: [Int32]
  /// Whether each point is a core point.
  public let isCore: [Bool]
  /// Whether each point is near core points of several clusters and none itself.
  public let isContested: [Bool]
  /// The sizes of clusters 1, 2, 3 …
  public let sizes: [Size]
  /// Rows in no cluster.
  public let noise: Int
  /// Rows whose cluster is contested.
  public let contested: Int
  public let caveats: [Caveat]

  public var core: Int { sizes.reduce(0) { $0 + $1.core } }
  public var border: Int { sizes.reduce(0) { $0 + $1.border } }

  /// - Throws: `density-radius`, `density-minimum-neighbors`, `density-out-of-memory`, `interrupted`.
  /// - Complexity: see ``DensityEngine``.
  public init(
    _ points: PointSet, options: Options, threads: Int = Parallel.availableThreads
  ) throws(Fault) {
    try options.check()
    let answer = try DensityEngine(points).answer(
      radius: options.radius, minimum: options.minimumNeighbors, distance: options.distance, border: options.border,
      threads: threads)
    self.options = options
    n = points.n
    clusterCount = answer.clusters
    clusterOfPoint = answer.labels
    isCore = answer.roles.map { $0 & UInt8(CK_DENSITY_CORE.rawValue) != 0 }
    isContested = answer.roles.map { $0 & UInt8(CK_DENSITY_CONTESTED.rawValue) != 0 }
    var sizes = [Size](repeating: Size(), count: answer.clusters + 1)
    var contested = 0
    for point in 0..<points.count {
      let rows = points.multiplicities[point]
      if isCore[point] {
        sizes[Int(clusterOfPoint[point])].core += rows
      } else {
        sizes[Int(clusterOfPoint[point])].border += rows
      }
      if isContested[point] { contested += rows }
    }
    noise = sizes[0].rows
    self.sizes = Array(sizes.dropFirst())
    self.contested = contested
    caveats = Self.caveats(points, options, sizes: self.sizes, noise: noise, contested: contested, roles: answer)
  }

  /// The cluster of every row of the table, `nil` for those left out.
  public func labels(of points: PointSet) -> [Int32?] {
    points.pointOfRow.map { $0 < 0 ? nil : clusterOfPoint[Int($0)] }
  }

  /// Whether every row of the table is a core point, `nil` for those left out.
  public func core(of points: PointSet) -> [Bool?] {
    points.pointOfRow.map { $0 < 0 ? nil : isCore[Int($0)] }
  }

  private static func caveats(
    _ points: PointSet, _ options: Options, sizes: [Size], noise: Int, contested: Int, roles: DensityEngine.Answer
  ) -> [Caveat] {
    let n: Fact = .integer(points.n)
    var caveats: [Caveat] = []
    if points.n < options.minimumNeighbors {
      caveats.append(
        Caveat(DensityCaveat.fewerRows, ["n": n, "minimum": .integer(options.minimumNeighbors)]))
    } else if sizes.isEmpty {
      caveats.append(
        Caveat(
          DensityCaveat.everythingNoise,
          ["n": n, "minimum": .integer(options.minimumNeighbors), "radius": .number(options.radius)]))
    }
    if sizes.count == 1 {
      caveats.append(Caveat(DensityCaveat.oneCluster, ["n": n, "noise": .integer(noise)]))
    }
    let step = distinctAnswerStep(points, sizes.count, roles)
    // Where clusters are single answers the radius is too narrow, though every row is a core point.
    if step == nil, sizes.reduce(0, { $0 + $1.core }) == points.n, options.minimumNeighbors > 1 {
      caveats.append(Caveat(DensityCaveat.allCore, ["n": n]))
    }
    if let step, sizes.count > 1 {
      caveats.append(
        Caveat(
          DensityCaveat.distinctAnswers,
          ["clusters": .integer(sizes.count), "step": .number(step), "radius": .number(options.radius)]))
    }
    if contested > 0 {
      caveats.append(Caveat(DensityCaveat.contestedBorders, ["contested": .integer(contested)]))
    }
    let small = sizes.count { $0.rows < options.minimumNeighbors }
    if small > 0 {
      caveats.append(
        Caveat(
          DensityCaveat.smallClusters,
          ["clusters": .integer(small), "minimum": .integer(options.minimumNeighbors)]))
    }
    return caveats
  }

  /// The smallest difference of two answers, if every cluster is one distinct point that several rows share: the radius is then
  /// below the step of the scale, and clusters say no more than a count of answers.
  private static func distinctAnswerStep(
    _ points: PointSet, _ clusters: Int, _ answer: DensityEngine.Answer
  ) -> Double? {
    guard clusters > 0, points.count < points.n else { return nil }
    var members = [Int](repeating: 0, count: clusters + 1)
    for label in answer.labels { members[Int(label)] += 1 }
    guard members.dropFirst().allSatisfy({ $0 == 1 }) else { return nil }
    var step = Double.infinity
    for dimension in points.dimensions.indices {
      let values = Set(points.coordinates(of: dimension)).sorted()
      for (low, high) in zip(values, values.dropFirst()) { step = min(step, high - low) }
    }
    return step
  }
}

extension DensityEngine {
  package init(_ points: PointSet) {
    var firstRows = [UInt32](repeating: .max, count: points.count)
    var isOrdered = true
    var next = 0
    for (row, point) in points.pointOfRow.enumerated() where point >= 0 && firstRows[Int(point)] == .max {
      firstRows[Int(point)] = UInt32(row)
      isOrdered = isOrdered && Int(point) == next
      next += 1
    }
    self.init(
      coordinates: points.coordinates, count: points.count, dimensions: points.dimensions.count,
      weights: points.count == points.n ? nil : points.multiplicities.map(Int64.init),
      firstRows: isOrdered ? nil : firstRows)
  }
}
