import Evidence
import NumericalMethods

/// How many respondents would have to give another answer for Pearson's p to cross α.
///
/// Respondents stay in their row and move to another column, one at a time, each time the move that brings the
/// statistic nearest to the other side; ties go to the first in the order of the table. For tables larger than 2×2 the
/// count is therefore an upper bound.
public struct Fragility: Sendable, Hashable {
  public let table: ContingencyTable
  public let alpha: Double
  /// Whether the table as it is rejects independence.
  public let isSignificant: Bool
  /// `nil` where more than ``limit`` moves would be needed, or no move is left.
  public let moves: Int?
  /// ``moves`` over the respondents.
  public let share: Double?

  /// After so many moves the search ends.
  public static let limit = 300

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`, `crosstab-only-whole-counts`, `crosstab-level`.
  /// - Complexity: O(*moves* × *rows*² × *columns*³).
  public init(_ table: ContingencyTable, alpha: Double = 0.05) throws(Fault) {
    let occupied = try table.associable()
    guard !table.isWeighted else { throw Fault(CrosstabFault.onlyWholeCounts, ["test": "Fragility"]) }
    let critical = try CrosstabPower(n: table.total, degreesOfFreedom: occupied.degreesOfFreedom, alpha: alpha)
      .criticalValue
    var cells = occupied.counts
    let width = occupied.columnCount
    var best = Self.statistic(cells, width)
    let isSignificant = best >= critical
    var moves = 0
    while (best >= critical) == isSignificant {
      if moves == Self.limit { break }
      var chosen: (from: Int, to: Int)?
      var reached = best
      for place in cells.indices where cells[place] >= 1 {
        let row = place / width
        for other in (row * width)..<((row + 1) * width) where other != place {
          cells[place] -= 1
          cells[other] += 1
          let statistic = Self.statistic(cells, width)
          cells[place] += 1
          cells[other] -= 1
          // A column that empties would change the degrees of freedom under way.
          if statistic.isNaN { continue }
          if isSignificant ? statistic < reached : statistic > reached {
            reached = statistic
            chosen = (place, other)
          }
        }
      }
      guard let chosen else { break }
      cells[chosen.from] -= 1
      cells[chosen.to] += 1
      best = reached
      moves += 1
    }
    self.table = table
    self.alpha = alpha
    self.isSignificant = isSignificant
    let hasCrossed = (best >= critical) != isSignificant
    self.moves = hasCrossed ? moves : nil
    share = hasCrossed ? Double(moves) / occupied.total : nil
  }

  /// N (Σ n²/(r c) − 1); NaN if a column is empty.
  private static func statistic(_ cells: [Double], _ width: Int) -> Double {
    let height = cells.count / width
    var columns = [Double](repeating: 0, count: width)
    for (place, cell) in cells.enumerated() { columns[place % width] += cell }
    let total = columns.reduce(0, +)
    var sum = 0.0
    for row in 0..<height {
      var rowTotal = 0.0
      for column in 0..<width { rowTotal += cells[row * width + column] }
      for column in 0..<width {
        let cell = cells[row * width + column]
        sum += cell * cell / (rowTotal * columns[column])
      }
    }
    return total * (sum - 1)
  }
}
