/// The corner of the scatter that stays empty if the condition is necessary.
///
/// The raw value is the number R's package NCA gives the corner.
public enum NecessityCorner: Int, Sendable, Hashable, CaseIterable {
  /// Much of the outcome needs much of the condition.
  case upperLeft = 1
  /// Much of the outcome needs little of the condition.
  case upperRight = 2
  /// Little of the outcome needs much of the condition: a low carbon intensity needs capability.
  case lowerLeft = 3
  /// Little of the outcome needs little of the condition.
  case lowerRight = 4

  var flipsCondition: Bool { self == .upperRight || self == .lowerRight }
  var flipsOutcome: Bool { self == .lowerLeft || self == .lowerRight }
}
