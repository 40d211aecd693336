import CBoostMath
import Evidence

/// The beta distribution on the interval from 0 to 1.
public struct BetaDistribution: ShimDistribution {
  public let alpha: Double
  public let beta: Double

  /// - Throws: `distribution-parameter-invalid` unless both are positive and finite.
  public init(alpha: Double, beta: Double) throws(Fault) {
    try require(alpha > 0 && alpha.isFinite, "beta", "alpha", alpha)
    try require(beta > 0 && beta.isFinite, "beta", "beta", beta)
    self.alpha = alpha
    self.beta = beta
  }

  func compute(_ wanted: cb_quantity, _ x: Double) -> Double { cb_beta(wanted, x, alpha, beta) }
}
