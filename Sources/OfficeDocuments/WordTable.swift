import Documents
import Typography

extension WordWriter {
  /// A real table in three rules: number and title above, notes below. One that is wider than the page goes on below.
  mutating func write(_ table: DocumentTable, _ surrounding: Surrounding) {
    guard !table.columns.isEmpty else { return }
    let plan = WordTablePlan(table, room: WordPage.textWidth - surrounding.indent)
    for (place, part) in plan.parts.enumerated() {
      if !part.table.title.isEmpty || part.table.number != nil {
        caption(
          isChinese ? "表" : "Table", number: table.number, continued: place > 0, title: table.title,
          anchor: table.anchor, keepsNext: true)
      }
      write(part, surrounding)
    }
    for note in table.notes {
      paragraph("TableNote") { writer in
        if let mark = note.mark {
          writer.run(mark, RunLook(position: "superscript"))
          writer.run(" ", RunLook())
        }
        writer.runs(note.phrase)
      }
    }
    // Two tables without a paragraph between them would become one.
    if table.notes.isEmpty { paragraph("TableNote") { _ in } }
  }

  private mutating func write(_ part: WordTablePlan.Part, _ surrounding: Surrounding) {
    let table = part.table
    body.raw("<w:tbl><w:tblPr><w:tblStyle w:val=\"ThreeRules\"/><w:tblW w:w=\"")
    body.number(part.widths.reduce(0, +))
    body.raw("\" w:type=\"dxa\"/>")
    if surrounding.indent > 0 {
      body.raw("<w:tblInd w:w=\"")
      body.number(surrounding.indent)
      body.raw("\" w:type=\"dxa\"/>")
    } else {
      body.raw("<w:jc w:val=\"center\"/>")
    }
    body.raw("<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" ")
    body.raw("w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>")
    if !table.title.isEmpty {
      body.raw("<w:tblCaption w:val=\"")
      body.text(table.title.cellText)
      body.raw("\"/>")
    }
    body.raw("</w:tblPr><w:tblGrid>")
    for width in part.widths {
      body.raw("<w:gridCol w:w=\"")
      body.number(width)
      body.raw("\"/>")
    }
    body.raw("</w:tblGrid>")
    let hasHeadings = !table.spanners.isEmpty || table.columns.contains { !$0.heading.isEmpty }
    if hasHeadings {
      for spanners in table.spanners { spannerRow(spanners, part) }
      headingRow(part)
    }
    let staysWhole = table.rows.count <= 25
    for (place, row) in table.rows.enumerated() {
      let isLast = place == table.rows.count - 1
      let startsTotal = row.role == .total && place > 0 && table.rows[place - 1].role != .total
      self.row(
        row, part, keepsNext: staysWhole && (!isLast || !table.notes.isEmpty), hasRuleAbove: startsTotal)
    }
    body.raw("</w:tbl>")
  }

  private mutating func spannerRow(_ spanners: [DocumentTable.Spanner], _ part: WordTablePlan.Part) {
    startRow(isHeading: true)
    var column = 0
    let count = part.table.columns.count
    for spanner in spanners.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
      let columns = spanner.columns.clamped(to: column..<count)
      guard !columns.isEmpty else { continue }
      if columns.lowerBound > column { cell(column..<columns.lowerBound, part) { _ in } }
      // The rule is that of the paragraph: shorter than the cell, so that neighboring ones do not touch.
      cell(columns, part) { writer in
        let look = ParagraphLook(keepsNext: true, hasRuleBelow: true, alignment: "center")
        writer.paragraph("TableText", look) { $0.runs(spanner.heading, RunLook(isBold: true)) }
      }
      column = columns.upperBound
    }
    if column < count { cell(column..<count, part) { _ in } }
    body.raw("</w:tr>")
  }

  private mutating func headingRow(_ part: WordTablePlan.Part) {
    startRow(isHeading: true)
    for (column, described) in part.table.columns.enumerated() {
      cell(column..<column + 1, part, rule: .below) { writer in
        let look = ParagraphLook(keepsNext: true, alignment: described.alignment == .left ? "left" : "right")
        writer.paragraph("TableText", look) { $0.runs(described.heading, RunLook(isBold: true)) }
      }
    }
    body.raw("</w:tr>")
  }

  private mutating func row(
    _ row: DocumentTable.Row, _ part: WordTablePlan.Part, keepsNext: Bool, hasRuleAbove: Bool
  ) {
    let table = part.table
    startRow(isHeading: false)
    let isGroup = row.role == .group
    for column in isGroup ? 0..<1 : table.columns.indices {
      let cell = table.cell(row, column)
      let isRight = table.columns[column].alignment != .left && !isGroup
      self.cell(
        isGroup ? table.columns.indices : column..<column + 1, part, rule: hasRuleAbove ? .above : .none,
        isNumber: isRight
      ) {
        writer in
        let place = ParagraphLook(
          keepsNext: keepsNext || isGroup, indent: column == 0 ? row.indent * 180 : 0,
          alignment: isRight ? "right" : "left")
        writer.paragraph("TableText", place) { writer in
          let look = RunLook(isBold: row.role != .body)
          if isRight, let text = cell.numberText(isGrouped: part.groupedColumns.contains(column)) {
            writer.run(text, look)
          } else {
            writer.runs(cell.phrase, look)
          }
          for mark in cell.marks { writer.run(mark, RunLook(position: "superscript")) }
          writer.run(part.padding(of: cell, column), RunLook())
        }
      }
    }
    body.raw("</w:tr>")
  }

  private enum Rule { case none, above, below }

  private mutating func startRow(isHeading: Bool) {
    body.raw("<w:tr><w:trPr><w:cantSplit/>")
    if isHeading { body.raw("<w:tblHeader/>") }
    body.raw("</w:trPr>")
  }

  private mutating func cell(
    _ columns: Range<Int>, _ part: WordTablePlan.Part, rule: Rule = .none, isNumber: Bool = false,
    _ inside: (inout WordWriter) -> Void
  ) {
    body.raw("<w:tc><w:tcPr><w:tcW w:w=\"")
    body.number(part.widths[columns].reduce(0, +))
    body.raw("\" w:type=\"dxa\"/>")
    if columns.count > 1 {
      body.raw("<w:gridSpan w:val=\"")
      body.number(columns.count)
      body.raw("\"/>")
    }
    switch rule {
    case .none: break
    case .above:
      body.raw("<w:tcBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders>")
    case .below:
      body.raw("<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders>")
    }
    if isNumber { body.raw("<w:noWrap/>") }
    body.raw(rule == .below ? "<w:vAlign w:val=\"bottom\"/></w:tcPr>" : "</w:tcPr>")
    let before = body.bytes.count
    inside(&self)
    // A cell is made of paragraphs, of one at least.
    if body.bytes.count == before { paragraph("TableText", ParagraphLook(keepsNext: true)) { _ in } }
    body.raw("</w:tc>")
  }
}
