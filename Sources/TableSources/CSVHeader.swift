import CKernels
import Evidence
import Tables

/// The names of the columns and what their header said beyond them.
struct CSVHeader {
  var names: [String] = []
  var labels: [Label] = []
  /// Whether the header had no name for a column, so that one was made.
  var isNameless: [Bool] = []
}

extension CSVReader {
  /// No survey has more; a binary file that passed for text may.
  static let mostColumns = 100_000

  mutating func readHeader() throws(Fault) {
    let text = bytes.buffer
    let rows = options.headerRows ?? 1
    var at = dialect.start
    var lines: [[String]] = []
    for _ in 0..<rows {
      guard let row = CSVRow(text, at: at, delimiter: dialect.delimiter) else {
        throw Fault(CSVFault.headerBeyondEnd, at: Place(file: path), ["rows": .integer(rows)])
      }
      try check(row, from: at)
      lines.append(row.cells)
      at = row.end
    }
    dataStart = at
    if rows == 0 {
      guard let first = CSVRow(text, at: at, delimiter: dialect.delimiter) else { throw headerless() }
      try check(first, from: at)
      header.names = first.cells.indices.map { "column\($0 + 1)" }
      header.isNameless = header.names.map { _ in true }
      header.labels = header.names.map { _ in Label() }
      return
    }
    name(lines)
    noteNumericHeader(lines[0])
  }

  private func headerless() -> Fault {
    Fault(CSVFault.headerBeyondEnd, at: Place(file: path), ["rows": 0])
  }

  /// A header that runs to the end of the file has an unclosed quote; a count beyond reason is no table.
  private func check(_ row: CSVRow, from start: Int) throws(Fault) {
    if row.hasQuotes {
      var position = ck_csv_position(state: 0, opened: 0, problem: .max)
      var stretch = ck_csv_stretch()
      ck_csv_scan_carefully(bytes.base, start, row.end, dialect.delimiter, 1, &position, &stretch)
      try refuse(position, isEnd: row.end == bytes.count)
    }
    if row.cells.count > CSVReader.mostColumns {
      throw Fault(
        CSVFault.tooManyColumns, at: place(of: start),
        ["columns": .integer(row.cells.count), "limit": .integer(CSVReader.mostColumns)])
    }
  }

  func refuse(_ position: ck_csv_position, isEnd: Bool) throws(Fault) {
    if position.problem != .max {
      throw Fault(CSVFault.textAfterQuote, at: place(of: Int(position.problem)))
    }
    if isEnd, position.state == 2 { throw Fault(CSVFault.unclosedQuote, at: place(of: Int(position.opened))) }
  }

  /// The first row of the header names the columns, further rows explain them.
  private mutating func name(_ lines: [[String]]) {
    let width = lines.map(\.count).max()!
    var taken: Set<String> = []
    var doubled: [String] = []
    for place in 0..<width {
      let cells = lines.map { place < $0.count ? $0[place].trimmed : "" }
      let stated = cells.first { !$0.isEmpty }
      var name = stated ?? "column\(place + 1)"
      if taken.contains(name) {
        if stated != nil { doubled.append(name) }
        var number = 2
        while taken.contains("\(name)_\(number)") { number += 1 }
        name = "\(name)_\(number)"
      }
      taken.insert(name)
      header.names.append(name)
      header.isNameless.append(stated == nil)
      let explained = cells.dropFirst().filter { !$0.isEmpty && $0 != name }.joined(separator: " ")
      header.labels.append(explained.isEmpty ? Label() : Label(sniffing: explained))
    }
    if !doubled.isEmpty {
      caveats.append(Caveat(CSVCaveat.duplicateNames, at: Place(file: path, line: 1), ["names": .list(doubled)]))
    }
  }

  private mutating func noteNumericHeader(_ names: [String]) {
    var reader = CellReader()
    let areNumbers = names.allSatisfy { name in
      var name = name
      switch name.withUTF8({ reader.meaning(of: $0) }) {
      case .whole, .real: return true
      default: return false
      }
    }
    if areNumbers {
      caveats.append(
        Caveat(CSVCaveat.numericHeader, at: Place(file: path, line: 1), ["names": .list(names.prefix(3).map { $0 })]))
    }
  }
}

extension String {
  /// Without blanks and line breaks around it.
  var trimmed: String {
    let isBlank = { (scalar: Unicode.Scalar) in
      scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\n" || scalar == "\u{3000}"
        || scalar == "\u{A0}"
    }
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(scalars)
  }
}
