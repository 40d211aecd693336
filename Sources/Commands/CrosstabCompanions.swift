import CommandGrammar
import CrosstabPresentation
import Crosstabs
import Evidence
import ExactTests
import Presentation
import SurveyDesigns

extension CrosstabCompanions {
  /// The tests beside the others: Fisher's for every 2×2 table of whole counts, random tables where they are asked for,
  /// by the sampling design where one is named.
  init(
    of analysis: CrosstabAnalysis, _ open: OpenTable?, _ invocation: Invocation, _ surroundings: Surroundings,
    among kept: [Int32]? = nil
  ) throws(Fault) {
    self.init()
    let occupied = analysis.table.droppingEmptyCategories()
    let seed = UInt64(invocation.integer(.seed) ?? 1)
    if occupied.isWeighted, invocation.flag(.exact) {
      throw Fault(CrosstabFault.onlyWholeCounts, ["test": "--exact"])
    }
    if !occupied.isWeighted {
      if occupied.isTwoByTwo {
        try addFisher(FisherExactTest(occupied, options: .init(level: analysis.options.level)))
      }
      try addLadder(of: occupied, invocation, seed: seed, surroundings)
    }
    if let draws = invocation.integer(.monteCarlo) {
      try addMonteCarlo(
        MonteCarloTest(
          occupied, options: .init(draws: draws, seed: seed), threads: surroundings.threads,
          progress: surroundings.progress))
    }
    if let open { try addDesign(open, invocation, among: kept) }
  }

  /// Where the expected counts are too low for the asymptotic tests, or `--exact` asks: exact while that can be done in
  /// good time, else random tables. The sentence that says which, and why, is a caveat.
  private mutating func addLadder(
    of table: ContingencyTable, _ invocation: Invocation, seed: UInt64, _ surroundings: Surroundings
  ) throws(Fault) {
    let isExactWanted = invocation.flag(.exact)
    var options = TestLadder.Options(
      rule: invocation.choice(.rule, of: TestLadder.Rule.self) ?? .cochran, seed: seed,
      beginsWithExact: isExactWanted)
    // Whoever asks for an exact test is ready to wait for it.
    if isExactWanted { options.budget = 120 }
    let ladder = try TestLadder(table, options: options)
    ladderStep = ladder.step.rawValue
    guard ladder.step == .exact || ladder.step == .monteCarlo else { return }
    // What was asked for by name is answered by name.
    if !isExactWanted, invocation.isGiven(.monteCarlo) { return }
    let test = try LadderTest(
      table, options: options, threads: surroundings.threads, progress: surroundings.progress)
    ladderStep = test.ladder.step.rawValue
    switch test.result {
    case .exact(let test): exact = ExactCompanion(pValue: test.pValue, logP: test.logP)
    case .monteCarlo(let test) where !invocation.isGiven(.monteCarlo): addMonteCarlo(test)
    case .monteCarlo, .fisher, .pearson, .continuityCorrection, .smallSample: break
    }
    caveats.append(test.ladder.reason)
    if isExactWanted { try addExactStatistics(of: table, surroundings) }
  }

  /// The exact p of the three statistics, each left out where it would take too long.
  private mutating func addExactStatistics(of table: ContingencyTable, _ surroundings: Surroundings) throws(Fault) {
    func exactP(_ ordering: TableOrdering) throws(Fault) -> Double? {
      let options = ExactTest.Options(ordering: ordering, mostSeconds: 120)
      let work = try ExactTest.work(for: table, ordering: ordering)
      guard work.seconds <= options.mostSeconds, work.bytes <= options.mostBytes else { return nil }
      do throws(Fault) {
        return try ExactTest(table, options: options, threads: surroundings.threads, progress: surroundings.progress)
          .pValue
      } catch {
        if error.code == ExactTestFault.outOfMemory.rawValue { return nil }
        throw error
      }
    }
    exactPearson = try exactP(.pearson)
    exactLikelihoodRatio = try exactP(.likelihoodRatio)
    exactLinearByLinear = try exactP(.linearByLinear)
  }

  private mutating func addFisher(_ test: FisherExactTest) {
    exact = ExactCompanion(
      pValue: test.pValue, logP: test.logP, less: test.less.pValue, greater: test.greater.pValue, midP: test.midP,
      conditionalOddsRatio: test.conditionalOddsRatio)
    caveats += test.caveats
  }

  private mutating func addMonteCarlo(_ test: MonteCarloTest) {
    monteCarlo = MonteCarloCompanion(
      draws: test.options.draws, seed: test.options.seed, ordering: test.options.ordering.rawValue,
      pValue: test.pValue, logP: test.logP, estimate: test.estimate)
    caveats += test.caveats
  }

  private mutating func addDesign(
    _ open: OpenTable, _ invocation: Invocation, among kept: [Int32]?
  ) throws(Fault) {
    guard var sampling = try SurveyDesign(invocation, open) else { return }
    if let kept { sampling = try sampling.part(rows: kept) }
    let (rows, columns) = try open.crossed(invocation, among: kept)
    let test = try RaoScottTest(rows: rows, columns: columns, in: sampling)
    design = DesignCompanion(
      f: test.f, numeratorDegrees: test.numeratorDegrees, denominatorDegrees: test.denominatorDegrees,
      pValue: test.pValue, logP: test.logP, designDegrees: Double(test.designDegrees), statistic: test.uncorrected,
      firstOrder: test.firstOrder, secondOrder: test.secondOrder, deltas: try test.designEffects(),
      residuals: try DesignResiduals(rows: rows, columns: columns, in: sampling))
    caveats += test.caveats
  }
}

extension CommandOption {
  static let exact = CommandOption(
    "exact", .flag,
    Label(chinese: "做精确检验；表太大时改用随机表", english: "exact tests; random tables where the table is too large for them"))
  static let rule = CommandOption(
    "rule", .choice(of: TestLadder.Rule.self), default: "cochran",
    Label(chinese: "按哪条规则判断期望频数是否够大", english: "by which rule expected counts are large enough"))
  static let monteCarlo = CommandOption(
    "monte-carlo", .integer(1...1_000_000_000), placeholder: "DRAWS",
    Label(chinese: "抽取这么多张边际相同的随机表", english: "draw so many random tables with the same margins"))
}
