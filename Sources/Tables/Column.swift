import Evidence

/// A named, labelled, typed column of a table, with the reasons for what is missing kept apart.
public struct Column: Sendable {
  /// What the cells are and how they are stored.
  public enum Values: Sendable {
    /// Answers from a closed list, in the order of the list.
    case category(Codes, levels: [Level])
    case integer(Integers)
    /// Numbers; a missing one is a NaN made by ``MissingSlots/real(_:)``.
    case real(Cells<Double>)
    /// Days since 1970-01-01; values below ``Integers/leastWord`` are missing.
    case date(Cells<Int32>)
    /// Seconds since 1970-01-01 00:00, without a time zone; values below ``Integers/leastLong`` are missing.
    case dateTime(Cells<Int64>)
    /// Open text, each distinct one stored once.
    case text(Codes, TextPool)
  }

  public var name: String
  public var label: Label
  public var values: Values
  /// The ways in which cells are missing; the first is always ``MissingValue/system``.
  public var missing: [MissingValue]
  public var notes: Notes

  public init(
    name: String, label: Label = Label(), values: Values, missing: [MissingValue] = [.system], notes: Notes = Notes()
  ) {
    precondition(missing.first?.value == nil, "the first way of being missing is that the file holds nothing")
    self.name = name
    self.label = label
    self.values = values
    self.missing = missing
    self.notes = notes
  }

  /// What a codebook says of a column beyond its label and levels.
  public struct Notes: Sendable, Hashable {
    /// The question as it was asked.
    public var wording = Label()
    /// Whether the order of the levels means something.
    public var isOrdered = false
    /// Whether agreeing means less of what the scale measures.
    public var isReversed = false
    /// The lowest and highest point of the scale, which need not occur.
    public var scaleBounds: ClosedRange<Double>?
    public var unit: String?
    /// The filter under which the question was asked: `q3 = 1`.
    public var routing: String?
    /// What SPSS or Stata call the display format, kept for the way back: `F8.2`, `%9.0g`.
    public var format: String?

    public init() {}
  }
}

extension Column {
  public var count: Int {
    switch values {
    case .category(let codes, _), .text(let codes, _): codes.count
    case .integer(let integers): integers.count
    case .real(let cells): cells.count
    case .date(let cells): cells.count
    case .dateTime(let cells): cells.count
    }
  }

  /// The way in which a row is missing, as a place in ``missing``; `nil` if it holds a value.
  public func missingSlot(at row: Int) -> Int? {
    switch values {
    case .category(let codes, _), .text(let codes, _):
      let place = codes[row]
      return place < 0 ? Int(-1 - place) : nil
    case .integer(let integers): return integers.missingSlot(row)
    case .real(let cells): return MissingSlots.slot(of: cells[row])
    case .date(let cells): return cells[row] < Integers.leastWord ? Int(cells[row]) + 2_147_483_648 : nil
    case .dateTime(let cells): return cells[row] < Integers.leastLong ? Int(cells[row] - Int64.min) : nil
    }
  }

  public func isMissing(at row: Int) -> Bool { missingSlot(at: row) != nil }

  /// What stands in a row, `nil` if it is missing.
  public func value(at row: Int) -> LevelValue? {
    switch values {
    case .category(let codes, let levels):
      let place = codes[row]
      return place < 0 ? nil : levels[Int(place)].value
    case .text(let codes, let pool):
      let place = codes[row]
      return place < 0 ? nil : .text(pool[Int(place)])
    case .integer(let integers): return integers[row].map { .integer(Int($0)) }
    case .real(let cells): return cells[row].isNaN ? nil : .real(cells[row])
    case .date(let cells):
      return cells[row] < Integers.leastWord ? nil : .text(CalendarDate(daysSince1970: Int(cells[row])).description)
    case .dateTime(let cells):
      return cells[row] < Integers.leastLong ? nil : .text(CalendarDate.dateTime(secondsSince1970: cells[row]))
    }
  }

  /// The row as a number: the value itself, the value of its level, or days and seconds; `nil` for missing and for text.
  public func number(at row: Int) -> Double? {
    switch values {
    case .category(let codes, let levels):
      let place = codes[row]
      return place < 0 ? nil : levels[Int(place)].value.number
    case .text: return nil
    case .integer(let integers): return integers[row].map(Double.init)
    case .real(let cells): return cells[row].isNaN ? nil : cells[row]
    case .date(let cells): return cells[row] < Integers.leastWord ? nil : Double(cells[row])
    case .dateTime(let cells): return cells[row] < Integers.leastLong ? nil : Double(cells[row])
    }
  }

  /// Every row as ``number(at:)`` gives it, missing ones as NaN.
  public func numbers() -> [Double] {
    if case .real(let cells) = values { return cells.withBuffer(Array.init) }
    if case .category(let codes, let levels) = values {
      let scores = levels.map { $0.value.number ?? .nan }
      return codes.places().map { $0 < 0 ? .nan : scores[Int($0)] }
    }
    if case .integer(.bytes(let cells)) = values {
      return cells.withBuffer { $0.map { $0 < Integers.leastByte ? .nan : Double($0) } }
    }
    return (0..<count).map { number(at: $0) ?? .nan }
  }

  /// What a person reads in a row: the label of its level, else its value; `nil` if it is missing.
  public func text(at row: Int, in language: Language) -> String? {
    if case .category(let codes, let levels) = values {
      let place = codes[row]
      return place < 0 ? nil : levels[Int(place)].text(in: language)
    }
    return value(at: row)?.description
  }

  /// How many rows are missing in each way, in the order of ``missing``.
  public func missingCounts() -> [Int] {
    var counts = Array(repeating: 0, count: missing.count)
    switch values {
    case .category(.bytes(let cells), _), .text(.bytes(let cells), _):
      let histogram = cells.histogram()
      for slot in counts.indices { counts[slot] = histogram[255 - slot] }
    case .integer(.bytes(let cells)):
      let histogram = cells.unsigned.histogram()
      for slot in counts.indices { counts[slot] = histogram[128 + slot] }
    case .real(let cells):
      cells.withBuffer { reals in
        for real in reals where real.isNaN { counts[Int(real.bitPattern & 0xFFFF)] += 1 }
      }
    default:
      for row in 0..<count {
        if let slot = missingSlot(at: row) { counts[slot] += 1 }
      }
    }
    return counts
  }

  /// The column at `rows`, in that order.
  public func gathered(_ rows: [Int32]) -> Column {
    var copy = self
    switch values {
    case .category(let codes, let levels): copy.values = .category(codes.gathered(rows), levels: levels)
    case .text(let codes, let pool): copy.values = .text(codes.gathered(rows), pool)
    case .integer(let integers): copy.values = .integer(integers.gathered(rows))
    case .real(let cells): copy.values = .real(cells.gathered(rows))
    case .date(let cells): copy.values = .date(cells.gathered(rows))
    case .dateTime(let cells): copy.values = .dateTime(cells.gathered(rows))
    }
    return copy
  }

  /// The word for the kind of values, as JSON and codebooks write it.
  public var kindName: String {
    switch values {
    case .category: notes.isOrdered ? "ordered" : "category"
    case .integer: "integer"
    case .real: "real"
    case .date: "date"
    case .dateTime: "date-time"
    case .text: "text"
    }
  }
}
