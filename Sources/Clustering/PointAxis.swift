import Evidence
import Tables

/// A column made ready to be a coordinate.
struct PointAxis: Sendable {
  enum Storage: Sendable {
    /// One byte a row and, for each byte, its number; NaN where the byte means that nothing was answered.
    case bytes(Cells<UInt8>, numbers: [Double])
    /// NaN where nothing was answered.
    case numbers([Double])
  }

  let column: Column
  let isNominal: Bool
  let levels: [Level]
  let storage: Storage

  var isBytes: Bool {
    if case .bytes = storage { true } else { false }
  }

  init(_ column: Column, texts: PointSet.Texts) throws(Fault) {
    self.column = column
    switch column.values {
    case .category(let codes, let levels):
      let numbers = levels.compactMap(\.value.number)
      self.levels = levels
      let isCoded = numbers.count == levels.count
      isNominal = !isCoded && !column.notes.isOrdered
      if isNominal, texts == .refused { throw Self.isText(column) }
      let scores =
        isCoded ? numbers : levels.indices.map { Double($0) + (column.notes.isOrdered ? 1 : 0) }
      storage = Self.storage(codes, scores)
    case .text:
      guard texts == .named else { throw Self.isText(column) }
      let categories = try column.categories(limit: .max)
      isNominal = true
      levels = categories.levels
      storage = Self.storage(categories.codes, categories.levels.indices.map(Double.init))
    case .integer(.bytes(let cells)):
      isNominal = false
      levels = []
      storage = .bytes(
        cells.unsigned,
        numbers: (0..<256).map { byte in
          let value = Int8(bitPattern: UInt8(byte))
          return value < Integers.leastByte ? .nan : Double(value)
        })
    case .real(let cells):
      isNominal = false
      levels = []
      for row in 0..<cells.count where cells[row].isInfinite {
        throw Fault(
          ClusteringFault.infinite, ["column": .text(column.name), "row": .integer(row + 1)])
      }
      // Minus zero becomes zero.
      storage = .numbers(cells.withBuffer { $0.map { $0 + 0 } })
    default:
      isNominal = false
      levels = []
      storage = .numbers(column.numbers())
    }
  }

  private static func storage(_ codes: Codes, _ scores: [Double]) -> Storage {
    if case .bytes(let cells) = codes {
      return .bytes(
        cells,
        numbers: (0..<256).map { $0 < Int(Codes.firstMissingByte) && $0 < scores.count ? scores[$0] + 0 : .nan })
    }
    return .numbers(codes.places().map { $0 < 0 ? .nan : scores[Int($0)] + 0 })
  }

  private static func isText(_ column: Column) -> Fault {
    // Among numbers, what made the column one of texts is the news.
    let texts = (0..<column.count).lazy.compactMap { column.value(at: $0)?.description }
    let sample = texts.first { Double($0)?.isFinite != true } ?? texts.first ?? ""
    return Fault(
      ClusteringFault.textColumn, ["column": .text(column.name), "value": .text(sample)])
  }

  /// The number in every row, NaN where there is none.
  func numbers() -> [Double] {
    switch storage {
    case .numbers(let numbers): numbers
    case .bytes(let cells, let numbers): cells.withBuffer { $0.map { numbers[Int($0)] } }
    }
  }
}
