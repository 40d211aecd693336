import Evidence

/// Rows of answers in named, typed columns.
public struct Table: Sendable {
  /// What the table is called: the file's name without its ending, a sheet, a database table.
  public var name: String
  public var label = Label()
  public private(set) var columns: [Column]
  public let rowCount: Int
  /// Questions that allow several answers, over columns of this table.
  public var responseSets: [MultipleResponseSet] = []
  /// The row of the file each row came from, counted from 0; `nil` while the table holds every row in its order.
  public private(set) var originalRows: [Int32]?

  private var places: [String: Int] = [:]

  /// A table of columns of one length and with different names.
  public init(name: String, columns: [Column], rowCount: Int? = nil) throws(Fault) {
    self.name = name
    self.columns = []
    self.rowCount = rowCount ?? columns.first?.count ?? 0
    self.columns.reserveCapacity(columns.count)
    for column in columns { try append(column) }
  }

  /// The column of that exact name.
  public subscript(name: String) -> Column? {
    places[name].map { columns[$0] }
  }

  public func place(of name: String) -> Int? { places[name] }

  public mutating func append(_ column: Column) throws(Fault) {
    guard column.count == rowCount else {
      throw Fault(
        TableFault.unequalColumnLengths,
        ["column": .text(column.name), "rows": .integer(column.count), "expected": .integer(rowCount)])
    }
    guard places[column.name] == nil else {
      throw Fault(TableFault.duplicateColumnName, ["column": .text(column.name)])
    }
    places[column.name] = columns.count
    columns.append(column)
  }

  /// Puts `column` where the one of its name stands.
  public mutating func replace(_ column: Column) {
    precondition(column.count == rowCount)
    guard let place = places[column.name] else { preconditionFailure("no column of that name") }
    columns[place] = column
  }

  /// The table without some of its columns. Response sets that lose a member go too.
  public func keepingColumns(_ isKept: (Column) -> Bool) -> Table {
    var copy = self
    copy.columns = columns.filter(isKept)
    copy.places = Dictionary(uniqueKeysWithValues: copy.columns.enumerated().map { ($1.name, $0) })
    copy.responseSets = responseSets.filter { $0.members.allSatisfy { copy.places[$0] != nil } }
    return copy
  }

  /// The same rows with other columns in place of all of these. Response sets that lose a member go.
  public func replacingColumns(by columns: [Column]) throws(Fault) -> Table {
    var copy = try Table(name: name, columns: columns, rowCount: rowCount)
    copy.label = label
    copy.originalRows = originalRows
    copy.responseSets = responseSets.filter { set in set.members.allSatisfy { copy.places[$0] != nil } }
    return copy
  }

  /// The rows at `rows`, in that order; each remembers which row of the file it was.
  public func gathered(_ rows: [Int32]) -> Table {
    var copy = Table(gathering: self, rowCount: rows.count)
    copy.columns = columns.map { $0.gathered(rows) }
    copy.originalRows = originalRows.map { original in rows.map { original[Int($0)] } } ?? rows
    return copy
  }

  private init(gathering table: Table, rowCount: Int) {
    name = table.name
    label = table.label
    columns = []
    self.rowCount = rowCount
    responseSets = table.responseSets
    places = table.places
  }
}

/// A question with several answers allowed, spread over columns.
public struct MultipleResponseSet: Sendable, Hashable {
  public enum Coding: Sendable, Hashable {
    /// A column an option; it was ticked where the column holds this value.
    case dichotomies(counted: LevelValue)
    /// A column a mention; each holds the option that was named.
    case categories
  }

  public var name: String
  public var label: Label
  /// The names of the columns.
  public var members: [String]
  public var coding: Coding

  public init(name: String, label: Label = Label(), members: [String], coding: Coding) {
    self.name = name
    self.label = label
    self.members = members
    self.coding = coding
  }
}

/// What can be wrong with a table as a whole.
public enum TableFault: String, FaultCode {
  case unequalColumnLengths = "table-unequal-column-lengths"
  case duplicateColumnName = "table-duplicate-column-name"
  case noSuchColumn = "table-no-such-column"
  case tooManyCategories = "table-too-many-categories"
  case notNumeric = "table-not-numeric"

  public var kind: Fault.Kind {
    switch self {
    case .unequalColumnLengths: .ours
    case .duplicateColumnName: .input
    case .noSuchColumn: .usage
    case .tooManyCategories, .notNumeric: .analysis
    }
  }
}
