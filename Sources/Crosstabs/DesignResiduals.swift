import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// How far each cell of two questions is from what independence would put there, in standard errors of the design.
///
/// The distance of a share from the product of its margins over its own standard error by linearisation: what R's
/// `svymean` of the cell and its margins and `svycontrast(…, quote(ij - i * j))` give. Adjusted residuals of weighted
/// counts would grow with the sum of the weights. Where everybody was drawn alone with one weight the two nearly agree.
///
/// Lists run row by row over all categories; `nil` where a cell does not vary.
public struct DesignResiduals: Sendable, Hashable {
  public let values: [Double?]
  /// Two-sided, of Student's t with the degrees of freedom of the design, each cell looked at alone.
  public let pValues: [Double?]
  public let designDegrees: Int

  /// Larger tables have none: nobody reads so many cells.
  static let mostCells = 900

  /// - Complexity: O(*cells* × *clusters* + *rows*), where single rows were drawn O(*cells*² + *rows*).
  public init(rows: Categories, columns: Categories, in design: SurveyDesign) throws(Fault) {
    let (a, b) = (DesignItem(rows), DesignItem(columns))
    let cells = DesignCells(a, b, in: design)
    var values = [Double?](repeating: nil, count: a.levels.count * b.levels.count)
    var pValues = values
    designDegrees = cells.designDegrees
    if cells.n > 0, cells.designDegrees > 0, values.count <= Self.mostCells {
      let student = try StudentTDistribution(degreesOfFreedom: Double(cells.designDegrees))
      for (place, residual) in cells.residuals(in: design).enumerated() {
        let row = cells.rowsKept[place / cells.columnsKept.count]
        let column = cells.columnsKept[place % cells.columnsKept.count]
        values[row * b.levels.count + column] = residual
        pValues[row * b.levels.count + column] = residual.map { student.twoTails(at: $0) }
      }
    }
    self.values = values
    self.pValues = pValues
  }
}

extension DesignCells {
  /// The distance of each share from independence over its standard error, `nil` where that is 0.
  fileprivate func residuals(in design: SurveyDesign) -> [Double?] {
    let (height, width) = (rowsKept.count, columnsKept.count)
    guard height > 1, width > 1 else { return shares.map { _ in nil } }
    var (rows, columns) = ([Double](repeating: 0, count: height), [Double](repeating: 0, count: width))
    for (cell, share) in shares.enumerated() {
      rows[cell / width] += share
      columns[cell % width] += share
    }
    let weights = clusterWeights(in: design)
    return shares.indices.map { cell in
      let (i, j) = (cell / width, cell % width)
      let distance = shares[cell] - rows[i] * columns[j]
      // What a respondent in each cell adds to the distance: its derivative by the shares, less its mean.
      let gradient = shares.indices.map { other in
        (other == cell ? 1.0 : 0) - (other / width == i ? columns[j] : 0) - (other % width == j ? rows[i] : 0)
      }
      let mean = zip(gradient, shares).map { $0 * $1 }.compensatedSum()
      let values = gradient.map { ($0 - mean) / totalWeight }
      let variance = variance(of: values, weights, in: design)
      // Sums of products that cancel leave rounding behind.
      guard variance > 1e-24 else { return nil }
      return distance / variance.squareRoot()
    }
  }

  /// The weight of each cell in each cluster, where clusters were drawn and nothing else ties rows together.
  private func clusterWeights(in design: SurveyDesign) -> [Double]? {
    guard squares == nil, !design.hasSecondStage, !design.isCalibrated else { return nil }
    var sums = [Double](repeating: 0, count: design.clusterCount * shares.count)
    for row in cellOfRow.indices where cellOfRow[row] >= 0 {
      sums[Int(design.clusters[row]) * shares.count + Int(cellOfRow[row])] += design.weights[row]
    }
    return sums
  }

  /// The variance of the total of a value that each cell has.
  private func variance(of values: [Double], _ clusterWeights: [Double]?, in design: SurveyDesign) -> Double {
    if let squares {
      let m = Double(design.clusterCount)
      let total = zip(values, shares).map { $0 * $1 * totalWeight }.compensatedSum()
      let sum = zip(values, squares).map { $0 * $0 * $1 }.compensatedSum()
      return (1 - design.samplingFractions[0]) * m / (m - 1) * (sum - total * total / m)
    }
    if let clusterWeights {
      let count = shares.count
      let totals = (0..<design.clusterCount).map { cluster in
        var sum = 0.0
        for cell in 0..<count { sum += clusterWeights[cluster * count + cell] * values[cell] }
        return sum
      }
      return DesignCovariance(clusterTotals: totals, size: 1, strataUsed: stratumIsUsed, in: design).values[0]
    }
    let cells = cellOfRow
    func takesPart(_ row: Int) -> Bool { cells[row] >= 0 }
    return DesignCovariance(size: 1, in: design, takesPart: takesPart) { row, target in
      target[0] = design.weights[row] * values[Int(cells[row])]
    }.values[0]
  }
}
