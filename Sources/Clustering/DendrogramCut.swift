import Evidence

/// The clusters that a dendrogram falls into.
public struct DendrogramCut: Sendable, Hashable {
  /// The cluster of each leaf, 1 … ``clusterCount``, numbered in the order asked for.
  public let labels: [Int]
  public let clusterCount: Int
  /// How many merges were made, in the order of the dendrogram; `nil` where inversions let a cut at a height pick others.
  public let mergesMade: Int?
  /// The heights between which this cut lies; open where nothing stands on that side.
  public let lower: Double?
  public let upper: Double?

  /// Whether the last merge made and the first one not made stand at the same height, so that only the rule for ties
  /// decided between them.
  public var splitsTie: Bool {
    guard mergesMade != nil, let lower, let upper else { return false }
    return upper - lower <= 1e-12 * abs(upper)
  }

  /// How many rows each cluster has.
  public func sizes(_ multiplicities: [Int]) -> [Int] {
    var sizes = [Int](repeating: 0, count: clusterCount)
    for (leaf, label) in labels.enumerated() { sizes[label - 1] += multiplicities[leaf] }
    return sizes
  }

  /// The label of each row; `nil` where it has no leaf.
  public func labels(ofRows leafOfRow: [Int32]) -> [Int?] {
    leafOfRow.map { $0 < 0 ? nil : labels[Int($0)] }
  }
}

extension Dendrogram {
  /// The *k* clusters that are left when the last *k* − 1 merges are undone.
  ///
  /// - Parameter leafOfRow: Clusters are numbered by the first row of this that is in them; without it by their least leaf.
  /// - Throws: `hclust-too-few-clusters` for *k* < 1, `hclust-too-many-clusters` for *k* beyond ``leafCount``: rows that
  ///   are alike cannot be parted.
  public func clusters(_ count: Int, numberedBy leafOfRow: [Int32]? = nil) throws(Fault) -> DendrogramCut {
    guard count >= 1 else { throw Fault(ClusteringFault.tooFewClusters, ["k": .integer(count)]) }
    guard count <= leafCount else {
      throw Fault(
        ClusteringFault.tooManyClusters,
        ["k": .integer(count), "patterns": .integer(leafCount), "n": .integer(n)])
    }
    let made = leafCount - count
    return cut(merges.indices.map { $0 < made }, made, leafOfRow)
  }

  /// The clusters that are left when every merge above `height` is undone; merges at exactly this height are kept.
  ///
  /// Where merges invert, a merge also goes when one below it does (as in SciPy's `fcluster`).
  public func clusters(atHeight height: Double, numberedBy leafOfRow: [Int32]? = nil) -> DendrogramCut {
    var highest: [Double] = []
    highest.reserveCapacity(merges.count)
    for merge in merges {
      var top = merge.height
      for child in [merge.a, merge.b] where child >= leafCount { top = max(top, highest[child - leafCount]) }
      highest.append(top)
    }
    let kept = highest.map { $0 <= height }
    let isPrefix = !zip(kept, kept.dropFirst()).contains { !$0 && $1 }
    return cut(kept, isPrefix ? kept.count { $0 } : nil, leafOfRow)
  }

  private func cut(_ kept: [Bool], _ made: Int?, _ leafOfRow: [Int32]?) -> DendrogramCut {
    // From the root down: a node that is not merged any more hands nothing to its children.
    var cluster = [Int](repeating: -1, count: leafCount + merges.count)
    for index in merges.indices.reversed() {
      let node = leafCount + index
      if cluster[node] < 0, kept[index] { cluster[node] = node }
      if cluster[node] >= 0 {
        cluster[merges[index].a] = cluster[node]
        cluster[merges[index].b] = cluster[node]
      }
    }
    for leaf in 0..<leafCount where cluster[leaf] < 0 { cluster[leaf] = leaf }
    var number = [Int](repeating: 0, count: cluster.count)
    var met = 0
    func meet(_ leaf: Int) {
      if number[cluster[leaf]] == 0 {
        met += 1
        number[cluster[leaf]] = met
      }
    }
    if let leafOfRow {
      for leaf in leafOfRow where leaf >= 0 { meet(Int(leaf)) }
    }
    for leaf in 0..<leafCount { meet(leaf) }
    let undone = kept.indices.filter { !kept[$0] }.map { merges[$0].height }
    let done = kept.indices.filter { kept[$0] }.map { merges[$0].height }
    return DendrogramCut(
      labels: (0..<leafCount).map { number[cluster[$0]] }, clusterCount: met, mergesMade: made,
      lower: made.map { $0 > 0 ? merges[$0 - 1].height : nil } ?? done.max(),
      upper: made.map { $0 < merges.count ? merges[$0].height : nil } ?? undone.min())
  }
}
