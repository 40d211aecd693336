import Evidence
import NumericalMethods

/// A hierarchy of rows, of items, or of things whose distances are given, with the choices that made it.
///
///     let points = try PointSet(of: columns)
///     let hierarchy = try HierarchicalClustering(of: points, options: .init(linkage: .ward))
///     let three = try hierarchy.clusters(3)
///     three.labels(ofRows: points.pointOfRow)
///
/// Rows that are alike are one leaf that counts as often as they occur, which gives exactly the tree of the rows.
/// Heights are SciPy's: those of ``Linkage/ward``, ``Linkage/centroid`` and ``Linkage/median`` are roots, and their
/// squares over ``Distance/sqeuclidean``.
public struct HierarchicalClustering: Sendable {
  public struct Options: Sendable, Hashable {
    public var linkage: Linkage
    public var distance: Distance
    public var threads: Int
    /// Up to so many leaves the general algorithm runs, which also counts ties exactly; beyond, an engine if there is one.
    var mostGeneral = 1000

    public init(
      linkage: Linkage = .average, distance: Distance = .euclidean, threads: Int = Parallel.availableThreads
    ) {
      self.linkage = linkage
      self.distance = distance
      self.threads = threads
    }
  }

  /// Which algorithm made the tree. All give the same one.
  public enum Algorithm: String, Sendable, Hashable {
    case general
    /// An engine that never holds the distances.
    case points
    /// An engine over all distances.
    case triangle
  }

  /// What the leaves are.
  public enum Leaves: String, Sendable, Hashable {
    case cases, items, given
  }

  public let options: Options
  public let leaves: Leaves
  public let algorithm: Algorithm
  public let dendrogram: Dendrogram
  /// Merges at which another pair was as near; from the general algorithm, else those that share their height.
  public let tiedMerges: Int
  /// Whether ties were counted at every merge and not only seen in the heights.
  public let tiesAreExact: Bool
  /// The leaf of each row, −1 where the row was left out; for items and given distances a leaf each.
  public let leafOfRow: [Int32]
  public let caveats: [Caveat]
  let distances: LeafDistances

  public var n: Int { dendrogram.n }

  /// The general algorithm and the triangle of distances are refused beyond so many leaves.
  static let mostInMatrix = 40_000

  /// Rows of a table.
  ///
  /// - Parameter progress: Is told the share that is done, from any thread, in any order.
  /// - Throws: `hclust-too-few-leaves`, `hclust-all-alike`, `hclust-too-large`, `hclust-no-direction`.
  public init(
    of points: PointSet, options: Options = Options(), progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    guard points.n > 1 else {
      throw Fault(ClusteringFault.tooFewLeaves, ["n": .integer(points.n), "excluded": .integer(points.excluded)])
    }
    guard points.count > 1 else { throw Fault(ClusteringFault.allAlike, ["n": .integer(points.n)]) }
    // Beyond the general algorithm the engine needs no distances, so only the way to compute them is made.
    try self.init(
      LeafDistances(of: points, by: options.distance), weights: points.multiplicities, points: points,
      leafOfRow: points.pointOfRow, leaves: .cases, options, progress)
  }

  /// Columns of a table.
  public init(
    of items: ItemDistances, options: Options = Options(), progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    var options = options
    options.distance = items.distance
    guard items.count > 1 else {
      throw Fault(ClusteringFault.tooFewItems, ["n": .integer(items.count)])
    }
    try self.init(
      LeafDistances(triangle: items.triangle, count: items.count), weights: Array(repeating: 1, count: items.count),
      points: nil, leafOfRow: (0..<items.count).map { Int32($0) }, leaves: .items, options, progress)
  }

  /// Things whose distances are known.
  public init(
    of matrix: DistanceMatrix, options: Options = Options(), progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    let count = matrix.names.count
    guard count > 1 else { throw Fault(ClusteringFault.tooFewItems, ["n": .integer(count)]) }
    try self.init(
      LeafDistances(triangle: matrix.triangle, count: count), weights: Array(repeating: 1, count: count), points: nil,
      leafOfRow: (0..<count).map { Int32($0) }, leaves: .given, options, progress)
  }

