import Evidence
import GroupComparisons
import SurveyDesigns
import Tables

/// A metric of enterprises that show a bottleneck less that of enterprises that do not.
public struct BottleneckContrast: Sendable, Hashable {
  public let metric: String
  public let label: Label
  public let isHighBad: Bool
  /// Enterprises with and without, with a figure.
  public let with: Int
  public let without: Int
  public let meanWith: Double
  public let meanWithout: Double
  /// The difference of means with Welch's interval and p.
  public let crude: Difference
  /// What is left when sector, size or whatever was asked for is made alike, by linear regression under the design of the
  /// enterprises.
  public let adjusted: Difference?
  public let adjustedFor: [String]
  public let adjustmentLabels: [Label]
  /// The median of all differences, and the share of pairs in which the enterprise with the bottleneck has more.
  public let shift: HodgesLehmannShift?
  public let superiority: Double?
  public let rankP: Double?
  public let hedgesG: Double?
  /// Holm's over all contrasts of the study.
  public internal(set) var adjustedP: Double?

  public struct Difference: Sendable, Hashable {
    public let value: Double
    public let interval: ConfidenceInterval?
    public let pValue: Double?
  }

  /// The adjusted difference where there is one.
  public var difference: Difference { adjusted ?? crude }

  /// `nil` unless both groups have figures that differ at all.
  init?(
    _ metric: BottleneckMetric, status: [Double], adjustingFor groupings: [BottleneckGrouping],
    in design: SurveyDesign
  ) {
    let values = metric.values.indices.map { status[$0].isNaN ? nil : metric.values[$0] }
    var (by, of) = (ColumnBuilder(name: "bottleneck"), ColumnBuilder(name: metric.name))
    for (status, value) in zip(status, values) {
      if status.isNaN { by.appendMissing() } else { by.append(Int64(status)) }
      if let value { of.append(value) } else { of.appendMissing() }
    }
    let (groups, numbers) = (by.finished(), of.finished())
    guard let comparison = try? GroupComparison(of: numbers, by: groups), let pair = comparison.pairs.first,
      comparison.lines.count == 2
    else { return nil }
    // Groups come in order of their code, 0 before 1, and a pair is the first less the second.
    let (absent, present) = (comparison.lines[0], comparison.lines[1])
    self.metric = metric.name
    label = metric.label
    isHighBad = metric.isHighBad
    with = present.n
    without = absent.n
    meanWith = present.mean
    meanWithout = absent.mean
    crude = Difference(value: -pair.difference, interval: pair.interval?.turned, pValue: pair.pValue)
    superiority = pair.mannWhitney.map { 1 - $0.superiority }
    rankP = pair.mannWhitney?.pValue
    hedgesG = pair.hedgesG.map { -$0 }
    let members = { (wanted: Double) in values.indices.filter { status[$0] == wanted }.compactMap { values[$0] } }
    shift = HodgesLehmannShift(of: members(1), against: members(0))
    var covariates: [Column] = []
    for grouping in groupings {
      var column = ColumnBuilder(name: grouping.name)
      for value in grouping.values {
        if let value { column.append(value) } else { column.appendMissing() }
      }
      covariates.append(column.finished())
    }
    let model =
      covariates.isEmpty
      ? nil
      : try? AdjustedComparison(of: numbers, by: groups, adjustingFor: covariates, in: design, kind: .linear)
    adjusted = model?.pairs.first.map {
      Difference(value: -$0.difference, interval: $0.interval?.turned, pValue: $0.pValue)
    }
    adjustedFor = adjusted == nil ? [] : groupings.map(\.name)
    adjustmentLabels = adjusted == nil ? [] : groupings.map(\.label)
    adjustedP = nil
  }
}

extension ConfidenceInterval {
  /// The interval of the number with its sign turned.
  fileprivate var turned: ConfidenceInterval {
    ConfidenceInterval(low: -high, high: -low, level: level, method: method)
  }
}
