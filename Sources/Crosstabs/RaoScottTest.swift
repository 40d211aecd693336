import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// The chi-square test of two questions whose respondents were not drawn one by one: Rao and Scott's corrections.
///
/// Pearson's statistic of the weighted shares, brought to the number of respondents, is held against the eigenvalues δ of
/// the design effects of the table: their mean corrects it to first order, their spread too to second order. The F form
/// is what R's `svychisq` and Stata print; SAS prints the first order. As in R, the variances are taken at the observed
/// shares, and a respondent who lacks an answer leaves the estimate but not the design.
///
///     let test = try RaoScottTest(rows: a.categories(), columns: b.categories(), in: design)
///     test.statistic              // F
///     test.designEffects.mean     // δ̄
public struct RaoScottTest: HypothesisTest {
  /// Pearson's statistic of the weighted shares times the number of respondents: what is corrected.
  public let uncorrected: Double
  /// Uncorrected / Σδ.
  public let f: Double
  public let numeratorDegrees: Double
  public let denominatorDegrees: Double
  public let pValue: Double
  public let logP: Double
  /// Clusters minus strata among the respondents.
  public let designDegrees: Int
  public let n: Int
  /// (rows − 1)(columns − 1) of the categories that somebody chose.
  public let degreesOfFreedom: Int
  public let firstOrder: ChiSquareResult
  public let secondOrder: ChiSquareResult
  /// The mean of the δ.
  public let meanDesignEffect: Double
  /// Q in the frame of L⁻¹, whose eigenvalues are the δ.
  private let effects: Matrix
  public let caveats: [Caveat] = []

  public var statistic: Double? { f }
  public var effectiveN: Double { Double(n) / meanDesignEffect }

