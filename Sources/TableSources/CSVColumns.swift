import CKernels
import Evidence
import Glibc
import NumericalMethods
import Tables

/// The cells of one column while they are read: at a fixed width in `memory`, or as words.
struct CSVColumnPlan: Sendable {
  var need: UInt32
  var memory: Memory?
  var offset = 0

  /// Bytes a cell takes.
  var width: Int {
    switch need {
    case CK_CSV_BYTES.rawValue: 1
    case CK_CSV_SHORTS.rawValue: 2
    case CK_CSV_WORDS.rawValue: 4
    default: 8
    }
  }

  var isText: Bool { need == CK_CSV_TEXTS.rawValue }

  func cells<Element: BitwiseCopyable & Sendable>(_: Element.Type, count: Int) -> Cells<Element> {
    Cells(in: memory!, offset: offset, count: count)
  }

  /// Gives each of the columns at `places` its stretch of one new region.
  static func allocate(_ plans: inout [CSVColumnPlan], _ places: [Int], rows: Int) {
    var total = 0
    for place in places where !plans[place].isText {
      plans[place].offset = total
      // An odd number of cache lines apart, so that the columns of one row do not crowd the same cache sets.
      total += ((rows * plans[place].width + 63) / 64 | 1) * 64
    }
    guard total > 0 else { return }
    let memory = Memory(byteCount: total)
    for place in places where !plans[place].isText { plans[place].memory = memory }
  }
}

/// What one pass over one chunk found out. The C arrays it owns are given back when it goes.
final class CSVChunkResult: @unchecked Sendable {
  var needs: [UInt32]
  var exceptions: [ck_csv_exceptions]
  var words: [ck_csv_words]
  var ragged = ck_csv_ragged(
    short_rows: 0, short_at: (0, 0, 0, 0, 0, 0, 0, 0), padded_rows: 0, long_at: .max, long_cells: 0)

  init(columns: Int) {
    needs = Array(repeating: 0, count: columns)
    exceptions = Array(repeating: ck_csv_exceptions(), count: columns)
    words = Array(repeating: ck_csv_words(), count: columns)
  }

  deinit {
    for index in exceptions.indices { free(exceptions[index].items) }
    for index in words.indices { ck_csv_words_end(&words[index]) }
  }

  func exceptions(of column: Int) -> UnsafeBufferPointer<ck_csv_exception> {
    UnsafeBufferPointer(
      start: exceptions[column].items, count: Int(min(exceptions[column].count, exceptions[column].limit)))
  }
}

extension CSVReader {
  mutating func typedColumns() throws(Fault) -> [Column] {
    var plans = samplePlans()
    var reading = CSVReading(columnCount)
    var left = Array(0..<columnCount)
    var isFirst = true
    while !left.isEmpty {
      CSVColumnPlan.allocate(&plans, left, rows: rowCount)
      let results = pass(over: left, plans)
      if isFirst { try noteRagged(results) }
      isFirst = false
      var again: [Int] = []
      for column in left {
        if let need = needBeyond(plans[column], column, results)
          ?? exceptionsNeed(plans[column], column, results, &reading)
        {
          plans[column].need = need
          again.append(column)
        } else {
          reading.keep(column, plans[column], results)
        }
      }
      left = again
    }
    return try columns(reading)
  }

  /// What each column is taken for at first, from rows at several spots of the file.
  func samplePlans() -> [CSVColumnPlan] {
    var probes = Array(repeating: ck_csv_probe_result(), count: columnCount)
    var ragged = ck_csv_ragged()
    let spots = min(chunks.count, 8)
    for spot in 0..<spots {
      let chunk = chunks[spot * chunks.count / spots]
      guard chunk.rowCount > 0 else { continue }
      forBlocks(
        of: chunk.start..<chunk.end, ragged: &ragged, mostRows: spot == 0 ? tuning.sampleRows : tuning.sampleRows / 8
      ) { block, _ in
        for column in probes.indices { ck_csv_probe(&block, column, &probes[column]) }
      }
    }
    return probes.map { probe in
      let isText = probe.other * 8 > probe.filled
      return CSVColumnPlan(need: isText ? CK_CSV_TEXTS.rawValue : max(probe.need, CK_CSV_BYTES.rawValue))
    }
  }

  private mutating func noteRagged(_ results: [CSVChunkResult]) throws(Fault) {
    if let long = results.first(where: { $0.ragged.long_at != .max })?.ragged {
      throw Fault(
        CSVFault.rowTooLong, at: Place(file: path, line: place(of: Int(long.long_at)).line),
        ["cells": .integer(Int(long.long_cells)), "columns": .integer(columnCount)])
    }
    let count = results.reduce(0) { $0 + Int($1.ragged.short_rows) }
    if count > 0 {
      var offsets: [Int] = []
      for result in results where offsets.count < 8 {
        let kept = min(Int(result.ragged.short_rows), 8 - offsets.count)
        withUnsafeBytes(of: result.ragged.short_at) { bytes in
          offsets += bytes.bindMemory(to: UInt64.self).prefix(kept).map(Int.init)
        }
      }
      let lines = offsets.map { place(of: $0).line! }
      caveats.append(
        Caveat(
          CSVCaveat.shortRows, at: Place(file: path, line: lines[0]),
          ["rows": .integer(count), "columns": .integer(columnCount), "lines": .list(lines.map(String.init))]))
    }
    let padded = results.reduce(0) { $0 + Int($1.ragged.padded_rows) }
    if padded > 0 {
      caveats.append(Caveat(CSVCaveat.extraEmptyCells, at: Place(file: path), ["rows": .integer(padded)]))
    }
  }

