import Evidence
import Tables

/// Makes typed columns of the cells of a sheet.
///
/// A column of numbers and of texts that are plain numbers is numeric; one of texts only stays text, even if they look
/// like numbers, because codes and identity numbers do. Dates are dates where the number format says so. Errors count
/// as missing. Times of day and durations become seconds. Anything else that is mixed becomes text.
struct XLSXColumns {
  let sheet: XLSXSheet
  let texts: XLSXCellTexts
  let rows: Range<Int>
  private(set) var caveats: [Caveat] = []
  private var errorCounts: [Int]
  private var errorColumns: [String] = []
  private var impossible = 0
  private var impossibleColumns: [String] = []
  private var typed = 0
  private var typedColumns: [String] = []
  private var keptColumns: [String] = []
  private var timeColumns: [String] = []
  private var mixedColumns: [String] = []
  /// The place in the column's own pool of each text of the workbook, −1 where it has not occurred.
  private var ownPlaces: [Int32]

  init(_ sheet: XLSXSheet, texts: XLSXCellTexts, rows: Range<Int>) {
    self.sheet = sheet
    self.texts = texts
    self.rows = rows
    errorCounts = Array(repeating: 0, count: sheet.errors.count)
    ownPlaces = Array(repeating: -1, count: texts.pool.count)
  }

  /// What kinds of cells a column has.
  private struct Census {
    var numbers = 0
    var texts = 0
    var booleans = 0
    var moments = 0
    var times = 0
    var errors = 0
    var textsAreNumbers = true
    var isEmpty: Bool { numbers + texts + booleans + moments + times == 0 }
  }

  mutating func column(_ index: Int, _ name: XLSXHeader.Name) -> Column {
    if let numbers = sheet.cells.numbers(index, rows: rows) {
      var notes = Column.Notes()
      notes.wording = name.wording
      return Column(name: name.name, label: name.label, values: numbers, notes: notes)
    }
    let census = census(index)
    if census.errors > 0 { errorColumns.append(name.name) }
    var column: Column
    var notes = Column.Notes()
    notes.wording = name.wording
    let isNumeric = census.moments + census.times == 0 && (census.texts == 0 || census.textsAreNumbers)
    if census.texts > 0, census.numbers + census.booleans + census.moments + census.times == 0 {
      if census.textsAreNumbers { keptColumns.append(name.name) }
      column = Column(name: name.name, label: name.label, values: textValues(index), notes: notes)
    } else if census.booleans > 0, census.numbers + census.texts + census.moments + census.times == 0 {
      column = Column(name: name.name, label: name.label, values: booleans(index), notes: notes)
    } else if isNumeric, census.booleans == 0 || census.texts == 0 {
      if census.texts > 0 {
        typed += census.texts
        typedColumns.append(name.name)
      }
      column = numbers(index, name.name).finished(label: name.label, notes: notes)
    } else if census.moments > 0, census.numbers + census.texts + census.booleans + census.times == 0 {
      column = moments(index, name.name).finished(label: name.label, notes: notes)
    } else if census.times > 0, census.numbers + census.texts + census.booleans + census.moments == 0 {
      timeColumns.append(name.name)
      notes.unit = "s"
      column = times(index, name.name).finished(label: name.label, notes: notes)
    } else {
      mixedColumns.append(name.name)
      column = Column(name: name.name, label: name.label, values: textValues(index), notes: notes)
    }
    column.label = name.label
    return column
  }

  private mutating func census(_ column: Int) -> Census {
    var census = Census()
    for row in rows {
      switch sheet.cells[row, column] {
      case .empty: break
      case .integer, .real: census.numbers += 1
      case .boolean: census.booleans += 1
      case .text(let place):
        census.texts += 1
        if census.textsAreNumbers { census.textsAreNumbers = texts.isNumber(place) }
      case .day, .instant: census.moments += 1
      case .moment(let serial, let kind):
        if kind == .time || (kind == .dateOrTime && serial < 1) { census.times += 1 } else { census.moments += 1 }
      case .error(let place):
        census.errors += 1
        errorCounts[Int(place)] += 1
      }
    }
    return census
  }

  // MARK: - Values

