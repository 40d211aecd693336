import CKernels
import Evidence
import NumericalMethods
import Tables

/// What the passes have brought together, column by column.
struct CSVReading: Sendable {
  var plans: [CSVColumnPlan?]
  /// The chunks' results in which the words of a column lie.
  var results: [[CSVChunkResult]]
  /// Marks for "not there" among numbers.
  var marks: [TextCounts]
  var isFullWidth: [Bool]

  init(_ columns: Int) {
    plans = Array(repeating: nil, count: columns)
    results = Array(repeating: [], count: columns)
    marks = Array(repeating: TextCounts(), count: columns)
    isFullWidth = Array(repeating: false, count: columns)
  }

  mutating func keep(_ column: Int, _ plan: CSVColumnPlan, _ results: [CSVChunkResult]) {
    plans[column] = plan
    if plan.isText { self.results[column] = results }
  }
}

/// A column that is done, with what must be said about it.
struct CSVColumn: Sendable {
  var values: Column.Values
  var marks = TextCounts()
  var isFullWidth = false
  var commas: Commas?
  /// The first text among many numbers.
  var stray: Stray?
  var percentages: Stray?
  /// Where text was met that is not UTF-8.
  var undecodable: Int?

  enum Commas: Sendable { case decimal, thousands, ambiguous }

  struct Stray: Sendable {
    let text: String
    let offset: Int?
    let count: Int
    let numbers: Int
  }
}

extension CSVReader {
  /// The columns of the table, and the caveats about them in the order of the columns.
  mutating func columns(_ reading: CSVReading) throws(Fault) -> [Column] {
    let reader = self
    let resolved = Parallel.map(columnCount, threads: options.threads) { place in
      let plan = reading.plans[place]!
      if plan.isText {
        return CSVWords(reader, place, reading.results[place]).column()
      }
      var column = CSVColumn(values: plan.values(rows: reader.rowCount))
      column.marks = reading.marks[place]
      column.isFullWidth = reading.isFullWidth[place]
      if case .real(let cells) = column.values, let whole = Integers(wholeNumbersIn: cells) {
        column.values = .integer(whole)
      }
      return column
    }
    if let offset = resolved.compactMap(\.undecodable).min() {
      throw Fault(CSVFault.undecodable, at: place(of: offset), ["encoding": "UTF-8"])
    }
    for (place, column) in resolved.enumerated() { note(column, header.names[place]) }
    noteTogether(resolved)
    return resolved.enumerated().map { place, column in
      Column(name: header.names[place], label: header.labels[place], values: column.values)
    }
  }

  private mutating func note(_ column: CSVColumn, _ name: String) {
    if !column.marks.isEmpty {
      let shown = zip(column.marks.texts, column.marks.counts).map { "\($0) × \($1)" }
      caveats.append(
        Caveat(
          CSVCaveat.notAvailableMarks, at: Place(file: path),
          ["column": .text(name), "marks": .list(shown), "count": .integer(column.marks.counts.reduce(0, +))]))
    }
    if let stray = column.stray { caveats.append(caveat(CSVCaveat.textAmongNumbers, stray, name)) }
    if let stray = column.percentages { caveats.append(caveat(CSVCaveat.percentages, stray, name)) }
  }

  private func caveat(_ code: CSVCaveat, _ stray: CSVColumn.Stray, _ name: String) -> Caveat {
    Caveat(
      code, at: stray.offset.map { place(of: $0) } ?? Place(file: path),
      [
        "column": .text(name), "text": .text(stray.text), "count": .integer(stray.count),
        "numbers": .integer(stray.numbers),
      ])
  }

  /// What concerns several columns alike is said once.
  private mutating func noteTogether(_ columns: [CSVColumn]) {
    let groups: [(CSVCaveat, (CSVColumn) -> Bool)] = [
      (.fullWidthNumbers, { $0.isFullWidth }), (.decimalCommas, { $0.commas == .decimal }),
      (.thousandsSeparators, { $0.commas == .thousands }), (.ambiguousCommas, { $0.commas == .ambiguous }),
    ]
    for (code, applies) in groups {
      let names = columns.indices.filter { applies(columns[$0]) }.map { header.names[$0] }
      if !names.isEmpty { caveats.append(Caveat(code, at: Place(file: path), ["columns": .list(names)])) }
    }
  }
}

extension Integers {
  /// The integers that reals are in all but name, such as codes a program wrote as `4.0`. `nil` if some real is none.
  init?(wholeNumbersIn cells: Cells<Double>) {
    let whole = cells.withBuffer { $0.allSatisfy { $0.isNaN || ($0.rounded() == $0 && abs($0) < 9e15) } }
    guard whole else { return nil }
    self = cells.withBuffer { buffer in
      Integers(
        buffer.map { $0.isNaN ? 0 : Int64($0) }, slots: buffer.map { $0.isNaN ? 0 : -1 }, missingCount: 1)
    }
  }
}
