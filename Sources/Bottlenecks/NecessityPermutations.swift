import Evidence
import Glibc
import NumericalMethods

/// How often outcomes dealt anew leave an area as empty as that of the cases.
struct NecessityPermutations {
  let count: Int
  let steps: Int
  let line: Int

  /// Each permutation has its own stream of random numbers, so threads change nothing.
  init?(
    _ scan: CeilingScan, count: Int, seed: UInt64, threads: Int, against zones: (steps: Double, line: Double)
  ) throws(Fault) {
    guard count > 0 else { return nil }
    // Areas that are equal but for rounding count as equal.
    let tolerance = 1e-12 * scan.bounds.area
    let (stepBound, lineBound) = (zones.steps - tolerance, zones.line - tolerance)
    let counts = try Parallel.mapChunks(of: count, by: 256, threads: threads) {
      (range) throws(Fault) -> SIMD2<Int> in
      try Interruption.check()
      var counts = SIMD2<Int>(0, 0)
      var dealt = [Double](repeating: 0, count: scan.outcomes.count)
      var peers = CeilingScan.Peers()
      for permutation in range {
        var generator = SeededGenerator(seed: seed, stream: UInt64(permutation))
        scan.shuffledPeers(&generator, &dealt, into: &peers)
        if scan.stepZone(peers) >= stepBound { counts[0] += 1 }
        if scan.lineZone(scan.line(peers)) >= lineBound { counts[1] += 1 }
      }
      return counts
    }
    self.count = count
    steps = counts.reduce(0) { $0 + $1[0] }
    line = counts.reduce(0) { $0 + $1[1] }
  }

  func result(_ asLarge: Int) -> NecessityCeiling.Permutation {
    let p = max(Double(asLarge + 1) / Double(count + 1), 1 / Double(count))
    let z = NormalDistribution().quantile(upperTail: 0.025)
    return NecessityCeiling.Permutation(
      count: count, pValue: p, accuracy: z * (max(0, p * (1 - p)) / Double(count)).squareRoot())
  }
}
