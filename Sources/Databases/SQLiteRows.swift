import CSQLite
import Evidence
import NumericalMethods
import Tables

/// The rows a statement gives, gathered into columns.
struct SQLiteRows {
  private let statement: OpaquePointer
  private let names: [String]
  private let declared: [Declared]
  private var builders: [ColumnBuilder]
  private var tallies: [Tally]
  private var rowCount = 0
  private var repeated: [String] = []

  /// What the table promises of a column, which SQLite itself does not enforce.
  private enum Declared { case nothing, date, boolean }

  private struct Tally {
    var numbers = 0
    var texts = 0
    var blobs = 0
    var repaired = 0
    var infinities = 0
    var notDates = 0
    var notTruths = 0
  }

  init(_ statement: OpaquePointer) {
    self.statement = statement
    let count = sqlite3_column_count(statement)
    var names: [String] = []
    var taken: Set<String> = []
    for column in 0..<count {
      let original = sqlite3_column_name(statement, column).map { String(cString: $0) } ?? "column\(column + 1)"
      var name = original
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(original)_\(number)"
        number += 1
      }
      if name != original, repeated.last != original { repeated.append(original) }
      names.append(name)
    }
    self.names = names
    declared = (0..<count).map { column in
      let type = sqlite3_column_decltype(statement, column).map { String(cString: $0).uppercased() } ?? ""
      if type.hasPrefix("DATE") || type.hasPrefix("TIMESTAMP") { return .date }
      return type.hasPrefix("BOOL") ? .boolean : .nothing
    }
    builders = names.map { ColumnBuilder(name: $0) }
    tallies = names.map { _ in Tally() }
  }

  /// `progress` is told now and then how many rows have come.
  mutating func readAll(_ database: SQLiteConnection, progress: (Int) -> Void) throws(Fault) {
    while true {
      let status = sqlite3_step(statement)
      if status == SQLITE_DONE { return }
      guard status == SQLITE_ROW else { throw database.fault(status) }
      if rowCount == SQLiteFile.mostRows {
        throw Fault(
          SQLiteFault.tooManyRows, at: Place(file: database.path), ["limit": .integer(SQLiteFile.mostRows)])
      }
      rowCount += 1
      if rowCount & 0x3FFF == 0 {
        try Interruption.check()
        progress(rowCount)
      }
      for column in names.indices { append(column) }
    }
  }

  private mutating func append(_ column: Int) {
    let place = Int32(column)
    switch sqlite3_column_type(statement, place) {
    case SQLITE_INTEGER:
      let value = sqlite3_column_int64(statement, place)
      tallies[column].numbers += 1
      if value != 0, value != 1 { tallies[column].notTruths += 1 }
      builders[column].append(value)
    case SQLITE_FLOAT:
      let value = sqlite3_column_double(statement, place)
      tallies[column].numbers += 1
      tallies[column].notTruths += 1
      if !value.isFinite { tallies[column].infinities += 1 }
      builders[column].append(value)
    case SQLITE_TEXT: appendText(column)
    case SQLITE_BLOB:
      tallies[column].blobs += 1
      builders[column].appendMissing()
    default: builders[column].appendMissing()
    }
  }

  private mutating func appendText(_ column: Int) {
    let place = Int32(column)
    tallies[column].texts += 1
    let text = sqlite3_column_text(statement, place)
    let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, place)))
    if declared[column] == .date, let (days, seconds) = CalendarDate.iso8601(bytes) {
      if let seconds {
        builders[column].append(secondsSince1970: Int64(days) * 86_400 + Int64(seconds))
      } else {
        builders[column].append(daysSince1970: days)
      }
      return
    }
    if declared[column] == .date { tallies[column].notDates += 1 }
    if SQLiteRows.isUTF8(bytes) {
      builders[column].append(text: bytes)
    } else {
      tallies[column].repaired += 1
      builders[column].append(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Most texts are plain ASCII, which needs no decoding to be known as sound.
  private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
  }

  // MARK: - The table

  func table(_ name: String) throws(Fault) -> ReadTable {
    let columns = names.indices.map { column in
      declared[column] == .boolean ? truths(column) ?? builders[column].finished() : builders[column].finished()
    }
    return ReadTable(
      try Table(name: name, columns: columns, rowCount: rowCount), format: .sqlite, caveats: caveats())
  }

  /// A column declared BOOLEAN that holds nothing but 0 and 1.
  private func truths(_ index: Int) -> Column? {
    let tally = tallies[index]
    guard tally.texts == 0, tally.notTruths == 0, tally.numbers > 0 else { return nil }
    let numbers = builders[index].finished()
    let places = (0..<rowCount).map { row in numbers.number(at: row).map { Int32($0) } ?? -1 }
    return Column(
      name: names[index],
      values: .category(Codes(places: places, levelCount: 2, missingCount: 1), levels: Level.truthValues))
  }

  private func caveats() -> [Caveat] {
    var caveats: [Caveat] = []
    func note(_ code: SQLiteCaveat, _ count: (Tally) -> Int) {
      let touched = names.indices.filter { count(tallies[$0]) > 0 }
      guard !touched.isEmpty else { return }
      let total = touched.reduce(0) { $0 + count(tallies[$1]) }
      caveats.append(
        Caveat(code, ["count": .integer(total), "columns": .list(touched.map { names[$0] })]))
    }
    note(.blobs, \.blobs)
    note(.repairedText, \.repaired)
    note(.infinities, \.infinities)
    note(.notDates, \.notDates)
    note(.mixedColumn) { min($0.numbers, $0.texts) }
    if !repeated.isEmpty { caveats.append(Caveat(SQLiteCaveat.repeatedNames, ["columns": .list(repeated)])) }
    return caveats
  }
}
