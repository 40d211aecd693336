import Evidence
import Tables

/// How often each answer to one question meets each answer to another.
///
/// Categories nobody chose stay in the table; they leave the degrees of freedom. Counts are whole numbers of rows, or
/// sums of weights.
///
///     let table = try ContingencyTable(typed: "12,3;4,9")
///     table[0, 1]              // 3
///     table.degreesOfFreedom   // 1
public struct ContingencyTable: Sendable, Hashable {
  /// One of the two questions.
  public struct Variable: Sendable, Hashable {
    public var name: String
    public var label: Label
    public var levels: [Level]
    /// The number each category stands for in tests of trend.
    public var scores: [Double]
    /// Whether the order of the levels was declared.
    public var isOrdered: Bool

    /// Scores default to the values of the levels where all are numbers, else to 1, 2, 3 …
    public init(
      name: String, label: Label = Label(), levels: [Level], scores: [Double]? = nil, isOrdered: Bool = false
    ) {
      let numbers = levels.compactMap(\.value.number)
      self.name = name
      self.label = label
      self.levels = levels
      self.scores = scores ?? (numbers.count == levels.count ? numbers : levels.indices.map { Double($0 + 1) })
      self.isOrdered = isOrdered
    }

    /// Categories 1, 2, 3 … without names of their own.
    public init(name: String, count: Int) {
      self.init(name: name, levels: (0..<count).map { Level(.integer($0 + 1)) })
    }

    public init(_ categories: Categories) {
      self.init(
        name: categories.name, label: categories.label, levels: categories.levels, scores: categories.scores,
        isOrdered: categories.isOrdered)
    }

    /// Whether the categories have no order of their own: texts whose order nobody declared.
    public var isNominal: Bool { !isOrdered && levels.contains { $0.value.number == nil } }

    func keeping(_ places: [Int]) -> Variable {
      var copy = self
      copy.levels = places.map { levels[$0] }
      copy.scores = places.map { scores[$0] }
      return copy
    }
  }

  /// The rows of the file that are not in the table.
  public struct Excluded: Sendable, Hashable {
    public var count = 0
    /// How many rows lack the first question, by reason; a row that lacks both is counted under both.
    public var rowReasons: [MissingReason: Int] = [:]
    public var columnReasons: [MissingReason: Int] = [:]
    /// Rows left out because their weight or frequency is missing.
    public var withoutWeight = 0

    public init() {}
  }

  public let rows: Variable
  public let columns: Variable
  /// The counts row by row. Whole numbers unless ``isWeighted``.
  public let counts: [Double]
  /// Whether the counts are sums of weights and not numbers of rows.
  public let isWeighted: Bool
  /// How many respondents are behind the counts; with a column of frequencies, their sum.
  public let respondents: Int
  public let excluded: Excluded
  public let rowTotals: [Double]
  public let columnTotals: [Double]
  public let total: Double

  /// A table of whole counts given row by row.
  public init(
    rows: Variable, columns: Variable, counts: [Int], excluded: Excluded = Excluded()
  ) throws(Fault) {
    var sum = 0
    for (index, count) in counts.enumerated() {
      if count < 0 { throw Self.negative(Double(count), index, rows, columns) }
      let (partial, overflow) = sum.addingReportingOverflow(count)
      if overflow || partial > Self.largestTotal { throw Fault(CrosstabFault.countsTooLarge) }
      sum = partial
    }
    try self.init(
      rows: rows, columns: columns, cells: counts.map(Double.init), isWeighted: false, respondents: sum,
      excluded: excluded)
  }

  /// A table of sums of weights given row by row, behind which stand `respondents` people.
  public init(
    rows: Variable, columns: Variable, weighted counts: [Double], respondents: Int, excluded: Excluded = Excluded()
  ) throws(Fault) {
    for (index, count) in counts.enumerated() where !(count >= 0 && count.isFinite) {
      throw Self.negative(count, index, rows, columns)
    }
    try self.init(
      rows: rows, columns: columns, cells: counts, isWeighted: true, respondents: respondents, excluded: excluded)
  }

  /// The largest total whose every part a double holds exactly.
  package static let largestTotal = 1 << 53

  private static func negative(_ count: Double, _ index: Int, _ rows: Variable, _ columns: Variable) -> Fault {
    let width = max(columns.levels.count, 1)
    return Fault(
      CrosstabFault.negativeCount,
      ["count": .number(count), "row": .integer(index / width + 1), "column": .integer(index % width + 1)])
  }

