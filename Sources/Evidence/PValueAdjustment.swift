/// A correction of several p-values that were looked at together.
public enum PValueAdjustment: String, Sendable, Hashable, CaseIterable {
  /// Holm's step-down: no false discovery at all, at the chosen rate, whatever the dependence.
  case holm
  /// Benjamini–Hochberg: the expected share of false discoveries among the discoveries.
  case benjaminiHochberg = "bh"
  case none

  /// The adjusted p-values in the order of `values`. Numbers that do not exist (`nil`) stay so and are not counted.
  ///
  ///     PValueAdjustment.holm.adjusted([0.01, 0.04, 0.03])    // [0.03, 0.06, 0.06]
  ///
  /// - Complexity: O(*n* log *n*).
  public func adjusted(_ values: [Double?]) -> [Double?] {
    if self == .none { return values }
    let order = values.indices.filter { values[$0] != nil }.sorted {
      (values[$0]!, $0) < (values[$1]!, $1)
    }
    let count = Double(order.count)
    var result = values
    switch self {
    case .holm:
      var running = 0.0
      for (rank, index) in order.enumerated() {
        running = max(running, min(1, (count - Double(rank)) * values[index]!))
        result[index] = running
      }
    case .benjaminiHochberg:
      var running = 1.0
      for (rank, index) in order.enumerated().reversed() {
        running = min(running, count / Double(rank + 1) * values[index]!)
        result[index] = running
      }
    case .none:
      break
    }
    return result
  }

  public func adjusted(_ values: [Double]) -> [Double] {
    adjusted(values.map(Optional.some)).map { $0! }
  }
}
