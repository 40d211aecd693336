import Evidence

/// What keeps enterprises from being compared.
public enum BenchmarkingFault: String, FaultCode {
  case noSubjects = "benchmark-no-subjects"
  case oneGroup = "benchmark-one-group"
  case needsYears = "benchmark-needs-years"
  case nothingInBoth = "benchmark-nothing-in-both-years"
  case controlColumn = "rollup-control-column"
  case controlValue = "rollup-control-value"
  case controlMeasure = "rollup-control-measure"
  case controlUnit = "rollup-control-unit"
  case controlYear = "rollup-control-year"

  public var kind: Fault.Kind {
    switch self {
    case .needsYears: .usage
    case .noSubjects, .oneGroup, .nothingInBoth: .analysis
    default: .input
    }
  }
}

/// What to know of a comparison.
public enum BenchmarkingCaveat: String, CaveatCode {
  case leftOut = "benchmark-left-out"
  case smallGroups = "benchmark-small-groups"
  case unobservedMix = "benchmark-unobserved-mix"
  case noSectors = "benchmark-no-sectors"
  case unchangedActivity = "benchmark-unchanged-activity"
  case unmatched = "benchmark-unmatched"
  case partCovered = "rollup-part-covered"
  case countedTwice = "rollup-counted-twice"
  case moreThanPublished = "rollup-more-than-published"
  case publishedOfNone = "rollup-published-of-none"
}
