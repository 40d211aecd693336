import Crosstabs
import Evidence
import NumericalMethods

/// Which test of independence a table gets, decided before anything slow is started, and why.
///
///     let ladder = try TestLadder(table)
///     ladder.step      // .exact
///     ladder.reason    // facts for one sentence, worded in `Phrasebook`
///
/// Asymptotic where the expected counts allow it, else exact where that is cheap, else seeded Monte Carlo.
public struct TestLadder: Sendable, Hashable {
  /// When the asymptotic test may be read.
  public enum Rule: String, CaseIterable, Sendable, Hashable {
    /// Fewer than 20 % of expected counts below 5 and none below 1 (Cochran 1954).
    case cochran
    /// 2×2: Pearson where n ≥ 40 and all are at least 5, Yates where n ≥ 40 and all are at least 1, else Fisher.
    /// Larger tables as ``cochran``.
    case chineseTextbook = "cn-textbook"
    /// 2×2: (N−1) chi-square where all are at least 1, else Fisher (Campbell 2007). Larger tables as ``cochran``.
    case campbell
  }

  public enum Step: String, CaseIterable, Sendable, Hashable {
    case pearson
    case continuityCorrection
    /// The (N−1) chi-square.
    case smallSample
    case exact
    case monteCarlo
  }

  public struct Options: Sendable, Hashable {
    public var rule: Rule
    /// How exact and drawn tables are ordered.
    public var ordering: TableOrdering
    /// Up to this estimate, in seconds of one thread, a test is exact.
    public var budget: Double
    public var draws: Int
    public var seed: UInt64
    /// Whether an asymptotic test will not do, however large the expected counts.
    public var beginsWithExact: Bool

    public init(
      rule: Rule = .cochran, ordering: TableOrdering = .probability, budget: Double = 3, draws: Int = 100_000,
      seed: UInt64 = 1, beginsWithExact: Bool = false
    ) {
      self.beginsWithExact = beginsWithExact
      self.rule = rule
      self.ordering = ordering
      self.budget = budget
      self.draws = draws
      self.seed = seed
    }
  }

  public let options: Options
  public let expected: ExpectedCounts
  public let step: Step
  /// What an exact test would cost; `nil` where the expected counts settled it.
  public let work: ExactWork?
  public let reason: Caveat

  /// - Throws: `crosstab-only-whole-counts`: sums of weights get a design-based test.
  public init(_ table: ContingencyTable, options: Options = Options()) throws(Fault) {
    try self.init(table, options, canBeExact: true)
  }

  /// Without `canBeExact`, an exact test has been tried and was too large after all.
  fileprivate init(_ table: ContingencyTable, _ options: Options, canBeExact: Bool) throws(Fault) {
    guard !table.isWeighted else {
      throw Fault(CrosstabFault.onlyWholeCounts, ["test": .text("exact")])
    }
    let table = table.droppingEmptyCategories()
    let expected = ExpectedCounts(table)
    self.options = options
    self.expected = expected
    var facts: Facts = [
      "rule": .text(options.rule.rawValue), "cells": .integer(expected.cellsBelowFive), "of": .integer(expected.cells),
      "minimum": .number(expected.minimum), "n": .number(table.total), "rows": .integer(table.rowCount),
      "columns": .integer(table.columnCount),
    ]
    if !options.beginsWithExact, let step = Self.asymptotic(options.rule, table, expected) {
      self.step = step
      work = nil
      let note: TestLadderNote =
        step == .pearson ? .pearson : step == .smallSample ? .smallSample : .continuityCorrection
      reason = Caveat(note, facts)
      return
    }
    let work =
      table.isTwoByTwo
      ? ExactWork(tables: 1, seconds: 0, bytes: 0) : try ExactTest.work(for: table, ordering: options.ordering)
    self.work = work
    if canBeExact, work.seconds <= options.budget, work.bytes <= ExactTest.Options().mostBytes {
      step = .exact
      facts["tables"] = .number(work.tables.rounded())
      reason = Caveat(table.isTwoByTwo ? TestLadderNote.fisher : .exact, facts)
    } else {
      step = .monteCarlo
      facts["tables"] = .number(work.tables.rounded())
      facts["seconds"] = .number(work.seconds.rounded(.up))
      facts["budget"] = .number(options.budget)
      facts["draws"] = .integer(options.draws)
      facts["seed"] = .text(String(options.seed))
      let isTooLarge = !canBeExact || !work.seconds.isFinite || work.bytes > ExactTest.Options().mostBytes
      // Whoever asked for an exact test must not be told to ask for it.
      let note: TestLadderNote =
        isTooLarge ? .monteCarloForSize : options.beginsWithExact ? .monteCarloForTime : .monteCarlo
      reason = Caveat(note, facts)
    }
  }

