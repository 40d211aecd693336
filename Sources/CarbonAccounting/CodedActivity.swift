import EmissionFactors
import Evidence
import NumericalMethods
import Tables

/// Activity records as numbers: for each row the cell it belongs to (an enterprise in a year), what it says, and its quantity.
struct CodedActivity: Sendable {
  let entities: [String]
  /// In ascending order.
  let years: [Int]
  /// What records say besides enterprise and quantity; `nil` at 0, which stands for rows that are left out, and where no
  /// record has the number.
  let keys: [RecordKey?]
  /// Enterprise × number of years + year.
  var cells: Cells<UInt32>
  /// The place in ``keys``.
  var codes: Cells<UInt32>
  /// In the unit of the record; 0 where a row is left out.
  var quantities: Cells<Double>
  /// The rows that are left out for what stands in them, in order.
  var problems: [Int: RecordProblem]
  /// The rows without a quantity that were kept for filling.
  var gaps: [Int]

  var cellCount: Int { entities.count * max(years.count, 1) }
  func cell(entity: Int, year: Int) -> Int { entity * max(years.count, 1) + year }
  func year(ofCell cell: Int) -> Int? { years.isEmpty ? nil : years[cell % years.count] }
  func entity(ofCell cell: Int) -> String { entities[cell / max(years.count, 1)] }

  /// For an account that keeps no record.
  init(withoutRowsOf entities: [String], years: [Int]) {
    self.entities = entities
    self.years = years
    keys = []
    cells = Cells(count: 0) { _ in }
    codes = Cells(count: 0) { _ in }
    quantities = Cells(count: 0) { _ in }
    problems = [:]
    gaps = []
  }

  init(_ coder: ActivityCoder, threads: Int) {
    entities = coder.entities
    years = coder.years
    let (rows, shape, isNarrow) = (coder.rows, coder.shape, coder.isNarrow)
    let memory = Memory(byteCount: max(rows, 1) * 8)
    let output = Output(
      cells: memory.base.bindMemory(to: UInt32.self, capacity: rows),
      codes: (memory.base + rows * 4).bindMemory(to: UInt32.self, capacity: rows))
    var wide = [Int64](repeating: 0, count: isNarrow ? 0 : rows)
    let found = wide.withUnsafeMutableBufferPointer { wide -> [ActivityCoder.Stretch] in
      let wideOutput = WideOutput(joints: isNarrow ? nil : wide.baseAddress)
      return Parallel.mapChunks(of: rows, by: Self.stretch(rows: rows), threads: threads) { range in
        coder.code(range) { block in
          ActivityCoder.Places(
            cells: output.cells + block.lowerBound, codes: output.codes + block.lowerBound,
            joints: wideOutput.joints.map { $0 + block.lowerBound })
        }
      }
    }
    cells = Cells(in: memory, count: rows)
    codes = Cells(in: memory, offset: rows * 4, count: rows)
    var problems: [Int: RecordProblem] = [:]
    var gaps: [Int] = []
    for stretch in found {
      for (row, problem) in stretch.problems { problems[row] = problem }
      gaps += stretch.gaps
    }
    self.problems = problems
    self.gaps = gaps

    var joints: [Int64]
    if isNarrow {
      joints = (0..<shape.size).map { joint in found.contains { $0.isSeen[joint] } ? Int64(joint) : -1 }
    } else {
      joints = Set(wide.lazy.filter { $0 >= 0 }).sorted()
      var numbers: [Int64: UInt32] = [:]
      for (index, joint) in joints.enumerated() { numbers[joint] = UInt32(index + 1) }
      for row in 0..<rows where wide[row] >= 0 { output.codes[row] = numbers[wide[row]]! }
    }
    keys = [nil] + joints.map { $0 < 0 ? nil : coder.key(of: $0) }
    if problems.isEmpty && gaps.isEmpty, let cells = coder.numbers.cells {
      quantities = cells
    } else {
      quantities = Cells(count: rows) { target in
        for row in 0..<rows {
          let quantity = coder.numbers[row]
          target[row] = quantity.isFinite ? quantity : 0
        }
      }
    }
  }
}

extension CodedActivity {
  /// Rows a thread takes at a time.
  /// A stretch fills whole large pages, so that two threads do not both clear the same one.
  fileprivate static func stretch(rows: Int) -> Int { rows >= 1 << 22 ? 1 << 19 : 1 << 17 }
}

/// Where the threads write, each at its own rows.
private struct Output: @unchecked Sendable {
  let cells: UnsafeMutablePointer<UInt32>
  let codes: UnsafeMutablePointer<UInt32>
}

private struct WideOutput: @unchecked Sendable {
  let joints: UnsafeMutablePointer<Int64>?
}
