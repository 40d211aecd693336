import Evidence

/// What can be wrong with a sampling design.
public enum DesignFault: String, FaultCode {
  case tooManyStages = "design-too-many-stages"
  case populationsPerStage = "design-populations-per-stage"
  case negativeWeight = "design-negative-weight"
  case noWeight = "design-no-weight"
  case populationChanges = "design-population-changes"
  case populationTooSmall = "design-population-too-small"
  case lonelyClusters = "design-lonely-clusters"
  case singleCluster = "design-single-cluster"
  case noRows = "design-no-rows"
  case noAnswers = "design-no-answers"
  case marginTotal = "design-margin-total"
  case marginMissing = "design-margin-missing"
  case marginLacksLevel = "design-margin-lacks-level"
  case marginEmptyLevel = "design-margin-empty-level"
  case marginsDisagree = "design-margins-disagree"
  case rakingFails = "design-raking-fails"
  case tooFewReplicates = "design-too-few-replicates"
  case calibratedPart = "design-calibrated-part"

  public var kind: Fault.Kind {
    switch self {
    case .tooManyStages, .populationsPerStage: .usage
    default: .analysis
    }
  }
}

/// What should be known of a sampling design.
public enum DesignCaveat: String, CaveatCode {
  case rowsLeftOut = "design-rows-left-out"
  case restartingClusters = "design-restarting-clusters"
  case lonelyClusters = "design-lonely-clusters-by-policy"
  case weightsAlone = "design-weights-alone"
}
