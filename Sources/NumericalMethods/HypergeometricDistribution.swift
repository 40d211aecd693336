import CBoostMath
import Evidence

/// The number of marked individuals among `draws` taken without replacement.
public struct HypergeometricDistribution: ShimDistribution {
  public let population: Int
  public let marked: Int
  public let draws: Int

  /// - Parameters:
  ///   - population: all individuals, marked or not (R's `phyper` takes the unmarked ones instead).
  ///   - marked: those that count as successes.
  ///   - draws: how many are taken.
  /// - Throws: `distribution-parameter-invalid` unless 0 ≤ `marked` ≤ `population` ≤ 2⁵³ and 0 ≤ `draws` ≤ `population`.
  /// - Complexity: of the tails O(standard deviation).
  public init(population: Int, marked: Int, draws: Int) throws(Fault) {
    let name = "hypergeometric"
    try require(population >= 0 && population <= largestExactInteger, name, "population", Double(population))
    try require(marked >= 0 && marked <= population, name, "marked", Double(marked))
    try require(draws >= 0 && draws <= population, name, "draws", Double(draws))
    self.population = population
    self.marked = marked
    self.draws = draws
  }

  /// The values that can occur.
  public var support: ClosedRange<Int> { max(0, draws - (population - marked))...min(draws, marked) }

  func compute(_ wanted: cb_quantity, _ x: Double) -> Double {
    cb_hypergeometric(wanted, x, Double(population), Double(marked), Double(draws))
  }
}
