import Evidence
import Phrasebook
import StructuredText
import SurveyDesigns
import Tables
import TestSupport
import Testing

@testable import GroupComparisons

/// Beside R's svyglm on the designs of the room below.
@Suite struct DesignRegressionTests {
  static let designs = reference("designs.json", of: "SurveyDesigns")["designs"]!.asArray!.filter {
    $0["lonely"]!.asString! == "fail" && !$0["kind"]!.asString!.contains("two")
  }

  func design(_ entry: JSONValue) throws -> (SurveyDesign, Table) {
    let names = ["h", "id", "w", "x", "y", "z", "g", "N1", "fraction"]
    let table = try Table(name: "t", columns: names.map { column($0, entry["data"]![$0]!.numbers) })
    let kind = entry["kind"]!.asString!
    return (
      try SurveyDesign(
        of: table, weights: "w", strata: ["weights", "clusters"].contains(kind) ? [] : ["h"],
        clusters: ["weights", "strata"].contains(kind) ? [] : ["id"],
        populations: kind == "sizes" ? ["N1"] : kind == "fractions" ? ["fraction"] : []), table
    )
  }

  func predictors(_ table: Table) throws -> [DesignRegression.Predictor] {
    [.init("x", table["x"]!.numbers())] + DesignRegression.indicators(of: try table["g"]!.categories())
  }

  @Test func `linear coefficients, errors and the test of a question agree with svyglm`() throws {
    for entry in Self.designs {
      let (design, table) = try design(entry)
      let model = try DesignRegression(.linear, of: table["y"]!.numbers(), on: predictors(table), in: design)
      let (known, errors) = (entry["linear"]!["beta"]!.numbers, entry["linear"]!["se"]!.numbers)
      #expect(model.coefficients.count == 4)
      for (place, coefficient) in model.coefficients.enumerated() {
        #expect(agree(coefficient.value, known[place]))
        #expect(agree(coefficient.standardError, errors[place], 1e-9))
      }
      let wald = entry["linear"]!["wald"]!.numbers
      #expect(Double(model.degreesOfFreedom) == wald[2])
      guard wald[2] > 0 else { continue }
      let test = try #require(model.wald(["g=2", "g=3"]))
      #expect(agree(test.f, wald[0], 1e-8))
      #expect(agree(test.pValue, wald[3], 1e-7))
    }
  }

  @Test func `logistic coefficients and errors agree with svyglm`() throws {
    var tested = 0
    for entry in Self.designs {
      let (design, table) = try design(entry)
      let (known, errors) = (entry["logistic"]!["beta"]!.numbers, entry["logistic"]!["se"]!.numbers)
      // R only warns where answers are predicted with certainty.
      guard known.allSatisfy({ abs($0) < 12 }) else { continue }
      let model = try DesignRegression(.logistic, of: table["z"]!.numbers(), on: predictors(table), in: design)
      for (place, coefficient) in model.coefficients.enumerated() {
        #expect(agree(coefficient.value, known[place], 1e-8))
        #expect(agree(coefficient.standardError, errors[place], 1e-7))
      }
      tested += 1
    }
    #expect(tested > 25)
  }

  @Test func `a predictor that others explain is dropped and named`() throws {
    let (design, table) = try design(Self.designs[0])
    let x = table["x"]!.numbers()
    let model = try DesignRegression(
      .linear, of: table["y"]!.numbers(), on: [.init("x", x), .init("twice", x.map { 2 * $0 })], in: design)
    #expect(model.dropped == ["twice"])
    #expect(model.coefficients.map(\.name) == ["(constant)", "x"])
  }

  func report(_ model: DesignRegression.Model, _ y: [Double], _ x: [Double], _ language: Language = .english) -> String
  {
    let table = try! Table(name: "t", columns: [column("w", y.map { _ in 1 })])
    do {
      _ = try DesignRegression(model, of: y, on: [.init("x", x)], in: SurveyDesign(of: table, weights: "w"))
      return "no fault"
    } catch { return error.report(in: language) }
  }

  @Test func `what cannot be fitted is said`() {
    #expect(
      report(.logistic, [0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6]) == """
        tansuo: error: Some answers are predicted with certainty, so the coefficients run to infinity (x)
          fix: Merge levels that all gave one answer, or leave the column out

        """)
    #expect(
      report(.logistic, [0, 2, 1], [1, 2, 3], .chinese) == """
        tansuo: error: 逻辑回归的因变量只能是 0 和 1，而出现了 2
          fix: 请把答案重新编码为 0 和 1

        """)
    #expect(
      report(.linear, [.nan, 2, 1], [1, .nan, 3]) == """
        tansuo: error: Fewer than two of the 3 rows have every column of the model
          fix: Leave out the column with the most missing answers

        """)
  }
}
