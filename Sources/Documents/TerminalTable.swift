import Typography

/// The lines of one table on a terminal.
struct TerminalTable {
  private static let gap = "  "
  private static let narrowestColumn = 12

  let table: DocumentTable
  let format: TerminalFormat
  private let headings: [String]
  private var cells: [[String]]
  private var widths: [Int]

  init(_ table: DocumentTable, format: TerminalFormat) {
    self.table = table
    self.format = format
    headings = table.columns.map { format.line($0.heading) }
    cells = table.rows.map { row in
      let texts = table.columns.indices.map { column in
        let cell = table.cell(row, column)
        return format.line(cell.phrase) + cell.marks.map { $0.withControlsVisible().superscripted() }.joined()
      }
      let indent = String(repeating: "  ", count: row.indent)
      return texts.enumerated().map { $0 == 0 ? indent + $1 : $1 }
    }
    widths = []
    alignDecimals()
    measure()
    fit()
  }

  func lines() -> [String] {
    guard !table.columns.isEmpty else { return [] }
    let total = widths.reduce(0, +) + Self.gap.count * (widths.count - 1)
    let rule = format.faint(String(repeating: "─", count: total))
    var lines = title()
    lines += table.spanners.flatMap(spannerLines)
    if headings.contains(where: { !$0.isEmpty }) {
      lines += wrappedRow(headings).map(format.bold)
      lines.append(rule)
    }
    var sawTotal = false
    for (row, texts) in zip(table.rows, cells) {
      switch row.role {
      case .group: lines.append(format.bold(texts[0]))
      case .total where !sawTotal:
        sawTotal = true
        lines.append(rule)
        lines += wrappedRow(texts)
      default: lines += wrappedRow(texts)
      }
    }
    for note in table.notes {
      let mark = note.mark.map { $0.withControlsVisible().superscripted() + " " } ?? ""
      lines += (mark + format.line(note.phrase)).wrapped(to: format.width)
    }
    return lines
  }

  private func title() -> [String] {
    let number = table.numberText(language: format.language)
    let title = format.line(table.title)
    let both = [number, title].filter { !$0.isEmpty }.joined(separator: "  ")
    return both.isEmpty ? [] : both.wrapped(to: format.width).map(format.bold) + [""]
  }

  /// Pads the cells of decimal columns so that their points stand below each other.
  private mutating func alignDecimals() {
    for column in table.columns.indices where table.columns[column].alignment == .decimal {
      let fractions = cells.map { Self.fraction(of: $0[column]).terminalWidth }
      let longest = zip(fractions, table.rows).filter { $1.role != .group }.map(\.0).max() ?? 0
      for row in cells.indices where table.rows[row].role != .group {
        cells[row][column] += String(repeating: " ", count: longest - fractions[row])
      }
    }
  }

  /// What follows the digits before the point: `.05`, `%`, or nothing.
  private static func fraction(of text: String) -> String {
    let whole = text.prefix { !".%ᵃᵇᶜᵈᵉ".contains($0) }
    return String(text[whole.endIndex...])
  }

  private mutating func measure() {
    widths = headings.indices.map { column in
      let inRows = zip(cells, table.rows).filter { $1.role != .group }.map { $0.0[column].terminalWidth }
      return max(headings[column].terminalWidth, inRows.max() ?? 0)
    }
    for spanner in table.spanners.joined() where !spanner.columns.isEmpty {
      let missing = format.line(spanner.heading).terminalWidth - width(of: spanner)
      if missing > 0 { widths[spanner.columns.upperBound - 1] += missing }
    }
  }

  private func width(of spanner: DocumentTable.Spanner) -> Int {
    widths[spanner.columns].reduce(0, +) + Self.gap.count * (spanner.columns.count - 1)
  }

  /// Takes columns from the widest column of text until the table fits, leaving each a readable width.
  private mutating func fit() {
    guard format.width < Int.max else { return }
    var excess = widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1) - format.width
    while excess > 0 {
      let candidates = widths.indices.filter {
        table.columns[$0].alignment == .left && widths[$0] > Self.narrowestColumn
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      let runnerUp = candidates.filter { $0 != widest }.map { widths[$0] }.max() ?? Self.narrowestColumn
      let step = min(excess, max(1, widths[widest] - max(runnerUp, Self.narrowestColumn)))
      widths[widest] -= step
      excess -= step
    }
  }

  private func wrappedRow(_ texts: [String]) -> [String] {
    let wrapped = texts.enumerated().map { column, text in
      table.columns[column].alignment == .left ? text.wrapped(to: widths[column]) : [text]
    }
    let height = wrapped.map(\.count).max() ?? 1
    return (0..<height).map { line in
      let parts = wrapped.enumerated().map { column, lines in
        let text = line < lines.count ? lines[line] : ""
        return table.columns[column].alignment == .left
          ? text.padded(to: widths[column]) : text.movedRight(to: widths[column])
      }
      return parts.joined(separator: Self.gap).withoutTrailingSpaces
    }
  }

  /// A row of spanners: their headings, centered, and a line below each.
  private func spannerLines(_ spanners: [DocumentTable.Spanner]) -> [String] {
    var headings = ""
    var rules = ""
    var column = 0
    for spanner in spanners.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
      for skipped in column..<max(column, spanner.columns.lowerBound) {
        let blank = String(repeating: " ", count: widths[skipped] + Self.gap.count)
        headings += blank
        rules += blank
      }
      headings += format.line(spanner.heading).centered(in: width(of: spanner)) + Self.gap
      rules += String(repeating: "─", count: width(of: spanner)) + Self.gap
      column = spanner.columns.upperBound
    }
    return [format.bold(headings.withoutTrailingSpaces), format.faint(rules.withoutTrailingSpaces)]
  }
}
