import Evidence

/// How much better one answer is guessed once the other is known.
public struct PredictionEffects: Sendable, Hashable {
  /// Goodman and Kruskal's λ: fewer wrong guesses of the most frequent category. Ties for the most frequent go to the
  /// first category in the order of the table, which changes the standard error but not λ.
  public let lambda: AssociationMeasure.Directed
  /// Goodman and Kruskal's τ, with the p of (N − 1)(C − 1)τ as SPSS gives it.
  public let goodmanKruskalTau: AssociationMeasure.Directed
  /// Theil's U, the share of the entropy that is removed, with the p of the likelihood-ratio test.
  public let uncertainty: AssociationMeasure.Directed

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`, `crosstab-level`.
  public init(_ table: ContingencyTable, level: Double = 0.95) throws(Fault) {
    let occupied = try table.associable()
    let flipped = occupied.transposed
    lambda = AssociationMeasure.Directed(
      columnsGivenRows: try Self.lambda(occupied, level), rowsGivenColumns: try Self.lambda(flipped, level),
      symmetric: try Self.symmetricLambda(occupied, level))
    goodmanKruskalTau = AssociationMeasure.Directed(
      columnsGivenRows: try Self.tau(occupied, level), rowsGivenColumns: try Self.tau(flipped, level),
      symmetric: nil)
    let test = try LikelihoodRatioTest(occupied).result
    let entropies = Entropies(occupied)
    uncertainty = AssociationMeasure.Directed(
      columnsGivenRows: try entropies.measure(occupied, row: 0, column: 1, test, level),
      rowsGivenColumns: try entropies.measure(occupied, row: 1, column: 0, test, level),
      symmetric: try entropies.measure(occupied, row: 0.5, column: 0.5, test, level))
  }

  /// The place of the largest, the first of several.
  private static func mode(_ values: [Double]) -> Int {
    values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
  }

  private static func rowModes(_ table: ContingencyTable) -> [Int] {
    (0..<table.rowCount).map { row in mode((0..<table.columnCount).map { table[row, $0] }) }
  }

  private static func lambda(_ table: ContingencyTable, _ level: Double) throws(Fault) -> AssociationMeasure {
    let modes = rowModes(table)
    let overall = mode(table.columnTotals)
    let n = table.total
    var (within, shared) = (0.0, 0.0)
    for (row, column) in modes.enumerated() {
      within += table[row, column]
      if column == overall { shared += table[row, column] }
    }
    let wrong = n - table.columnTotals[overall]
    let value = (within - table.columnTotals[overall]) / wrong
    let variance = (n - within) * (within + table.columnTotals[overall] - 2 * shared) / (wrong * wrong * wrong)
    return try AssociationMeasure(value, variance: variance, level: level)
  }

  /// Each count's slope: guesses gained in its row and in its column less what the overall modes gain.
  private static func symmetricLambda(_ table: ContingencyTable, _ level: Double) throws(Fault) -> AssociationMeasure {
    let (rowModes, columnModes) = (rowModes(table), rowModes(table.transposed))
    let (modalRow, modalColumn) = (mode(table.rowTotals), mode(table.columnTotals))
    let overall = table.rowTotals[modalRow] + table.columnTotals[modalColumn]
    var within = 0.0
    for (row, column) in rowModes.enumerated() { within += table[row, column] }
    for (column, row) in columnModes.enumerated() { within += table[row, column] }
    let bottom = 2 * table.total - overall
    let value = (within - overall) / bottom
    var variance = 0.0
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount {
        let inside = (rowModes[row] == column ? 1.0 : 0) + (columnModes[column] == row ? 1 : 0)
        let outside = (row == modalRow ? 1.0 : 0) + (column == modalColumn ? 1 : 0)
        let slope = (inside - outside - value * (2 - outside)) / bottom
        variance += table[row, column] * slope * slope
      }
    }
    return try AssociationMeasure(value, variance: variance, level: level)
  }

  private static func tau(_ table: ContingencyTable, _ level: Double) throws(Fault) -> AssociationMeasure {
    let n = table.total
    var purity: [Double] = []
    for row in 0..<table.rowCount {
      var squares = 0.0
      for column in 0..<table.columnCount { squares += table[row, column] * table[row, column] }
      purity.append(squares / table.rowTotals[row])
    }
    let within = purity.reduce(0, +)
    let squares = table.columnTotals.reduce(0) { $0 + $1 * $1 }
    let (top, bottom) = (n * within - squares, n * n - squares)
    let value = max(0, top / bottom)
    var variance = 0.0
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount {
        let share = table[row, column] / table.rowTotals[row]
        let topSlope =
          within + n * (2 * share - purity[row] / table.rowTotals[row]) - 2 * table.columnTotals[column]
        let slope = (topSlope - value * 2 * (n - table.columnTotals[column])) / bottom
        variance += table[row, column] * slope * slope
      }
    }
    let test = try ChiSquareResult(
      (n - 1) * Double(table.columnCount - 1) * value, degreesOfFreedom: Double(table.degreesOfFreedom))
    return try AssociationMeasure(value, variance: variance, test: test, level: level)
  }
}

/// The entropies of rows and columns and what they share, in natural logarithms.
private struct Entropies {
  let rows: Double
  let columns: Double
  let shared: Double

  init(_ table: ContingencyTable) {
    func entropy(_ totals: [Double]) -> Double {
      totals.reduce(0) { sum, count in
        count == 0 ? sum : sum - count / table.total * logarithm(count / table.total)
      }
    }
    rows = entropy(table.rowTotals)
    columns = entropy(table.columnTotals)
    let expected = ExpectedCounts(table)
    var sum = 0.0
    for (value, deviation) in zip(expected.values, expected.relativeDeviations) { sum += value * entropyGap(deviation) }
    shared = sum / table.total
  }

  /// The shared entropy over a mix of both.
  func measure(
    _ table: ContingencyTable, row rowShare: Double, column columnShare: Double, _ test: ChiSquareResult,
    _ level: Double
  ) throws(Fault) -> AssociationMeasure {
    let bottom = rowShare * rows + columnShare * columns
    let value = shared / bottom
    let n = table.total
    var variance = 0.0
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount where table[row, column] > 0 {
        let (r, c) = (table.rowTotals[row], table.columnTotals[column])
        let gain = logarithm(n * table[row, column] / (r * c)) - shared
        let loss = rowShare * (-logarithm(r / n) - rows) + columnShare * (-logarithm(c / n) - columns)
        let slope = (gain - value * loss) / (bottom * n)
        variance += table[row, column] * slope * slope
      }
    }
    return try AssociationMeasure(value, variance: variance, test: test, level: level)
  }
}
