import Evidence

/// Why a computation could not be carried out.
public enum NumericalFault: String, FaultCode {
  /// Facts: `distribution`, `parameter`, `value`.
  case invalidParameter = "distribution-parameter-invalid"
  /// Facts: `operation`, `left` and `right` (shapes such as `3×2`).
  case shapeMismatch = "matrix-shape-mismatch"
  /// Facts: `operation`, `row`, `column` (both from 1).
  case notFinite = "matrix-not-finite"
  /// Facts: `pivot` (from 1): the first leading minor that is not positive.
  case notPositiveDefinite = "matrix-not-positive-definite"
  /// Facts: `pivot` (from 1).
  case singular = "matrix-singular"
  /// Facts: `operation`.
  case notConverged = "factorization-not-converged"
  /// Facts: `library`, `package` (for apt), `reason`.
  case libraryMissing = "linear-algebra-library-missing"
  /// The person pressed Ctrl-C.
  case interrupted = "interrupted"

  public var kind: Fault.Kind {
    switch self {
    case .shapeMismatch: .ours
    default: .analysis
    }
  }
}
