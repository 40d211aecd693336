import Evidence

/// Yates's chi-square test of a 2×2 table: N (|ad − bc| − N/2)² / (r₁ r₂ c₁ c₂), never below 0.
///
/// A row of its own, never inside an effect size. The correction is bounded as in R and, since 1.7, SciPy. Larger tables
/// have no such correction and are refused.
public struct ContinuityCorrectedTest: ChiSquareFamily {
  public let uncorrected: PearsonTest
  public let result: ChiSquareResult
  public var caveats: [Caveat] { uncorrected.caveats }

  /// - Throws: what ``PearsonTest`` throws, and `crosstab-only-two-by-two`.
  public init(_ table: ContingencyTable) throws(Fault) {
    let occupied = try table.associable()
    try occupied.demandTwoByTwo("Yates")
    uncorrected = try PearsonTest(table)
    // |O − E| is the same in all four cells.
    let expected = uncorrected.expected
    let first = expected.values.indices.first { expected.values[$0] > 0 }!
    let distance = abs(expected.values[first] * expected.relativeDeviations[first])
    let corrected = max(0, distance - 0.5)
    var inverse = 0.0
    for value in expected.values where value > 0 { inverse += 1 / value }
    result = try ChiSquareResult(corrected * corrected * inverse, degreesOfFreedom: 1)
  }
}
