import Evidence
import Tables

/// One column on its way to what its codebook variable says.
struct ColumnConversion {
  let column: Column
  let variable: CodebookVariable
  let rowCount: Int
  /// The ways of being missing after the conversion.
  private(set) var missing: [MissingValue]
  /// Where the ways of the column went.
  private var slots: [Int]
  /// The declared missing values, by their text.
  private var slotOfValue: [String: Int] = [:]

  /// Answers that are not among the declared levels.
  private(set) var undeclared = RowTally()
  /// Numbers outside the bounds of the scale.
  private(set) var outside = RowTally()
  /// Values that cannot be read as the kind that was declared.
  private(set) var unreadable = RowTally()
  /// The kind of the column where it is not, and cannot become, the declared one.
  private(set) var foundKind: String?

  init(of column: Column, to variable: CodebookVariable, shared: [MissingValue], in table: Table) {
    self.column = column
    self.variable = variable
    rowCount = table.rowCount
    var declared = variable.missing
    let known = Set(declared.compactMap(\.value?.matchingText)).union(variable.levels.map(\.value.matchingText))
    declared += shared.filter { !known.contains($0.value?.matchingText ?? "") }
    missing = [.system] + declared
    for (slot, way) in missing.enumerated() {
      if let text = way.value?.matchingText { slotOfValue[text] = slot }
    }
    // What the file itself marks as missing keeps its reason unless the codebook gives another.
    slots = []
    for way in column.missing {
      if let text = way.value?.matchingText, let slot = slotOfValue[text] {
        slots.append(slot)
      } else if let slot = missing.firstIndex(of: way) {
        slots.append(slot)
      } else {
        slots.append(missing.count)
        if let text = way.value?.matchingText { slotOfValue[text] = missing.count }
        missing.append(way)
      }
    }
  }

  mutating func converted() -> Column {
    let values: Column.Values?
    switch variable.kind {
    case .category, .ordered: values = categories()
    case .multiple, .text: values = text()
    case .id: values = unchangedOrText()
    case .integer: values = numbers(whole: true)
    case .real: values = numbers(whole: false)
    case .date, .dateTime: values = dates()
    }
    var made = column
    if let values {
      made.values = values
      made.missing = missing
    } else {
      foundKind = column.kindName
    }
    made.name = variable.name
    made.label = variable.label.isEmpty ? column.label : variable.label
    made.notes = notes()
    return made
  }

  private func notes() -> Column.Notes {
    var notes = column.notes
    notes.wording = variable.wording
    if variable.wording.isEmpty && variable.column != nil { notes.wording = Label(sniffing: variable.header) }
    notes.isOrdered = variable.kind == .ordered
    notes.isReversed = variable.isReversed
    notes.scaleBounds = variable.scaleBounds
    notes.unit = variable.unit
    notes.routing = variable.askedIf?.text
    return notes
  }

  /// Every row as a place ≥ 0 that `place` gives its value, or −1 − *slot*. Each distinct value is looked at once.
  private func places(_ place: (LevelValue) -> Int32) -> [Int32] {
    var cache: [LevelValue: Int32] = [:]
    func found(_ value: LevelValue) -> Int32 {
      if let place = cache[value] { return place }
      let text = value.matchingText
      let result = slotOfValue[text].map { Int32(-1 - $0) } ?? place(value)
      cache[value] = result
      return result
    }
    switch column.values {
    case .category(let codes, let levels):
      let table = levels.map { found($0.value) }
      return codes.places().map { $0 < 0 ? moved($0) : table[Int($0)] }
    case .text(let codes, let pool):
      let table = (0..<pool.count).map { found(.text(pool[$0])) }
      return codes.places().map { $0 < 0 ? moved($0) : table[Int($0)] }
    case .integer(.bytes(let cells)):
      var table = [Int32?](repeating: nil, count: 256)
      return cells.withBuffer { source in
        source.map { cell in
          let index = Int(UInt8(bitPattern: cell))
          if let place = table[index] { return place }
          let place = cell < Integers.leastByte ? moved(-129 - Int32(cell)) : found(.integer(Int(cell)))
          table[index] = place
          return place
        }
      }
    default:
      return (0..<rowCount).map { row in
        column.value(at: row).map(found) ?? moved(Int32(-1 - (column.missingSlot(at: row) ?? 0)))
      }
    }
  }

