import Tables

extension XLSXCells {
  /// The values of a column whose cells are numbers or empty; `nil` if it holds anything else.
  ///
  /// Reals that are all whole numbers of moderate size become integers, as ``ColumnBuilder`` makes them.
  func numbers(_ column: Int, rows: Range<Int>) -> Column.Values? {
    guard let (kinds, payloads, count) = stored(column) else { return nil }
    let stored = rows.clamped(to: 0..<count)
    var seen: UInt64 = stored.count < rows.count ? 1 : 0
    for row in stored { seen |= 1 << UInt64(kinds[row] & 63) }
    guard seen & ~7 == 0 else { return nil }
    var values = [Int64](repeating: 0, count: rows.count)
    var isWhole = true
    for row in stored {
      if kinds[row] == 1 {
        values[row - rows.lowerBound] = Int64(bitPattern: payloads[row])
      } else if kinds[row] == 2 {
        let value = Double(bitPattern: payloads[row])
        guard value.rounded() == value, abs(value) < 9e15 else {
          isWhole = false
          break
        }
        values[row - rows.lowerBound] = Int64(value)
      }
    }
    if isWhole {
      guard seen & 1 != 0 else { return .integer(Integers(values, slots: nil, missingCount: 1)) }
      let slots = rows.map { stored.contains($0) && kinds[$0] != 0 ? Int32(-1) : 0 }
      return .integer(Integers(values, slots: slots, missingCount: 1))
    }
    return .real(
      Cells(count: rows.count) { cells in
        let missing = MissingSlots.real(0)
        for row in rows {
          let kind = stored.contains(row) ? kinds[row] : 0
          cells[row - rows.lowerBound] =
            kind == 1
            ? Double(Int64(bitPattern: payloads[row])) : kind == 2 ? Double(bitPattern: payloads[row]) : missing
        }
      })
  }
}
