import Evidence
import NumericalMethods
import Tables

/// Correlations of the normal variables supposed to stand behind ordered answers, for every pair of items.
///
/// Two steps for each pair: the cuts between answers come from the shares of the answers, then the correlation is the one that
/// makes the joint counts most likely. Two answers each give the tetrachoric correlation.
public struct PolychoricMatrix: Sendable, Hashable {
  /// Where the cuts of an item come from.
  public enum Thresholds: Sendable, Hashable {
    /// From all its answers: the same in every pair. `psych::polychoric` does so with `global = TRUE`, its default where all
    /// items have equally many answers; its `correct` has no effect then. Empty cells add nothing to the likelihood.
    case item
    /// From the rows of the pair, after empty cells were given this count. `psych::polychoric` does so with `global = FALSE` and
    /// `correct` = 0.5; with 0 it is the two-step estimate of `polycor::polychor`.
    case pair(emptyCells: Double)
  }

  public struct Pair: Sendable, Hashable {
    public let n: Int
    /// `nil` if one of the two items does not vary in these rows.
    public let r: Double?
    /// Of the joint counts at `r`, by natural logarithms.
    public let logLikelihood: Double?
    /// Cells of the table without rows.
    public let emptyCells: Int
    /// The likelihood grows all the way to ±1; `r` is where the search ended.
    public let isAtBound: Bool
  }

  public let items: [String]
  public let labels: [Label]
  public let thresholds: Thresholds
  /// Row by row above the diagonal: 0–1, 0–2, …, 1–2, …
  public let pairs: [Pair]
  public let caveats: [Caveat]

  /// More different answers than this are measurements, not answers.
  public static let mostLevels = 20

  /// - Throws: `scale-too-many-levels` above twenty different answers, and what ``CorrelationMatrix`` throws.
  /// - Complexity: O(rows × items²) bit operations, then some hundred exponentials for each cell of each pair.
  public init(
    of columns: [Column], thresholds: Thresholds = .item, missing: MissingPolicy = .pairwise, threads: Int = 1
  ) throws(Fault) {
    let pairs = try ItemPairs(columns, missing: missing, threads: threads)
    var shares = [ItemCuts]()
    for item in pairs.items { shares.append(try ItemCuts(item)) }
    let (cuts, count) = (shares, pairs.items.count)
    let rows = Parallel.map(count, threads: threads) { i -> [Pair] in
      var table = PairTable()
      return ((i + 1)..<max(i + 1, count)).map { j in
        pairs.fill(&table, i, j)
        return Pair(table, thresholds, cuts[i], cuts[j])
      }
    }
    let found = rows.flatMap { $0 }
    items = pairs.items.map(\.name)
    labels = pairs.items.map(\.label)
    self.thresholds = thresholds
    self.pairs = found
    caveats = Self.caveats(items, found, thresholds)
  }

  private static func caveats(_ items: [String], _ pairs: [Pair], _ thresholds: Thresholds) -> [Caveat] {
    var caveats = PairOrder.undefined(items, pairs.map { $0.r == nil })
    let empty = pairs.count { $0.r != nil && $0.emptyCells > 0 }
    if empty > 0, case .pair(let count) = thresholds, count > 0 {
      caveats.append(Caveat(ScalesCaveat.emptyCells, ["pairs": .integer(empty), "count": .number(count)]))
    }
    let bounded = pairs.indices.filter { pairs[$0].isAtBound }
    if !bounded.isEmpty {
      let names = bounded.map { PairOrder.names(of: $0, items).joined(separator: "–") }
      caveats.append(
        Caveat(ScalesCaveat.polychoricBound, ["pairs": .list(names), "bound": .number(PolychoricFit.bound)]))
    }
    return caveats
  }

  /// The pair of two items in either order; `nil` for an item with itself.
  public subscript(i: Int, j: Int) -> Pair? {
    precondition(items.indices.contains(i) && items.indices.contains(j), "(\(i), \(j)) is outside")
    return i == j ? nil : pairs[PairOrder.place(i, j, of: items.count)]
  }

