import Benchmarking
import Evidence
import Phrasebook
import StructuredText
import TestSupport
import Testing

/// Against definitions written out in NumPy (`reference/make_benchmark.py`).
@Suite struct BenchmarkReferenceTests {
  static let expected = reference("benchmark.json")

  static let subjects: [BenchmarkSubject] = expected["subjects"]!.asArray!.map { row in
    BenchmarkSubject(
      id: row["id"]!.asString!, group: row["group"]!.asString!, sector: row["sector"]!.asString!,
      emissions: row["emissions"]!.asNumber!, base: row["base"]!.asNumber!)
  }

  @Test func `ratios, standardised ratios and places in the funnel`() throws {
    let benchmark = try GroupBenchmark(of: Self.subjects, options: BenchmarkOptions(draws: 0))
    #expect(close(benchmark.ratioOfTotals, Self.expected["ratioOfTotals"]!.asNumber!, 1e-13))
    #expect(close(benchmark.meanOfRatios, Self.expected["meanOfRatios"]!.asNumber!, 1e-13))
    #expect(benchmark.groups.count == 3)
    for group in benchmark.groups {
      let expected = Self.expected["groups"]![group.name]!
      #expect(close(group.ratioOfTotals, expected["ratioOfTotals"]!.asNumber!, 1e-13))
      #expect(close(group.meanOfRatios, expected["meanOfRatios"]!.asNumber!, 1e-13))
      #expect(close(group.standardized, expected["standardized"]!.asNumber!, 1e-13))
      #expect(close(group.deviation, expected["deviation"]!.asNumber!, 1e-12))
      #expect((group.observedMix < 1) == (group.name == "west"))
    }
  }

  @Test func `inequality and its parts`() throws {
    let inequality = try #require(IntensityInequality(of: Self.subjects))
    let expected = Self.expected["inequality"]!
    for (split, name) in [(inequality.theil, "theil"), (inequality.gini, "gini")] {
      #expect(close(split.total, expected[name]!["total"]!.asNumber!, 1e-12))
      #expect(close(split.between, expected[name]!["between"]!.asNumber!, 1e-12))
      #expect(close(split.within, expected[name]!["within"]!.asNumber!, 1e-12))
    }
    #expect(abs(inequality.theil.total - inequality.theil.between - inequality.theil.within) < 1e-13)
    #expect(inequality.gini.overlap > 0)
  }

  @Test func `quantiles of each sector`() {
    for band in QuantileBands(of: Self.subjects).bands {
      let expected = Self.expected["quantiles"]![band.sector]!.numbers
      for (value, quantile) in zip([band.p10, band.p25, band.median, band.p75, band.p90], expected) {
        #expect(close(value, quantile, 1e-13))
      }
    }
  }

  @Test func `a change and its five causes`() {
    let years = Self.expected["years"]!.asArray!.map { year in
      SectorYear(
        activity: Dictionary(
          uniqueKeysWithValues: ["cement", "power", "steel"].map { ($0, year["activity"]![$0]!.asNumber!) }),
        flows: year["flows"]!.asArray!.map { flow in
          SectorFlow(
            sector: flow["sector"]!.asString!, source: flow["source"]!.asString!, energy: flow["energy"]!.asNumber!,
            emissions: flow["emissions"]!.asNumber!)
        })
    }
    let change = ChangeDecomposition(from: years[0], to: years[1])
    let effects = [
      change.effects.activity, change.effects.structure, change.effects.intensity, change.effects.mix,
      change.effects.factor,
    ]
    for (effect, expected) in zip(effects, Self.expected["effects"]!.numbers) {
      #expect(abs(effect - expected) < 1e-10)
    }
    #expect(change.effects.other == 0)
    #expect(abs(change.effects.sum - (change.to - change.from)) < 1e-10)
  }
}
