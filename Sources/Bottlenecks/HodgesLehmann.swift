import Evidence
import Glibc
import NumericalMethods

/// How far one group is shifted against another: the median of all differences between their members (Hodges and
/// Lehmann), with Moses' interval.
///
/// The interval is bounded by order statistics of the differences, counted off by the normal form of Mann and Whitney's
/// test with ties. R's `wilcox.test(conf.int = TRUE, exact = FALSE)` solves for the shift at which the test would turn, and
/// differs by a step of the differences.
///
/// - Complexity: O((*m* + *n*) log *n*) and 64 counts of *m* + *n* for each bound; differences are never listed.
public struct HodgesLehmannShift: Sendable, Hashable {
  public let shift: Double
  /// `nil` where a group is too small for the level.
  public let interval: ConfidenceInterval?

  /// `nil` where a group is empty.
  public init?(of first: [Double], against second: [Double], level: Double = 0.95) {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let (x, y) = (first.sorted(), second.sorted())
    let (m, n) = (x.count, y.count)
    let pairs = m * n
    let upper = Self.difference(pairs / 2, x, y)
    shift = pairs % 2 == 1 ? upper : (Self.difference(pairs / 2 - 1, x, y) + upper) / 2
    let total = Double(m + n)
    var ties = 0.0
    let all = (x + y).sorted()
    var start = 0
    while start < all.count {
      var end = start + 1
      while end < all.count && all[end] == all[start] { end += 1 }
      let size = Double(end - start)
      ties += size * size * size - size
      start = end
    }
    let variance = Double(pairs) / 12 * (total + 1 - ties / (total * max(1, total - 1)))
    let z = NormalDistribution().quantile(upperTail: (1 - level) / 2)
    let below = Int((Double(pairs) / 2 - z * max(0, variance).squareRoot()).rounded(.down))
    interval =
      below >= 1
      ? ConfidenceInterval(
        low: Self.difference(below - 1, x, y), high: Self.difference(pairs - below, x, y), level: level,
        method: "hodges-lehmann") : nil
  }

  /// The difference x − y with exactly `rank` smaller ones before it in order, found by halving the range of doubles.
  static func difference(_ rank: Int, _ x: [Double], _ y: [Double]) -> Double {
    var low = Self.ordered(x[0] - y[y.count - 1])
    var high = Self.ordered(x[x.count - 1] - y[0])
    while low < high {
      let middle = low + Int64(bitPattern: (UInt64(bitPattern: high) &- UInt64(bitPattern: low)) / 2)
      if count(upTo: Self.value(middle), x, y) > rank { high = middle } else { low = middle + 1 }
    }
    return Self.value(low)
  }

  /// How many differences are at most `bound`. Both lists ascend, so one pass does.
  private static func count(upTo bound: Double, _ x: [Double], _ y: [Double]) -> Int {
    var count = 0
    var firstFitting = 0
    for value in x {
      while firstFitting < y.count && value - y[firstFitting] > bound { firstFitting += 1 }
      if firstFitting == y.count { break }
      count += y.count - firstFitting
    }
    return count
  }

  /// Integers in the order of the doubles.
  private static func ordered(_ value: Double) -> Int64 {
    let bits = Int64(bitPattern: (value == 0 ? 0 : value).bitPattern)
    return bits < 0 ? Int64.min &- bits : bits
  }

  private static func value(_ ordered: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: ordered < 0 ? Int64.min &- ordered : ordered))
  }
}
