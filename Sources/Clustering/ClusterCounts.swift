import Evidence
import NumericalMethods

/// How many clusters there are: criteria for two clusters, three, four … of one hierarchy.
///
/// Every row counts, so rows that are alike count as often as they occur: the criteria are those of the whole file.
public struct ClusterCounts: Sendable, Hashable {
  /// The criteria of one cut. `nil` where one does not exist or would take too long.
  public struct Line: Sendable, Hashable {
    public let k: Int
    /// The merge that these clusters are one short of: its height, and that height over the one before.
    public let height: Double
    public let jump: Double?
    /// The mean silhouette over the distance of the hierarchy; a cluster of one row counts as 0.
    public let silhouette: Double?
    /// Calinski and Harabasz's index, which is also called pseudo-F.
    public let calinskiHarabasz: Double?
    /// Davies and Bouldin's index; less is better.
    public let daviesBouldin: Double?
    /// Of the merge that leads from these clusters to one less; high values speak against making it.
    public let pseudoTSquared: Double?
    public let gap: Double?
    public let gapError: Double?
    /// Whether only the rule for ties decides which clusters these are.
    public let splitsTie: Bool
  }

  /// The criteria, by name, in the order in which they are told.
  public enum Criterion: String, Sendable, Hashable, CaseIterable {
    case silhouette, calinskiHarabasz, daviesBouldin, gap, jump
  }

  public let lines: [Line]
  /// The gap of all rows as one cluster, which speaks for no clusters at all where that of two is not above it.
  public let gapOfOne: Double?
  /// Beyond how many leaves silhouettes are left out.
  public static let mostForSilhouette = 5000

  /// The number of clusters a criterion speaks for; `nil` if it was not computed.
  ///
  /// The gap follows Tibshirani, Walther and Hastie: the least *k*, from 1, whose gap is not below the next less its error.
  /// The jump is the largest ratio of the height of the first merge not made to that of the last one made: a rule of thumb.
  public func best(by criterion: Criterion) -> Int? {
    func greatest(_ value: (Line) -> Double?) -> Int? {
      var best: (k: Int, value: Double)?
      for line in lines {
        if let value = value(line), best == nil || value > best!.value { best = (line.k, value) }
      }
      return best?.k
    }
    switch criterion {
    case .silhouette: return greatest(\.silhouette)
    case .calinskiHarabasz: return greatest(\.calinskiHarabasz)
    case .daviesBouldin: return greatest { $0.daviesBouldin.map { -$0 } }
    case .jump: return greatest(\.jump)
    case .gap:
      if let one = gapOfOne, let two = lines.first, let gap = two.gap, let error = two.gapError, one >= gap - error {
        return 1
      }
      for (line, next) in zip(lines, lines.dropFirst()) {
        guard let gap = line.gap, let following = next.gap, let error = next.gapError else { continue }
        if gap >= following - error { return line.k }
      }
      return greatest(\.gap)
    }
  }

  /// How many criteria speak for each number, most first, then the lesser number.
  public var votes: [(k: Int, criteria: [Criterion])] {
    var votes: [Int: [Criterion]] = [:]
    for criterion in Criterion.allCases {
      if let best = best(by: criterion) { votes[best, default: []].append(criterion) }
    }
    return votes.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }.map { ($0.key, $0.value) }
  }

  /// A worry where the best cut has a mean silhouette of 0.25 or less, which Kaufman and Rousseeuw (1990) read as
  /// no substantial structure: criteria name a number of clusters for any data.
  public var caveat: Caveat? {
    guard let best = lines.compactMap(\.silhouette).max(), best <= 0.25 else { return nil }
    return Caveat(ClusteringCaveat.hardlyAnyStructure, ["silhouette": .number((best * 1000).rounded() / 1000)])
  }

  /// - Parameters:
  ///   - points: Where the leaves are rows of a table: the points the hierarchy was made of. Criteria that need centres of
  ///     mass exist only then, and not where texts are among the columns.
  ///   - most: The largest number of clusters that is looked at.
  ///   - references: How many random data sets the gap compares with; none leaves it out.
  ///   - progress: Is told the share of these that is done.
  public init(
    of hierarchy: HierarchicalClustering, points: PointSet?, most: Int = 10, references: Int = 0, seed: UInt64 = 1,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    let tree = hierarchy.dendrogram
    let last = min(most, tree.leafCount - 1)
    guard last >= 2 else {
      (lines, gapOfOne) = ([], nil)
      return
    }
    let points = points.flatMap { $0.dimensions.contains(where: \.isNominal) ? nil : $0 }
    var cuts: [DendrogramCut] = []
    for k in 1...last + 1 where k <= tree.leafCount { cuts.append(try tree.clusters(k)) }
    let silhouettes =
      tree.leafCount <= Self.mostForSilhouette
      ? Silhouettes(
        hierarchy.distances, tree.multiplicities, finest: cuts[last - 1], threads: hierarchy.options.threads
      ).means(Array(cuts[1..<last]))
      : nil
    let threads = tree.leafCount > 300 ? hierarchy.options.threads : 1
    let spreads = points.map { points in
      Parallel.map(cuts.count, threads: threads) { [cuts] in ClusterSpread(points, cuts[$0]) }
    }
    let gaps = try points.map { (points) throws(Fault) in
      try GapStatistic(
        of: points, options: hierarchy.options, observed: spreads!.prefix(last + 1).map(\.within),
        references: references, seed: seed, progress: progress)
    }
    gapOfOne = gaps?.gap(1)
    let heights = tree.merges.map(\.height)
    lines = (2...last).map { k in
      let spread = spreads?[k - 1]
      let above = tree.leafCount - k
      let height = heights[above]
      let below = above > 0 ? heights[above - 1] : 0
      return Line(
        k: k, height: height, jump: below > 0 ? height / below : nil,
        silhouette: silhouettes?[k - 2],
        calinskiHarabasz: spread.flatMap { spread in
          let between = spreads![0].within - spread.within
          let rest = spread.within / Double(tree.n - k)
          return rest > 0 ? between / Double(k - 1) / rest : nil
        },
        daviesBouldin: spread?.daviesBouldin,
        pseudoTSquared: spreads.flatMap { Self.pseudoTSquared($0[k - 1], $0[k - 2], cuts[k - 1], cuts[k - 2]) },
        gap: gaps?.gap(k), gapError: gaps?.error(k), splitsTie: cuts[k - 1].splitsTie)
    }
  }

  /// Of the two clusters of `finer` that are one in `coarser` (Duda and Hart; SAS calls it PST2).
  private static func pseudoTSquared(
    _ fine: ClusterSpread, _ coarse: ClusterSpread, _ finer: DendrogramCut, _ coarser: DendrogramCut
  ) -> Double? {
    var parts: [Int: Set<Int>] = [:]
    for (small, large) in zip(finer.labels, coarser.labels) { parts[large, default: []].insert(small) }
    guard let (merged, both) = parts.first(where: { $0.value.count == 2 }) else { return nil }
    let pair = both.sorted().map { $0 - 1 }
    let within = fine.squares[pair[0]] + fine.squares[pair[1]]
    let degrees = fine.sizes[pair[0]] + fine.sizes[pair[1]] - 2
    guard degrees > 0, within > 0 else { return nil }
    return (coarse.squares[merged - 1] - within) / (within / degrees)
  }
}
