import CKernels
import Evidence
import NumericalMethods

/// Points on a lattice whose squared distances are small whole numbers, as those of answers on scales are.
package struct BytePoints: Sendable {
  package let count: Int
  /// Bytes in a row of squared distances: a multiple of 64.
  package var width: Int { Self.width(count) }
  private let dimensions: Int
  /// `width` numbers of the first dimension, then those of the next.
  private let columns: [UInt8]

  static func width(_ count: Int) -> Int { (count + 63) / 64 * 64 }

  /// `nil` where coordinates are not whole numbers, or a squared distance might reach 255.
  package init?(columns: [Double], count: Int) {
    guard count > 0 else { return nil }
    self.count = count
    dimensions = columns.count / count
    let width = Self.width(count)
    var bytes = [UInt8](repeating: 0, count: dimensions * width)
    var greatest = 0.0
    for dimension in 0..<dimensions {
      let values = columns[dimension * count..<(dimension + 1) * count]
      guard let low = values.min(), let high = values.max(), low.magnitude < 1e9, high - low < 16 else { return nil }
      greatest += (high - low) * (high - low)
      guard greatest < Double(CK_LINK_NO_BYTE) else { return nil }
      for (place, value) in values.enumerated() {
        guard value == value.rounded(.towardZero) else { return nil }
        bytes[dimension * width + place] = UInt8(value - low)
      }
    }
    self.columns = bytes
  }

  /// Writes the squared distances from some points to all, ``width`` bytes for each; from a point to itself, and behind the
  /// last, stands 255.
  package func writeSquares(
    of points: Range<Int>, into rows: UnsafeMutablePointer<UInt8>, level: Int32 = ck_processor_level()
  ) {
    ck_link_bytes_fill(
      level, columns, Int64(dimensions), Int64(count), Int64(width), Int64(points.lowerBound),
      Int64(points.upperBound), rows - points.lowerBound * width)
  }
}

/// Complete linkage of points on a lattice: answers on scales, whose squared distances are small whole numbers.
///
/// A square of bytes holds all distances. Rows stand in the order of their least leaves, so of equally near clusters the
/// first in a row is the one that ties prefer. A round merges all pairs that are each other's nearest; since
/// distances only grow, a cluster looks for its nearest anew only when that one has moved away from it.
///
/// - Complexity: O(*n*²) but for the looking, which is O(*n*) each time; one byte for each ordered pair of points.
struct ByteRounds {
  private let points: BytePoints
  var threads: Int
  var level: Int32
  var progress: (@Sendable (Double) -> Void)?

  private var count: Int { points.count }

  /// Rows one thread takes at a time.
  private static let chunk = 64

