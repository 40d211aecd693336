import Glibc

/// What a cell holds, before anybody knows what its column is.
enum XLSXCell: Hashable {
  case empty
  case integer(Int64)
  case real(Double)
  /// A serial number under a format that shows it as a date or a time.
  case moment(Double, XLSXFormatKind)
  case boolean(Bool)
  /// A place among the texts of the workbook.
  case text(Int32)
  /// `#N/A` and its kin, by their place among the errors that occurred.
  case error(Int32)
  /// A date written out: days since 1970 times 86,400 plus seconds.
  case day(Int64)
  case instant(Int64)
}

/// The cells of a sheet column by column, nine bytes each; rows without any cell take no room.
struct XLSXCells {
  /// The most columns and rows Excel has.
  static let mostColumns = 16_384
  static let mostRows = 1_048_576
  /// Cells that are kept, gaps included, so that a small file with one cell in the far corner cannot ask for terabytes.
  static let mostCells = 1 << 28
  /// How many cells may be kept for one that holds anything, once the sheet is large. Honest sheets of ticked options
  /// hold something in one cell of fifty.
  static let mostKeptPerFilled = 256
  private static let sparseFrom = 1 << 24

  private struct Storage {
    var kinds: UnsafeMutablePointer<UInt8>?
    var payloads: UnsafeMutablePointer<UInt64>?
    var count = 0
    var capacity = 0
  }

  private enum Kind: UInt8 {
    case empty, integer, real, date, dateTime, time, dateOrTime, boolean, text, error, day, instant
  }

  private let columns: UnsafeMutablePointer<Storage>
  private(set) var columnCount = 0
  /// The number in the sheet of each row that holds anything, from 1.
  private(set) var rowNumbers: [Int32] = []
  private var lastRow: Int32 = 0
  private(set) var keptCount = 0
  private(set) var filledCount = 0

  init() {
    columns = .allocate(capacity: XLSXCells.mostColumns)
    columns.initialize(repeating: Storage(), count: XLSXCells.mostColumns)
  }

  func free() {
    for column in 0..<columnCount {
      columns[column].kinds?.deallocate()
      columns[column].payloads?.deallocate()
    }
    columns.deallocate()
  }

  var rowCount: Int { rowNumbers.count }

  /// Puts a cell into the row of the sheet that is read just now. `false` if the sheet grows too large or too sparse.
  @inline(__always)
  mutating func put(_ cell: XLSXCell, column: Int, sheetRow: Int32) -> Bool {
    let (kind, payload) = XLSXCells.packed(cell)
    if kind == .empty { return true }
    if lastRow != sheetRow {
      rowNumbers.append(sheetRow)
      lastRow = sheetRow
    }
    if column >= columnCount { columnCount = column + 1 }
    let row = rowCount - 1
    let storage = columns + column
    if storage.pointee.count <= row {
      guard grow(column, to: row + 1) else { return false }
    }
    // A row that did not end in its piece is read again.
    if storage.pointee.kinds![row] == 0 { filledCount += 1 }
    storage.pointee.kinds![row] = kind.rawValue
    storage.pointee.payloads![row] = payload
    return true
  }

  private mutating func grow(_ column: Int, to count: Int) -> Bool {
    keptCount += count - columns[column].count
    if keptCount > XLSXCells.mostCells { return false }
    if keptCount > XLSXCells.sparseFrom, keptCount / XLSXCells.mostKeptPerFilled > filledCount { return false }
    extend(column, to: count)
    return true
  }

  private func extend(_ column: Int, to count: Int) {
    let storage = columns + column
    if count > storage.pointee.capacity {
      let capacity = max(count, storage.pointee.capacity * 2, 256)
      storage.pointee.kinds = larger(storage.pointee.kinds, storage.pointee.count, capacity)
      storage.pointee.payloads = larger(storage.pointee.payloads, storage.pointee.count, capacity)
      storage.pointee.capacity = capacity
    }
    storage.pointee.count = count
  }

