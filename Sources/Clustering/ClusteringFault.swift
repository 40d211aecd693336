import Evidence

/// Why rows or items cannot be clustered.
public enum ClusteringFault: String, FaultCode {
  case noColumns = "points-no-columns"
  /// Facts: `column`, `value`: a text that occurs in it.
  case textColumn = "points-text-column"
  /// Facts: `column`, `row` counted from 1.
  case infinite = "points-infinite"
  /// Facts: `column`, `value`, `scale`.
  case constantColumn = "points-constant-column"
  /// Facts: `rows`, `columns`.
  case noCompleteRows = "points-no-complete-rows"

  public var kind: Fault.Kind {
    switch self {
    case .noColumns: .usage
    default: .analysis
    }
  }
}
