import Evidence
import NumericalMethods

/// How much of a partition is owed to the rule for ties.
public struct TieStability: Sendable, Hashable {
  public let draws: Int
  /// In how many of them the same clusters came out.
  public let same: Int
  public let seed: UInt64

  /// The share of random orders of the leaves, ties going to whichever stands first, that give the same clusters.
  public var share: Double { Double(same) / Double(draws) }
}

extension HierarchicalClustering {
  /// Beyond so many leaves no random orders are drawn.
  public static let mostForTies = 2000
  /// So many leaves are drawn without being asked.
  public static let mostForTiesUnasked = 120

  /// Whether the clusters of `cut` come out again when the leaves are put into random orders, as SciPy and R meet them
  /// when the rows of a file are shuffled. Without ties nothing is drawn and every order counts as the same.
  ///
  /// - Parameter cut: From ``clusters(_:)``. A cut at a height depends on ties as much as one into that many clusters.
  /// - Throws: `hclust-too-many-for-ties` beyond ``mostForTies`` leaves, unless there is no tie.
  public func stability(
    of cut: DendrogramCut, draws: Int = 100, seed: UInt64 = 1
  ) throws(Fault) -> TieStability {
    precondition(draws > 0, "a share needs draws")
    if tiedMerges == 0 { return TieStability(draws: draws, same: draws, seed: seed) }
    guard dendrogram.leafCount <= Self.mostForTies else {
      throw Fault(
        ClusteringFault.tooManyForTies,
        ["leaves": .integer(dendrogram.leafCount), "most": .integer(Self.mostForTies)])
    }
    let squares = options.linkage.needsEuclidean && (leaves == .given || options.distance != .sqeuclidean)
    let expected = Self.canonical(cut.labels)
    let same = try Parallel.map(draws, threads: options.threads) { (draw) throws(Fault) -> Bool in
      var random = SeededGenerator(seed: seed, stream: UInt64(draw))
      let order = random.permutation(of: dendrogram.leafCount)
      let general = try GeneralAgglomeration(
        of: distances.permuted(order).triangle(squared: squares),
        weights: order.map { dendrogram.multiplicities[$0] }, by: options.linkage)
      let tree = Dendrogram(
        general.merges, multiplicities: order.map { dendrogram.multiplicities[$0] },
        isMonotone: options.linkage.isMonotone)
      let drawn = try tree.clusters(cut.clusterCount)
      var labels = [Int](repeating: 0, count: order.count)
      for (place, leaf) in order.enumerated() { labels[leaf] = drawn.labels[place] }
      return Self.canonical(labels) == expected
    }
    return TieStability(draws: draws, same: same.count { $0 }, seed: seed)
  }

  /// Labels numbered by their first leaf, so that equal partitions are equal.
  private static func canonical(_ labels: [Int]) -> [Int] {
    var number: [Int: Int] = [:]
    return labels.map { label in
      if let known = number[label] { return known }
      number[label] = number.count
      return number.count - 1
    }
  }
}
