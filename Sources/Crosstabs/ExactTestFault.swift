import Evidence

/// Why an exact or Monte-Carlo test cannot be made.
public enum ExactTestFault: String, FaultCode {
  /// Facts: `draws`.
  case draws = "exact-draws"
  /// Facts: `n`, `limit`.
  case tooManyToDraw = "exact-too-many-to-draw"

  public var kind: Fault.Kind {
    switch self {
    case .draws: .usage
    default: .analysis
    }
  }
}
