import CKernels
import Evidence
import NumericalMethods

/// The reducible linkages over a triangle of distances, in the memory of the triangle.
///
/// A round pairs all clusters that are each other's nearest, combines their rows and columns, and moves what is left
/// together, looking for the new nearest on the way. For averages a cell holds the sum over all pairs of members, so on
/// whole numbers equal distances are seen to be equal.
///
/// - Complexity: O(*n*²) cells are touched about three times; eight bytes a pair of items.
struct TriangleRounds {
  var linkage: TriangleLinkage
  var threads = Parallel.availableThreads
  var level = ck_processor_level()
  var progress: (@Sendable (Double) -> Void)?

  /// Rows one thread takes at a time.
  private static let chunk = 16

  /// The merges of given distances; those of items that stand near each other in memory are faster.
  func merges(of triangle: consuming DistanceTriangle, weights: [Double]?) throws(Fault) -> [RawMerge] {
    let count = triangle.count
    if count < 2 { return [] }
    let rounds = Rounds(
      triangle, ids: (0..<Int32(count)).map { $0 }, weights: weights, update: linkage.update, threads: threads,
      level: level)
    try parallel(0..<count, cells: count * count / 2) { ck_link_triangle_scan(rounds.pointer, $0, $1, 1) }
    return try merges(rounds, count: count)
  }

  /// The merges of points over their squared distances.
  func merges(of points: WeightedPoints) throws(Fault) -> [RawMerge] {
    let count = points.count
    if count < 2 { return [] }
    let ids = LinkageTree.spatialOrder(of: points, level: level)
    var columns: [Double] = []
    columns.reserveCapacity(points.columns.count)
    for dimension in 0..<points.dimensions {
      for id in ids { columns.append(points.columns[dimension * count + Int(id)]) }
    }
    let rounds = Rounds(
      DistanceTriangle(count: count), ids: ids, weights: points.weights.map { weights in ids.map { weights[Int($0)] } },
      update: linkage.update, threads: threads, level: level)
    let dimensions = Int32(points.dimensions)
    let placed = columns
    try parallel(0..<count, cells: count * count / 2) {
      ck_link_triangle_fill(rounds.pointer, placed, dimensions, Int64(count), $0, $1)
    }
    return try merges(rounds, count: count)
  }

  func merges(_ rounds: Rounds, count: Int) throws(Fault) -> [RawMerge] {
    var merges = [ck_link_merge](repeating: ck_link_merge(), count: count - 1)
    var written = 0
    while written < count - 1 {
      let left = rounds.pointer.pointee.count
      progress?(1 - Double(left * left) / Double(count * count))
      let found = merges.withUnsafeMutableBufferPointer {
        Int(ck_link_triangle_pair(rounds.pointer, $0.baseAddress! + written))
      }
      precondition(found > 0, "distances must be numbers")
      written += found
      let cells = Int(left * left) / 2
      try parallel(0..<found, cells: cells) { ck_link_triangle_combine(rounds.pointer, $0, $1) }
      let next = Int(rounds.pointer.pointee.next)
      var row = 0
      while row < next {
        let end = Int(ck_link_triangle_wave(rounds.pointer, Int64(row)))
        try parallel(row..<end, cells: (end - row) * end) { ck_link_triangle_move(rounds.pointer, $0, $1) }
        row = end
      }
      ck_link_triangle_settle(rounds.pointer)
    }
    if linkage == .single {
      guard ck_link_tree_merges(&merges, Int64(count - 1), Int64(count)) != 0 else { noMemory() }
    }
    return merges.map { RawMerge(first: $0.first, second: $0.second, height: $0.height) }
  }

  private func parallel(
    _ rows: Range<Int>, cells: Int, _ body: @Sendable (Int64, Int64) -> Void
  ) throws(Fault) {
    if cells < 1 << 17 || rows.count < 2 * Self.chunk {
      try Interruption.check()
      body(Int64(rows.lowerBound), Int64(rows.upperBound))
      return
    }
    let first = rows.lowerBound
    try Parallel.forChunks(of: rows.count, by: Self.chunk, threads: threads) { (range) throws(Fault) in
      try Interruption.check()
      body(Int64(first + range.lowerBound), Int64(first + range.upperBound))
    }
  }

  private func noMemory() -> Never { fatalError("no memory to sort merges") }
}

/// Owns the rounds of the kernels and the cells they work on.
final class Rounds: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<ck_link_triangle>
  private let cells: DistanceTriangle

  init(
    _ triangle: consuming DistanceTriangle, ids: [Int32], weights: [Double]?, update: ck_link_update, threads: Int,
    level: Int32
  ) {
    let threads = Int32(max(1, threads))
    let made =
      if let weights {
        ck_link_triangle_create(
          triangle.base, Int64(triangle.count), ids, weights, Int32(update.rawValue), threads, level)
      } else {
        ck_link_triangle_create(triangle.base, Int64(triangle.count), ids, nil, Int32(update.rawValue), threads, level)
      }
    guard let made else { fatalError("no memory for rounds over \(triangle.count) items") }
    pointer = made
    cells = triangle
  }

  deinit { ck_link_triangle_free(pointer) }
}

extension TriangleLinkage {
  var update: ck_link_update {
    switch self {
    case .single: CK_LINK_LEAST
    case .complete: CK_LINK_GREATEST
    case .average: CK_LINK_SUM
    case .weighted: CK_LINK_MIDDLE
    case .ward: CK_LINK_GROWTH
    }
  }
}

extension LinkageTree {
  /// The points in an order in which neighbors are mostly near each other.
  static func spatialOrder(of points: WeightedPoints, level: Int32) -> [Int32] {
    let tree = LinkageTree(
      WeightedPoints(columns: points.columns, count: points.count), kind: CK_LINK_PLAIN, level: level)
    return (0..<points.count).map { tree.pointer.pointee.id[$0] }
  }
}
