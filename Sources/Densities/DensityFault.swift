import Evidence

/// Why rows cannot be clustered by density.
public enum DensityFault: String, FaultCode {
  case radius = "density-radius"
  case minimumNeighbors = "density-minimum-neighbors"

  public var kind: Fault.Kind { .usage }
}