  /// `nil` where the points do not fit into bytes.
  init?(
    _ points: WeightedPoints, threads: Int = Parallel.availableThreads, level: Int32 = ck_processor_level(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) {
    guard points.count > 1, let bytes = BytePoints(columns: points.columns, count: points.count) else { return nil }
    self.points = bytes
    self.threads = threads
    self.level = level
    self.progress = progress
  }

  /// Rows are written by one thread each.
  private final class Square: @unchecked Sendable {
    let base: UnsafeMutablePointer<UInt8>
    let width: Int

    init(count: Int) {
      width = BytePoints.width(count)
      base = .allocate(capacity: count * width)
    }

    deinit { base.deallocate() }

    func row(_ index: Int32) -> UnsafeMutablePointer<UInt8> { base + Int(index) * width }
  }

  /// One entry a cluster, each written by the thread that has its row.
  private struct Nearest: @unchecked Sendable {
    let places: UnsafeMutablePointer<Int32>
  }

  /// Heights are squared distances.
  func merges() throws(Fault) -> [RawMerge] {
    var square = Square(count: count)
    let (level, points) = (level, points)
    let nearest = Nearest(places: .allocate(capacity: count))
    defer { nearest.places.deallocate() }
    try parallel(count, cells: count * count) { [square] rows in
      points.writeSquares(of: rows, into: square.base + rows.lowerBound * square.width, level: level)
      for row in rows {
        nearest.places[row] = Int32(ck_link_bytes_least(level, square.row(Int32(row)), Int64(square.width)))
      }
    }
    // The places of the clusters that are left, and the least leaf at each place of the square.
    var left = (0..<Int32(count)).map { $0 }
    var leaf = left
    var partner = [Int32](repeating: -1, count: count)
    var merges: [RawMerge] = []
    merges.reserveCapacity(count - 1)
    while left.count > 1 {
      progress?(1 - Double(left.count * left.count) / Double(count * count))
      var firsts: [Int32] = []
      var seconds: [Int32] = []
      for place in left {
        let other = nearest.places[Int(place)]
        guard place < other, nearest.places[Int(other)] == place else { continue }
        firsts.append(place)
        seconds.append(other)
        partner[Int(place)] = other
        partner[Int(other)] = place
        merges.append(
          RawMerge(
            first: leaf[Int(place)], second: leaf[Int(other)], height: Double(square.row(place)[Int(other)])))
      }
      precondition(!firsts.isEmpty, "of all pairs, the nearest are each other's nearest")
      try parallel(firsts.count, cells: firsts.count * square.width) { [square, firsts, seconds] pairs in
        for pair in pairs {
          ck_link_bytes_greatest(level, square.row(firsts[pair]), square.row(seconds[pair]), Int64(square.width))
        }
      }
      left.removeAll { partner[Int($0)] >= 0 && partner[Int($0)] < $0 }
      try parallel(left.count, cells: left.count * (firsts.count + square.width / 16)) {
        [square, firsts, seconds, partner, left] rows in
        for index in rows {
          let place = left[index]
          let row = square.row(place)
          let old = nearest.places[Int(place)]
          let distance = row[Int(old)]
          ck_link_bytes_join(row, firsts, seconds, Int64(firsts.count))
          if partner[Int(place)] >= 0 || row[Int(old)] != distance {
            nearest.places[Int(place)] = Int32(ck_link_bytes_least(level, row, Int64(square.width)))
          }
        }
      }
      for (first, second) in zip(firsts, seconds) {
        partner[Int(first)] = -1
        partner[Int(second)] = -1
      }
      if 2 * left.count < square.width, left.count > 64 {
        square = try compacted(square, left, nearest)
        leaf = left.map { leaf[Int($0)] }
        left = (0..<Int32(left.count)).map { $0 }
      }
    }
    return merges
  }

  /// The square of the clusters that are left, in their order.
  private func compacted(_ square: Square, _ left: [Int32], _ nearest: Nearest) throws(Fault) -> Square {
    let smaller = Square(count: left.count)
    try parallel(left.count, cells: left.count * left.count) { rows in
      for row in rows {
        let target = smaller.row(Int32(row))
        ck_link_bytes_gather(target, square.row(left[row]), left, Int64(left.count))
        (target + left.count).update(repeating: UInt8(CK_LINK_NO_BYTE), count: smaller.width - left.count)
      }
    }
    var now = [Int32](repeating: -1, count: square.width)
    for (new, old) in left.enumerated() { now[Int(old)] = Int32(new) }
    for (new, old) in left.enumerated() { nearest.places[new] = now[Int(nearest.places[Int(old)])] }
    return smaller
  }

  private func parallel(
    _ count: Int, cells: Int, _ body: @Sendable (Range<Int>) -> Void
  ) throws(Fault) {
    try Interruption.check()
    if cells < 1 << 19 {
      body(0..<count)
      return
    }
    let size = max(1, min(Self.chunk, count / (4 * max(1, threads))))
    try Parallel.forChunks(of: count, by: size, threads: threads) { (range) throws(Fault) in
      try Interruption.check()
      body(range)
    }
  }
}
