import Evidence
import NumericalMethods

/// The Cochran–Mantel–Haenszel test of a 2×2 table over the layers of a third question, with the odds ratio the layers
/// share.
///
/// Layers with fewer than two respondents, or with an empty row or column, say nothing and are left out.
public struct CochranMantelHaenszelTest: ChiSquareFamily {
  public let layers: [ContingencyTable]
  /// Without continuity correction: SAS, and R with `correct = FALSE`.
  public let result: ChiSquareResult
  /// With the correction of ½, never below 0: the default of R, and SPSS's row “Mantel-Haenszel”. Where ½ is more than
  /// the difference itself, R leaves the correction out and statsmodels overshoots.
  public let corrected: ChiSquareResult
  /// Σ ad/n over Σ bc/n, with the interval of Robins, Breslow and Greenland; the standard error is of its logarithm.
  public let commonOddsRatio: Estimate?
  /// How far the first cells lie from what independence expects, all layers together: what the correction shortens by ½.
  public let difference: Double
  public let caveats: [Caveat]

  /// - Throws: `crosstab-unequal-layers`, `crosstab-only-two-by-two`, `crosstab-no-usable-layer`, `crosstab-level`.
  public init(_ layers: [ContingencyTable], level: Double = 0.95) throws(Fault) {
    let usable = try usableLayers(layers)
    try usable[0].demandTwoByTwo("Cochran–Mantel–Haenszel")
    self.layers = layers
    var difference = 0.0
    var variance = 0.0
    for layer in usable {
      let n = layer.total
      let (rows, columns) = (layer.rowTotals, layer.columnTotals)
      difference += layer[0, 0] - rows[0] * columns[0] / n
      variance += rows[0] * rows[1] / n * (columns[0] * columns[1] / n) / (n - 1)
    }
    self.difference = difference
    result = try ChiSquareResult(difference * difference / variance, degreesOfFreedom: 1)
    let shortened = max(0, abs(difference) - 0.5)
    corrected = try ChiSquareResult(shortened * shortened / variance, degreesOfFreedom: 1)
    commonOddsRatio = try Self.commonOddsRatio(of: usable, level)
    caveats = unusableCaveats(layers.count - usable.count)
  }

  /// Robins, Breslow and Greenland 1986.
  private static func commonOddsRatio(of layers: [ContingencyTable], _ level: Double) throws(Fault) -> Estimate? {
    var (r, s, pr, psqr, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for layer in layers {
      let n = layer.total
      let agree = (layer[0, 0] + layer[1, 1]) / n
      let differ = (layer[0, 1] + layer[1, 0]) / n
      let up = layer[0, 0] * layer[1, 1] / n
      let down = layer[0, 1] * layer[1, 0] / n
      r += up
      s += down
      pr += agree * up
      psqr += agree * down + differ * up
      qs += differ * down
    }
    guard r > 0, s > 0 else { return nil }
    let error = (pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s)).squareRoot()
    return Estimate(
      r / s, standardError: error,
      interval: try .logarithmic(around: r / s, error, level, method: "robins-breslow-greenland"))
  }
}

/// Whether the odds ratio is the same in every layer: Breslow and Day's test, with Tarone's correction.
///
/// `result` is the corrected one, as in SPSS's row “Tarone's”; ``uncorrected`` is Breslow and Day's own.
public struct BreslowDayTest: ChiSquareFamily {
  public let layers: [ContingencyTable]
  /// The Mantel–Haenszel odds ratio the layers are fitted to.
  public let commonOddsRatio: Double
  public let uncorrected: ChiSquareResult
  public let result: ChiSquareResult
  public let caveats: [Caveat]

  /// - Throws: what ``CochranMantelHaenszelTest`` throws; `crosstab-no-usable-layer` also where the common odds ratio
  ///   is 0 or infinite or only one layer is left.
  public init(_ layers: [ContingencyTable]) throws(Fault) {
    let test = try CochranMantelHaenszelTest(layers)
    let usable = try usableLayers(layers)
    guard let ratio = test.commonOddsRatio?.value, usable.count > 1 else { throw Fault(CrosstabFault.noUsableLayer) }
    var (statistic, difference, variance) = (0.0, 0.0, 0.0)
    for layer in usable {
      let fitted = Self.fitted(layer, ratio)
      let (row, column) = (layer.rowTotals[0], layer.columnTotals[0])
      let spread =
        1 / (1 / fitted + 1 / (row - fitted) + 1 / (column - fitted) + 1 / (layer.total - row - column + fitted))
      let distance = layer[0, 0] - fitted
      statistic += distance * distance / spread
      difference += distance
      variance += spread
    }
    self.layers = layers
    commonOddsRatio = ratio
    let degrees = Double(usable.count - 1)
    uncorrected = try ChiSquareResult(statistic, degreesOfFreedom: degrees)
    result = try ChiSquareResult(
      max(0, statistic - difference * difference / variance), degreesOfFreedom: degrees)
    caveats = test.caveats
  }

  /// The count in the first cell that gives the layer the odds ratio with its margins.
  private static func fitted(_ layer: ContingencyTable, _ ratio: Double) -> Double {
    let (row, column, total) = (layer.rowTotals[0], layer.columnTotals[0], layer.total)
    if abs(ratio - 1) < 1e-12 { return row * column / total }
    // (ψ − 1)x² − (ψ(r + c) + n − r − c)x + ψrc = 0; the root between the bounds, in the form that does not cancel.
    let linear = ratio * (row + column) + total - row - column
    let root = (linear * linear - 4 * (ratio - 1) * ratio * row * column).squareRoot()
    return 2 * ratio * row * column / (linear + root)
  }
}

/// The layers that can say something, after a check that all have one shape.
func usableLayers(_ layers: [ContingencyTable]) throws(Fault) -> [ContingencyTable] {
  for (place, layer) in layers.enumerated()
  where layer.rowCount != layers[0].rowCount || layer.columnCount != layers[0].columnCount {
    throw Fault(
      CrosstabFault.unequalLayers,
      [
        "layer": .integer(place + 1), "rows": .integer(layer.rowCount), "columns": .integer(layer.columnCount),
        "expectedRows": .integer(layers[0].rowCount), "expectedColumns": .integer(layers[0].columnCount),
      ])
  }
  let usable = layers.filter { $0.total > 1 && $0.degreesOfFreedom > 0 }
  if usable.isEmpty { throw Fault(CrosstabFault.noUsableLayer) }
  return usable
}

func unusableCaveats(_ count: Int) -> [Caveat] {
  count == 0 ? [] : [Caveat(CrosstabCaveat.unusableLayers, ["layers": .integer(count)])]
}

extension ConfidenceInterval {
  /// value × exp(±z error)
  static func logarithmic(
    around value: Double, _ error: Double, _ level: Double, method: String
  ) throws(Fault) -> ConfidenceInterval {
    let reach = try normalReach(level) * error
    return ConfidenceInterval(
      low: value * exponential(-reach), high: value * exponential(reach), level: level, method: method)
  }

  /// value ± z error
  static func wald(around value: Double, _ error: Double, _ level: Double) throws(Fault) -> ConfidenceInterval {
    let reach = try normalReach(level) * error
    return ConfidenceInterval(low: value - reach, high: value + reach, level: level, method: "wald")
  }
}

/// How many standard errors to each side hold the stated share of a normal distribution.
package func normalReach(_ level: Double) throws(Fault) -> Double {
  guard level > 0, level < 1 else { throw Fault(CrosstabFault.level, ["value": .number(level)]) }
  return NormalDistribution().quantile(upperTail: (1 - level) / 2)
}
