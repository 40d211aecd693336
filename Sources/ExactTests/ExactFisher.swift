import Crosstabs
import Evidence
import Glibc
import NumericalMethods

/// A probability and its logarithm, which is finite where the probability itself is too small for a number.
public struct TailProbability: Sendable, Hashable {
  public let pValue: Double
  public let logP: Double

  public init(logP: Double) {
    self.logP = min(logP, 0)
    self.pValue = exp(min(logP, 0))
  }
}

/// Fisher's exact test of a 2×2 table.
///
///     let test = try FisherExactTest(10, 3, 2, 15)
///     test.pValue                            // 0.000536724…
///     test.sampleOddsRatio?.value            // 25
///     test.conditionalOddsRatio?.value       // 21.305…
///
/// The two-sided p is the probability, given the margins, of all tables no more probable than this one; probabilities
/// within a relative 1e-7 are equal, as in R (SciPy takes 1e-14). An empty row or column leaves one possible table
/// and p = 1.
///
/// - Complexity: O(√*n*) for each p-value; some thirty times that for the conditional odds ratio.
public struct FisherExactTest: HypothesisTest, Hashable {
  public struct Options: Sendable, Hashable {
    /// The level of the intervals of the odds ratios.
    public var level: Double
    public init(level: Double = 0.95) { self.level = level }
  }

  /// The four counts row by row.
  public let counts: [Int]
  public let options: Options
  public let pValue: Double
  public let logP: Double
  /// Tables whose first cell is at most this one's: the alternative of an odds ratio below 1.
  public let less: TailProbability
  /// Tables whose first cell is at least this one's: the alternative of an odds ratio above 1.
  public let greater: TailProbability
  /// The two-sided p with the tables exactly as probable as this one counted half.
  public let midP: Double
  /// The probability of this very table.
  public let pointProbability: TailProbability
  /// ad/bc with Woolf's logit interval, as SPSS and SciPy give it. Infinite where b or c is 0 and a and d are not;
  /// `nil` where it is 0/0. The interval is `nil` where any count is 0.
  public let sampleOddsRatio: Estimate?
  /// The conditional maximum-likelihood estimate with its exact interval (Clopper–Pearson style, half of the error on each
  /// side), which R prints; R stops its search four digits in. `nil` where the margins leave one table, or hold more
  /// than 10¹² rows.
  public let conditionalOddsRatio: Estimate?
  public let caveats: [Caveat]

  public var statistic: Double? { nil }

  /// - Throws: `crosstab-only-two-by-two` or `crosstab-only-whole-counts` where the test does not apply.
  public init(_ table: ContingencyTable, options: Options = Options()) throws(Fault) {
    guard table.isTwoByTwo else {
      throw Fault(
        CrosstabFault.onlyTwoByTwo,
        ["test": "Fisher 2×2", "rows": .integer(table.rowCount), "columns": .integer(table.columnCount)])
    }
    guard let counts = table.wholeCounts else {
      throw Fault(CrosstabFault.onlyWholeCounts, ["test": "Fisher"])
    }
    try self.init(counts[0], counts[1], counts[2], counts[3], options: options)
  }

