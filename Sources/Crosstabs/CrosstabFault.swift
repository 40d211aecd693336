import Evidence

/// Why a crosstab or one of its tests cannot be made.
public enum CrosstabFault: String, FaultCode {
  case typedEmpty = "crosstab-typed-empty"
  case typedZero = "crosstab-typed-zero"
  case typedNumber = "crosstab-typed-number"
  case typedRagged = "crosstab-typed-ragged"
  case negativeCount = "crosstab-negative-count"
  case countsTooLarge = "crosstab-counts-too-large"
  case unequalShape = "crosstab-unequal-shape"
  case scoreCount = "crosstab-score-count"
  case fractionalFrequency = "crosstab-fractional-frequency"
  case noFrequencies = "crosstab-no-frequencies"
  case negativeWeight = "crosstab-negative-weight"
  case zeroWeights = "crosstab-zero-weights"
  case noCommonRows = "crosstab-no-common-rows"
  case constantVariable = "crosstab-constant-variable"
  case onlyTwoByTwo = "crosstab-only-two-by-two"
  case onlySquare = "crosstab-only-square"
  case onlyWholeCounts = "crosstab-only-whole-counts"
  case noDiscordantPairs = "crosstab-no-discordant-pairs"
  case unequalLayers = "crosstab-unequal-layers"
  case noUsableLayer = "crosstab-no-usable-layer"
  case constantScores = "crosstab-constant-scores"
  case proportions = "crosstab-proportions"
  case notDichotomous = "crosstab-not-dichotomous"
  case notTwoAnswers = "crosstab-not-two-answers"
  case noAnswers = "crosstab-no-answers"
  case level = "crosstab-level"

  public var kind: Fault.Kind {
    switch self {
    case .typedEmpty, .typedZero, .typedNumber, .typedRagged, .scoreCount, .proportions, .level: .usage
    case .unequalShape: .ours
    default: .analysis
    }
  }
}
