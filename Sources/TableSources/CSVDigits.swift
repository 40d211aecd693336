import CKernels
import NumericalMethods
import Tables

extension CSVReader {
  /// The columns of a file in which every cell is one digit, `nil` for any other file.
  ///
  /// Rows are then equally long and nothing needs to be searched. Half a survey's exports are like this.
  mutating func digitColumns() -> [Column]? {
    let columns = columnCount
    guard columns >= 2, let lineEnd = digitLineEnd() else { return nil }
    let length = 2 * columns - 1 + lineEnd
    let size = bytes.count - dataStart
    guard size % length == 0 else { return nil }
    let rows = size / length
    var plans = Array(repeating: CSVColumnPlan(need: CK_CSV_BYTES.rawValue), count: columns)
    // Tiles of 64 rows are written whole, but only where there are 64 rows.
    let stride = ((rows + 63) / 64 | 1) * 64
    let memory = Memory(byteCount: stride * columns)
    for column in plans.indices {
      plans[column].memory = memory
      plans[column].offset = column * stride
    }
    let rowsTogether = max(64, (1 << 20) / length / 64 * 64)
    let parts = (rows + rowsTogether - 1) / rowsTogether
    let (file, delimiter, start, level) = (bytes, dialect.delimiter, dataStart, tuning.level)
    let progress = options.progress
    let isDigits = Parallel.map(parts, threads: options.threads) { part in
      let first = part * rowsTogether
      let count = min(rowsTogether, rows - first)
      let at = start + first * length
      file.populate(at..<at + count * length)
      progress?(Double(first + count) / Double(rows))
      return ck_csv_digits(
        file.base + at, count, columns, delimiter, Int32(lineEnd),
        (memory.base + first).assumingMemoryBound(to: Int8.self), stride, level) == count
    }
    guard isDigits.allSatisfy({ $0 }) else { return nil }
    rowCount = rows
    return header.names.indices.map { place in
      Column(name: header.names[place], label: header.labels[place], values: plans[place].values(rows: rows))
    }
  }

  /// How many bytes end the first row of data, if that row is all single digits.
  private func digitLineEnd() -> Int? {
    let end = dataStart + 2 * columnCount - 1
    guard end < bytes.count else { return nil }
    for place in 0..<columnCount {
      let at = dataStart + 2 * place
      guard bytes.base[at] >= UInt8(ascii: "0"), bytes.base[at] <= UInt8(ascii: "9") else { return nil }
      if place > 0, bytes.base[at - 1] != dialect.delimiter { return nil }
    }
    if bytes.base[end] == UInt8(ascii: "\n") { return 1 }
    return bytes.base[end] == UInt8(ascii: "\r") && bytes.base[end + 1] == UInt8(ascii: "\n") ? 2 : nil
  }
}
