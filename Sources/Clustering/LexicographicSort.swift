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

  /// Eight passes over bytes, lowest first; a pass whose byte is the same in all rows is skipped. Keeps equal rows in order.
  private static func sort(_ rows: UnsafeMutableBufferPointer<Int32>, by column: [Double]) {
    struct Entry {
      var key: UInt64
      var row: Int32
    }
    let count = rows.count
    var entries = rows.map { row in
      let bits = column[Int(row)].bitPattern
      return Entry(key: bits >> 63 == 1 ? ~bits : bits | 1 << 63, row: row)
    }
    var spare = entries
    var histograms = [Int](repeating: 0, count: 8 * 256)
    entries.withUnsafeMutableBufferPointer { first in
      spare.withUnsafeMutableBufferPointer { second in
        histograms.withUnsafeMutableBufferPointer { histograms in
          for entry in first {
            for byte in 0..<8 { histograms[byte << 8 | Int(entry.key >> UInt64(8 * byte) & 255)] &+= 1 }
          }
          var (from, to) = (first, second)
          for byte in 0..<8 {
            let places = UnsafeMutableBufferPointer(rebasing: histograms[byte << 8..<(byte + 1) << 8])
            let shift = UInt64(8 * byte)
            if places[Int(from[0].key >> shift & 255)] == count { continue }
            var next = 0
            for digit in 0..<256 { (places[digit], next) = (next, next + places[digit]) }
            for entry in from {
              let digit = Int(entry.key >> shift & 255)
              to[places[digit]] = entry
              places[digit] &+= 1
            }
            swap(&from, &to)
          }
          for index in 0..<count { rows[index] = from[index].row }
        }
      }
    }
  }
}
