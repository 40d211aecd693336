import CBoostMath
import Evidence

/// Student's t distribution. Infinite degrees of freedom give the standard normal one.
public struct StudentTDistribution: ShimDistribution {
  public let degreesOfFreedom: Double

  /// - Throws: `distribution-parameter-invalid` unless `degreesOfFreedom` is positive.
  public init(degreesOfFreedom: Double) throws(Fault) {
    try require(degreesOfFreedom > 0, "t", "degreesOfFreedom", degreesOfFreedom)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value at least as far from zero as `t`.
  public func twoTails(at t: Double) -> Double { 2 * upperTail(at: abs(t)) }

  func compute(_ wanted: cb_quantity, _ x: Double) -> Double { cb_student_t(wanted, x, degreesOfFreedom) }
}
