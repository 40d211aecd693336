/// How the distance between two clusters follows from the distances of their members.
///
/// SPSS calls ``average`` BAVERAGE (between-groups linkage), ``within`` WAVERAGE and ``weighted`` not at all; R calls
/// ``weighted`` mcquitty and ``ward`` on plain distances ward.D2.
public enum Linkage: String, Sendable, Hashable, CaseIterable {
  /// The mean over all pairs of a member here and a member there (UPGMA).
  case average
  case single
  case complete
  /// The mean of the two distances before, whatever the sizes (WPGMA).
  case weighted
  /// The mean over all pairs inside the union, the pairs within each cluster included.
  case within
  /// Twice the growth of the sum of squares, and its root as height.
  case ward
  /// Between centres of mass. Merges can invert.
  case centroid
  /// Between centres that count both halves alike. Merges can invert.
  case median

  /// Whether every merge stands at least as high as the merges it joins.
  public var isMonotone: Bool { self != .centroid && self != .median }
  /// Whether the rule speaks of squares and centres of mass, which only Euclidean distances have.
  public var needsEuclidean: Bool { self == .ward || !isMonotone }

  /// The engine for given distances, if there is one.
  var overTriangle: TriangleLinkage? {
    switch self {
    case .average: .average
    case .single: .single
    case .complete: .complete
    case .weighted: .weighted
    case .ward: .ward
    case .within, .centroid, .median: nil
    }
  }

  /// The engine for points, if there is one.
  func overPoints(_ distance: Distance) -> PointLinkage? {
    let squared = distance == .sqeuclidean
    guard squared || distance == .euclidean else { return nil }
    return switch self {
    case .average: squared ? .averageOfSquares : .averageOfDistances
    case .single: .single
    case .complete: .complete
    case .weighted: squared ? .weightedOfSquares : .weightedOfDistances
    case .ward: .ward
    case .within, .centroid, .median: nil
    }
  }
}

/// How far two points, or two items, are from each other.
public enum Distance: String, Sendable, Hashable, CaseIterable {
  case euclidean
  /// SPSS's default.
  case sqeuclidean
  /// The sum of the differences.
  case manhattan
  /// The greatest difference.
  case chebyshev
  /// 1 − the cosine of the angle at the origin.
  case cosine
  /// 1 − *r* between the answers of two rows, or between two items.
  case correlation
  /// 1 − |*r*|.
  case abscorrelation
  /// √(2(1 − *r*)): Euclidean between standardized answers.
  case rootcorrelation
  /// 1 − *r*².
  case squaredcorrelation
  /// The share of columns that differ.
  case hamming
  /// The mean over columns of the difference divided by the range, and of 0 or 1 for texts.
  case gower

  public var isCorrelation: Bool {
    switch self {
    case .correlation, .abscorrelation, .rootcorrelation, .squaredcorrelation: true
    default: false
    }
  }
  /// Whether texts without order can be told apart by it.
  public var takesTexts: Bool { self == .hamming || self == .gower }
  /// Whether it is Euclidean, or the square of a Euclidean one.
  public var isEuclidean: Bool { self == .euclidean || self == .sqeuclidean || self == .rootcorrelation }

  /// The distance that belongs to a correlation.
  func distance(ofCorrelation r: Double) -> Double {
    switch self {
    case .abscorrelation: 1 - abs(r)
    case .rootcorrelation: max(2 * (1 - r), 0).squareRoot()
    case .squaredcorrelation: (1 - r) * (1 + r)
    default: 1 - r
    }
  }
}
