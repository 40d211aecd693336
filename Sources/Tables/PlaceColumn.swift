import NumericalMethods

/// A column as places among its distinct words, given out a stretch of rows at a time; −1 is missing or empty.
package struct PlaceColumn: Sendable {
  package let words: [String]
  private let storage: Storage

  private enum Storage: Sendable {
    case absent
    /// The codes of the file; `changes` is empty or holds the place of each code.
    case codes(Codes, changes: [Int32])
    /// Whole numbers in a narrow range: the place of each number from `least` on.
    case integers(Integers, least: Int, places: [Int32])
    case listed([Int32])
  }

  /// A column nobody has.
  package static let absent = PlaceColumn(words: [], storage: .absent)

  private init(words: [String], storage: Storage) {
    self.words = words
    self.storage = storage
  }

  /// The widest range of whole numbers that is looked up in a table.
  private static let widestRange = 1 << 24

  /// The words come in the order of the codes of the file; those of whole numbers in the order of their first row.
  package init(_ column: Column, threads: Int) {
    switch column.values {
    case .category(let codes, let levels):
      self.init(codes, levels.map { $0.value.description })
    case .text(let codes, let pool):
      self.init(codes, (0..<pool.count).map { pool[$0] })
    case .integer(let integers):
      self = Self.integers(integers, threads: threads) ?? PlaceColumn(listing: column)
    default:
      self.init(listing: column)
    }
  }

  private init(_ codes: Codes, _ words: [String]) {
    let isEmpty = words.contains("")
    self.init(
      words: words,
      storage: .codes(codes, changes: isEmpty ? words.enumerated().map { $1.isEmpty ? -1 : Int32($0) } : []))
  }

  private init(listing column: Column) {
    var known: [Double: Int32] = [:]
    var words: [String] = []
    let places = column.numbers().map { number -> Int32 in
      if number.isNaN { return -1 }
      if let place = known[number] { return place }
      let place = Int32(words.count)
      known[number] = place
      words.append(LevelValue(shortest: number).description)
      return place
    }
    self.init(words: words, storage: .listed(places))
  }

  private static func integers(_ integers: Integers, threads: Int) -> PlaceColumn? {
    switch integers {
    case .bytes(let cells): Self.places(of: cells, integers, from: Integers.leastByte, threads)
    case .shorts(let cells): Self.places(of: cells, integers, from: Integers.leastShort, threads)
    case .words(let cells): Self.places(of: cells, integers, from: Integers.leastWord, threads)
    case .longs(let cells): Self.places(of: cells, integers, from: Integers.leastLong, threads)
    }
  }

  private static func places<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
    of cells: Cells<Number>, _ integers: Integers, from least: Number, _ threads: Int
  ) -> PlaceColumn? {
    let stretch = max(1 << 18, (cells.count + 7) / 8)
    let bounds = Parallel.mapChunks(of: cells.count, by: stretch, threads: threads) { range -> (Number, Number) in
      var low = Number.max
      var high = Number.min
      cells.withBuffer { cells in
        for row in range where cells[row] >= least {
          low = min(low, cells[row])
          high = max(high, cells[row])
        }
      }
      return (low, high)
    }
    guard let low = bounds.map(\.0).min(), let high = bounds.map(\.1).max(), low <= high else {
      return PlaceColumn(words: [], storage: .absent)
    }
    let (width, overflow) = Int(high).subtractingReportingOverflow(Int(low))
    guard !overflow, width < widestRange else { return nil }
    // Each stretch lists its numbers in the order of their first row; one stretch after another makes the whole order.
    let orders = Parallel.mapChunks(of: cells.count, by: stretch, threads: threads) { range -> [Int32] in
      var isSeen = [Bool](repeating: false, count: width + 1)
      var order: [Int32] = []
      cells.withBuffer { cells in
        isSeen.withUnsafeMutableBufferPointer { isSeen in
          for row in range where cells[row] >= least {
            let number = Int(cells[row]) - Int(low)
            if !isSeen[number] {
              isSeen[number] = true
              order.append(Int32(number))
            }
          }
        }
      }
      return order
    }
    var places = [Int32](repeating: -1, count: width + 1)
    var words: [String] = []
    for number in orders.joined() where places[Int(number)] < 0 {
      places[Int(number)] = Int32(words.count)
      words.append(String(Int(low) + Int(number)))
    }
    return PlaceColumn(words: words, storage: .integers(integers, least: Int(low), places: places))
  }

  /// Writes the places of `rows` to `target`.
  package func fill(_ rows: Range<Int>, _ target: UnsafeMutablePointer<Int32>) {
    switch storage {
    case .absent:
      for index in 0..<rows.count { target[index] = -1 }
    case .listed(let places):
      for index in 0..<rows.count { target[index] = places[rows.lowerBound + index] }
    case .codes(let codes, let changes):
      switch codes {
      case .bytes(let cells): Self.fill(cells, missingFrom: Codes.firstMissingByte, rows, target)
      case .shorts(let cells): Self.fill(cells, missingFrom: Codes.firstMissingShort, rows, target)
      case .words(let cells): Self.fill(cells, missingFrom: Codes.firstMissingWord, rows, target)
      }
      if !changes.isEmpty {
        for index in 0..<rows.count where target[index] >= 0 { target[index] = changes[Int(target[index])] }
      }
    case .integers(let integers, let least, let places):
      switch integers {
      case .bytes(let cells): Self.fill(cells, from: Integers.leastByte, least, places, rows, target)
      case .shorts(let cells): Self.fill(cells, from: Integers.leastShort, least, places, rows, target)
      case .words(let cells): Self.fill(cells, from: Integers.leastWord, least, places, rows, target)
      case .longs(let cells): Self.fill(cells, from: Integers.leastLong, least, places, rows, target)
      }
    }
  }

  private static func fill<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
    _ cells: Cells<Code>, missingFrom first: Code, _ rows: Range<Int>, _ target: UnsafeMutablePointer<Int32>
  ) {
    cells.withBuffer { cells in
      let source = cells.baseAddress! + rows.lowerBound
      for index in 0..<rows.count {
        let code = source[index]
        target[index] = code >= first ? -1 : Int32(truncatingIfNeeded: code)
      }
    }
  }

  private static func fill<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ cells: Cells<Number>, from least: Number, _ low: Int, _ places: [Int32], _ rows: Range<Int>,
    _ target: UnsafeMutablePointer<Int32>
  ) {
    cells.withBuffer { cells in
      places.withUnsafeBufferPointer { places in
        let source = cells.baseAddress! + rows.lowerBound
        for index in 0..<rows.count {
          let number = source[index]
          target[index] = number < least ? -1 : places[Int(number) - low]
        }
      }
    }
  }

  /// All places at once.
  package func places(rows: Int) -> [Int32] {
    var places = [Int32](repeating: -1, count: rows)
    places.withUnsafeMutableBufferPointer { fill(0..<rows, $0.baseAddress!) }
    return places
  }
}
