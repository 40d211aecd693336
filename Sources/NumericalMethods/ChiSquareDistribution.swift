import CBoostMath
import Evidence

/// The chi-square distribution.
public struct ChiSquareDistribution: ProbabilityDistribution {
  public let degreesOfFreedom: Double

  /// - Throws: `distribution-parameter-invalid` unless `degreesOfFreedom` is positive and finite. Fractions are lawful.
  public init(degreesOfFreedom: Double) throws(Fault) {
    try require(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "chi-square", "degreesOfFreedom", degreesOfFreedom)
    self.degreesOfFreedom = degreesOfFreedom
  }

  private func halved(_ wanted: cb_quantity, _ x: Double) -> Double { cb_gamma(wanted, x / 2, degreesOfFreedom / 2) }

  public func density(at x: Double) -> Double { halved(CB_DENSITY, x) / 2 }
  public func logDensity(at x: Double) -> Double { halved(CB_LOG_DENSITY, x) - naturalLogarithm(2) }
  public func lowerTail(at x: Double) -> Double { halved(CB_LOWER, x) }
  public func upperTail(at x: Double) -> Double { halved(CB_UPPER, x) }
  public func logLowerTail(at x: Double) -> Double { halved(CB_LOG_LOWER, x) }
  public func logUpperTail(at x: Double) -> Double { halved(CB_LOG_UPPER, x) }
  public func quantile(lowerTail p: Double) -> Double { 2 * cb_gamma(CB_QUANTILE_LOWER, p, degreesOfFreedom / 2) }
  public func quantile(upperTail p: Double) -> Double { 2 * cb_gamma(CB_QUANTILE_UPPER, p, degreesOfFreedom / 2) }
}

/// The distribution of a sum of squares of normal variates whose means are not zero: what a chi-square statistic
/// follows when the hypothesis is false, and so what power is computed from.
public struct NoncentralChiSquareDistribution: ShimDistribution {
  public let degreesOfFreedom: Double
  /// The sum of the squared means, as in R and SciPy.
  public let noncentrality: Double

  /// - Throws: `distribution-parameter-invalid` unless `degreesOfFreedom` is positive and `noncentrality` is not
  ///   negative, both finite.
  /// - Complexity: of each function O(√`noncentrality`).
  public init(degreesOfFreedom: Double, noncentrality: Double) throws(Fault) {
    try require(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "noncentral chi-square", "degreesOfFreedom",
      degreesOfFreedom)
    try require(
      noncentrality >= 0 && noncentrality.isFinite, "noncentral chi-square", "noncentrality", noncentrality)
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  func compute(_ wanted: cb_quantity, _ x: Double) -> Double {
    cb_noncentral_chi_square(wanted, x, degreesOfFreedom, noncentrality)
  }
}
