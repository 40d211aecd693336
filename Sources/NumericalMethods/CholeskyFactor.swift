import CLAPACK
import Evidence

/// The lower triangle *L* with *A* = *LLᵀ* of a symmetric positive definite matrix.
public struct CholeskyFactor: Sendable, Hashable {
  /// The entries above the diagonal are zero.
  public let lower: Matrix

  /// - Parameter matrix: only its lower triangle is read.
  /// - Throws: `matrix-not-positive-definite` with the first pivot (from 1) that is not positive. A matrix that is only
  ///   just singular may pass with a tiny pivot, as everywhere.
  /// - Complexity: O(*n*³).
  public init(_ matrix: Matrix) throws(Fault) { try self.init(matrix, by: nil) }

  init(_ matrix: Matrix, by worker: Worker?) throws(Fault) {
    try matrix.requireSquare("Cholesky")
    try matrix.requireFinite("Cholesky")
    let size = matrix.rows
    let worker = worker ?? .suited(isSmall: size <= 32)
    try worker.prepare("Cholesky", matrix)
    var a = matrix
    var failedAt = 0
    switch worker {
    case .here: failedAt = Self.factorize(&a)
    case .library: failedAt = size == 0 ? 0 : Int(cl_cholesky(Int32(size), &a.columnMajor))
    }
    if failedAt != 0 { throw Fault(NumericalFault.notPositiveDefinite, ["pivot": .integer(failedAt)]) }
    for column in 0..<size {
      for row in 0..<column { a[row, column] = 0 }
    }
    lower = a
  }

  /// Returns the pivot that was not positive, counted from 1, or 0.
  private static func factorize(_ a: inout Matrix) -> Int {
    let size = a.rows
    for column in 0..<size {
      var pivot = a[column, column]
      for k in 0..<column { pivot -= a[column, k] * a[column, k] }
      guard pivot > 0 else { return column + 1 }
      let root = pivot.squareRoot()
      a[column, column] = root
      for row in (column + 1)..<max(size, column + 1) {
        var entry = a[row, column]
        for k in 0..<column { entry -= a[row, k] * a[column, k] }
        a[row, column] = entry / root
      }
    }
    return 0
  }

  /// The logarithm of the determinant of *A*.
  public var logDeterminant: Double { 2 * lower.diagonal.map(naturalLogarithm).compensatedSum() }

  /// *X* with *AX* = `right`.
  public func solve(_ right: Matrix) throws(Fault) -> Matrix {
    guard right.rows == lower.rows else { throw mismatch("solve", lower, right) }
    var x = right
    let size = lower.rows
    if size > 32 {
      try LinearAlgebraLibrary.open()
      let (n, columns) = (Int32(size), Int32(right.columns))
      _ = cl_triangular_solve(0, 0, n, columns, lower.columnMajor, n, &x.columnMajor, n)
      _ = cl_triangular_solve(0, 1, n, columns, lower.columnMajor, n, &x.columnMajor, n)
      return x
    }
    for column in 0..<right.columns {
      for row in 0..<size {
        var entry = x[row, column]
        for k in 0..<row { entry -= lower[row, k] * x[k, column] }
        x[row, column] = entry / lower[row, row]
      }
      for row in stride(from: size - 1, through: 0, by: -1) {
        var entry = x[row, column]
        for k in (row + 1)..<max(size, row + 1) { entry -= lower[k, row] * x[k, column] }
        x[row, column] = entry / lower[row, row]
      }
    }
    return x
  }

  public func solve(_ right: [Double]) throws(Fault) -> [Double] {
    try solve(Matrix(rows: right.count, columns: 1, columnMajor: right)).columnMajor
  }

  /// The inverse of *A*, symmetric to the last bit.
  public func inverse() throws(Fault) -> Matrix {
    var inverse = try solve(.identity(lower.rows))
    for column in 0..<inverse.columns {
      for row in 0..<column {
        let mean = (inverse[row, column] + inverse[column, row]) / 2
        inverse[row, column] = mean
        inverse[column, row] = mean
      }
    }
    return inverse
  }
}
