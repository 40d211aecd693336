import Evidence

/// The linear-by-linear test of trend: (N − 1) r², where r correlates the scores of rows and columns.
///
/// SPSS takes the stored codes as scores, and so do we unless told otherwise; SAS offers ranks and ridits; some texts
/// multiply by N.
public struct LinearByLinearTest: ChiSquareFamily {
  public let table: ContingencyTable
  public let rowScores: CategoryScores
  public let columnScores: CategoryScores
  /// The correlation of the scores.
  public let correlation: Double
  public let result: ChiSquareResult
  public let caveats: [Caveat]

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`, `crosstab-score-count`,
  ///   `crosstab-constant-scores`.
  public init(
    _ table: ContingencyTable, rowScores: CategoryScores = .codes, columnScores: CategoryScores = .codes
  ) throws(Fault) {
    _ = try table.associable()
    self.table = table
    self.rowScores = rowScores
    self.columnScores = columnScores
    let first = try rowScores.values(of: table.rows, totals: table.rowTotals)
    let second = try columnScores.values(of: table.columns, totals: table.columnTotals)
    let sums = CrossProducts(table, rowScores: first, columnScores: second)
    for (variable, sum) in [(table.rows, sums.rows), (table.columns, sums.columns)] where !(sum > 0) {
      throw Fault(CrosstabFault.constantScores, ["variable": .text(variable.name)])
    }
    correlation = sums.both / (sums.rows * sums.columns).squareRoot()
    result = try ChiSquareResult((table.total - 1) * correlation * correlation, degreesOfFreedom: 1)
    var caveats: [Caveat] = []
    for (variable, scores) in [(table.rows, rowScores), (table.columns, columnScores)] {
      if variable.isNominal {
        caveats.append(Caveat(CrosstabCaveat.nominalInTrend, ["variable": .text(variable.name)]))
      } else if scores == .codes, variable.isOrdered, !variable.scores.isMonotone {
        caveats.append(
          Caveat(
            CrosstabCaveat.nonMonotoneCodes,
            ["variable": .text(variable.name), "codes": .list(variable.levels.map(\.value.description))]))
      }
    }
    self.caveats = caveats
  }
}

/// Sums of squares and products of scores about their means.
struct CrossProducts {
  var rows = 0.0
  var columns = 0.0
  var both = 0.0
  let rowDeviations: [Double]
  let columnDeviations: [Double]

  init(_ table: ContingencyTable, rowScores: [Double], columnScores: [Double]) {
    func centred(_ scores: [Double], _ totals: [Double]) -> [Double] {
      var sum = 0.0
      for (score, total) in zip(scores, totals) { sum += score * total }
      let mean = sum / table.total
      return scores.map { $0 - mean }
    }
    rowDeviations = centred(rowScores, table.rowTotals)
    columnDeviations = centred(columnScores, table.columnTotals)
    for (deviation, total) in zip(rowDeviations, table.rowTotals) { rows += deviation * deviation * total }
    for (deviation, total) in zip(columnDeviations, table.columnTotals) { columns += deviation * deviation * total }
    for row in 0..<table.rowCount {
      var inner = 0.0
      for column in 0..<table.columnCount { inner += table[row, column] * columnDeviations[column] }
      both += rowDeviations[row] * inner
    }
  }
}

extension [Double] {
  /// Whether every number is above the one before, or every one below.
  var isMonotone: Bool {
    let steps = zip(self, dropFirst())
    return steps.allSatisfy { $0 < $1 } || steps.allSatisfy { $0 > $1 }
  }
}
