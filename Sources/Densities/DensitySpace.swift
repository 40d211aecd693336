import CKernels
import Clustering
import Evidence
import NumericalMethods

/// Points laid out for passes over all of them.
struct DensitySpace: Sendable {
  let count: Int
  /// A multiple of eight.
  let stride: Int
  let dimensions: Int
  let coordinates: [Double]
  /// Rows of each point.
  let weights: [Int64]
  let distance: DensityDistance

  init(_ points: PointSet, distance: DensityDistance) {
    count = points.count
    stride = (points.count + 7) / 8 * 8
    dimensions = points.dimensions.count
    self.distance = distance
    weights = points.multiplicities.map(Int64.init)
    var coordinates: [Double] = []
    coordinates.reserveCapacity(stride * dimensions)
    for dimension in points.dimensions.indices {
      coordinates += points.coordinates(of: dimension)
      coordinates += repeatElement(0, count: stride - count)
    }
    self.coordinates = coordinates
  }

  /// The space as the kernels take it, valid only inside `body`.
  func withSpace<Result>(_ body: (UnsafePointer<ck_density_space>) -> Result) -> Result {
    coordinates.withUnsafeBufferPointer { coordinates in
      weights.withUnsafeBufferPointer { weights in
        var space = ck_density_space(
          coordinates: coordinates.baseAddress, count: count, stride: stride, dimensions: Int32(dimensions),
          weights: weights.baseAddress, metric: distance.metric, level: ck_processor_level())
        return body(&space)
      }
    }
  }

  /// The distance from each of `chosen` to the `k`-th nearest other row, infinite where there are fewer; 0 for *k* = 0.
  ///
  /// - Complexity: O(*chosen* · *points* · *dimensions*) at most: points farther away in the first dimension alone than the
  ///   *k*-th found are not looked at.
  func neighborDistances(
    of chosen: [Int], k: Int, threads: Int, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) -> [Double] {
    guard k > 0 else { return chosen.map { _ in 0 } }
    if distance == .euclidean, k <= Self.fewNeighbors, let bytes = BytePoints(columns: unpadded, count: count) {
      return try neighborDistances(of: chosen, k: k, in: bytes, threads: threads)
    }
    let chunks = try Parallel.mapChunks(of: chosen.count, by: 16, threads: threads) { (range) throws(Fault) in
      try Interruption.check()
      progress?(Double(range.lowerBound) / Double(chosen.count))
      return withSpace { space in range.map { ck_density_neighbour(space, chosen[$0], Int64(k)) } }
    }
    let distances = chunks.flatMap { $0 }
    guard !distances.contains(-1) else { throw DensityEngine.outOfMemory(count) }
    return distances
  }
}

extension DensitySpace {
  /// So many neighbours are looked for one after the other.
  private static let fewNeighbors = 16

  /// The coordinates without what pads each column.
  private var unpadded: [Double] {
    (0..<dimensions).flatMap { coordinates[$0 * stride..<$0 * stride + count] }
  }

  /// The same distances where their squares are bytes: the nearest of a row of bytes is taken out until there are enough.
  private func neighborDistances(
    of chosen: [Int], k: Int, in bytes: BytePoints, threads: Int
  ) throws(Fault) -> [Double] {
    let level = ck_processor_level()
    let chunks = try Parallel.mapChunks(of: chosen.count, by: 64, threads: threads) { (range) throws(Fault) in
      try Interruption.check()
      return withUnsafeTemporaryAllocation(byteCount: bytes.width, alignment: 64) { buffer in
        let row = buffer.bindMemory(to: UInt8.self).baseAddress!
        return range.map { place -> Double in
          let point = chosen[place]
          var rows = weights[point] - 1
          if rows >= k { return 0 }
          bytes.writeSquares(of: point..<point + 1, into: row, level: level)
          while true {
            let nearest = Int(ck_link_bytes_least(level, row, Int64(bytes.width)))
            let square = row[nearest]
            if square == UInt8(CK_LINK_NO_BYTE) { return .infinity }
            rows += weights[nearest]
            if rows >= k { return Double(square).squareRoot() }
            row[nearest] = UInt8(CK_LINK_NO_BYTE)
          }
        }
      }
    }
    return chunks.flatMap { $0 }
  }
}

/// Points reached one after the other, each time the one that is nearest to those before.
struct DensityWalk {
  /// The reach of points that are done, and of the space behind the last one.
  private static let done = -1.0

  let order: [Int]
  /// The distance over which each point was reached, infinite where a new beginning was made.
  let reach: [Double]
  /// From which point each was reached; itself where a new beginning was made.
  let source: [Int]

  /// - Parameters:
  ///   - cores: the core distance of every point.
  ///   - isMutual: whether a distance is also at least the core distance of the point that is reached.
  /// - Complexity: O(*points*² · *dimensions*) time, O(*points*) memory.
  init(
    _ space: DensitySpace, cores: [Double], isMutual: Bool, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    let count = space.count
    var open = [Double](repeating: .infinity, count: count)
    open += repeatElement(Self.done, count: space.stride - count)
    var sources = [UInt32](repeating: 0, count: space.stride)
    let padded = cores + repeatElement(0, count: space.stride - count)
    var order: [Int] = []
    var reach = [Double](repeating: .infinity, count: count)
    var source = Array(0..<count)
    order.reserveCapacity(count)
    var untouched = 0
    var next: Int? = 0
    for step in 0..<count {
      if step % 256 == 0 {
        try Interruption.check()
        progress?(Double(step) / Double(count))
      }
      if next == nil {
        // Nobody reaches the rest; it begins anew with the first of them.
        while open[untouched] < 0 { untouched += 1 }
        next = untouched
      }
      let point = next!
      order.append(point)
      reach[point] = open[point]
      if open[point] < .infinity { source[point] = Int(sources[point]) }
      open[point] = Self.done
      let found = space.withSpace { space in
        ck_density_reach(space, point, cores[point], isMutual ? padded : nil, &open, &sources)
      }
      next = found >= 0 && found < count ? found : nil
    }
    self.order = order
    self.reach = reach
    self.source = source
  }
}
