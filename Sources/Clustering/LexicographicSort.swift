/// Sorts row numbers by the numbers in some columns, the first column first, then by row number.
///
/// Long stretches go by the digits of their bit patterns, which is several times faster than comparing; short ones,
/// such as the few rows that agree in the columns before, are compared.
enum LexicographicSort {
  private static let longStretch = 256

  static func sort(_ rows: UnsafeMutableBufferPointer<Int32>, by columns: ArraySlice<[Double]>) {
    guard rows.count > 1, let column = columns.first else { return }
    if rows.count < longStretch {
      var rows = rows
      rows.sort { left, right in
        for column in columns {
          let (a, b) = (column[Int(left)], column[Int(right)])
          if a != b { return a < b }
        }
        return left < right
      }
      return
    }
    sort(rows, by: column)
    let rest = columns.dropFirst()
    var start = 0
    column.withUnsafeBufferPointer { values in
      while start < rows.count {
        let value = values[Int(rows[start])]
        var end = start + 1
        while end < rows.count, values[Int(rows[end])] == value { end += 1 }
        if end - start > 1 {
          sort(UnsafeMutableBufferPointer(rebasing: rows[start..<end]), by: rest)
        }
        start = end
      }
    }
  }

  private struct Entry {
    var key: UInt64
    var row: Int32
  }

  /// The leading bits that are passed over, so many at a time, the lowest first.
  private static let (passes, digitBits) = (3, 11)

  /// Passes over the bits in which keys differ most; the few that agree in all of these are compared. Keeps equal rows in
  /// order.
  private static func sort(_ rows: UnsafeMutableBufferPointer<Int32>, by column: [Double]) {
    let count = rows.count
    var entries = column.withUnsafeBufferPointer { column in
      rows.map { row in
        let bits = column[Int(row)].bitPattern
        return Entry(key: bits >> 63 == 1 ? ~bits : bits | 1 << 63, row: row)
      }
    }
    var (least, greatest) = (UInt64.max, UInt64.min)
    for entry in entries { (least, greatest) = (min(least, entry.key), max(greatest, entry.key)) }
    if least == greatest { return }
    let shift = max(0, 64 - (greatest - least).leadingZeroBitCount - passes * digitBits)
    var spare = entries
    let width = 1 << digitBits
    entries.withUnsafeMutableBufferPointer { first in
      spare.withUnsafeMutableBufferPointer { second in
        var (from, to) = (first, second)
        for pass in 0..<passes {
          let position = UInt64(shift + pass * digitBits)
          func digit(_ entry: Entry) -> Int { Int(truncatingIfNeeded: (entry.key &- least) >> position) & (width - 1) }
          var places = [Int](repeating: 0, count: width)
          places.withUnsafeMutableBufferPointer { places in
            for entry in from { places[digit(entry)] &+= 1 }
            if places[digit(from[0])] == count { return }
            var next = 0
            for digit in 0..<width { (places[digit], next) = (next, next + places[digit]) }
            for entry in from {
              let digit = digit(entry)
              to[places[digit]] = entry
              places[digit] &+= 1
            }
            swap(&from, &to)
          }
        }
        if shift > 0 { settle(from, above: UInt64(shift), from: least) }
        for index in 0..<count { rows[index] = from[index].row }
      }
    }
  }

  /// Sorts the stretches whose keys agree in all bits above `shift`.
  private static func settle(_ entries: UnsafeMutableBufferPointer<Entry>, above shift: UInt64, from least: UInt64) {
    var start = 0
    while start < entries.count {
      let top = (entries[start].key &- least) >> shift
      var end = start + 1
      var isSorted = true
      while end < entries.count, (entries[end].key &- least) >> shift == top {
        isSorted = isSorted && entries[end - 1].key <= entries[end].key
        end += 1
      }
      if !isSorted {
        var stretch = UnsafeMutableBufferPointer(rebasing: entries[start..<end])
        stretch.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      }
      start = end
    }
  }
}
