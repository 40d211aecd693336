import Evidence

/// Why groups cannot be compared.
public enum CompareFault: String, FaultCode {
  case noRows = "compare-no-rows"
  case oneGroup = "compare-one-group"
  case constant = "compare-constant"
  case textMetric = "compare-text-metric"
  case noCompleteRows = "compare-no-complete-rows"
  case notBinary = "compare-not-binary"
  case separated = "compare-separated"
  case adjustsForItself = "compare-adjusts-for-itself"
  case groupsExplained = "compare-groups-explained"

  public var kind: Fault.Kind { self == .adjustsForItself ? .usage : .analysis }
}

/// What should be known of a comparison of groups.
public enum CompareCaveat: String, CaveatCode {
  case singleValues = "compare-single-values"
  case noSpread = "compare-no-spread"
  case tooFewClusters = "compare-too-few-clusters"
  case adjustmentDropped = "compare-adjustment-dropped"
}
