import Evidence

/// Why the corrections cannot be made.
public enum RaoScottFault: String, FaultCode {
  case noDegreesOfFreedom = "raoscott-no-degrees-of-freedom"
  case tooSparse = "raoscott-too-sparse"
  case noVariance = "raoscott-no-variance"

  public var kind: Fault.Kind { .analysis }
}