  /// A missing place of the column as one of the conversion.
  private func moved(_ place: Int32) -> Int32 { Int32(-1 - slots[Int(-1 - place)]) }
}

// MARK: - Lists of answers

extension ColumnConversion {
  private mutating func categories() -> Column.Values {
    var levels = variable.levels.map { Level($0.code ?? $0.value, label: $0.completeLabel) }
    let isOpen = variable.levels.isEmpty
    var place: [String: Int32] = [:]
    for (index, level) in variable.levels.enumerated() { place[level.value.matchingText] = Int32(index) }
    // A file that was written after an earlier reading holds the codes; they name the same answers.
    for (index, level) in variable.levels.enumerated() {
      if let code = level.code?.matchingText, place[code] == nil { place[code] = Int32(index) }
    }
    let firstNew = levels.count
    let sourceLabels = labels()
    let places = places { value in
      if let place = place[value.matchingText] { return place }
      let new = Int32(levels.count)
      place[value.matchingText] = new
      levels.append(Level(normalized(value), label: sourceLabels[value] ?? Label()))
      return new
    }
    if isOpen {
      return sorted(places, levels)
    }
    for row in 0..<rowCount where places[row] >= firstNew {
      undeclared.add(row, levels[Int(places[row])].value.description)
    }
    countOutside(places.map { $0 < 0 ? nil : levels[Int($0)].value.number })
    return .category(Codes(places: places, levelCount: levels.count, missingCount: missing.count), levels: levels)
  }

  /// Levels nobody declared, in order of value; those of the column keep their order.
  private func sorted(_ places: [Int32], _ levels: [Level]) -> Column.Values {
    if case .category(_, let known) = column.values {
      let order = known.compactMap { level in levels.firstIndex { $0.value == normalized(level.value) } }
      return renumbered(places, levels, order)
    }
    return renumbered(places, levels, levels.indices.sorted { levels[$0].value < levels[$1].value })
  }

  private func renumbered(_ places: [Int32], _ levels: [Level], _ order: [Int]) -> Column.Values {
    var renumbered = [Int32](repeating: 0, count: levels.count)
    for (new, old) in order.enumerated() { renumbered[old] = Int32(new) }
    return .category(
      Codes(
        places: places.map { $0 < 0 ? $0 : renumbered[Int($0)] }, levelCount: levels.count,
        missingCount: missing.count), levels: order.map { levels[$0] })
  }

  private func labels() -> [LevelValue: Label] {
    guard case .category(_, let levels) = column.values else { return [:] }
    return Dictionary(levels.map { ($0.value, $0.label) }, uniquingKeysWith: { first, _ in first })
  }

  private func normalized(_ value: LevelValue) -> LevelValue {
    if case .real(let real) = value { return LevelValue(shortest: real) }
    return value
  }

