import Crosstabs
import Evidence
import SurveyDesigns

extension CrosstabCompanions {
  /// The tests beside the others: by the sampling design where one is named.
  init(
    of analysis: CrosstabAnalysis, _ open: OpenTable?, _ invocation: Invocation, _ surroundings: Surroundings
  ) throws(Fault) {
    self.init()
    if let open { try addDesign(open, invocation) }
  }

  private mutating func addDesign(_ open: OpenTable, _ invocation: Invocation) throws(Fault) {
    func name(_ option: CommandOption) throws(Fault) -> String? {
      guard let selection = invocation.columns(option) else { return nil }
      return try selection.column(in: open.table).name
    }
    let (weights, strata, cluster) = (try name(.weights), try name(.strata), try name(.cluster))
    guard weights != nil || strata != nil || cluster != nil else { return }
    let population = try name(.fpc)
    let sampling = try SurveyDesign(
      of: open.table, weights: weights, strata: strata.map { [$0] } ?? [], clusters: cluster.map { [$0] } ?? [],
      populations: population.map { [$0] } ?? [])
    let (rows, columns) = try open.crossed(invocation)
    let test = try RaoScottTest(rows: rows, columns: columns, in: sampling)
    design = DesignCompanion(
      f: test.f, numeratorDegrees: test.numeratorDegrees, denominatorDegrees: test.denominatorDegrees,
      pValue: test.pValue, logP: test.logP, designDegrees: Double(test.designDegrees), statistic: test.uncorrected,
      firstOrder: test.firstOrder, secondOrder: test.secondOrder, deltas: try test.designEffects())
    caveats += test.caveats
  }
}
