import Evidence

/// What keeps an account from being made at all.
public enum AccountFault: String, FaultCode {
  case activityColumn = "account-activity-column"
  case registerColumn = "account-register-column"
  case flowColumn = "account-flow-column"
  case noYear = "account-no-such-year"
  case nothingLeft = "account-nothing-left"
  case noSuchGroup = "account-no-such-group"

  public var kind: Fault.Kind {
    switch self {
    case .activityColumn, .registerColumn, .flowColumn: .input
    case .noYear, .noSuchGroup: .usage
    case .nothingLeft: .analysis
    }
  }
}

/// What is wrong with single records and enterprises. Those that keep a record out of the account stand first.
public enum AccountCaveat: String, CaveatCode {
  // A record that is left out.
  case noEntity = "account-no-entity"
  case badYear = "account-bad-year"
  case unknownKind = "account-unknown-kind"
  case unknownItem = "account-unknown-item"
  case unitUnknown = "account-unit-unknown"
  case wrongDimension = "account-wrong-dimension"
  case noQuantity = "account-no-quantity"
  case badQuantity = "account-bad-quantity"
  case nothingToFillFrom = "account-nothing-to-fill-from"
  case negativeQuantity = "account-negative-quantity"
  case badMeasurement = "account-bad-measurement"
  case noFactor = "account-no-factor"
  case onlyUnverified = "account-only-unverified"
  case noWarmingPotential = "account-no-warming-potential"
  case duplicate = "account-duplicate"
  case flowWithoutInventory = "account-flow-without-inventory"
  // A doubt about an enterprise or the account.
  case notRegistered = "account-not-registered"
  case registeredTwice = "account-registered-twice"
  case noValueAdded = "account-no-value-added"
  case noOutput = "account-no-output"
  case filled = "account-filled"
  case otherYear = "account-factor-of-other-year"
  case otherRegion = "account-factor-of-wider-region"
  case unknownRegion = "account-unknown-region"
  case greenExceeds = "account-green-exceeds-purchased"
  case unitSlip = "account-unit-slip"
  case outlier = "account-outlier"
  case peerOutlier = "account-peer-outlier"
  case boundaryChanged = "account-boundary-changed"
  case registerChanged = "account-register-changed"
  case factorUncertaintyUnknown = "account-factor-uncertainty-unknown"
  case excludedRecords = "account-excluded-records"
  case overriddenFactor = "account-overridden-factor"
  case balanceGap = "account-balance-gap"
  case balanceNegative = "account-balance-negative"
  case excludedFlows = "account-excluded-flows"
  case combustionGasesLeftOut = "account-combustion-gases-left-out"
  case combustionGasFactorsMissing = "account-combustion-gas-factors-missing"
  case unverifiedInForce = "account-unverified-in-force"
}
