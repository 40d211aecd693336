/// A sum that carries the error of each addition along (Neumaier 1974).
///
/// Its relative error is about 1e-16 times a small factor unless the terms cancel almost wholly; the order of the terms still
/// decides the last bit, so add in a fixed one.
public struct CompensatedSum: Sendable, Hashable {
  private var sum: Double
  private var correction = 0.0

  public init(_ start: Double = 0) { sum = start }

  public mutating func add(_ term: Double) {
    let next = sum + term
    // An overflow would leave ∞ − ∞ behind.
    if next.isFinite {
      correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    }
    sum = next
  }

  /// Adds what another sum has gathered.
  public mutating func add(_ other: CompensatedSum) {
    add(other.sum)
    correction += other.correction
  }

  /// Adds `left` × `right` with the error of the product.
  public mutating func add(product left: Double, _ right: Double) {
    let product = left * right
    add(product)
    if product.isFinite { correction += (-product).addingProduct(left, right) }
  }

  public var value: Double { sum + correction }
}

extension Sequence where Element == Double {
  /// The sum with compensated errors, from the first term to the last.
  public func compensatedSum() -> Double {
    var sum = CompensatedSum()
    for term in self { sum.add(term) }
    return sum.value
  }
}

extension Array where Element == Double {
  /// The sum by halves: blocks of 128 terms from first to last, then neighbours together.
  ///
  /// The order is a function of the number of terms alone. The error grows with log *n* instead of *n*.
  public func pairwiseSum() -> Double {
    withUnsafeBufferPointer { NumericalMethods.pairwiseSum($0) }
  }

  /// The mean, compensated; NaN if there are no terms.
  public func compensatedMean() -> Double { compensatedSum() / Double(count) }
}

private func pairwiseSum(_ terms: UnsafeBufferPointer<Double>) -> Double {
  if terms.count <= 128 {
    var sum = 0.0
    for term in terms { sum += term }
    return sum
  }
  // Halves are whole blocks, so that the tree does not depend on how the terms lie in memory.
  let half = (terms.count / 2 + 127) / 128 * 128
  return pairwiseSum(.init(rebasing: terms[..<half])) + pairwiseSum(.init(rebasing: terms[half...]))
}
