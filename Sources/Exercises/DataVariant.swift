import Evidence
import NumericalMethods

/// How the data of an exercise are drawn anew for a student.
package enum DataVariant: Sendable, Hashable {
  /// Rows with replacement.
  case rows
  /// Whole clusters with replacement; a second copy gets an id of its own.
  case clusters(column: String)
  /// Counts from the multinomial distribution with the shares of the file.
  case counts(column: String)
  /// Four of five, without replacement: records of activities must not be there twice.
  case part(column: String)

  /// Which of two wishes for one file is the more particular.
  private var rank: Int {
    switch self {
    case .rows: 0
    case .part: 1
    case .clusters: 2
    case .counts: 3
    }
  }

  package func merged(with other: DataVariant) -> DataVariant { other.rank > rank ? other : self }

  /// The file drawn anew.
  ///
  /// - Throws: A fault where the bytes are no CSV, or have not the column.
  package func drawn(_ bytes: [UInt8], name: String, by generator: inout SeededGenerator) throws(Fault) -> [UInt8] {
    guard let records = DelimitedRecords(bytes), !records.records.isEmpty else {
      throw Fault(ExerciseFault.notCSV, ["file": .text(name)])
    }
    func place(_ column: String) throws(Fault) -> Int {
      guard let place = records.column(column) else {
        throw Fault(ExerciseFault.noColumn, ["file": .text(name), "column": .text(column)])
      }
      return place
    }
    switch self {
    case .rows:
      let count = records.records.count
      let drawn = (0..<count).map { _ in generator.integer(below: count) }.sorted()
      return records.file(drawn.map { records.records[$0] })
    case .clusters(let column): return Self.clusters(records, try place(column), &generator)
    case .part(let column): return Self.part(records, try place(column), &generator)
    case .counts(let column): return try Self.counts(records, try place(column), name, &generator)
    }
  }

  /// The rows of each value of a column, values in the order in which they come first.
  private static func groups(_ records: DelimitedRecords, _ column: Int) -> [(id: String, rows: [Int])] {
    var places: [String: Int] = [:]
    var groups: [(id: String, rows: [Int])] = []
    for row in records.records.indices {
      let id = records.value(column, of: row)
      if let place = places[id] {
        groups[place].rows.append(row)
      } else {
        places[id] = groups.count
        groups.append((id, [row]))
      }
    }
    return groups
  }

  private static func clusters(
    _ records: DelimitedRecords, _ column: Int, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    let groups = groups(records, column)
    var copies = [Int](repeating: 0, count: groups.count)
    for _ in groups { copies[generator.integer(below: groups.count)] += 1 }
    // Ids that are numbers stay numbers.
    let numbers = groups.compactMap { Int($0.id) }
    let isNumeric = numbers.count == groups.count && (numbers.max() ?? 0) < 1_000_000_000
    var step = 1
    while isNumeric, step <= (numbers.map(abs).max() ?? 0) { step *= 10 }
    var drawn: [String] = []
    for (group, count) in zip(groups, copies) {
      for copy in 0..<count {
        let id =
          copy == 0 ? group.id : isNumeric ? String(Int(group.id)! + copy * step) : "\(group.id)-\(copy + 1)"
        drawn += group.rows.map { copy == 0 ? records.records[$0] : records.record($0, setting: column, to: id) }
      }
    }
    return records.file(drawn)
  }

  private static func part(
    _ records: DelimitedRecords, _ column: Int, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    let groups = groups(records, column)
    let kept = Set(generator.permutation(of: groups.count).prefix(max(1, groups.count * 4 / 5)))
    let rows = groups.indices.filter { kept.contains($0) }.flatMap { groups[$0].rows }.sorted()
    return records.file(rows.map { records.records[$0] })
  }

  /// More cases than are drawn one by one.
  private static let mostCases = 5_000_000

  private static func counts(
    _ records: DelimitedRecords, _ column: Int, _ name: String, _ generator: inout SeededGenerator
  ) throws(Fault) -> [UInt8] {
    var ends: [Int] = []
    var total = 0
    for row in records.records.indices {
      let text = records.value(column, of: row).trimmed
      guard let count = Int(text), count >= 0, count <= mostCases else {
        throw Fault(ExerciseFault.noCounts, ["file": .text(name), "column": .text(records.header[column])])
      }
      total += count
      ends.append(total)
    }
    guard (1...mostCases).contains(total) else {
      throw Fault(ExerciseFault.noCounts, ["file": .text(name), "column": .text(records.header[column])])
    }
    var drawn = [Int](repeating: 0, count: ends.count)
    for _ in 0..<total {
      let chosen = generator.integer(below: total)
      var (low, high) = (0, ends.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] > chosen { high = middle } else { low = middle + 1 }
      }
      drawn[low] += 1
    }
    return records.file(drawn.indices.map { records.record($0, setting: column, to: String(drawn[$0])) })
  }
}
