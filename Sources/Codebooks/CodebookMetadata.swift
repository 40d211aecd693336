import Evidence
import Tables

extension Codebook {
  /// What a table itself knows: the codebook of a file that carries its labels, such as SPSS's.
  ///
  /// Putting it over the same table changes nothing.
  public init(describing table: Table) {
    self.init(
      title: table.label, variables: table.columns.map { CodebookVariable(describing: $0) },
      responseSets: table.responseSets)
  }
}

extension CodebookVariable {
  /// What a column knows of itself.
  public init(describing column: Column) {
    self.init(column.name, kind: .text)
    label = column.label
    wording = column.notes.wording
    missing = column.missing.filter { $0.value != nil }
    isReversed = column.notes.isReversed
    scaleBounds = column.notes.scaleBounds
    unit = column.notes.unit
    askedIf = column.notes.routing.flatMap { try? RowFilter($0) }
    switch column.values {
    case .category(_, let known):
      kind = column.notes.isOrdered ? .ordered : .category
      levels = known.map { level in
        var value = level.value
        if case .real(let real) = value { value = LevelValue(shortest: real) }
        return Level(value, label: level.label)
      }
    case .integer: kind = .integer
    case .real: kind = .real
    case .date: kind = .date
    case .dateTime: kind = .dateTime
    case .text: kind = .text
    }
  }
}
