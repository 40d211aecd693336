import CKernels
import Evidence
import NumericalMethods

/// Single linkage over points: their shortest spanning tree by Boruvka's rounds over a k-d tree, cut into merges.
///
/// Heights are squared distances. Clusters that become one at the same height, directly or by way of others, all join
/// the one with the least leaf, in the order of their least leaves: which of several equally short edges a spanning
/// tree has does not matter.
///
/// - Complexity: about O(*n* log *n*) where dimensions are few; about 280 bytes a point in seven dimensions.
struct SpanningRounds {
  var threads = Parallel.availableThreads
  var level = ck_processor_level()
  var progress: (@Sendable (Double) -> Void)?

  func merges(of points: WeightedPoints) throws(Fault) -> [RawMerge] {
    let count = points.count
    if count < 2 { return [] }
    let tree = LinkageTree(points, kind: CK_LINK_PLAIN, level: level)
    let span = SpanningTree(of: tree)
    let leaves = Int(tree.pointer.pointee.leaves)
    try Parallel.forChunks(of: leaves, by: 16, threads: leaves < 64 ? 1 : threads) { (range) throws(Fault) in
      try Interruption.check()
      ck_link_span_look_up(span.pointer, Int64(range.lowerBound), Int64(range.upperBound))
    }
    progress?(0.5)
    var edges = [ck_link_merge](repeating: ck_link_merge(), count: count - 1)
    var doubtful = [Int32](repeating: 0, count: count)
    var written = 0
    while written < count - 1 {
      let open = Int(ck_link_span_doubtful(span.pointer, &doubtful))
      let list = doubtful
      try Parallel.forChunks(of: open, by: 64, threads: open < 256 ? 1 : threads) { (range) throws(Fault) in
        try Interruption.check()
        ck_link_span_search(span.pointer, list, Int64(range.lowerBound), Int64(range.upperBound))
      }
      let found = edges.withUnsafeMutableBufferPointer {
        Int(ck_link_span_join(span.pointer, list, Int64(open), $0.baseAddress! + written))
      }
      precondition(found > 0, "distances must be finite")
      written += found
      progress?(0.5 + 0.5 * Double(written) / Double(count - 1))
    }
    return SpanningTree.merges(of: &edges, leaves: count)
  }
}

/// Owns a spanning tree of the kernels.
private final class SpanningTree: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<ck_link_span>
  private let tree: LinkageTree

  init(of tree: LinkageTree) {
    self.tree = tree
    guard let made = ck_link_span_create(tree.pointer) else { fatalError("no memory for a spanning tree") }
    pointer = made
  }

  deinit { ck_link_span_free(pointer) }

  static func merges(of edges: inout [ck_link_merge], leaves: Int) -> [RawMerge] {
    guard ck_link_tree_merges(&edges, Int64(edges.count), Int64(leaves)) != 0 else {
      fatalError("no memory to sort \(edges.count) edges")
    }
    return edges.map { RawMerge(first: $0.first, second: $0.second, height: $0.height) }
  }
}
