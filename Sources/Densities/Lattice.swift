import CKernels
import Evidence

/// Points whose coordinates are whole numbers of steps, as answers on a scale are, and the steps that lead from one to
/// those near it.
struct Lattice {
  private let codes: [UInt32]
  private let codeCount: Int
  private let offsets: [Int64]
  private let distances: [Double]

  /// Where a table of every possible point with its margins would be larger than this, a tree of boxes is quicker.
  private static let mostCodes = 1 << 23
  private static let mostOffsets = 4096

  /// `nil` where coordinates are no lattice, or one too large.
  ///
  /// Steps are 1, ½ or ¼, so that differences of coordinates and their squares are exact, and distances the same between any two
  /// points as many steps apart.
  init?(_ engine: DensityEngine, radius: Double, distance: DensityDistance) {
    let count = engine.count
    guard radius < 64 else { return nil }
    var steps: [Double] = []
    var lows: [Double] = []
    var reaches: [Int] = []
    var strides: [Int] = []
    var codeCount = 1
    for dimension in 0..<engine.dimensions {
      let range = dimension * count..<(dimension + 1) * count
      var quarters = 0
      var low = Double.infinity
      var high = -Double.infinity
      let isLattice = engine.coordinates.withUnsafeBufferPointer { numbers in
        for place in range {
          let fourfold = numbers[place] * 4
          guard fourfold.magnitude < 4096, fourfold == fourfold.rounded(.towardZero) else { return false }
          quarters |= Int(fourfold)
          low = min(low, numbers[place])
          high = max(high, numbers[place])
        }
        return true
      }
      guard isLattice else { return nil }
      let step = quarters & 1 != 0 ? 0.25 : quarters & 2 != 0 ? 0.5 : 1
      let places = Int((high - low) / step) + 1
      let reach = min(Int((radius / step).rounded(.down)), places - 1)
      strides.append(codeCount)
      let (size, overflow) = codeCount.multipliedReportingOverflow(by: places + 2 * reach)
      guard !overflow, size <= Self.mostCodes, size <= 64 * count + 65_536 else { return nil }
      codeCount = size
      steps.append(step)
      lows.append(low)
      reaches.append(reach)
    }
    var found: [(offset: Int64, distance: Double)] = []
    var move = reaches.map { -$0 }
    let origin = move.map { _ in 0.0 }
    let moves = reaches.reduce(1.0) { $0 * Double(2 * $1 + 1) }
    guard moves <= 2e6 else { return nil }
    while true {
      let far = distance.between(zip(move, steps).map { Double($0) * $1 }, origin)
      if far <= radius {
        found.append((Int64(zip(move, strides).reduce(0) { $0 + $1.0 * $1.1 }), far))
        guard found.count <= Self.mostOffsets else { return nil }
      }
      guard let next = move.indices.first(where: { move[$0] < reaches[$0] }) else { break }
      for earlier in 0..<next { move[earlier] = -reaches[earlier] }
      move[next] += 1
    }
    found.sort { ($0.distance, $0.offset) < ($1.distance, $1.offset) }
    offsets = found.map(\.offset)
    distances = found.map(\.distance)
    self.codeCount = codeCount
    codes = [UInt32](unsafeUninitializedCapacity: count) { codes, initialized in
      codes.initialize(repeating: 0)
      engine.coordinates.withUnsafeBufferPointer { numbers in
        for dimension in steps.indices {
          let (low, step, reach) = (lows[dimension], steps[dimension], reaches[dimension])
          let stride = strides[dimension]
          for point in 0..<count {
            let place = Int((numbers[dimension * count + point] - low) / step) &+ reach
            codes[point] &+= UInt32(truncatingIfNeeded: place &* stride)
          }
        }
      }
      initialized = count
    }
  }

  func run(_ input: ck_density_input) throws(Fault) -> Int {
    let clusters = withUnsafePointer(to: input) {
      ck_density_lattice($0, codes, codeCount, offsets, distances, offsets.count)
    }
    guard clusters != Int.max, clusters != -1 else { throw DensityEngine.outOfMemory(input.count) }
    return clusters
  }
}
