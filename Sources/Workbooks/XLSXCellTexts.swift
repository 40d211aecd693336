import Tables

/// Cells as people read them: for headers, and for columns that mix numbers with texts.
final class XLSXCellTexts {
  let pool: TextPool
  let errors: [String]
  let calendar: XLSXCalendar
  /// What is known of each text of the pool: 0 nothing yet, 1 a plain number, 2 something else.
  private var known: [UInt8]

  init(pool: TextPool, errors: [String], calendar: XLSXCalendar) {
    self.pool = pool
    self.errors = errors
    self.calendar = calendar
    known = [UInt8](repeating: 0, count: pool.count)
  }

  /// `nil` for what holds nothing.
  func text(_ cell: XLSXCell) -> String? {
    switch cell {
    case .empty: nil
    case .integer(let value): String(value)
    case .real(let value): LevelValue.real(value).description
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .text(let place): pool[Int(place)]
    case .error(let place): errors[Int(place)]
    case .day(let seconds): CalendarDate(daysSince1970: Int(seconds)).description
    case .instant(let seconds): CalendarDate.dateTime(secondsSince1970: seconds)
    case .moment(let serial, let kind): moment(serial, kind) ?? LevelValue.real(serial).description
    }
  }

  private func moment(_ serial: Double, _ kind: XLSXFormatKind) -> String? {
    if kind == .time || (kind == .dateOrTime && serial < 1) {
      let seconds = Int((serial * 86_400).rounded())
      guard serial >= 0, serial < 1e6 else { return nil }
      let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
      return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
    if serial == serial.rounded(.down), kind != .dateTime {
      return calendar.days(serial).map { CalendarDate(daysSince1970: $0).description }
    }
    return calendar.seconds(serial).map(CalendarDate.dateTime)
  }

  /// The text on one line, with single blanks; `nil` if nothing is left.
  func heading(_ cell: XLSXCell) -> String? {
    guard let text = text(cell) else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : words
  }

  /// Whether a text is a number that somebody typed into a cell of texts.
  func isNumber(_ place: Int32) -> Bool {
    let index = Int(place)
    if known[index] == 0 { known[index] = number(place) == nil ? 2 : 1 }
    return known[index] == 1
  }

  func number(_ place: Int32) -> XLSXNumber? { XLSXNumber.typed(pool.utf8(at: Int(place))) }
}
