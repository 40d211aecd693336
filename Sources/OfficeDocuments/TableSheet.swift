import Documents
import Typography

/// One table as a sheet: headings that stay in sight from the first row on, the rows, then number, title and notes.
///
/// The headings come first so that programs that read sheets find the names of columns where they look for them.
struct TableSheet {
  private static let widest = 60

  let table: DocumentTable
  let title: String
  let name: String

  /// The rows of headings at the top.
  var headingRows: Int {
    let hasHeadings = !table.spanners.isEmpty || table.columns.contains { !$0.heading.isEmpty }
    return hasHeadings ? table.spanners.count + 1 : 0
  }

  func part(_ texts: inout SharedTexts, _ styles: inout CellStyles) -> [UInt8] {
    var sheet = SheetWriter()
    sheet.frozenRows = headingRows
    sheet.widths = widths
    if headingRows > 0 {
      for (place, spanners) in table.spanners.enumerated() {
        write(spanners, isFirst: place == 0, &sheet, &texts, &styles)
      }
      sheet.startRow()
      for (column, described) in table.columns.enumerated() {
        var look = CellLook(letters: .bold, isWrapped: true, below: .thin)
        look.above = table.spanners.isEmpty ? .medium : .none
        look.alignment = described.alignment == .left ? .left : .right
        let text = described.heading.cellText
        if text.isEmpty {
          sheet.blank(column: column, style: styles.number(of: look))
        } else {
          sheet.text(texts.number(of: text), column: column, style: styles.number(of: look))
        }
      }
    }
    for (place, row) in table.rows.enumerated() {
      sheet.startRow()
      write(
        row, isLast: place == table.rows.count - 1, follows: place > 0 ? table.rows[place - 1] : nil, &sheet, &texts,
        &styles)
    }
    sheet.skipRow()
    let caption = CellLook(letters: .bold)
    if !title.isEmpty {
      sheet.startRow()
      sheet.text(texts.number(of: title), column: 0, style: styles.number(of: caption))
    }
    for note in table.notes {
      sheet.startRow()
      let mark = note.mark.map { $0.superscripted() + " " } ?? ""
      sheet.text(
        texts.number(of: mark + note.phrase.cellText), column: 0, style: styles.number(of: CellLook(letters: .faint)))
    }
    return sheet.part(isFirst: false, isWide: widths.reduce(0, +) > 100)
  }

  private func write(
    _ spanners: [DocumentTable.Spanner], isFirst: Bool, _ sheet: inout SheetWriter, _ texts: inout SharedTexts,
    _ styles: inout CellStyles
  ) {
    sheet.startRow()
    let above: CellLook.Line = isFirst ? .medium : .none
    let empty = styles.number(of: CellLook(above: above))
    let covered = styles.number(
      of: CellLook(letters: .bold, alignment: .center, isWrapped: true, above: above, below: .thin))
    var column = 0
    for spanner in spanners.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) where !spanner.columns.isEmpty
    {
      while column < spanner.columns.lowerBound {
        sheet.blank(column: column, style: empty)
        column += 1
      }
      sheet.text(texts.number(of: spanner.heading.cellText), column: column, style: covered)
      for next in spanner.columns.dropFirst() { sheet.blank(column: next, style: covered) }
      if spanner.columns.count > 1 { sheet.merge(spanner.columns) }
      column = spanner.columns.upperBound
    }
    while column < table.columns.count {
      sheet.blank(column: column, style: empty)
      column += 1
    }
  }

  private func write(
    _ row: DocumentTable.Row, isLast: Bool, follows: DocumentTable.Row?, _ sheet: inout SheetWriter,
    _ texts: inout SharedTexts, _ styles: inout CellStyles
  ) {
    var look = CellLook()
    look.below = isLast ? .medium : .none
    if row.role != .body { look.letters = .bold }
    if row.role == .total, follows?.role != .total { look.above = .thin }
    for column in table.columns.indices {
      var look = look
      if column == 0 { look.indent = row.indent }
      let cell = table.cell(row, column)
      let isShown = row.role != .group || column == 0
      let isRight = table.columns[column].alignment != .left
      guard isShown, !cell.phrase.isEmpty || !cell.marks.isEmpty else {
        sheet.blank(column: column, style: styles.number(of: look))
        continue
      }
      if let number = cell.number(isRight: isRight) {
        look.numberFormat = number.code
        if !isRight { look.alignment = .left }
        sheet.number(number.value, column: column, style: styles.number(of: look))
        continue
      }
      look.alignment = isRight ? .right : .left
      look.isWrapped = cell.text.terminalWidth > Self.widest
      sheet.text(texts.number(of: cell.text), column: column, style: styles.number(of: look))
    }
  }

  private var widths: [Double] {
    table.columns.indices.map { column in
      // Headings break into lines; a word of theirs does not.
      let words = table.columns[column].heading.cellText.split(separator: " ").map { String($0).terminalWidth }
      let heading = min(words.max() ?? 0, 24)
      let cells = table.rows.lazy.filter { $0.role != .group }.map { row in
        table.cell(row, column).text.terminalWidth + (column == 0 ? 2 * row.indent : 0)
      }
      return Double(min(max(heading, cells.max() ?? 0, 6), Self.widest)) + 2
    }
  }
}

extension DocumentTable.Cell {
  var text: String { phrase.cellText + marks.map { $0.superscripted() }.joined() }

  /// The number of the cell: the one it was made from, else, in a column of numbers, the one its text says.
  fileprivate func number(isRight: Bool) -> NumberFormat? {
    if let quantity { return NumberFormat(quantity).marked(marks) }
    guard isRight, phrase.inlines.count == 1 else { return nil }
    switch phrase.inlines[0] {
    case .text(let text), .number(let text, id: _): return NumberFormat(text: text)?.marked(marks)
    default: return nil
    }
  }
}

extension Phrase {
  /// The words in one line, with raised and lowered letters where Unicode has them.
  var cellText: String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text), .number(let text, id: _): text
      case .emphasis(let phrase), .strong(let phrase), .link(let phrase, to: _): phrase.cellText
      case .superscript(let phrase): phrase.cellText.superscripted()
      case .subscript(let phrase): phrase.cellText.subscripted()
      case .reference(let anchor): anchor
      case .lineBreak: " "
      }
    }.joined()
  }
}
