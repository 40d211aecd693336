import Evidence

/// A document with published results: its name, its form and its text.
public struct PublishedSource: Sendable, Hashable {
  public enum Form: String, Sendable, Hashable, CaseIterable {
    case markdown, html, csv, json, text
  }

  public let name: String
  public let form: Form
  public let text: String

  public init(name: String, form: Form, text: String) {
    self.name = name
    self.form = form
    self.text = text
  }

  /// Takes the form from the ending of the name, else from the first character that is not blank.
  ///
  /// Bytes that are not UTF-8 are read with replacement characters: a wrong letter in prose hides no number.
  public init(name: String, bytes: [UInt8]) {
    var text = String(decoding: bytes, as: UTF8.self)
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    self.init(name: name, form: Self.form(name: name, text: text), text: text)
  }

  static func form(name: String, text: String) -> Form {
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    switch ending {
    case "md", "markdown", "qmd", "rmd": return .markdown
    case "html", "htm", "xhtml": return .html
    case "csv", "tsv": return .csv
    case "json": return .json
    default: break
    }
    switch text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) {
    case "<": return .html
    case "{", "[": return .json
    default: return .text
    }
  }
}

/// A cell of a published table, its text made plain.
struct PublishedCell: Sendable, Hashable {
  var text: String
  var line: Int
}

/// A table as printed: rows of cells, not all of one length, with what stands above and below it.
struct PublishedTable: Sendable, Hashable {
  var rows: [[PublishedCell]]
  /// The line it starts in, counted from 1.
  var line: Int
  /// The line before or after it that names it.
  var caption = ""

  var lastLine: Int { rows.last?.first?.line ?? line }
}

/// One line of prose, made plain.
struct PublishedLine: Sendable, Hashable {
  var text: String
  var line: Int
}

/// A source taken apart into prose and tables.
struct PublishedContent: Sendable, Hashable {
  var prose: [PublishedLine] = []
  var tables: [PublishedTable] = []

  init(_ source: PublishedSource) {
    switch source.form {
    case .markdown, .text: readText(source.text)
    case .html: self = HTMLReading(source.text).content
    case .csv: tables = [PublishedTable(rows: DelimitedText.rows(source.text), line: 1)].filter { !$0.rows.isEmpty }
    case .json: break
    }
    nameTables()
  }

  init() {}

  /// Markdown and plain text: rows of `| … |`, rows of tabs, and boxes drawn by PSPP are tables; the rest is prose.
  private mutating func readText(_ text: String) {
    var open: [[PublishedCell]] = []
    func isRule(_ line: String) -> Bool {
      line.unicodeScalars.contains("-") && line.unicodeScalars.allSatisfy { "|+-=: \t".unicodeScalars.contains($0) }
    }
    func close(_ content: inout PublishedContent) {
      if open.count > 1 {
        content.tables.append(PublishedTable(rows: open, line: open[0][0].line))
      } else if let row = open.first {
        content.prose.append(PublishedLine(text: row.map(\.text).joined(separator: " "), line: row[0].line))
      }
      open = []
    }
    for (offset, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = PlainText.plain(raw)
      let number = offset + 1
      let trimmed = line.trimmed
      if trimmed.isEmpty {
        close(&self)
        continue
      }
      if trimmed.hasPrefix("|") || line.unicodeScalars.contains("\t") {
        if isRule(trimmed) { continue }
        let cells = trimmed.hasPrefix("|") ? Self.pipeCells(trimmed) : Self.tabCells(line)
        if cells.count > 1 {
          open.append(cells.map { PublishedCell(text: $0, line: number) })
          continue
        }
      }
      if !open.isEmpty, isRule(trimmed) { continue }
      close(&self)
      if isRule(trimmed) { continue }
      prose.append(PublishedLine(text: line, line: number))
    }
    close(&self)
  }

  private static func tabCells(_ line: String) -> [String] {
    line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).trimmed }
  }

  /// `\|` is a character, not a border.
  private static func pipeCells(_ line: String) -> [String] {
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var escaped = false
    for scalar in line.unicodeScalars.dropFirst() {
      if escaped {
        if scalar != "|" { cell.append("\\") }
        cell.append(scalar)
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else if scalar == "|" {
        cells.append(String(cell).trimmed.withoutEmphasis)
        cell = .init()
      } else {
        cell.append(scalar)
      }
    }
    let rest = String(cell).trimmed
    if !rest.isEmpty { cells.append(rest.withoutEmphasis) }
    return cells
  }

  /// A table's name is the nearest prose within three lines above it, or below where that names a table.
  private mutating func nameTables() {
    for index in tables.indices where tables[index].caption.isEmpty {
      let table = tables[index]
      // Lines are in order of the file, so the two neighbours are found by halving.
      let after = prose.partitioningIndex { $0.line > table.lastLine }
      let before = prose.partitioningIndex { $0.line >= table.line }
      if before > 0, table.line - prose[before - 1].line <= 3 {
        tables[index].caption = prose[before - 1].text.trimmed
      } else if after < prose.count, prose[after].line - table.lastLine <= 2 {
        tables[index].caption = prose[after].text.trimmed
      }
    }
  }
}

extension String {
  var trimmed: String {
    let blanks: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !blanks($0) }) else { return "" }
    let last = scalars.lastIndex { !blanks($0) }!
    return String(scalars[first...last])
  }

  /// Without the signs Markdown sets emphasis with at the ends of a cell.
  var withoutEmphasis: String {
    var text = Substring(self)
    for mark in ["**", "__", "*", "_", "`"] where text.count > 2 * mark.count {
      if text.hasPrefix(mark), text.hasSuffix(mark) { text = text.dropFirst(mark.count).dropLast(mark.count) }
    }
    return String(text)
  }
}

extension Array {
  /// The first index at which `condition` holds, where it holds for all that follow.
  func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Fields between commas, tabs or semicolons, quoted where they hold one.
enum DelimitedText {
  static func rows(_ text: String) -> [[PublishedCell]] {
    let firstLine = text.prefix { $0 != "\n" && $0 != "\r\n" }
    let delimiter: Character = ["\t", ";", ","].first { firstLine.contains($0) } ?? ","
    var rows: [[PublishedCell]] = []
    var row: [PublishedCell] = []
    var field = ""
    var quoted = false
    var line = 1
    var firstLineOfField = 1
    func endField() {
      row.append(PublishedCell(text: PlainText.plain(field).trimmed, line: firstLineOfField))
      field = ""
      firstLineOfField = line
    }
    func endRow() {
      endField()
      if row.contains(where: { !$0.text.isEmpty }) { rows.append(row) }
      row = []
    }
    var characters = text.makeIterator()
    var pending: Character? = characters.next()
    while let character = pending {
      pending = characters.next()
      if quoted {
        if character == "\"" {
          if pending == "\"" {
            field.append("\"")
            pending = characters.next()
          } else {
            quoted = false
          }
        } else {
          if character.isNewline { line += 1 }
          field.append(character)
        }
      } else if character == "\"", field.isEmpty {
        quoted = true
      } else if character == delimiter {
        endField()
      } else if character.isNewline {
        line += 1
        endRow()
        firstLineOfField = line
      } else {
        field.append(character)
      }
    }
    endRow()
    return rows
  }
}
