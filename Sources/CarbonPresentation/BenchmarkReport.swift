import Benchmarking
import CarbonAccounting
import Charting
import Documents
import Evidence
import Phrasebook
import StructuredText

/// Everything `tansuo benchmark` found of one account.
public struct BenchmarkReport: Sendable {
  public let grouping: AccountTotals.Grouping
  public let year: Int?
  public let benchmark: GroupBenchmark
  public let subjects: BenchmarkSubjects
  public let bands: QuantileBands
  public let inequality: IntensityInequality?
  /// `nil` unless a change was asked for.
  public let years: MatchedYears?

  public init(
    grouping: AccountTotals.Grouping, year: Int?, benchmark: GroupBenchmark, subjects: BenchmarkSubjects,
    years: MatchedYears?
  ) {
    self.grouping = grouping
    self.year = year
    self.benchmark = benchmark
    self.subjects = subjects
    bands = QuantileBands(of: subjects.subjects)
    inequality = IntensityInequality(of: subjects.subjects)
    self.years = years
  }

  /// `{"groups": […], "bands": […], "inequality": {…}, "change": …, "excluded": […]}`
  public func json(in language: Language) -> JSONValue {
    func interval(_ interval: GroupBenchmark.Interval?) -> JSONValue {
      guard let interval else { return .null }
      return ["low": interval.low.json, "high": interval.high.json]
    }
    func split(_ split: IntensityInequality.Split?) -> JSONValue {
      guard let split else { return .null }
      return [
        "total": split.total.json, "between": split.between.json, "within": split.within.json,
        "overlap": split.overlap.json,
      ]
    }
    let groups = benchmark.groups.map { group -> JSONValue in
      [
        "name": .string(group.name), "label": .string(grouping.text(group.name, in: language)),
        "enterprises": .integer(group.enterprises), "total": group.emissions.json,
        "valueAdded": group.base.json, "ratioOfTotals": group.ratioOfTotals.json,
        "ratioInterval": interval(group.ratioInterval), "meanOfRatios": group.meanOfRatios.json,
        "standardized": group.standardized.json, "standardizedInterval": interval(group.standardizedInterval),
        "observedMix": group.observedMix.json, "rank": JSONValue(group.rank),
        "rankInterval": interval(group.rankInterval), "standardizedRank": JSONValue(group.standardizedRank),
        "standardizedRankInterval": interval(group.standardizedRankInterval),
        "relativeMean": group.relativeMean.json, "deviation": JSONValue(group.deviation),
        "verdict": JSONValue(group.verdict?.rawValue),
      ]
    }
    var mix = JSONObject()
    for sector in benchmark.standardMix.keys.sorted() { mix[sector] = benchmark.standardMix[sector]!.json }
    return [
      "by": .string(grouping.rawValue), "standardizes": .boolean(!benchmark.groupsAreSectors), "year": JSONValue(year),
      "enterprises": .integer(benchmark.enterprises),
      "ratioOfTotals": benchmark.ratioOfTotals.json, "meanOfRatios": benchmark.meanOfRatios.json,
      "groups": .array(groups), "standardMix": .object(mix),
      "funnel": [
        "center": benchmark.funnelCenter.json, "spread": benchmark.funnelSpread.json,
        "minimumSize": .integer(benchmark.options.minimumSize),
      ],
      "bands": .array(
        bands.bands.map { band in
          [
            "sector": .string(band.sector),
            "label": .string(AccountTotals.Grouping.sector.text(band.sector, in: language)),
            "enterprises": .integer(band.enterprises), "p10": band.p10.json,
            "p25": band.p25.json, "median": band.median.json, "p75": band.p75.json, "p90": band.p90.json,
          ]
        }),
      "inequality": ["theil": split(inequality?.theil), "gini": split(inequality?.gini)],
      "change": years.map { Self.json(of: $0) } ?? .null,
      "excluded": .array(
        subjects.excluded.map { ["id": .string($0.id), "reason": .string($0.reason.rawValue)] }),
    ]
  }

  private static func json(of years: MatchedYears) -> JSONValue {
    let change = years.decomposition
    func effects(_ effects: ChangeDecomposition.Effects) -> JSONObject {
      [
        "activity": effects.activity.json, "structure": effects.structure.json, "intensity": effects.intensity.json,
        "energyMix": effects.mix.json, "factor": effects.factor.json, "other": effects.other.json,
      ]
    }
    return [
      "from": ["year": .integer(years.first), "total": change.from.json],
      "to": ["year": .integer(years.last), "total": change.to.json], "enterprises": .integer(years.enterprises),
      "effects": .object(effects(change.effects)),
      "sectors": .array(
        change.sectors.map { sector in
          var object: JSONObject = ["sector": .string(sector.sector)]
          for member in effects(sector.effects).members { object[member.key] = member.value }
          return .object(object)
        }),
      "decoupling": years.decoupling.map {
        ["elasticity": $0.elasticity.json, "state": .string($0.state.rawValue)]
      } ?? .null,
      "unmatched": .array(years.unmatched.map { .string($0) }),
    ]
  }
}
