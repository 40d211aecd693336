import CBoostMath
import Evidence

/// The gamma distribution by shape and scale (its mean is shape × scale; R's `rate` is 1 / scale).
public struct GammaDistribution: ProbabilityDistribution {
  public let shape: Double
  public let scale: Double

  /// - Throws: `distribution-parameter-invalid` unless both are positive and finite.
  public init(shape: Double, scale: Double = 1) throws(Fault) {
    try require(shape > 0 && shape.isFinite, "gamma", "shape", shape)
    try require(scale > 0 && scale.isFinite, "gamma", "scale", scale)
    self.shape = shape
    self.scale = scale
  }

  private func scaled(_ wanted: cb_quantity, _ x: Double) -> Double { cb_gamma(wanted, x / scale, shape) }

  public func density(at x: Double) -> Double { scaled(CB_DENSITY, x) / scale }
  public func logDensity(at x: Double) -> Double { scaled(CB_LOG_DENSITY, x) - naturalLogarithm(scale) }
  public func lowerTail(at x: Double) -> Double { scaled(CB_LOWER, x) }
  public func upperTail(at x: Double) -> Double { scaled(CB_UPPER, x) }
  public func logLowerTail(at x: Double) -> Double { scaled(CB_LOG_LOWER, x) }
  public func logUpperTail(at x: Double) -> Double { scaled(CB_LOG_UPPER, x) }
  public func quantile(lowerTail p: Double) -> Double { scale * cb_gamma(CB_QUANTILE_LOWER, p, shape) }
  public func quantile(upperTail p: Double) -> Double { scale * cb_gamma(CB_QUANTILE_UPPER, p, shape) }
}
