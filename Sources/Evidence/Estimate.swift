/// Two numbers that enclose an unknown one with the stated confidence.
public struct ConfidenceInterval: Sendable, Hashable {
  public let low: Double
  public let high: Double
  /// The share of such intervals that hold the true value, 0.95 unless told otherwise.
  public let level: Double
  /// How it was made: `wilson`, `logit`, `clopper-pearson`, `bootstrap-percentile` …
  public let method: String

  public init(low: Double, high: Double, level: Double = 0.95, method: String) {
    self.low = low
    self.high = high
    self.level = level
    self.method = method
  }
}

/// A number with what is known about its error.
public struct Estimate: Sendable, Hashable {
  public let value: Double
  public let standardError: Double?
  public let interval: ConfidenceInterval?

  public init(_ value: Double, standardError: Double? = nil, interval: ConfidenceInterval? = nil) {
    self.value = value
    self.standardError = standardError
    self.interval = interval
  }
}
