import Evidence

/// A CSV text whose every column and row is accounted for: known columns once, rows as long as the header, faults with
/// line and column.
package struct StrictTable {
  package struct Row {
    fileprivate let cells: [String]
    fileprivate let places: [String: Int]
    fileprivate let file: String?
    /// The line it begins on, counted from 1.
    package let line: Int

    /// Empty where the column is left out.
    package subscript(name: String) -> String { places[name].map { cells[$0] } ?? "" }

    package func place(_ name: String) -> Place { Place(file: file, line: line, column: places[name].map { $0 + 1 }) }

    package func filled(_ name: String) throws(Fault) -> String {
      let text = self[name]
      guard !text.isEmpty else { throw Fault(FactorFault.emptyCell, at: place(name), ["column": .text(name)]) }
      return text
    }

    /// A number from 0 up; `nil` for an empty cell.
    package func number(_ name: String) throws(Fault) -> Double? {
      let text = self[name]
      if text.isEmpty { return nil }
      guard let value = Double(text), value.isFinite, value >= 0 else {
        throw Fault(FactorFault.badNumber, at: place(name), ["column": .text(name), "value": .text(text)])
      }
      return value
    }

    package func choice<Choice: CaseIterable & RawRepresentable<String>>(
      _ name: String, _ type: Choice.Type
    ) throws(Fault) -> Choice {
      let text = try filled(name)
      guard let choice = Choice(rawValue: text) else {
        throw Fault(
          FactorFault.notAChoice, at: place(name),
          ["column": .text(name), "value": .text(text), "choices": .list(Choice.allCases.map(\.rawValue))])
      }
      return choice
    }
  }

  private var rows: StrictRows
  private let places: [String: Int]
  private let width: Int
  private let file: String?

  /// - Parameter file: The path faults name; `nil` for what is part of the program.
  package init(
    _ bytes: some Collection<UInt8>, file: String?, required: [String], optional: [String] = []
  ) throws(Fault) {
    var rows = try StrictRows(bytes, file: file)
    guard let header = try rows.next() else {
      throw Fault(FactorFault.emptyFile, at: Place(file: file, line: 1), ["columns": .list(required)])
    }
    var places: [String: Int] = [:]
    for (index, name) in header.cells.enumerated() {
      let at = Place(file: file, line: header.line, column: index + 1)
      guard required.contains(name) || optional.contains(name) else {
        let nearest = Similarity.nearest(to: name, in: required + optional)
        throw Fault(
          FactorFault.unknownColumn, at: at,
          ["column": .text(name), "known": .list(nearest.isEmpty ? required + optional : nearest)])
      }
      guard places.updateValue(index, forKey: name) == nil else {
        throw Fault(FactorFault.repeatedColumn, at: at, ["column": .text(name)])
      }
    }
    let absent = required.filter { places[$0] == nil }
    guard absent.isEmpty else {
      throw Fault(FactorFault.missingColumns, at: Place(file: file, line: header.line), ["columns": .list(absent)])
    }
    self.rows = rows
    self.places = places
    width = header.cells.count
    self.file = file
  }

  /// The next row that is not empty.
  package mutating func next() throws(Fault) -> Row? {
    guard let row = try rows.next() else { return nil }
    guard row.cells.count == width else {
      throw Fault(
        FactorFault.rowLength, at: Place(file: file, line: row.line),
        ["fields": .integer(row.cells.count), "expected": .integer(width)])
    }
    return Row(cells: row.cells, places: places, file: file, line: row.line)
  }
}

/// The rows of a CSV text with commas, as RFC 4180 has it.
private struct StrictRows {
  struct Row {
    let cells: [String]
    /// The line it begins on, counted from 1.
    let line: Int
  }

  private let bytes: [UInt8]
  private let file: String?
  private var position = 0
  private var line = 1

  init(_ bytes: some Collection<UInt8>, file: String?) throws(Fault) {
    var bytes = Array(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if let bad = Self.firstLineThatIsNotUTF8(bytes) {
      throw Fault(FactorFault.notUTF8, at: Place(file: file, line: bad))
    }
    self.bytes = bytes
    self.file = file
  }

  private static func firstLineThatIsNotUTF8(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 } ?? 1
  }

  /// The next row that is not empty.
  mutating func next() throws(Fault) -> Row? {
    while position < bytes.count {
      let start = line
      let cells = try cells()
      if cells != [""] { return Row(cells: cells, line: start) }
    }
    return nil
  }

  private mutating func cells() throws(Fault) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(try cell(cells.count + 1))
      guard position < bytes.count else { return cells }
      let separator = bytes[position]
      position += 1
      if separator == UInt8(ascii: ",") {
        if position == bytes.count {
          cells.append("")
          return cells
        }
        continue
      }
      line += 1
      return cells
    }
  }

  /// Reads up to the comma or line feed that ends the cell.
  private mutating func cell(_ number: Int) throws(Fault) -> String {
    let comma = UInt8(ascii: ",")
    let quote = UInt8(ascii: "\"")
    if position < bytes.count, bytes[position] == quote {
      let opened = Place(file: file, line: line, column: number)
      position += 1
      var text: [UInt8] = []
      while true {
        guard position < bytes.count else { throw Fault(FactorFault.unclosedQuote, at: opened) }
        let byte = bytes[position]
        position += 1
        if byte == quote {
          if position < bytes.count, bytes[position] == quote {
            text.append(quote)
            position += 1
            continue
          }
          break
        }
        if byte == 10 { line += 1 }
        text.append(byte)
      }
      if position < bytes.count, bytes[position] == 13 { position += 1 }
      guard position == bytes.count || bytes[position] == comma || bytes[position] == 10 else {
        throw Fault(FactorFault.textAfterQuote, at: opened)
      }
      return String(decoding: text, as: UTF8.self)
    }
    let start = position
    while position < bytes.count, bytes[position] != comma, bytes[position] != 10 { position += 1 }
    var end = position
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
