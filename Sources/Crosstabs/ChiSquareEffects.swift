import Evidence
import NumericalMethods

/// Strengths of association made of Pearson's statistic, without any continuity correction.
public struct ChiSquareEffects: Sendable, Hashable {
  /// The correlation of a 2×2 table, with its sign; `nil` for larger tables. SPSS prints √(X²/N) there, vcd nothing.
  public let phi: Estimate?
  /// Cramér's √(X² / (N (k − 1))), k the lesser of rows and columns, with the interval that the noncentral chi-square
  /// gives the value in the population. The interval may end below the estimate, which is too high on average.
  public let cramersV: Estimate
  /// Bergsma's correction of ``cramersV`` for what chance alone would give. Never above it.
  public let cramersVCorrected: Double
  /// Pearson's √(X² / (X² + N))
  public let contingency: Double
  /// ``contingency`` over √((k − 1)/k), the most it can be.
  public let contingencyOfMaximum: Double

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`, `crosstab-level`.
  public init(_ table: ContingencyTable, level: Double = 0.95) throws(Fault) {
    let occupied = try table.associable()
    let pearson = try PearsonTest(occupied)
    let statistic = pearson.result.statistic
    let n = occupied.total
    let (height, width) = (Double(occupied.rowCount), Double(occupied.columnCount))
    let smaller = min(height, width)
    let scale = n * (smaller - 1)
    let bounds = try noncentralityBounds(
      statistic, pearson.degreesOfFreedom, level: level, reach: normalReach(level))
    cramersV = Estimate(
      (statistic / scale).squareRoot(),
      interval: ConfidenceInterval(
        low: min(1, (bounds.low / scale).squareRoot()), high: min(1, (bounds.high / scale).squareRoot()), level: level,
        method: "noncentral-chi-square"))
    let shrunk = max(0, statistic / n - (height - 1) * (width - 1) / (n - 1))
    let (rows, columns) = (height - (height - 1) * (height - 1) / (n - 1), width - (width - 1) * (width - 1) / (n - 1))
    let room = min(rows, columns) - 1
    cramersVCorrected = room > 0 ? (shrunk / room).squareRoot() : 0
    contingency = (statistic / (statistic + n)).squareRoot()
    contingencyOfMaximum = contingency / ((smaller - 1) / smaller).squareRoot()
    phi =
      occupied.isTwoByTwo ? try Correlation(occupied, rowScores: [0, 1], columnScores: [0, 1], level).estimate : nil
  }
}

/// Pearson's correlation of two sets of scores on a table, with the errors SPSS and SAS give it.
public struct Correlation: Sendable, Hashable {
  /// With the error that does not assume independence (ASE1).
  public let estimate: Estimate
  /// The error under independence (ASE0).
  public let nullStandardError: Double

  /// - Throws: `crosstab-constant-scores`, `crosstab-level`.
  public init(
    _ table: ContingencyTable, rowScores: [Double], columnScores: [Double], _ level: Double = 0.95
  ) throws(Fault) {
    let sums = CrossProducts(table, rowScores: rowScores, columnScores: columnScores)
    for (variable, sum) in [(table.rows, sums.rows), (table.columns, sums.columns)] where !(sum > 0) {
      throw Fault(CrosstabFault.constantScores, ["variable": .text(variable.name)])
    }
    let scale = (sums.rows * sums.columns).squareRoot()
    let r = sums.both / scale
    var (squares, gradients) = (0.0, 0.0)
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount {
        let (x, y) = (sums.rowDeviations[row], sums.columnDeviations[column])
        let slope = x * y / scale - r / 2 * (x * x / sums.rows + y * y / sums.columns)
        gradients += table[row, column] * slope * slope
        squares += table[row, column] * x * x * y * y
      }
    }
    let error = gradients.squareRoot()
    nullStandardError =
      (max(0, squares - sums.both * sums.both / table.total) / (sums.rows * sums.columns)).squareRoot()
    estimate = Estimate(r, standardError: error, interval: try .wald(around: r, error, level))
  }
}
