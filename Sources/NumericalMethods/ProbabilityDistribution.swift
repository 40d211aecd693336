import CBoostMath
import Evidence

/// A distribution of a real or whole number.
///
/// Both tails are computed directly: `1 - lowerTail` has no correct digit left below 1e-16. Logarithms are natural
/// and stay finite where the probability is too small for a `Double`. Every function is defined at the infinities;
/// at NaN the answer is NaN.
///
///     let p = try ChiSquareDistribution(degreesOfFreedom: 3).upperTail(at: 7.81)
///
/// Relative error is below 1e-13 wherever the answer is above 1e-300.
public protocol ProbabilityDistribution: Sendable, Hashable {
  /// The density at `x`; of a distribution on whole numbers the probability of exactly `x`.
  func density(at x: Double) -> Double
  func logDensity(at x: Double) -> Double
  /// The probability of a value of at most `x`.
  func lowerTail(at x: Double) -> Double
  /// The probability of a value greater than `x`. On whole numbers `x` itself is not included.
  func upperTail(at x: Double) -> Double
  func logLowerTail(at x: Double) -> Double
  func logUpperTail(at x: Double) -> Double
  /// Where the lower tail is `p`; on whole numbers the smallest one whose lower tail is at least `p`, without the
  /// tolerance R adds. NaN unless 0 ≤ `p` ≤ 1.
  func quantile(lowerTail p: Double) -> Double
  /// Where the upper tail is `p`; on whole numbers the smallest one whose upper tail is at most `p`.
  func quantile(upperTail p: Double) -> Double
}

/// What the shim over Boost.Math is asked for: all eight functions are one call with a different first argument.
protocol ShimDistribution: ProbabilityDistribution {
  func compute(_ wanted: cb_quantity, _ x: Double) -> Double
}

extension ShimDistribution {
  public func density(at x: Double) -> Double { compute(CB_DENSITY, x) }
  public func logDensity(at x: Double) -> Double { compute(CB_LOG_DENSITY, x) }
  public func lowerTail(at x: Double) -> Double { compute(CB_LOWER, x) }
  public func upperTail(at x: Double) -> Double { compute(CB_UPPER, x) }
  public func logLowerTail(at x: Double) -> Double { compute(CB_LOG_LOWER, x) }
  public func logUpperTail(at x: Double) -> Double { compute(CB_LOG_UPPER, x) }
  public func quantile(lowerTail p: Double) -> Double { compute(CB_QUANTILE_LOWER, p) }
  public func quantile(upperTail p: Double) -> Double { compute(CB_QUANTILE_UPPER, p) }
}

/// Refuses a parameter a distribution cannot have.
func require(
  _ isLawful: Bool, _ distribution: String, _ parameter: String, _ value: Double
) throws(Fault) {
  if !isLawful {
    throw Fault(
      NumericalFault.invalidParameter,
      ["distribution": .text(distribution), "parameter": .text(parameter), "value": .number(value)])
  }
}
