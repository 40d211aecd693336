import Evidence
import NumericalMethods

/// Where the chain of each enterprise breaks first: collection, transmission, application, or whatever stages were given.
///
/// A stage fails where an enterprise shows its bottleneck, by the rule of dimensions. The binding stage is the first that
/// fails; it is unknown where an earlier stage is unknown, or where none fails and one is unknown.
public struct BindingStages: Sendable, Hashable {
  public struct Stage: Sendable, Hashable {
    public let id: String
    public let label: Label
    /// Enterprises at which it fails at all, and at which it is the first to fail.
    public let failing: Int
    public let binding: Int
    /// Of the enterprises whose binding stage is known, weighted.
    public let share: Double?
    /// Of the emissions of all enterprises with a figure.
    public let emissionsShare: Double?
  }

  /// What holds an enterprise.
  public enum Binding: Sendable, Hashable {
    case stage(Int)
    case none
    case unknown
  }

  public let stages: [Stage]
  /// Enterprises at which no stage fails.
  public let free: Int
  public let freeShare: Double?
  public let unknown: Int
  /// One an enterprise.
  public let bindings: [Binding]

  /// - Parameter status: 1, 0 or NaN, stage by stage and enterprise by enterprise.
  init(_ stages: [(id: String, label: Label)], status: [[Double]], weights: [Double], emissions: [Double?]) {
    let count = weights.count
    let found = (0..<count).map { place -> Binding in
      for (stage, own) in status.enumerated() {
        if own[place].isNaN { return .unknown }
        if own[place] == 1 { return .stage(stage) }
      }
      return .none
    }
    func weight(_ wanted: (Binding) -> Bool) -> Double {
      (0..<count).filter { wanted(found[$0]) }.map { weights[$0] }.compensatedSum()
    }
    let known = weight { $0 != .unknown }
    let total = emissions.compactMap { $0 }.compensatedSum()
    self.stages = stages.indices.map { stage in
      Stage(
        id: stages[stage].id, label: stages[stage].label, failing: status[stage].count { $0 == 1 },
        binding: found.count { $0 == .stage(stage) },
        share: known > 0 ? weight { $0 == .stage(stage) } / known : nil,
        emissionsShare: total > 0
          ? (0..<count).filter { found[$0] == .stage(stage) }.compactMap { emissions[$0] }.compensatedSum() / total
          : nil)
    }
    free = found.count { $0 == .none }
    freeShare = known > 0 ? weight { $0 == .none } / known : nil
    unknown = found.count { $0 == .unknown }
    bindings = found
  }
}
