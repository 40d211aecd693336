/// A test that was carried out: making the value does the work.
public protocol HypothesisTest: Sendable, Hashable {
  /// What was measured, `nil` for exact tests that order tables by their probability.
  var statistic: Double? { get }
  /// The probability of a result at least as extreme if the hypothesis were true.
  var pValue: Double { get }
  /// The natural logarithm of ``pValue``, finite where the p-value itself is too small for a number.
  var logP: Double { get }
  var caveats: [Caveat] { get }
}

/// A test of a statistic against a chi-square distribution.
public struct ChiSquareResult: Sendable, Hashable {
  public let statistic: Double
  public let degreesOfFreedom: Double
  public let pValue: Double
  public let logP: Double

  public init(statistic: Double, degreesOfFreedom: Double, pValue: Double, logP: Double) {
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    self.pValue = pValue
    self.logP = logP
  }
}