  private init(
    rows: Variable, columns: Variable, cells: [Double], isWeighted: Bool, respondents: Int, excluded: Excluded
  ) throws(Fault) {
    let height = rows.levels.count
    let width = columns.levels.count
    guard cells.count == height * width, rows.scores.count == height, columns.scores.count == width else {
      throw Fault(
        CrosstabFault.unequalShape,
        ["cells": .integer(cells.count), "rows": .integer(height), "columns": .integer(width)])
    }
    var rowTotals = [Double](repeating: 0, count: height)
    var columnTotals = [Double](repeating: 0, count: width)
    for row in 0..<height {
      for column in 0..<width {
        let cell = cells[row * width + column]
        rowTotals[row] += cell
        columnTotals[column] += cell
      }
    }
    self.rows = rows
    self.columns = columns
    self.counts = cells
    self.isWeighted = isWeighted
    self.respondents = respondents
    self.excluded = excluded
    self.rowTotals = rowTotals
    self.columnTotals = columnTotals
    self.total = rowTotals.reduce(0, +)
  }
}

extension ContingencyTable {
  public var rowCount: Int { rows.levels.count }
  public var columnCount: Int { columns.levels.count }

  public subscript(row: Int, column: Int) -> Double { counts[row * columnCount + column] }

  /// The counts as whole numbers; `nil` if they are sums of weights.
  public var wholeCounts: [Int]? { isWeighted ? nil : counts.map { Int($0) } }

  /// The places of the rows somebody is in.
  public var occupiedRows: [Int] { rowTotals.indices.filter { rowTotals[$0] > 0 } }
  /// The places of the columns somebody is in.
  public var occupiedColumns: [Int] { columnTotals.indices.filter { columnTotals[$0] > 0 } }

  public var hasEmptyCategories: Bool { rowTotals.contains(0) || columnTotals.contains(0) }

  /// (rows − 1)(columns − 1), of the rows and columns somebody is in.
  public var degreesOfFreedom: Int { max(occupiedRows.count - 1, 0) * max(occupiedColumns.count - 1, 0) }

  /// Whether the table has two rows and two columns, occupied or not.
  public var isTwoByTwo: Bool { rowCount == 2 && columnCount == 2 }

  /// The table without the rows and columns nobody is in.
  ///
  ///     try ContingencyTable(typed: "3,0,4;1,0,2").droppingEmptyCategories().columnCount   // 2
  public func droppingEmptyCategories() -> ContingencyTable {
    hasEmptyCategories ? keeping(rows: occupiedRows, columns: occupiedColumns) : self
  }

  /// The table with rows and columns exchanged.
  public var transposed: ContingencyTable {
    var cells: [Double] = []
    cells.reserveCapacity(counts.count)
    for column in 0..<columnCount {
      for row in 0..<rowCount { cells.append(self[row, column]) }
    }
    var exchanged = excluded
    exchanged.rowReasons = excluded.columnReasons
    exchanged.columnReasons = excluded.rowReasons
    return remade(rows: columns, columns: rows, cells: cells, excluded: exchanged)
  }

  /// The table of some rows and columns, in the order given.
  public func keeping(rows keptRows: [Int], columns keptColumns: [Int]) -> ContingencyTable {
    var cells: [Double] = []
    cells.reserveCapacity(keptRows.count * keptColumns.count)
    for row in keptRows {
      for column in keptColumns { cells.append(self[row, column]) }
    }
    return remade(
      rows: rows.keeping(keptRows), columns: columns.keeping(keptColumns), cells: cells, excluded: excluded)
  }

  /// The table with other numbers for its categories in tests of trend.
  public func scored(rows rowScores: [Double]? = nil, columns columnScores: [Double]? = nil) throws(Fault)
    -> ContingencyTable
  {
    var copies = (rows, columns)
    if let rowScores { copies.0.scores = try Self.checked(rowScores, for: rows) }
    if let columnScores { copies.1.scores = try Self.checked(columnScores, for: columns) }
    return remade(rows: copies.0, columns: copies.1, cells: counts, excluded: excluded)
  }

  private static func checked(_ scores: [Double], for variable: Variable) throws(Fault) -> [Double] {
    guard scores.count == variable.levels.count, scores.allSatisfy(\.isFinite) else {
      throw Fault(
        CrosstabFault.scoreCount,
        [
          "variable": .text(variable.name), "scores": .integer(scores.count),
          "categories": .integer(variable.levels.count),
        ])
    }
    return scores
  }

  /// A table whose parts are known to be sound because they come from a sound table.
  private func remade(
    rows: Variable, columns: Variable, cells: [Double], excluded: Excluded
  ) -> ContingencyTable {
    let kept =
      isWeighted || cells.count == counts.count
      ? respondents : Int(cells.reduce(0, +))
    do {
      return try ContingencyTable(
        rows: rows, columns: columns, cells: cells, isWeighted: isWeighted, respondents: kept, excluded: excluded)
    } catch {
      preconditionFailure("a sound table cannot become unsound by moving its cells")
    }
  }
}
