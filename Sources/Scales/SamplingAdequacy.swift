import Evidence
import Glibc
import NumericalMethods

/// Whether correlations are worth factoring: Kaiser, Meyer and Olkin's measure and Bartlett's test of sphericity.
public struct SamplingAdequacy: Sendable, Hashable {
  /// Correlations against partial correlations, from 0 to 1: the squares of the former over those of both. `nil` where the
  /// correlations are singular or not positive definite, since partial correlations do not exist then.
  public let kmo: Double?
  /// The same for the pairs of each item.
  public let kmoPerItem: [Double]?
  /// χ² = −(n − 1 − (2k + 5)/6) ln|R| on k(k − 1)/2 degrees of freedom; `nil` where `kmo` is.
  public let bartlett: ChiSquareResult?
  /// The rows Bartlett's test was told of.
  public let n: Int

  /// A smallest eigenvalue below this share of the greatest counts as zero.
  static let leastEigenvalueShare = 1e-12

  /// - Parameter n: The rows; where they differ from pair to pair, the fewest are the careful choice.
  public init(_ correlations: Matrix, n: Int) throws(Fault) {
    let size = correlations.rows
    self.n = n
    let values = try SymmetricEigen(correlations).values
    guard let greatest = values.first, let least = values.last, least > greatest * Self.leastEigenvalueShare else {
      (kmo, kmoPerItem, bartlett) = (nil, nil, nil)
      return
    }
    let inverse = try LUFactor(correlations).solve(Matrix.identity(size))
    var squares = [Double](repeating: 0, count: size)
    var partials = squares
    for i in 0..<size {
      for j in 0..<size where i != j {
        let q = inverse[i, j] * inverse[i, j] / (inverse[i, i] * inverse[j, j])
        squares[i] += correlations[i, j] * correlations[i, j]
        partials[i] += q
      }
    }
    let (all, allPartial) = (squares.reduce(0, +), partials.reduce(0, +))
    kmo = all / (all + allPartial)
    kmoPerItem = squares.indices.map { squares[$0] / (squares[$0] + partials[$0]) }
    let degrees = Double(size * (size - 1)) / 2
    let factor = Double(n) - 1 - Double(2 * size + 5) / 6
    // The determinant is a product of eigenvalues whose sum is `size`: their logarithms cannot add to more than 0.
    let statistic = max(0, -factor * values.reduce(0) { $0 + log($1) })
    let distribution = try ChiSquareDistribution(degreesOfFreedom: degrees)
    bartlett = ChiSquareResult(
      statistic: statistic, degreesOfFreedom: degrees, pValue: distribution.upperTail(at: statistic),
      logP: distribution.logUpperTail(at: statistic))
  }
}
