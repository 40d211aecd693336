import Crosstabs
import Evidence
import SurveyDesigns

extension CrosstabCompanions {
  /// The tests beside the others: Fisher's for every 2×2 table of whole counts, random tables where they are asked for,
  /// by the sampling design where one is named.
  init(
    of analysis: CrosstabAnalysis, _ open: OpenTable?, _ invocation: Invocation, _ surroundings: Surroundings
  ) throws(Fault) {
    self.init()
    let occupied = analysis.table.droppingEmptyCategories()
    if occupied.isTwoByTwo, !occupied.isWeighted {
      try addFisher(FisherExactTest(occupied, options: .init(level: analysis.options.level)))
    }
    if let draws = invocation.integer(.monteCarlo) {
      let seed = UInt64(invocation.integer(.seed) ?? 1)
      try addMonteCarlo(
        MonteCarloTest(
          occupied, options: .init(draws: draws, seed: seed), threads: surroundings.threads,
          progress: surroundings.progress))
    }
    if let open { try addDesign(open, invocation) }
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

  private mutating func addDesign(_ open: OpenTable, _ invocation: Invocation) throws(Fault) {
    guard let sampling = try SurveyDesign(invocation, open.table) else { return }
    let (rows, columns) = try open.crossed(invocation)
    let test = try RaoScottTest(rows: rows, columns: columns, in: sampling)
    design = DesignCompanion(
      f: test.f, numeratorDegrees: test.numeratorDegrees, denominatorDegrees: test.denominatorDegrees,
      pValue: test.pValue, logP: test.logP, designDegrees: Double(test.designDegrees), statistic: test.uncorrected,
      firstOrder: test.firstOrder, secondOrder: test.secondOrder, deltas: try test.designEffects())
    caveats += test.caveats
  }
}

extension CommandOption {
  static let monteCarlo = CommandOption(
    "monte-carlo", .integer(1...1_000_000_000), placeholder: "DRAWS",
    Label(chinese: "抽取这么多张边际相同的随机表", english: "draw so many random tables with the same margins"))
}
