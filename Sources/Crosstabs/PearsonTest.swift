import Evidence

/// Pearson's chi-square test of independence: Σ (O − E)² / E.
///
///     try PearsonTest(ContingencyTable(typed: "20,34,32;24,28,23;33,20,12")).result.statistic   // 13.6129…
///
/// Empty rows and columns leave the degrees of freedom, as in SPSS; R answers NaN and SciPy refuses. No continuity
/// correction, unlike R and SciPy on 2×2 tables: see ``ContinuityCorrectedTest``.
public struct PearsonTest: ChiSquareFamily {
  public let table: ContingencyTable
  public let expected: ExpectedCounts
  public let result: ChiSquareResult
  public var caveats: [Caveat] { expected.caveats }

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`.
  public init(_ table: ContingencyTable) throws(Fault) {
    let occupied = try table.associable()
    self.table = table
    expected = ExpectedCounts(table)
    result = try ChiSquareResult(
      expected.pearsonStatistic, degreesOfFreedom: Double(occupied.degreesOfFreedom))
  }
}

extension ExpectedCounts {
  var pearsonStatistic: Double {
    var sum = 0.0
    for (place, deviation) in relativeDeviations.enumerated() { sum += values[place] * deviation * deviation }
    return sum
  }
}

/// Campbell's (N − 1) chi-square: Pearson's statistic times (N − 1)/N, the better choice for small 2×2 tables.
public struct SmallSampleTest: ChiSquareFamily {
  public let uncorrected: PearsonTest
  public let result: ChiSquareResult
  /// Cochran's rule does not apply: for 2×2 tables this test holds while every expected count reaches 1.
  public var caveats: [Caveat] { uncorrected.expected.cellsBelowOne > 0 ? uncorrected.caveats : [] }

  /// - Throws: what ``PearsonTest`` throws, and `crosstab-only-two-by-two`.
  public init(_ table: ContingencyTable) throws(Fault) {
    try table.associable().demandTwoByTwo("(N−1) χ²")
    uncorrected = try PearsonTest(table)
    result = try ChiSquareResult(
      uncorrected.result.statistic * (table.total - 1) / table.total,
      degreesOfFreedom: uncorrected.result.degreesOfFreedom)
  }
}
