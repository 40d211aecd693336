import Glibc
import NumericalMethods

/// The correlation of two normal variables that makes a table of their cut values most likely, the cuts being given.
struct PolychoricFit {
  let correlation: Double
  let logLikelihood: Double
  /// Whether the likelihood grows all the way to ±1.
  let isAtBound: Bool

  /// As near to ±1 as the search goes.
  static let bound = 0.9999
  /// A cell less likely than this counts as this likely: differences of probabilities know no more.
  private static let leastCell = 1e-17

  /// Newton's method on the slope of the likelihood, kept between two places where the slope has different signs.
  ///
  /// - Parameters:
  ///   - counts: Row by row, not all 0. Cells of 0 add nothing to the likelihood.
  ///   - rows, columns: The cuts, ascending.
  init(_ counts: [Double], rows: [Double], columns: [Double], start: Double) {
    var grid = BivariateNormalGrid(rows: rows, columns: columns)
    var (low, high) = (-Self.bound, Self.bound)
    var rho = max(-0.9, min(0.9, start))
    var state = Self.state(&grid, counts, rho)
    for _ in 0..<60 {
      if state.slope > 0 { low = rho } else { high = rho }
      var next = rho - state.slope / state.curvature
      // Where the likelihood is not hollowed downwards, or the step leaves the bracket, go halfway to its end.
      if !(state.curvature < 0) || next <= low || next >= high {
        next = state.slope > 0 ? (rho + high) / 2 : (rho + low) / 2
      }
      let step = abs(next - rho)
      rho = next
      state = Self.state(&grid, counts, rho)
      if step < 1e-13 || state.slope == 0 { break }
      if high - low < 1e-13 { break }
    }
    let end = rho > 0 ? Self.bound : -Self.bound
    isAtBound = abs(end - rho) < 1e-4
    correlation = rho
    logLikelihood = state.value
  }

  private static func state(
    _ grid: inout BivariateNormalGrid, _ counts: [Double], _ rho: Double
  ) -> (value: Double, slope: Double, curvature: Double) {
    grid.evaluate(rho)
    var (value, slope, curvature) = (0.0, 0.0, 0.0)
    for index in counts.indices where counts[index] > 0 {
      let p = max(leastCell, grid.cells[index])
      let (first, second) = (grid.first[index] / p, grid.second[index] / p)
      value += counts[index] * log(p)
      slope += counts[index] * first
      curvature += counts[index] * (second - first * first)
    }
    return (value, slope, curvature)
  }
}
