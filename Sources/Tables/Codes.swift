/// Places in a list of levels, one a row, as narrow as the list allows. The highest codes of each width mark missing values.
public enum Codes: Sendable {
  case bytes(Cells<UInt8>)
  case shorts(Cells<UInt16>)
  case words(Cells<UInt32>)

  /// The first code of a byte that marks a missing value; the code 255 − *s* is missing way *s*.
  public static let firstMissingByte = UInt8(256 - MissingSlots.inBytes)
  public static let firstMissingShort = UInt16(65536 - MissingSlots.inShorts)
  public static let firstMissingWord = UInt32(4_294_967_296 - MissingSlots.inWords)

  /// The narrowest codes that hold these, where a place in the levels is ≥ 0 and −1 − *s* is missing way *s*.
  public init(places: [Int32], levelCount: Int, missingCount: Int) {
    if levelCount <= Int(Codes.firstMissingByte), missingCount <= MissingSlots.inBytes {
      self = .bytes(Cells(places.map { $0 >= 0 ? UInt8($0) : UInt8(256 + Int($0)) }))
    } else if levelCount <= Int(Codes.firstMissingShort), missingCount <= MissingSlots.inShorts {
      self = .shorts(Cells(places.map { $0 >= 0 ? UInt16($0) : UInt16(65536 + Int($0)) }))
    } else {
      self = .words(Cells(places.map { UInt32(bitPattern: $0) }))
    }
  }

  public var count: Int {
    switch self {
    case .bytes(let cells): cells.count
    case .shorts(let cells): cells.count
    case .words(let cells): cells.count
    }
  }

  /// The place of the row's level, or −1 − *s* if it is missing in way *s*.
  public subscript(row: Int) -> Int32 {
    switch self {
    case .bytes(let cells):
      let code = cells[row]
      return code < Codes.firstMissingByte ? Int32(code) : Int32(code) - 256
    case .shorts(let cells):
      let code = cells[row]
      return code < Codes.firstMissingShort ? Int32(code) : Int32(code) - 65536
    case .words(let cells):
      return Int32(bitPattern: cells[row])
    }
  }

  /// All places, missing ones negative as in the subscript.
  public func places() -> [Int32] {
    switch self {
    case .bytes(let cells):
      cells.withBuffer { $0.map { $0 < Codes.firstMissingByte ? Int32($0) : Int32($0) - 256 } }
    case .shorts(let cells):
      cells.withBuffer { $0.map { $0 < Codes.firstMissingShort ? Int32($0) : Int32($0) - 65536 } }
    case .words(let cells):
      cells.withBuffer { $0.map { Int32(bitPattern: $0) } }
    }
  }

  public func gathered(_ rows: [Int32]) -> Codes {
    switch self {
    case .bytes(let cells): .bytes(cells.gathered(rows))
    case .shorts(let cells): .shorts(cells.gathered(rows))
    case .words(let cells): .words(cells.gathered(rows))
    }
  }
}

/// Whole numbers, one a row, as narrow as they allow. The lowest values of each width mark missing values.
public enum Integers: Sendable {
  case bytes(Cells<Int8>)
  case shorts(Cells<Int16>)
  case words(Cells<Int32>)
  case longs(Cells<Int64>)

  /// The least byte that is a number; −128 + *s* is missing way *s*.
  public static let leastByte = Int8(-128 + MissingSlots.inBytes)
  public static let leastShort = Int16(-32768 + MissingSlots.inShorts)
  public static let leastWord = Int32(-2_147_483_648 + MissingSlots.inWords)
  public static let leastLong = Int64.min + Int64(MissingSlots.inWords)

  /// The narrowest integers that hold these; where `slots` gives a number ≥ 0 the row is missing in that way.
  public init(_ values: [Int64], slots: [Int32]?, missingCount: Int) {
    var low = Int64.max
    var high = Int64.min
    for row in values.indices where slots == nil || slots![row] < 0 {
      low = min(low, values[row])
      high = max(high, values[row])
    }
    func narrowed<Width: FixedWidthInteger & Sendable & BitwiseCopyable>(_: Width.Type) -> Cells<Width> {
      Cells(
        values.indices.map { row in
          if let slots, slots[row] >= 0 { return Width.min + Width(slots[row]) }
          return Width(truncatingIfNeeded: values[row])
        })
    }
    if low > high { (low, high) = (0, 0) }
    if low >= Int64(Integers.leastByte), high <= Int64(Int8.max), missingCount <= MissingSlots.inBytes {
      self = .bytes(narrowed(Int8.self))
    } else if low >= Int64(Integers.leastShort), high <= Int64(Int16.max), missingCount <= MissingSlots.inShorts {
      self = .shorts(narrowed(Int16.self))
    } else if low >= Int64(Integers.leastWord), high <= Int64(Int32.max) {
      self = .words(narrowed(Int32.self))
    } else {
      self = .longs(narrowed(Int64.self))
    }
  }

  public var count: Int {
    switch self {
    case .bytes(let cells): cells.count
    case .shorts(let cells): cells.count
    case .words(let cells): cells.count
    case .longs(let cells): cells.count
    }
  }

  /// The number in a row, `nil` if it is missing.
  public subscript(row: Int) -> Int64? {
    switch self {
    case .bytes(let cells): cells[row] < Integers.leastByte ? nil : Int64(cells[row])
    case .shorts(let cells): cells[row] < Integers.leastShort ? nil : Int64(cells[row])
    case .words(let cells): cells[row] < Integers.leastWord ? nil : Int64(cells[row])
    case .longs(let cells): cells[row] < Integers.leastLong ? nil : cells[row]
    }
  }

  /// The way in which a row is missing, `nil` if it holds a number.
  public func missingSlot(_ row: Int) -> Int? {
    switch self {
    case .bytes(let cells): cells[row] < Integers.leastByte ? Int(cells[row]) + 128 : nil
    case .shorts(let cells): cells[row] < Integers.leastShort ? Int(cells[row]) + 32768 : nil
    case .words(let cells): cells[row] < Integers.leastWord ? Int(cells[row]) + 2_147_483_648 : nil
    case .longs(let cells): cells[row] < Integers.leastLong ? Int(cells[row] - Int64.min) : nil
    }
  }

  public func gathered(_ rows: [Int32]) -> Integers {
    switch self {
    case .bytes(let cells): .bytes(cells.gathered(rows))
    case .shorts(let cells): .shorts(cells.gathered(rows))
    case .words(let cells): .words(cells.gathered(rows))
    case .longs(let cells): .longs(cells.gathered(rows))
    }
  }
}
