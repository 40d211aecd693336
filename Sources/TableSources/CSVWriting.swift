import Evidence
import Glibc
import Tables

/// Tables written as comma-separated text (RFC 4180, UTF-8, LF).
///
/// Data go out as they are: a text that begins with `=` stays that text, because a file that is read again must hold what
/// was written. Tables made for spreadsheets to look at are defused elsewhere.
public enum CSVWriter {
  public struct Options: Sendable, Hashable {
    /// What stands in the cells of a category.
    public enum Cells: Sendable, Hashable {
      /// The values of the file: `1`, `2`. A codebook says what they mean.
      case values
      case labels(Language)
    }

    public var cells = Cells.values
    public var delimiter = UInt8(ascii: ",")
    /// Three bytes in front, without which some spreadsheets take UTF-8 for another encoding.
    public var hasByteOrderMark = false
    /// GB 18030 instead of UTF-8, for offices whose spreadsheets expect it. It has a place for every character.
    public var isGB18030 = false
    /// Whether texts a spreadsheet would run as formulas get an apostrophe in front. That changes the data.
    public var defusesFormulas = false

    public init() {}
  }

  /// The table as bytes. Missing cells hold the value that stands for their reason, or nothing.
  public static func encoded(_ table: Table, options: Options = Options()) -> [UInt8] {
    var bytes: [UInt8] = options.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    let texts = table.columns.map { CellTexts($0, options) }
    for (index, column) in table.columns.enumerated() {
      if index > 0 { bytes.append(options.delimiter) }
      bytes += field(column.name, options)
    }
    bytes.append(0x0A)
    for row in 0..<table.rowCount {
      for (index, column) in texts.enumerated() {
        if index > 0 { bytes.append(options.delimiter) }
        bytes += column.field(at: row)
      }
      // A lone empty field would be a blank line, which readers skip.
      if texts.count == 1, bytes.last == 0x0A { bytes += [0x22, 0x22] }
      bytes.append(0x0A)
    }
    return options.isGB18030 ? inGB18030(bytes) : bytes
  }

  private static func inGB18030(_ text: [UInt8]) -> [UInt8] {
    guard let converter = iconv_open("GB18030", "UTF-8"), Int(bitPattern: converter) != -1 else { return text }
    defer { iconv_close(converter) }
    var source = text.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: text.count * 2 + 16)
    var left = source.count
    var room = target.count
    source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        _ = iconv(converter, &from, &left, &to, &room)
      }
    }
    return target.prefix(target.count - room).map { UInt8(bitPattern: $0) }
  }

  /// Quoted where a reader would otherwise see something else.
  fileprivate static func field(_ text: String, _ options: Options) -> [UInt8] {
    var bytes = Array(text.utf8)
    let delimiter = options.delimiter
    if options.defusesFormulas, let first = bytes.first, "=+-@\t\r".utf8.contains(first), Double(text) == nil {
      bytes.insert(UInt8(ascii: "'"), at: 0)
    }
    let isPlain = bytes.allSatisfy { $0 != delimiter && $0 != 0x22 && $0 != 0x0A && $0 != 0x0D }
    if isPlain, bytes.first != 0x20, bytes.last != 0x20, bytes.first != 0xEF { return bytes }
    return [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }

  /// The fields of a column. Those of categories, texts and missing ways are made once.
  private struct CellTexts {
    let column: Column
    let levels: [[UInt8]]
    let missing: [[UInt8]]

    init(_ column: Column, _ options: Options) {
      self.column = column
      func field(_ text: String) -> [UInt8] { CSVWriter.field(text, options) }
      switch (column.values, options.cells) {
      case (.category(_, let known), .values): levels = known.map { field($0.value.description) }
      case (.category(_, let known), .labels(let language)): levels = known.map { field($0.text(in: language)) }
      case (.text(_, let pool), _): levels = (0..<pool.count).map { field(pool[$0]) }
      default: levels = []
      }
      missing = column.missing.map { way in
        switch options.cells {
        case .values: field(way.value?.description ?? "")
        case .labels(let language): field(way.label.text(in: language) ?? way.value?.description ?? "")
        }
      }
    }

    func field(at row: Int) -> [UInt8] {
      switch column.values {
      case .category(let codes, _), .text(let codes, _):
        let place = codes[row]
        return place >= 0 ? levels[Int(place)] : missing[Int(-1 - place)]
      default:
        if let slot = column.missingSlot(at: row) { return missing[slot] }
        return Array(column.value(at: row)!.description.utf8)
      }
    }
  }
}
