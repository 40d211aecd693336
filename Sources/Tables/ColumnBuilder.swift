import Evidence

/// Collects the cells of one column from a source that hands them over row by row, and makes the narrowest column of them.
///
/// What came decides the type: whole numbers become integers, numbers reals, days dates. A column that mixes numbers
/// with texts becomes text, and its numbers are written as files write them. Repeated short texts become categories.
public struct ColumnBuilder: Sendable {
  private enum Kind: UInt8 { case missing, integer, real, date, dateTime, text }

  public let name: String
  public private(set) var missing: [MissingValue]
  private var kinds: [UInt8] = []
  private var payloads: [UInt64] = []
  private var present: UInt8 = 0
  private var texts = TextPoolBuilder()

  public init(name: String, missing: [MissingValue] = [.system]) {
    self.name = name
    self.missing = missing
  }

  public var count: Int { kinds.count }

  public mutating func reserveCapacity(_ rows: Int) {
    kinds.reserveCapacity(rows)
    payloads.reserveCapacity(rows)
  }

  /// A cell that is missing in way `slot`; without one the file holds nothing.
  public mutating func appendMissing(_ slot: Int = 0) { append(.missing, UInt64(slot)) }
  public mutating func append(_ integer: Int64) { append(.integer, UInt64(bitPattern: integer)) }
  /// NaN and infinities are not numbers that a file can mean; they count as nothing.
  public mutating func append(_ real: Double) {
    if real.isFinite { append(.real, real.bitPattern) } else { appendMissing() }
  }
  public mutating func append(daysSince1970 days: Int) { append(.date, UInt64(bitPattern: Int64(days))) }
  public mutating func append(secondsSince1970 seconds: Int64) { append(.dateTime, UInt64(bitPattern: seconds)) }
  /// A text in UTF-8. An empty one is kept; a source where it means nothing appends a missing cell itself.
  public mutating func append(text: UnsafeBufferPointer<UInt8>) { append(.text, UInt64(texts.place(of: text))) }
  public mutating func append(_ text: String) { append(.text, UInt64(texts.place(of: text))) }

  private mutating func append(_ kind: Kind, _ payload: UInt64) {
    kinds.append(kind.rawValue)
    payloads.append(payload)
    if kind != .missing { present |= 1 << kind.rawValue }
  }

  /// The column of all that was appended.
  public func finished(label: Label = Label(), notes: Column.Notes = Column.Notes()) -> Column {
    Column(name: name, label: label, values: values(), missing: missing, notes: notes)
  }

  private func has(only kinds: [Kind]) -> Bool {
    present & ~kinds.reduce(0) { $0 | 1 << $1.rawValue } == 0
  }

  private func values() -> Column.Values {
    if has(only: [.integer]) {
      return .integer(
        Integers(
          payloads.map { Int64(bitPattern: $0) },
          slots: kinds.indices.map { kinds[$0] == 0 ? Int32(payloads[$0]) : -1 }, missingCount: missing.count))
    }
    if has(only: [.integer, .real]) {
      if let whole = wholeNumbers() { return .integer(whole) }
      return .real(Cells(kinds.indices.map(real)))
    }
    if has(only: [.date]) {
      return .date(
        Cells(
          kinds.indices.map {
            kinds[$0] == 0
              ? Int32.min + Int32(payloads[$0]) : Int32(truncatingIfNeeded: Int64(bitPattern: payloads[$0]))
          }))
    }
    if has(only: [.date, .dateTime]) {
      return .dateTime(
        Cells(
          kinds.indices.map { row in
            switch Kind(rawValue: kinds[row])! {
            case .missing: Int64.min + Int64(payloads[row])
            case .date: Int64(bitPattern: payloads[row]) * 86_400
            default: Int64(bitPattern: payloads[row])
            }
          }))
    }
    return textValues()
  }

  /// Reals that are all whole numbers of moderate size are integers in all but name.
  private func wholeNumbers() -> Integers? {
    var numbers = [Int64](repeating: 0, count: count)
    for row in kinds.indices where kinds[row] != 0 {
      let value = real(row)
      guard value.rounded() == value, abs(value) < 9e15 else { return nil }
      numbers[row] = Int64(value)
    }
    return Integers(
      numbers, slots: kinds.indices.map { kinds[$0] == 0 ? Int32(payloads[$0]) : -1 }, missingCount: missing.count)
  }

  private func real(_ row: Int) -> Double {
    switch Kind(rawValue: kinds[row])! {
    case .missing: MissingSlots.real(Int(payloads[row]))
    case .integer: Double(Int64(bitPattern: payloads[row]))
    default: Double(bitPattern: payloads[row])
    }
  }

  private func textValues() -> Column.Values {
    var pool = texts
    let places = kinds.indices.map { row -> Int32 in
      switch Kind(rawValue: kinds[row])! {
      case .missing: return -1 - Int32(payloads[row])
      case .text: return Int32(payloads[row])
      case .integer: return pool.place(of: String(Int64(bitPattern: payloads[row])))
      case .real: return pool.place(of: LevelValue.real(Double(bitPattern: payloads[row])).description)
      case .date:
        return pool.place(of: CalendarDate(daysSince1970: Int(Int64(bitPattern: payloads[row]))).description)
      case .dateTime: return pool.place(of: CalendarDate.dateTime(secondsSince1970: Int64(bitPattern: payloads[row])))
      }
    }
    return Column.textOrCategory(places: places, pool: pool.pool, missingCount: missing.count)
  }
}

extension Column {
  /// How many different texts a column may have and still be taken for answers from a list.
  public static let mostTextLevels = 200

  /// Whether so many different texts in so many answered rows are answers from a list and not open text.
  public static func isAnswerList(levels: Int, answered: Int) -> Bool {
    levels <= mostTextLevels && levels * 2 <= answered
  }

  /// Texts that repeat are answers from a list, sorted by code point; others stay open text.
  ///
  /// `places` are places in `pool`, missing ones −1 − *slot*.
  public static func textOrCategory(places: [Int32], pool: TextPool, missingCount: Int) -> Column.Values {
    let answered = places.count { $0 >= 0 }
    guard isAnswerList(levels: pool.count, answered: answered) else {
      return .text(Codes(places: places, levelCount: pool.count, missingCount: missingCount), pool)
    }
    let levels = (0..<pool.count).map { Level(.text(pool[$0])) }
    let order = levels.indices.sorted { levels[$0].value < levels[$1].value }
    var renumbered = [Int32](repeating: 0, count: levels.count)
    for (new, old) in order.enumerated() { renumbered[old] = Int32(new) }
    let codes = Codes(
      places: places.map { $0 < 0 ? $0 : renumbered[Int($0)] }, levelCount: levels.count, missingCount: missingCount)
    return .category(codes, levels: order.map { levels[$0] })
  }
}
