import Evidence

/// A condition on rows as people write it: `province=山东 and year>=2022`, `q3 in (1, 2) or not q4 = 是`.
///
/// Values are labels, codes or numbers. `not` binds tighter than `and`, `and` tighter than `or`. A comparison with a
/// missing value is neither true nor false: the row is left out, also under `not`, as in SQL.
public struct RowFilter: Sendable, Hashable {
  public let text: String
  let condition: RowCondition

  public init(_ text: String) throws(Fault) {
    self.text = text
    var parser = RowFilterParser(text)
    condition = try parser.parsed()
  }

  /// The rows of `table` for which the condition is true, in order.
  public func rows(in table: Table) throws(Fault) -> [Int32] {
    let truths = try condition.truths(in: table, filter: self)
    return truths.indices.filter { truths[$0] == .yes }.map { Int32($0) }
  }

  /// Row by row whether the condition is true; `nil` where a missing value leaves that open.
  public func verdicts(in table: Table) throws(Fault) -> [Bool?] {
    try condition.truths(in: table, filter: self).map { $0 == .unknown ? nil : $0 == .yes }
  }

  /// The names and labels of columns the condition reads.
  public var columns: [String] { condition.columns }
}

/// True, false, or not to be known because a value is missing.
enum Truth: UInt8 { case no, unknown, yes }

enum Comparison: String {
  case equal = "="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case more = ">"
  case moreOrEqual = ">="
}

indirect enum RowCondition: Sendable, Hashable {
  case compare(column: String, Comparison, String, at: Int)
  case among(column: String, [String], at: Int)
  case not(RowCondition)
  case and(RowCondition, RowCondition)
  case or(RowCondition, RowCondition)

  var columns: [String] {
    switch self {
    case .compare(let column, _, _, _), .among(let column, _, _): [column]
    case .not(let inner): inner.columns
    case .and(let left, let right), .or(let left, let right): left.columns + right.columns
    }
  }

  func truths(in table: Table, filter: RowFilter) throws(Fault) -> [Truth] {
    switch self {
    case .not(let inner):
      return try inner.truths(in: table, filter: filter).map {
        switch $0 {
        case .no: .yes
        case .unknown: .unknown
        case .yes: .no
        }
      }
    case .and(let left, let right):
      return zip(try left.truths(in: table, filter: filter), try right.truths(in: table, filter: filter)).map {
        $0.rawValue < $1.rawValue ? $0 : $1
      }
    case .or(let left, let right):
      return zip(try left.truths(in: table, filter: filter), try right.truths(in: table, filter: filter)).map {
        $0.rawValue > $1.rawValue ? $0 : $1
      }
    case .among(let name, let values, let position):
      let column = try found(name, in: table)
      var result = [Truth](repeating: .no, count: table.rowCount)
      for value in values {
        let truths = try compared(column, .equal, value, filter, position)
        for row in result.indices where result[row] != .yes { result[row] = truths[row] }
      }
      return result
    case .compare(let name, let comparison, let value, let position):
      return try compared(found(name, in: table), comparison, value, filter, position)
    }
  }

  private func found(_ name: String, in table: Table) throws(Fault) -> Column {
    guard let column = table[name] ?? table.column(labelled: name) else { throw table.noSuchColumn(name) }
    return column
  }

  private func compared(
    _ column: Column, _ comparison: Comparison, _ value: String, _ filter: RowFilter, _ position: Int
  ) throws(Fault) -> [Truth] {
    if case .category(let codes, let levels) = column.values {
      return try compared(column, codes, levels, comparison, value, filter, position)
    }
    if case .text(let codes, let pool) = column.values {
      let levels = (0..<pool.count).map { Level(.text(pool[$0])) }
      let truths = levels.map { comparison.holds($0.value, .text(value)) }
      return codes.places().map { $0 < 0 ? .unknown : truths[Int($0)] ? .yes : .no }
    }
    if case .date = column.values, let date = CalendarDate(iso: value) {
      return column.numbers().map { Self.truth(comparison, $0, Double(date.daysSince1970)) }
    }
    if case .dateTime = column.values, let date = CalendarDate(iso: value) {
      return column.numbers().map { Self.truth(comparison, $0, Double(date.daysSince1970) * 86_400) }
    }
    guard let number = Double(value) else {
      throw Fault(
        RowFilterFault.notANumber, at: Place(column: position, detail: filter.text),
        ["column": .text(column.name), "value": .text(value), "kind": .text(column.kindName)])
    }
    return column.numbers().map { Self.truth(comparison, $0, number) }
  }

  private static func truth(_ comparison: Comparison, _ left: Double, _ right: Double) -> Truth {
    left.isNaN ? .unknown : comparison.holds(left, right) ? .yes : .no
  }

  /// Equality goes by label or value; order by the numbers of the levels, else by their order in the codebook.
  private func compared(
    _ column: Column, _ codes: Codes, _ levels: [Level], _ comparison: Comparison, _ value: String, _ filter: RowFilter,
    _ position: Int
  ) throws(Fault) -> [Truth] {
    let meant = levels.firstIndex {
      $0.label.chinese == value || $0.label.english == value || $0.value.description == value
        || ($0.value.number != nil && $0.value.number == Double(value))
    }
    let numbers = levels.compactMap(\.value.number)
    let truths: [Bool]
    if comparison == .equal || comparison == .unequal {
      if meant == nil, numbers.count < levels.count || Double(value) == nil {
        let known = levels.flatMap { [$0.label.chinese, $0.label.english, $0.value.description].compactMap { $0 } }
        let nearest = Similarity.nearest(to: value, in: known)
        throw Fault(
          RowFilterFault.noSuchLevel, at: Place(column: position, detail: filter.text),
          [
            "column": .text(column.name), "value": .text(value),
            "nearest": .list(nearest.isEmpty ? levels.map { $0.value.description } : nearest),
          ])
      }
      truths = levels.indices.map { ($0 == meant) == (comparison == .equal) }
    } else if numbers.count == levels.count, let number = Double(value) ?? meant.map({ numbers[$0] }) {
      truths = numbers.map { comparison.holds($0, number) }
    } else if let meant {
      truths = levels.indices.map { comparison.holds($0, meant) }
    } else {
      throw Fault(
        RowFilterFault.notANumber, at: Place(column: position, detail: filter.text),
        ["column": .text(column.name), "value": .text(value), "kind": .text(column.kindName)])
    }
    return codes.places().map { $0 < 0 ? .unknown : truths[Int($0)] ? .yes : .no }
  }
}

extension Comparison {
  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .more: left > right
    case .moreOrEqual: left >= right
    }
  }
}

/// What can be wrong with a condition on rows.
public enum RowFilterFault: String, FaultCode {
  case expected = "filter-expected"
  case unclosedQuote = "filter-unclosed-quote"
  case tooDeep = "filter-too-deep"
  case notANumber = "filter-not-a-number"
  case noSuchLevel = "filter-no-such-level"
  case keepsNothing = "filter-keeps-nothing"

  public var kind: Fault.Kind { self == .keepsNothing ? .analysis : .usage }
}
