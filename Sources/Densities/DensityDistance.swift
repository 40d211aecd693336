import CKernels

/// How far apart two points are.
public enum DensityDistance: String, Sendable, Hashable, CaseIterable {
  case euclidean
  case manhattan
  case chebyshev

  var metric: Int32 {
    switch self {
    case .euclidean: Int32(CK_DENSITY_EUCLIDEAN.rawValue)
    case .manhattan: Int32(CK_DENSITY_MANHATTAN.rawValue)
    case .chebyshev: Int32(CK_DENSITY_CHEBYSHEV.rawValue)
    }
  }

  /// The largest sum of squares, sum or maximum of differences that is a distance of at most `radius`.
  ///
  /// A Euclidean distance is the correctly rounded root of the sum of squares, taken in the order of the columns. scikit-learn and R
  /// compare the sum with the square of the radius, which differs in the last bit: of 3 and √3 they say no.
  func threshold(_ radius: Double) -> Double {
    self == .euclidean ? ck_density_squared_threshold(radius) : radius
  }

  /// The distance as every fast path computes it.
  package func between(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for (a, b) in zip(left, right) {
      switch self {
      case .euclidean: sum += (a - b) * (a - b)
      case .manhattan: sum += (a - b).magnitude
      case .chebyshev: sum = max(sum, (a - b).magnitude)
      }
    }
    return self == .euclidean ? sum.squareRoot() : sum
  }
}
