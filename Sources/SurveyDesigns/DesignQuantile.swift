import Evidence
import NumericalMethods

/// A quantile of the population with Woodruff's interval: the interval of the share at or below it, carried back.
///
/// The quantile is the smallest value at or below which at least the wanted share of the weight lies, R's
/// `svyquantile(qrule = "math", interval.type = "mean")`. No interpolation, so a median of answers is an answer.
/// For a share below the first step R answers with the second smallest value; here it is the smallest.
public struct DesignQuantile: Sendable, Hashable {
  public let probability: Double
  public let value: Double
  /// `nil` where the interval of the share reaches below 0.
  public let low: Double?
  /// `nil` where the interval of the share reaches above 1.
  public let high: Double?
  public let degreesOfFreedom: Int
  public let n: Int

  /// Half the interval over the quantile of t, as R states it.
  public let standardError: Double?

  /// - Throws: `design-no-answers`.
  /// - Complexity: O(*n* log *n*).
  public init(
    _ probability: Double, of values: [Double], in design: SurveyDesign, level: Double = 0.95
  ) throws(Fault) {
    let rows = values.indices.filter { design.weights[$0] > 0 && !values[$0].isNaN }
    guard !rows.isEmpty else { throw Fault(DesignFault.noAnswers, ["rows": .integer(design.rowCount)]) }
    // Rows of one value are added in the order of the file, whatever the sort does with equals.
    let order = rows.sorted { (values[$0], $0) < (values[$1], $1) }
    var steps: [(value: Double, weight: Double)] = []
    var running = CompensatedSum()
    for (place, row) in order.enumerated() {
      running.add(design.weights[row])
      if place + 1 == order.count || values[order[place + 1]] != values[row] {
        steps.append((values[row], running.value))
      }
    }
    let total = running.value
    func quantile(_ share: Double) -> Double {
      // A share that is a sum of weights in other words must meet its own step.
      steps.first { $0.weight >= share * total * (1 - 4 * Double.ulpOfOne) }?.value ?? steps[steps.count - 1].value
    }
    let value = quantile(probability)
    let share = try DesignEstimate.mean(of: values.map { $0.isNaN ? .nan : ($0 <= value ? 1 : 0) }, in: design)
    self.probability = probability
    self.value = value
    n = rows.count
    degreesOfFreedom = share.degreesOfFreedom
    if let interval = share.interval(level: level),
      let t = try? StudentTDistribution(degreesOfFreedom: Double(share.degreesOfFreedom))
    {
      let ends = (
        low: interval.low >= 0 ? quantile(interval.low) : nil, high: interval.high <= 1 ? quantile(interval.high) : nil
      )
      (low, high) = ends
      let width = 2 * t.quantile(upperTail: (1 - level) / 2)
      standardError = if let low = ends.low, let high = ends.high { (high - low) / width } else { nil }
    } else {
      (low, high, standardError) = (nil, nil, nil)
    }
  }
}
