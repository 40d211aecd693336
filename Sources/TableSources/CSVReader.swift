import CKernels
import Evidence
import NumericalMethods
import Tables

/// Reads text tables: CSV in all its dialects, TSV.
///
/// The text is cut into chunks at row starts. A first pass over each chunk counts quotes and line feeds, which tells
/// where its rows begin and which row of the table is its first. A sample decides what each column is taken for; then
/// every chunk writes its cells straight to their place. A column that turns out to need more (wider integers, reals,
/// texts) is read once more as that. Types, texts and messages do not depend on how many threads there are.
struct CSVReader {
  /// Sizes and paths that tests vary; the result does not depend on them.
  struct Tuning: Sendable {
    var chunkSize = 2 << 20
    var blockSize = 32 << 10
    var level = ck_processor_level()
    /// Whether files of one-digit cells may take their own path.
    var knowsDigits = true
    var sampleRows = 200
  }

  let path: String
  let options: ReadingOptions
  let tuning: Tuning
  var caveats: [Caveat] = []
  private(set) var bytes: FileBytes
  /// Where the text begins, behind a byte order mark.
  let textStart: Int
  var dialect: CSVDialect
  var header = CSVHeader()
  /// Where the rows of data begin.
  var dataStart = 0
  var quotes = CK_CSV_NO_QUOTES
  var chunks: [Chunk] = []
  var rowCount = 0

  /// Rows that lie together.
  struct Chunk: Sendable {
    let start: Int
    let end: Int
    let firstRow: Int
    let rowCount: Int
  }

  /// The table in a text file.
  static func read(
    _ file: FileBytes, path: String, options: ReadingOptions = ReadingOptions(), tuning: Tuning = Tuning()
  ) throws(Fault) -> ReadTable {
    let decoded = try DecodedText(file, encoding: options.encoding, path: path)
    do {
      var reader = CSVReader(decoded, path: path, options: options, tuning: tuning)
      return try reader.table()
    } catch {
      // Only texts far into the file can show that it is not UTF-8 after all.
      guard error.code == CSVFault.undecodable.rawValue, decoded.bytes === file, options.encoding == nil else {
        throw error
      }
      let again = try DecodedText(file, encoding: nil, path: path, isCertainlyNotUTF8: true)
      var reader = CSVReader(again, path: path, options: options, tuning: tuning)
      return try reader.table()
    }
  }

  init(_ decoded: DecodedText, path: String, options: ReadingOptions, tuning: Tuning) {
    self.path = path
    self.options = options
    self.tuning = tuning
    bytes = decoded.bytes.withLineFeeds(from: decoded.start)
    textStart = decoded.start
    caveats = decoded.caveats
    dialect = CSVDialect(sniffing: bytes.buffer, from: decoded.start)
    guard dialect.isOneColumn, let plain = bytes.withASCIICommas(from: decoded.start) else { return }
    let again = CSVDialect(sniffing: plain.buffer, from: decoded.start)
    if !again.isOneColumn {
      bytes = plain
      dialect = again
    }
  }

  func place(of offset: Int) -> Place { TextPlace(bytes.buffer, path).place(of: offset) }

  var columnCount: Int { header.names.count }

  private mutating func table() throws(Fault) -> ReadTable {
    try readHeader()
    guard dataStart < bytes.count else { throw noRows() }
    bytes.endWithLineFeed()
    var columns: [Column]?
    if tuning.knowsDigits { columns = digitColumns() }
    if columns == nil {
      try findChunks()
      guard rowCount > 0 else { throw noRows() }
      columns = try typedColumns()
    }
    let kept = try finished(columns!)
    let name = TableSource.tableName(path)
    let table = try Table(name: name, columns: kept, rowCount: rowCount)
    return ReadTable(table, format: dialect.delimiter == UInt8(ascii: "\t") ? .tsv : .csv, caveats: caveats)
  }

  /// Finds the header and where the rows are, with none of them read. `false` where there is none.
  mutating func findRows() throws(Fault) -> Bool {
    try readHeader()
    guard dataStart < bytes.count else { return false }
    bytes.endWithLineFeed()
    try findChunks()
    return rowCount > 0
  }

  private func noRows() -> Fault {
    Fault(CSVFault.noRows, at: Place(file: path, line: 1), ["columns": .integer(columnCount)])
  }

  /// Columns without a name and without a value are what spreadsheets leave behind deleted ones.
  private mutating func finished(_ columns: [Column]) throws(Fault) -> [Column] {
    var kept: [Column] = []
    var dropped: [Int] = []
    var named: [String] = []
    for (place, column) in columns.enumerated() {
      if header.isNameless[place], column.missingCounts()[0] == rowCount, columns.count > 1 {
        dropped.append(place + 1)
        continue
      }
      if header.isNameless[place] { named.append(column.name) }
      kept.append(column)
    }
    if !dropped.isEmpty {
      caveats.append(
        Caveat(
          CSVCaveat.emptyColumnsDropped, at: Place(file: path, line: 1), ["columns": .list(dropped.map(String.init))])
      )
    }
    if !named.isEmpty, options.headerRows != 0 {
      caveats.append(Caveat(CSVCaveat.emptyNames, at: Place(file: path, line: 1), ["names": .list(named)]))
    }
    return kept
  }
}

extension FileBytes {
  /// The text with commas in place of full-width ones, which some input methods type, unless there are commas already.
  fileprivate func withASCIICommas(from start: Int) -> FileBytes? {
    let sample = buffer[min(start, count)..<min(count, start + 65536)]
    let comma: [UInt8] = [0xEF, 0xBC, 0x8C]
    guard !sample.contains(UInt8(ascii: ",")), sample.contains(0x8C) else { return nil }
    return FileBytes(capacity: count) { target in
      var written = 0
      var at = 0
      while at < count {
        if base[at] == comma[0], base[at + 1] == comma[1], base[at + 2] == comma[2] {
          target[written] = UInt8(ascii: ",")
          at += 3
        } else {
          target[written] = base[at]
          at += 1
        }
        written += 1
      }
      return written
    }
  }

  /// The text with line feeds where old Macintosh files have carriage returns alone.
  fileprivate func withLineFeeds(from start: Int) -> FileBytes {
    let sample = UnsafeBufferPointer(rebasing: buffer[min(start, count)..<min(count, start + 65536)])
    guard sample.contains(UInt8(ascii: "\r")), !sample.contains(UInt8(ascii: "\n")),
      !buffer.contains(UInt8(ascii: "\n"))
    else { return self }
    return FileBytes(capacity: count) { target in
      for index in 0..<count { target[index] = base[index] == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : base[index] }
      return count
    }
  }
}
