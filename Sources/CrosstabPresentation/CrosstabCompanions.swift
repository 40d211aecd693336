import Crosstabs
import Evidence

/// What other tests of the same table have to say, each made by its own type and handed over as plain numbers, so that
/// printing a crosstab needs to know none of them.
public struct CrosstabCompanions: Sendable, Hashable {
  public var exact: ExactCompanion?
  /// The exact p of Pearson's statistic, of the likelihood ratio and of the linear term, where they were asked for.
  public var exactPearson: Double?
  public var exactLikelihoodRatio: Double?
  public var exactLinearByLinear: Double?
  public var monteCarlo: MonteCarloCompanion?
  public var design: DesignCompanion?
  /// Which test the expected counts led to: `pearson`, `exact`, `monteCarlo` …
  public var ladderStep: String?
  public var caveats: [Caveat] = []

  public init() {}
}

/// The exact test of the table: Fisher's for 2×2, Freeman and Halton's for larger ones.
public struct ExactCompanion: Sendable, Hashable {
  public var pValue: Double
  public var logP: Double
  /// 2×2 only, as are the two below.
  public var less: Double?
  public var greater: Double?
  public var midP: Double?
  public var conditionalOddsRatio: Estimate?

  public init(
    pValue: Double, logP: Double, less: Double? = nil, greater: Double? = nil, midP: Double? = nil,
    conditionalOddsRatio: Estimate? = nil
  ) {
    self.pValue = pValue
    self.logP = logP
    self.less = less
    self.greater = greater
    self.midP = midP
    self.conditionalOddsRatio = conditionalOddsRatio
  }
}

/// The share of random tables with the same margins that lie at least as far out.
public struct MonteCarloCompanion: Sendable, Hashable {
  public var draws: Int
  public var seed: UInt64
  /// What the tables are ordered by: `pearson`.
  public var ordering: String
  /// (1 + k)/(B + 1), which is never 0.
  public var pValue: Double
  public var logP: Double
  /// k/B with its interval.
  public var estimate: Estimate

  public init(
    draws: Int, seed: UInt64, ordering: String, pValue: Double, logP: Double, estimate: Estimate
  ) {
    self.draws = draws
    self.seed = seed
    self.ordering = ordering
    self.pValue = pValue
    self.logP = logP
    self.estimate = estimate
  }
}

/// The Rao–Scott tests of the table under its sampling design.
public struct DesignCompanion: Sendable, Hashable {
  public var f: Double
  public var numeratorDegrees: Double
  public var denominatorDegrees: Double
  public var pValue: Double
  public var logP: Double
  public var designDegrees: Double
  /// Pearson's statistic of the weighted proportions, uncorrected.
  public var statistic: Double
  public var firstOrder: ChiSquareResult
  public var secondOrder: ChiSquareResult
  /// The generalised design effects.
  public var deltas: [Double]
  /// How far single cells depart from independence, in standard errors of the design.
  public var residuals: DesignResiduals

  public var meanDesignEffect: Double { deltas.reduce(0, +) / Double(deltas.count) }

  public init(
    f: Double, numeratorDegrees: Double, denominatorDegrees: Double, pValue: Double, logP: Double,
    designDegrees: Double, statistic: Double, firstOrder: ChiSquareResult, secondOrder: ChiSquareResult,
    deltas: [Double], residuals: DesignResiduals
  ) {
    self.f = f
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
    self.pValue = pValue
    self.logP = logP
    self.designDegrees = designDegrees
    self.statistic = statistic
    self.firstOrder = firstOrder
    self.secondOrder = secondOrder
    self.deltas = deltas
    self.residuals = residuals
  }
}
