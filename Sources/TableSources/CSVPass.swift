import CKernels
import NumericalMethods

/// Where one column is written. It holds no reference, so that two threads do not count the same one up and down.
private struct CSVTarget: @unchecked Sendable {
  let place: Int
  let need: UInt32
  /// The first row's cell, `nil` for texts.
  let cells: UnsafeMutableRawPointer?
}

extension CSVReader {
  /// Reads the columns at `places` as their plans say.
  func pass(over places: [Int], _ plans: [CSVColumnPlan]) -> [CSVChunkResult] {
    let reader = self
    let total = Double(bytes.count)
    let targets = places.map { place in
      let plan = plans[place]
      // A column that was taken for numbers at first still has their memory.
      let cells = plan.isText ? nil : plan.memory.map { $0.base + plan.offset }
      return CSVTarget(place: place, need: plan.need, cells: cells)
    }
    let digits = DigitRows(reader, targets)
    // The plans own the memory that the targets point to.
    defer { withExtendedLifetime(plans) {} }
    return Parallel.map(chunks.count, threads: options.threads) { index in
      let chunk = reader.chunks[index]
      let result = CSVChunkResult(columns: plans.count)
      targets.withUnsafeBufferPointer { reader.fill($0, chunk, digits, result) }
      if let progress = reader.options.progress { progress(Double(chunk.end) / total) }
      return result
    }
  }

  private func fill(
    _ targets: UnsafeBufferPointer<CSVTarget>, _ chunk: Chunk, _ digits: DigitRows?, _ result: CSVChunkResult
  ) {
    let level = tuning.level
    var row = chunk.firstRow
    var digits = digits
    result.needs.withUnsafeMutableBufferPointer { needs in
      result.exceptions.withUnsafeMutableBufferPointer { exceptions in
        result.words.withUnsafeMutableBufferPointer { words in
          for target in targets {
            exceptions[target.place].limit = UInt32(64 + chunk.rowCount / 8)
            if target.cells == nil { ck_csv_words_begin(&words[target.place], UInt64(chunk.rowCount)) }
          }
          forBlocks(of: chunk.start..<chunk.end, ragged: &result.ragged) { at in
            let rows = digits?.rows(at: at, before: chunk.end, row, chunk.firstRow + chunk.rowCount - row) ?? 0
            row += rows
            return rows * (digits?.length ?? 0)
          } body: { block, offset in
            for target in targets {
              let place = target.place
              if let cells = target.cells {
                needs[place] = max(
                  needs[place],
                  ck_csv_numbers(
                    &block, place, target.need, cells, UInt64(offset), UInt64(row), &exceptions[place], level))
              } else {
                ck_csv_texts(&block, place, &words[place])
              }
            }
            row += block.rows
          }
          for target in targets where target.cells == nil { ck_csv_words_settle(&words[target.place]) }
        }
      }
    }
  }
}

/// Stretches of rows that are all single digits, in a file that has other rows as well.
private struct DigitRows: @unchecked Sendable {
  private let text: UnsafePointer<UInt8>
  private let first: UnsafeMutableRawPointer
  private let stride: Int
  private let columns: Int
  private let delimiter: UInt8
  private let level: Int32
  private var lineEnd = 1
  /// Blocks to let pass before the next try; each try in vain doubles it.
  private var pause = 0
  private var patience = 1

  /// Bytes a row takes.
  var length: Int { 2 * columns - 1 + lineEnd }

  /// `nil` unless all columns are bytes that lie evenly, and enough of them to be transposed.
  init?(_ reader: CSVReader, _ targets: [CSVTarget]) {
    guard targets.count == reader.columnCount, targets.count >= 16, reader.tuning.knowsDigits,
      targets.allSatisfy({ $0.need == CK_CSV_BYTES.rawValue }), let first = targets[0].cells
    else { return nil }
    stride = targets[1].cells! - first
    for (index, target) in targets.enumerated() where target.cells! != first + index * stride { return nil }
    text = reader.bytes.base
    self.first = first
    columns = targets.count
    delimiter = reader.dialect.delimiter
    level = reader.tuning.level
  }

  /// How many rows from `offset` on are single digits and were written to `row` and those behind it.
  mutating func rows(at offset: Int, before end: Int, _ row: Int, _ most: Int) -> Int {
    if pause > 0 {
      pause -= 1
      return 0
    }
    // A chunk ends with a line feed, and a row of another length fails the kernel's look at its end.
    lineEnd = offset + 2 * columns <= end && text[offset + 2 * columns - 1] == UInt8(ascii: "\r") ? 2 : 1
    let count = ck_csv_digits(
      text + offset, min((end - offset) / length, most), columns, delimiter, Int32(lineEnd),
      (first + row).assumingMemoryBound(to: Int8.self), stride, level)
    patience = count >= 64 ? 1 : min(patience * 2, 256)
    pause = count >= 64 ? 0 : patience
    return count
  }
}