  /// More room, zeros where nothing was.
  private func larger<Element>(
    _ old: UnsafeMutablePointer<Element>?, _ count: Int, _ capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    let new = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    if let old {
      memcpy(new, old, count * MemoryLayout<Element>.stride)
      old.deallocate()
    }
    memset(new + count, 0, (capacity - count) * MemoryLayout<Element>.stride)
    return new
  }

  /// The bytes of a column: 0 empty, 1 integer, 2 real, higher ones other things; and what each cell holds.
  func stored(_ column: Int) -> (kinds: UnsafePointer<UInt8>, payloads: UnsafePointer<UInt64>, count: Int)? {
    guard column < columnCount, let kinds = columns[column].kinds, let payloads = columns[column].payloads else {
      return nil
    }
    return (UnsafePointer(kinds), UnsafePointer(payloads), columns[column].count)
  }

  /// The cell in a row that holds anything, counted from 0.
  subscript(row: Int, column: Int) -> XLSXCell {
    guard column < columnCount, row < columns[column].count else { return .empty }
    let payload = columns[column].payloads![row]
    switch Kind(rawValue: columns[column].kinds![row])! {
    case .empty: return .empty
    case .integer: return .integer(Int64(bitPattern: payload))
    case .real: return .real(Double(bitPattern: payload))
    case .date: return .moment(Double(bitPattern: payload), .date)
    case .dateTime: return .moment(Double(bitPattern: payload), .dateTime)
    case .time: return .moment(Double(bitPattern: payload), .time)
    case .dateOrTime: return .moment(Double(bitPattern: payload), .dateOrTime)
    case .boolean: return .boolean(payload != 0)
    case .text: return .text(Int32(truncatingIfNeeded: payload))
    case .error: return .error(Int32(truncatingIfNeeded: payload))
    case .day: return .day(Int64(bitPattern: payload))
    case .instant: return .instant(Int64(bitPattern: payload))
    }
  }

  @inline(__always)
  private static func packed(_ cell: XLSXCell) -> (Kind, UInt64) {
    switch cell {
    case .empty: (.empty, 0)
    case .integer(let value): (.integer, UInt64(bitPattern: value))
    case .real(let value): (.real, value.bitPattern)
    case .moment(let serial, .date): (.date, serial.bitPattern)
    case .moment(let serial, .dateTime): (.dateTime, serial.bitPattern)
    case .moment(let serial, .time): (.time, serial.bitPattern)
    case .moment(let serial, .dateOrTime): (.dateOrTime, serial.bitPattern)
    case .moment(let serial, .number): (.real, serial.bitPattern)
    case .boolean(let value): (.boolean, value ? 1 : 0)
    case .text(let place): (.text, UInt64(UInt32(bitPattern: place)))
    case .error(let place): (.error, UInt64(UInt32(bitPattern: place)))
    case .day(let value): (.day, UInt64(bitPattern: value))
    case .instant(let value): (.instant, UInt64(bitPattern: value))
    }
  }
}

/// A block of cells, both corners inclusive, counted from 0.
struct XLSXRange: Hashable {
  var rows: ClosedRange<Int>
  var columns: ClosedRange<Int>
}

/// A cell's address, counted from 0.
struct XLSXReference: Hashable {
  var row: Int
  var column: Int

  /// `BC12` as the bytes up to a zero; `nil` if it is not an address or lies outside what Excel has.
  @inline(__always)
  init?(_ text: UnsafePointer<CChar>) {
    var cursor = text
    var column = 0
    while true {
      let letter = UInt8(bitPattern: cursor.pointee) & 0xDF
      guard letter >= 65, letter <= 90 else { break }
      column = column * 26 + Int(letter) - 64
      if column > XLSXCells.mostColumns { return nil }
      cursor += 1
    }
    var row = 0
    var digits = 0
    while cursor.pointee >= 48, cursor.pointee <= 57 {
      row = row * 10 + Int(cursor.pointee) - 48
      if row > XLSXCells.mostRows { return nil }
      digits += 1
      cursor += 1
    }
    guard cursor.pointee == 0, column > 0, row > 0, digits > 0 else { return nil }
    self.row = row - 1
    self.column = column - 1
  }

  /// `A`, `Z`, `AA` … of a column counted from 0.
  static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(Unicode.Scalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
