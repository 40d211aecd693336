import Evidence
import SurveyDesigns
import Tables

extension CommandOption {
  package static let lonely = CommandOption(
    "lonely", .choice(of: SurveyDesign.LonelyUnits.self), default: "refuse",
    Label(chinese: "只有一个群的层如何处理", english: "what to do about a stratum with a single cluster"))
}

extension SurveyDesign {
  /// The design that `--weights`, `--strata`, `--cluster` and `--fpc` describe; `nil` where none of them is there.
  ///
  /// `--cluster` and `--fpc` may name two columns, one a stage: `--cluster county,village`. The rows that `--where` keeps
  /// are a subpopulation: the design is that of the whole file.
  package init?(_ invocation: Invocation, _ open: OpenTable) throws(Fault) {
    let table = open.wholeTable
    func names(_ option: CommandOption) throws(Fault) -> [String] {
      guard let selection = invocation.columns(option) else { return [] }
      return try selection.names(in: table)
    }
    let given: [CommandOption] = [.weights, .strata, .cluster, .fpc]
    guard given.contains(where: { invocation.isGiven($0) }) else { return nil }
    try self.init(
      of: table, weights: invocation.columns(.weights)?.column(in: table).name, strata: names(.strata),
      clusters: names(.cluster), populations: names(.fpc),
      lonelyUnits: invocation.choice(.lonely, of: LonelyUnits.self) ?? .refuse)
    if let kept = open.table.originalRows { self = try part(rows: kept) }
  }

  /// The columns of the design, which are no questions.
  package static func columnNames(_ invocation: Invocation, _ table: Table) throws(Fault) -> Set<String> {
    var found: Set<String> = []
    for option in [CommandOption.weights, .strata, .cluster, .fpc] {
      if let selection = invocation.columns(option) { found.formUnion(try selection.names(in: table)) }
    }
    return found
  }
}
