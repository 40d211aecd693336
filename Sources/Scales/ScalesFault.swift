import Evidence

/// Why items cannot be correlated or made into a scale.
public enum ScalesFault: String, FaultCode {
  /// Facts: `column`, `kind`.
  case notNumeric = "scale-not-numeric"
  /// Facts: `column`: a closed list whose answers have neither numbers nor an order.
  case noOrder = "scale-no-order"
  /// Facts: `items`, `needed`.
  case tooFewItems = "scale-too-few-items"
  /// Facts: `rows`, `items`, `needed`, `all`.
  case tooFewRows = "scale-too-few-rows"
  /// Facts: `column`, `value`, `rows`.
  case constantItem = "scale-constant-item"
  /// Facts: `column`.
  case allMissing = "scale-all-missing"
  /// Facts: `a`, `b`.
  case undefinedCorrelation = "scale-undefined-correlation"
  /// Facts: `column`, `levels`, `most`.
  case tooManyLevels = "scale-too-many-levels"
  /// Facts: `factors`, `most`, `items`.
  case tooManyFactors = "scale-too-many-factors"

  public var kind: Fault.Kind { .analysis }
}
