import Evidence
import SurveyDesigns

/// How widespread a bottleneck is among respondents or among enterprises.
public struct BottleneckPrevalence: Sendable, Hashable {
  /// Those of whom it is known.
  public let known: Int
  /// Those who show it.
  public let shown: Int
  /// Weighted; `nil` where of nobody it is known.
  public let share: Double?
  /// On the logit scale of the design. Where everybody or nobody shows it, Wilson's interval for as many independent
  /// answers as there are clusters.
  public let interval: ConfidenceInterval?
  public let designEffect: Double?

  /// - Parameter values: 1, 0 or NaN a row.
  init(_ values: [Double], in design: SurveyDesign) {
    let rows = values.indices.filter { !values[$0].isNaN && design.weights[$0] > 0 }
    known = rows.count
    shown = rows.count { values[$0] == 1 }
    guard let estimate = try? DesignEstimate.mean(of: values, in: design) else {
      (share, interval, designEffect) = (nil, nil, nil)
      return
    }
    let isExtreme = shown == 0 || shown == known
    let value = shown == 0 ? 0 : isExtreme ? 1 : estimate.value
    share = value
    if isExtreme {
      let independent = Double(Set(rows.map { design.clusters[$0] }).count)
      let wilson = ProportionInterval.wilson(successes: value * independent, trials: independent)
      interval = wilson.map { ConfidenceInterval(low: $0.low, high: $0.high, method: "wilson-clusters") }
      designEffect = nil
    } else {
      interval = estimate.logitInterval()
      designEffect = estimate.designEffect
    }
  }
}

/// How badly a dimension is rated by those who were asked about it in order.
public struct BottleneckSeverity: Sendable, Hashable {
  /// One item.
  public struct Item: Sendable, Hashable {
    public let name: String
    public let label: Label
    public let n: Int
    /// The mean badness on 1…A over A.
    public let relativeImportance: Double
    /// The share with one of the two worst answers; `nil` where there are fewer than four.
    public let topTwo: Double?
  }

  /// The relative importance index, between 1/A and 1: the mean over a respondent's answered items, weighted over
  /// respondents. Scales are counted 1…A from the best answer to the worst; with scales of 1…A that are high where
  /// bad this is the usual Σ W / (A N).
  public let relativeImportance: Double
  /// The t interval of the design.
  public let interval: ConfidenceInterval?
  public let topTwo: Double?
  public let n: Int
  public let items: [Item]

  /// `nil` where no item has an order or nobody answered.
  init?(_ dimension: BottleneckDimension, _ answers: BottleneckEvidence.Answers, in design: SurveyDesign) {
    guard let estimate = try? DesignEstimate.mean(of: answers.importance, in: design) else { return nil }
    relativeImportance = estimate.value
    interval = estimate.interval().map {
      ConfidenceInterval(low: max(0, $0.low), high: min(1, $0.high), method: "t")
    }
    topTwo = (try? DesignEstimate.mean(of: answers.topTwo, in: design))?.value
    n = estimate.n
    items = dimension.items.compactMap { item -> Item? in
      guard let scale = ItemScale(item) else { return nil }
      let badness = item.scores.map { scale.badness($0) ?? .nan }
      guard let mean = try? DesignEstimate.mean(of: badness, in: design) else { return nil }
      let top = badness.map { $0.isNaN ? .nan : $0 >= scale.width - 1 ? 1.0 : 0 }
      return Item(
        name: item.name, label: item.label, n: mean.n, relativeImportance: (mean.value + 1) / (scale.width + 1),
        topTwo: scale.width >= 3 ? (try? DesignEstimate.mean(of: top, in: design))?.value : nil)
    }
  }
}
