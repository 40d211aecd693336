import Evidence
import Glibc
import NumericalMethods

/// Intervals for an estimated share. The logit interval is the default everywhere; see ``DesignEstimate/logitInterval(level:)``.
extension DesignEstimate {
  /// Wilson's interval at the effective sample size *p* (1 − *p*) / SE².
  ///
  /// Never leaves [0, 1]. `nil` where the standard error is 0, as at a share of 0 or 1.
  public func wilsonInterval(level: Double = 0.95) -> ConfidenceInterval? {
    guard let size = binomialSize else { return nil }
    return ProportionInterval.wilson(successes: value * size, trials: size, level: level)
  }

  /// Korn and Graubard's interval (1998): Clopper and Pearson's at the effective sample size, adjusted for the degrees of
  /// freedom.
  ///
  /// R's `svyciprop(method = "beta")`. Like R, and unlike the rule of the US health statistics agency, the effective size
  /// is not cut off at the number of rows.
  public func kornGraubardInterval(level: Double = 0.95) -> ConfidenceInterval? {
    guard let size = binomialSize, degreesOfFreedom > 0, n > 1,
      let simple = try? StudentTDistribution(degreesOfFreedom: Double(n - 1)),
      let design = try? StudentTDistribution(degreesOfFreedom: Double(degreesOfFreedom))
    else { return nil }
    let tail = (1 - level) / 2
    let ratio = simple.quantile(upperTail: tail) / design.quantile(upperTail: tail)
    let effective = size * ratio * ratio
    let (yes, no) = (effective * value, effective * (1 - value))
    guard let lower = try? BetaDistribution(alpha: yes, beta: no + 1),
      let upper = try? BetaDistribution(alpha: yes + 1, beta: no)
    else { return nil }
    return ConfidenceInterval(
      low: lower.quantile(lowerTail: tail), high: upper.quantile(upperTail: tail), level: level,
      method: "korn-graubard")
  }

  /// The size of a simple random sample whose share would have this standard error.
  private var binomialSize: Double? {
    guard value > 0, value < 1, standardError > 0 else { return nil }
    return value * (1 - value) / (standardError * standardError)
  }
}
