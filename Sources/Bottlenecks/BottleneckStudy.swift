import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// What holds enterprises back: every dimension by itself, in comparison, and tied to what the accounts say.
///
///     let study = try BottleneckStudy(
///       of: dimensions, respondents: responses, entity: "entity", design: design, enterprises: enterprises)
///     study.dimensions[0].respondents.share
///     study.dimensions[0].emissions?.share
///
/// Respondents are weighted by their design, intervals heed it. Results by enterprise use the enterprises' own design.
/// The same seed gives the same numbers on any number of threads.
public struct BottleneckStudy: Sendable, Hashable {
  public struct Options: Sendable, Hashable {
    /// The weighted share of its respondents from which on an enterprise shows a dimension. The share itself suffices.
    public var enterpriseThreshold = 0.5
    public var criterion = BottleneckCriterion.priority
    /// How often enterprises are drawn anew; 0 for no intervals of ranks, shares and drivers.
    public var draws = 1000
    /// How often outcomes are dealt anew for necessary conditions.
    public var permutations = 1000
    /// The groupings that contrasts are adjusted for, where the enterprises have them.
    public var adjustFor = ["sector", "size"]
    /// The grouping whose groups are pooled, and left out one after the other.
    public var groupBy = "province"
    public var seed: UInt64 = 1
    public var threads = Parallel.availableThreads

    public init() {}
  }

  /// An answer of the respondents that the dimensions should explain: how good data are, say.
  public struct Outcome: Sendable, Hashable {
    public let name: String
    public let label: Label
    public let values: [Double?]
    public let isHighBad: Bool

    public init(_ name: String, label: Label = Label(), _ values: [Double?], isHighBad: Bool = false) {
      self.name = name
      self.label = label
      self.values = values
      self.isHighBad = isHighBad
    }
  }

  /// Everything about one dimension.
  public struct Dimension: Sendable, Hashable {
    public let id: String
    public let label: Label
    public let respondents: BottleneckPrevalence
    public let enterprises: BottleneckPrevalence
    /// `nil` where no item has an order.
    public let severity: BottleneckSeverity?
    public let shares: [MetricShare]
    /// The mean over enterprises, in percent; all dimensions sum to 100.
    public let obstacleDegree: Double?
    public let rank: BottleneckRank
    public let contrasts: [BottleneckContrast]
    /// By the groups of ``Options/groupBy``.
    public let pooled: PooledPrevalence?
    /// One an enterprise: 1 shows, 0 does not, `nil` unknown.
    public let status: [Bool?]
    /// One an enterprise: the mean badness of its respondents' answers between 0 and 1.
    public let loads: [Double?]

    public var emissions: MetricShare? { shares.first { $0.role == .emissions } }
    public var energy: MetricShare? { shares.first { $0.role == .energy } }
    public var valueAdded: MetricShare? { shares.first { $0.role == .valueAdded } }
  }

  /// What the dimensions explain of one outcome.
  public struct Drivers: Sendable, Hashable {
    public enum Level: String, Sendable, Hashable { case respondents, enterprises }
    public let outcome: String
    public let label: Label
    public let level: Level
    public let importance: RelativeImportance
    public let quadrants: ImportancePerformance?
  }

  /// The ranks without one group.
  public struct WithoutGroup: Sendable, Hashable {
    public let group: String
    /// In the order of the dimensions.
    public let ranks: [Int]
  }

  public let options: Options
  /// What the dimensions were ranked by: that of the options, or prevalence where severity is not known of all.
  public let criterion: BottleneckCriterion
  public let dimensions: [Dimension]
  /// Capability, one less the load, as a condition of each outcome: enterprise by enterprise.
  public let necessities: [NecessaryCondition]
  public let drivers: [Drivers]
  /// `nil` unless stages were given.
  public let stages: BindingStages?
  public let withoutGroups: [WithoutGroup]
  public let respondentCount: Int
  public let enterpriseIDs: [String]
  public let caveats: [Caveat]

