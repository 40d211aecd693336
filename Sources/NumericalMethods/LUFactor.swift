import CLAPACK
import Evidence

/// The factors of a square matrix by Gaussian elimination with row exchanges.
public struct LUFactor: Sendable, Hashable {
  private var factors: Matrix
  /// With which row, counted from 1, each row was exchanged.
  private var pivots: [Int32]

  /// - Throws: `matrix-singular` if a pivot is exactly zero. Nearly singular matrices pass; ``LeastSquares`` reports them.
  /// - Complexity: O(*n*³).
  public init(_ matrix: Matrix) throws(Fault) { try self.init(matrix, by: nil) }

  init(_ matrix: Matrix, by worker: Worker?) throws(Fault) {
    try matrix.requireSquare("LU")
    try matrix.requireFinite("LU")
    let size = matrix.rows
    let worker = worker ?? .suited(isSmall: size <= 32)
    try worker.prepare("LU", matrix)
    factors = matrix
    pivots = Array(repeating: 0, count: size)
    var failedAt = 0
    switch worker {
    case .here: failedAt = eliminate()
    case .library: failedAt = size == 0 ? 0 : Int(cl_lu(Int32(size), &factors.columnMajor, &pivots))
    }
    if failedAt != 0 { throw Fault(NumericalFault.singular, ["pivot": .integer(failedAt)]) }
  }

  private mutating func eliminate() -> Int {
    let size = factors.rows
    for step in 0..<size {
      var best = step
      for row in step..<size where abs(factors[row, step]) > abs(factors[best, step]) { best = row }
      pivots[step] = Int32(best + 1)
      if factors[best, step] == 0 { return step + 1 }
      if best != step {
        for column in 0..<size {
          let kept = factors[step, column]
          factors[step, column] = factors[best, column]
          factors[best, column] = kept
        }
      }
      for row in (step + 1)..<max(size, step + 1) {
        let factor = factors[row, step] / factors[step, step]
        factors[row, step] = factor
        for column in (step + 1)..<size { factors[row, column] -= factor * factors[step, column] }
      }
    }
    return 0
  }

  /// The sign of the determinant and the logarithm of its magnitude.
  public var determinant: (sign: Double, logMagnitude: Double) {
    var sign = 1.0
    for (index, pivot) in pivots.enumerated() where Int(pivot) != index + 1 { sign = -sign }
    for entry in factors.diagonal where entry < 0 { sign = -sign }
    return (sign, factors.diagonal.map { naturalLogarithm(abs($0)) }.compensatedSum())
  }

  /// *X* with *AX* = `right`.
  public func solve(_ right: Matrix) throws(Fault) -> Matrix {
    let size = factors.rows
    guard right.rows == size else { throw mismatch("solve", factors, right) }
    var x = right
    if size > 32 {
      try LinearAlgebraLibrary.open()
      _ = cl_lu_solve(Int32(size), Int32(right.columns), factors.columnMajor, pivots, &x.columnMajor)
      return x
    }
    for column in 0..<right.columns {
      for row in 0..<size {
        let other = Int(pivots[row]) - 1
        let kept = x[other, column]
        x[other, column] = x[row, column]
        x[row, column] = kept
      }
      for row in 0..<size {
        for k in 0..<row { x[row, column] -= factors[row, k] * x[k, column] }
      }
      for row in stride(from: size - 1, through: 0, by: -1) {
        for k in (row + 1)..<max(size, row + 1) { x[row, column] -= factors[row, k] * x[k, column] }
        x[row, column] /= factors[row, row]
      }
    }
    return x
  }

  public func solve(_ right: [Double]) throws(Fault) -> [Double] {
    try solve(Matrix(rows: right.count, columns: 1, columnMajor: right)).columnMajor
  }
}
