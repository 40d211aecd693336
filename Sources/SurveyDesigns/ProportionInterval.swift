import Evidence
import NumericalMethods

/// Intervals for the share of a whole that answered in one way.
public enum ProportionInterval {
  /// Wilson's interval for `successes` among `trials`, which need not be whole: an effective sample size will do.
  ///
  ///     ProportionInterval.wilson(successes: 15, trials: 20)    // 0.531…0.888
  ///
  /// Never leaves [0, 1], and is not empty at 0 or at `trials`. R's `prop.test` adds a continuity correction; with
  /// `correct = FALSE` it gives these numbers. `nil` where there are no trials.
  public static func wilson(successes: Double, trials: Double, level: Double = 0.95) -> ConfidenceInterval? {
    guard trials > 0 else { return nil }
    let z = NormalDistribution().quantile(upperTail: (1 - level) / 2)
    let (share, square) = (successes / trials, z * z / trials)
    let center = (share + square / 2) / (1 + square)
    let half = z / (1 + square) * (share * (1 - share) / trials + square / (4 * trials)).squareRoot()
    // At the ends the formula is exact but for rounding.
    return ConfidenceInterval(
      low: successes == 0 ? 0 : max(0, center - half), high: successes == trials ? 1 : min(1, center + half),
      level: level, method: "wilson")
  }
}
