import Evidence
import Glibc
import Phrasebook
import StructuredText
import SurveyDesigns
import Tables
import TestSupport
import Testing

@testable import GroupComparisons

func agree(_ value: Double?, _ expected: Double?, _ relative: Double = 1e-10, absolute: Double = 1e-12) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return abs(value - expected) <= max(relative * abs(expected), absolute)
}

func column(_ name: String, _ values: [Double]) -> Column {
  Column(name: name, values: .real(Cells(values.map { $0.isNaN ? MissingSlots.real(0) : $0 })))
}

extension JSONValue {
  var numbers: [Double] { asArray!.map { $0.asNumber ?? .nan } }
  /// Rows of numbers; a single row may stand without its brackets.
  var rows: [[Double]] { asArray!.first!.asArray == nil ? [numbers] : asArray!.map(\.numbers) }
  var list: [Double] { asArray == nil ? [asNumber!] : numbers }
}

/// Fifty samples beside R's oneway.test, aov, kruskal.test, t.test and wilcox.test.
@Suite struct GroupComparisonTests {
  static let samples = reference("groups.json")["samples"]!.asArray!

  @Test func `means, medians, tests and effects agree with R`() throws {
    #expect(Self.samples.count == 50)
    for sample in Self.samples {
      let comparison = try GroupComparison(of: column("y", sample["y"]!.numbers), by: column("g", sample["g"]!.numbers))
      for (line, mean) in zip(comparison.lines, sample["means"]!.numbers) { #expect(agree(line.mean, mean)) }
      for (line, median) in zip(comparison.lines, sample["medians"]!.numbers) { #expect(agree(line.median, median)) }
      #expect(agree(comparison.lines[0].interval?.low, sample["interval"]!.numbers[0]))
      let welch = sample["welch"]!.numbers
      #expect(agree(comparison.welch?.f, welch[0]))
      #expect(agree(comparison.welch?.numeratorDegrees, welch[1]))
      #expect(agree(comparison.welch?.denominatorDegrees, welch[2]))
      #expect(agree(comparison.welch?.pValue, welch[3], 1e-9))
      let anova = sample["anova"]!.numbers
      #expect(agree(comparison.variance?.test?.f, anova[0]))
      #expect(comparison.variance?.test?.denominatorDegrees == anova[2])
      #expect(agree(comparison.variance?.test?.pValue, anova[3], 1e-9))
      let kruskal = sample["kruskal"]!.numbers
      #expect(agree(comparison.kruskalWallis?.result.statistic, kruskal[0]))
      #expect(agree(comparison.kruskalWallis?.result.pValue, kruskal[2]))
      let effects = sample["effects"]!.numbers
      #expect(agree(comparison.variance?.etaSquared, effects[0]))
      #expect(agree(comparison.variance?.omegaSquared, effects[1], 1e-9))
      #expect(agree(comparison.variance?.epsilonSquared, effects[2], 1e-9))
    }
  }

  @Test func `every pair agrees with R, with Holm, ranks and standardised differences`() throws {
    for sample in Self.samples {
      let comparison = try GroupComparison(of: column("y", sample["y"]!.numbers), by: column("g", sample["g"]!.numbers))
      let (welch, holm) = (sample["pairs"]!.rows, sample["holm"]!.list)
      #expect(comparison.pairs.count == welch.count)
      for (place, pair) in comparison.pairs.enumerated() {
        #expect(agree(pair.t, welch[place][0]))
        #expect(agree(pair.degreesOfFreedom, welch[place][1]))
        #expect(agree(pair.pValue, welch[place][2], 1e-9))
        #expect(agree(pair.interval?.low, welch[place][3]))
        #expect(agree(pair.interval?.high, welch[place][4]))
        #expect(agree(pair.adjustedP, holm[place], 1e-9))
        let ranks = sample["mannWhitney"]!.rows[place]
        #expect(agree(pair.mannWhitney?.u, ranks[0]))
        #expect(agree(pair.mannWhitney?.pValue, ranks[1]))
        let d = sample["d"]!.rows[place]
        #expect(agree(pair.cohensD, d[0]))
        #expect(agree(pair.hedgesG, d[1]))
      }
    }
  }

  @Test func `the Wald test of sixty designs agrees with R's svyglm and regTermTest`() throws {
    let designs = reference("designs.json", of: "SurveyDesigns")["designs"]!.asArray!
    var tested = 0
    for entry in designs where entry["lonely"]!.asString! == "fail" && !entry["kind"]!.asString!.contains("two") {
      let names = ["h", "id", "w", "y", "g", "N1", "fraction"]
      let table = try Table(name: "t", columns: names.map { column($0, entry["data"]![$0]!.numbers) })
      let kind = entry["kind"]!.asString!
      let design = try SurveyDesign(
        of: table, weights: "w", strata: ["weights", "clusters"].contains(kind) ? [] : ["h"],
        clusters: ["weights", "strata"].contains(kind) ? [] : ["id"],
        populations: kind == "sizes" ? ["N1"] : kind == "fractions" ? ["fraction"] : [])
      let comparison = try GroupComparison(of: table["y"]!, by: table["g"]!, in: design)
      let known = entry["groups"]!
      guard known["ddf"]!.asInteger! > 0, let wald = comparison.wald else { continue }
      #expect(agree(wald.f, known["f"]!.asNumber, 1e-9))
      #expect(wald.denominatorDegrees == known["ddf"]!.asNumber)
      #expect(agree(wald.pValue, known["p"]!.asNumber, 1e-8))
      // A weight alone says nothing of the naive tests.
      #expect((comparison.welch == nil) == (kind == "weights"))
      tested += 1
    }
    #expect(tested > 25)
  }

  // Bad input.

  func report(_ metric: Column, _ by: Column, _ language: Language = .english) -> String {
    do {
      _ = try GroupComparison(of: metric, by: by)
      return "no fault"
    } catch { return error.report(in: language) }
  }

  @Test func `a constant, a single group and nothing in common are refused`() {
    let (g, one) = (column("g", [1, 1, 2, 2]), column("one", [1, 1, 1, 1]))
    #expect(
      report(column("y", [3, 3, 3, 3]), g) == """
        tansuo: error: 'y' is 3 in all 4 rows, so no group can differ
          fix: Pick another metric with --of, or widen the --where condition

        """)
    #expect(
      report(column("y", [3, 3, 3, 3]), g, .chinese) == """
        tansuo: error: “y”在全部 4 行中都是 3，各组不可能有差异
          fix: 请用 --of 选其他指标，或放宽 --where 条件

        """)
    #expect(
      report(column("y", [1, 2, 3, 4]), one) == """
        tansuo: error: 'one' has one group only among the 4 rows used: 1
          fix: Pick another column with --by, or widen the --where condition

        """)
    #expect(
      report(column("y", [1, .nan, .nan, .nan]), column("g", [.nan, 1, 2, 1]), .chinese) == """
        tansuo: error: 4 行中没有一行同时有“y”和“g”
          fix: 请检查两列的跳转条件和 --where 条件

        """)
  }

  @Test func `text is no metric`() {
    let text = Column(
      name: "city", values: .text(Codes(places: [0, 0], levelCount: 1, missingCount: 1), TextPool(["x"])))
    #expect(
      report(text, column("g", [1, 2])) == """
        tansuo: error: 'city' holds text, which has no mean
          fix: Name a column of numbers with --of; answers can be compared with: tansuo crosstab

        """)
  }

  @Test func `a group of one and a group without spread leave Welch out and say so`() throws {
    let single = try GroupComparison(of: column("y", [1, 2, 4, 9]), by: column("g", [1, 1, 1, 2]))
    #expect(single.welch == nil && single.variance?.test != nil)
    #expect(single.lines[1].interval == nil)
    #expect(
      single.caveats.map { $0.report(in: .english) } == [
        """
        tansuo: note: These groups have a single value, so Welch's test and their interval do not exist: 2

        """
      ])
    let still = try GroupComparison(of: column("y", [1, 2, 5, 5]), by: column("g", [1, 1, 2, 2]))
    #expect(still.caveats.map(\.code) == ["compare-no-spread"])
    #expect(still.welch == nil && still.pairs[0].t != nil)
  }

  @Test func `groups are shown in the order of their values and empty ones are left out`() throws {
    let comparison = try GroupComparison(
      of: column("y", [4, 3, .nan, 2, 1]), by: column("g", [3, 3, 2, 1, 1]))
    #expect(comparison.lines.map(\.level.value) == [.integer(1), .integer(3)])
    #expect(comparison.excluded == 1 && comparison.n == 4)
  }
}
