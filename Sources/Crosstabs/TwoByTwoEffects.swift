import Evidence

/// How strongly two yes-or-no questions go together.
///
/// With a zero among the counts an odds ratio of 0 has no interval, an infinite one is `nil`.
public struct TwoByTwoEffects: Sendable, Hashable {
  /// ad/bc of the sample with Woolf's interval; the standard error is of its logarithm. R's `fisher.test` gives the
  /// conditional estimate instead.
  public let oddsRatio: Estimate?
  /// The share of each column in the first row over that in the second: SPSS's “For cohort” rows.
  public let riskRatios: [Estimate?]
  /// The share of the first column in the first row minus that in the second, with Newcombe's interval.
  public let riskDifference: Estimate
  public let caveats: [Caveat]

  /// - Throws: `crosstab-only-two-by-two`, `crosstab-no-common-rows`, `crosstab-constant-variable`, `crosstab-level`.
  public init(_ table: ContingencyTable, level: Double = 0.95) throws(Fault) {
    let table = try table.associable()
    try table.demandTwoByTwo("OR")
    oddsRatio = try Self.oddsRatio(table, level)
    riskRatios = [
      try Self.riskRatio(table, column: 0, level), try Self.riskRatio(table, column: 1, level),
    ]
    riskDifference = try Self.riskDifference(table, level)
    caveats = table.counts.contains(0) ? [Caveat(CrosstabCaveat.zeroCell)] : []
  }

  static func oddsRatio(_ table: ContingencyTable, _ level: Double) throws(Fault) -> Estimate? {
    let down = table[0, 1] * table[1, 0]
    if down == 0 { return nil }
    let ratio = table[0, 0] * table[1, 1] / down
    if ratio == 0 { return Estimate(0) }
    let error = table.counts.reduce(0) { $0 + 1 / $1 }.squareRoot()
    return Estimate(
      ratio, standardError: error, interval: try .logarithmic(around: ratio, error, level, method: "woolf"))
  }

  static func riskRatio(_ table: ContingencyTable, column: Int, _ level: Double) throws(Fault) -> Estimate? {
    let (first, second) = (table[0, column], table[1, column])
    if second == 0 { return nil }
    let ratio = first / table.rowTotals[0] / (second / table.rowTotals[1])
    if first == 0 { return Estimate(0) }
    let error = (1 / first - 1 / table.rowTotals[0] + 1 / second - 1 / table.rowTotals[1]).squareRoot()
    return Estimate(
      ratio, standardError: error, interval: try .logarithmic(around: ratio, error, level, method: "log"))
  }

  static func riskDifference(_ table: ContingencyTable, _ level: Double) throws(Fault) -> Estimate {
    let z = try normalReach(level)
    let (n1, n2) = (table.rowTotals[0], table.rowTotals[1])
    let (p1, p2) = (table[0, 0] / n1, table[1, 0] / n2)
    let (first, second) = (wilson(p1, n1, z), wilson(p2, n2, z))
    func root(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    return Estimate(
      p1 - p2, standardError: (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2).squareRoot(),
      interval: ConfidenceInterval(
        low: p1 - p2 - root(p1 - first.low, second.high - p2), high: p1 - p2 + root(first.high - p1, p2 - second.low),
        level: level, method: "newcombe"))
  }

  private static func wilson(_ p: Double, _ n: Double, _ z: Double) -> (low: Double, high: Double) {
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    // At shares of 0 and 1 the bound is exactly 0 or 1.
    return (p == 0 ? 0 : middle - reach, p == 1 ? 1 : middle + reach)
  }
}
