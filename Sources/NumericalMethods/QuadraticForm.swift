/// g′ V⁻ g for a covariance matrix V that may lack full rank, with the rank.
///
/// A Cholesky factorization that takes the largest pivot left. Vectors outside the range of V do not occur, since V is
/// the covariance of g. Small and plain, so that a crosstab need not wake up a linear algebra library.
package struct QuadraticForm {
  package let value: Double
  package let rank: Int

  /// - Complexity: O(*n*³).
  package init(_ vector: [Double], covariance: [Double]) {
    let n = vector.count
    precondition(covariance.count == n * n)
    var matrix = covariance
    var rest = vector
    var isLeft = [Bool](repeating: true, count: n)
    var largest = 0.0
    for place in 0..<n { largest = max(largest, matrix[place * n + place]) }
    var sum = 0.0
    var rank = 0
    for _ in 0..<n {
      var pivot = -1
      for place in 0..<n where isLeft[place] {
        if pivot < 0 || matrix[place * n + place] > matrix[pivot * n + pivot] { pivot = place }
      }
      let variance = matrix[pivot * n + pivot]
      if !(variance > largest * 1e-11) { break }
      isLeft[pivot] = false
      rank += 1
      sum += rest[pivot] * rest[pivot] / variance
      for row in 0..<n where isLeft[row] {
        let factor = matrix[row * n + pivot] / variance
        if factor == 0 { continue }
        rest[row] -= factor * rest[pivot]
        for column in 0..<n where isLeft[column] { matrix[row * n + column] -= factor * matrix[pivot * n + column] }
      }
    }
    value = sum
    self.rank = rank
  }
}
