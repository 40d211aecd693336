import Evidence
import NumericalMethods

/// How much of a total of the sample stands behind the enterprises that show a bottleneck.
public struct MetricShare: Sendable, Hashable {
  public let metric: String
  public let label: Label
  public let role: BottleneckMetric.Role
  /// The total of the enterprises that show it over that of all enterprises with a figure, as they are in the sample;
  /// `nil` where that is not positive.
  public let share: Double?
  /// The same for the population the enterprises were drawn from.
  public let weightedShare: Double?
  /// The share of the total behind enterprises of which the bottleneck is not known.
  public let unknownShare: Double?
  /// The percentile interval over enterprises drawn anew.
  public internal(set) var interval: ConfidenceInterval?
  /// The share of enterprises with a figure.
  public let coverage: Double

  init(_ metric: BottleneckMetric, status: [Double], weights: [Double]) {
    var (all, shown, unknown) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    var (weightedAll, weightedShown) = (CompensatedSum(), CompensatedSum())
    var known = 0
    for (index, value) in metric.values.enumerated() {
      guard let value else { continue }
      known += 1
      all.add(value)
      weightedAll.add(product: weights[index], value)
      if status[index].isNaN {
        unknown.add(value)
      } else if status[index] == 1 {
        shown.add(value)
        weightedShown.add(product: weights[index], value)
      }
    }
    self.metric = metric.name
    label = metric.label
    role = metric.role
    share = all.value > 0 ? shown.value / all.value : nil
    weightedShare = weightedAll.value > 0 ? weightedShown.value / weightedAll.value : nil
    unknownShare = all.value > 0 ? unknown.value / all.value : nil
    coverage = Double(known) / Double(metric.values.count)
    interval = nil
  }
}
