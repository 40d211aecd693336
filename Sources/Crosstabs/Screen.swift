import Evidence
import JointCounts
import NumericalMethods
import Tables

/// Pearson's test of every pair of items, or of every item against one, strongest first.
///
///     let screen = try Screen(of: table.columns, adjustment: .holm, threads: 2)
///     screen.pairs.first?.adjustedP
///
/// The rows are read once, for all pairs together. Rows that lack one of two answers are left out of that pair only.
public struct Screen: Sendable, Hashable {
  /// The test of one pair.
  public struct Pair: Sendable, Hashable {
    public let a: String
    public let b: String
    /// The rows that have both answers.
    public let n: Int
    /// `nil`, as are the probabilities, where weighted answers were not to be tested as if they were respondents.
    public fileprivate(set) var statistic: Double?
    public let degreesOfFreedom: Int
    public fileprivate(set) var p: Double?
    public fileprivate(set) var logP: Double?
    public fileprivate(set) var adjustedP: Double?
    public let cramersV: Double
  }

  /// Two items that could not be tested: one of them has a single answer among the rows they share, or they share none.
  public struct Untestable: Sendable, Hashable {
    public let a: String
    public let b: String
    public let n: Int
  }

  /// Ordered by log p, then by the names; without naive tests by V, the greatest first.
  public let pairs: [Pair]
  public let untestable: [Untestable]
  public let adjustment: PValueAdjustment
  public let isWeighted: Bool
  /// Whether the pairs have tests that take every unit of weight for a respondent.
  public let hasNaiveTests: Bool

  /// - Complexity: O(rows × items²) bit operations; the tests themselves do not depend on the number of rows.
  public init(
    of columns: [Column], against: Column? = nil, adjustment: PValueAdjustment = .holm, threads: Int = 1
  ) throws(Fault) {
    self.init(
      try JointCounts(of: columns, against: against, threads: threads), adjustment: adjustment, threads: threads)
  }

  public init(_ counts: JointCounts, adjustment: PValueAdjustment = .holm, threads: Int = 1) {
    let items = counts.items.count
    let tested = Parallel.map(counts.leading, threads: threads) { i -> [Result] in
      var cells: [Int] = []
      return (i + 1..<max(i + 1, items)).map { j in
        counts.fill(&cells, i, j)
        return Result(
          cells.map { Double($0) }, n: cells.reduce(0, +), width: counts.items[j].levels.count,
          a: counts.items[i].name, b: counts.items[j].name)
      }
    }
    self.init(tested, adjustment: adjustment, isWeighted: false, keepsNaive: true)
  }

  /// The association of weighted answers. Their naive tests, which change when all weights are doubled, are there only if
  /// `keepsNaive` asks for them; ``RaoScottScreen`` has those that heed the weights.
  public init(
    _ sums: WeightedJointCounts, keepsNaive: Bool = false, adjustment: PValueAdjustment = .holm, threads: Int = 1
  ) {
    let items = sums.items.count
    let tested = Parallel.map(sums.leading, threads: threads) { i -> [Result] in
      (i + 1..<max(i + 1, items)).map { j in
        let pair = sums.pair(i, j)
        return Result(pair.weights, n: pair.n, width: pair.columns, a: sums.items[i].name, b: sums.items[j].name)
      }
    }
    self.init(tested, adjustment: adjustment, isWeighted: true, keepsNaive: keepsNaive)
  }

  private init(_ results: [[Result]], adjustment: PValueAdjustment, isWeighted: Bool, keepsNaive: Bool) {
    var pairs: [Pair] = []
    var untestable: [Untestable] = []
    for result in results.joined() {
      switch result {
      case .tested(let pair): pairs.append(pair)
      case .untestable(let pair): untestable.append(pair)
      }
    }
    if keepsNaive {
      let adjusted = adjustment.adjusted(pairs.map { $0.p! })
      for index in pairs.indices { pairs[index].adjustedP = adjusted[index] }
    } else {
      for index in pairs.indices {
        pairs[index].statistic = nil
        pairs[index].p = nil
        pairs[index].logP = nil
      }
    }
    // Names are compared only among the pairs that numbers do not tell apart.
    self.pairs = pairs.sorted { left, right in
      let (first, second) = (left.logP ?? -left.cramersV, right.logP ?? -right.cramersV)
      if first != second { return first < second }
      return (left.a, left.b) < (right.a, right.b)
    }
    self.untestable = untestable
    self.adjustment = adjustment
    self.isWeighted = isWeighted
    hasNaiveTests = keepsNaive
  }

  private enum Result: Sendable {
    case tested(Pair)
    case untestable(Untestable)

    init(_ cells: [Double], n: Int, width: Int, a: String, b: String) {
      var rows = [Double](repeating: 0, count: width == 0 ? 0 : cells.count / width)
      var columns = [Double](repeating: 0, count: width)
      for row in rows.indices {
        for column in 0..<width {
          let count = cells[row * width + column]
          rows[row] += count
          columns[column] += count
        }
      }
      let total = rows.reduce(0, +)
      let (r, c) = (rows.count { $0 > 0 }, columns.count { $0 > 0 })
      guard r > 1, c > 1 else {
        self = .untestable(Untestable(a: a, b: b, n: n))
        return
      }
      // Σ (O − E)² / E cell by cell: the shorter form N (Σ O² / (R C) − 1) loses digits where the items are independent.
      var statistic = 0.0
      for row in rows.indices where rows[row] > 0 {
        let share = rows[row] / total
        for column in 0..<width where columns[column] > 0 {
          let expected = share * columns[column]
          let deviation = cells[row * width + column] - expected
          statistic += deviation * deviation / expected
        }
      }
      let df = (r - 1) * (c - 1)
      // At least one degree of freedom is what the guard above made sure of.
      let distribution = try! ChiSquareDistribution(degreesOfFreedom: Double(df))
      self = .tested(
        Pair(
          a: a, b: b, n: n, statistic: statistic, degreesOfFreedom: df, p: distribution.upperTail(at: statistic),
          logP: distribution.logUpperTail(at: statistic), adjustedP: nil,
          cramersV: (statistic / (total * Double(min(r, c) - 1))).squareRoot()))
    }
  }
}
