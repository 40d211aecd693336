import Tables

@testable import TableSources

/// A text table read the obvious way: one character after the other, one cell after the other. It judges the fast one.
struct SlowCSV {
  var header: [String] = []
  var rows: [[String]] = []

  /// `nil` where the text is malformed: an unclosed quote, text after a closing one, or a row with too many cells.
  init?(_ text: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
    var all: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var at = 0
    var wasQuoted = false
    var text = text
    if text.last != 10 { text.append(10) }
    func finishCell(atLineEnd: Bool) {
      if atLineEnd, !wasQuoted, cell.last == 13 { cell.removeLast() }
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    while at < text.count {
      // At the start of a cell.
      wasQuoted = false
      if text[at] == UInt8(ascii: "\"") {
        wasQuoted = true
        at += 1
        while true {
          guard at < text.count - 1 else { return nil }
          if text[at] == UInt8(ascii: "\"") {
            if text[at + 1] == UInt8(ascii: "\"") {
              cell.append(UInt8(ascii: "\""))
              at += 2
              continue
            }
            at += 1
            break
          }
          cell.append(text[at])
          at += 1
        }
        while text[at] == 32 || text[at] == 9 || text[at] == 13 { at += 1 }
        guard text[at] == delimiter || text[at] == 10 else { return nil }
      } else {
        while text[at] != delimiter, text[at] != 10 {
          cell.append(text[at])
          at += 1
        }
      }
      let isLineEnd = text[at] == 10
      finishCell(atLineEnd: isLineEnd)
      at += 1
      if isLineEnd {
        if !(row == [""] && !wasQuoted) { all.append(row) }
        row = []
      }
    }
    guard let first = all.first else { return nil }
    header = first
    for row in all.dropFirst() {
      let extra = row.dropFirst(header.count)
      if extra.contains(where: { !$0.isEmpty }) { return nil }
      rows.append(Array(row.prefix(header.count)) + Array(repeating: "", count: max(0, header.count - row.count)))
    }
  }

  /// The kind and the values of a column by the rules of the reader, with the slow classification of every cell.
  func column(_ place: Int) -> (kind: String, values: [String?]) {
    let cells = rows.map { $0[place] }
    var reader = CellReader()
    let meanings = cells.map { cell -> CellMeaning in
      var cell = cell
      return cell.withUTF8 { reader.meaning(of: $0) }
    }
    let answered = meanings.filter { $0 != .nothing && $0 != .notAvailable }
    if meanings.allSatisfy({ $0 == .nothing }) { return ("integer", cells.map { _ in nil }) }
    let isNumber = answered.allSatisfy { meaning in
      switch meaning {
      case .whole, .real: true
      default: false
      }
    }
    if isNumber, !answered.isEmpty {
      let values = meanings.map { meaning -> Double? in
        switch meaning {
        case .whole(let value): Double(value)
        case .real(let value): value
        default: nil
        }
      }
      let isWhole = values.allSatisfy { $0 == nil || ($0! == $0!.rounded() && abs($0!) < 9e15) }
      let isExact = meanings.allSatisfy { if case .real = $0 { false } else { true } }
      if isExact {
        return (
          "integer",
          meanings.map { meaning in
            if case .whole(let value) = meaning { String(value) } else { nil }
          }
        )
      }
      return (
        isWhole ? "integer" : "real",
        values.map { value in value.map { isWhole ? String(Int64($0)) : LevelValue.real($0).description } }
      )
    }
    if !answered.isEmpty, answered.allSatisfy(\.isDay) {
      let hasTimes = answered.contains { if case .dateTime = $0 { true } else { false } }
      return (
        hasTimes ? "date-time" : "date",
        meanings.map { meaning in
          switch meaning {
          case .date(let days):
            hasTimes
              ? CalendarDate.dateTime(secondsSince1970: Int64(days) * 86_400)
              : CalendarDate(daysSince1970: days).description
          case .dateTime(let seconds): CalendarDate.dateTime(secondsSince1970: seconds)
          default: nil
          }
        }
      )
    }
    let texts = zip(cells, meanings).map { cell, meaning in meaning == .nothing ? nil : cell }
    let distinct = Set(texts.compactMap { $0 }.map { Array($0.utf8) }).count
    let isList = Column.isAnswerList(levels: distinct, answered: texts.count { $0 != nil })
    return (isList ? "category" : "text", texts)
  }
}
