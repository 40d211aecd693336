import Evidence
import NumericalMethods

/// Factors whose correlations come nearest to those of the items off the diagonal, in the sum of squares: minres, also
/// called unweighted least squares.
///
/// The uniquenesses are found by Newton's method with the exact second derivatives (Jöreskog 1977), so the gradient is zero to the
/// last digits, where R's `psych::fa` stops at four or five of them.
struct MinimumResiduals: Sendable {
  /// Items by factors, unrotated: orthogonal, strongest first, each with a positive sum.
  let loadings: Matrix
  /// What the factors leave of each item: 1 less its communality.
  let uniquenesses: [Double]
  /// Items whose uniqueness was held at the bound: Heywood cases.
  let bounded: [Int]
  let converged: Bool
  let steps: Int

  /// psych holds uniquenesses above this bound, too.
  static let leastUniqueness = 0.005

  /// - Parameter correlations: need not be positive definite.
  /// - Complexity: O(steps × items³).
  init(_ correlations: Matrix, factors: Int) throws(Fault) {
    let size = correlations.rows
    var uniquenesses = Self.start(correlations)
    var state = try State(correlations, uniquenesses, factors)
    var steps = 0
    var converged = false
    while steps < 200 {
      let atBound = (0..<size).filter {
        (uniquenesses[$0] <= Self.leastUniqueness && state.gradient[$0] > 0)
          || (uniquenesses[$0] >= 1 && state.gradient[$0] < 0)
      }
      let free = (0..<size).filter { !atBound.contains($0) }
      if free.isEmpty || free.allSatisfy({ abs(state.gradient[$0]) < 1e-14 }) {
        converged = true
        break
      }
      steps += 1
      let direction = try state.direction(free)
      var length = 1.0
      var next: (uniquenesses: [Double], state: State)?
      while length > 1e-10 {
        var trial = uniquenesses
        for (place, index) in free.enumerated() {
          trial[index] = min(1, max(Self.leastUniqueness, trial[index] + length * direction[place]))
        }
        let there = try State(correlations, trial, factors)
        if there.misfit < state.misfit {
          next = (trial, there)
          break
        }
        length /= 2
      }
      guard let next else {
        // No step improves the fit in its last digit: this is the minimum as far as numbers can tell.
        converged = free.allSatisfy { abs(state.gradient[$0]) < 1e-7 }
        break
      }
      (uniquenesses, state) = next
    }
    self.steps = steps
    self.converged = converged
    loadings = state.loadings(factors)
    let found = loadings
    self.uniquenesses = (0..<size).map { row in
      1 - (0..<factors).reduce(0) { $0 + found[row, $1] * found[row, $1] }
    }
    bounded = (0..<size).filter { uniquenesses[$0] <= Self.leastUniqueness }
  }

  /// One less the squared multiple correlation where it exists, else one half.
  static func start(_ correlations: Matrix) -> [Double] {
    let size = correlations.rows
    guard (try? CholeskyFactor(correlations)) != nil, let factor = try? LUFactor(correlations),
      let inverse = try? factor.solve(Matrix.identity(size))
    else { return Array(repeating: 0.5, count: size) }
    return (0..<size).map { min(1, max(leastUniqueness, 1 / inverse[$0, $0])) }
  }

  /// The misfit at some uniquenesses with its derivatives.
  private struct State {
    let eigen: SymmetricEigen
    let factors: Int
    let misfit: Double
    let gradient: [Double]

    init(_ correlations: Matrix, _ uniquenesses: [Double], _ factors: Int) throws(Fault) {
      var reduced = correlations
      for index in uniquenesses.indices { reduced[index, index] = 1 - uniquenesses[index] }
      let eigen = try SymmetricEigen(reduced)
      self.eigen = eigen
      self.factors = factors
      let left = factors..<uniquenesses.count
      misfit = left.reduce(0) { $0 + eigen.values[$1] * eigen.values[$1] } / 2
      gradient = uniquenesses.indices.map { row in
        -left.reduce(0) { $0 + eigen.values[$1] * eigen.vectors[row, $1] * eigen.vectors[row, $1] }
      }
    }

    /// Newton's step for the uniquenesses that are free.
    func direction(_ free: [Int]) throws(Fault) -> [Double] {
      let size = gradient.count
      let rest = factors..<size
      var near = Matrix(rows: free.count, columns: free.count)
      var exact = near
      for (a, i) in free.enumerated() {
        for (b, j) in free.enumerated() where b <= a {
          var shared = 0.0
          var cross = 0.0
          for k in rest {
            let product = eigen.vectors[i, k] * eigen.vectors[j, k]
            shared += product
            for l in 0..<factors {
              cross +=
                2 * eigen.values[k] / (eigen.values[k] - eigen.values[l]) * product * eigen.vectors[i, l]
                * eigen.vectors[j, l]
            }
          }
          near[a, b] = shared * shared
          exact[a, b] = shared * shared + cross
        }
      }
      for a in free.indices {
        near[a, a] += 1e-9
        for b in 0..<a {
          near[b, a] = near[a, b]
          exact[b, a] = exact[a, b]
        }
      }
      let right = free.map { -gradient[$0] }
      // Far from the minimum the exact second derivatives need not be positive; their first part always is.
      let isFinite = exact.columnMajor.allSatisfy(\.isFinite)
      let chosen = isFinite && (try? CholeskyFactor(exact)) != nil ? exact : near
      return try LUFactor(chosen).solve(right)
    }

    func loadings(_ factors: Int) -> Matrix {
      var loadings = Matrix(rows: gradient.count, columns: factors)
      for factor in 0..<factors {
        let scale = max(0, eigen.values[factor]).squareRoot()
        let column = (0..<gradient.count).map { scale * eigen.vectors[$0, factor] }
        let sign: Double = column.reduce(0, +) < 0 ? -1 : 1
        for row in column.indices { loadings[row, factor] = sign * column[row] }
      }
      return loadings
    }
  }
}