  /// Splits several answers in one cell into a column of 0 and 1 for each answer.
  ///
  /// A cell that is missing is missing in every column; a cell with nothing but separators ticked nothing.
  mutating func membersAndSet() -> (members: [Column], set: MultipleResponseSet)? {
    guard let separator = variable.separator, !separator.isEmpty else { return nil }
    var levels = variable.levels
    var place: [String: Int] = [:]
    for (index, level) in levels.enumerated() { place[level.value.matchingText] = index }
    let firstNew = levels.count
    var answers: [[Int]] = []
    let cells = places { value in
      var ticked: [Int] = []
      for piece in value.matchingText.pieces(at: separator) {
        if place[piece] == nil {
          place[piece] = levels.count
          levels.append(CodebookVariable.Level(.text(piece)))
        }
        ticked.append(place[piece]!)
      }
      answers.append(ticked)
      return Int32(answers.count - 1)
    }
    for row in 0..<rowCount where cells[row] >= 0 {
      for index in answers[Int(cells[row])] where index >= firstNew {
        undeclared.add(row, levels[index].value.description)
      }
    }
    let ticks = answers.map { Set($0) }
    let choices = [
      Level(.integer(0), label: Label(chinese: "未选", english: "Not chosen")),
      Level(.integer(1), label: Label(chinese: "选中", english: "Chosen")),
    ]
    let members = levels.enumerated().map { index, level in
      let isTicked = ticks.map { $0.contains(index) }
      let codes = Codes(
        places: cells.map { $0 < 0 ? $0 : isTicked[Int($0)] ? 1 : 0 }, levelCount: 2, missingCount: missing.count)
      var member = Column(
        name: "\(variable.name)_\(index + 1)", label: level.completeLabel, values: .category(codes, levels: choices),
        missing: missing, notes: notes())
      if member.label.isEmpty { member.label = Label(sniffing: level.value.description) }
      return member
    }
    let set = MultipleResponseSet(
      name: variable.name, label: variable.label.isEmpty ? column.label : variable.label,
      members: members.map(\.name), coding: .dichotomies(counted: .integer(1)))
    return (members, set)
  }
}

extension CodebookVariable.Level {
  /// The label, with the words of the file for its language where the codebook gives none.
  var completeLabel: Label {
    guard case .text(let text) = value, code != nil || !label.isEmpty else { return label }
    let own = Label(sniffing: text)
    return Label(chinese: label.chinese ?? own.chinese, english: label.english ?? own.english)
  }
}

extension String {
  /// The parts between separators, without blanks around them and without empty ones.
  func pieces(at separator: String) -> [String] {
    var pieces: [String] = []
    var rest = self[...]
    while true {
      let cut = rest.firstRange(of: separator)
      let piece = rest[..<(cut?.lowerBound ?? rest.endIndex)].trimmed
      if !piece.isEmpty { pieces.append(String(piece)) }
      guard let cut else { return pieces }
      rest = rest[cut.upperBound...]
    }
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: SubSequence {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return self[startIndex..<startIndex]
    }
    return self[first...last]
  }
}

// MARK: - Numbers, days and texts

extension ColumnConversion {
  private mutating func countOutside(_ numbers: [Double?]) {
    guard let bounds = variable.scaleBounds else { return }
    for row in numbers.indices {
      if let number = numbers[row], !bounds.contains(number) {
        outside.add(row, LevelValue(shortest: number).description)
      }
    }
  }

  private mutating func numbers(whole wantsWhole: Bool) -> Column.Values? {
    var found: [Double] = []
    var isReadable: [Bool] = []
    let places: [Int32]
    switch column.values {
    case .date, .dateTime: return nil
    default:
      places = self.places { value in
        let number = value.number ?? Double(value.description.trimmed).flatMap { $0.isFinite ? $0 : nil }
        isReadable.append(number.map { !wantsWhole || ($0 == $0.rounded() && abs($0) < 9e15) } ?? false)
        found.append(number ?? 0)
        return Int32(found.count - 1)
      }
    }
    for row in 0..<rowCount where places[row] >= 0 && !isReadable[Int(places[row])] {
      unreadable.add(row, column.value(at: row)?.description ?? "")
    }
    guard unreadable.count == 0 else { return nil }
    countOutside(places.map { $0 < 0 ? nil : found[Int($0)] })
    if wantsWhole {
      return .integer(
        Integers(
          places.map { $0 < 0 ? 0 : Int64(found[Int($0)]) }, slots: places.map { $0 < 0 ? -1 - $0 : -1 },
          missingCount: missing.count))
    }
    return .real(Cells(places.map { $0 < 0 ? MissingSlots.real(Int(-1 - $0)) : found[Int($0)] }))
  }

