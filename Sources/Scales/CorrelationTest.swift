import Evidence
import Glibc
import NumericalMethods

/// The p-values and intervals of correlations.
enum CorrelationTest {
  /// Two-sided, from t = r √((n − 2) / (1 − r²)) on n − 2 degrees of freedom; `nil` below three rows.
  ///
  /// R's `cor.test` and SPSS use it for Pearson; for Spearman R computes exact p-values below 1,290 rows without
  /// ties unless told otherwise, SciPy and SPSS do as here.
  static func studentP(_ r: Double, n: Int) -> Double? {
    guard n > 2 else { return nil }
    if abs(r) == 1 { return 0 }
    let df = Double(n - 2)
    let t = abs(r) * (df / ((1 - abs(r)) * (1 + abs(r)))).squareRoot()
    return try? min(1, StudentTDistribution(degreesOfFreedom: df).twoTails(at: t))
  }

  /// Exact below ten rows without ties, else from the normal form whose variance knows the ties, without continuity correction.
  ///
  /// SciPy goes on exactly up to 33 rows, R below 50.
  static func kendallP(_ pairs: Concordance) -> (p: Double?, isExact: Bool) {
    if pairs.n < 10, !pairs.hasTies { return (exactKendallP(pairs), true) }
    let variance = pairs.variance
    guard variance > 0 else { return (nil, false) }
    let z = abs(Double(pairs.difference)) / variance.squareRoot()
    return (min(1, 2 * NormalDistribution().upperTail(at: z)), false)
  }

  /// Twice the smaller tail of the number of agreeing pairs, at most 1, over all orders of the rows.
  private static func exactKendallP(_ pairs: Concordance) -> Double? {
    guard pairs.n > 1 else { return nil }
    // orders[k] of the orders of so many rows have k disagreeing pairs.
    var orders = [1]
    for rows in 2...pairs.n {
      var next = [Int](repeating: 0, count: orders.count + rows - 1)
      for (k, count) in orders.enumerated() {
        for added in 0..<rows { next[k + added] += count }
      }
      orders = next
    }
    let all = orders.count - 1
    let disagreeing = (all - pairs.difference) / 2
    let smaller = min(disagreeing, all - disagreeing)
    let tail = orders[0...smaller].reduce(0, +)
    return min(1, 2 * Double(tail) / Double(orders.reduce(0, +)))
  }

  /// An interval on Fisher's z = artanh r, with the standard error that suits the method: 1/√(n − 3) for Pearson, √((1 +
  /// r²/2) / (n − 3)) for Spearman (Bonett and Wright 2000), √(0.437 / (n − 4)) for Kendall (Fieller, Hartley and
  /// Pearson 1957).
  ///
  /// `nil` where there are too few rows. R's `cor.test` gives that of Pearson only; SPSS gives all three.
  static func interval(_ r: Double, n: Int, _ method: CorrelationMethod, level: Double) -> ConfidenceInterval? {
    let (variance, name): (Double, String) =
      switch method {
      case .pearson: (1 / Double(n - 3), "fisher-z")
      case .spearman: ((1 + r * r / 2) / Double(n - 3), "fisher-z-bonett-wright")
      case .kendall: (0.437 / Double(n - 4), "fisher-z-fieller")
      }
    guard n > (method == .kendall ? 4 : 3) else { return nil }
    if abs(r) == 1 { return ConfidenceInterval(low: r, high: r, level: level, method: name) }
    let z = atanh(r)
    let half = NormalDistribution().quantile(upperTail: (1 - level) / 2) * variance.squareRoot()
    return ConfidenceInterval(low: tanh(z - half), high: tanh(z + half), level: level, method: name)
  }
}
