import Typography

/// The tables of a document as comma-separated values after RFC 4180, in UTF-8 with CRLF.
///
/// A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, their full-width forms, a tab
/// or a line break, and is not a number) gets an apostrophe in front. Several tables stand below each other, each
/// under its title, with an empty line between them. Control characters other than tabs and line breaks become U+FFFD.
public struct CSVFormat: DocumentFormat {
  public func text(of document: Document) -> String {
    let tables = document.tables
    return tables.map { table in
      var records: [[String]] = []
      let title = [table.numberText(language: document.language), table.title.plainText].filter { !$0.isEmpty }
      if tables.count > 1, !title.isEmpty { records.append([title.joined(separator: " ")]) }
      records.append(headings(of: table))
      records += table.rows.map { row in
        table.columns.indices.map { table.cell(row, $0).phrase.plainText }
      }
      return records.map { Self.record($0) }.joined()
    }.joined(separator: "\r\n")
  }

  /// One record with its line end.
  public static func record(_ fields: [String]) -> String {
    // An empty line would not be read as a record with one empty field.
    if fields == [""] { return "\"\"\r\n" }
    return fields.map(field).joined(separator: ",") + "\r\n"
  }

  /// One field, defused and quoted where needed.
  static func field(_ text: String) -> String {
    let text = text.couldBeFormula ? "'" + text : text
    var field = ""
    var needsQuotes = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"":
        field += "\"\""
        needsQuotes = true
      case ",", "\n", "\r":
        field.unicodeScalars.append(scalar)
        needsQuotes = true
      case _ where scalar.isTreacherous && scalar != "\t": field += "\u{FFFD}"
      default: field.unicodeScalars.append(scalar)
      }
    }
    return needsQuotes ? "\"\(field)\"" : field
  }

  /// Headings below their spanners: `Share: low`.
  private func headings(of table: DocumentTable) -> [String] {
    table.columns.indices.map { table.fullHeading($0).plainText }
  }
}

extension DocumentFormat where Self == CSVFormat {
  /// The tables alone, as comma-separated values.
  public static var csv: CSVFormat { CSVFormat() }
}

extension DocumentTable {
  /// The heading of a column with those of its spanners in front, for formats that have one row of headings.
  func fullHeading(_ column: Int) -> Phrase {
    let above = spanners.compactMap { row in row.first { $0.columns.contains(column) }?.heading }
    let parts = (above + [columns[column].heading]).filter { !$0.isEmpty }
    return Phrase(Array(parts.map(\.inlines).joined(separator: [.text(": ")])))
  }
}

extension String {
  /// Whether a spreadsheet may compute the text instead of showing it.
  var couldBeFormula: Bool {
    guard let first = unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else { return false }
    return !isPlainNumber
  }

  /// `-1.5`, `+3`, `1e-3`: digits with a sign, a point, an exponent and nothing else.
  var isPlainNumber: Bool {
    utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) } && Double(self) != nil
  }
}
