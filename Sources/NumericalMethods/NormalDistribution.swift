import CBoostMath
import Evidence

/// The normal distribution; the standard one unless told otherwise.
public struct NormalDistribution: ProbabilityDistribution {
  public let mean: Double
  public let standardDeviation: Double

  /// Mean 0 and standard deviation 1.
  public init() {
    mean = 0
    standardDeviation = 1
  }

  /// - Throws: `distribution-parameter-invalid` unless `mean` is finite and `standardDeviation` positive and finite.
  public init(mean: Double, standardDeviation: Double) throws(Fault) {
    try require(mean.isFinite, "normal", "mean", mean)
    try require(
      standardDeviation > 0 && standardDeviation.isFinite, "normal", "standardDeviation", standardDeviation)
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  private func standardized(_ x: Double) -> Double { (x - mean) / standardDeviation }

  public func density(at x: Double) -> Double { cb_normal(CB_DENSITY, standardized(x)) / standardDeviation }
  public func logDensity(at x: Double) -> Double {
    cb_normal(CB_LOG_DENSITY, standardized(x)) - naturalLogarithm(standardDeviation)
  }
  public func lowerTail(at x: Double) -> Double { cb_normal(CB_LOWER, standardized(x)) }
  public func upperTail(at x: Double) -> Double { cb_normal(CB_UPPER, standardized(x)) }
  public func logLowerTail(at x: Double) -> Double { cb_normal(CB_LOG_LOWER, standardized(x)) }
  public func logUpperTail(at x: Double) -> Double { cb_normal(CB_LOG_UPPER, standardized(x)) }
  public func quantile(lowerTail p: Double) -> Double { mean + standardDeviation * cb_normal(CB_QUANTILE_LOWER, p) }
  public func quantile(upperTail p: Double) -> Double { mean + standardDeviation * cb_normal(CB_QUANTILE_UPPER, p) }
}