  private init(
    _ distances: LeafDistances, weights: [Int], points: PointSet?, leafOfRow: [Int32], leaves: Leaves,
    _ options: Options, _ progress: (@Sendable (Double) -> Void)?
  ) throws(Fault) {
    let (linkage, distance) = (options.linkage, options.distance)
    let count = distances.count
    // Ward, centroid and median speak of squares; over squared distances those are there already.
    let isSquared = leaves != .given && distance == .sqeuclidean
    let squares = linkage.needsEuclidean && !isSquared
    var takesRoots = squares
    var raw: [RawMerge]
    var exactTies: Int?
    let pointEngine = points == nil ? nil : linkage.overPoints(distance)
    if count > options.mostGeneral, let points, let engine = pointEngine,
      !engine.needsTriangle || count <= Self.mostInMatrix
    {
      algorithm = .points
      raw = try AgglomerationEngines.merges(
        of: WeightedPoints(
          columns: points.coordinates, count: count,
          weights: weights.contains { $0 > 1 } ? weights.map(Double.init) : nil),
        by: engine, threads: options.threads, progress: progress)
      takesRoots = !isSquared && [.ward, .single, .complete].contains(linkage)
    } else {
      guard count <= Self.mostInMatrix else {
        throw Fault(
          ClusteringFault.tooLarge,
          [
            "leaves": .integer(count), "most": .integer(Self.mostInMatrix), "linkage": .text(linkage.rawValue),
            "distance": .text(distance.rawValue),
          ])
      }
      let triangle = distances.triangle(squared: squares, threads: options.threads)
      if count > options.mostGeneral, let engine = linkage.overTriangle {
        algorithm = .triangle
        raw = try AgglomerationEngines.merges(
          of: triangle, weights: weights.map(Double.init), by: engine, threads: options.threads, progress: progress)
      } else {
        algorithm = .general
        let general = try GeneralAgglomeration(of: triangle, weights: weights, by: linkage, progress: progress)
        raw = general.merges
        exactTies = general.tiedMerges
      }
    }
    if takesRoots {
      for index in raw.indices { raw[index].height = max(raw[index].height, 0).squareRoot() }
    }
    self.options = options
    self.leaves = leaves
    self.distances = distances
    self.leafOfRow = leafOfRow
    dendrogram = Dendrogram(raw, multiplicities: weights, isMonotone: linkage.isMonotone)
    tiesAreExact = exactTies != nil
    tiedMerges = exactTies ?? dendrogram.mergesOfEqualHeight
    var caveats: [Caveat] = []
    let inversions = dendrogram.inversions
    if inversions > 0 {
      caveats.append(
        Caveat(
          ClusteringCaveat.inversions,
          ["inversions": .integer(inversions), "linkage": .text(linkage.rawValue)]))
    }
    if linkage.needsEuclidean, leaves == .given || !distance.isEuclidean {
      caveats.append(
        Caveat(
          ClusteringCaveat.notEuclidean,
          [
            "linkage": .text(linkage.rawValue),
            "distance": .text(leaves == .given ? "matrix" : distance.rawValue),
          ]))
    }
    if tiedMerges > 0 {
      caveats.append(
        Caveat(
          ClusteringCaveat.ties, ["ties": .integer(tiedMerges), "merges": .integer(dendrogram.merges.count)]))
    }
    self.caveats = caveats
  }
}

extension HierarchicalClustering {
  /// The *k* clusters that are left when the last *k* − 1 merges are undone, numbered by their first row.
  public func clusters(_ count: Int) throws(Fault) -> DendrogramCut {
    try dendrogram.clusters(count, numberedBy: leafOfRow)
  }

  /// The clusters that are left when every merge above `height` is undone, numbered by their first row.
  ///
  /// - Throws: `hclust-negative-height`.
  public func clusters(atHeight height: Double) throws(Fault) -> DendrogramCut {
    guard height >= 0 else { throw Fault(ClusteringFault.negativeHeight, ["height": .number(height)]) }
    return dendrogram.clusters(atHeight: height, numberedBy: leafOfRow)
  }

  /// The rows that are in the hierarchy, in the order of the file: leaf *i* of ``rowDendrogram`` is the *i*-th of these.
  public var rowsUsed: [Int] { leafOfRow.indices.filter { leafOfRow[$0] >= 0 } }

  /// The tree of the rows, in the numbering SciPy gives them.
  ///
  /// - Complexity: O(*n*) memory for *n* rows.
  public var rowDendrogram: Dendrogram { dendrogram.expanded(leafOfRow.filter { $0 >= 0 }) }

  /// The rows from left to right in the dendrogram: leaf by leaf, rows of one leaf in the order of the file.
  public var rowOrder: [Int] {
    var rows: [[Int]] = Array(repeating: [], count: dendrogram.leafCount)
    for (place, leaf) in leafOfRow.filter({ $0 >= 0 }).enumerated() { rows[Int(leaf)].append(place) }
    return dendrogram.leafOrder.flatMap { rows[$0] }
  }
}
