import CKernels
import Evidence
import Tables

/// A column made ready for counting: bytes, and which of them mean which level.
struct CodedItem: Sendable {
  enum Storage: Sendable {
    /// Few levels, one byte a row: counted on bit planes.
    case bytes(Cells<UInt8>, values: [UInt8])
    /// Many levels: counted row by row. Missing places are negative.
    case places([Int32])
  }

  let name: String
  let label: Label
  let storage: Storage
  /// One for each byte value or place. Those of a codebook may have no rows.
  let levels: [Level]
  /// Whether levels without rows stay, because a codebook lists them.
  let keepsEmptyLevels: Bool
  /// Whether "answered" needs a plane of its own.
  var hasMissing: Bool

  /// Beyond so many levels an item's planes cost more than going through its rows.
  static let mostPlanes = 32

  init(_ column: Column) throws(Fault) {
    name = column.name
    label = column.label
    let level = ck_processor_level()
    switch column.values {
    case .category(.bytes(let cells), let levels) where (1...Self.mostPlanes).contains(levels.count):
      let range = cells.withBuffer { ck_code_range(level, $0.baseAddress, $0.count, Codes.firstMissingByte) }
      hasMissing = range.has_missing != 0
      storage = .bytes(cells, values: levels.indices.map { UInt8($0) })
      self.levels = levels
      keepsEmptyLevels = true
    case .integer(.bytes(let cells)):
      let range = cells.withBuffer { ck_number_range(level, $0.baseAddress, $0.count, Integers.leastByte) }
      hasMissing = range.has_missing != 0
      if range.low <= range.high, range.high - range.low < Self.mostPlanes {
        let values = (range.low...range.high).map { Int8($0) }
        storage = .bytes(cells.unsigned, values: values.map { UInt8(bitPattern: $0) })
        levels = values.map { Level(.integer(Int($0))) }
        keepsEmptyLevels = false
      } else {
        let categories = try column.categories()
        storage = .places(categories.codes.places())
        levels = categories.levels
        keepsEmptyLevels = false
      }
    default:
      let categories = try column.categories()
      levels = categories.levels
      if case .category = column.values { keepsEmptyLevels = true } else { keepsEmptyLevels = false }
      if case .bytes(let cells) = categories.codes, (1...Self.mostPlanes).contains(levels.count) {
        let range = cells.withBuffer { ck_code_range(level, $0.baseAddress, $0.count, Codes.firstMissingByte) }
        hasMissing = range.has_missing != 0
        storage = .bytes(cells, values: levels.indices.map { UInt8($0) })
      } else {
        let places = categories.codes.places()
        hasMissing = places.contains { $0 < 0 }
        storage = .places(places)
      }
    }
  }

  /// The places of the levels, row by row, negative where missing.
  var places: [Int32] {
    switch storage {
    case .places(let places): return places
    case .bytes(let cells, let values):
      var place = [Int32](repeating: -1, count: 256)
      for (index, value) in values.enumerated() { place[Int(value)] = Int32(index) }
      return cells.withBuffer { $0.map { place[Int($0)] } }
    }
  }
}
