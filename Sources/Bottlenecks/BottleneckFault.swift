import Evidence

/// What makes a study of bottlenecks impossible.
public enum BottleneckFault: String, FaultCode {
  case noDimensions = "bottleneck-no-dimensions"
  case noItems = "bottleneck-no-items"
  case repeatedDimension = "bottleneck-repeated-dimension"
  case noEnterprises = "bottleneck-no-enterprises"
  case repeatedEnterprise = "bottleneck-repeated-enterprise"
  case noRespondents = "bottleneck-no-respondents"
  case unequalLengths = "bottleneck-unequal-lengths"
  case tooManyDrivers = "bottleneck-too-many-drivers"
  case tooFewRows = "bottleneck-too-few-rows"
  case constantOutcome = "bottleneck-constant-outcome"
  case constantDrivers = "bottleneck-constant-drivers"

  public var kind: Fault.Kind {
    switch self {
    case .noDimensions, .noItems, .repeatedDimension, .tooManyDrivers: .usage
    case .unequalLengths: .ours
    default: .analysis
    }
  }
}

/// What a reader of a study of bottlenecks should know.
public enum BottleneckCaveat: String, CaveatCode {
  case strangers = "bottleneck-strangers"
  case unanswered = "bottleneck-unanswered"
  case everybody = "bottleneck-everybody"
  case nobody = "bottleneck-nobody"
  case coverage = "bottleneck-coverage"
  case negativeMetric = "bottleneck-negative-metric"
  case noSeverity = "bottleneck-no-severity"
  case skippedContrast = "bottleneck-skipped-contrast"
  case skippedNecessity = "bottleneck-skipped-necessity"
  case skippedDrivers = "bottleneck-skipped-drivers"
  case constantDrivers = "bottleneck-dropped-drivers"
}
