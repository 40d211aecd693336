import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// A figure of each enterprise: emissions, energy, money, intensity, a grade, a gap.
public struct BottleneckMetric: Sendable, Hashable {
  /// What the figure is used for.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Its total stands behind a bottleneck; one metric each.
    case emissions, energy, valueAdded
    /// It is contrasted between enterprises with and without a bottleneck, and explained by drivers.
    case outcome
  }

  public let name: String
  public let label: Label
  public let values: [Double?]
  public let role: Role
  /// Whether more of it is worse, as with intensities and gaps. Decides which corner must stay empty if capability
  /// is necessary for a good value.
  public let isHighBad: Bool

  public init(
    _ name: String, label: Label = Label(), _ values: [Double?], role: Role = .outcome, isHighBad: Bool = true
  ) {
    self.name = name
    self.label = label
    self.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    self.role = role
    self.isHighBad = isHighBad
  }
}

/// Which sector, size or province each enterprise belongs to.
public struct BottleneckGrouping: Sendable, Hashable {
  public let name: String
  public let label: Label
  public let values: [String?]

  public init(_ name: String, label: Label = Label(), _ values: [String?]) {
    self.name = name
    self.label = label
    self.values = values
  }
}

/// The enterprises behind the respondents.
public struct BottleneckEnterprises: Sendable {
  public let ids: [String]
  public let metrics: [BottleneckMetric]
  public let groupings: [BottleneckGrouping]
  /// How the enterprises were drawn.
  public let design: SurveyDesign

  /// - Parameter weights: one an enterprise; all alike unless given.
  /// - Throws: `bottleneck-no-enterprises`, `bottleneck-repeated-enterprise`, `bottleneck-unequal-lengths`.
  public init(
    ids: [String], metrics: [BottleneckMetric] = [], groupings: [BottleneckGrouping] = [], weights: [Double]? = nil
  ) throws(Fault) {
    guard !ids.isEmpty else { throw Fault(BottleneckFault.noEnterprises) }
    if let weights { try Self.check("weight", weights.count, ids.count) }
    var (weight, drawn) = (ColumnBuilder(name: "weight"), ColumnBuilder(name: "drawn"))
    for place in ids.indices {
      weight.append(weights?[place] ?? 1)
      drawn.append(1.0)
    }
    // A single enterprise is all there is: nothing tells how enterprises differ.
    let design = try SurveyDesign(
      of: Table(name: "enterprises", columns: [weight.finished(), drawn.finished()], rowCount: ids.count),
      weights: weights == nil ? nil : "weight", populations: ids.count == 1 ? ["drawn"] : [])
    try self.init(ids: ids, metrics: metrics, groupings: groupings, design: design)
  }

  /// - Throws: as above.
  public init(
    ids: [String], metrics: [BottleneckMetric] = [], groupings: [BottleneckGrouping] = [], design: SurveyDesign
  ) throws(Fault) {
    guard !ids.isEmpty else { throw Fault(BottleneckFault.noEnterprises) }
    var seen: Set<String> = []
    if let twice = ids.first(where: { !seen.insert($0).inserted }) {
      throw Fault(BottleneckFault.repeatedEnterprise, ["id": .text(twice)])
    }
    for metric in metrics { try Self.check(metric.name, metric.values.count, ids.count) }
    for grouping in groupings { try Self.check(grouping.name, grouping.values.count, ids.count) }
    try Self.check("design", design.rowCount, ids.count)
    self.ids = ids
    self.metrics = metrics
    self.groupings = groupings
    self.design = design
  }

  public var count: Int { ids.count }

  static func check(_ name: String, _ count: Int, _ expected: Int) throws(Fault) {
    guard count == expected else {
      throw Fault(
        BottleneckFault.unequalLengths,
        ["name": .text(name), "count": .integer(count), "expected": .integer(expected)])
    }
  }

  func metric(_ role: BottleneckMetric.Role) -> BottleneckMetric? { metrics.first { $0.role == role } }
}
