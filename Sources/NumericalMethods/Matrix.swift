import Evidence

/// A rectangle of real numbers, stored column by column.
///
///     let a = Matrix([[1, 2], [3, 4]])    // rows as they are read
///     a[1, 0]                             // 3
///
/// Rows and columns are counted from 0. Small matrices are worked on by loops in this room; OpenBLAS is opened for
/// larger ones only, so that a small process does not wait for it. Which of the two is a matter of shape alone, so the
/// same matrix always gives the same bits.
public struct Matrix: Sendable, Hashable {
  public let rows: Int
  public let columns: Int
  /// Entry (*r*, *c*) is number *c* × `rows` + *r*.
  public internal(set) var columnMajor: [Double]

  /// A matrix whose entries are all `value`.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.rows = rows
    self.columns = columns
    columnMajor = Array(repeating: value, count: rows * columns)
  }

  /// A matrix of entries that lie column by column.
  public init(rows: Int, columns: Int, columnMajor: [Double]) {
    precondition(columnMajor.count == rows * columns, "\(columnMajor.count) numbers for \(rows)×\(columns)")
    self.rows = rows
    self.columns = columns
    self.columnMajor = columnMajor
  }

  /// A matrix of entries that lie row by row.
  public init(rows: Int, columns: Int, rowMajor: [Double]) {
    self = Matrix(rows: columns, columns: rows, columnMajor: rowMajor).transposed
  }

  /// A matrix of rows of equal length.
  public init(_ rowsOfNumbers: [[Double]]) {
    let columns = rowsOfNumbers.first?.count ?? 0
    precondition(rowsOfNumbers.allSatisfy { $0.count == columns }, "rows of unequal length")
    self.init(rows: rowsOfNumbers.count, columns: columns, rowMajor: rowsOfNumbers.flatMap { $0 })
  }

  /// A matrix of columns of equal length.
  public init(columns columnsOfNumbers: [[Double]]) {
    let rows = columnsOfNumbers.first?.count ?? 0
    precondition(columnsOfNumbers.allSatisfy { $0.count == rows }, "columns of unequal length")
    self.init(rows: rows, columns: columnsOfNumbers.count, columnMajor: columnsOfNumbers.flatMap { $0 })
  }

  public static func identity(_ size: Int) -> Matrix { diagonal(Array(repeating: 1, count: size)) }

  public static func diagonal(_ values: [Double]) -> Matrix {
    var matrix = Matrix(rows: values.count, columns: values.count)
    for index in values.indices { matrix[index, index] = values[index] }
    return matrix
  }

  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "(\(row), \(column)) is outside")
      return columnMajor[column * rows + row]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "(\(row), \(column)) is outside")
      columnMajor[column * rows + row] = newValue
    }
  }

  public func column(_ column: Int) -> [Double] { Array(columnMajor[column * rows..<(column + 1) * rows]) }

  public func row(_ row: Int) -> [Double] { (0..<columns).map { self[row, $0] } }

  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for column in 0..<columns {
      for row in 0..<rows { result.columnMajor[row * columns + column] = columnMajor[column * rows + row] }
    }
    return result
  }

  /// The matrix of the given columns, in the given order.
  public func columns(_ chosen: [Int]) -> Matrix {
    Matrix(rows: rows, columns: chosen.count, columnMajor: chosen.flatMap { column($0) })
  }

  /// Rows × columns, as errors show it.
  var shape: String { "\(rows)×\(columns)" }
}

extension Matrix {
  public static func + (left: Matrix, right: Matrix) -> Matrix { combined(left, right, +) }
  public static func - (left: Matrix, right: Matrix) -> Matrix { combined(left, right, -) }
  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns, columnMajor: matrix.columnMajor.map { factor * $0 })
  }

  private static func combined(_ left: Matrix, _ right: Matrix, _ combine: (Double, Double) -> Double) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns, "\(left.shape) and \(right.shape)")
    return Matrix(
      rows: left.rows, columns: left.columns, columnMajor: zip(left.columnMajor, right.columnMajor).map(combine))
  }
}
