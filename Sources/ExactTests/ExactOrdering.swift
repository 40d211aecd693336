import Crosstabs
import Evidence
import Glibc

/// What makes a table with the same margins at least as extreme as the observed one, in exact and Monte-Carlo tests.
///
/// The choice matters: the table `5,0,1;1,4,2;0,2,3` has an exact p of 0.0209 by probability, 0.0125 by Pearson's X²
/// and 0.0211 by the likelihood ratio.
public enum TableOrdering: String, CaseIterable, Sendable, Hashable {
  /// Tables no more probable: Fisher's test and its extension by Freeman and Halton.
  case probability
  case pearson
  case likelihoodRatio
  /// Two-sided: tables whose trend, in either direction, is at least as strong.
  case linearByLinear
}

/// The margins of a table and a score for each cell and count; a table's score is the sum over its cells.
///
/// Every ``TableOrdering`` is such a sum, so one sampler and one enumeration serve all of them.
struct ScoredMargins: Sendable, Hashable {
  /// Without empty rows and columns.
  let rows: [Int]
  let columns: [Int]
  let ordering: TableOrdering
  /// `scores[row][column][count]` up to the smaller margin.
  let scores: [[[Double]]]
  /// The score of the observed table.
  let observed: Double
  /// What users know: X², G², (N−1)r²; `nil` for probabilities.
  let statistic: Double?
  /// The sum of the absolute values of the observed table's scores, against which rounding is measured.
  let magnitude: Double

  var total: Int { rows.reduce(0, +) }

  init(_ table: ContingencyTable, _ ordering: TableOrdering) throws(Fault) {
    let table = table.droppingEmptyCategories()
    guard let counts = table.wholeCounts else {
      throw Fault(CrosstabFault.onlyWholeCounts, ["test": .text(ordering.rawValue)])
    }
    let height = table.rowCount
    let width = table.columnCount
    let rowTotals = table.rowTotals.map { Int($0) }
    let columnTotals = table.columnTotals.map { Int($0) }
    if ordering == .linearByLinear {
      for variable in [table.rows, table.columns] where variable.levels.count > 1 {
        if Set(variable.scores).count == 1 {
          throw Fault(CrosstabFault.constantScores, ["variable": .text(variable.name)])
        }
      }
    }
    let rowScores = Self.centred(table.rows.scores, table.rowTotals)
    let columnScores = Self.centred(table.columns.scores, table.columnTotals)
    let size = table.total
    var scores: [[[Double]]] = []
    for row in 0..<height {
      scores.append(
        (0..<width).map { column in
          let expected = table.rowTotals[row] * table.columnTotals[column] / size
          return (0...min(rowTotals[row], columnTotals[column])).map { count in
            if ordering == .probability { return logFactorial(count) }
            let count = Double(count)
            switch ordering {
            case .probability: return 0
            case .pearson: return (count - expected) * (count - expected) / expected
            case .likelihoodRatio: return count == 0 ? 0 : 2 * count * log(count / expected)
            case .linearByLinear: return rowScores[row] * columnScores[column] * count
            }
          }
        })
    }
    rows = rowTotals
    columns = columnTotals
    self.ordering = ordering
    self.scores = scores
    var (sum, magnitude) = (0.0, 0.0)
    for row in 0..<height {
      for column in 0..<width {
        let score = scores[row][column][counts[row * width + column]]
        sum += score
        magnitude += abs(score)
      }
    }
    observed = sum
    self.magnitude = magnitude
    switch ordering {
    case .probability: statistic = nil
    case .pearson, .likelihoodRatio: statistic = max(sum, 0)
    case .linearByLinear:
      let spread =
        zip(rowScores, table.rowTotals).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
        * zip(columnScores, table.columnTotals).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
      statistic = spread > 0 ? (size - 1) * sum * sum / spread : 0
    }
  }

  private static func centred(_ scores: [Double], _ totals: [Double]) -> [Double] {
    let size = totals.reduce(0, +)
    let mean = zip(scores, totals).reduce(0) { $0 + $1.0 * $1.1 } / size
    return scores.map { $0 - mean }
  }

  /// Scores from which on, and down to which, a table counts as at least as extreme.
  ///
  /// Probabilities are equal within a relative 1e-7 as everywhere; `slack` is the relative difference within which
  /// other statistics are, never less than 64 units in the last place of the largest sum of their terms.
  func limits(slack: Double) -> (atLeast: Double, atMost: Double) {
    let allowance = max(slack * abs(observed), 64 * Double.ulpOfOne * magnitude)
    switch ordering {
    case .probability: return (observed - log1p(1e-7), -.infinity)
    case .pearson, .likelihoodRatio: return (observed - allowance, -.infinity)
    case .linearByLinear: return (abs(observed) - allowance, -(abs(observed) - allowance))
    }
  }
}
