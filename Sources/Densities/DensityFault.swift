import Evidence

/// Why rows cannot be clustered by density.
public enum DensityFault: String, FaultCode {
  /// Facts: `radius`.
  case radius = "density-radius"
  /// Facts: `count`.
  case minimumNeighbors = "density-minimum-neighbors"
  /// Facts: `count`.
  case minimumSize = "density-minimum-size"
  /// Facts: `column`, `value`.
  case textColumn = "density-text-column"
  /// Facts: `n`, `points`, `most`.
  case tooManyPoints = "density-too-many-points"
  /// Facts: `points`.
  case outOfMemory = "density-out-of-memory"

  public var kind: Fault.Kind {
    switch self {
    case .radius, .minimumNeighbors, .minimumSize: .usage
    case .textColumn, .tooManyPoints, .outOfMemory: .analysis
    }
  }
}

/// What should worry the reader of a clustering by density.
public enum DensityCaveat: String, CaveatCode {
  /// Facts: `n`, `minimum`, `radius`.
  case everythingNoise = "density-everything-noise"
  /// Facts: `n`, `noise`.
  case oneCluster = "density-one-cluster"
  /// Facts: `n`.
  case allCore = "density-all-core"
  /// Facts: `clusters`, `step`, `radius`.
  case distinctAnswers = "density-distinct-answers"
  /// Facts: `clusters`.
  case onlyRepeatedRows = "density-only-repeated-rows"
  /// Facts: `contested`.
  case contestedBorders = "density-contested-borders"
  /// Facts: `clusters`, `minimum`.
  case smallClusters = "density-small-clusters"
  /// Facts: `n`, `minimum`.
  case fewerRows = "density-fewer-rows"
}