  /// The test of the table `[a b; c d]`.
  public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int, options: Options = Options()) throws(Fault) {
    for (place, count) in [a, b, c, d].enumerated() where count < 0 {
      throw Fault(
        CrosstabFault.negativeCount,
        ["count": .integer(count), "row": .integer(place / 2 + 1), "column": .integer(place % 2 + 1)])
    }
    let limit = ContingencyTable.largestTotal
    guard a <= limit, b <= limit, c <= limit, d <= limit, a + b + c + d <= limit else {
      throw Fault(CrosstabFault.countsTooLarge)
    }
    guard options.level > 0, options.level < 1 else {
      throw Fault(CrosstabFault.level, ["value": .number(options.level)])
    }
    counts = [a, b, c, d]
    self.options = options
    caveats = []

    let cell = CellDistribution(firstRow: a + b, secondRow: c + d, firstColumn: a + c)
    let point = cell.logProbability(of: a)
    pointProbability = TailProbability(logP: point)
    less = TailProbability(logP: cell.logLowerTail(a))
    greater = TailProbability(logP: cell.logUpperTail(a))
    let sides = cell.noMoreProbable(than: a)
    let twoSided = TailProbability(logP: sides.logP)
    pValue = twoSided.pValue
    logP = twoSided.logP
    midP = max(0, pValue - 0.5 * exp(point) * Double(sides.equals))

    sampleOddsRatio = Self.sample(counts.map(Double.init), options.level)
    let noncentral = NoncentralCell(cell)
    conditionalOddsRatio =
      cell.support.count > 1 && cell.total <= 1_000_000_000_000
      ? Estimate(
        noncentral.likeliestOddsRatio(of: a), interval: noncentral.interval(of: a, level: options.level)) : nil
  }

  private static func sample(_ counts: [Double], _ level: Double) -> Estimate? {
    let (a, b, c, d) = (counts[0], counts[1], counts[2], counts[3])
    if a * d == 0, b * c == 0 { return nil }
    let ratio = (a / b) * (d / c)
    guard a * b * c * d > 0 else { return Estimate(a * d == 0 ? 0 : .infinity) }
    let error = (1 / a + 1 / b + 1 / c + 1 / d).squareRoot()
    let reach = NormalDistribution().quantile(upperTail: (1 - level) / 2) * error
    return Estimate(
      a * d / (b * c), standardError: a * d / (b * c) * error,
      interval: ConfidenceInterval(
        low: exp(log(ratio) - reach), high: exp(log(ratio) + reach), level: level, method: "woolf"))
  }
}

extension CellDistribution {
  /// The probability of all counts no more probable than `observed`, within a relative 1e-7, and how many of them
  /// are as probable.
  func noMoreProbable(than observed: Int) -> (logP: Double, equals: Int) {
    let point = logProbability(of: observed)
    let peak = mode
    let tolerance = log1p(1e-7)
    // P falls on both sides of the mode, so each side is cut at one place.
    let low = last(in: support.lowerBound...peak) { logProbability(of: $0) - point <= tolerance }
    let high = last(in: 0...(support.upperBound - peak)) {
      logProbability(of: support.upperBound - $0) - point <= tolerance
    }
    guard let high else {
      return (low.map(logLowerTail) ?? point, equals(upTo: low, above: nil, point))
    }
    let start = support.upperBound - high
    if let low {
      // The sides meet in the mode: every table counts.
      if low >= start { return (0, equals(upTo: low, above: low + 1, point)) }
      let excluded = low + 1 == start
      let sum = excluded ? 0 : ExactTests.logSum(logLowerTail(low), logUpperTail(start))
      return (sum, equals(upTo: low, above: start, point))
    }
    return (logUpperTail(start), equals(upTo: nil, above: start, point))
  }

  private func equals(upTo low: Int?, above high: Int?, _ point: Double) -> Int {
    let tolerance = log1p(1e-7)
    var number = 0
    var count = low ?? -1
    while count >= support.lowerBound, logProbability(of: count) - point >= -tolerance {
      number += 1
      count -= 1
    }
    count = high ?? support.upperBound + 1
    while count <= support.upperBound, logProbability(of: count) - point >= -tolerance {
      number += 1
      count += 1
    }
    return number
  }

  /// The largest number of `range` that `holds`, where all below it do and none above it.
  private func last(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int? {
    guard holds(range.lowerBound) else { return nil }
    var (yes, no) = (range.lowerBound, range.upperBound + 1)
    while no - yes > 1 {
      let middle = yes + (no - yes) / 2
      if holds(middle) { yes = middle } else { no = middle }
    }
    return yes
  }
}
