import Evidence
import NumericalMethods

/// What a chi-square test of so many respondents can find.
///
/// The effect size is Cohen's w, √(X²/N) in the population; Cramér's V times √(k − 1). With clustered data `n` is the
/// effective number of respondents.
public struct CrosstabPower: Sendable, Hashable {
  public let n: Double
  public let degreesOfFreedom: Int
  public let alpha: Double
  /// The statistic from which on the test rejects.
  public let criticalValue: Double

  /// - Throws: `crosstab-level` unless 0 < `alpha` < 1; `distribution-parameter-invalid` without degrees of freedom.
  public init(n: Double, degreesOfFreedom: Int, alpha: Double = 0.05) throws(Fault) {
    guard alpha > 0, alpha < 1 else { throw Fault(CrosstabFault.level, ["value": .number(alpha)]) }
    self.n = n
    self.degreesOfFreedom = degreesOfFreedom
    self.alpha = alpha
    criticalValue = try ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom)).quantile(upperTail: alpha)
  }

  /// The probability that the test rejects if the effect is `w`.
  public func power(w: Double) throws(Fault) -> Double {
    try NoncentralChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom), noncentrality: n * w * w)
      .upperTail(at: criticalValue)
  }

  /// The least w that is found with probability `power`.
  ///
  /// - Throws: `crosstab-level` unless `alpha` < `power` < 1.
  public func minimumDetectableW(power wanted: Double = 0.8) throws(Fault) -> Double {
    guard wanted > alpha, wanted < 1 else { throw Fault(CrosstabFault.level, ["value": .number(wanted)]) }
    func shortfall(_ root: Double) throws(Fault) -> Double {
      if root == 0 { return wanted - alpha }
      let missed = try noncentralLowerTail(
        at: criticalValue, degreesOfFreedom: Double(degreesOfFreedom), noncentrality: root * root)
      return missed - (1 - wanted)
    }
    var high = 1.0
    while try shortfall(high) > 0 { high *= 2 }
    return try fallingRoot(from: 0, to: high) { (x) throws(Fault) in try shortfall(x) } / n.squareRoot()
  }

  /// The same as Cramér's V in a table whose lesser side has `smallerSide` categories.
  public func minimumDetectableV(smallerSide: Int, power: Double = 0.8) throws(Fault) -> Double {
    try minimumDetectableW(power: power) / Double(max(smallerSide - 1, 1)).squareRoot()
  }
}
