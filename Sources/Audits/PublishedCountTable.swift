import Evidence

/// A published table of counts, perhaps with totals, shares and expected counts.
struct PublishedCountTable {
  struct Cell {
    var count: Int
    var share: PrintedNumber?
  }

  var rows: [[Cell]]
  var rowTotals: [Int]?
  var columnTotals: [Int]?
  var total: Int?
  /// In the shape of `rows`.
  var expected: [[PrintedNumber]]?
  var place: Place
  var lastLine: Int

  /// `nil` unless at least two rows and columns of whole numbers stand below a heading.
  static func read(_ table: PublishedTable, file: String) -> PublishedCountTable? {
    if let layers = layers(of: table) { return PublishedCountTable(layers, file: file) }
    return PublishedCountTable(oneLineEach: table, file: file)
  }

  private init?(oneLineEach table: PublishedTable, file: String) {
    guard table.rows.count >= 3, let heading = table.rows.first, heading.count >= 3 else { return nil }
    let totalColumn = heading.indices.dropFirst().last { StatisticLabels.isTotal(heading[$0].text) }
    let columns = heading.indices.dropFirst().filter { $0 != totalColumn }
    guard columns.count >= 2 else { return nil }
    var rows: [[Cell]] = []
    var rowTotals: [Int] = []
    var columnTotals: [Int]?
    var total: Int?
    for row in table.rows.dropFirst() {
      guard row.count == heading.count else { return nil }
      let cells = columns.compactMap { Self.cell(row[$0].text) }
      guard cells.count == columns.count else { return nil }
      if StatisticLabels.isTotal(row[0].text) {
        columnTotals = cells.map(\.count)
        total = totalColumn.flatMap { Self.cell(row[$0].text)?.count }
      } else {
        guard columnTotals == nil else { return nil }
        rows.append(cells)
        if let totalColumn {
          guard let cell = Self.cell(row[totalColumn].text) else { return nil }
          rowTotals.append(cell.count)
        }
      }
    }
    guard rows.count >= 2 else { return nil }
    // Without totals or shares, columns of whole numbers can be anything: years, codes, amounts.
    guard totalColumn != nil || columnTotals != nil || rows.joined().contains(where: { $0.share != nil }) else {
      return nil
    }
    let inBrackets = rows.map { $0.compactMap(\.share) }
    if StatisticLabels.saysExpected(table), inBrackets.allSatisfy({ $0.count == columns.count }),
      !inBrackets.joined().contains(where: \.isPercent)
    {
      expected = inBrackets
      for row in rows.indices {
        for column in rows[row].indices { rows[row][column].share = nil }
      }
    }
    self.rows = rows
    self.rowTotals = totalColumn == nil ? nil : rowTotals
    self.columnTotals = columnTotals
    self.total = total
    place = Place(file: file, line: table.line)
    lastLine = table.lastLine
  }

  /// `12`, `1,204`, `12 (34.3%)`, `12 (34.3)`.
  private static func cell(_ text: String) -> Cell? {
    if let number = PrintedNumber(text) { return number.wholeNumber.flatMap { $0 >= 0 ? Cell(count: $0) : nil } }
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")"),
      let count = PrintedNumber(text[..<open])?.wholeNumber, count >= 0,
      let share = PrintedNumber(text[text.index(after: open)...].dropLast())
    else { return nil }
    return Cell(count: count, share: share)
  }

  /// A crosstab as SPSS prints it: below each category a line of counts, one of expected counts, perhaps of shares.
  private struct Layers {
    var counts: [(cells: [Int], isTotal: Bool)] = []
    var expected: [[PrintedNumber]] = []
    var hasTotalColumn = false
    var line = 1
    var lastLine = 1
  }

  private static func layers(of table: PublishedTable) -> Layers? {
    var layers = Layers()
    layers.line = table.line
    layers.lastLine = table.lastLine
    for (index, row) in table.rows.enumerated() {
      guard let label = row.prefix(3).firstIndex(where: { StatisticLabels.layer($0.text) != nil }) else { continue }
      let cells = row[(label + 1)...].map { PrintedNumber($0.text) }
      if layers.counts.isEmpty, index > 0 {
        layers.hasTotalColumn = table.rows[index - 1].last.map { StatisticLabels.isTotal($0.text) } ?? false
      }
      if StatisticLabels.layer(row[label].text) == .counts {
        let counts = cells.compactMap { $0?.wholeNumber }
        guard counts.count == cells.count, counts.allSatisfy({ $0 >= 0 }) else { return nil }
        layers.counts.append((counts, row[..<label].contains { StatisticLabels.isTotal($0.text) }))
      } else {
        let expected = cells.compactMap { $0 }
        guard expected.count == cells.count else { return nil }
        layers.expected.append(expected)
      }
    }
    return layers.counts.count >= 2 && layers.counts.count == layers.expected.count ? layers : nil
  }

  private init?(_ layers: Layers, file: String) {
    let inner = zip(layers.counts, layers.expected).filter { !$0.0.isTotal }
    guard inner.count >= 2, let width = inner.first?.0.cells.count, width >= 2,
      layers.counts.allSatisfy({ $0.cells.count == width }), layers.expected.allSatisfy({ $0.count == width })
    else { return nil }
    let columns = layers.hasTotalColumn ? width - 1 : width
    guard columns >= 2 else { return nil }
    rows = inner.map { $0.0.cells.prefix(columns).map { Cell(count: $0) } }
    expected = inner.map { Array($0.1.prefix(columns)) }
    rowTotals = layers.hasTotalColumn ? inner.map { $0.0.cells[columns] } : nil
    let totals = layers.counts.first { $0.isTotal }?.cells
    columnTotals = totals.map { Array($0.prefix(columns)) }
    total = layers.hasTotalColumn ? totals?[columns] : nil
    place = Place(file: file, line: layers.line)
    lastLine = layers.lastLine
  }

  /// Takes the expected counts from a table of its own, where it says so and has this shape.
  mutating func readExpected(in table: PublishedTable) -> Bool {
    guard expected == nil, StatisticLabels.saysExpected(table), let heading = table.rows.first else { return false }
    let columns = heading.indices.dropFirst().filter { !StatisticLabels.isTotal(heading[$0].text) }
    let inner = table.rows.dropFirst().filter { !StatisticLabels.isTotal($0.first?.text ?? "") }
    guard inner.count == rows.count, columns.count == rows[0].count else { return false }
    let cells = inner.map { row in
      columns.compactMap { row.indices.contains($0) ? PrintedNumber(row[$0].text) : nil }
    }
    guard cells.allSatisfy({ $0.count == columns.count }) else { return false }
    expected = cells
    return true
  }
}

extension StatisticLabels {
  enum Layer { case counts, expected }

  /// What a line of a crosstab below the name of a category holds.
  static func layer(_ label: String) -> Layer? {
    switch key(label) {
    case "计数", "频数", "实际计数", "实际频数", "观察频数", "观测频数", "count", "observed", "observedcount": .counts
    case "期望计数", "预期计数", "期望频数", "期望值", "理论频数", "理论频次", "expectedcount", "expected", "expectedfrequency":
      .expected
    default: nil
    }
  }

  /// Whether a caption or a heading speaks of expected counts.
  static func saysExpected(_ table: PublishedTable) -> Bool {
    let said = key(table.caption + " " + (table.rows.first?.map(\.text).joined(separator: " ") ?? ""))
    return ["期望计数", "期望频", "预期计数", "理论频", "expectedcount", "expectedfrequenc", "expectedcell", "expectedvalue"]
      .contains { said.firstRange(of: $0) != nil }
  }
}
