import Evidence
import Glibc
import NumericalMethods
import SurveyDesigns

/// Two of the groups held against each other.
public struct PairwiseComparison: Sendable, Hashable {
  public let first: Int
  public let second: Int
  /// The mean of the first less that of the second.
  public let difference: Double
  public let interval: ConfidenceInterval?
  public let t: Double?
  public let degreesOfFreedom: Double?
  /// By Welch's t; under a design by the t of the difference.
  public let pValue: Double?
  /// By Holm among all pairs.
  public internal(set) var adjustedP: Double?
  /// By ranks; not under a design.
  public let mannWhitney: MannWhitneyTest?
  /// In pooled standard deviations.
  public let cohensD: Double?
  /// Cohen's d without its bias in small groups, by the exact factor.
  public let hedgesG: Double?

  /// Two groups of respondents drawn one by one.
  init(_ compared: ComparedGroups, _ first: Int, _ second: Int) {
    let (a, b) = (compared.groups[first], compared.groups[second])
    let difference = a.mean - b.mean
    let (partA, partB) = (a.variance / Double(a.n), b.variance / Double(b.n))
    let error = (partA + partB).squareRoot()
    if error > 0 {
      let degrees =
        (partA + partB) * (partA + partB) / (partA * partA / Double(a.n - 1) + partB * partB / Double(b.n - 1))
      self.init(first, second, difference, error, degrees, MannWhitneyTest(a, b), Self.effect(a, b))
    } else {
      self.init(first, second, difference, nil, nil, MannWhitneyTest(a, b), Self.effect(a, b))
    }
  }

  /// Two groups of a sample with a design.
  init(_ estimate: DesignEstimate, _ first: Int, _ second: Int) {
    let isUsable = estimate.standardError > 0 && estimate.degreesOfFreedom > 0
    self.init(
      first, second, estimate.value, isUsable ? estimate.standardError : nil,
      isUsable ? Double(estimate.degreesOfFreedom) : nil, nil, nil)
  }

  private init(
    _ first: Int, _ second: Int, _ difference: Double, _ error: Double?, _ degrees: Double?,
    _ mannWhitney: MannWhitneyTest?, _ effect: (d: Double, g: Double)?
  ) {
    self.first = first
    self.second = second
    self.difference = difference
    self.mannWhitney = mannWhitney
    cohensD = effect?.d
    hedgesG = effect?.g
    degreesOfFreedom = degrees
    adjustedP = nil
    if let error, let degrees, let distribution = try? StudentTDistribution(degreesOfFreedom: degrees) {
      t = difference / error
      pValue = distribution.twoTails(at: difference / error)
      let half = distribution.quantile(upperTail: 0.025) * error
      interval = ConfidenceInterval(low: difference - half, high: difference + half, level: 0.95, method: "t")
    } else {
      (t, pValue, interval) = (nil, nil, nil)
    }
  }

  private static func effect(_ a: ComparedGroups.Group, _ b: ComparedGroups.Group) -> (d: Double, g: Double)? {
    let degrees = Double(a.n + b.n - 2)
    guard degrees > 0 else { return nil }
    func squares(_ group: ComparedGroups.Group) -> Double { group.n > 1 ? group.variance * Double(group.n - 1) : 0 }
    let pooled = ((squares(a) + squares(b)) / degrees).squareRoot()
    guard pooled > 0 else { return nil }
    let d = (a.mean - b.mean) / pooled
    // The factor is Γ(m/2) / (√(m/2) Γ((m − 1)/2)), 0 for one degree of freedom.
    let factor = degrees > 1 ? exp(lgamma(degrees / 2) - log(degrees / 2) / 2 - lgamma((degrees - 1) / 2)) : 0
    return (d, d * factor)
  }
}