  /// The δ, smallest first.
  public func designEffects() throws(Fault) -> [Double] { try SymmetricEigen(effects).values }

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`, `raoscott-no-degrees-of-freedom`,
  ///   `raoscott-too-sparse`.
  public init(rows: Categories, columns: Categories, in design: SurveyDesign) throws(Fault) {
    try self.init(DesignItem(rows), DesignItem(columns), in: design)
  }

  init(_ a: DesignItem, _ b: DesignItem, in design: SurveyDesign) throws(Fault) {
    let cells = DesignCells(a, b, in: design)
    guard cells.n > 0 else {
      throw Fault(
        CrosstabFault.noCommonRows,
        ["rows": .text(a.name), "columns": .text(b.name), "excluded": .integer(design.rowCount)])
    }
    for (item, kept) in [(a, cells.rowsKept), (b, cells.columnsKept)] where kept.count == 1 {
      throw Fault(
        CrosstabFault.constantVariable,
        ["variable": .text(item.name), "level": .text(item.levels[kept[0]].value.description), "n": .integer(cells.n)])
    }
    guard cells.designDegrees > 0 else {
      throw Fault(
        RaoScottFault.noDegreesOfFreedom,
        ["rows": .text(a.name), "columns": .text(b.name), "clusters": .integer(cells.clustersUsed)])
    }
    let q = (cells.rowsKept.count - 1) * (cells.columnsKept.count - 1)
    guard let effects = cells.effects(in: design) else {
      throw Fault(
        RaoScottFault.tooSparse,
        ["rows": .text(a.name), "columns": .text(b.name), "empty": .integer(cells.shares.count { $0 == 0 })])
    }
    var (trace, squares) = (0.0, 0.0)
    for i in 0..<q {
      trace += effects[i * q + i]
      for j in 0..<q { squares += effects[i * q + j] * effects[i * q + j] }
    }
    n = cells.n
    degreesOfFreedom = q
    designDegrees = cells.designDegrees
    uncorrected = Double(cells.n) * cells.squaredContingency
    f = uncorrected / trace
    numeratorDegrees = trace * trace / squares
    denominatorDegrees = numeratorDegrees * Double(cells.designDegrees)
    let distribution = try FDistribution(
      numeratorDegrees: numeratorDegrees, denominatorDegrees: denominatorDegrees)
    pValue = distribution.upperTail(at: f)
    logP = distribution.logUpperTail(at: f)
    meanDesignEffect = trace / Double(q)
    firstOrder = try ChiSquareResult(uncorrected / meanDesignEffect, degreesOfFreedom: Double(q))
    // Satterthwaite: the corrected statistic and its degrees of freedom share the factor 1 + CV²(δ).
    secondOrder = try ChiSquareResult(
      uncorrected / meanDesignEffect * numeratorDegrees / Double(q), degreesOfFreedom: numeratorDegrees)
    self.effects = Matrix(rows: q, columns: q, rowMajor: effects)
  }
}

/// Why the corrections cannot be made.
public enum RaoScottFault: String, FaultCode {
  case noDegreesOfFreedom = "raoscott-no-degrees-of-freedom"
  case tooSparse = "raoscott-too-sparse"

  public var kind: Fault.Kind { .analysis }
}

/// A question prepared for many design-based tables.
struct DesignItem: Sendable {
  let name: String
  let levels: [Level]
  let places: [Int32]

  init(_ categories: Categories) {
    name = categories.name
    levels = categories.levels
    places = categories.codes.places()
  }
}

/// The weighted table of two questions, without the categories nobody chose, and what it takes to correct its test.
struct DesignCells {
  let rowsKept: [Int]
  let columnsKept: [Int]
  /// The share of the weight in each cell, row by row.
  private(set) var shares: [Double]
  let n: Int
  let designDegrees: Int
  let clustersUsed: Int
  private let totalWeight: Double
  /// The cell of each row of the table, −1 for those that take no part.
  private let cellOfRow: [Int32]

  init(_ a: DesignItem, _ b: DesignItem, in design: SurveyDesign) {
    let width = b.levels.count
    var sums = [Double](repeating: 0, count: a.levels.count * width)
    var cellOfRow = [Int32](repeating: -1, count: design.rowCount)
    var clusterIsUsed = [Bool](repeating: false, count: design.clusterCount)
    var stratumIsUsed = [Bool](repeating: false, count: design.stratumCount)
    var n = 0
    for row in 0..<design.rowCount {
      let (i, j) = (a.places[row], b.places[row])
      let weight = design.weights[row]
      guard i >= 0, j >= 0, weight > 0 else { continue }
      let cell = Int(i) * width + Int(j)
      sums[cell] += weight
      cellOfRow[row] = Int32(cell)
      clusterIsUsed[Int(design.clusters[row])] = true
      stratumIsUsed[Int(design.strata[row])] = true
      n += 1
    }
    let rowsKept = a.levels.indices.filter { row in (0..<width).contains { sums[row * width + $0] > 0 } }
    let columnsKept = (0..<width).filter { column in a.levels.indices.contains { sums[$0 * width + column] > 0 } }
    var renumbered = [Int32](repeating: -1, count: sums.count)
    var kept: [Double] = []
    for row in rowsKept {
      for column in columnsKept {
        renumbered[row * width + column] = Int32(kept.count)
        kept.append(sums[row * width + column])
      }
    }
    if kept.count < sums.count {
      for row in cellOfRow.indices where cellOfRow[row] >= 0 { cellOfRow[row] = renumbered[Int(cellOfRow[row])] }
    }
    let total = kept.reduce(0, +)
    self.rowsKept = rowsKept
    self.columnsKept = columnsKept
    shares = kept.map { $0 / total }
    totalWeight = total
    self.cellOfRow = cellOfRow
    self.n = n
    clustersUsed = clusterIsUsed.count { $0 }
    designDegrees = clustersUsed - stratumIsUsed.count { $0 }
  }

  /// φ²: Pearson's statistic of one respondent.
  var squaredContingency: Double {
    let width = columnsKept.count
    var rows = [Double](repeating: 0, count: rowsKept.count)
    var columns = [Double](repeating: 0, count: width)
    for (cell, share) in shares.enumerated() {
      rows[cell / width] += share
      columns[cell % width] += share
    }
    var sum = 0.0
    for (cell, share) in shares.enumerated() {
      let expected = rows[cell / width] * columns[cell % width]
      sum += (share - expected) * (share - expected) / expected
    }
    return sum
  }

  /// The symmetric matrix whose eigenvalues are the δ, row by row; `nil` where empty cells leave it undefined.
  ///
  /// With C the contrasts of interaction and D the shares: the eigenvalues of (CᵀD⁻¹C/n)⁻¹ CᵀD⁻¹VD⁻¹C, made symmetric by
  /// the Cholesky factor of the first. Any basis of the contrasts gives the same; this one compares each cell with the
  /// last row and the last column.
  func effects(in design: SurveyDesign) -> [Double]? {
    let (rows, columns) = (rowsKept.count, columnsKept.count)
    let q = (rows - 1) * (columns - 1)
    let count = rows * columns
    // What a respondent in each cell adds to the totals of D⁻¹C: contrast over share, less what the shares themselves add.
    var contrasts = [Double](repeating: 0, count: count * q)
    for i in 0..<rows - 1 {
      for j in 0..<columns - 1 {
        let k = i * (columns - 1) + j
        contrasts[(i * columns + j) * q + k] = 1
        contrasts[(i * columns + columns - 1) * q + k] = -1
        contrasts[((rows - 1) * columns + j) * q + k] = -1
        contrasts[(count - 1) * q + k] = 1
      }
    }
    var simple = [Double](repeating: 0, count: q * q)
    var offset = [Double](repeating: 0, count: q)
    for cell in 0..<count where shares[cell] > 0 {
      let inverse = 1 / shares[cell]
      for i in 0..<q {
        let left = contrasts[cell * q + i]
        if left == 0 { continue }
        offset[i] += left
        for j in 0..<q { simple[i * q + j] += left * contrasts[cell * q + j] * inverse }
      }
    }
    guard let lower = Self.cholesky(simple, q) else { return nil }
    // Contributions are carried into the frame of the factor at once, cell by cell, and weighed row by row.
    var contributions = [Double](repeating: 0, count: count * q)
    for cell in 0..<count where shares[cell] > 0 {
      for i in 0..<q {
        var value = contrasts[cell * q + i] / shares[cell] - offset[i]
        for j in 0..<i { value -= lower[i * q + j] * contributions[cell * q + j] }
        contributions[cell * q + i] = value / lower[i * q + i]
      }
    }
    let scale = Double(n).squareRoot() / totalWeight
    for index in contributions.indices { contributions[index] *= scale }

    if design.hasSecondStage {
      let (cells, contributions) = (cellOfRow, contributions)
      return DesignCovariance(size: q, in: design) { row, target in
        let cell = Int(cells[row])
        if cell < 0 { return }
        for k in 0..<q { target[k] = design.weights[row] * contributions[cell * q + k] }
      }.values
    }
    var totals = [Double](repeating: 0, count: design.clusterCount * q)
    totals.withUnsafeMutableBufferPointer { totals in
      contributions.withUnsafeBufferPointer { contributions in
        for row in 0..<cellOfRow.count where cellOfRow[row] >= 0 {
          let weight = design.weights[row]
          let target = totals.baseAddress! + Int(design.clusters[row]) * q
          let source = contributions.baseAddress! + Int(cellOfRow[row]) * q
          for k in 0..<q { target[k] += weight * source[k] }
        }
      }
    }
    return DesignCovariance(clusterTotals: totals, size: q, in: design).values
  }

  /// The lower factor, row by row; `nil` unless the matrix is positive definite beyond rounding.
  private static func cholesky(_ matrix: [Double], _ size: Int) -> [Double]? {
    var lower = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        var sum = matrix[i * size + j]
        for k in 0..<j { sum -= lower[i * size + k] * lower[j * size + k] }
        if i == j {
          guard sum > 1e-12 * matrix[i * size + i] else { return nil }
          lower[i * size + i] = sum.squareRoot()
        } else {
          lower[i * size + j] = sum / lower[j * size + j]
        }
      }
    }
    return lower
  }
}
