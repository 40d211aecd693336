import Evidence

/// What keeps enterprises from being compared.
public enum BenchmarkingFault: String, FaultCode {
  case noSubjects = "benchmark-no-subjects"
  case oneGroup = "benchmark-one-group"
  case needsYears = "benchmark-needs-years"
  case nothingInBoth = "benchmark-nothing-in-both-years"

  public var kind: Fault.Kind { self == .needsYears ? .usage : .analysis }
}

/// What to know of a comparison.
public enum BenchmarkingCaveat: String, CaveatCode {
  case leftOut = "benchmark-left-out"
  case smallGroups = "benchmark-small-groups"
  case unobservedMix = "benchmark-unobserved-mix"
  case noSectors = "benchmark-no-sectors"
  case unchangedActivity = "benchmark-unchanged-activity"
  case unmatched = "benchmark-unmatched"
}
