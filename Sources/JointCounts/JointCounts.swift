import Evidence
import NumericalMethods
import Tables

/// How often each pair of answers occurs together, for all pairs of many items at once.
///
/// Pairwise chi-square tests, Cramér's V, Pearson, Spearman, Kendall and polychoric correlations of coded items are
/// functions of these counts alone, so the rows are read once. Rows where either answer of a pair is missing are left out of
/// that pair only.
///
///     let counts = try JointCounts(of: table.columns, threads: 2)
///     counts.pair(0, 3).counts        // level by level
public struct JointCounts: Sendable {
  /// One of the items that were counted.
  public struct Item: Sendable, Hashable {
    public let name: String
    public let label: Label
    /// In codebook order, else in order of value. Levels nobody chose are there only if a codebook lists them.
    public let levels: [Level]

    /// Scores for trends and correlations: the values of the levels, else 1, 2, 3 …
    public var scores: [Double] {
      let numbers = levels.compactMap(\.value.number)
      return numbers.count == levels.count ? numbers : levels.indices.map { Double($0 + 1) }
    }
  }

  /// The joint counts of two items.
  public struct Pair: Sendable, Hashable {
    public let rows: Int
    public let columns: Int
    /// Row by row.
    public let counts: [Int]
  }

  public let items: [Item]
  /// Only pairs with one of the first so many items were counted; all of them unless `against` was given.
  public let leading: Int
  let coded: [CodedItem]
  private let planes: PlaneCounts
  /// The places in the coded levels that `items` kept.
  private let kept: [[Int]]
  private let rowCount: Int
  /// Pairs with an item of many levels, by `i * items.count + j`, i < j.
  private let wide: [Int: [Int]]

  /// Counts all pairs of `columns`, or, with `against`, each of them with that one, which becomes item 0.
  public init(of columns: [Column], against: Column? = nil, threads: Int = 1) throws(Fault) {
    let all = (against.map { [$0] } ?? []) + columns
    let rows = all.first?.count ?? 0
    var coded = try Parallel.map(all.count, threads: threads) { (index) throws(Fault) in try CodedItem(all[index]) }
    // The totals of the other items are then read off their pair with this one, since they are not paired with themselves.
    if against != nil { coded[0].hasMissing = true }
    let leading = against == nil ? all.count : 1
    let planes = PlaneCounts(coded, leading: leading, rows: rows, threads: threads)
    self.coded = coded
    self.leading = leading
    self.planes = planes
    rowCount = rows
    kept = coded.indices.map { index in
      let item = coded[index]
      if item.keepsEmptyLevels { return Array(item.levels.indices) }
      guard case .bytes(_, let values) = item.storage, index < leading else { return Array(item.levels.indices) }
      let first = planes.firstPlane[index]
      var margins = (0..<values.count - 1).map { planes.shared(first + $0, first + $0) }
      let answered = item.hasMissing ? planes.shared(first + values.count - 1, first + values.count - 1) : rows
      margins.append(answered - margins.reduce(0, +))
      return margins.indices.filter { margins[$0] > 0 }
    }
    let kept = self.kept
    items = coded.indices.map { index in
      Item(name: coded[index].name, label: coded[index].label, levels: kept[index].map { coded[index].levels[$0] })
    }
    wide = Self.widePairs(coded, leading: leading, threads: threads)
  }

  /// The counts of items `i` and `j`, rows by the levels of `i`.
  ///
  /// - Complexity: O(levels of `i` × levels of `j`).
  public func pair(_ i: Int, _ j: Int) -> Pair {
    var counts: [Int] = []
    fill(&counts, i, j)
    return Pair(rows: items[i].levels.count, columns: items[j].levels.count, counts: counts)
  }

  /// The same counts written into an array that is used again and again.
  public func fill(_ counts: inout [Int], _ i: Int, _ j: Int) {
    precondition(min(i, j) < leading && i != j, "this pair was not counted")
    let (rows, columns) = (coded[i].levels.count, coded[j].levels.count)
    counts.removeAll(keepingCapacity: true)
    if let known = wide[min(i, j) * coded.count + max(i, j)] {
      for row in kept[i] {
        for column in kept[j] { counts.append(i < j ? known[row * columns + column] : known[column * rows + row]) }
      }
      return
    }
    let (firstRow, firstColumn) = (planes.firstPlane[i], planes.firstPlane[j])
    let (lastRow, lastColumn) = (rows - 1, columns - 1)
    // A level's rows whose other answer is there; the last level is what is left of all answered rows.
    let answeredRow = coded[i].hasMissing ? firstRow + lastRow : -1
    let answeredColumn = coded[j].hasMissing ? firstColumn + lastColumn : -1
    func shared(_ a: Int, _ b: Int) -> Int {
      if a < 0 { return b < 0 ? rowCount : planes.shared(b, b) }
      return b < 0 ? planes.shared(a, a) : planes.shared(a, b)
    }
    var full = [Int](repeating: 0, count: rows * columns)
    for row in 0..<lastRow {
      var rest = shared(firstRow + row, answeredColumn)
      for column in 0..<lastColumn {
        let count = planes.shared(firstRow + row, firstColumn + column)
        full[row * columns + column] = count
        rest -= count
      }
      full[row * columns + lastColumn] = rest
    }
    for column in 0..<columns {
      var rest =
        column < lastColumn
        ? shared(answeredRow, firstColumn + column)
        : shared(answeredRow, answeredColumn)
          - (0..<lastColumn).reduce(0) { $0 + shared(answeredRow, firstColumn + $1) }
      for row in 0..<lastRow { rest -= full[row * columns + column] }
      full[lastRow * columns + column] = rest
    }
    for row in kept[i] {
      for column in kept[j] { counts.append(full[row * columns + column]) }
    }
  }

  private static func widePairs(_ items: [CodedItem], leading: Int, threads: Int) -> [Int: [Int]] {
    func isWide(_ item: CodedItem) -> Bool {
      if case .places = item.storage { true } else { false }
    }
    var pairs: [(i: Int, j: Int)] = []
    for i in 0..<leading {
      for j in (i + 1)..<max(i + 1, items.count) where isWide(items[i]) || isWide(items[j]) { pairs.append((i, j)) }
    }
    if pairs.isEmpty { return [:] }
    var needed = Set<Int>()
    for pair in pairs {
      needed.insert(pair.i)
      needed.insert(pair.j)
    }
    var places = [[Int32]](repeating: [], count: items.count)
    for index in needed { places[index] = items[index].places }
    let (todo, columns) = (pairs, places)
    let tables = Parallel.map(todo.count, threads: threads) { index -> [Int] in
      let (i, j) = todo[index]
      let width = items[j].levels.count
      var counts = [Int](repeating: 0, count: items[i].levels.count * width)
      let (a, b) = (columns[i], columns[j])
      for row in a.indices where a[row] >= 0 && b[row] >= 0 { counts[Int(a[row]) * width + Int(b[row])] += 1 }
      return counts
    }
    return Dictionary(uniqueKeysWithValues: zip(pairs.map { $0.i * items.count + $0.j }, tables))
  }
}
