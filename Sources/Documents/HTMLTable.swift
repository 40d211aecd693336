import Typography

/// One table in HTML: a heading above, three rules, notes below.
struct HTMLTable {
  let table: DocumentTable
  let language: String
  /// How many digits the longest fraction of each decimal column has, the point included.
  private let fractions: [Int]
  private let groupedColumns: Set<Int>

  init(_ table: DocumentTable, language: String) {
    self.table = table
    self.language = language
    groupedColumns = table.groupedColumns
    fractions = table.columns.indices.map { column in
      guard table.columns[column].alignment == .decimal else { return 0 }
      return table.rows.filter { $0.role != .group }.map { row in
        Self.fraction(of: table.cell(row, column).phrase.plainText)
      }.max() ?? 0
    }
  }

  func text(_ writer: inout HTMLWriter) -> String {
    guard !table.columns.isEmpty else { return "" }
    let attributes = writer.id(table.anchor) + (table.isSortable ? " class=\"sortable\"" : "")
    var text = "<div class=\"table\" tabindex=\"0\">\n<table\(attributes)>\n"
    text += caption(&writer)
    text += head(&writer)
    text += "<tbody>\n"
    for row in table.rows { text += self.row(row, &writer) }
    return text + "</tbody>\n</table>\n</div>\n" + notes(&writer)
  }

  private func caption(_ writer: inout HTMLWriter) -> String {
    let number = table.numberText(language: language)
    let parts = [
      number.isEmpty ? "" : "<strong>\(number.escapedForHTML())</strong>", writer.inlines(table.title),
    ].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : "<caption><span>\(parts.joined(separator: " "))</span></caption>\n"
  }

  private func head(_ writer: inout HTMLWriter) -> String {
    guard !table.spanners.isEmpty || table.columns.contains(where: { !$0.heading.isEmpty }) else { return "" }
    let headings = table.columns.map { column in
      "<th scope=\"col\"\(Self.attribute(column.alignment))>\(writer.inlines(column.heading))</th>"
    }
    return
      "<thead>\n\(table.spanners.map { spannerRow($0, &writer) }.joined())<tr>\(headings.joined())</tr>\n</thead>\n"
  }

  private func spannerRow(_ spanners: [DocumentTable.Spanner], _ writer: inout HTMLWriter) -> String {
    var cells = ""
    var column = 0
    for spanner in spanners.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
      if spanner.columns.lowerBound > column { cells += "<td colspan=\"\(spanner.columns.lowerBound - column)\"></td>" }
      cells += "<th scope=\"colgroup\" colspan=\"\(spanner.columns.count)\">\(writer.inlines(spanner.heading))</th>"
      column = spanner.columns.upperBound
    }
    if column < table.columns.count { cells += "<td colspan=\"\(table.columns.count - column)\"></td>" }
    return "<tr class=\"spanner\">\(cells)</tr>\n"
  }

  private func row(_ row: DocumentTable.Row, _ writer: inout HTMLWriter) -> String {
    switch row.role {
    case .group:
      let label = writer.inlines(table.cell(row, 0).phrase)
      return "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(table.columns.count)\">\(label)</th></tr>\n"
    case .body, .total:
      let cells = table.columns.indices.map { cell(table.cell(row, $0), column: $0, indent: row.indent, &writer) }
      return "<tr\(row.role == .total ? " class=\"total\"" : "")>\(cells.joined())</tr>\n"
    }
  }

  private func cell(
    _ cell: DocumentTable.Cell, column: Int, indent: Int, _ writer: inout HTMLWriter
  ) -> String {
    let alignment = table.columns[column].alignment
    var inside = writer.inlines(cell.phrase)
    if alignment != .left, let text = cell.numberText(isGrouped: groupedColumns.contains(column)) {
      inside = text.escapedForHTML()
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

  private func notes(_ writer: inout HTMLWriter) -> String {
    guard !table.notes.isEmpty else { return "" }
    let lines = table.notes.map { note in
      let mark = note.mark.map { "<sup>\($0.escapedForHTML())</sup> " } ?? ""
      return "<p class=\"note\">\(mark)\(writer.inlines(note.phrase))</p>\n"
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
