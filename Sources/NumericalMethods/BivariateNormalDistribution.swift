import CBoostMath
import Evidence

/// Two standard normal variates with a correlation: what a polychoric correlation supposes behind a table.
public struct BivariateNormalDistribution: Sendable, Hashable {
  public let correlation: Double

  /// - Throws: `distribution-parameter-invalid` unless −1 ≤ `correlation` ≤ 1.
  public init(correlation: Double) throws(Fault) {
    try require(correlation >= -1 && correlation <= 1, "bivariate normal", "correlation", correlation)
    self.correlation = correlation
  }

  /// The probability that the first variate is at most `x` and the second at most `y`, by Owen's T function.
  ///
  /// The absolute error is below 1e-16; far in a corner, where the probability is smaller than that, its digits mean
  /// nothing. Infinite arguments give the distribution of the other variate.
  public func lowerTail(at x: Double, _ y: Double) -> Double { cb_bivariate_normal_lower(x, y, correlation) }

  /// The probability that the first variate exceeds `x` and the second `y`.
  public func upperTail(at x: Double, _ y: Double) -> Double { cb_bivariate_normal_lower(-x, -y, correlation) }

  /// The density; 0 everywhere but on the line, where it is infinite, if the correlation is ±1.
  public func density(at x: Double, _ y: Double) -> Double {
    let root = (1 - correlation) * (1 + correlation)
    if root == 0 { return x == correlation * y ? .infinity : 0 }
    // y given x is normal with mean ρx and variance 1 − ρ²: no difference of large squares.
    let scale = root.squareRoot()
    return cb_normal(CB_DENSITY, x) * cb_normal(CB_DENSITY, (y - correlation * x) / scale) / scale
  }
}