  /// The correlations with ones on the diagonal. It need not be positive definite; psych smooths it until it is.
  ///
  /// - Throws: `scale-undefined-correlation` with the first pair that has none.
  public func matrix() throws(Fault) -> Matrix { try PairOrder.matrix(items, pairs.map(\.r)) }
}

/// The shares of an item's answers.
private struct ItemCuts: Sendable {
  /// For each level that occurs, in order of the scores, the rows up to it.
  let cumulative: [Int]
  let scores: [Double]

  init(_ item: ScoredItem) throws(Fault) {
    var counts: [Double: Int] = [:]
    for score in item.scores where !score.isNaN {
      counts[score, default: 0] += 1
      if counts.count > 10 * PolychoricMatrix.mostLevels { break }
    }
    guard counts.count <= PolychoricMatrix.mostLevels else {
      throw Fault(
        ScalesFault.tooManyLevels,
        [
          "column": .text(item.name), "levels": .integer(counts.count),
          "most": .integer(PolychoricMatrix.mostLevels),
        ])
    }
    scores = counts.keys.sorted()
    var sum = 0
    var cumulative: [Int] = []
    for score in scores {
      sum += counts[score]!
      cumulative.append(sum)
    }
    self.cumulative = cumulative
  }

  /// Whether a level occurs anywhere.
  func occurs(_ score: Double) -> Bool { scores.contains(score) }

  var cuts: [Double] {
    let normal = NormalDistribution()
    return cumulative.dropLast().map { normal.quantile(lowerTail: Double($0) / Double(cumulative.last!)) }
  }
}

extension PolychoricMatrix.Pair {
  fileprivate init(_ table: PairTable, _ thresholds: PolychoricMatrix.Thresholds, _ x: ItemCuts, _ y: ItemCuts) {
    n = table.n
    let width = table.columnScores.count
    var (rows, columns) = (table.rowOrder, table.columnOrder)
    let varies = table.rowTotals.count { $0 > 0 } > 1 && table.columnTotals.count { $0 > 0 } > 1
    switch thresholds {
    case .item:
      rows = rows.filter { x.occurs(table.rowScores[$0]) }
      columns = columns.filter { y.occurs(table.columnScores[$0]) }
    case .pair:
      rows = rows.filter { table.rowTotals[$0] > 0 }
      columns = columns.filter { table.columnTotals[$0] > 0 }
    }
    var counts: [Double] = []
    for row in rows {
      for column in columns { counts.append(Double(table.counts[row * width + column])) }
    }
    emptyCells = counts.count { $0 == 0 }
    guard varies else {
      (r, logLikelihood, isAtBound) = (nil, nil, false)
      return
    }
    let cuts: (rows: [Double], columns: [Double])
    switch thresholds {
    case .item: cuts = (x.cuts, y.cuts)
    case .pair(let added):
      if added > 0 { counts = counts.map { $0 == 0 ? added : $0 } }
      cuts = Self.cuts(counts, columns: columns.count, n: n)
    }
    let fit = PolychoricFit(
      counts, rows: cuts.rows, columns: cuts.columns, start: table.rankMoments.correlation ?? 0)
    r = fit.correlation
    logLikelihood = fit.logLikelihood
    isAtBound = fit.isAtBound
  }

  /// The margins are divided by the rows there were, not by what they add to after empty cells were filled: psych does so.
  private static func cuts(_ counts: [Double], columns: Int, n: Int) -> (rows: [Double], columns: [Double]) {
    let normal = NormalDistribution()
    func cuts(_ totals: [Double]) -> [Double] {
      var sum = 0.0
      return totals.dropLast().map { total in
        sum += total
        return normal.quantile(lowerTail: min(1 - 1e-9, sum / Double(n)))
      }
    }
    let rows = counts.count / columns
    let rowTotals = (0..<rows).map { row in counts[row * columns..<(row + 1) * columns].reduce(0, +) }
    let columnTotals = (0..<columns).map { column in
      (0..<rows).reduce(0) { $0 + counts[$1 * columns + column] }
    }
    return (cuts(rowTotals), cuts(columnTotals))
  }
}
