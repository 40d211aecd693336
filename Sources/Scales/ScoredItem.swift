import CKernels
import Evidence
import Tables

/// A column as the scores that are correlated.
///
/// The answers of a closed list count as the numbers of their levels, else, if the list has an order, as 1, 2, 3 …
struct ScoredItem: Sendable {
  let name: String
  let label: Label
  /// The column as it came, or as a closed list where it turned out to have few distinct values.
  let column: Column
  /// Whether it has few enough distinct values to be counted.
  let isCounted: Bool
  /// The rows that hold an answer.
  let answered: Int

  /// Joint counts of more levels than this cost more than going through the rows.
  static let mostCountedLevels = 32

  init(_ column: Column) throws(Fault) {
    name = column.name
    label = column.label
    let level = ck_processor_level()
    switch column.values {
    case .text, .date, .dateTime:
      throw Fault(ScalesFault.notNumeric, ["column": .text(column.name), "kind": .text(column.kindName)])
    case .category(_, let levels):
      let numbers = levels.count { $0.value.number != nil }
      guard numbers == levels.count || column.notes.isOrdered else {
        throw Fault(ScalesFault.noOrder, ["column": .text(column.name)])
      }
      self.column = column
      isCounted = (1...Self.mostCountedLevels).contains(levels.count)
    case .integer(.bytes(let cells)):
      let range = cells.withBuffer { ck_number_range(level, $0.baseAddress, $0.count, Integers.leastByte) }
      if range.low <= range.high, range.high - range.low >= Self.mostCountedLevels {
        (self.column, isCounted) = Self.counted(column)
      } else {
        self.column = column
        isCounted = range.low <= range.high
      }
    case .integer, .real:
      (self.column, isCounted) = Self.counted(column)
    }
    answered = Self.answers(in: self.column)
  }

  /// The column as a closed list, if it has few distinct values; else the attempt ends at the first row that brings one too many.
  private static func counted(_ column: Column) -> (Column, Bool) {
    guard let found = try? column.categories(limit: mostCountedLevels), !found.levels.isEmpty else {
      return (column, false)
    }
    var copy = column
    copy.values = .category(found.codes, levels: found.levels)
    return (copy, true)
  }

  private static func answers(in column: Column) -> Int {
    let level = ck_processor_level()
    switch column.values {
    case .category(.bytes(let cells), _):
      return cells.withBuffer { cells in
        let range = ck_code_range(level, cells.baseAddress, cells.count, Codes.firstMissingByte)
        return range.has_missing == 0 ? cells.count : count(cells) { $0 < Codes.firstMissingByte }
      }
    case .integer(.bytes(let cells)):
      return cells.withBuffer { cells in
        let range = ck_number_range(level, cells.baseAddress, cells.count, Integers.leastByte)
        return range.has_missing == 0 ? cells.count : count(cells) { $0 >= Integers.leastByte }
      }
    default: return (0..<column.count).count { !column.isMissing(at: $0) }
    }
  }

  /// In blocks whose count fits in a byte, so that the compiler counts many rows at a time.
  @inline(__always)
  private static func count<Cell>(_ cells: UnsafeBufferPointer<Cell>, where holds: (Cell) -> Bool) -> Int {
    guard let base = cells.baseAddress else { return 0 }
    var total = 0
    var start = 0
    while start < cells.count {
      let size = min(240, cells.count &- start)
      let block = base + start
      var found: UInt8 = 0
      var row = 0
      while row < size {
        found &+= holds(block[row]) ? 1 : 0
        row &+= 1
      }
      total &+= Int(found)
      start &+= size
    }
    return total
  }

  /// The score of every row, NaN where it is missing.
  var scores: [Double] {
    guard case .category(let codes, let levels) = column.values,
      levels.contains(where: { $0.value.number == nil })
    else { return column.numbers() }
    return codes.places().map { $0 < 0 ? .nan : Double($0 + 1) }
  }
}
