import Documents
import Typography

/// How wide the columns of a table are on paper, and where a table that is too wide is cut.
struct WordTablePlan {
  struct Part {
    let table: DocumentTable
    /// Of each column, in twentieths of a point.
    let widths: [Int]
    /// How many digits the longest fraction of each decimal column has, the point included.
    let fractions: [Int]
    let groupedColumns: Set<Int>

    /// Spaces as wide as digits that keep the points of a column below each other.
    func padding(of cell: DocumentTable.Cell, _ column: Int) -> String {
      guard fractions[column] > 0 else { return "" }
      let own = cell.phrase.cellText.fractionLength
      guard own < fractions[column] else { return "" }
      let digits = fractions[column] - max(own, 1)
      return String(repeating: "\u{2007}", count: digits) + (own == 0 ? "\u{2008}" : "")
    }
  }

  /// The width of a narrow letter at 9 points: East Asian letters have two.
  private static let letter = 104
  /// Where there is room, fonts that stand in for ours may be wider.
  private static let easyLetter = 120
  private static let cellMargins = 2 * 70 + 20
  /// Longer texts are broken into lines where room is scarce.
  private static let narrowestText = 10
  /// A table has at most 63 columns.
  private static let mostColumns = 60

  let parts: [Part]

  init(_ table: DocumentTable, room: Int) {
    let grouped = table.groupedColumns
    let columns = table.columns.indices.map { Column(table, $0, isGrouped: grouped.contains($0)) }
    var groups: [Range<Int>] = []
    var start = 1
    while start < columns.count {
      var end = start
      var used = columns[0].least
      while end < columns.count, end == start || used + columns[end].least <= room, end - start < Self.mostColumns - 1 {
        used += columns[end].least
        end += 1
      }
      groups.append(start..<end)
      start = end
    }
    if groups.isEmpty { groups = [1..<max(columns.count, 1)] }
    let tables = table.parts(columnGroups: groups, rows: Int.max)
    parts = zip(tables, groups).map { part, group in
      let own = [columns[0]] + columns[group.clamped(to: 0..<columns.count)]
      return Part(
        table: part, widths: Self.widths(own, room), fractions: own.map(\.fraction),
        groupedColumns: Set(own.indices.filter { own[$0].isGrouped }))
    }
  }

  /// As wide as the texts are, if there is room; else texts give way, and numbers do not.
  private static func widths(_ columns: [Column], _ room: Int) -> [Int] {
    let natural = columns.map(\.natural).reduce(0, +)
    if natural <= room {
      // At least three fifths of the page.
      let wanted = max(natural, room * 3 / 5)
      return columns.map { $0.natural * wanted / natural }
    }
    let least = columns.map(\.least).reduce(0, +)
    if least >= room { return columns.map { $0.least * room / least } }
    return columns.map { $0.least + ($0.natural - $0.least) * (room - least) / (natural - least) }
  }

  private struct Column {
    let least: Int
    let natural: Int
    let fraction: Int
    let isGrouped: Bool

    init(_ table: DocumentTable, _ column: Int, isGrouped: Bool) {
      self.isGrouped = isGrouped
      let isText = table.columns[column].alignment == .left
      let rows = table.rows.filter { $0.role != .group }
      let cells = rows.map { row in
        let cell = table.cell(row, column)
        return (isGrouped ? cell.text.withGroupedDigits() : cell.text).terminalWidth
          + (column == 0 ? 2 * row.indent : 0)
      }
      let heading = table.columns[column].heading.cellText
      let piece = min(heading.unbreakablePieces().map(\.terminalWidth).max() ?? 0, 14)
      let widest = cells.max() ?? 0
      let fraction =
        table.columns[column].alignment == .decimal
        ? rows.map { table.cell($0, column).phrase.cellText.fractionLength }.max() ?? 0 : 0
      // Digits before the point and after it may come from different rows.
      let padded =
        fraction == 0
        ? widest
        : zip(rows, cells).map { row, width in
          width + fraction - min(table.cell(row, column).phrase.cellText.fractionLength, fraction)
        }.max() ?? widest
      func width(_ letters: Int, _ letter: Int = WordTablePlan.letter) -> Int {
        letters * letter + WordTablePlan.cellMargins
      }
      least = width(max(isText ? min(widest, WordTablePlan.narrowestText) : padded, piece, 3))
      self.fraction = fraction
      natural = max(least, width(max(padded, min(heading.terminalWidth, 18)), WordTablePlan.easyLetter))
    }
  }
}

extension String {
  /// The point and the digits after it.
  fileprivate var fractionLength: Int {
    firstIndex { $0 == "." }.map { distance(from: $0, to: endIndex) } ?? 0
  }
}
