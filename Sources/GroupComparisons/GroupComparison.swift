import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// A metric between groups: means, medians, tests that they are equal, and every pair of them.
///
///     let comparison = try GroupComparison(of: table["score"]!, by: table["province"]!)
///     comparison.welch?.pValue
///
/// With a design the means, medians and pairs are those of the population, and the Wald test heeds weights, strata and
/// clusters; the tests of respondents drawn one by one stand beside it, of the rows as they are. A sampling weight alone
/// leaves them out unless `keepsNaive`.
public struct GroupComparison: Sendable {
  /// One group as it is shown.
  public struct Line: Sendable, Hashable {
    public let level: Level
    public let n: Int
    public let mean: Double
    public let interval: ConfidenceInterval?
    public let standardDeviation: Double?
    public let median: Double
    public let designEffect: Double?
  }

  public let metric: String
  public let metricLabel: Label
  public let by: String
  public let byLabel: Label
  public let n: Int
  public let excluded: Int
  public let lines: [Line]
  public let welch: FResult?
  public let variance: VarianceAnalysis?
  public let kruskalWallis: KruskalWallisTest?
  public let wald: FResult?
  public let pairs: [PairwiseComparison]
  public let isDesignBased: Bool
  public let caveats: [Caveat]

  /// Whether the design leaves the verdict of the naive test at 0.05 as it is: Welch's test, else that of variance.
  public var conclusionHolds: Bool? {
    guard let wald, let naive = welch ?? variance?.test else { return nil }
    return (wald.pValue < 0.05) == (naive.pValue < 0.05)
  }

  public init(
    of metric: Column, by: Column, in design: SurveyDesign? = nil, keepsNaive: Bool = false
  ) throws(Fault) {
    let compared = try ComparedGroups(of: metric, by: by, in: design)
    let groups = compared.groups
    self.metric = metric.name
    metricLabel = metric.label
    self.by = by.name
    byLabel = by.label
    n = compared.n
    excluded = compared.excluded
    isDesignBased = design != nil
    var caveats: [Caveat] = []
    if design?.isWeightAlone != true || keepsNaive {
      welch = WelchTest.result(compared)
      variance = VarianceAnalysis(compared)
      kruskalWallis = try KruskalWallisTest(compared)
      let single = groups.filter { $0.n < 2 }.map(\.level.value.description)
      if !single.isEmpty { caveats.append(Caveat(CompareCaveat.singleValues, ["groups": .list(single)])) }
      let still = groups.filter { $0.n > 1 && $0.variance == 0 }.map(\.level.value.description)
      if !still.isEmpty { caveats.append(Caveat(CompareCaveat.noSpread, ["groups": .list(still)])) }
    } else {
      (welch, variance, kruskalWallis) = (nil, nil, nil)
    }
    var places: [(Int, Int)] = []
    for first in groups.indices {
      for second in first + 1..<max(first + 1, groups.count) { places.append((first, second)) }
    }
    var pairs: [PairwiseComparison]
    if let design {
      let based = try DesignGroups(compared, in: design)
      lines = based.lines
      wald = based.wald
      if based.wald == nil { caveats.append(Caveat(CompareCaveat.tooFewClusters)) }
      pairs = places.map { PairwiseComparison(based.difference($0.0, $0.1), $0.0, $0.1) }
    } else {
      lines = groups.map {
        Line(
          level: $0.level, n: $0.n, mean: $0.mean, interval: $0.interval(),
          standardDeviation: $0.n > 1 ? $0.variance.squareRoot() : nil, median: $0.median, designEffect: nil)
      }
      wald = nil
      pairs = places.map { PairwiseComparison(compared, $0.0, $0.1) }
    }
    let adjusted = PValueAdjustment.holm.adjusted(pairs.map(\.pValue))
    for index in pairs.indices { pairs[index].adjustedP = adjusted[index] }
    self.pairs = pairs
    self.caveats = caveats
  }
}
