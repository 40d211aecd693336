import Evidence
import NumericalMethods

/// A test as printed: whatever of its statistic, degrees of freedom, size and probabilities was given.
public struct PublishedTest: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case pearson = "chi-square"
    case likelihoodRatio = "likelihood-ratio"
    case linearByLinear = "linear-by-linear"
    case continuityCorrection = "continuity-correction"
    case fisher = "fisher-exact"
    case studentT = "t"
    case f = "f"
    case normal = "z"
    case correlation = "r"

    /// Whether its statistic follows the chi-square distribution.
    public var isChiSquare: Bool {
      switch self {
      case .pearson, .likelihoodRatio, .linearByLinear, .continuityCorrection: true
      default: false
      }
    }

    /// Whether halving p gives the test in the direction that was seen.
    public var hasDirection: Bool {
      switch self {
      case .studentT, .normal, .correlation: true
      default: false
      }
    }
  }

  public var kind: Kind
  public var place: Place
  public var statistic: PrintedNumber?
  public var degreesOfFreedom: PrintedNumber?
  /// Of the denominator of F.
  public var secondDegreesOfFreedom: PrintedNumber?
  public var n: PrintedNumber?
  public var p: PrintedNumber?
  public var exactP: PrintedNumber?
  public var oneSidedExactP: PrintedNumber?
  /// Measures of association printed with a chi-square.
  public var effects: [PublishedEffect] = []
  /// The other tests of the same table carry the same number.
  public var group: Int?

  public init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

/// The tail of a test's distribution, over all statistics a printed one can stand for.
struct TestTail {
  let kind: PublishedTest.Kind
  /// Printed degrees of freedom with decimals stand for a range (Welch), whole ones for themselves.
  let degrees: ClosedRange<Double>
  let secondDegrees: ClosedRange<Double>

  /// `nil` where the printed test does not say enough, or says something that no test has.
  init?(_ test: PublishedTest) {
    kind = test.kind
    func range(_ number: PrintedNumber) -> ClosedRange<Double> {
      number.decimals > 0 ? number.admissible : number.value...number.value
    }
    secondDegrees = test.secondDegreesOfFreedom.map(range) ?? 1...1
    switch kind {
    case .normal:
      degrees = 1...1
    case .correlation:
      if let printed = test.degreesOfFreedom {
        degrees = range(printed)
      } else if let n = test.n?.wholeNumber, n > 2 {
        degrees = Double(n - 2)...Double(n - 2)
      } else {
        return nil
      }
    case .f:
      guard let printed = test.degreesOfFreedom, test.secondDegreesOfFreedom != nil else { return nil }
      degrees = range(printed)
    case .fisher:
      return nil
    case .linearByLinear, .continuityCorrection:
      degrees = test.degreesOfFreedom.map(range) ?? 1...1
    case .pearson, .likelihoodRatio, .studentT:
      guard let printed = test.degreesOfFreedom else { return nil }
      degrees = range(printed)
    }
    guard degrees.lowerBound > 0, secondDegrees.lowerBound > 0, degrees.upperBound < 1e9,
      secondDegrees.upperBound < 1e9
    else { return nil }
  }

  /// p of both sides at one statistic, over the degrees of freedom it may have; `nil` for a statistic no test has.
  func probability(at statistic: Double) -> ClosedRange<Double>? {
    guard let first = probability(statistic, degrees.lowerBound, secondDegrees.lowerBound) else { return nil }
    if degrees.lowerBound == degrees.upperBound, secondDegrees.lowerBound == secondDegrees.upperBound {
      return first...first
    }
    guard let last = probability(statistic, degrees.upperBound, secondDegrees.upperBound) else { return nil }
    return min(first, last)...max(first, last)
  }

  /// p over a range of statistics. Its ends are those of the range, since tails fall.
  func probability(over statistics: ClosedRange<Double>) -> ClosedRange<Double>? {
    var (low, high) = (statistics.lowerBound, statistics.upperBound)
    if kind.hasDirection {
      // The sign says the direction alone.
      if high < 0 { (low, high) = (-high, -low) } else if low < 0 { (low, high) = (0, max(-low, high)) }
    } else {
      guard high >= 0 else { return nil }
      low = max(low, 0)
    }
    if kind == .correlation { (low, high) = (min(low, 1), min(high, 1)) }
    guard let largest = probability(at: low), let smallest = probability(at: high) else { return nil }
    return smallest.lowerBound...largest.upperBound
  }

  private func probability(_ statistic: Double, _ df: Double, _ second: Double) -> Double? {
    switch kind {
    case .pearson, .likelihoodRatio, .linearByLinear, .continuityCorrection:
      return (try? ChiSquareDistribution(degreesOfFreedom: df))?.upperTail(at: statistic)
    case .f:
      return (try? FDistribution(numeratorDegrees: df, denominatorDegrees: second))?.upperTail(at: statistic)
    case .studentT:
      return (try? StudentTDistribution(degreesOfFreedom: df)).map { 2 * $0.upperTail(at: abs(statistic)) }
    case .normal:
      return 2 * NormalDistribution().upperTail(at: abs(statistic))
    case .correlation:
      let r = abs(statistic)
      guard r <= 1 else { return nil }
      guard r < 1 else { return 0 }
      let t = r * (df / (1 - r * r)).squareRoot()
      return (try? StudentTDistribution(degreesOfFreedom: df)).map { 2 * $0.upperTail(at: t) }
    case .fisher:
      return nil
    }
  }

  /// The statistic that gives `p`, for saying what would have been right. Chi-square tests only.
  func statistic(givingP p: Double) -> Double? {
    guard kind.isChiSquare, p > 0, p < 1, degrees.lowerBound == degrees.upperBound else { return nil }
    return (try? ChiSquareDistribution(degreesOfFreedom: degrees.lowerBound))?.quantile(upperTail: p)
  }
}
