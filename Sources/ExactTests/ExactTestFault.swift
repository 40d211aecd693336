import Evidence

/// Why an exact or Monte-Carlo test cannot be made.
public enum ExactTestFault: String, FaultCode {
  /// Facts: `draws`.
  case draws = "exact-draws"
  /// Facts: `n`, `limit`.
  case tooManyToDraw = "exact-too-many-to-draw"
  /// Facts: `rows`, `columns`, `n`, `seconds`, `limit`.
  case tooMuchWork = "exact-too-much-work"
  /// Its lists would not fit in memory. Facts: `rows`, `columns`, `n`.
  case tooLarge = "exact-too-large"
  case outOfMemory = "exact-out-of-memory"

  public var kind: Fault.Kind {
    switch self {
    case .draws: .usage
    default: .analysis
    }
  }
}
