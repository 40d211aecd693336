import Evidence
import Glibc
import NumericalMethods

/// Turning factors so that each item loads on few of them.
enum FactorRotation {
  /// Kaiser's varimax of normalized rows, two factors at a time by the angle that is best for them, until no pair turns any more.
  ///
  /// - Complexity: O(sweeps × items × factors²).
  static func varimax(_ loadings: Matrix) -> Matrix {
    let (rows, factors) = (loadings.rows, loadings.columns)
    var turned = loadings
    let lengths = (0..<rows).map { row in
      (0..<factors).reduce(0) { $0 + loadings[row, $1] * loadings[row, $1] }.squareRoot()
    }
    for row in 0..<rows where lengths[row] > 0 {
      for factor in 0..<factors { turned[row, factor] /= lengths[row] }
    }
    for _ in 0..<1000 {
      var largest = 0.0
      for p in 0..<factors {
        for q in (p + 1)..<max(factors, p + 1) {
          var (sumU, sumV, squares, products) = (0.0, 0.0, 0.0, 0.0)
          for row in 0..<rows {
            let (x, y) = (turned[row, p], turned[row, q])
            let (u, v) = ((x - y) * (x + y), 2 * x * y)
            sumU += u
            sumV += v
            squares += (u - v) * (u + v)
            products += 2 * u * v
          }
          let size = Double(rows)
          let angle = atan2(products - 2 * sumU * sumV / size, squares - (sumU - sumV) * (sumU + sumV) / size) / 4
          if abs(angle) < 1e-15 { continue }
          largest = max(largest, abs(angle))
          let (c, s) = (cos(angle), sin(angle))
          for row in 0..<rows {
            let (x, y) = (turned[row, p], turned[row, q])
            turned[row, p] = c * x + s * y
            turned[row, q] = c * y - s * x
          }
        }
      }
      if largest < 1e-14 { break }
    }
    for row in 0..<rows {
      for factor in 0..<factors { turned[row, factor] *= lengths[row] }
    }
    return turned
  }

  /// Least squares towards the fourth power of varimax loadings, the factors kept at variance 1.
  static func promax(
    _ varimax: Matrix, power: Double = 4
  ) throws(Fault) -> (loadings: Matrix, correlations: Matrix) {
    var target = varimax
    for row in 0..<varimax.rows {
      for factor in 0..<varimax.columns {
        let loading = varimax[row, factor]
        target[row, factor] = loading * pow(abs(loading), power - 1)
      }
    }
    var turn = try LUFactor(try varimax.gram()).solve(try varimax.transposeMultiplied(by: target))
    let scales = try LUFactor(try turn.gram()).solve(Matrix.identity(turn.rows)).diagonal.map { $0.squareRoot() }
    for row in 0..<turn.rows {
      for factor in 0..<turn.columns { turn[row, factor] *= scales[factor] }
    }
    let inverse = try LUFactor(turn).solve(Matrix.identity(turn.rows))
    return (try varimax.multiplied(by: turn), try inverse.transposed.gram())
  }
}
