import Evidence

/// A measure of association with its two standard errors.
///
/// SPSS's “approximate T” is the value over the error under independence; intervals use the other error.
public struct AssociationMeasure: Sendable, Hashable {
  /// With the error that does not assume independence (ASE1) and the Wald interval it gives.
  public let estimate: Estimate
  /// The error under independence (ASE0), for the measures that have one.
  public let nullStandardError: Double?
  /// The two-sided p of ``approximateT``, or what the measure itself prescribes.
  public let pValue: Double?
  public let logP: Double?

  public var value: Double { estimate.value }
  public var approximateT: Double? {
    guard let nullStandardError, nullStandardError > 0 else { return nil }
    return estimate.value / nullStandardError
  }

  /// A measure whose error is √Σ n g², g its slope in each count.
  init(_ value: Double, variance: Double, nullVariance: Double? = nil, test: ChiSquareResult? = nil, level: Double)
    throws(Fault)
  {
    let error = max(0, variance).squareRoot()
    estimate = Estimate(value, standardError: error, interval: try .wald(around: value, error, level))
    nullStandardError = nullVariance.map { max(0, $0).squareRoot() }
    if let test {
      pValue = test.pValue
      logP = test.logP
    } else if let nullStandardError, nullStandardError > 0 {
      let tail = NormalTail(value / nullStandardError)
      pValue = tail.pValue
      logP = tail.logP
    } else {
      pValue = nil
      logP = nil
    }
  }
}

extension AssociationMeasure {
  /// A measure in both directions.
  public struct Directed: Sendable, Hashable {
    /// How much the rows tell about the columns.
    public let columnsGivenRows: AssociationMeasure
    public let rowsGivenColumns: AssociationMeasure
    /// The pooled form, where there is one; not the mean of the two.
    public let symmetric: AssociationMeasure?
  }
}
