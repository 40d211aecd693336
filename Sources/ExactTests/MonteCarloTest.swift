import Crosstabs
import Evidence
import Glibc
import NumericalMethods

/// A test by tables drawn at random among all with the same margins.
///
///     let table = try ContingencyTable(typed: "5,0,1;1,4,2;0,2,3")
///     let test = try MonteCarloTest(table, options: .init(draws: 100_000, seed: 7))
///     test.pValue             // (1 + k) / (1 + draws), never 0
///     test.estimate.interval  // of k / draws, 99 %
///
/// The p-value is (1+k)/(B+1), as in R's `chisq.test(simulate.p.value = TRUE)`; SPSS prints ``estimate``, k/B with its
/// interval. Ties count as at least as extreme, within 64 units in the last place as in R. The draws follow from the
/// seed: the number of threads and the instruction set change nothing.
///
/// - Complexity: O(*draws* × *n*) for small tables, O(*draws* × *cells* × √*n*) for large ones.
public struct MonteCarloTest: HypothesisTest, Hashable {
  public struct Options: Sendable, Hashable {
    public var ordering: TableOrdering
    public var draws: Int
    public var seed: UInt64
    /// The level of the interval of ``MonteCarloTest/estimate``.
    public var level: Double

    public init(ordering: TableOrdering = .pearson, draws: Int = 10_000, seed: UInt64 = 1, level: Double = 0.99) {
      self.ordering = ordering
      self.draws = draws
      self.seed = seed
      self.level = level
    }
  }

  public let options: Options
  /// X², G² or (N−1)r²; `nil` where tables are ordered by probability.
  public let statistic: Double?
  /// How many of the drawn tables are at least as extreme.
  public let exceedances: Int
  public let pValue: Double
  public let logP: Double
  /// The share of drawn tables that are at least as extreme, with its Clopper–Pearson interval.
  public let estimate: Estimate
  public let caveats: [Caveat]

  /// - Parameters:
  ///   - threads: How many threads to draw on.
  ///   - progress: Is told the share that is done, from any thread, in any order.
  /// - Throws: `interrupted`; `exact-draws` unless there is at least one draw; `crosstab-only-whole-counts`.
  public init(
    _ table: ContingencyTable, options: Options = Options(), threads: Int = Parallel.availableThreads,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    guard options.draws > 0, options.draws <= 1_000_000_000_000 else {
      throw Fault(ExactTestFault.draws, ["draws": .integer(options.draws)])
    }
    guard options.level > 0, options.level < 1 else {
      throw Fault(CrosstabFault.level, ["value": .number(options.level)])
    }
    guard table.total < Double(Int32.max) / 2 else {
      throw Fault(ExactTestFault.tooManyToDraw, ["n": .number(table.total), "limit": .integer(Int(Int32.max) / 2)])
    }
    self.options = options
    caveats = []
    let margins = try ScoredMargins(table, options.ordering)
    statistic = margins.statistic
    let hits: Int
    if margins.rows.count < 2 || margins.columns.count < 2 {
      // There is one table with these margins.
      hits = options.draws
    } else {
      let sampler = MarginSampler(margins)
      hits = try sampler.exceedances(
        in: options.draws, seed: options.seed, threads: threads, progress: progress)
    }
    exceedances = hits
    let draws = Double(options.draws)
    pValue = (1 + Double(hits)) / (1 + draws)
    logP = log1p(Double(hits)) - log1p(draws)
    let tail = (1 - options.level) / 2
    let low =
      hits == 0
      ? 0 : try BetaDistribution(alpha: Double(hits), beta: draws - Double(hits) + 1).quantile(lowerTail: tail)
    let high =
      hits == options.draws
      ? 1 : try BetaDistribution(alpha: Double(hits) + 1, beta: draws - Double(hits)).quantile(upperTail: tail)
    let share = Double(hits) / draws
    estimate = Estimate(
      share, standardError: (share * (1 - share) / draws).squareRoot(),
      interval: ConfidenceInterval(low: low, high: high, level: options.level, method: "clopper-pearson"))
  }
}
