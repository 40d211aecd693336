import Evidence

/// The likelihood-ratio test of independence: 2 Σ O ln(O/E), where a cell of 0 adds nothing.
///
/// No Williams correction, as in SPSS, vcd and SciPy. With a zero cell it can be far from Pearson's statistic.
public struct LikelihoodRatioTest: ChiSquareFamily {
  public let table: ContingencyTable
  public let expected: ExpectedCounts
  public let result: ChiSquareResult
  public var caveats: [Caveat] { expected.caveats }

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`.
  public init(_ table: ContingencyTable) throws(Fault) {
    let occupied = try table.associable()
    self.table = table
    expected = ExpectedCounts(table)
    // The deviations add to 0, so each cell may give 2E((1 + δ) ln(1 + δ) − δ), of which none is negative.
    var sum = 0.0
    for (place, deviation) in expected.relativeDeviations.enumerated() {
      sum += 2 * expected.values[place] * entropyGap(deviation)
    }
    result = try ChiSquareResult(sum, degreesOfFreedom: Double(occupied.degreesOfFreedom))
  }
}
