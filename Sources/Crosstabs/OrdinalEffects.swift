import Evidence

/// Whether the two answers rise together, in the order of the categories in the table.
public struct OrdinalEffects: Sendable, Hashable {
  /// Goodman and Kruskal's γ: concordant less discordant pairs among those without ties.
  public let gamma: AssociationMeasure?
  /// Kendall's τb, tied pairs of either kind counted below.
  public let tauB: AssociationMeasure
  /// Stuart's τc, for tables of unequal sides.
  public let tauC: AssociationMeasure
  /// Somers's d, pairs tied on the question given left out.
  public let somersD: AssociationMeasure.Directed

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`, `crosstab-level`.
  /// - Complexity: O(*rows* × *columns*).
  public init(_ table: ContingencyTable, level: Double = 0.95) throws(Fault) {
    let occupied = try table.associable()
    let pairs = PairOrder(occupied)
    gamma =
      pairs.concordant + pairs.discordant > 0
      ? try pairs.measure(level, over: pairs.concordant + pairs.discordant) { place, _, _ in
        2 * (pairs.above[place] + pairs.against[place])
      } : nil
    let n = occupied.total
    let rowPairs = n * n - occupied.rowTotals.reduce(0) { $0 + $1 * $1 }
    let columnPairs = n * n - occupied.columnTotals.reduce(0) { $0 + $1 * $1 }
    let scale = (rowPairs * columnPairs).squareRoot()
    tauB = try pairs.measure(level, over: scale) { _, row, column in
      scale * ((n - row) / rowPairs + (n - column) / columnPairs)
    }
    let smaller = Double(min(occupied.rowCount, occupied.columnCount))
    let size = n * n * (smaller - 1) / smaller
    tauC = try pairs.measure(level, over: size) { _, _, _ in 2 * size / n }
    let mean = (rowPairs + columnPairs) / 2
    somersD = AssociationMeasure.Directed(
      columnsGivenRows: try pairs.measure(level, over: rowPairs) { _, row, _ in 2 * (n - row) },
      rowsGivenColumns: try pairs.measure(level, over: columnPairs) { _, _, column in 2 * (n - column) },
      symmetric: try pairs.measure(level, over: mean) { _, row, column in 2 * n - row - column })
  }
}

/// How many respondents stand above and below each cell on both questions, and how many across.
private struct PairOrder {
  let table: ContingencyTable
  /// Respondents higher on both or lower on both, for each cell.
  var above: [Double]
  /// Respondents higher on one and lower on the other.
  var against: [Double]
  /// Twice the concordant pairs.
  var concordant = 0.0
  /// Twice the discordant pairs.
  var discordant = 0.0

  init(_ table: ContingencyTable) {
    let (height, width) = (table.rowCount, table.columnCount)
    // sums[r, c] is the total of the cells above row r and left of column c.
    var sums = [Double](repeating: 0, count: (height + 1) * (width + 1))
    for row in 0..<height {
      var line = 0.0
      for column in 0..<width {
        line += table[row, column]
        sums[(row + 1) * (width + 1) + column + 1] = sums[row * (width + 1) + column + 1] + line
      }
    }
    func block(_ rows: Range<Int>, _ columns: Range<Int>) -> Double {
      sums[rows.upperBound * (width + 1) + columns.upperBound]
        - sums[rows.lowerBound * (width + 1) + columns.upperBound]
        - sums[rows.upperBound * (width + 1) + columns.lowerBound]
        + sums[rows.lowerBound * (width + 1) + columns.lowerBound]
    }
    self.table = table
    above = []
    against = []
    for row in 0..<height {
      for column in 0..<width {
        let (before, after) = (0..<row, (row + 1)..<height)
        let (left, right) = (0..<column, (column + 1)..<width)
        above.append(block(before, left) + block(after, right))
        against.append(block(before, right) + block(after, left))
        concordant += table[row, column] * above.last!
        discordant += table[row, column] * against.last!
      }
    }
  }

  /// (P − Q) / `bottom`, where `slope` tells how `bottom` grows with one more respondent in a cell of that row and
  /// column total.
  func measure(
    _ level: Double, over bottom: Double, _ slope: (Int, Double, Double) -> Double
  ) throws(Fault) -> AssociationMeasure {
    let difference = concordant - discordant
    let value = difference / bottom
    var (variance, squares) = (0.0, 0.0)
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount {
        let place = row * table.columnCount + column
        let step = above[place] - against[place]
        let gradient = (2 * step - value * slope(place, table.rowTotals[row], table.columnTotals[column])) / bottom
        variance += table.counts[place] * gradient * gradient
        squares += table.counts[place] * step * step
      }
    }
    let nullVariance = 4 / (bottom * bottom) * (squares - difference * difference / table.total)
    return try AssociationMeasure(value, variance: variance, nullVariance: nullVariance, level: level)
  }
}
