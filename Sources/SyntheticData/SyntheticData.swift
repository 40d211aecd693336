import Evidence
import NumericalMethods
import Tables

/// Data made up to look like published ones: tables whose margins, tests and likeness inside clusters are those of a
/// specification, and nobody's answers.
///
///     let data = try SyntheticData(SyntheticSpecification(parsing: bytes))
///     data.respondents["q1"]
///     data.targets.filter { !$0.isMet }
///
/// Whole numbers and + − × ÷ √ alone, so a seed gives the same bytes on every machine.
///
/// - Complexity: O(*rows* × *items*), ten times over for an item with an intra-class correlation.
public struct SyntheticData: Sendable {
  public let specification: SyntheticSpecification
  /// A row a cluster, `nil` where the specification has none.
  public let clusters: Table?
  public let respondents: Table
  /// What the clusters used: `entity, year, kind, item, quantity, unit`.
  public let activity: Table?
  /// Measured again from the finished tables.
  public let targets: [SyntheticTarget]
  public let claims: [SyntheticVerdict]
  public let caveats: [Caveat]

  /// - Throws: `synthetic-impossible-share`, `synthetic-margins-do-not-sum` and their like, with the sentence why no
  ///   data can be so.
  public init(_ specification: SyntheticSpecification) throws(Fault) {
    self.specification = specification
    let answers = try Answers(specification)
    let figures = specification.plants.map { PlantFigures($0, answers) }
    let maker = TableMaker(answers, figures)
    clusters = try maker.clusters()
    respondents = try maker.respondents()
    activity = try maker.activity()
    claims = specification.claims.map { SyntheticVerdict($0) }
    targets = try Remeasurement(specification, clusters, respondents, clusterOfRow: answers.clusterOfRow).targets
    caveats =
      [Caveat(SyntheticCaveat.synthetic, ["seed": .integer(specification.seed)])]
      + answers.caveats + claims.compactMap(\.caveat)
  }

  /// The tables that are written, each with the name of its file.
  public var files: [(name: String, table: Table)] {
    [clusters, respondents, activity].compactMap { table in table.map { ("\($0.name).csv", $0) } }
  }
}