  /// What a column of numbers needs where its plan is too narrow, `nil` if the plan holds.
  private func needBeyond(_ plan: CSVColumnPlan, _ column: Int, _ results: [CSVChunkResult]) -> UInt32? {
    if plan.isText { return nil }
    if results.contains(where: { $0.exceptions[column].count > $0.exceptions[column].limit }) {
      return CK_CSV_TEXTS.rawValue
    }
    let need = results.reduce(0) { max($0, $1.needs[column]) }
    return need > plan.need ? need : nil
  }

  /// Looks at the cells of a column of numbers that are no plain ones. Texts make it a column of texts.
  private func exceptionsNeed(
    _ plan: CSVColumnPlan, _ column: Int, _ results: [CSVChunkResult], _ reading: inout CSVReading
  ) -> UInt32? {
    if plan.isText { return nil }
    var cellReader = CellReader()
    var marks = TextCounts()
    for result in results {
      for exception in result.exceptions(of: column) {
        let text = contents(of: exception)
        switch cellReader.meaning(of: text) {
        case .nothing: continue
        case .notAvailable: marks.add(String(decoding: text, as: UTF8.self), 1)
        case .whole(let value):
          guard put(value, plan, Int(exception.row)) else { return CK_CSV_TEXTS.rawValue }
        case .real(let value):
          guard plan.need == CK_CSV_REALS.rawValue else { return CK_CSV_TEXTS.rawValue }
          (plan.memory!.base + plan.offset).storeBytes(of: value, toByteOffset: Int(exception.row) * 8, as: Double.self)
        default: return CK_CSV_TEXTS.rawValue
        }
      }
    }
    // Marks for "not there" among nothing but empty cells are the only answers there are.
    if !marks.isEmpty, isEmpty(plan) { return CK_CSV_TEXTS.rawValue }
    reading.marks[column] = marks
    reading.isFullWidth[column] = cellReader.sawFullWidth
    return nil
  }

  private func isEmpty(_ plan: CSVColumnPlan) -> Bool {
    let column = Column(name: "", values: plan.values(rows: rowCount))
    return column.missingCounts()[0] == rowCount
  }

  private func put(_ value: Int64, _ plan: CSVColumnPlan, _ row: Int) -> Bool {
    let cells = plan.memory!.base + plan.offset
    switch plan.need {
    case CK_CSV_BYTES.rawValue:
      guard value >= Int64(Integers.leastByte), value <= Int64(Int8.max) else { return false }
      cells.storeBytes(of: Int8(value), toByteOffset: row, as: Int8.self)
    case CK_CSV_SHORTS.rawValue:
      guard value >= Int64(Integers.leastShort), value <= Int64(Int16.max) else { return false }
      cells.storeBytes(of: Int16(value), toByteOffset: row * 2, as: Int16.self)
    case CK_CSV_WORDS.rawValue:
      guard value >= Int64(Integers.leastWord), value <= Int64(Int32.max) else { return false }
      cells.storeBytes(of: Int32(value), toByteOffset: row * 4, as: Int32.self)
    case CK_CSV_LONGS.rawValue: cells.storeBytes(of: value, toByteOffset: row * 8, as: Int64.self)
    default: cells.storeBytes(of: Double(value), toByteOffset: row * 8, as: Double.self)
    }
    return true
  }

  private func contents(of exception: ck_csv_exception) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes.base + Int(exception.offset), count: Int(exception.length)).withoutQuotes
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// What stands in a cell, without its quotes. Doubled quotes inside stay doubled: no number has any.
  var withoutQuotes: UnsafeBufferPointer<UInt8> {
    guard first == UInt8(ascii: "\""), let end = lastIndex(of: UInt8(ascii: "\"")), end > 0 else { return self }
    return UnsafeBufferPointer(rebasing: self[1..<end])
  }
}

extension CSVColumnPlan {
  /// The cells as they stand in memory.
  func values(rows: Int) -> Column.Values {
    switch need {
    case CK_CSV_BYTES.rawValue: .integer(.bytes(cells(Int8.self, count: rows)))
    case CK_CSV_SHORTS.rawValue: .integer(.shorts(cells(Int16.self, count: rows)))
    case CK_CSV_WORDS.rawValue: .integer(.words(cells(Int32.self, count: rows)))
    case CK_CSV_LONGS.rawValue: .integer(.longs(cells(Int64.self, count: rows)))
    default: .real(cells(Double.self, count: rows))
    }
  }
}

/// How often each of a few texts occurs, in order of first appearance.
struct TextCounts: Sendable {
  private(set) var texts: [String] = []
  private(set) var counts: [Int] = []

  var isEmpty: Bool { texts.isEmpty }

  mutating func add(_ text: String, _ count: Int) {
    if let place = texts.firstIndex(of: text) {
      counts[place] += count
    } else {
      texts.append(text)
      counts.append(count)
    }
  }
}