  private mutating func dates() -> Column.Values? {
    let wantsTime = variable.kind == .dateTime
    if case .dateTime(let cells) = column.values, wantsTime {
      return .dateTime(
        Cells(
          (0..<rowCount).map { row in column.missingSlot(at: row).map { Int64.min + Int64(slots[$0]) } ?? cells[row] }))
    }
    var days: [Int32] = []
    var isReadable: [Bool] = []
    let places = places { value in
      let day = CalendarDate(written: value.description)
      days.append(Int32(truncatingIfNeeded: day?.daysSince1970 ?? 0))
      isReadable.append(day != nil)
      return Int32(days.count - 1)
    }
    for row in 0..<rowCount where places[row] >= 0 && !isReadable[Int(places[row])] {
      unreadable.add(row, column.value(at: row)?.description ?? "")
    }
    guard unreadable.count == 0 else { return nil }
    if wantsTime {
      return .dateTime(
        Cells(places.map { $0 < 0 ? Int64.min + Int64(-1 - $0) : Int64(days[Int($0)]) * 86_400 }))
    }
    return .date(Cells(places.map { $0 < 0 ? Int32.min + (-1 - $0) : days[Int($0)] }))
  }

  private func text() -> Column.Values {
    var builder = TextPoolBuilder()
    let places = places { builder.place(of: $0.description) }
    return .text(Codes(places: places, levelCount: builder.pool.count, missingCount: missing.count), builder.pool)
  }

  /// An id keeps its values; only where some of them mean missing is it written anew.
  private mutating func unchangedOrText() -> Column.Values {
    switch column.values {
    case .integer: return numbers(whole: true) ?? text()
    default: return text()
    }
  }
}

extension CalendarDate {
  /// A day as forms write it: `2022-03-01`, `2022/3/1`, `2022.3.1`, `2022年3月1日`.
  init?(written text: String) {
    let parts = text.trimmed.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }
    guard parts.count == 3, parts[0].count == 4,
      let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2].hasSuffix("日") ? parts[2].dropLast() : parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension Column {
  /// The column where empty cells of the rows marked are missing because their question was skipped.
  func skipping(_ isSkipped: [Bool]) -> Column {
    var copy = self
    let way = MissingValue(.skipped)
    let slot = missing.firstIndex(of: way) ?? missing.count
    if slot == missing.count { copy.missing.append(way) }
    func places(_ codes: Codes) -> [Int32] {
      codes.places().enumerated().map { isSkipped[$0] ? Int32(-1 - slot) : $1 }
    }
    switch values {
    case .category(let codes, let levels):
      copy.values = .category(
        Codes(places: places(codes), levelCount: levels.count, missingCount: copy.missing.count), levels: levels)
    case .text(let codes, let pool):
      copy.values = .text(
        Codes(places: places(codes), levelCount: pool.count, missingCount: copy.missing.count), pool)
    case .integer(let integers):
      copy.values = .integer(
        Integers(
          (0..<count).map { integers[$0] ?? 0 },
          slots: (0..<count).map { isSkipped[$0] ? Int32(slot) : integers.missingSlot($0).map(Int32.init) ?? -1 },
          missingCount: copy.missing.count))
    case .real(let cells):
      copy.values = .real(Cells((0..<count).map { isSkipped[$0] ? MissingSlots.real(slot) : cells[$0] }))
    case .date(let cells):
      copy.values = .date(Cells((0..<count).map { isSkipped[$0] ? Int32.min + Int32(slot) : cells[$0] }))
    case .dateTime(let cells):
      copy.values = .dateTime(Cells((0..<count).map { isSkipped[$0] ? Int64.min + Int64(slot) : cells[$0] }))
    }
    return copy
  }
}
