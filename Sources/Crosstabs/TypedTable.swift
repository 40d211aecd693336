import Evidence
import Tables

extension ContingencyTable {
  /// A table as a person types it: cells apart by commas or blanks, rows by semicolons or line ends.
  ///
  ///     try ContingencyTable(typed: "12,3;4,9")
  ///
  /// Full-width punctuation (，；) is read too. Rows and columns are numbered from 1.
  public init(typed text: String) throws(Fault) {
    var rows: [[Int]] = []
    let lines = text.split(omittingEmptySubsequences: true) { ";；\n\r\r\n".contains($0) }
    for line in lines {
      let fields = line.split { ",， \t、".contains($0) }
      if fields.isEmpty { continue }
      var row: [Int] = []
      for field in fields {
        guard let count = Int(field), count >= 0 else {
          throw Fault(
            CrosstabFault.typedNumber,
            ["text": .text(String(field)), "row": .integer(rows.count + 1), "column": .integer(row.count + 1)])
        }
        row.append(count)
      }
      if let first = rows.first, first.count != row.count {
        throw Fault(
          CrosstabFault.typedRagged,
          ["row": .integer(rows.count + 1), "cells": .integer(row.count), "expected": .integer(first.count)])
      }
      rows.append(row)
    }
    guard let width = rows.first?.count else { throw Fault(CrosstabFault.typedEmpty) }
    if rows.allSatisfy({ $0.allSatisfy { $0 == 0 } }) { throw Fault(CrosstabFault.typedZero) }
    try self.init(
      rows: Variable(name: "rows", count: rows.count), columns: Variable(name: "columns", count: width),
      counts: rows.flatMap { $0 })
  }
}
