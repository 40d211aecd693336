import Evidence

/// A column seen as answers from a closed list: what counting, crosstabs and screens read.
public struct Categories: Sendable {
  public let name: String
  public let label: Label
  public let codes: Codes
  /// In codebook order, else in order of value: numbers by size, texts by code point.
  public let levels: [Level]
  public let missing: [MissingValue]
  /// Whether the order of the levels was declared and not merely sorted.
  public let isOrdered: Bool

  init(
    name: String, label: Label, codes: Codes, levels: [Level], missing: [MissingValue], isOrdered: Bool
  ) {
    self.name = name
    self.label = label
    self.codes = codes
    self.levels = levels
    self.missing = missing
    self.isOrdered = isOrdered
  }

  /// Scores for tests of trend: the codes in codebook order, else numbers themselves, else 1, 2, 3 … of the sorted texts.
  public var scores: [Double] {
    let numbers = levels.compactMap(\.value.number)
    return numbers.count == levels.count ? numbers : (1...max(levels.count, 1)).prefix(levels.count).map(Double.init)
  }

  /// Answers worked out from others: the place of each row's level, −1 for none.
  package init(name: String, places: [Int32], levels: [Level]) {
    self.init(
      name: name, label: Label(), codes: Codes(places: places, levelCount: levels.count, missingCount: 1),
      levels: levels, missing: [.system], isOrdered: false)
  }

  /// The same answers among other levels, which hold all of its own: two questions brought to one list.
  public func placed(among others: [Level]) -> Categories {
    let place = Dictionary(others.enumerated().map { ($1.value, Int32($0)) }) { first, _ in first }
    let moved = levels.map { place[$0.value]! }
    return Categories(
      name: name, label: label,
      codes: Codes(
        places: codes.places().map { $0 < 0 ? $0 : moved[Int($0)] }, levelCount: others.count,
        missingCount: missing.count), levels: others, missing: missing, isOrdered: isOrdered)
  }

  /// The answers of some rows, in that order. All levels stay, so that parts of a file have tables of one shape.
  public func gathered(_ rows: [Int32]) -> Categories {
    Categories(
      name: name, label: label, codes: codes.gathered(rows), levels: levels, missing: missing, isOrdered: isOrdered)
  }
}

extension Column {
  /// The column as categories. Numbers, dates and texts get a level for every distinct value.
  ///
  /// More than `limit` distinct values are refused: a table of ten thousand rows of one person each helps nobody.
  public func categories(limit: Int = 2000) throws(Fault) -> Categories {
    switch values {
    case .category(let codes, let levels):
      return made(codes, levels)
    case .text(let codes, let pool):
      return try sorted(codes.places(), (0..<pool.count).map { Level(.text(pool[$0])) }, limit)
    case .integer(.bytes(let cells)):
      return fromBytes(cells)
    case .integer(let integers):
      return try collected(limit) {
        integers[$0]
      } level: {
        Level(.integer(Int($0)))
      }
    case .real(let cells):
      return try collected(limit) { row in
        // Zero and minus zero are one answer.
        cells[row].isNaN ? nil : Int64(bitPattern: (cells[row] + 0).bitPattern)
      } level: { bits in
        Level(LevelValue(shortest: Double(bitPattern: UInt64(bitPattern: bits))))
      }
    case .date, .dateTime:
      return try collected(limit) { row in
        self.number(at: row).map { Int64($0) }
      } level: { value in
        if case .date = self.values {
          return Level(.text(CalendarDate(daysSince1970: Int(value)).description))
        }
        return Level(.text(CalendarDate.dateTime(secondsSince1970: value)))
      }
    }
  }

  private func made(_ codes: Codes, _ levels: [Level]) -> Categories {
    Categories(
      name: name, label: label, codes: codes, levels: levels, missing: missing, isOrdered: notes.isOrdered)
  }

  /// One-byte integers go through a table of 256 places, since there are at most that many.
  private func fromBytes(_ cells: Cells<Int8>) -> Categories {
    cells.withBuffer { source in
      var seen = [Bool](repeating: false, count: 256)
      for value in source { seen[Int(UInt8(bitPattern: value))] = true }
      var levels: [Level] = []
      var code = [UInt8](repeating: 0, count: 256)
      for value in Int8.min...Int8.max {
        let index = Int(UInt8(bitPattern: value))
        if value < Integers.leastByte {
          code[index] = UInt8(255 - (Int(value) + 128))
        } else if seen[index] {
          code[index] = UInt8(levels.count)
          levels.append(Level(.integer(Int(value))))
        }
      }
      if levels.count > Int(Codes.firstMissingByte) {
        let places = source.map { value in
          value < Integers.leastByte ? Int32(-1) - (Int32(value) + 128) : Int32(code[Int(UInt8(bitPattern: value))])
        }
        return made(Codes(places: places, levelCount: levels.count, missingCount: missing.count), levels)
      }
      let codes = Cells<UInt8>(count: source.count) { target in
        code.withUnsafeBufferPointer { code in
          for row in 0..<source.count { target[row] = code[Int(UInt8(bitPattern: source[row]))] }
        }
      }
      return made(.bytes(codes), levels)
    }
  }

  private func collected(
    _ limit: Int, value: (Int) -> Int64?, level: (Int64) -> Level
  ) throws(Fault) -> Categories {
    var found: [Int64: Int32] = [:]
    var levels: [Level] = []
    var places = [Int32](repeating: 0, count: count)
    for row in 0..<count {
      guard let key = value(row) else {
        places[row] = -1 - Int32(missingSlot(at: row) ?? 0)
        continue
      }
      if let place = found[key] {
        places[row] = place
      } else {
        if levels.count == limit { throw tooMany(limit) }
        let place = Int32(levels.count)
        found[key] = place
        levels.append(level(key))
        places[row] = place
      }
    }
    return try sorted(places, levels, limit)
  }

  /// Levels that do not occur are dropped, the others sorted by value.
  private func sorted(_ places: [Int32], _ levels: [Level], _ limit: Int) throws(Fault) -> Categories {
    var occurs = [Bool](repeating: false, count: levels.count)
    for place in places where place >= 0 { occurs[Int(place)] = true }
    let order = levels.indices.filter { occurs[$0] }.sorted { levels[$0].value < levels[$1].value }
    if order.count > limit { throw tooMany(limit) }
    var renumbered = [Int32](repeating: 0, count: levels.count)
    for (new, old) in order.enumerated() { renumbered[old] = Int32(new) }
    let codes = Codes(
      places: places.map { $0 < 0 ? $0 : renumbered[Int($0)] }, levelCount: order.count, missingCount: missing.count)
    return made(codes, order.map { levels[$0] })
  }

  private func tooMany(_ limit: Int) -> Fault {
    Fault(TableFault.tooManyCategories, ["column": .text(name), "limit": .integer(limit), "rows": .integer(count)])
  }
}

extension LevelValue {
  /// A whole number where the real is one, so that 3 and 3.0 are one answer.
  public init(shortest real: Double) {
    self = real.rounded() == real && abs(real) < 1e15 ? .integer(Int(real)) : .real(real)
  }
}
