import Evidence

/// Why a specification cannot become data.
public enum SyntheticFault: String, FaultCode {
  // What is written wrongly.
  case badNumber = "synthetic-bad-number"
  case unknownItem = "synthetic-unknown-item"
  case unknownLevel = "synthetic-unknown-level"
  case unknownFactor = "synthetic-unknown-factor"
  case laterItem = "synthetic-later-item"
  case duplicateName = "synthetic-duplicate-name"
  case noMargin = "synthetic-no-margin"
  case severalMargins = "synthetic-several-margins"
  case outOfRange = "synthetic-out-of-range"
  case clustersNeeded = "synthetic-clusters-needed"
  case otherUnit = "synthetic-other-unit"
  case incompleteItem = "synthetic-incomplete-item"
  // What no data can meet.
  case marginsDoNotSum = "synthetic-margins-do-not-sum"
  case impossibleShare = "synthetic-impossible-share"
  case tooManyMissing = "synthetic-too-many-missing"
  case clustersDoNotFit = "synthetic-clusters-do-not-fit"
  case degreesOfFreedom = "synthetic-degrees-of-freedom"
  case linearAbovePearson = "synthetic-linear-above-pearson"
  case likelihoodRatioOutside = "synthetic-likelihood-ratio-outside"
  case noSuchTable = "synthetic-no-such-table"
  case tableNotFound = "synthetic-table-not-found"
  case tooManyStrays = "synthetic-too-many-strays"

  public var kind: Fault.Kind {
    switch self {
    case .badNumber, .unknownItem, .unknownLevel, .unknownFactor, .laterItem, .duplicateName, .noMargin,
      .severalMargins, .outOfRange, .clustersNeeded, .otherUnit, .incompleteItem:
      .input
    default: .analysis
    }
  }
}

/// What should be known of data that were made.
public enum SyntheticCaveat: String, CaveatCode {
  case synthetic = "synthetic-data"
  case intraclassOutOfReach = "synthetic-intraclass-out-of-reach"
  case correlationOutOfReach = "synthetic-correlation-out-of-reach"
  case claimShareImpossible = "synthetic-claim-share-impossible"
  case claimLinearImpossible = "synthetic-claim-linear-impossible"
  case claimLikelihoodRatioImpossible = "synthetic-claim-likelihood-ratio-impossible"
}
