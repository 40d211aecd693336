import Evidence
import NumericalMethods

/// A test against an F distribution.
public struct FResult: Sendable, Hashable {
  public let f: Double
  public let numeratorDegrees: Double
  public let denominatorDegrees: Double
  public let pValue: Double
  public let logP: Double

  /// `nil` where either degrees of freedom are not positive or the statistic does not exist.
  public init?(_ f: Double, _ numeratorDegrees: Double, _ denominatorDegrees: Double) {
    guard !f.isNaN,
      let distribution = try? FDistribution(
        numeratorDegrees: numeratorDegrees, denominatorDegrees: denominatorDegrees)
    else { return nil }
    self.f = f
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
    pValue = distribution.upperTail(at: f)
    logP = distribution.logUpperTail(at: f)
  }
}

/// Sums of squares of groups: the classical analysis of variance and its effect sizes.
public struct VarianceAnalysis: Sendable, Hashable {
  public let between: Double
  public let within: Double
  /// `nil` where no group has two values, or none of the groups varies at all.
  public let test: FResult?
  public let etaSquared: Double
  /// Less biased than η²; negative estimates stay negative.
  public let omegaSquared: Double?
  public let epsilonSquared: Double?

  public init(_ compared: ComparedGroups) {
    let mean = compared.grandMean
    let between = compared.groups.map { Double($0.n) * ($0.mean - mean) * ($0.mean - mean) }.compensatedSum()
    let within = compared.groups.flatMap { group in group.values.map { ($0 - group.mean) * ($0 - group.mean) } }
      .compensatedSum()
    let (first, second) = (Double(compared.groups.count - 1), Double(compared.n - compared.groups.count))
    let total = between + within
    self.between = between
    self.within = within
    etaSquared = between / total
    guard second > 0 else {
      (test, omegaSquared, epsilonSquared) = (nil, nil, nil)
      return
    }
    let spread = within / second
    test = spread > 0 ? FResult(between / first / spread, first, second) : nil
    omegaSquared = (between - first * spread) / (total + spread)
    epsilonSquared = (between - first * spread) / total
  }
}

/// Welch's test that all means are equal, whatever the variances. R's `oneway.test`.
public enum WelchTest {
  /// `nil` where a group has fewer than two values or does not vary.
  public static func result(_ compared: ComparedGroups) -> FResult? {
    let groups = compared.groups
    guard groups.allSatisfy({ $0.n > 1 && $0.variance > 0 }) else { return nil }
    let k = Double(groups.count)
    let weights = groups.map { Double($0.n) / $0.variance }
    let total = weights.compensatedSum()
    let mean = zip(weights, groups).map { $0 * $1.mean }.compensatedSum() / total
    let lack =
      zip(weights, groups).map { (1 - $0 / total) * (1 - $0 / total) / Double($1.n - 1) }.compensatedSum()
      / (k * k - 1)
    let spread = zip(weights, groups).map { $0 * ($1.mean - mean) * ($1.mean - mean) }.compensatedSum()
    return FResult(spread / ((k - 1) * (1 + 2 * (k - 2) * lack)), k - 1, 1 / (3 * lack))
  }
}
