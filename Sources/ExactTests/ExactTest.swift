import Crosstabs
import Evidence
import Glibc
import NumericalMethods

/// The exact test of an r×c table: the probability, given the margins, of all tables at least as extreme.
///
///     let table = try ContingencyTable(typed: "5,0,1;1,4,2;0,2,3")
///     try ExactTest(table).pValue                                      // 0.02089, Freeman–Halton as in R
///     try ExactTest(table, options: .init(ordering: .pearson)).pValue  // 0.01245
///
/// Tables tie within a relative 1e-7 of the probability or statistic; without that this table's p would be 0.0132.
/// SPSS prints the first as "Fisher's Exact Test". Empty rows and columns do not matter.
///
/// - Complexity: exponential in the smaller dimension. ``work(for:ordering:)`` knows before it starts.
public struct ExactTest: HypothesisTest, Hashable {
  public struct Options: Sendable, Hashable {
    public var ordering: TableOrdering
    /// Refuse what is estimated to take longer on one thread.
    public var mostSeconds: Double
    /// Refuse what is estimated to need more memory.
    public var mostBytes: Double

    public init(
      ordering: TableOrdering = .probability, mostSeconds: Double = 600, mostBytes: Double = 700_000_000
    ) {
      self.ordering = ordering
      self.mostSeconds = mostSeconds
      self.mostBytes = mostBytes
    }
  }

  public let options: Options
  /// X², G² or (N−1)r²; `nil` where tables are ordered by probability.
  public let statistic: Double?
  public let pValue: Double
  public let logP: Double
  /// What was expected of the work.
  public let work: ExactWork
  public let caveats: [Caveat]

  /// - Parameters:
  ///   - threads: How many threads to work on; the result has the same bits on any number.
  ///   - progress: Is told the share that is done, from any thread, in any order.
  /// - Throws: `exact-too-much-work` or `exact-too-large` before anything is started; `interrupted`; `crosstab-only-whole-counts`.
  public init(
    _ table: ContingencyTable, options: Options = Options(), threads: Int = Parallel.availableThreads,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    self.options = options
    caveats = []
    let margins = try ScoredMargins(table, options.ordering)
    statistic = margins.statistic
    guard margins.rows.count > 1, margins.columns.count > 1 else {
      work = ExactWork(tables: 1, seconds: 0, bytes: 0)
      pValue = 1
      logP = 0
      return
    }
    var facts: Facts = [
      "rows": .integer(margins.rows.count), "columns": .integer(margins.columns.count), "n": .integer(margins.total),
    ]
    guard let plan = ExactPlan(margins), plan.work.bytes <= options.mostBytes else {
      throw Fault(ExactTestFault.tooLarge, facts)
    }
    guard plan.work.seconds <= options.mostSeconds else {
      facts["seconds"] = .number(plan.work.seconds.rounded(.up))
      facts["limit"] = .number(options.mostSeconds)
      throw Fault(ExactTestFault.tooMuchWork, facts)
    }
    work = plan.work
    let enumeration = ExactEnumeration(plan: plan, margins: margins, threads: threads, progress: progress)
    let limits = margins.limits(slack: 1e-7)
    let p: Double
    if limits.atLeast <= limits.atMost {
      p = 1
    } else if limits.atMost > -.infinity {
      let upper = try enumeration.probability(ofAtLeast: limits.atLeast)
      p = min(1, upper + (try enumeration.probability(ofAtLeast: -limits.atMost, negated: true)))
    } else {
      p = try enumeration.probability(ofAtLeast: limits.atLeast)
    }
    pValue = p
    logP = log(p)
  }

  /// What an exact test of this table would cost; infinite where it cannot be done.
  public static func work(for table: ContingencyTable, ordering: TableOrdering = .probability) throws(Fault)
    -> ExactWork
  {
    let margins = try ScoredMargins(table, ordering)
    guard margins.rows.count > 1, margins.columns.count > 1 else {
      return ExactWork(tables: 1, seconds: 0, bytes: 0)
    }
    return ExactPlan(margins)?.work
      ?? ExactWork(
        tables: ExactPlan.tables(margins.rows, margins.columns), seconds: .infinity, bytes: .infinity)
  }
}
