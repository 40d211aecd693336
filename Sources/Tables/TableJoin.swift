import Evidence

/// A table of many rows with the columns of a smaller one looked up by a key: respondents with their enterprises.
///
/// Every row of the left table stays. What found no partner, on either side, is counted and listed; a key that
/// stands twice in the right table is refused, because either of its rows could be meant.
public struct TableJoin: Sendable {
  public let table: Table
  /// Rows of the left table whose key the right table does not have. Their new cells are missing.
  public let unmatchedRows: [Int32]
  /// Rows of the left table that have no key.
  public let rowsWithoutKey: [Int32]
  /// Keys of the right table that no row asked for.
  public let unusedKeys: [String]

  /// - Complexity: O(rows of both).
  public init(_ left: Table, on leftKey: String, to right: Table, on rightKey: String) throws(Fault) {
    guard let leftColumn = left[leftKey] else { throw left.noSuchColumn(leftKey) }
    guard let rightColumn = right[rightKey] else { throw right.noSuchColumn(rightKey) }

    var rowOfKey: [LevelValue: Int32] = [:]
    var duplicates: [String] = []
    for row in 0..<right.rowCount {
      guard let key = rightColumn.key(at: row) else { continue }
      if rowOfKey.updateValue(Int32(row), forKey: key) != nil { duplicates.append(key.description) }
    }
    guard duplicates.isEmpty else {
      throw Fault(
        JoinFault.duplicateKeys,
        ["table": .text(right.name), "column": .text(rightKey), "keys": .list(duplicates)])
    }

    var partners = [Int32](repeating: -1, count: left.rowCount)
    var unmatched: [Int32] = []
    var withoutKey: [Int32] = []
    var used: Set<LevelValue> = []
    for row in 0..<left.rowCount {
      guard let key = leftColumn.key(at: row) else {
        withoutKey.append(Int32(row))
        continue
      }
      if let partner = rowOfKey[key] {
        partners[row] = partner
        used.insert(key)
      } else {
        unmatched.append(Int32(row))
      }
    }
    if left.rowCount > 0, used.isEmpty {
      throw Fault(
        JoinFault.nothingMatches,
        ["left": .text("\(left.name).\(leftKey)"), "right": .text("\(right.name).\(rightKey)")])
    }

    var joined = left
    for column in right.columns where column.name != rightKey {
      var copy = column.gathered(partners: partners)
      if left[copy.name] != nil { copy.name = "\(right.name).\(copy.name)" }
      try joined.append(copy)
    }
    table = joined
    unmatchedRows = unmatched
    rowsWithoutKey = withoutKey
    unusedKeys = (0..<right.rowCount).compactMap { row in
      rightColumn.key(at: row).flatMap { used.contains($0) ? nil : $0.description }
    }
  }

  /// What a reader should know of rows and keys without partner. Row numbers are those of the file, counted from 1.
  public var caveats: [Caveat] {
    func numbers(_ rows: [Int32]) -> Fact {
      .list(rows.map { String((table.originalRows?[Int($0)] ?? $0) + 1) })
    }
    var caveats: [Caveat] = []
    if !unmatchedRows.isEmpty {
      caveats.append(
        Caveat(JoinCaveat.unmatchedRows, ["count": .integer(unmatchedRows.count), "rows": numbers(unmatchedRows)]))
    }
    if !rowsWithoutKey.isEmpty {
      caveats.append(
        Caveat(JoinCaveat.rowsWithoutKey, ["count": .integer(rowsWithoutKey.count), "rows": numbers(rowsWithoutKey)]))
    }
    if !unusedKeys.isEmpty {
      caveats.append(
        Caveat(JoinCaveat.unusedKeys, ["count": .integer(unusedKeys.count), "keys": .list(unusedKeys)]))
    }
    return caveats
  }
}

extension Column {
  /// The value as it is matched: 7 and 7.0 are one key.
  fileprivate func key(at row: Int) -> LevelValue? {
    guard let value = value(at: row) else { return nil }
    if case .real(let real) = value { return LevelValue(shortest: real) }
    return value
  }

  /// The column at `partners`, where −1 gives a missing cell.
  package func gathered(partners: [Int32]) -> Column {
    if partners.allSatisfy({ $0 >= 0 }) { return gathered(partners) }
    var copy = self
    func places(_ codes: Codes) -> [Int32] { partners.map { $0 < 0 ? -1 : codes[Int($0)] } }
    switch values {
    case .category(let codes, let levels):
      copy.values = .category(
        Codes(places: places(codes), levelCount: levels.count, missingCount: missing.count), levels: levels)
    case .text(let codes, let pool):
      copy.values = .text(
        Codes(places: places(codes), levelCount: pool.count, missingCount: missing.count), pool)
    case .integer(let integers):
      copy.values = .integer(
        Integers(
          partners.map { $0 < 0 ? 0 : integers[Int($0)] ?? 0 },
          slots: partners.map { $0 < 0 ? 0 : integers.missingSlot(Int($0)).map(Int32.init) ?? -1 },
          missingCount: missing.count))
    case .real(let cells):
      copy.values = .real(Cells(partners.map { $0 < 0 ? MissingSlots.real(0) : cells[Int($0)] }))
    case .date(let cells):
      copy.values = .date(Cells(partners.map { $0 < 0 ? Int32.min : cells[Int($0)] }))
    case .dateTime(let cells):
      copy.values = .dateTime(Cells(partners.map { $0 < 0 ? Int64.min : cells[Int($0)] }))
    }
    return copy
  }
}

public enum JoinFault: String, FaultCode {
  case duplicateKeys = "join-duplicate-keys"
  case nothingMatches = "join-nothing-matches"

  public var kind: Fault.Kind { .analysis }
}

public enum JoinCaveat: String, CaveatCode {
  case unmatchedRows = "join-unmatched-rows"
  case rowsWithoutKey = "join-rows-without-key"
  case unusedKeys = "join-unused-keys"
}
