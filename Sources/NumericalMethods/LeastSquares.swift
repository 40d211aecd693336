import Evidence

/// The coefficients whose combination of the columns of a design comes closest to a response.
///
///     let fit = try LeastSquares(Matrix(columns: [ones, ages]), incomes)
///     fit.coefficients[1]
///
/// A column that depends on those before it is left out, as in R's `lm`, and reported. Weighted least squares are those
/// of rows multiplied by the square roots of their weights.
public struct LeastSquares: Sendable, Hashable {
  /// One for each column of the design; `nil` for the columns left out.
  public let coefficients: [Double?]
  /// The columns, counted from 0, that depend on columns before them.
  public let dependentColumns: [Int]
  public let residuals: [Double]
  public let residualSumOfSquares: Double
  /// The inverse of *XᵀX* over the columns that were kept, in their order: the covariance of the coefficients
  /// when multiplied by the residual variance.
  public let unscaledCovariance: Matrix

  public var keptColumns: [Int] { coefficients.indices.filter { coefficients[$0] != nil } }
  public var rank: Int { coefficients.count - dependentColumns.count }
  public var residualDegreesOfFreedom: Int { residuals.count - rank }

  /// - Parameter tolerance: a column depends on those before it if they leave less than this share of its length
  ///   unexplained; 1e-7 as in R.
  /// - Throws: `matrix-shape-mismatch` unless the response has as many numbers as the design has rows, and
  ///   `matrix-not-finite`.
  /// - Complexity: O(*m* *n*²).
  public init(_ design: Matrix, _ response: [Double], tolerance: Double = 1e-7) throws(Fault) {
    try self.init(design, response, tolerance: tolerance, by: nil)
  }

  init(_ design: Matrix, _ response: [Double], tolerance: Double, by worker: Worker?) throws(Fault) {
    let responseColumn = Matrix(rows: response.count, columns: 1, columnMajor: response)
    guard design.rows == response.count else { throw mismatch("least squares", design, responseColumn) }
    try design.requireFinite("least squares")
    try responseColumn.requireFinite("least squares")
    let factors = try HouseholderQR(design, by: worker)
    // Columns depend on each other in the triangle just as in the design, and the triangle is small.
    let triangle = IndependentTriangle(
      factors.upper, Array(try factors.transposedQ(times: response).prefix(min(design.rows, design.columns))),
      tolerance: tolerance)
    let kept = triangle.kept
    var coefficients = [Double?](repeating: nil, count: design.columns)
    for (index, value) in zip(kept, triangle.solution) { coefficients[index] = value }
    var residuals = response
    for column in kept {
      let coefficient = coefficients[column]!
      for row in residuals.indices { residuals[row] -= coefficient * design.columnMajor[column * design.rows + row] }
    }
    self.coefficients = coefficients
    dependentColumns = (0..<design.columns).filter { coefficients[$0] == nil }
    self.residuals = residuals
    var squares = CompensatedSum()
    for residual in residuals { squares.add(product: residual, residual) }
    residualSumOfSquares = squares.value
    unscaledCovariance = triangle.inverseGram
  }
}

/// The triangle of the columns that do not depend on those before them, with the right-hand side turned alike.
private struct IndependentTriangle {
  private(set) var kept: [Int] = []
  /// The kept columns of R; entry (r, c) for r ≤ c.
  private var triangle: [[Double]] = []
  private var right: [Double]

  init(_ upper: Matrix, _ right: [Double], tolerance: Double) {
    self.right = right
    var reflectors: [(start: Int, values: [Double], scale: Double)] = []
    for index in 0..<upper.columns {
      var column = upper.column(index)
      let whole = column.withUnsafeBufferPointer(norm)
      for reflector in reflectors { Self.apply(reflector, to: &column) }
      let step = kept.count
      let rest = column.dropFirst(step).withContiguousStorageIfAvailable(norm) ?? 0
      guard step < column.count, rest > tolerance * whole, rest > 0 else { continue }
      let alpha = column[step]
      let beta = alpha > 0 ? -rest : rest
      var values = Array(column[step...])
      values[0] = alpha - beta
      let reflector = (start: step, values: values.map { $0 / (alpha - beta) }, scale: (beta - alpha) / beta)
      Self.apply(reflector, to: &self.right)
      reflectors.append(reflector)
      triangle.append(Array(column[..<step]) + [beta])
      kept.append(index)
    }
  }

  private static func apply(_ reflector: (start: Int, values: [Double], scale: Double), to column: inout [Double]) {
    var sum = 0.0
    for (offset, value) in reflector.values.enumerated() { sum += value * column[reflector.start + offset] }
    sum *= reflector.scale
    for (offset, value) in reflector.values.enumerated() { column[reflector.start + offset] -= sum * value }
  }

  /// R⁻¹ times a column.
  private func solved(_ right: [Double]) -> [Double] {
    var x = right
    for row in stride(from: kept.count - 1, through: 0, by: -1) {
      for column in (row + 1)..<max(kept.count, row + 1) { x[row] -= triangle[column][row] * x[column] }
      x[row] /= triangle[row][row]
    }
    return x
  }

  var solution: [Double] { solved(Array(right.prefix(kept.count))) }

  /// (RᵀR)⁻¹
  var inverseGram: Matrix {
    let size = kept.count
    let inverse = (0..<size).map { column in
      solved((0..<size).map { $0 == column ? 1 : 0 })
    }
    var result = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in row..<size {
        var sum = 0.0
        for k in column..<size { sum += inverse[k][row] * inverse[k][column] }
        result[row, column] = sum
        result[column, row] = sum
      }
    }
    return result
  }
}
