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
  /// Facts: `n`, `excluded`.
  case tooFewLeaves = "hclust-too-few-rows"
  /// Facts: `n`.
  case tooFewItems = "hclust-too-few-items"
  /// Facts: `n`.
  case allAlike = "hclust-all-alike"
  /// Facts: `leaves`, `most`, `linkage`, `distance`.
  case tooLarge = "hclust-too-large"
  /// Facts: `row` counted from 1, `rows` that are like it, `distance`, `why`: `zero` or `constant`.
  case noDirection = "hclust-no-direction"
  /// Facts: `column`, `value`.
  case constantItem = "hclust-constant-item"
  /// Facts: `distance`.
  case distanceOfItems = "hclust-distance-of-items"
  /// Facts: `k`.
  case tooFewClusters = "hclust-too-few-clusters"
  /// Facts: `k`, `patterns`, `n`.
  case tooManyClusters = "hclust-too-many-clusters"
  /// Facts: `leaves`, `most`.
  case tooManyForTies = "hclust-too-many-for-ties"
  /// Facts: `height`.
  case negativeHeight = "hclust-negative-height"
  /// Facts: `rows`, `columns`.
  case matrixNotSquare = "matrix-not-square"
  /// Facts: `place` counted from 1, `row`, `column`.
  case matrixNames = "matrix-names"
  /// Facts: `row`, `column`, `value`, `other`; so the next three.
  case matrixNotANumber = "matrix-not-a-number"
  case matrixNegative = "matrix-negative"
  case matrixDiagonal = "matrix-diagonal"
  case matrixNotSymmetric = "matrix-not-symmetric"

  public var kind: Fault.Kind {
    switch self {
    case .noColumns, .tooFewClusters, .negativeHeight, .distanceOfItems: .usage
    case .matrixNotSquare, .matrixNames, .matrixNotANumber, .matrixNegative, .matrixDiagonal, .matrixNotSymmetric:
      .input
    default: .analysis
    }
  }
}

/// What should be known of a hierarchy.
public enum ClusteringCaveat: String, CaveatCode {
  /// Facts: `inversions`, `linkage`.
  case inversions = "hclust-inversions"
  /// Facts: `linkage`, `distance`.
  case notEuclidean = "hclust-not-euclidean"
  /// Facts: `ties`, `merges`.
  case ties = "hclust-ties"
  /// Facts: `k`, `height`.
  case cutSplitsTie = "hclust-cut-splits-tie"
  /// Facts: `silhouette`, the best of all cuts looked at.
  case hardlyAnyStructure = "hclust-hardly-any-structure"
}
