import Typography

/// One table in HTML: a heading above, three rules, notes below.
struct HTMLTable {
  let table: DocumentTable
  let language: String
  let format: HTMLFormat
  /// How many digits the longest fraction of each decimal column has, the point included.
  private let fractions: [Int]

  init(_ table: DocumentTable, language: String, format: HTMLFormat) {
    self.table = table
    self.language = language
    self.format = format
    fractions = table.columns.indices.map { column in
      guard table.columns[column].alignment == .decimal else { return 0 }
      return table.rows.filter { $0.role != .group }.map { row in
        Self.fraction(of: table.cell(row, column).phrase.plainText)
      }.max() ?? 0
    }
  }

  var text: String {
    guard !table.columns.isEmpty else { return "" }
    return "<div class=\"table\" tabindex=\"0\">\n<table>\n\(caption)\(head)<tbody>\n\(table.rows.map(row).joined())"
      + "</tbody>\n</table>\n</div>\n\(notes)"
  }

  private var caption: String {
    let number = table.numberText(language: language)
    let parts = [
      number.isEmpty ? "" : "<strong>\(number.escapedForHTML())</strong>", format.inlines(table.title),
    ].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : "<caption>\(parts.joined(separator: " "))</caption>\n"
  }

  private var head: String {
    guard !table.spanners.isEmpty || table.columns.contains(where: { !$0.heading.isEmpty }) else { return "" }
    let headings = table.columns.map { column in
      "<th scope=\"col\"\(Self.attribute(column.alignment))>\(format.inlines(column.heading))</th>"
    }
    return "<thead>\n\(table.spanners.map(spannerRow).joined())<tr>\(headings.joined())</tr>\n</thead>\n"
  }

  private func spannerRow(_ spanners: [DocumentTable.Spanner]) -> String {
    var cells = ""
    var column = 0
    for spanner in spanners.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
      if spanner.columns.lowerBound > column { cells += "<td colspan=\"\(spanner.columns.lowerBound - column)\"></td>" }
      cells += "<th scope=\"colgroup\" colspan=\"\(spanner.columns.count)\">\(format.inlines(spanner.heading))</th>"
      column = spanner.columns.upperBound
    }
    if column < table.columns.count { cells += "<td colspan=\"\(table.columns.count - column)\"></td>" }
    return "<tr class=\"spanner\">\(cells)</tr>\n"
  }

  private func row(_ row: DocumentTable.Row) -> String {
    switch row.role {
    case .group:
      let label = format.inlines(table.cell(row, 0).phrase)
      return "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(table.columns.count)\">\(label)</th></tr>\n"
    case .body, .total:
      let cells = table.columns.indices.map { cell(table.cell(row, $0), column: $0, indent: row.indent) }
      return "<tr\(row.role == .total ? " class=\"total\"" : "")>\(cells.joined())</tr>\n"
    }
  }

  private func cell(_ cell: DocumentTable.Cell, column: Int, indent: Int) -> String {
    let alignment = table.columns[column].alignment
    var inside = format.inlines(cell.phrase)
    if alignment != .left, cell.phrase.inlines.count == 1, case .text(let text)? = cell.phrase.inlines.first {
      inside = text.withMinusSign().escapedForHTML()
    }
    if !cell.marks.isEmpty { inside += "<sup>\(cell.marks.map { $0.escapedForHTML() }.joined(separator: " "))</sup>" }
    let missing = fractions[column] - Self.fraction(of: cell.phrase.plainText)
    if alignment == .decimal, missing > 0 {
      // Invisible digits keep the points below each other.
      inside += "<span class=\"pad\" aria-hidden=\"true\" style=\"--digits:\(missing)\"></span>"
    }
    guard column == 0 else { return "<td\(Self.attribute(alignment))>\(inside)</td>" }
    let style = indent > 0 ? " style=\"padding-inline-start:\(indent).5em\"" : ""
    return "<th scope=\"row\"\(Self.attribute(alignment))\(style)>\(inside)</th>"
  }

  private var notes: String {
    guard !table.notes.isEmpty else { return "" }
    let lines = table.notes.map { note in
      let mark = note.mark.map { "<sup>\($0.escapedForHTML())</sup> " } ?? ""
      return "<p class=\"note\">\(mark)\(format.inlines(note.phrase))</p>\n"
    }
    return lines.joined()
  }

  private static func attribute(_ alignment: DocumentTable.Alignment) -> String {
    alignment == .left ? "" : " class=\"right\""
  }

  private static func fraction(of text: String) -> Int {
    text.firstIndex { $0 == "." }.map { text.distance(from: $0, to: text.endIndex) } ?? 0
  }
}
