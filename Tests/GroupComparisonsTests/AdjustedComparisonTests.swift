import Evidence
import Phrasebook
import StructuredText
import SurveyDesigns
import Tables
import TestSupport
import Testing

@testable import GroupComparisons

/// Beside margins written out in R with the coefficients and covariance of svyglm.
@Suite struct AdjustedComparisonTests {
  static let known = reference("adjusted.json")

  static func table() throws -> Table {
    let data = known["data"]!
    var columns = ["group", "size", "stratum", "cluster", "w", "score", "yes"].map { column($0, data[$0]!.numbers) }
    var sector = ColumnBuilder(name: "sector")
    for text in data["sector"]!.asArray! { sector.append(text.asString!) }
    columns.append(sector.finished())
    return try Table(name: "t", columns: columns)
  }

  static func design(_ table: Table) throws -> SurveyDesign {
    try SurveyDesign(of: table, weights: "w", strata: ["stratum"], clusters: ["cluster"])
  }

  func adjusted(_ metric: String, kind: DesignRegression.Model? = nil) throws -> AdjustedComparison {
    let table = try Self.table()
    return try AdjustedComparison(
      of: table[metric]!, by: table["group"]!, adjustingFor: [table["sector"]!, table["size"]!],
      in: Self.design(table), kind: kind)
  }

  @Test(arguments: [("score", "linear"), ("yes", "logistic")])
  func `means, differences and their errors agree with svyglm`(_ metric: String, _ model: String) throws {
    let known = try #require(Self.known[model])
    let comparison = try adjusted(metric)
    #expect(comparison.model.model.rawValue == model)
    #expect(comparison.n == 238)
    #expect(comparison.model.degreesOfFreedom == 40)
    for (place, line) in comparison.lines.enumerated() {
      #expect(agree(line.mean, known["means"]!.numbers[place], 1e-9))
      #expect(agree(line.standardError, known["errors"]!.numbers[place], 1e-8))
    }
    for (place, pair) in comparison.pairs.enumerated() {
      #expect(agree(pair.difference, known["differences"]!.numbers[place], 1e-9))
      #expect(agree(pair.standardError, known["differenceErrors"]!.numbers[place], 1e-8))
    }
    let wald = known["wald"]!.numbers
    #expect(agree(comparison.wald?.f, wald[0], 1e-8))
    #expect(agree(comparison.wald?.pValue, wald[3], 1e-7))
    #expect(comparison.caveats.isEmpty)
  }

  @Test func `a linear model of 0 and 1 may be asked for`() throws {
    #expect(try adjusted("yes", kind: .linear).model.model == .linear)
  }

  func report(_ language: Language, _ adjustment: String, by: String = "group") throws -> String {
    let table = try Self.table()
    do {
      _ = try AdjustedComparison(
        of: table["score"]!, by: table[by]!, adjustingFor: [table[adjustment]!], in: Self.design(table))
      return "no fault"
    } catch { return (error as! Fault).report(in: language) }
  }

  @Test func `a compared column is no adjustment`() throws {
    #expect(
      try report(.english, "score") == """
        tansuo: error: 'score' is already compared and cannot be adjusted for
          fix: Leave it out of --adjust-for

        """)
    #expect(
      try report(.chinese, "group") == """
        tansuo: error: “group”本身参与比较，不能再作为调整变量
          fix: 请从 --adjust-for 中去掉

        """)
  }

  @Test func `groups the adjustment explains are refused, columns that follow from others are dropped`() throws {
    let table = try Self.table()
    let copy = Column(name: "copy", values: table["size"]!.values)
    let comparison = try AdjustedComparison(
      of: table["score"]!, by: table["group"]!, adjustingFor: [table["size"]!, copy], in: Self.design(table))
    #expect(comparison.caveats.map(\.code) == ["compare-adjustment-dropped"])
    #expect(
      comparison.caveats[0].message(in: .english).what
        == "These columns follow from the others and were dropped from the model: copy")
    #expect(comparison.caveats[0].message(in: .chinese).what == "以下各列可由其他列推出，已从模型中去掉：copy")
  }

  @Test func `an adjustment that goes with the group leaves no comparison`() throws {
    var table = try Self.table()
    let twice = Column(name: "twice", values: .real(Cells(table["group"]!.numbers().map { 2 * $0 })))
    table = try Table(name: "t", columns: table.columns + [twice])
    let three = DesignRegression.indicators(of: try table["group"]!.categories()).map { column($0.name, $0.values) }
    let fault = try #require(throws: Fault.self) {
      try AdjustedComparison(
        of: table["score"]!, by: table["group"]!, adjustingFor: [table["twice"]!] + three, in: Self.design(table))
    }
    #expect(
      fault.report(in: .english) == """
        tansuo: error: The columns of --adjust-for tell the groups of 'group' apart completely, so nothing is left to compare
          fix: Leave out the column that goes with the group: twice, group=2, group=3

        """)
    #expect(
      fault.report(in: .chinese) == """
        tansuo: error: --adjust-for 中的列已能完全区分“group”各组，没有可比较的余地
          fix: 请去掉与分组重合的列：twice、group=2、group=3

        """)
  }
}
