import Evidence

/// Whether the share of the first column is the same in both rows of a 2×2 table.
public struct TwoProportionTest: HypothesisTest {
  public let table: ContingencyTable
  /// The share of the first column in each row.
  public let proportions: [Double]
  /// The pooled z; its square is Pearson's statistic.
  public let z: Double
  public let pValue: Double
  public let logP: Double
  /// The first share minus the second, with Newcombe's interval made of two Wilson intervals.
  public let difference: Estimate
  /// The first share over the second, with the interval on the log scale; `nil` where either count is 0.
  public let ratio: Estimate?
  public let caveats: [Caveat]

  public var statistic: Double? { z }

  /// - Throws: `crosstab-only-two-by-two`, `crosstab-no-common-rows`, `crosstab-constant-variable`, `crosstab-level`.
  public init(_ table: ContingencyTable, level: Double = 0.95) throws(Fault) {
    try table.demandTwoByTwo("z")
    _ = try table.associable()
    self.table = table
    let (first, second) = (table[0, 0] / table.rowTotals[0], table[1, 0] / table.rowTotals[1])
    proportions = [first, second]
    let pearson = try PearsonTest(table)
    z = pearson.result.statistic.squareRoot() * (first < second ? -1 : 1)
    pValue = pearson.pValue
    logP = pearson.logP
    caveats = pearson.caveats
    difference = try TwoByTwoEffects.riskDifference(table, level)
    ratio = try TwoByTwoEffects.riskRatio(table, column: 0, level)
  }
}
