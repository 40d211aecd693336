import Evidence

/// What keeps a grade or an allowance from being given, and what to know of one.
public enum MetricsCaveat: String, CaveatCode {
  case noSectorAverage = "metrics-no-sector-average"
  case noClass = "metrics-no-class"
  case unknownClass = "metrics-unknown-class"
  case noBenchmark = "metrics-no-benchmark"
  case onlyUnverifiedBenchmark = "metrics-only-unverified-benchmark"
  case noElectricity = "metrics-no-electricity"
  case noBalance = "metrics-no-balance"
  case productAsElectricity = "metrics-product-as-electricity"
  case priceOfOtherYear = "metrics-price-of-other-year"
  case deductionsExceed = "metrics-deductions-exceed"
  case renewablesWithoutBase = "metrics-renewables-without-base"
  case energyDeducted = "metrics-energy-deducted"
  case ownGrades = "metrics-own-grades"
}

/// What keeps metrics from being made at all.
public enum MetricsFault: String, FaultCode {
  case badPrices = "metrics-bad-prices"
  case noSuchClass = "metrics-no-such-class"
  case noSuchEntity = "metrics-no-such-entity"
  case noBands = "metrics-no-bands"
  case secondEdition = "metrics-second-edition"
  case repeatedBand = "metrics-repeated-band"
  case bandAfterLast = "metrics-band-after-last"
  case bandsOutOfOrder = "metrics-bands-out-of-order"
  case lastBandEnds = "metrics-last-band-ends"

  public var kind: Fault.Kind {
    switch self {
    case .badPrices, .noSuchClass, .noSuchEntity: .usage
    default: .input
    }
  }
}
