import Evidence
import NumericalMethods

/// The means of several quantities among the rows that have them all, with their covariance.
///
///     let means = try DesignMeans(of: [before, after], in: design)
///     means.difference(0, 1).standardError
public struct DesignMeans: Sendable {
  public let values: [Double]
  public let covariance: DesignCovariance
  public let degreesOfFreedom: Int
  public let n: Int

  /// - Throws: `design-no-answers`.
  public init(of quantities: [[Double]], in design: SurveyDesign) throws(Fault) {
    func takesPart(_ row: Int) -> Bool { quantities.allSatisfy { !$0[row].isNaN } }
    let rows = (0..<design.rowCount).filter { design.weights[$0] > 0 && takesPart($0) }
    guard !rows.isEmpty else { throw Fault(DesignFault.noAnswers, ["rows": .integer(design.rowCount)]) }
    var weight = CompensatedSum()
    for row in rows { weight.add(design.weights[row]) }
    let total = weight.value
    let means = quantities.map { quantity in
      var sum = CompensatedSum()
      for row in rows { sum.add(product: design.weights[row], quantity[row]) }
      return sum.value / total
    }
    values = means
    n = rows.count
    degreesOfFreedom = design.degreesOfFreedom(among: takesPart)
    covariance = DesignCovariance(size: quantities.count, in: design, takesPart: takesPart) { row, target in
      for k in quantities.indices { target[k] = design.weights[row] * (quantities[k][row] - means[k]) / total }
    }
  }

  /// How much greater the first mean is than the second.
  public func difference(_ first: Int, _ second: Int) -> DesignEstimate {
    let variance = covariance[first, first] + covariance[second, second] - 2 * covariance[first, second]
    return DesignEstimate(
      value: values[first] - values[second], standardError: max(0, variance).squareRoot(),
      degreesOfFreedom: degreesOfFreedom, n: n, designEffect: nil)
  }
}
