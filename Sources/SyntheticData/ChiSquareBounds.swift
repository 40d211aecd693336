/// What one statistic of a table of whole counts allows another to be.
public enum ChiSquareBounds {
  /// The least and the largest likelihood ratio of any table of `n` whole counts whose Pearson statistic is `pearson`.
  ///
  /// A cell with *o* ≥ 1 and (*o* − *e*)²/*e* ≤ X² has *o*/*e* ≤ R, where R + 1/R = X² + 2, and each cell adds at least
  /// h(R) = 2(R ln R − R + 1)/(R − 1)² times its part of X²; Jensen's inequality gives 2 *n* ln(1 + X²/*n*) from above.
  /// Holds for counts, not for sums of weights.
  public static func likelihoodRatio(givenPearson pearson: ClosedRange<Double>, n: Int) -> ClosedRange<Double> {
    let high = pearson.upperBound
    let total = Double(n)
    let above = 2 * total * repeatableLogarithm(1 + high / total)
    guard high > 1e-8 else { return 0...above }
    let sum = high + 2
    let ratio = (sum + (sum * sum - 4).squareRoot()) / 2
    let gap = ratio - 1
    let least = 2 * (ratio * repeatableLogarithm(ratio) - ratio + 1) / (gap * gap)
    return max(pearson.lowerBound, 0) * least...above
  }

  /// The largest linear-by-linear statistic beside a Pearson statistic: X²(*n* − 1)/*n*, by the Cauchy–Schwarz
  /// inequality, whatever the scores.
  public static func linear(givenPearson pearson: Double, n: Int) -> Double {
    pearson * Double(n - 1) / Double(n)
  }
}
