import Clustering
import Evidence
import NumericalMethods

/// How far away the *k*-th nearest row is, for all rows in ascending order, and the radius where the curve turns upwards.
///
/// *k* is one less than the number of neighbours a core point needs, as R's help recommends, since a row does not count
/// itself here. The suggestion is the point of the curve farthest below the straight line from its first to its last
/// point, both axes scaled to 0–1; where the distance there is 0, the smallest that is not. It is a place to begin to look.
public struct NeighborDistanceCurve: Sendable, Hashable {
  public let k: Int
  /// Ascending; at most ``mostSteps`` of them, at even ranks.
  public let distances: [Double]
  /// `nil` where all distances are 0 or there are too few rows.
  public let suggestedRadius: Double?
  /// The points whose distance was taken: all, or as many at even places of their order.
  public let sampled: Int
  public let isSample: Bool

  static let mostSteps = 200
  /// A million points need a million distances for each one sampled.
  static let mostDistances = 300_000_000

  /// - Throws: `density-minimum-neighbors`, `interrupted`.
  /// - Complexity: O(*sampled* · *points* · *dimensions*); at most 3·10⁸ distances.
  public init(
    _ points: PointSet, minimumNeighbors: Int, distance: DensityDistance = .euclidean,
    threads: Int = Parallel.availableThreads
  ) throws(Fault) {
    try DBSCAN.Options.check(minimumNeighbors)
    let k = max(1, minimumNeighbors - 1)
    let size = min(points.count, max(128, min(10_000, Self.mostDistances / points.count)))
    let chosen = (0..<size).map { $0 * points.count / size }
    let found = try DensitySpace(points, distance: distance).neighborDistances(of: chosen, k: k, threads: threads)
    let known = zip(found, chosen).filter { $0.0 < .infinity }.sorted { $0.0 < $1.0 }
    self.k = k
    sampled = size
    isSample = size < points.count
    let total = known.reduce(0) { $0 + points.multiplicities[$1.1] }
    let steps = min(Self.mostSteps, total)
    var distances: [Double] = []
    var (place, rows) = (0, 0)
    for step in 0..<steps {
      let rank = steps == 1 ? 0 : step * (total - 1) / (steps - 1)
      while rows + points.multiplicities[known[place].1] <= rank {
        rows += points.multiplicities[known[place].1]
        place += 1
      }
      distances.append(known[place].0)
    }
    self.distances = distances
    suggestedRadius = Self.turn(distances)
  }

  static func turn(_ distances: [Double]) -> Double? {
    guard let first = distances.first, let last = distances.last, last > 0 else { return nil }
    guard last > first, distances.count > 2 else { return last }
    var best = (depth: -Double.infinity, distance: last)
    for (step, distance) in distances.enumerated() {
      let depth = Double(step) / Double(distances.count - 1) - (distance - first) / (last - first)
      if depth > best.depth { best = (depth, distance) }
    }
    return best.distance > 0 ? best.distance : distances.first { $0 > 0 }
  }
}

/// How many clusters and how much noise there are at one radius after another.
public struct RadiusScan: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    public let radius: Double
    public let clusters: Int
    public let noise: Int
    public let core: Int
  }

  /// Neighbouring radii with one number of clusters.
  public struct Plateau: Sendable, Hashable {
    public let from: Double
    public let to: Double
    public let clusters: Int
    /// Rows of noise at the narrowest and at the widest of these radii.
    public let noiseAtStart: Int
    public let noiseAtEnd: Int
  }

  /// By ascending radius.
  public let steps: [Step]
  /// Those with two clusters and more over two radii and more, the longest (as a ratio of radii) first.
  public let plateaus: [Plateau]

  static let stepCount = 24

  /// Radii are the distances of `curve` at even ranks, so that steps are small where much happens.
  ///
  /// The points are put together once; every radius then costs what ``DBSCAN`` costs.
  public init(
    _ points: PointSet, over curve: NeighborDistanceCurve, options: DBSCAN.Options,
    threads: Int = Parallel.availableThreads, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    try options.check()
    let positive = curve.distances.filter { $0 > 0 }
    var radii: Set<Double> = [options.radius]
    for step in 0..<Self.stepCount where !positive.isEmpty {
      radii.insert(positive[step * (positive.count - 1) / (Self.stepCount - 1)])
    }
    let engine = DensityEngine(points)
    var steps: [Step] = []
    for radius in radii.sorted() {
      progress?(Double(steps.count) / Double(radii.count))
      let answer = try engine.answer(
        radius: radius, minimum: options.minimumNeighbors, distance: options.distance, border: options.border,
        threads: threads)
      var (noise, core) = (0, 0)
      for point in 0..<points.count {
        if answer.labels[point] == 0 { noise += points.multiplicities[point] }
        if answer.roles[point] & 1 == 1 { core += points.multiplicities[point] }
      }
      steps.append(Step(radius: radius, clusters: answer.clusters, noise: noise, core: core))
    }
    self.steps = steps
    var plateaus: [Plateau] = []
    var begin = 0
    for end in steps.indices where end + 1 == steps.count || steps[end + 1].clusters != steps[end].clusters {
      if end > begin, steps[end].clusters > 1 {
        plateaus.append(
          Plateau(
            from: steps[begin].radius, to: steps[end].radius, clusters: steps[end].clusters,
            noiseAtStart: steps[begin].noise, noiseAtEnd: steps[end].noise))
      }
      begin = end + 1
    }
    self.plateaus = plateaus.sorted { ($0.to / $0.from, $1.from) > ($1.to / $1.from, $0.from) }
  }
}