  /// Places in ``dimensions`` from the worst rank on, ties in their order.
  public var order: [Int] {
    dimensions.indices.sorted { (dimensions[$0].rank.rank, $0) < (dimensions[$1].rank.rank, $1) }
  }

  /// - Parameters:
  ///   - respondents: one row each; only its column `entity` is read here.
  ///   - design: that of the respondents, of as many rows.
  ///   - stages: the links of a chain in order, each with the items that show it broken.
  /// - Throws: `bottleneck-no-dimensions`, `bottleneck-no-items`, `bottleneck-repeated-dimension`,
  ///   `bottleneck-no-respondents`, `bottleneck-unequal-lengths`, `table-no-such-column`.
  public init(
    of dimensions: [BottleneckDimension], respondents: Table, entity: String, design: SurveyDesign,
    enterprises: BottleneckEnterprises, outcomes: [Outcome] = [], stages: [BottleneckDimension] = [],
    options: Options = Options()
  ) throws(Fault) {
    guard !dimensions.isEmpty else { throw Fault(BottleneckFault.noDimensions) }
    for list in [dimensions, stages] {
      var seen: Set<String> = []
      for dimension in list {
        guard !dimension.items.isEmpty || !dimension.enterpriseItems.isEmpty else {
          throw Fault(BottleneckFault.noItems, ["id": .text(dimension.id)])
        }
        guard seen.insert(dimension.id).inserted else {
          throw Fault(BottleneckFault.repeatedDimension, ["id": .text(dimension.id)])
        }
      }
    }
    func evidence(_ list: [BottleneckDimension]) throws(Fault) -> BottleneckEvidence {
      try BottleneckEvidence(
        list, respondents: respondents, entity: entity, design: design, enterprises: enterprises,
        threshold: options.enterpriseThreshold)
    }
    let found = try evidence(dimensions)
    let parts = BottleneckParts(
      dimensions: dimensions, evidence: found, design: design, enterprises: enterprises, options: options)
    let weights = enterprises.design.weights
    let prevalences = dimensions.indices.map { place in
      (
        respondents: BottleneckPrevalence(found.answers[place].shows, in: design),
        enterprises: BottleneckPrevalence(found.sums[place].status, in: enterprises.design)
      )
    }
    let severities = dimensions.indices.map {
      BottleneckSeverity(dimensions[$0], found.answers[$0], in: design)
    }
    let obstacles = parts.obstacles()
    let ranking = try parts.ranking(obstacles)
    let contrasts = try parts.contrasts()
    let pooled = parts.grouping
    self.options = options
    criterion = ranking.criterion
    respondentCount = respondents.rowCount
    enterpriseIDs = enterprises.ids
    withoutGroups = ranking.withoutGroups
    self.dimensions = dimensions.indices.map { place in
      let sums = found.sums[place]
      return Dimension(
        id: dimensions[place].id, label: dimensions[place].label, respondents: prevalences[place].respondents,
        enterprises: prevalences[place].enterprises, severity: severities[place], shares: ranking.shares[place],
        obstacleDegree: obstacles.means[place], rank: ranking.ranks[place], contrasts: contrasts[place],
        pooled: pooled.flatMap { PooledPrevalence(status: sums.status, weights: weights, groups: $0.values) },
        status: sums.status.map { $0.isNaN ? nil : $0 == 1 },
        loads: sums.meanLoad.map { $0.isNaN ? nil : $0 })
    }
    let (necessities, missed) = try parts.necessities()
    self.necessities = necessities
    let (drivers, unexplained) = try parts.drivers(outcomes)
    self.drivers = drivers
    if stages.isEmpty {
      self.stages = nil
    } else {
      self.stages = BindingStages(
        stages.map { ($0.id, $0.label) }, status: try evidence(stages).sums.map(\.status), weights: weights,
        emissions: enterprises.metric(.emissions)?.values ?? [])
    }
    caveats =
      parts.caveats(of: self.dimensions, ranking) + missed + unexplained
  }
}
