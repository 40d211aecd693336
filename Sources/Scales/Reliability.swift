import Evidence
import NumericalMethods
import Tables

/// How well several items measure one thing: Cronbach's α and McDonald's ω, and each item's part in it.
///
///     let scale = try Reliability(of: table.columns)
///     scale.alpha.value, scale.items[0].alphaIfDeleted
///
/// Items that the codebook calls reversed are turned round on the bounds of their scale first, and a caveat names them. No item
/// is turned round because of what its answers look like, as `psych::omega` does; SPSS turns none.
public struct Reliability: Sendable, Hashable {
  /// One item's part.
  public struct Item: Sendable, Hashable {
    public let name: String
    public let label: Label
    /// The rows with an answer, among those used.
    public let n: Int
    public let mean: Double
    /// With n − 1.
    public let standardDeviation: Double
    /// The correlation with the sum of the other items; SPSS's "corrected item–total", psych's `r.drop`.
    public let itemRestCorrelation: Double
    /// `nil` if only one item would be left.
    public let alphaIfDeleted: Double?
    /// On the single factor; `nil` with two items, which do not determine one.
    public let loading: Double?
    public let isReversed: Bool
  }

  /// The rows used: the complete ones, or, with `pairwise`, the fewest of any pair.
  public let n: Int
  public let missing: MissingPolicy
  /// From the covariances, with Feldt's interval: 1 − (1 − α) F on n − 1 and (n − 1)(k − 1) degrees of freedom.
  public let alpha: Estimate
  /// From the correlations, as if all items had the same variance.
  public let standardizedAlpha: Double
  /// McDonald's ω total from one minres factor of the correlations: the share of ΣR that is not uniqueness, as psych
  /// has it. `nil` with two items, which do not determine a factor.
  public let omega: Double?
  public let items: [Item]
  public let adequacy: SamplingAdequacy
  public let caveats: [Caveat]

  /// - Throws: `scale-too-few-items` below two items, `scale-too-few-rows`, `scale-constant-item`, `scale-all-missing`,
  ///   `scale-not-numeric`, `scale-no-order`, and what turning an item round throws.
  /// - Complexity: O(rows × items²) bit operations for items of few values, and O(items³).
  public init(
    of columns: [Column], missing: MissingPolicy = .listwise, level: Double = 0.95, threads: Int = 1
  ) throws(Fault) {
    var turned: [Column] = []
    for column in columns { turned.append(column.notes.isReversed ? try column.reversed() : column) }
    let parts = try ItemCovariances(turned, missing: missing, threads: threads)
    let reversed = columns.map(\.notes.isReversed)
    let count = columns.count
    let covariances = parts.covariances
    n = parts.pairRows.lowerBound
    self.missing = missing

    let alpha = Self.alpha(covariances, without: nil)
    self.alpha = try Estimate(alpha, interval: Self.feldt(alpha, n: n, items: count, level: level))
    standardizedAlpha = Self.alpha(Self.standardized(covariances), without: nil)
    let factor = count > 2 ? try MinimumResiduals(parts.correlations, factors: 1) : nil
    let total = parts.correlations.columnMajor.reduce(0, +)
    omega = factor.map { 1 - $0.uniquenesses.reduce(0, +) / total }
    adequacy = try SamplingAdequacy(parts.correlations, n: n)
    items = (0..<count).map { index in
      Item(
        name: columns[index].name, label: columns[index].label, n: parts.rows[index], mean: parts.means[index],
        standardDeviation: covariances[index, index].squareRoot(),
        itemRestCorrelation: Self.restCorrelation(covariances, index),
        alphaIfDeleted: count > 2 ? Self.alpha(covariances, without: index) : nil,
        loading: factor?.loadings[index, 0], isReversed: reversed[index])
    }
    caveats = Self.caveats(items, alpha, parts, adequacy, factor, missing)
  }

  /// k/(k − 1) (1 − tr C/ΣC), with one item left out or none.
  private static func alpha(_ covariances: Matrix, without left: Int?) -> Double {
    let kept = (0..<covariances.rows).filter { $0 != left }
    var total = 0.0
    var trace = 0.0
    for i in kept {
      trace += covariances[i, i]
      for j in kept { total += covariances[i, j] }
    }
    let k = Double(kept.count)
    return k / (k - 1) * (1 - trace / total)
  }

  private static func standardized(_ covariances: Matrix) -> Matrix {
    var result = covariances
    for i in 0..<covariances.rows {
      for j in 0..<covariances.rows {
        result[i, j] = i == j ? 1 : covariances[i, j] / (covariances[i, i] * covariances[j, j]).squareRoot()
      }
    }
    return result
  }

  private static func restCorrelation(_ covariances: Matrix, _ item: Int) -> Double {
    var shared = 0.0
    var rest = 0.0
    for i in 0..<covariances.rows where i != item {
      shared += covariances[i, item]
      for j in 0..<covariances.rows where j != item { rest += covariances[i, j] }
    }
    return shared / (covariances[item, item] * rest).squareRoot()
  }

  private static func feldt(
    _ alpha: Double, n: Int, items: Int, level: Double
  ) throws(Fault) -> ConfidenceInterval? {
    guard n > 1, items > 1, alpha.isFinite else { return nil }
    let rows = Double(n - 1)
    let distribution = try FDistribution(numeratorDegrees: rows, denominatorDegrees: rows * Double(items - 1))
    let tail = (1 - level) / 2
    return ConfidenceInterval(
      low: 1 - (1 - alpha) * distribution.quantile(upperTail: tail),
      high: 1 - (1 - alpha) * distribution.quantile(lowerTail: tail), level: level, method: "feldt")
  }

  private static func caveats(
    _ items: [Item], _ alpha: Double, _ parts: ItemCovariances, _ adequacy: SamplingAdequacy,
    _ factor: MinimumResiduals?, _ missing: MissingPolicy
  ) -> [Caveat] {
    var caveats: [Caveat] = []
    let reversed = items.filter(\.isReversed).map(\.name)
    if !reversed.isEmpty { caveats.append(Caveat(ScalesCaveat.reversedItems, ["items": .list(reversed)])) }
    let against = items.filter { $0.itemRestCorrelation < 0 }.map(\.name)
    if alpha < 0 {
      // The items that load the other way are a better guess than "all of them", which item–rest r often says here.
      let other = items.filter { ($0.loading ?? 0) < 0 }.map(\.name)
      let named = other.isEmpty ? against : other
      caveats.append(Caveat(ScalesCaveat.negativeAlpha, ["alpha": .number(alpha), "items": .list(named)]))
    } else if !against.isEmpty {
      caveats.append(Caveat(ScalesCaveat.negativeItemRest, ["items": .list(against)]))
    }
    if adequacy.kmo == nil {
      caveats.append(Caveat(ScalesCaveat.singularCorrelations, ["items": .integer(items.count)]))
    }
    if missing == .pairwise, parts.pairRows.lowerBound < parts.pairRows.upperBound {
      caveats.append(
        Caveat(
          ScalesCaveat.unequalPairs,
          [
            "low": .integer(parts.pairRows.lowerBound), "high": .integer(parts.pairRows.upperBound),
            "used": .integer(parts.pairRows.lowerBound),
          ]))
    }
    if let factor, !factor.bounded.isEmpty {
      caveats.append(
        Caveat(ScalesCaveat.noUniqueness, ["items": .list(factor.bounded.map { items[$0].name })]))
    }
    if let factor, !factor.converged {
      caveats.append(Caveat(ScalesCaveat.notConverged, ["steps": .integer(factor.steps)]))
    }
    return caveats
  }
}
