import Evidence
import Tables

/// Distances between named things, as a file gives them: a square.
public struct DistanceMatrix: Sendable, Hashable {
  public let names: [String]
  /// Row *i* of the lower triangle begins at *i*(*i* − 1)/2.
  public let triangle: [Double]

  /// - Throws: `matrix-not-square`, `matrix-not-a-number`, `matrix-negative`, `matrix-diagonal`, `matrix-not-symmetric`.
  public init(names: [String], rows: [[Double]]) throws(Fault) {
    let count = names.count
    guard rows.count == count, rows.allSatisfy({ $0.count == count }) else {
      throw Fault(
        ClusteringFault.matrixNotSquare,
        ["rows": .integer(rows.count), "columns": .integer(rows.first { $0.count != rows.count }?.count ?? count)])
    }
    var greatest = 0.0
    for (row, values) in rows.enumerated() {
      for (column, value) in values.enumerated() {
        func fault(_ code: ClusteringFault) -> Fault {
          Fault(
            code,
            [
              "row": .text(names[row]), "column": .text(names[column]), "value": .number(value),
              "other": .number(rows[column][row]),
            ])
        }
        guard value.isFinite else { throw fault(.matrixNotANumber) }
        guard value >= 0 else { throw fault(.matrixNegative) }
        guard row != column || value == 0 else { throw fault(.matrixDiagonal) }
        greatest = max(greatest, value)
      }
    }
    var triangle: [Double] = []
    triangle.reserveCapacity(count * (count - 1) / 2)
    for row in 0..<count {
      for column in 0..<row {
        let (below, above) = (rows[row][column], rows[column][row])
        guard abs(below - above) <= 1e-9 * greatest else {
          throw Fault(
            ClusteringFault.matrixNotSymmetric,
            [
              "row": .text(names[row]), "column": .text(names[column]), "value": .number(below),
              "other": .number(above),
            ])
        }
        triangle.append(below == above ? below : (below + above) / 2)
      }
    }
    self.names = names
    self.triangle = triangle
  }

  /// A table of numbers with a column for each thing and a row for each in the same order; a first column of texts holds
  /// the names of the rows, which must be those of the columns.
  public init(_ table: Table) throws(Fault) {
    var columns = table.columns
    var rowNames: [String]?
    if let first = columns.first, columns.count == table.rowCount + 1 {
      rowNames = (0..<first.count).map { first.value(at: $0)?.description ?? "" }
      columns.removeFirst()
    }
    let names = columns.map(\.name)
    if let rowNames, rowNames != names {
      let place = zip(rowNames, names).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
      throw Fault(
        ClusteringFault.matrixNames,
        [
          "place": .integer(place + 1), "row": .text(rowNames[place]),
          "column": .text(names.indices.contains(place) ? names[place] : ""),
        ])
    }
    let numbers = columns.map { $0.numbers() }
    try self.init(
      names: names, rows: (0..<table.rowCount).map { row in numbers.map { $0[row] } })
  }
}