  private func numbers(_ column: Int, _ name: String) -> ColumnBuilder {
    var builder = ColumnBuilder(name: name)
    builder.reserveCapacity(rows.count)
    for row in rows {
      switch sheet.cells[row, column] {
      case .integer(let value): builder.append(value)
      case .real(let value): builder.append(value)
      case .boolean(let value): builder.append(Int64(value ? 1 : 0))
      case .text(let place):
        switch texts.number(place) {
        case .integer(let value): builder.append(value)
        case .real(let value): builder.append(value)
        case nil: builder.appendMissing()
        }
      default: builder.appendMissing()
      }
    }
    return builder
  }

  private mutating func moments(_ column: Int, _ name: String) -> ColumnBuilder {
    var builder = ColumnBuilder(name: name)
    var misses = 0
    for row in rows {
      switch sheet.cells[row, column] {
      case .day(let days): builder.append(daysSince1970: Int(days))
      case .instant(let seconds): builder.append(secondsSince1970: seconds)
      case .moment(let serial, let kind):
        if serial == serial.rounded(.down), kind != .dateTime, let days = texts.calendar.days(serial) {
          builder.append(daysSince1970: days)
        } else if let seconds = texts.calendar.seconds(serial) {
          builder.append(secondsSince1970: seconds)
        } else {
          misses += 1
          builder.appendMissing()
        }
      default: builder.appendMissing()
      }
    }
    if misses > 0 {
      impossible += misses
      impossibleColumns.append(name)
    }
    return builder
  }

  private func times(_ column: Int, _ name: String) -> ColumnBuilder {
    var builder = ColumnBuilder(name: name)
    for row in rows {
      if case .moment(let serial, _) = sheet.cells[row, column] {
        // To the millisecond, which is as fine as formats show it.
        builder.append((serial * 86_400_000).rounded() / 1000)
      } else {
        builder.appendMissing()
      }
    }
    return builder
  }

  private func booleans(_ column: Int) -> Column.Values {
    let places = rows.map { row -> Int32 in
      if case .boolean(let value) = sheet.cells[row, column] { value ? 1 : 0 } else { -1 }
    }
    return .category(Codes(places: places, levelCount: 2, missingCount: 1), levels: Level.truthValues)
  }

  private mutating func textValues(_ column: Int) -> Column.Values {
    var pool = TextPool()
    var used: [Int] = []
    var written = TextPoolBuilder()
    var isMixed = false
    var places = [Int32](repeating: -1, count: rows.count)
    for (index, row) in rows.enumerated() {
      switch sheet.cells[row, column] {
      case .empty, .error: break
      case .text(let place):
        if ownPlaces[Int(place)] < 0 {
          ownPlaces[Int(place)] = Int32(pool.count)
          used.append(Int(place))
          pool.append(texts.pool.utf8(at: Int(place)))
        }
        places[index] = ownPlaces[Int(place)]
      default: isMixed = true
      }
    }
    for place in used { ownPlaces[place] = -1 }
    if isMixed {
      for (index, row) in rows.enumerated() {
        let cell = sheet.cells[row, column]
        if case .error = cell { continue }
        if let text = texts.text(cell) { places[index] = written.place(of: text) }
      }
      pool = written.pool
    }
    return Column.textOrCategory(places: places, pool: pool, missingCount: 1)
  }

  // MARK: - What was noticed

  mutating func finish() {
    if errorCounts.contains(where: { $0 > 0 }) {
      let kinds = zip(sheet.errors, errorCounts).filter { $1 > 0 }.map { "\($0): \($1)" }
      note(.errorCells, errorColumns, ["count": .integer(errorCounts.reduce(0, +)), "errors": .list(kinds)])
    }
    if impossible > 0 { note(.impossibleDates, impossibleColumns, ["count": .integer(impossible)]) }
    if typed > 0 { note(.numbersAsText, typedColumns, ["count": .integer(typed)]) }
    if !keptColumns.isEmpty { note(.textNumbersKept, keptColumns) }
    if !timeColumns.isEmpty { note(.times, timeColumns) }
    if !mixedColumns.isEmpty { note(.mixedColumn, mixedColumns) }
  }

  private mutating func note(_ code: XLSXCaveat, _ columns: [String], _ facts: Facts = [:]) {
    caveats.append(Caveat(code, facts.merging(["columns": .list(columns)]) { first, _ in first }))
  }
}
