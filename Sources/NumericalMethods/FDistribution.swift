import CBoostMath
import Evidence

/// Snedecor's F distribution. An infinite denominator gives a chi-square divided by its degrees of freedom.
public struct FDistribution: ShimDistribution {
  public let numeratorDegrees: Double
  public let denominatorDegrees: Double

  /// - Throws: `distribution-parameter-invalid` unless both are positive and the numerator's is finite.
  public init(numeratorDegrees: Double, denominatorDegrees: Double) throws(Fault) {
    try require(numeratorDegrees > 0 && numeratorDegrees.isFinite, "F", "numeratorDegrees", numeratorDegrees)
    try require(denominatorDegrees > 0, "F", "denominatorDegrees", denominatorDegrees)
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
  }

  func compute(_ wanted: cb_quantity, _ x: Double) -> Double {
    cb_f(wanted, x, numeratorDegrees, denominatorDegrees)
  }
}

/// What an F statistic follows when the hypothesis is false.
public struct NoncentralFDistribution: ShimDistribution {
  public let numeratorDegrees: Double
  public let denominatorDegrees: Double
  /// The sum of the squared means of the numerator, as in R and SciPy.
  public let noncentrality: Double

  /// - Throws: `distribution-parameter-invalid` unless the degrees are positive and `noncentrality` is not negative,
  ///   all finite.
  /// - Complexity: of each function O(√`noncentrality`).
  public init(numeratorDegrees: Double, denominatorDegrees: Double, noncentrality: Double) throws(Fault) {
    let name = "noncentral F"
    try require(numeratorDegrees > 0 && numeratorDegrees.isFinite, name, "numeratorDegrees", numeratorDegrees)
    try require(denominatorDegrees > 0 && denominatorDegrees.isFinite, name, "denominatorDegrees", denominatorDegrees)
    try require(noncentrality >= 0 && noncentrality.isFinite, name, "noncentrality", noncentrality)
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
    self.noncentrality = noncentrality
  }

  func compute(_ wanted: cb_quantity, _ x: Double) -> Double {
    cb_noncentral_f(wanted, x, numeratorDegrees, denominatorDegrees, noncentrality)
  }
}
