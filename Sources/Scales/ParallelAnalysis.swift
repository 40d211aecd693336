import Evidence
import NumericalMethods

/// How many dimensions are more than chance: eigenvalues of the correlations against those of unrelated normal items.
///
/// Random correlations are drawn from their distribution itself (Wishart, by Bartlett's decomposition), so a draw costs the
/// same for a hundred rows and for a million. `psych::fa.parallel` draws every row.
public struct ParallelAnalysis: Sendable, Hashable {
  /// From the greatest.
  public let eigenvalues: [Double]
  /// Of the random correlations, in the same order.
  public let randomMeans: [Double]
  /// What so many of the random eigenvalues stay below.
  public let randomQuantiles: [Double]
  public let quantile: Double
  public let draws: Int
  public let seed: UInt64
  /// The leading eigenvalues above the quantile of theirs (Glorfeld 1995); the count stops at the first that is not.
  public let suggested: Int
  /// Eigenvalues above 1, which is known to be too many.
  public let kaiser: Int

  /// - Parameters:
  ///   - eigenvalues: Of the correlations of `n` rows, from the greatest.
  ///   - quantile: 0.95 as psych; Horn (1965) compared with the means.
  /// - Throws: `scale-too-few-rows` below two rows.
  /// - Complexity: O(draws × items³).
  public init(
    eigenvalues: [Double], n: Int, draws: Int = 500, quantile: Double = 0.95, seed: UInt64 = 1, threads: Int = 1
  ) throws(Fault) {
    let count = eigenvalues.count
    guard n > 1 else {
      throw Fault(
        ScalesFault.tooFewRows,
        ["rows": .integer(n), "all": .integer(n), "items": .integer(count), "needed": 2])
    }
    let random = try Parallel.map(draws, threads: threads) { (draw) throws(Fault) in
      var generator = SeededGenerator(seed: seed, stream: UInt64(draw))
      return try SymmetricEigen(Self.randomCorrelations(count, n: n, &generator)).values
    }
    var (means, quantiles) = ([Double](), [Double]())
    for place in 0..<count {
      let values = random.map { $0[place] }.sorted()
      means.append(values.compensatedMean())
      // Quantiles of type 7, R's default.
      let position = quantile * Double(draws - 1)
      let low = Int(position)
      let high = min(low + 1, draws - 1)
      quantiles.append(values[low] + (position - Double(low)) * (values[high] - values[low]))
    }
    self.eigenvalues = eigenvalues
    randomMeans = means
    randomQuantiles = quantiles
    self.quantile = quantile
    self.draws = draws
    self.seed = seed
    suggested = (0..<count).first { eigenvalues[$0] <= quantiles[$0] } ?? count
    kaiser = eigenvalues.count { $0 > 1 }
  }

  /// Correlations of `n` rows of independent normal items.
  static func randomCorrelations(
    _ items: Int, n: Int, _ generator: inout SeededGenerator
  ) throws(Fault) -> Matrix {
    let degrees = n - 1
    // Row i of the factor has i normal numbers and the root of a chi-square; rows past the degrees of freedom are all normal.
    var factor = Matrix(rows: items, columns: min(items, degrees))
    for i in 0..<items {
      for j in 0..<min(i, degrees) { factor[i, j] = generator.normal() }
      if i < degrees {
        let distribution = try ChiSquareDistribution(degreesOfFreedom: Double(degrees - i))
        factor[i, i] = distribution.quantile(lowerTail: generator.uniformInside()).squareRoot()
      }
    }
    for i in 0..<items {
      let length = (0..<factor.columns).reduce(0) { $0 + factor[i, $1] * factor[i, $1] }.squareRoot()
      for j in 0..<factor.columns { factor[i, j] /= length }
    }
    return try factor.transposed.gram()
  }
}
