import CLAPACK
import Evidence

extension Matrix {
  /// This matrix times `right`.
  ///
  /// - Throws: `matrix-shape-mismatch` unless `right` has as many rows as this has columns.
  public func multiplied(by right: Matrix) throws(Fault) -> Matrix {
    try product(right, transposingLeft: false, by: nil)
  }

  /// The transpose of this matrix times `right`.
  public func transposeMultiplied(by right: Matrix) throws(Fault) -> Matrix {
    try product(right, transposingLeft: true, by: nil)
  }

  /// This matrix times a column.
  public func multiplied(by vector: [Double]) throws(Fault) -> [Double] {
    try multiplied(by: Matrix(rows: vector.count, columns: 1, columnMajor: vector)).columnMajor
  }

  /// The transpose of this matrix times itself: sums of squares and products of its columns.
  public func gram() throws(Fault) -> Matrix { try gram(by: nil) }

  func product(_ right: Matrix, transposingLeft: Bool, by worker: Worker?) throws(Fault) -> Matrix {
    let (m, k) = transposingLeft ? (columns, rows) : (rows, columns)
    guard k == right.rows else { throw mismatch("product", transposingLeft ? transposed : self, right) }
    let n = right.columns
    var result = Matrix(rows: m, columns: n)
    if m == 0 || n == 0 || k == 0 { return result }
    let worker = worker ?? .suited(isSmall: m * n * k <= 40_000)
    try worker.prepare("product", self)
    switch worker {
    case .here:
      for column in 0..<n {
        for row in 0..<m {
          var sum = 0.0
          for index in 0..<k {
            sum += (transposingLeft ? self[index, row] : self[row, index]) * right[index, column]
          }
          result[row, column] = sum
        }
      }
    case .library:
      cl_multiply(
        transposingLeft ? 1 : 0, 0, Int32(m), Int32(n), Int32(k), columnMajor, Int32(rows), right.columnMajor,
        Int32(right.rows), &result.columnMajor)
    }
    return result
  }

  func gram(by worker: Worker?) throws(Fault) -> Matrix {
    var result = Matrix(rows: columns, columns: columns)
    if rows == 0 || columns == 0 { return result }
    let worker = worker ?? .suited(isSmall: rows * columns * columns <= 80_000)
    try worker.prepare("gram", self)
    switch worker {
    case .here:
      for column in 0..<columns {
        for row in 0...column {
          var sum = 0.0
          for index in 0..<rows {
            sum += columnMajor[row * rows + index] * columnMajor[column * rows + index]
          }
          result[row, column] = sum
        }
      }
    case .library:
      cl_gram(Int32(rows), Int32(columns), columnMajor, &result.columnMajor)
    }
    for column in 0..<columns {
      for row in 0..<column { result[column, row] = result[row, column] }
    }
    return result
  }
}
