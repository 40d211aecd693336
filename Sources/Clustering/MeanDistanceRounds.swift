import CKernels
import Evidence
import NumericalMethods

/// Average and weighted linkage over plain distances, from points.
///
/// The mean distance between two clusters is no less than the distance of their centroids (Jensen), so the tree of
/// centroids bounds the search and means are taken over members only for the candidates. When clusters have become few
/// and large, the triangle of their sums is computed once, every pair of points together, and rounds go on over that.
/// Weighted linkage is the same mean over members that count for ever smaller halves.
///
/// Means of roots round: on a lattice two that are equal may differ in their last bit, which then stands where the rule for
/// ties would. It is the same bit whatever the order of rows and the number of threads.
///
/// - Complexity: O(*n*²) distances, one after the other through the caches; no more memory than `mostCells` doubles and
///   about 250 bytes a point in seven dimensions.
struct MeanDistanceRounds {
  /// Whether both clusters of a merge count alike, whatever their sizes.
  var halves = false
  var threads = Parallel.availableThreads
  var level = ck_processor_level()
  /// The triangle that is computed in the end has no more than so many cells: 225 MB.
  var mostCells = 28_000_000
  /// … and begins when no more than this share of the points is left as clusters.
  var share = 0.12
  var progress: (@Sendable (Double) -> Void)?

  func merges(of points: WeightedPoints) throws(Fault) -> [RawMerge] {
    let count = points.count
    if count < 2 { return [] }
    let tree = LinkageTree(points, kind: CK_LINK_AVERAGE, halves: halves, level: level)
    let members = Members(of: tree, points)
    let few = max(1, min(Int(share * Double(count)), Int((2 * Double(mostCells)).squareRoot())))
    var pending = [Int32](repeating: 0, count: count)
    var merges: [RawMerge] = []
    merges.reserveCapacity(count - 1)
    var written = [ck_link_merge](repeating: ck_link_merge(), count: count / 2 + 1)
    while tree.live > few {
      try Interruption.check()
      let open = Int(ck_link_pending(tree.pointer, &pending))
      let list = pending
      try Parallel.forChunks(of: open, by: 32, threads: open < 64 ? 1 : threads) { (range) throws(Fault) in
        try Interruption.check()
        ck_link_members_query(members.pointer, list, Int64(range.lowerBound), Int64(range.upperBound))
      }
      let found = Int(ck_link_merge_pairs(tree.pointer, pending, Int64(open), &written))
      precondition(found > 0, "distances must be finite")
      ck_link_members_join(members.pointer, written, Int64(found))
      for merge in written[..<found] {
        merges.append(RawMerge(first: merge.first, second: merge.second, height: merge.height))
      }
      progress?(0.5 * Double(merges.count) / Double(count - few))
      tree.closeGaps()
    }
    var rest = TriangleRounds(linkage: halves ? .weighted : .average, threads: threads, level: level)
    if let tell = progress { rest.progress = { share in tell(0.5 + 0.5 * share) } }
    let last = try rest.merges(of: members, left: tree)
    return merges + last
  }
}

/// Owns the points of the clusters of a tree.
final class Members: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<ck_link_members>
  private let tree: LinkageTree

  init(of tree: LinkageTree, _ points: WeightedPoints) {
    self.tree = tree
    let made =
      if let weights = points.weights {
        ck_link_members_create(tree.pointer, points.columns, weights)
      } else {
        ck_link_members_create(tree.pointer, points.columns, nil)
      }
    guard let made else { fatalError("no memory for \(points.count) points") }
    pointer = made
  }

  deinit { ck_link_members_free(pointer) }
}

extension TriangleRounds {
  /// Goes on with the clusters that are left, over the sums of the distances of their members; where both clusters of a
  /// merge count alike, those sums are means.
  func merges(of members: Members, left tree: LinkageTree) throws(Fault) -> [RawMerge] {
    let count = tree.live
    if count < 2 { return [] }
    // The members follow the slots, which a rebuild may have moved.
    ck_link_members_join(members.pointer, nil, 0)
    var ids: [Int32] = []
    var weights: [Double] = []
    let held = tree.pointer.pointee
    for slot in 0..<Int(held.leaves) * Int(CK_LINK_LANES) where held.id[slot] >= 0 {
      ids.append(held.id[slot])
      weights.append(held.weight[slot])
    }
    let rounds = Rounds(
      DistanceTriangle(count: count), ids: ids, weights: weights, update: linkage.update, threads: threads, level: level
    )
    let order = ids
    try Parallel.forChunks(of: count, by: 8, threads: threads) { (range) throws(Fault) in
      try Interruption.check()
      ck_link_members_fill(
        members.pointer, rounds.pointer, order, Int64(range.lowerBound), Int64(range.upperBound))
    }
    return try merges(rounds, count: count)
  }
}
