import Glibc

/// What one statistic of a table of whole counts allows another to be.
public enum ChiSquareBounds {
  /// The least and the largest likelihood ratio of any table of `n` whole counts whose Pearson statistic lies in
  /// `pearson`.
  ///
  /// Term by term 2(o ln(o/e) − (o − e)) is (o − e)²/e times h(o/e), and h falls; a cell with a count has
  /// (o − e)²/e ≤ X², so o/e is at most R with R + 1/R = X² + 2, while an empty cell has the ratio 2. So the ratio is
  /// at least 2(ln R − 1 + 1/R), which grows with X². Jensen's inequality gives 2 *n* ln(1 + X²/*n*) from above. Holds
  /// for counts, not for sums of weights.
  public static func likelihoodRatio(givenPearson pearson: ClosedRange<Double>, n: Int) -> ClosedRange<Double> {
    let low = max(0, pearson.lowerBound)
    let excess = (low + (low * low + 4 * low).squareRoot()) / 2
    let least = 2 * entropyGap(excess) / (1 + excess)
    return least...max(least, 2 * Double(n) * log1p(max(0, pearson.upperBound) / Double(n)))
  }

  /// The largest linear-by-linear statistic beside a Pearson statistic: X²(*n* − 1)/*n*, by the Cauchy–Schwarz
  /// inequality, whatever the scores.
  public static func linear(givenPearson pearson: Double, n: Int) -> Double {
    pearson * Double(n - 1) / Double(n)
  }
}
