/// A choice among indices that are likely in proportion to their weights.
public struct WeightedChoice: Sendable, Hashable {
  /// The sum of the weights up to and including each index.
  private let cumulated: [Double]

  /// - Returns: `nil` unless every weight is finite and not negative and at least one is positive.
  public init?(weights: [Double]) {
    var sum = 0.0
    var cumulated: [Double] = []
    cumulated.reserveCapacity(weights.count)
    for weight in weights {
      guard weight >= 0, weight.isFinite else { return nil }
      sum += weight
      cumulated.append(sum)
    }
    guard sum > 0, sum.isFinite else { return nil }
    self.cumulated = cumulated
  }

  /// An index; one of weight 0 is never chosen.
  ///
  /// - Complexity: O(log *n*), and one draw.
  public func index(using generator: inout SeededGenerator) -> Int {
    let target = generator.uniform() * cumulated[cumulated.count - 1]
    var low = 0
    var high = cumulated.count - 1
    // The first index whose sum is above the target.
    while low < high {
      let middle = (low + high) / 2
      if cumulated[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
