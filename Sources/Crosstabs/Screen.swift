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
    public let statistic: Double
    public let degreesOfFreedom: Int
    public let p: Double
    public let logP: Double
    public fileprivate(set) var adjustedP: Double
    public let cramersV: Double
  }

  /// Two items that could not be tested: one of them has a single answer among the rows they share, or they share none.
  public struct Untestable: Sendable, Hashable {
    public let a: String
    public let b: String
    public let n: Int
  }

  /// Ordered by log p, then by the names.
  public let pairs: [Pair]
  public let untestable: [Untestable]
  public let adjustment: PValueAdjustment

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
        return Result(cells, width: counts.items[j].levels.count, a: counts.items[i].name, b: counts.items[j].name)
      }
    }
    var pairs: [Pair] = []
    var untestable: [Untestable] = []
    for result in tested.joined() {
      switch result {
      case .tested(let pair): pairs.append(pair)
      case .untestable(let pair): untestable.append(pair)
      }
    }
    let adjusted = adjustment.adjusted(pairs.map(\.p))
    for index in pairs.indices { pairs[index].adjustedP = adjusted[index] }
    // Names are compared only among the pairs that logarithms do not tell apart.
    self.pairs = pairs.sorted { left, right in
      if left.logP != right.logP { return left.logP < right.logP }
      return (left.a, left.b) < (right.a, right.b)
    }
    self.untestable = untestable
    self.adjustment = adjustment
  }

  private enum Result: Sendable {
    case tested(Pair)
    case untestable(Untestable)

    init(_ cells: [Int], width: Int, a: String, b: String) {
      var rows = [Int](repeating: 0, count: width == 0 ? 0 : cells.count / width)
      var columns = [Int](repeating: 0, count: width)
      for row in rows.indices {
        for column in 0..<width {
          let count = cells[row * width + column]
          rows[row] &+= count
          columns[column] &+= count
        }
      }
      let n = rows.reduce(0, +)
      let (r, c) = (rows.count { $0 > 0 }, columns.count { $0 > 0 })
      guard r > 1, c > 1 else {
        self = .untestable(Untestable(a: a, b: b, n: n))
        return
      }
      // Σ (O − E)² / E cell by cell: the shorter form N (Σ O² / (R C) − 1) loses digits where the items are independent.
      var statistic = 0.0
      for row in rows.indices where rows[row] > 0 {
        let share = Double(rows[row]) / Double(n)
        for column in 0..<width where columns[column] > 0 {
          let expected = share * Double(columns[column])
          let deviation = Double(cells[row * width + column]) - expected
          statistic += deviation * deviation / expected
        }
      }
      let df = (r - 1) * (c - 1)
      // At least one degree of freedom is what the guard above made sure of.
      let distribution = try! ChiSquareDistribution(degreesOfFreedom: Double(df))
      self = .tested(
        Pair(
          a: a, b: b, n: n, statistic: statistic, degreesOfFreedom: df, p: distribution.upperTail(at: statistic),
          logP: distribution.logUpperTail(at: statistic), adjustedP: .nan,
          cramersV: (statistic / (Double(n) * Double(min(r, c) - 1))).squareRoot()))
    }
  }
}
