import Evidence
import Tables

extension ContingencyTable {
  /// How often the answers to two questions meet. Rows that lack either are left out and counted by reason.
  ///
  /// - Complexity: O(*rows* of the file).
  public init(rows: Categories, columns: Categories) throws(Fault) {
    let pairs = PairCounts(rows, columns) { _ in 1 }
    try self.init(
      rows: Variable(rows), columns: Variable(columns), counts: pairs.cells, excluded: pairs.excluded)
  }

  /// The same where each row of the file stands for several respondents: a column of whole counts.
  public init(rows: Categories, columns: Categories, frequencies: Column) throws(Fault) {
    var counts: [Int?] = []
    counts.reserveCapacity(frequencies.count)
    var sum = 0.0
    for row in 0..<frequencies.count {
      guard let number = frequencies.number(at: row) else {
        counts.append(nil)
        continue
      }
      guard number >= 0, number.rounded() == number, number <= Double(Self.largestTotal) else {
        throw Fault(
          CrosstabFault.fractionalFrequency,
          ["column": .text(frequencies.name), "value": .number(number), "row": .integer(row + 1)])
      }
      sum += number
      if sum > Double(Self.largestTotal) { throw Fault(CrosstabFault.countsTooLarge) }
      counts.append(Int(number))
    }
    if !counts.isEmpty, counts.allSatisfy({ $0 == nil }) {
      throw Fault(CrosstabFault.noFrequencies, ["column": .text(frequencies.name)])
    }
    let pairs = PairCounts(rows, columns) { counts[$0] }
    try self.init(
      rows: Variable(rows), columns: Variable(columns), counts: pairs.cells, excluded: pairs.excluded)
  }

  /// The same with a weight for every row; a missing weight (NaN) leaves the row out. Weights of zero count as rows.
  public init(rows: Categories, columns: Categories, weights: [Double]) throws(Fault) {
    for (row, weight) in weights.enumerated() where weight < 0 || weight.isInfinite {
      throw Fault(CrosstabFault.negativeWeight, ["value": .number(weight), "row": .integer(row + 1)])
    }
    var cells = [Double](repeating: 0, count: rows.levels.count * columns.levels.count)
    let width = columns.levels.count
    var respondents = 0
    let pairs = PairCounts(rows, columns) { weights[$0].isNaN ? nil : 1 }
    for row in 0..<rows.codes.count where !weights[row].isNaN {
      let first = rows.codes[row]
      let second = columns.codes[row]
      if first < 0 || second < 0 { continue }
      cells[Int(first) * width + Int(second)] += weights[row]
      respondents += 1
    }
    try self.init(
      rows: Variable(rows), columns: Variable(columns), weighted: cells, respondents: respondents,
      excluded: pairs.excluded)
    if respondents > 0, total == 0 { throw Fault(CrosstabFault.zeroWeights) }
  }

  /// One table for every answer to a third question, in the order of its levels.
  public static func layers(
    rows: Categories, columns: Categories, by layer: Categories
  ) throws(Fault) -> [ContingencyTable] {
    var tables: [ContingencyTable] = []
    for place in layer.levels.indices {
      let pairs = PairCounts(rows, columns) { layer.codes[$0] == Int32(place) ? 1 : 0 }
      tables.append(
        try ContingencyTable(rows: Variable(rows), columns: Variable(columns), counts: pairs.cells))
    }
    return tables
  }
}

/// The counts of every pair of places, missing ones included.
private struct PairCounts {
  var cells: [Int]
  var excluded = ContingencyTable.Excluded()

  /// A multiplicity of `nil` leaves the row out as one without weight.
  init(_ rows: Categories, _ columns: Categories, multiplicity: (Int) -> Int?) {
    precondition(rows.codes.count == columns.codes.count, "both questions come from one table")
    let width = columns.levels.count
    cells = [Int](repeating: 0, count: rows.levels.count * width)
    var slots = ([Int](repeating: 0, count: rows.missing.count), [Int](repeating: 0, count: columns.missing.count))
    let firstPlaces = rows.codes.places()
    let secondPlaces = columns.codes.places()
    for row in firstPlaces.indices {
      guard let times = multiplicity(row) else {
        excluded.withoutWeight += 1
        excluded.count += 1
        continue
      }
      let first = Int(firstPlaces[row])
      let second = Int(secondPlaces[row])
      if first >= 0, second >= 0 {
        cells[first * width + second] &+= times
      } else {
        excluded.count += times
        if first < 0 { slots.0[-1 - first] += times }
        if second < 0 { slots.1[-1 - second] += times }
      }
    }
    for (slot, count) in slots.0.enumerated() where count > 0 {
      excluded.rowReasons[rows.missing[slot].reason, default: 0] += count
    }
    for (slot, count) in slots.1.enumerated() where count > 0 {
      excluded.columnReasons[columns.missing[slot].reason, default: 0] += count
    }
  }
}
