import Evidence
import NumericalMethods
import Tables
import Testing

@testable import SurveyDesigns

@Suite struct SubpopulationTests {
  /// Four strata of five clusters of some rows, and the rows of a part that some clusters have no share in.
  private func sample() throws -> (table: Table, values: [Double], part: [Int32]) {
    var generator = SeededGenerator(seed: 11)
    var (weights, strata, clusters) = (
      ColumnBuilder(name: "w"), ColumnBuilder(name: "h"), ColumnBuilder(name: "c")
    )
    var values: [Double] = []
    var part: [Int32] = []
    for stratum in 0..<4 {
      for cluster in 0..<5 {
        for _ in 0..<(1 + generator.integer(below: 6)) {
          weights.append(0.5 + generator.uniform())
          strata.append(Int64(stratum))
          clusters.append(Int64(cluster))
          values.append(generator.uniform() + Double(cluster))
          if generator.integer(below: 3) == 0, cluster != 2 { part.append(Int32(values.count - 1)) }
        }
      }
    }
    return (try Table(name: "t", columns: [weights.finished(), strata.finished(), clusters.finished()]), values, part)
  }

  @Test func `a part keeps the clusters it has no row in`() throws {
    let (table, values, part) = try sample()
    let design = try SurveyDesign(of: table, weights: "w", strata: ["h"], clusters: ["c"])
    let inside = Set(part)
    let others = values.indices.map { inside.contains(Int32($0)) ? values[$0] : .nan }
    let whole = try DesignEstimate.mean(of: others, in: design)
    let alone = try DesignEstimate.mean(of: part.map { values[Int($0)] }, in: try design.part(rows: part))
    #expect(abs(alone.value - whole.value) < 1e-14)
    #expect(abs(alone.standardError - whole.standardError) < 1e-14)
    #expect(alone.degreesOfFreedom == whole.degreesOfFreedom)
    #expect(alone.n == part.count)
  }

  @Test func `leaving rows out before the design is made gives another error`() throws {
    let (table, values, part) = try sample()
    let design = try SurveyDesign(of: table, weights: "w", strata: ["h"], clusters: ["c"])
    let proper = try DesignEstimate.mean(of: part.map { values[Int($0)] }, in: try design.part(rows: part))
    let cut = try SurveyDesign(
      of: table.gathered(part), weights: "w", strata: ["h"], clusters: ["c"], lonelyUnits: .certainty)
    let wrong = try DesignEstimate.mean(of: part.map { values[Int($0)] }, in: cut)
    #expect(abs(wrong.value - proper.value) < 1e-14)
    #expect(wrong.standardError != proper.standardError)
  }
}
