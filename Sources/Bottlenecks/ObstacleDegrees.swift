import Glibc
import NumericalMethods

/// The obstacle-degree model (障碍度模型) with entropy weights: how much of what an enterprise lacks lies with each indicator.
///
///     let degrees = ObstacleDegrees(of: [[1, 3, 4], [2, 2, 5]], highIsGood: [true, false])
///     degrees.weights      // by entropy
///     degrees.degrees[0]   // of the first case, in percent, summing to 100
///
/// Values x are brought to x′ between 0 and 1, good being 1. With shares p = x′ / Σ x′ and the entropy
/// e = −Σ p ln p / ln m, the weight of an indicator is 1 − e over the sum of these; deviation is 1 − x′, and a case's
/// obstacle degree is weight times deviation over the sum of these, times 100.
///
/// An indicator that never changes has no weight. Where a case lacks an indicator, its degrees are shared among the others;
/// a case that is best in everything has none. If no indicator changes, there is nothing to weigh.
public struct ObstacleDegrees: Sendable, Hashable {
  public let weights: [Double]
  /// One list a case, one number an indicator, in percent; `nil` where a case lacks nothing or everything is missing.
  public let degrees: [[Double]?]

  /// - Parameter values: one list an indicator, one entry a case.
  public init(of values: [[Double?]], highIsGood: [Bool]) {
    precondition(values.count == highIsGood.count, "a direction for each indicator")
    let cases = values.first?.count ?? 0
    var standardized: [[Double]] = []
    var spreads: [Double] = []
    for (column, isGood) in zip(values, highIsGood) {
      let known = column.lazy.compactMap { $0 }.filter(\.isFinite)
      guard let low = known.min(), let high = known.max(), low < high else {
        standardized.append(Array(repeating: .nan, count: cases))
        spreads.append(0)
        continue
      }
      let scaled = column.map { value -> Double in
        guard let value, value.isFinite else { return .nan }
        return isGood ? (value - low) / (high - low) : (high - value) / (high - low)
      }
      standardized.append(scaled)
      spreads.append(Self.spread(scaled.filter { !$0.isNaN }))
    }
    let total = spreads.compensatedSum()
    weights = spreads.map { total > 0 ? $0 / total : 0 }
    let factors = weights
    degrees = (0..<cases).map { place in
      let lacks = zip(standardized, factors).map { column, weight -> Double in
        column[place].isNaN ? 0 : weight * (1 - column[place])
      }
      let sum = lacks.compensatedSum()
      return sum > 0 ? lacks.map { 100 * $0 / sum } : nil
    }
  }

  /// One less the entropy of the shares, 0 or more.
  private static func spread(_ values: [Double]) -> Double {
    let total = values.compensatedSum()
    var entropy = CompensatedSum()
    for value in values where value > 0 {
      let share = value / total
      entropy.add(product: -share, log(share))
    }
    return max(0, 1 - entropy.value / log(Double(values.count)))
  }
}
