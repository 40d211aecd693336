import CLAPACK
import Evidence

/// The eigenvalues and eigenvectors of a symmetric matrix.
public struct SymmetricEigen: Sendable, Hashable {
  /// From the greatest to the smallest, as in R (LAPACK and NumPy go the other way).
  public let values: [Double]
  /// Column *i* belongs to value *i* and has length 1. Its entry of greatest magnitude is positive.
  public let vectors: Matrix

  /// - Parameter matrix: only its lower triangle is read.
  /// - Throws: `matrix-shape-mismatch` unless it is square, `matrix-not-finite`.
  /// - Complexity: O(*n*³).
  public init(_ matrix: Matrix) throws(Fault) { try self.init(matrix, by: nil) }

  init(_ matrix: Matrix, by worker: Worker?) throws(Fault) {
    try matrix.requireSquare("eigen")
    try matrix.requireFinite("eigen")
    let size = matrix.rows
    let worker = worker ?? .suited(isSmall: size <= 16)
    try worker.prepare("eigen", matrix)
    var found: (values: [Double], vectors: Matrix)
    switch worker {
    case .here:
      found = Self.jacobi(matrix)
    case .library:
      var a = matrix.columnMajor
      found = ([Double](repeating: 0, count: size), Matrix(rows: size, columns: size))
      try requireConverged(
        size == 0 ? 0 : cl_symmetric_eigen(Int32(size), &a, &found.values, &found.vectors.columnMajor), "eigen")
    }
    let order = found.values.indices.sorted { (found.values[$1], $0) < (found.values[$0], $1) }
    var vectors = found.vectors.columns(order)
    vectors.flip(vectors.columnsToFlip())
    values = order.map { found.values[$0] }
    self.vectors = vectors
  }

  /// Jacobi's method: rotates one entry off the diagonal to zero after another, row by row, until none is left.
  private static func jacobi(_ matrix: Matrix) -> (values: [Double], vectors: Matrix) {
    let size = matrix.rows
    var a = matrix
    for column in 0..<size {
      for row in 0..<column { a[row, column] = a[column, row] }
    }
    var vectors = Matrix.identity(size)
    // Convergence is quadratic; ten sweeps have always been enough, and each that changes something is another.
    var changed = true
    var sweeps = 0
    while changed && sweeps < 100 {
      changed = false
      sweeps += 1
      for p in 0..<size {
        for q in (p + 1)..<max(size, p + 1) {
          let off = a[p, q]
          // Below this an entry changes neither diagonal number any more.
          if abs(off) <= 0x1p-60 * (abs(a[p, p]).squareRoot() * abs(a[q, q]).squareRoot()) || off == 0 { continue }
          if abs(off) < 1e-300 { continue }
          changed = true
          let theta = (a[q, q] - a[p, p]) / (2 * off)
          let root = (theta * theta + 1).squareRoot()
          let t = abs(theta) > 1e150 ? 1 / (2 * theta) : (theta < 0 ? -1 : 1) / (abs(theta) + root)
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          a[p, p] -= t * off
          a[q, q] += t * off
          a[p, q] = 0
          a[q, p] = 0
          for k in 0..<size where k != p && k != q {
            let (x, y) = (a[k, p], a[k, q])
            a[k, p] = c * x - s * y
            a[k, q] = s * x + c * y
            a[p, k] = a[k, p]
            a[q, k] = a[k, q]
          }
          for k in 0..<size {
            let (x, y) = (vectors[k, p], vectors[k, q])
            vectors[k, p] = c * x - s * y
            vectors[k, q] = s * x + c * y
          }
        }
      }
    }
    return (a.diagonal, vectors)
  }
}
