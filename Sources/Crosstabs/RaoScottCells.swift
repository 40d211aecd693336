import Evidence
import JointCounts
import SurveyDesigns
import Tables

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

  /// An item whose rows were summed already.
  init(_ item: JointCounts.Item) {
    name = item.name
    levels = item.levels
    places = []
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
  let stratumIsUsed: [Bool]
  let totalWeight: Double
  /// The cell of each row of the table, −1 for those that take no part. Empty where ``squares`` are enough.
  let cellOfRow: [Int32]
  /// The squares of the weights in each cell, where single rows were drawn.
  let squares: [Double]?

  init(_ a: DesignItem, _ b: DesignItem, in design: SurveyDesign) {
    let width = b.levels.count
    var sums = [Double](repeating: 0, count: a.levels.count * width)
    let singleRows = design.drawsSingleRows
    var squareSums = [Double](repeating: 0, count: singleRows ? sums.count : 0)
    var cellOfRow = [Int32](repeating: -1, count: singleRows ? 0 : design.rowCount)
    var clusterIsUsed = [Bool](repeating: false, count: singleRows ? 0 : design.clusterCount)
    var stratumIsUsed = [Bool](repeating: singleRows, count: design.stratumCount)
    var n = 0
    // The rows of every pair of a screen go through here.
    design.weights.withUnsafeBufferPointer { weights in
      a.places.withUnsafeBufferPointer { left in
        b.places.withUnsafeBufferPointer { right in
          cellOfRow.withUnsafeMutableBufferPointer { cellOfRow in
            sums.withUnsafeMutableBufferPointer { sums in
              squareSums.withUnsafeMutableBufferPointer { squareSums in
                for row in 0..<weights.count {
                  let (i, j) = (left[row], right[row])
                  let weight = weights[row]
                  guard i | j >= 0, weight > 0 else { continue }
                  let cell = Int(i) * width + Int(j)
                  sums[cell] += weight
                  if singleRows {
                    squareSums[cell] += weight * weight
                  } else {
                    cellOfRow[row] = Int32(truncatingIfNeeded: cell)
                  }
                  n += 1
                }
              }
            }
          }
        }
      }
    }
    for row in cellOfRow.indices where cellOfRow[row] >= 0 {
      clusterIsUsed[Int(design.clusters[row])] = true
    }
    for cluster in clusterIsUsed.indices where clusterIsUsed[cluster] {
      stratumIsUsed[design.stratum(ofCluster: cluster)] = true
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
    squares =
      singleRows ? rowsKept.flatMap { row in columnsKept.map { squareSums[row * width + $0] } } : nil
    let total = kept.reduce(0, +)
    self.rowsKept = rowsKept
    self.columnsKept = columnsKept
    shares = kept.map { $0 / total }
    totalWeight = total
    self.cellOfRow = cellOfRow
    self.n = n
    clustersUsed = singleRows ? n : clusterIsUsed.count { $0 }
    self.stratumIsUsed = stratumIsUsed
    designDegrees = clustersUsed - stratumIsUsed.count { $0 }
  }

  /// Where single rows were drawn, the sums of weights and of their squares are all it takes.
  init(_ pair: WeightedJointCounts.Pair, in design: SurveyDesign) {
    let width = pair.columns
    rowsKept = (0..<pair.rows).filter { row in (0..<width).contains { pair.weights[row * width + $0] > 0 } }
    let columnsKept = (0..<width).filter { column in
      (0..<pair.rows).contains { pair.weights[$0 * width + column] > 0 }
    }
    let kept = rowsKept.flatMap { row in columnsKept.map { row * width + $0 } }
    self.columnsKept = columnsKept
    let sums = kept.map { pair.weights[$0] }
    let total = sums.reduce(0, +)
    shares = sums.map { $0 / total }
    squares = kept.map { pair.squares[$0] }
    totalWeight = total
    cellOfRow = []
    n = pair.n
    clustersUsed = pair.n
    stratumIsUsed = [Bool](repeating: true, count: design.stratumCount)
    designDegrees = pair.n - design.stratumCount
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

    if let squares { return Self.effects(contributions, shares.map { $0 * totalWeight }, squares, q, in: design) }
    if design.hasSecondStage || design.isCalibrated {
      let (cells, contributions) = (cellOfRow, contributions)
      func takesPart(_ row: Int) -> Bool { cells[row] >= 0 }
      return DesignCovariance(size: q, in: design, takesPart: takesPart) { row, target in
        let cell = Int(cells[row])
        for k in 0..<q { target[k] = design.weights[row] * contributions[cell * q + k] }
      }.values
    }
    var totals = [Double](repeating: 0, count: design.clusterCount * q)
    totals.withUnsafeMutableBufferPointer { totals in
      contributions.withUnsafeBufferPointer { contributions in
        design.weights.withUnsafeBufferPointer { weights in
          design.clusters.withUnsafeBufferPointer { clusters in
            cellOfRow.withUnsafeBufferPointer { cells in
              for row in 0..<cells.count where cells[row] >= 0 {
                let weight = weights[row]
                let target = totals.baseAddress! + Int(clusters[row]) * q
                let source = contributions.baseAddress! + Int(cells[row]) * q
                for k in 0..<q { target[k] += weight * source[k] }
              }
            }
          }
        }
      }
    }
    return DesignCovariance(clusterTotals: totals, size: q, strataUsed: stratumIsUsed, in: design).values
  }

  /// The covariance where each row is a cluster of its own: rows of one cell differ by their weights alone.
  private static func effects(
    _ contributions: [Double], _ weights: [Double], _ squares: [Double], _ q: Int, in design: SurveyDesign
  ) -> [Double] {
    let m = Double(design.clusterCount)
    var means = [Double](repeating: 0, count: q)
    for cell in weights.indices {
      for k in 0..<q { means[k] += weights[cell] * contributions[cell * q + k] / m }
    }
    let factor = (1 - design.samplingFractions[0]) * m / (m - 1)
    var sum = [Double](repeating: 0, count: q * q)
    for i in 0..<q {
      for j in i..<q {
        var product = -m * means[i] * means[j]
        for cell in squares.indices {
          product += squares[cell] * contributions[cell * q + i] * contributions[cell * q + j]
        }
        sum[i * q + j] = factor * product
        sum[j * q + i] = factor * product
      }
    }
    return sum
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
