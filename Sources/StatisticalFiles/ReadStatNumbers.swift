import Evidence
import Tables

/// Numbers as keys: minus zero is zero, and Stata's letters are NaNs that differ in their low bits.
enum NumberKey {
  static func bits(_ number: Double) -> UInt64 { number.isNaN ? number.bitPattern : (number + 0).bitPattern }

  /// The plain absence of a value, which has no code of its own.
  static func isNothing(_ number: Double) -> Bool { number.isNaN && number.bitPattern & 0xFF == 0 }

  static func precedes(_ left: UInt64, _ right: UInt64) -> Bool {
    let (a, b) = (Double(bitPattern: left), Double(bitPattern: right))
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? left < right : b.isNaN }
    return a < b
  }

  /// `-9`, or `.a` for a letter of Stata's.
  static func missingValue(_ bits: UInt64) -> LevelValue {
    let number = Double(bitPattern: bits)
    guard number.isNaN else { return LevelValue(shortest: number) }
    return .text("." + String(UnicodeScalar(UInt8(truncatingIfNeeded: 0x60 + (bits & 0xFF)))))
  }

  /// A label that only repeats the value says nothing; our writer puts it where a level has none and would be lost.
  static func informative(_ label: Label, _ value: LevelValue) -> Label {
    label.chinese ?? label.english == value.description ? Label() : label
  }
}

/// The distinct numbers of a column and which of them stands in each row.
struct NumberCensus {
  /// In order of appearance. All ways of holding nothing are one NaN.
  private(set) var distinct: [Double] = []
  private(set) var places: [Int32] = []

  init(_ cells: UnsafeBufferPointer<Double>) {
    // Answers are small whole numbers nearly always: those go through a table, others through a dictionary.
    let window = -1024...3071
    var table = [Int32](repeating: -1, count: window.count)
    var others: [UInt64: Int32] = [:]
    var distinct: [Double] = []
    places = [Int32](unsafeUninitializedCapacity: cells.count) { target, count in
      table.withUnsafeMutableBufferPointer { table in
        for row in 0..<cells.count {
          let value = cells[row]
          if value > -1025, value < 3072 {
            let whole = Int32(value)
            if Double(whole) == value {
              let slot = Int(whole) &+ 1024
              if table[slot] < 0 {
                table[slot] = Int32(distinct.count)
                distinct.append(value + 0)
              }
              target[row] = table[slot]
              continue
            }
          }
          let key = NumberKey.isNothing(value) ? Double.nan.bitPattern : NumberKey.bits(value)
          if let place = others[key] {
            target[row] = place
          } else {
            others[key] = Int32(distinct.count)
            target[row] = Int32(distinct.count)
            distinct.append(Double(bitPattern: key))
          }
        }
      }
      count = cells.count
    }
    self.distinct = distinct
  }

  /// Codes of the rows, given the place of each distinct number; missing ones are −1 − *slot*.
  func codes(_ placeOfDistinct: [Int32], levelCount: Int, missingCount: Int) -> Codes {
    guard levelCount <= Int(Codes.firstMissingByte), missingCount <= MissingSlots.inBytes else {
      return Codes(
        places: places.map { placeOfDistinct[Int($0)] }, levelCount: levelCount, missingCount: missingCount)
    }
    let narrow = placeOfDistinct.map { UInt8(truncatingIfNeeded: $0) }
    return .bytes(
      Cells(count: places.count) { target in
        narrow.withUnsafeBufferPointer { narrow in
          for row in 0..<places.count { target[row] = narrow[Int(places[row])] }
        }
      })
  }
}

/// Numbers without labels and without missing codes, narrowed in two passes.
struct PlainNumbers {
  let values: Column.Values

  /// `nil` where a letter of Stata's stands among the numbers.
  init?(_ cells: UnsafeBufferPointer<Double>) {
    var low = Double.infinity
    var high = -Double.infinity
    var isWhole = true
    for value in cells {
      if value.isNaN {
        if !NumberKey.isNothing(value) { return nil }
        continue
      }
      low = Swift.min(low, value)
      high = Swift.max(high, value)
      if value.rounded(.towardZero) != value { isWhole = false }
    }
    guard isWhole, low > -9e15 || low == .infinity, high < 9e15 else {
      values = .real(
        Cells(count: cells.count) { target in
          for row in cells.indices { target[row] = cells[row].isNaN ? MissingSlots.real(0) : cells[row] }
        })
      return
    }
    if low > high { (low, high) = (0, 0) }
    func narrowed<Width: FixedWidthInteger & BitwiseCopyable & Sendable>(_: Width.Type) -> Cells<Width> {
      Cells(count: cells.count) { target in
        for row in cells.indices {
          let value = cells[row]
          target[row] = value.isNaN ? Width.min : Width(truncatingIfNeeded: Int64(value))
        }
      }
    }
    if low >= Double(Integers.leastByte), high <= 127 {
      values = .integer(.bytes(narrowed(Int8.self)))
    } else if low >= Double(Integers.leastShort), high <= 32_767 {
      values = .integer(.shorts(narrowed(Int16.self)))
    } else if low >= Double(Integers.leastWord), high <= 2_147_483_647 {
      values = .integer(.words(narrowed(Int32.self)))
    } else {
      values = .integer(.longs(narrowed(Int64.self)))
    }
  }
}
