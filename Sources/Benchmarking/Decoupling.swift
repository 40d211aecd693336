/// How emissions moved with activity between two years, by Tapio's elasticity: the relative change of emissions over
/// that of activity. Values from 0.8 to 1.2, both included, are coupling.
public struct Decoupling: Sendable, Hashable {
  public enum State: String, Sendable, Hashable, CaseIterable {
    case strongDecoupling = "strong-decoupling"
    case weakDecoupling = "weak-decoupling"
    case expansiveCoupling = "expansive-coupling"
    case expansiveNegativeDecoupling = "expansive-negative-decoupling"
    case strongNegativeDecoupling = "strong-negative-decoupling"
    case weakNegativeDecoupling = "weak-negative-decoupling"
    case recessiveCoupling = "recessive-coupling"
    case recessiveDecoupling = "recessive-decoupling"
  }

  public let elasticity: Double
  public let state: State

  /// - Returns: `nil` where activity did not change, or anything was not positive in the first year.
  public init?(emissions: (from: Double, to: Double), activity: (from: Double, to: Double)) {
    guard emissions.from > 0, activity.from > 0, activity.to != activity.from else { return nil }
    let growth = (activity.to - activity.from) / activity.from
    let change = (emissions.to - emissions.from) / emissions.from
    let elasticity = change / growth
    self.elasticity = elasticity
    if growth > 0 {
      state =
        change < 0
        ? .strongDecoupling
        : elasticity < 0.8
          ? .weakDecoupling : elasticity <= 1.2 ? .expansiveCoupling : .expansiveNegativeDecoupling
    } else {
      state =
        change > 0
        ? .strongNegativeDecoupling
        : elasticity < 0.8
          ? .weakNegativeDecoupling : elasticity <= 1.2 ? .recessiveCoupling : .recessiveDecoupling
    }
  }
}
