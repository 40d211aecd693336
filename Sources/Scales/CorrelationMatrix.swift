import Evidence
import NumericalMethods
import Tables

/// The correlation of every pair of items, with its test and interval.
///
///     let matrix = try CorrelationMatrix(of: table.columns, method: .kendall)
///     matrix[0, 3]?.r
///
/// Items with few distinct values are correlated through their joint counts, so that their rows are read once; others
/// row by row. Both ways give the same numbers.
public struct CorrelationMatrix: Sendable, Hashable {
  /// The correlation of two items.
  public struct Pair: Sendable, Hashable {
    /// The rows that hold both answers.
    public let n: Int
    /// `nil` if one of the two items does not vary in these rows.
    public let r: Double?
    /// Two-sided. `nil` where `r` is, and for two rows of Pearson or Spearman.
    public let p: Double?
    /// `nil` unless an adjustment was asked for.
    public fileprivate(set) var adjustedP: Double?
    /// Whether `p` counts orders instead of leaning on a distribution: Kendall below ten rows without ties.
    public let isExact: Bool
    /// By Fisher's z; `nil` with three rows or fewer (Kendall: four).
    public let interval: ConfidenceInterval?
  }

  public let items: [String]
  public let labels: [Label]
  public let method: CorrelationMethod
  public let missing: MissingPolicy
  public let adjustment: PValueAdjustment
  /// The answers of each item.
  public let answered: [Int]
  /// Row by row above the diagonal: 0–1, 0–2, …, 1–2, …
  public let pairs: [Pair]
  public let caveats: [Caveat]

  /// - Parameters:
  ///   - missing: `pairwise` as in R's `use = "pairwise"`, pandas and SPSS; such a matrix need not be positive definite.
  ///   - level: The confidence of the intervals.
  /// - Throws: `scale-too-few-items` below two items, `scale-not-numeric`, `scale-no-order`, `scale-too-few-rows` if no two
  ///   rows are complete and `missing` is `listwise`.
  /// - Complexity: O(rows × items²) bit operations for items of few values; O(items² × *n* log *n*) for others.
  public init(
    of columns: [Column], method: CorrelationMethod = .pearson, missing: MissingPolicy = .pairwise,
    adjustment: PValueAdjustment = .none, level: Double = 0.95, threads: Int = 1
  ) throws(Fault) {
    let pairs = try ItemPairs(columns, missing: missing, threads: threads)
    self = Self.matrices(pairs, methods: [method], adjustment: adjustment, level: level, threads: threads)[0]
  }

  /// Several methods at once, from one reading of the rows.
  public static func matrices(
    of columns: [Column], methods: [CorrelationMethod] = CorrelationMethod.allCases,
    missing: MissingPolicy = .pairwise, adjustment: PValueAdjustment = .none, level: Double = 0.95, threads: Int = 1
  ) throws(Fault) -> [CorrelationMatrix] {
    matrices(
      try ItemPairs(columns, missing: missing, threads: threads), methods: methods, adjustment: adjustment,
      level: level, threads: threads)
  }

  static func matrices(
    _ items: ItemPairs, methods: [CorrelationMethod], adjustment: PValueAdjustment, level: Double, threads: Int
  ) -> [CorrelationMatrix] {
    let count = items.items.count
    let rows = Parallel.map(count, threads: threads) { i -> [[Pair]] in
      var table = PairTable()
      var found = [[Pair]](repeating: [], count: methods.count)
      for j in (i + 1)..<max(i + 1, count) {
        let sums = items.summary(i, j, methods, &table)
        for (place, method) in methods.enumerated() { found[place].append(Pair(sums[place], method, level)) }
      }
      return found
    }
    return methods.indices.map { place in
      CorrelationMatrix(
        items, method: methods[place], pairs: rows.flatMap { $0[place] }, adjustment: adjustment)
    }
  }

  private init(_ items: ItemPairs, method: CorrelationMethod, pairs: [Pair], adjustment: PValueAdjustment) {
    self.items = items.items.map(\.name)
    labels = items.items.map(\.label)
    self.method = method
    missing = items.missing
    self.adjustment = adjustment
    answered = items.items.map(\.answered)
    var pairs = pairs
    if adjustment != .none {
      let adjusted = adjustment.adjusted(pairs.map(\.p))
      for index in pairs.indices { pairs[index].adjustedP = adjusted[index] }
    }
    self.pairs = pairs
    caveats = PairOrder.undefined(items.items.map(\.name), pairs.map { $0.r == nil })
  }

  /// The pair of two items in either order; `nil` for an item with itself.
  public subscript(i: Int, j: Int) -> Pair? {
    precondition(items.indices.contains(i) && items.indices.contains(j), "(\(i), \(j)) is outside")
    return i == j ? nil : pairs[PairOrder.place(i, j, of: items.count)]
  }

  /// The correlations with ones on the diagonal.
  ///
  /// - Throws: `scale-undefined-correlation` with the first pair that has none.
  public func matrix() throws(Fault) -> Matrix { try PairOrder.matrix(items, pairs.map(\.r)) }
}

extension CorrelationMatrix.Pair {
  init(_ sums: PairSums, _ method: CorrelationMethod, _ level: Double) {
    adjustedP = nil
    switch sums {
    case .moments(let moments):
      n = moments.n
      r = moments.correlation
      p = r.flatMap { CorrelationTest.studentP($0, n: moments.n) }
      isExact = false
    case .concordance(let concordance):
      n = concordance.n
      r = concordance.tauB
      let test = r == nil ? (p: nil, isExact: false) : CorrelationTest.kendallP(concordance)
      p = test.p
      isExact = test.isExact
    }
    let rows = n
    interval = r.flatMap { CorrelationTest.interval($0, n: rows, method, level: level) }
  }
}
