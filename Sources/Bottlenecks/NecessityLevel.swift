import Glibc

/// One line of a bottleneck table: what a level of the outcome asks of the condition.
///
/// Levels run from the least to the most wanted outcome, 0 to 100 percent; in the lower corners 100 percent is the lowest
/// outcome. R's package NCA prints those upside down in the same order.
public struct NecessityLevel: Sendable, Hashable {
  /// What is asked of the condition.
  public enum Requirement: Sendable, Hashable {
    /// Cases with the least of the condition get there: NN in R.
    case notNecessary
    case condition(Double)
    /// The ceiling would ask for more than there is: NA in R. Only lines do.
    case beyondScope

    public var value: Double? {
      if case .condition(let value) = self { value } else { nil }
    }
  }

  /// A level and its requirement in one kind of unit.
  public struct Row: Sendable, Hashable {
    /// Percent of the way from the least to the most wanted outcome; percent of the cases for percentiles.
    public let percent: Double
    /// The outcome itself.
    public let outcome: Double
    /// In the condition's own units.
    public let steps: Requirement
    public let line: Requirement
    /// In percent of the condition's range from its lowest value, or in percent of the cases at or below it.
    public let stepsPercent: Double?
    public let linePercent: Double?
  }

  /// Levels at equal distances in the range of the outcome; requirements in percent of the condition's range.
  public let range: Row
  /// Levels at quantiles of the outcome (R's type 7); requirements as the percentage of cases at or below them.
  public let percentile: Row

  /// Percent of the way from the least to the most wanted outcome.
  public var percent: Double { range.percent }
  public var outcome: Double { range.outcome }
  public var steps: Requirement { range.steps }
  public var line: Requirement { range.line }

  static func table(
    _ scan: CeilingScan, _ peers: CeilingScan.Peers, _ line: (slope: Double, intercept: Double)?, x: [Double],
    y: [Double], count: Int, signs: (x: Double, y: Double)
  ) -> [NecessityLevel] {
    let bounds = scan.bounds
    let (low, high) = (bounds.scopeX.lowerBound, bounds.scopeX.upperBound)
    let (slackX, slackY) = (1e-9 * bounds.width, 1e-9 * bounds.height)
    func requirement(_ x: Double) -> Requirement {
      x <= low + slackX ? .notNecessary : x > high + slackX ? .beyondScope : .condition(signs.x * min(x, high))
    }
    func onSteps(_ y: Double) -> Requirement {
      guard let first = peers.y.firstIndex(where: { $0 >= y - slackY }) else { return .beyondScope }
      return requirement(peers.x[first])
    }
    func onLine(_ y: Double) -> Requirement {
      line.map { requirement((y - $0.intercept) / $0.slope) } ?? .notNecessary
    }
    let scopeLow = signs.x > 0 ? low : -high
    func ofRange(_ requirement: Requirement) -> Double? {
      requirement.value.map { 100 * ($0 - scopeLow) / bounds.width }
    }
    let sorted = x.map { signs.x * $0 }.sorted()
    func ofCases(_ requirement: Requirement) -> Double? {
      requirement.value.map { value in
        let below = sorted.partitioningIndex { $0 > value + slackX }
        return 100 * Double(below) / Double(sorted.count)
      }
    }
    let outcomes = y.sorted()
    func row(_ percent: Double, _ outcome: Double, _ unit: (Requirement) -> Double?) -> Row {
      let (steps, line) = (onSteps(outcome), onLine(outcome))
      return Row(
        percent: percent, outcome: signs.y * outcome, steps: steps, line: line, stepsPercent: unit(steps),
        linePercent: unit(line))
    }
    let steps = max(1, count)
    return (0...steps).map { step in
      let share = Double(step) / Double(steps)
      let outcome =
        step == steps ? bounds.scopeY.upperBound : bounds.scopeY.lowerBound + share * bounds.height
      let place = share * Double(outcomes.count - 1)
      let below = min(outcomes.count - 2, Int(place))
      let quantile = outcomes[below] + (place - Double(below)) * (outcomes[below + 1] - outcomes[below])
      return NecessityLevel(
        range: row(100 * share, outcome, ofRange), percentile: row(100 * share, quantile, ofCases))
    }
  }
}

extension Array where Element == Double {
  /// The first place of a sorted array where `belongs` holds, all before it not.
  fileprivate func partitioningIndex(where belongs: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
