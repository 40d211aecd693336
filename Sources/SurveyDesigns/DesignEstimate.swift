import Evidence
import Glibc
import NumericalMethods

/// A number estimated under a design, with its standard error by linearisation.
public struct DesignEstimate: Sendable, Hashable {
  public let value: Double
  public let standardError: Double
  public let degreesOfFreedom: Int
  /// The rows that took part.
  public let n: Int
  /// The variance over that of a simple random sample of as many rows, drawn with replacement; `nil` where that is zero.
  public let designEffect: Double?

  public init(value: Double, standardError: Double, degreesOfFreedom: Int, n: Int, designEffect: Double?) {
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
    self.n = n
    self.designEffect = designEffect
  }

  /// How many rows of a simple random sample would tell as much.
  public var effectiveN: Double? { designEffect.map { Double(n) / $0 } }

  /// The t interval on the scale of the value.
  public func interval(level: Double = 0.95) -> ConfidenceInterval? {
    guard let t = quantile(level) else { return nil }
    return ConfidenceInterval(
      low: value - t * standardError, high: value + t * standardError, level: level, method: "t")
  }

  /// For shares: the t interval of the log odds, carried back. Never leaves (0, 1). R's `svyciprop(method = "logit")`.
  /// `nil` at a share of 0 or 1, whose log odds do not exist.
  public func logitInterval(level: Double = 0.95) -> ConfidenceInterval? {
    guard value > 0, value < 1, let t = quantile(level) else { return nil }
    let center = log(value / (1 - value))
    let half = t * standardError / (value * (1 - value))
    return ConfidenceInterval(
      low: 1 / (1 + exp(half - center)), high: 1 / (1 + exp(-half - center)), level: level, method: "logit")
  }

  private func quantile(_ level: Double) -> Double? {
    guard degreesOfFreedom > 0, let t = try? StudentTDistribution(degreesOfFreedom: Double(degreesOfFreedom)) else {
      return nil
    }
    return t.quantile(upperTail: (1 - level) / 2)
  }

  /// The mean of the values that are numbers. A part of the rows is asked for by making the others NaN.
  ///
  /// - Throws: `design-no-answers`.
  public static func mean(of values: [Double], in design: SurveyDesign) throws(Fault) -> DesignEstimate {
    try ratio(of: values, to: values.map { $0.isNaN ? .nan : 1 }, in: design)
  }

  /// The total of the values that are numbers.
  public static func total(of values: [Double], in design: SurveyDesign) throws(Fault) -> DesignEstimate {
    func takesPart(_ row: Int) -> Bool { !values[row].isNaN }
    let n = try counted(design, takesPart)
    var total = CompensatedSum()
    for row in values.indices where design.weights[row] > 0 && takesPart(row) {
      total.add(product: design.weights[row], values[row])
    }
    let covariance = DesignCovariance(size: 1, in: design, takesPart: takesPart) { row, target in
      target[0] = design.weights[row] * values[row]
    }
    return DesignEstimate(
      value: total.value, standardError: covariance[0, 0].squareRoot(),
      degreesOfFreedom: design.degreesOfFreedom(among: takesPart), n: n, designEffect: nil)
  }

  /// The total of `numerators` over the total of `denominators`, among rows where both are numbers.
  public static func ratio(
    of numerators: [Double], to denominators: [Double], in design: SurveyDesign
  ) throws(Fault) -> DesignEstimate {
    func takesPart(_ row: Int) -> Bool { !numerators[row].isNaN && !denominators[row].isNaN }
    let n = try counted(design, takesPart)
    var (numerator, denominator, weight) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for row in numerators.indices where design.weights[row] > 0 && takesPart(row) {
      numerator.add(product: design.weights[row], numerators[row])
      denominator.add(product: design.weights[row], denominators[row])
      weight.add(design.weights[row])
    }
    let value = numerator.value / denominator.value
    let covariance = DesignCovariance(size: 1, in: design, takesPart: takesPart) { row, target in
      target[0] = design.weights[row] * (numerators[row] - value * denominators[row]) / denominator.value
    }
    var squares = CompensatedSum()
    for row in numerators.indices where design.weights[row] > 0 && takesPart(row) {
      let residual = numerators[row] - value * denominators[row]
      squares.add(design.weights[row] * residual * residual)
    }
    // The variance the same spread of residuals would have in a simple random sample of n rows.
    let mean = denominator.value / weight.value
    let simple = squares.value / weight.value / Double(max(n - 1, 1)) / (mean * mean)
    return DesignEstimate(
      value: value, standardError: covariance[0, 0].squareRoot(),
      degreesOfFreedom: design.degreesOfFreedom(among: takesPart), n: n,
      designEffect: simple > 0 ? covariance[0, 0] / simple : nil)
  }

  private static func counted(_ design: SurveyDesign, _ takesPart: (Int) -> Bool) throws(Fault) -> Int {
    let n = (0..<design.rowCount).count { design.weights[$0] > 0 && takesPart($0) }
    guard n > 0 else { throw Fault(DesignFault.noAnswers, ["rows": .integer(design.rowCount)]) }
    return n
  }
}
