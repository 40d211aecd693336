import Evidence

/// Whether counts follow given proportions: Σ (O − Np)² / (Np).
///
///     try GoodnessOfFitTest([315, 108, 101, 32], proportions: [9, 3, 3, 1]).result.statistic   // 0.470…
public struct GoodnessOfFitTest: ChiSquareFamily {
  public let counts: [Double]
  /// They add to 1.
  public let proportions: [Double]
  public let expected: [Double]
  public let result: ChiSquareResult
  public let likelihoodRatio: ChiSquareResult
  public let caveats: [Caveat]

  /// Proportions are divided by their sum; without any, all categories are equally likely.
  ///
  /// - Throws: `crosstab-proportions`, `crosstab-negative-count`, `crosstab-no-common-rows`.
  public init(_ counts: [Double], proportions given: [Double]? = nil) throws(Fault) {
    let weights = given ?? counts.map { _ in 1 }
    guard counts.count >= 2, weights.count == counts.count, weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw Fault(
        CrosstabFault.proportions, ["given": .integer(weights.count), "categories": .integer(counts.count)])
    }
    for (place, count) in counts.enumerated() where !(count >= 0 && count.isFinite) {
      throw Fault(
        CrosstabFault.negativeCount, ["count": .number(count), "row": 1, "column": .integer(place + 1)])
    }
    let total = counts.reduce(0, +)
    guard total > 0 else {
      throw Fault(CrosstabFault.noCommonRows, ["rows": "counts", "columns": "proportions", "excluded": 0])
    }
    let sum = weights.reduce(0, +)
    self.counts = counts
    proportions = weights.map { $0 / sum }
    expected = weights.map { total * $0 / sum }
    var pearson = 0.0
    var deviance = 0.0
    for (count, expected) in zip(counts, expected) {
      let deviation = (count - expected) / expected
      pearson += expected * deviation * deviation
      deviance += 2 * expected * entropyGap(deviation)
    }
    let degrees = Double(counts.count - 1)
    result = try ChiSquareResult(pearson, degreesOfFreedom: degrees)
    likelihoodRatio = try ChiSquareResult(deviance, degreesOfFreedom: degrees)
    let low = expected.filter { $0 < 5 }.count
    let minimum = expected.min()!
    let belowOne = expected.filter { $0 < 1 }.count
    caveats =
      low * 5 < counts.count && belowOne == 0
      ? []
      : [
        Caveat(
          CrosstabCaveat.lowExpectedCounts,
          [
            "cells": .integer(low), "of": .integer(counts.count),
            "percent": .number((1000 * Double(low) / Double(counts.count)).rounded() / 10), "minimum": .number(minimum),
            "belowOne": .integer(belowOne),
          ])
      ]
  }
}
