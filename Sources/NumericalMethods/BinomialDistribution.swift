import CBoostMath
import Evidence

/// The number of successes in independent trials.
public struct BinomialDistribution: ShimDistribution {
  public let trials: Int
  public let probability: Double

  /// - Throws: `distribution-parameter-invalid` unless 0 ≤ `trials` ≤ 2⁵³ and 0 ≤ `probability` ≤ 1.
  public init(trials: Int, probability: Double) throws(Fault) {
    try require(trials >= 0 && trials <= largestExactInteger, "binomial", "trials", Double(trials))
    try require(probability >= 0 && probability <= 1, "binomial", "probability", probability)
    self.trials = trials
    self.probability = probability
  }

  func compute(_ wanted: cb_quantity, _ x: Double) -> Double { cb_binomial(wanted, x, Double(trials), probability) }
}

/// The greatest integer up to which every integer is a `Double`.
let largestExactInteger = 1 << 53
