import CKernels
import Evidence
import NumericalMethods

extension CSVReader {
  /// Cuts the data into chunks that begin at row starts and counts their rows.
  mutating func findChunks() throws(Fault) {
    let size = max(tuning.chunkSize, 64)
    let count = max(1, (bytes.count - dataStart + size - 1) / size)
    let bounds = (0...count).map { min(dataStart + $0 * size, bytes.count) }
    let (file, delimiter, level) = (bytes, dialect.delimiter, tuning.level)
    let stretches = Parallel.map(count, threads: options.threads) { index in
      file.populate(bounds[index]..<bounds[index + 1])
      var stretch = ck_csv_stretch()
      ck_csv_scan(file.base, bounds[index], bounds[index + 1], delimiter, index == 0 ? 1 : 0, level, &stretch)
      return stretch
    }
    if let nul = stretches.firstIndex(where: { $0.has_nul != 0 }) {
      let offset = (bounds[nul]..<bounds[nul + 1]).first { bytes.base[$0] == 0 }!
      throw Fault(CSVFault.nulByte, at: place(of: offset))
    }
    var isInside = false
    var isBroken = false
    var rows: [(count: Int, lastEnd: Int)] = []
    for stretch in stretches {
      isBroken = isBroken || (isInside ? stretch.broken.1 : stretch.broken.0) != 0
      rows.append(
        isInside
          ? (Int(stretch.rows.1), Int(stretch.last_end.1)) : (Int(stretch.rows.0), Int(stretch.last_end.0)))
      if stretch.quotes & 1 != 0 { isInside.toggle() }
    }
    quotes = stretches.contains { $0.quotes > 0 } ? CK_CSV_PAIRED : CK_CSV_NO_QUOTES
    if isBroken || isInside {
      quotes = CK_CSV_CAREFUL
      rows = try carefulRows(bounds)
    }
    var start = dataStart
    for part in rows {
      let end = part.lastEnd < 0 ? start : part.lastEnd + 1
      chunks.append(Chunk(start: start, end: end, firstRow: rowCount, rowCount: part.count))
      rowCount += part.count
      start = end
    }
  }

  /// Quotes that stand anywhere leave only one way: from the first byte to the last.
  private func carefulRows(_ bounds: [Int]) throws(Fault) -> [(count: Int, lastEnd: Int)] {
    var position = ck_csv_position(state: 0, opened: 0, problem: .max)
    var rows: [(count: Int, lastEnd: Int)] = []
    for index in 0..<bounds.count - 1 {
      var stretch = ck_csv_stretch()
      ck_csv_scan_carefully(
        bytes.base, bounds[index], bounds[index + 1], dialect.delimiter, index == 0 ? 1 : 0, &position, &stretch)
      rows.append((Int(stretch.rows.0), Int(stretch.last_end.0)))
    }
    try refuse(position, isEnd: true)
    return rows
  }

  /// Calls `body` for one block of rows after the other.
  ///
  /// A block begins at a row start. A row longer than a block makes the block larger. Before each block `leap` is asked
  /// how many bytes of whole rows it has dealt with already.
  func forBlocks(
    of range: Range<Int>, ragged: inout ck_csv_ragged, mostRows: Int = .max, leap: (_ offset: Int) -> Int = { _ in 0 },
    body: (inout ck_csv_block, _ offset: Int) -> Void
  ) {
    let space = BlockSpace(blockSize: tuning.blockSize, columns: columnCount)
    var at = range.lowerBound
    var length = tuning.blockSize
    var rowsLeft = mostRows
    while rowsLeft > 0 {
      if length == tuning.blockSize { at += leap(at) }
      guard at < range.upperBound else { return }
      let taken = min(length, range.upperBound - at)
      space.reserve(taken)
      var feeds = 0
      let count = ck_csv_index(
        bytes.base + at, taken, dialect.delimiter, Int32(quotes.rawValue), tuning.level, space.separators, &feeds)
      var block = ck_csv_block()
      let consumed = ck_csv_rows(
        bytes.base + at, UInt64(at), space.separators, count, feeds, columnCount, space.starts, space.spare,
        space.capacity, &block, &ragged)
      if consumed == 0 {
        precondition(length < range.upperBound - at, "a chunk ends with a row")
        length *= 2
        continue
      }
      length = tuning.blockSize
      block.rows = min(block.rows, rowsLeft)
      rowsLeft -= block.rows
      if block.rows > 0 { body(&block, at) }
      at += consumed
    }
  }
}

/// Where separators and rows of one block are kept.
private final class BlockSpace {
  private(set) var separators: UnsafeMutablePointer<UInt32>
  private(set) var starts: UnsafeMutablePointer<UInt32>
  let spare: UnsafeMutablePointer<UInt32>
  let capacity: Int
  private var room: Int
  private let columns: Int

  init(blockSize: Int, columns: Int) {
    self.columns = columns
    room = blockSize
    capacity = max(columns, blockSize)
    separators = .allocate(capacity: room + 64)
    starts = .allocate(capacity: max(room, capacity) / columns + 2)
    spare = .allocate(capacity: capacity)
  }

  /// A longer text may hold more separators, but no more rows than `capacity` allows.
  func reserve(_ length: Int) {
    guard length > room else { return }
    separators.deallocate()
    room = length
    separators = .allocate(capacity: room + 64)
  }

  deinit {
    separators.deallocate()
    starts.deallocate()
    spare.deallocate()
  }
}