  private static func asymptotic(_ rule: Rule, _ table: ContingencyTable, _ expected: ExpectedCounts) -> Step? {
    if table.isTwoByTwo {
      switch rule {
      case .cochran: break
      case .chineseTextbook:
        if table.total < 40 || expected.minimum < 1 { return nil }
        return expected.minimum < 5 ? .continuityCorrection : .pearson
      case .campbell: return expected.minimum < 1 ? nil : .smallSample
      }
    }
    return expected.meetsCochransRule ? .pearson : nil
  }
}

/// The one sentence that says which test was used and why.
public enum TestLadderNote: String, CaveatCode {
  case pearson = "ladder-pearson"
  case continuityCorrection = "ladder-continuity-correction"
  case smallSample = "ladder-small-sample"
  case fisher = "ladder-fisher"
  case exact = "ladder-exact"
  case monteCarlo = "ladder-monte-carlo"
  case monteCarloForSize = "ladder-monte-carlo-for-size"
  case monteCarloForTime = "ladder-monte-carlo-for-time"
}

/// The test a ``TestLadder`` chose, carried out.
public struct LadderTest: HypothesisTest, Hashable {
  public enum Result: Sendable, Hashable {
    case pearson(PearsonTest)
    case continuityCorrection(ContinuityCorrectedTest)
    case smallSample(SmallSampleTest)
    case fisher(FisherExactTest)
    case exact(ExactTest)
    case monteCarlo(MonteCarloTest)
  }

  public let ladder: TestLadder
  public let result: Result

  /// - Throws: what the chosen test throws; `interrupted`.
  public init(
    _ table: ContingencyTable, options: TestLadder.Options = .init(), threads: Int = Parallel.availableThreads,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    var ladder = try TestLadder(table, options: options)
    let table = table.droppingEmptyCategories()
    var found: Result?
    switch ladder.step {
    case .pearson: found = .pearson(try PearsonTest(table))
    case .continuityCorrection: found = .continuityCorrection(try ContinuityCorrectedTest(table))
    case .smallSample: found = .smallSample(try SmallSampleTest(table))
    case .exact where table.isTwoByTwo && options.ordering == .probability:
      found = .fisher(try FisherExactTest(table))
    case .exact:
      do throws(Fault) {
        // An estimate can be wrong; whoever reads the ladder waits no longer than for the random tables.
        let exact = ExactTest.Options(ordering: options.ordering, mostSeconds: max(options.budget, 60))
        found = .exact(try ExactTest(table, options: exact, threads: threads, progress: progress))
      } catch {
        guard error.code == ExactTestFault.outOfMemory.rawValue || error.code == ExactTestFault.tooLarge.rawValue else {
          throw error
        }
        ladder = try TestLadder(table, options, canBeExact: false)
      }
    case .monteCarlo: break
    }
    if let found {
      result = found
    } else {
      result = .monteCarlo(
        try MonteCarloTest(
          table, options: .init(ordering: options.ordering, draws: options.draws, seed: options.seed),
          threads: threads, progress: progress))
    }
    self.ladder = ladder
  }

  private var test: any HypothesisTest {
    switch result {
    case .pearson(let test): test
    case .continuityCorrection(let test): test
    case .smallSample(let test): test
    case .fisher(let test): test
    case .exact(let test): test
    case .monteCarlo(let test): test
    }
  }

  public var statistic: Double? { test.statistic }
  public var pValue: Double { test.pValue }
  public var logP: Double { test.logP }
  /// The reason first, then what the test itself worries about.
  public var caveats: [Caveat] { [ladder.reason] + test.caveats }
}
