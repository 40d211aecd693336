import Crosstabs
import Evidence
import Phrasebook
import StructuredText
import Tables
import TestSupport
import Testing

@testable import SurveyDesigns

/// What other rooms make of a design: screens and frequency tables.
@Suite struct DesignScreenTests {
  @Test func `a screen gives the numbers of the single tests on any number of threads`() throws {
    for entry in DesignReference.designs.prefix(12) {
      let table = DesignReference.table(entry)
      let design = try DesignReference.design(entry)
      let columns = ["a", "b", "g", "z"].map { table[$0]! }
      let screen = try RaoScottScreen(of: columns, in: design)
      #expect(try screen == RaoScottScreen(of: columns, in: design, threads: 4))
      #expect(screen.pairs.count + screen.untestable.count == 6)
      for pair in screen.pairs {
        let single = try RaoScottTest(
          rows: table[pair.a]!.categories(), columns: table[pair.b]!.categories(), in: design)
        if design.drawsSingleRows {
          // All pairs are summed together there, in another order than one pair alone.
          #expect(abs(pair.test.f - single.f) <= 1e-12 * single.f)
          #expect(abs(pair.test.logP - single.logP) <= 1e-11 * abs(single.logP))
          #expect(pair.test.n == single.n && pair.test.designDegrees == single.designDegrees)
        } else {
          #expect(pair.test == single)
        }
        #expect(screen[pair.a, pair.b] == pair)
        #expect(pair.adjustedP >= single.pValue)
      }
      #expect(zip(screen.pairs, screen.pairs.dropFirst()).allSatisfy { $0.test.logP <= $1.test.logP })
    }
  }

  @Test func `a pair that cannot be tested is named with the reason`() throws {
    let table = DesignReference.table([
      ("w", [1, 2, 1, 2, 1, 2]), ("a", [1, 2, 1, 2, 2, 1]), ("b", [1, 1, 1, 1, 1, 1]), ("c", [1, 2, 2, 1, 2, 1]),
    ])
    let design = try SurveyDesign(of: table, weights: "w")
    let screen = try RaoScottScreen(of: ["a", "b", "c"].map { table[$0]! }, in: design)
    #expect(screen.pairs.map(\.a) == ["a"])
    #expect(screen.untestable.map(\.fault.code) == ["crosstab-constant-variable", "crosstab-constant-variable"])
    #expect(screen["b", "c"] == nil)
  }

  @Test func `a census has no sampling variance, and that is said`() throws {
    let table = DesignReference.table([
      ("all", [1, 1, 1, 1]), ("a", [1, 2, 1, 2]), ("b", [1, 1, 2, 2]), ("c", [1, 2, 3, 4]),
    ])
    let design = try SurveyDesign(of: table, clusters: ["c"], populations: ["all"])
    let fault = #expect(throws: Fault.self) {
      try RaoScottTest(rows: table["a"]!.categories(), columns: table["b"]!.categories(), in: design)
    }
    #expect(
      fault?.report(in: .english) == """
        tansuo: error: Under this design 'a' by 'b' has no sampling variance, so there is nothing to test
          fix: Read the table: one question decides the other, or --fpc says that the whole population was asked

        """)
  }

  @Test func `the logarithm of p goes on where p itself ends`() throws {
    // Two questions that differ in 12 of 3,000 rows.
    let (a, b) = ((0..<3000).map { Double($0 % 2) }, (0..<3000).map { Double($0 % 250 == 0 ? 1 : $0 % 2) })
    let table = DesignReference.table([("a", a), ("b", b), ("c", (0..<3000).map { Double($0) })])
    let design = try SurveyDesign(of: table, clusters: ["c"])
    let test = try RaoScottTest(rows: table["a"]!.categories(), columns: table["b"]!.categories(), in: design)
    #expect(test.pValue == 0)
    #expect(test.logP.isFinite && test.logP < -745)
    #expect(test.firstOrder.logP < test.logP)
  }

  @Test func `a frequency table has weighted shares, logit intervals of the design and counts of rows`() throws {
    for entry in DesignReference.designs {
      let table = DesignReference.table(entry)
      let design = try DesignReference.design(entry)
      let frequencies = try FrequencyTable(of: table["b"]!, in: design)
      let line = frequencies.lines[0]
      #expect(agree(line.share, entry["share"]!["value"]!.asNumber))
      #expect(agree(line.standardError, entry["share"]!["se"]!.asNumber))
      #expect(agree(line.interval?.low, entry["logit"]!.numbers[0]))
      #expect(agree(line.interval?.high, entry["logit"]!.numbers[1]))
      let b = DesignReference.numbers(entry, "b")
      #expect(line.count == b.count { $0 == 1 })
      #expect(frequencies.n + frequencies.missing == b.count)
      #expect(frequencies.isDesignBased)
    }
  }

  @Test func `options of a question that allows several are shares of those who answered`() throws {
    let table = DesignReference.table([
      ("w", [1, 2, 3, 4]), ("o1", [1, 0, 1, .nan]), ("o2", [1, 1, 0, .nan]), ("c", [1, 2, 3, 4]),
    ])
    let set = MultipleResponseSet(name: "o", members: ["o1", "o2"], coding: .dichotomies(counted: .integer(1)))
    let design = try SurveyDesign(of: table, weights: "w", clusters: ["c"])
    let frequencies = try FrequencyTable(of: set, in: table, design: design)
    #expect(frequencies.n == 3 && frequencies.missing == 1)
    #expect(frequencies.lines.map(\.count) == [2, 2])
    #expect(agree(frequencies.lines[0].share, 4.0 / 6))
    #expect(agree(frequencies.lines[1].shareOfAnswers, 3.0 / 7))
  }
}
