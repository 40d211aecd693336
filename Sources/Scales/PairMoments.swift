/// Sums of squares and products of two items about their means.
struct PairMoments: Sendable, Hashable {
  var n: Int
  var meanX: Double
  var meanY: Double
  var xx = 0.0
  var yy = 0.0
  var xy = 0.0

  init(n: Int, meanX: Double, meanY: Double) {
    self.n = n
    self.meanX = meanX
    self.meanY = meanY
  }

  /// `nil` if one of the two does not vary.
  var correlation: Double? {
    // The mean of a constant may be off in its last digit, which leaves a sum of squares of that size.
    let leastX = Double(n) * meanX * meanX * 0x1p-100
    let leastY = Double(n) * meanY * meanY * 0x1p-100
    guard n > 1, xx > leastX, yy > leastY else { return nil }
    let product = xx * yy
    // One root of the product gives exactly 1 where all three sums are equal; far from 1 it would overflow.
    let scale = product.isNormal ? product.squareRoot() : xx.squareRoot() * yy.squareRoot()
    return max(-1, min(1, xy / scale))
  }

  var covariance: Double { xy / Double(n - 1) }
}

/// How often two rows differ in the same direction in two items, in opposite directions, or not at all.
struct Concordance: Sendable, Hashable {
  var n: Int
  /// Agreeing less disagreeing pairs of rows, Kendall's S.
  var difference = 0
  /// Σ t(t − 1), Σ t(t − 1)(t − 2) and Σ t(t − 1)(2t + 5) over the groups of t tied rows.
  private(set) var tiesX = Ties()
  private(set) var tiesY = Ties()

  struct Ties: Sendable, Hashable {
    var pairs = 0.0
    var triples = 0.0
    var variance = 0.0

    mutating func add(_ count: Int) {
      guard count > 1 else { return }
      let t = Double(count)
      pairs += t * (t - 1)
      triples += t * (t - 1) * (t - 2)
      variance += t * (t - 1) * (2 * t + 5)
    }
  }

  init(n: Int) { self.n = n }

  mutating func addTieX(of count: Int) { tiesX.add(count) }
  mutating func addTieY(of count: Int) { tiesY.add(count) }

  var hasTies: Bool { tiesX.pairs > 0 || tiesY.pairs > 0 }

  /// τb, `nil` if one of the two items does not vary.
  var tauB: Double? {
    let all = Double(n) * Double(n - 1)
    let (x, y) = (all - tiesX.pairs, all - tiesY.pairs)
    guard n > 1, x > 0, y > 0 else { return nil }
    let scale = x == y ? x : x.squareRoot() * y.squareRoot()
    return max(-1, min(1, 2 * Double(difference) / scale))
  }

  /// The variance of S if the items were independent, with the ties as they are.
  var variance: Double {
    let size = Double(n)
    let pairs = size * (size - 1)
    var result = (pairs * (2 * size + 5) - tiesX.variance - tiesY.variance) / 18
    result += tiesX.pairs * tiesY.pairs / (2 * pairs)
    if n > 2 { result += tiesX.triples * tiesY.triples / (9 * pairs * (size - 2)) }
    return result
  }
}
