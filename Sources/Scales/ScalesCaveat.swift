import Evidence

/// What should worry the reader of a correlation or a scale.
public enum ScalesCaveat: String, CaveatCode {
  /// Facts: `pairs`, `items`: those that never vary.
  case undefinedCorrelations = "correlations-undefined"
  /// Facts: `items`.
  case reversedItems = "scale-items-reversed"
  /// Facts: `alpha`, `items`: those that go against the rest.
  case negativeAlpha = "scale-alpha-negative"
  /// Facts: `items`.
  case negativeItemRest = "scale-item-rest-negative"
  /// Facts: `items`.
  case singularCorrelations = "scale-correlations-singular"
  /// Facts: `low`, `high`, `used`: rows of the pairs.
  case unequalPairs = "scale-pairs-unequal"
  /// Facts: `items`.
  case noUniqueness = "scale-no-uniqueness"
  /// Facts: `steps`.
  case notConverged = "scale-factors-not-converged"
  /// Facts: `pairs`, `count`.
  case emptyCells = "polychoric-empty-cells"
  /// Facts: `pairs`, `bound`.
  case polychoricBound = "polychoric-at-bound"
}
