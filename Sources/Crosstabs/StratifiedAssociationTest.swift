import Evidence
import NumericalMethods

/// The Cochran–Mantel–Haenszel test of an r×c table over the layers of a third question.
///
/// R's `mantelhaen.test` gives the general association; SAS gives all three.
public struct StratifiedAssociationTest: ChiSquareFamily {
  /// What is looked for across the layers.
  public enum Alternative: String, Sendable, Hashable, CaseIterable {
    /// Any association of rows and columns.
    case general
    /// Different mean scores of the columns between rows.
    case rowMeanScores
    /// A correlation of row and column scores.
    case correlation
  }

  public let layers: [ContingencyTable]
  public let alternative: Alternative
  public let result: ChiSquareResult
  public let caveats: [Caveat]

  /// Scores are taken within each layer where they are ranks.
  ///
  /// - Throws: `crosstab-unequal-layers`, `crosstab-no-usable-layer`, `crosstab-score-count`.
  /// - Complexity: O(*layers* × (*rows* × *columns*)²), and a cube once.
  public init(
    _ layers: [ContingencyTable], alternative: Alternative = .general, rowScores: CategoryScores = .codes,
    columnScores: CategoryScores = .codes
  ) throws(Fault) {
    let usable = try usableLayers(layers)
    let (height, width) = (usable[0].rowCount, usable[0].columnCount)
    var sums: [Double] = []
    var covariance: [Double] = []
    for layer in usable {
      let n = layer.total
      let rowContrasts = try Self.contrasts(
        alternative == .correlation, layer.rows, layer.rowTotals, rowScores)
      let columnContrasts = try Self.contrasts(
        alternative != .general, layer.columns, layer.columnTotals, columnScores)
      if sums.isEmpty {
        sums = Array(repeating: 0, count: rowContrasts.count * columnContrasts.count)
        covariance = Array(repeating: 0, count: sums.count * sums.count)
      }
      let rowSpread = Self.spread(rowContrasts, layer.rowTotals, n)
      let columnSpread = Self.spread(columnContrasts, layer.columnTotals, n)
      let (a, b) = (rowContrasts.count, columnContrasts.count)
      for i in 0..<a {
        for j in 0..<b {
          var sum = 0.0
          for row in 0..<height {
            for column in 0..<width {
              let expected = layer.rowTotals[row] * layer.columnTotals[column] / n
              sum += rowContrasts[i][row] * columnContrasts[j][column] * (layer[row, column] - expected)
            }
          }
          sums[i * b + j] += sum
          for k in 0..<a {
            for l in 0..<b {
              covariance[(i * b + j) * sums.count + k * b + l] +=
                n * n / (n - 1) * rowSpread[i * a + k] * columnSpread[j * b + l]
            }
          }
        }
      }
    }
    let form = QuadraticForm(sums, covariance: covariance)
    guard form.rank > 0 else { throw Fault(CrosstabFault.noUsableLayer) }
    self.layers = layers
    self.alternative = alternative
    result = try ChiSquareResult(form.value, degreesOfFreedom: Double(form.rank))
    caveats = unusableCaveats(layers.count - usable.count)
  }

  /// One row of scores, or one indicator a category but the last.
  private static func contrasts(
    _ isScored: Bool, _ variable: ContingencyTable.Variable, _ totals: [Double], _ scores: CategoryScores
  ) throws(Fault) -> [[Double]] {
    if isScored {
      // Centring changes nothing in the test and keeps digits.
      let values = try scores.values(of: variable, totals: totals)
      let mean = zip(values, totals).reduce(0) { $0 + $1.0 * $1.1 } / totals.reduce(0, +)
      return [values.map { $0 - mean }]
    }
    return (0..<(totals.count - 1)).map { place in totals.indices.map { $0 == place ? 1 : 0 } }
  }

  /// B (diag(p) − p p′) B′
  private static func spread(_ contrasts: [[Double]], _ totals: [Double], _ n: Double) -> [Double] {
    let means = contrasts.map { row in zip(row, totals).reduce(0) { $0 + $1.0 * $1.1 } / n }
    var result: [Double] = []
    for (i, first) in contrasts.enumerated() {
      for (j, second) in contrasts.enumerated() {
        var sum = 0.0
        for place in totals.indices { sum += first[place] * second[place] * totals[place] / n }
        result.append(sum - means[i] * means[j])
      }
    }
    return result
  }
}
