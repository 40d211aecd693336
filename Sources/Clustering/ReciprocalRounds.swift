import CKernels
import Evidence
import NumericalMethods

/// Ward's, the average and the weighted linkage over squared distances, from points alone.
///
/// Each cluster is its centroid in a k-d tree. A round finds the nearest neighbor of every cluster that has none, then
/// merges all pairs that are each other's. Merging two clusters brings neither closer to a third than the nearer of
/// them was, so all other neighbors stay valid, and the merges are those of the one-by-one algorithm in another order.
///
/// On whole numbers a distance is an exact quotient rounded once, so equal distances are seen to be equal.
///
/// - Complexity: O(*n* log *n*) where dimensions are few and O(*n*²) where the tree cannot tell points apart; about 250
///   bytes a point in seven dimensions.
struct ReciprocalRounds {
  enum Criterion: CaseIterable {
    case ward, averageOfSquares
    /// The mean over members of which those of either half of a cluster count for one half.
    case weightedOfSquares

    fileprivate var kind: ck_link_kind { self == .ward ? CK_LINK_WARD : CK_LINK_AVERAGE }
  }

  var criterion: Criterion
  var threads = Parallel.availableThreads
  var level = ck_processor_level()
  var progress: (@Sendable (Double) -> Void)?

  /// Clusters that one thread looks after at a time: some hundred microseconds of work.
  private static let chunk = 256

  func merges(of points: WeightedPoints) throws(Fault) -> [RawMerge] {
    let count = points.count
    if count < 2 { return [] }
    let tree = LinkageTree(points, kind: criterion.kind, halves: criterion == .weightedOfSquares, level: level)
    var pending = [Int32](repeating: 0, count: count)
    var merges: [RawMerge] = []
    merges.reserveCapacity(count - 1)
    var written = [ck_link_merge](repeating: ck_link_merge(), count: count / 2 + 1)
    while tree.live > 1 {
      try Interruption.check()
      let open = Int(ck_link_pending(tree.pointer, &pending))
      let list = pending
      // Too short a list is not worth a thread.
      let threads = open < 2 * Self.chunk ? 1 : threads
      try Parallel.forChunks(of: open, by: Self.chunk, threads: threads) { (range) throws(Fault) in
        try Interruption.check()
        ck_link_query(tree.pointer, list, Int64(range.lowerBound), Int64(range.upperBound))
      }
      let found = Int(ck_link_merge_pairs(tree.pointer, pending, Int64(open), &written))
      for merge in written[..<found] {
        merges.append(RawMerge(first: merge.first, second: merge.second, height: merge.height))
      }
      precondition(found > 0, "distances must be finite")
      progress?(Double(merges.count) / Double(count - 1))
      tree.closeGaps()
    }
    return merges
  }
}

/// Owns a tree of the kernels.
final class LinkageTree: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<ck_link_tree>

  /// - Parameter halves: Whether both clusters of a merge count alike, whatever their sizes.
  init(_ points: WeightedPoints, kind: ck_link_kind, halves: Bool = false, level: Int32) {
    let count = Int64(points.count)
    let dimensions = Int32(points.dimensions)
    let (kind, halves) = (Int32(kind.rawValue), Int32(halves ? 1 : 0))
    let made = points.columns.withUnsafeBufferPointer { columns in
      if let weights = points.weights {
        ck_link_create(columns.baseAddress, weights, count, dimensions, kind, halves, level)
      } else {
        ck_link_create(columns.baseAddress, nil, count, dimensions, kind, halves, level)
      }
    }
    guard let made else { fatalError("no memory for a tree of \(count) points") }
    pointer = made
  }

  deinit { ck_link_free(pointer) }

  var live: Int { Int(pointer.pointee.live) }

  /// Closes ranks and splits space anew when a quarter of the clusters has gone: boxes that fit save more than that costs.
  func closeGaps() {
    let tree = pointer.pointee
    guard tree.live > Int64(CK_LINK_LANES), tree.live * 4 < tree.built * 3 else { return }
    guard ck_link_rebuild(pointer) != 0 else {
      fatalError("no memory for a tree of \(tree.live) clusters")
    }
  }
}
