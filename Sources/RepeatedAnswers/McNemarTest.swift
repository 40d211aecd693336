import Crosstabs
import Evidence
import Glibc
import NumericalMethods

/// McNemar's test of change: of those whose two answers differ, does one direction outnumber the other?
///
///     let test = try McNemarTest(ContingencyTable(typed: "101,59;121,33"))
///     test.result.statistic   // (59 − 121)² / (59 + 121)
public struct McNemarTest: ChiSquareFamily {
  public let table: ContingencyTable
  /// (b − c)² / (b + c), as SciPy's statsmodels without correction.
  public let result: ChiSquareResult
  /// (|b − c| − 1)² / (b + c), never below 0: the default of R and SPSS.
  public let corrected: ChiSquareResult
  /// The two-sided binomial test of the changes; `nil` where counts are sums of weights.
  public let exact: ExactProbability?
  /// The exact p with half the probability of what was observed.
  public let midP: ExactProbability?
  public let caveats: [Caveat]

  /// A probability with its logarithm.
  public struct ExactProbability: Sendable, Hashable {
    public let pValue: Double
    public let logP: Double

    public init(pValue: Double, logP: Double) {
      self.pValue = pValue
      self.logP = logP
    }
  }

  /// - Throws: `crosstab-only-two-by-two`, `crosstab-no-discordant-pairs`.
  public init(_ table: ContingencyTable) throws(Fault) {
    try table.demandTwoByTwo("McNemar")
    let first = table[0, 1]
    let second = table[1, 0]
    let changes = first + second
    guard changes > 0 else { throw Fault(CrosstabFault.noDiscordantPairs) }
    self.table = table
    let distance = abs(first - second)
    result = try ChiSquareResult(distance * distance / changes, degreesOfFreedom: 1)
    let shortened = max(0, distance - 1)
    corrected = try ChiSquareResult(shortened * shortened / changes, degreesOfFreedom: 1)
    if table.isWeighted {
      exact = nil
      midP = nil
    } else {
      let fair = try BinomialDistribution(trials: Int(changes), probability: 0.5)
      let fewer = min(first, second)
      let logTail = Glibc.log(2) + fair.logLowerTail(at: fewer)
      let tail = 2 * fair.lowerTail(at: fewer)
      exact = ExactProbability(pValue: min(1, tail), logP: min(0, logTail))
      let midTail = tail - fair.density(at: fewer)
      // Far in the tail the difference underflows; there the logarithm is that of the tail less the point's share.
      let share = Glibc.exp(fair.logDensity(at: fewer) - logTail)
      midP = ExactProbability(pValue: min(1, midTail), logP: min(0, logTail + Glibc.log(1 - share)))
    }
    caveats =
      changes < 25
      ? [Caveat(CrosstabCaveat.fewDiscordantPairs, ["changes": .number(changes)])] : []
  }
}
