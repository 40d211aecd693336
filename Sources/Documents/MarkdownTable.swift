import Typography

/// The lines of one table in Markdown.
struct MarkdownTable {
  /// A column is padded in the source up to this width, so that the text itself can be read.
  private static let widestPadding = 40

  let table: DocumentTable
  let language: String
  private let groupedColumns: Set<Int>

  init(_ table: DocumentTable, language: String) {
    self.table = table
    self.language = language
    groupedColumns = table.groupedColumns
  }

  func lines() -> [String] {
    guard !table.columns.isEmpty else { return [] }
    let headings = headings.map { MarkdownInline.cell.text($0) }
    let body = table.rows.map(cells)
    let widths = table.columns.indices.map { column in
      let widest = ([headings[column]] + body.map { $0[column] }).map(\.terminalWidth).max() ?? 0
      return max(3, min(widest, Self.widestPadding))
    }
    var lines = title()
    lines.append(line(headings, widths))
    lines.append(delimiters(widths))
    lines += body.map { line($0, widths) }
    for note in table.notes {
      let mark = note.mark.map { Phrase([.superscript(Phrase($0)), .text(" ")]) } ?? Phrase()
      let text = MarkdownInline.paragraph.text(mark + note.phrase)
      if !text.isEmpty { lines += [""] + text.split(separator: "\n").map(String.init) }
    }
    return lines
  }

  /// One row of headings. What stands over all columns of a crosstab is said once, beside the name of the rows; several
  /// spanners, or headings that are told apart by theirs, stand in each heading.
  private var headings: [Phrase] {
    let spanners = table.spanners.joined().filter { !$0.heading.isEmpty }
    let own = table.columns.map(\.heading)
    guard spanners.count == 1, let spanner = spanners.first, spanner.columns.lowerBound > 0,
      spanner.columns.count > 1, Set(own.filter { !$0.isEmpty }).count == own.count(where: { !$0.isEmpty })
    else { return table.columns.indices.map { table.fullHeading($0) } }
    let rows = own[0].isEmpty ? Phrase() : own[0] + Phrase(" ↓ · ")
    return [rows + spanner.heading + Phrase(" →")] + own.dropFirst()
  }

  private func title() -> [String] {
    let number = table.numberText(language: language)
    let title = MarkdownInline.paragraph.text(table.title).split(separator: "\n").joined(separator: " ")
    let both = [number.isEmpty ? "" : "**\(number)**", title].filter { !$0.isEmpty }.joined(separator: " ")
    return both.isEmpty ? [] : [both, ""]
  }

  private func cells(of row: DocumentTable.Row) -> [String] {
    table.columns.indices.map { column in
      var cell = table.cell(row, column)
      if row.role == .group, column > 0 { return "" }
      if table.columns[column].alignment != .left,
        let text = cell.numberText(isGrouped: groupedColumns.contains(column))
      {
        cell.phrase = Phrase(text)
      }
      if row.role != .body, !cell.phrase.isEmpty { cell.phrase = [.strong(cell.phrase)] }
      let marks = cell.marks.map { Inline.superscript(Phrase($0)) }
      let indent = column == 0 ? String(repeating: "\u{2003}", count: row.indent) : ""
      return indent + MarkdownInline.cell.text(cell.phrase + Phrase(marks))
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = zip(cells, widths).enumerated().map { column, pair in
      table.columns[column].alignment == .left ? pair.0.padded(to: pair.1) : pair.0.movedRight(to: pair.1)
    }
    return "| \(padded.joined(separator: " | ")) |"
  }

  private func delimiters(_ widths: [Int]) -> String {
    let parts = zip(table.columns, widths).map { column, width in
      let dashes = String(repeating: "-", count: width - 1)
      return column.alignment == .left ? ":" + dashes : dashes + ":"
    }
    return "| \(parts.joined(separator: " | ")) |"
  }
}
