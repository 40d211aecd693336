/// The records of a CSV or TSV file as they are written, to be drawn from without changing a letter of them.
struct DelimitedRecords: Sendable {
  let header: [String]
  let headerText: String
  /// Each record with its line break taken off; blank lines are left out.
  let records: [String]
  let delimiter: Character

  /// `nil` for bytes that are no text, or have no header.
  init?(_ bytes: [UInt8]) {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF] as [UInt8]) ? 3 : 0
    guard !bytes.contains(0), let text = String(validating: bytes[mark...], as: UTF8.self) else { return nil }
    var records: [String] = []
    var current: [UInt8] = []
    var isQuoted = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A || byte == 0x0D {
        if !current.isEmpty { records.append(String(decoding: current, as: UTF8.self)) }
        current = []
      } else {
        current.append(byte)
      }
    }
    if !current.isEmpty { records.append(String(decoding: current, as: UTF8.self)) }
    guard let first = records.first else { return nil }
    delimiter = first.contains("\t") ? "\t" : ","
    headerText = first
    header = Self.fields(first, delimiter).map { Self.plain($0) }
    self.records = Array(records.dropFirst())
  }

  /// The fields of a record as they are written, quotes included.
  static func fields(_ record: String, _ delimiter: Character) -> [String] {
    var fields: [String] = []
    var current = ""
    var isQuoted = false
    for character in record {
      if character == "\"" { isQuoted.toggle() }
      if character == delimiter, !isQuoted {
        fields.append(current)
        current = ""
      } else {
        current.append(character)
      }
    }
    return fields + [current]
  }

  /// A field without its quotes.
  static func plain(_ field: String) -> String {
    guard field.count >= 2, field.hasPrefix("\""), field.hasSuffix("\"") else { return field }
    return String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }

  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  func value(_ column: Int, of record: Int) -> String {
    let fields = Self.fields(records[record], delimiter)
    return column < fields.count ? Self.plain(fields[column]) : ""
  }

  /// The record with another value in one field.
  func record(_ record: Int, setting column: Int, to value: String) -> String {
    var fields = Self.fields(records[record], delimiter)
    let needsQuotes = value.contains(delimiter) || value.contains("\"")
    if column < fields.count {
      fields[column] = needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
    }
    return fields.joined(separator: String(delimiter))
  }

  /// A file with the same header and these records.
  func file(_ records: [String]) -> [UInt8] { Array(([headerText] + records).joined(separator: "\n").utf8) + [0x0A] }
}
