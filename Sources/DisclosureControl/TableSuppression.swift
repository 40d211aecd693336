/// Which counts of a table, totals included, must not be shown.
///
/// Unsafe counts are hidden first, then as few others as a cheapest-path heuristic finds until every unsafe count could
/// still be ``DisclosureRule/valuesKept`` different numbers for a reader who knows everything shown, the rule, and which
/// of the hidden counts are unsafe. That reader's bounds are computed, not estimated: they are flows.
///
/// What it does not stand against: a reader who runs this program on every table that could be the true one and drops
/// those that would be hidden otherwise, one who sees several results made of the same rows, and one who is a respondent.
/// Of 150 random 3×3 tables the first could work out a count in 44 under a minimum of 3 and in 5 under one of 5, so the
/// least minimum is for data that are not sensitive.
///
///     let suppression = TableSuppression(counts: [[2, 9], [8, 7]], rule: rule)
///     suppression.isHidden(row: 0, column: 0)   // true
///
/// - Complexity: For each unsafe count O((*rows* + *columns*)² + *cells*), a few times.
public struct TableSuppression: Sendable, Hashable {
  /// A count of the table; a total has no row, no column or neither.
  public struct Position: Sendable, Hashable {
    public let row: Int?
    public let column: Int?

    public init(row: Int?, column: Int?) {
      self.row = row
      self.column = column
    }
  }

  public let rule: DisclosureRule
  public let rowCount: Int
  public let columnCount: Int
  /// Whether nothing of the table can be shown.
  public private(set) var isBodyWithheld: Bool
  /// Whether the row totals are counts of their own, as against a list whose only sum is its total.
  public let hasRowTotals: Bool
  var network: CountNetwork

  /// A two-way table of whole counts whose row totals, column totals and total are shown.
  public init(counts: [[Int]], rule: DisclosureRule) {
    let (rows, columns) = (counts.count, counts.first?.count ?? 0)
    var network = CountNetwork(nodeCount: 2 + rows + columns)
    let (source, sink) = (0, 1)
    for (row, line) in counts.enumerated() {
      for (column, count) in line.enumerated() {
        network.add(from: 2 + row, to: 2 + rows + column, count, under: rule)
      }
    }
    for (row, line) in counts.enumerated() {
      network.add(from: source, to: 2 + row, line.reduce(0, +), under: rule)
    }
    for column in 0..<columns {
      network.add(from: 2 + rows + column, to: sink, counts.reduce(0) { $0 + $1[column] }, under: rule)
    }
    let total = counts.reduce(0) { $0 + $1.reduce(0, +) }
    network.add(from: sink, to: source, total, under: rule, isFixed: true)
    self.init(rule, rows, columns, hasRowTotals: true, network, total)
  }

  /// A list of counts whose sum is shown.
  public init(list counts: [Int], rule: DisclosureRule) {
    var network = CountNetwork(nodeCount: 2)
    for count in counts { network.add(from: 0, to: 1, count, under: rule) }
    let total = counts.reduce(0, +)
    network.add(from: 1, to: 0, total, under: rule, isFixed: true)
    self.init(rule, counts.count, 1, hasRowTotals: false, network, total)
  }

  private init(
    _ rule: DisclosureRule, _ rowCount: Int, _ columnCount: Int, hasRowTotals: Bool, _ network: CountNetwork,
    _ total: Int
  ) {
    self.rule = rule
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.hasRowTotals = hasRowTotals
    var network = network
    let isTooSmall = rule.isUnsafe(count: total)
    isBodyWithheld = isTooSmall || !network.protectAll(under: rule)
    self.network = network
  }

  /// Whether anything at all is hidden.
  public var hidesSomething: Bool { isBodyWithheld || network.arcs.contains(where: \.isHidden) }

  public func isHidden(row: Int, column: Int) -> Bool { isHidden(row * columnCount + column) }

  public func isRowTotalHidden(_ row: Int) -> Bool {
    hasRowTotals ? isHidden(rowCount * columnCount + row) : isHidden(row)
  }

  public func isColumnTotalHidden(_ column: Int) -> Bool {
    hasRowTotals ? isHidden(rowCount * columnCount + rowCount + column) : isBodyWithheld
  }

  private func isHidden(_ arc: Int) -> Bool { isBodyWithheld || network.arcs[arc].isHidden }

  /// Whether some total is hidden, so that expected counts are not all known.
  public var hidesTotals: Bool {
    isBodyWithheld || (hasRowTotals && network.arcs[(rowCount * columnCount)...].contains(where: \.isHidden))
  }

  /// The same table with nothing of it shown: what is hidden elsewhere could be computed from it.
  public var withheld: TableSuppression {
    var copy = self
    copy.isBodyWithheld = true
    return copy
  }

  /// How many counts are hidden, totals among them.
  public var hiddenCount: Int { network.arcs.reduce(0) { $0 + ($1.isHidden ? 1 : 0) } }

  /// The hidden counts that are unsafe themselves, in reading order, totals last.
  public var unsafe: [Position] { positions { $0.isHidden && $0.isPrimary } }

  /// The counts hidden for the sake of others.
  public var complementary: [Position] { positions { $0.isHidden && !$0.isPrimary } }

  private func positions(_ isWanted: (CountNetwork.Arc) -> Bool) -> [Position] {
    network.arcs.indices.dropLast().filter { isWanted(network.arcs[$0]) }.map { arc in
      let cells = rowCount * columnCount
      if arc < cells { return Position(row: arc / columnCount, column: arc % columnCount) }
      return arc < cells + rowCount
        ? Position(row: arc - cells, column: nil) : Position(row: nil, column: arc - cells - rowCount)
    }
  }

  /// From what to what the reader can narrow a hidden count, both included; `nil` for a count that is shown.
  public func reach(row: Int, column: Int) -> ClosedRange<Int>? {
    let arc = row * columnCount + column
    guard network.arcs[arc].isHidden else { return nil }
    var copy = network
    let count = network.arcs[arc].count
    return (count - copy.room(of: arc, -1, most: .max))...(count + copy.room(of: arc, 1, most: .max))
  }
}

extension CountNetwork {
  /// Hides until every unsafe arc keeps its values; `false` where that cannot be done.
  fileprivate mutating func protectAll(under rule: DisclosureRule) -> Bool {
    let wanted = rule.valuesKept
    let primary = arcs.indices.filter { arcs[$0].isPrimary }
    for arc in primary where !protect(arc, wanted: wanted) { return false }
    showNeedless(primary, wanted)
    // A count hidden for others' sake must not be one that everybody can work out: it would protect nothing.
    for arc in arcs.indices where arcs[arc].isHidden && !arcs[arc].isPrimary && !protect(arc, wanted: 2) {
      return false
    }
    return !isExhausted
  }

  /// Shows again what later choices made needless, the largest first.
  private mutating func showNeedless(_ primary: [Int], _ wanted: Int) {
    let others = arcs.indices.filter { arcs[$0].isHidden && !arcs[$0].isPrimary }
    guard others.count * primary.count <= 20_000 else { return }
    for arc in others.sorted(by: { (arcs[$1].count, $0) < (arcs[$0].count, $1) }) {
      show(arc)
      if !primary.allSatisfy({ values(of: $0, most: wanted) >= wanted }) { hide(arc) }
    }
  }
}
