import Evidence
import StructuredText
import Tables
import TestSupport
import Testing

@testable import SurveyDesigns

@Suite struct CalibrationTests {
  let margins: ([(LevelValue, Double)], [(LevelValue, Double)]) = (
    [(.integer(1), 100), (.integer(2), 140), (.integer(3), 90)],
    [(.integer(1), 120), (.integer(2), 110), (.integer(3), 100)]
  )

  func check(_ design: SurveyDesign, _ entry: JSONValue, _ known: [Double], _ relative: Double) throws {
    let y = DesignReference.numbers(entry, "y")
    let kind = Comment(rawValue: entry["kind"]!.asString!)
    let total = try DesignEstimate.total(of: y, in: design)
    let mean = try DesignEstimate.mean(of: y, in: design)
    #expect(agree(total.value, known[0], relative), kind)
    #expect(agree(total.standardError, known[1], relative), kind)
    #expect(agree(mean.value, known[2], relative), kind)
    #expect(agree(mean.standardError, known[3], relative), kind)
  }

  @Test func `post-stratified totals and means agree with R`() throws {
    var tested = 0
    for entry in DesignReference.designs {
      guard let known = entry["post"]?.numbers else { continue }
      let table = DesignReference.table(entry)
      let design = try DesignReference.design(entry).postStratified(
        to: PopulationMargin(table["p"]!, totals: margins.0.map { (level: $0.0, total: $0.1) }))
      try check(design, entry, known, 1e-10)
      tested += 1
    }
    #expect(tested == 45)
  }

  @Test func `raked totals and means agree with R, and the margins are met`() throws {
    for entry in DesignReference.designs {
      guard let known = entry["rake"]?.numbers else { continue }
      let table = DesignReference.table(entry)
      let design = try DesignReference.design(entry).raked(to: [
        PopulationMargin(table["p"]!, totals: margins.0.map { (level: $0.0, total: $0.1) }),
        PopulationMargin(table["g"]!, totals: margins.1.map { (level: $0.0, total: $0.1) }),
      ])
      // R stops when its table of weights changes by less than 1e-11 of their sum.
      try check(design, entry, known, 1e-8)
      let ones = DesignReference.numbers(entry, "g").map { $0 == 2 ? 1.0 : 0 }
      #expect(agree(try DesignEstimate.total(of: ones, in: design).value, 110))
    }
  }

  @Test func `the jackknife agrees with R`() throws {
    var tested = 0
    for entry in DesignReference.designs {
      guard let known = entry["jackknife"]?.numbers else { continue }
      let design = try DesignReference.design(entry)
      let y = DesignReference.numbers(entry, "y")
      let replicates = try ReplicateWeights.jackknife(of: design)
      let total = replicates.standardError { weights in zip(weights, y).map(*).compensatedSum() }
      let mean = replicates.standardError { weights in
        zip(weights, y).map(*).compensatedSum() / weights.compensatedSum()
      }
      #expect(agree(total, known[1]))
      #expect(agree(mean, known[3]))
      tested += 1
    }
    #expect(tested == 25)
  }

  @Test func `the bootstrap is seeded, keeps the sum of weights on average and comes near the linearised error`() throws
  {
    let entry = DesignReference.designs.first {
      $0["kind"]!.asString! == "strata and clusters" && $0["mean"]!["df"]!.asInteger! >= 12
    }!
    let design = try DesignReference.design(entry)
    let y = DesignReference.numbers(entry, "y")
    let replicates = try ReplicateWeights.bootstrap(of: design, replicates: 2000, seed: 7)
    #expect(try replicates == ReplicateWeights.bootstrap(of: design, replicates: 2000, seed: 7))
    #expect(try replicates != ReplicateWeights.bootstrap(of: design, replicates: 2000, seed: 8))
    let error = replicates.standardError { weights in zip(weights, y).map(*).compensatedSum() }
    let linear = try DesignEstimate.total(of: y, in: design).standardError
    #expect(abs(error / linear - 1) < 0.08)
  }

  @Test func `replicate weights that came with the data`() throws {
    let table = DesignReference.table([("y", [1, 2, 4]), ("r1", [2, 0, 1]), ("r2", [0, 2, 1])])
    let replicates = try ReplicateWeights(columns: ["r1", "r2"], of: table, scale: 0.5)
    // Totals 6 and 8, each 1 from their mean.
    #expect(replicates.variance { weights in zip(weights, [1.0, 2, 4]).map(*).reduce(0, +) } == 1)
    #expect(throws: Fault(DesignFault.tooFewReplicates, ["replicates": 1])) {
      try ReplicateWeights(columns: ["r1"], of: table, scale: 1)
    }
  }

  // Bad input.

  let small = DesignReference.table([
    ("w", [1, 1, 2, 2]), ("a", [1, 1, 2, 2]), ("b", [1, 1, 2, 2]), ("c", [1, 2, 1, 2]), ("d", [1, 2, .nan, 2]),
  ])

  func fault(_ margins: [(String, [(Int, Double)])]) throws -> Fault? {
    let design = try SurveyDesign(of: small, weights: "w")
    return #expect(throws: Fault.self) {
      try design.raked(
        to: margins.map { name, totals in
          PopulationMargin(small[name]!, totals: totals.map { (level: .integer($0.0), total: $0.1) })
        })
    }
  }

  @Test func `margins that cannot be met are refused`() throws {
    #expect(try fault([("a", [(1, 5), (2, 0)])])?.code == "design-margin-total")
    #expect(try fault([("a", [(1, 5)])])?.code == "design-margin-lacks-level")
    #expect(try fault([("a", [(1, 5), (2, 5), (3, 1)])])?.code == "design-margin-empty-level")
    #expect(try fault([("d", [(1, 5), (2, 5)])])?.code == "design-margin-missing")
    #expect(try fault([("a", [(1, 5), (2, 5)]), ("c", [(1, 5), (2, 6)])])?.code == "design-margins-disagree")
    // The answers of a and b are one and the same, so their totals cannot differ.
    let impossible = try fault([("a", [(1, 5), (2, 5)]), ("b", [(1, 4), (2, 6)])])
    #expect(impossible?.code == "design-raking-fails")
  }
}
