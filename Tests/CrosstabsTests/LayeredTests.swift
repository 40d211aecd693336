import Evidence
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Crosstabs

@Suite struct LayeredTests {
  var python: JSONValue { RandomTableTests.python }
  var r: JSONValue { RandomTableTests.r }

  @Test func `Cochran, Mantel, Haenszel, Breslow, Day and Tarone agree with statsmodels and R`() throws {
    for (entry, peer) in zip(python["strata"]!.asArray!, r["strata"]!.asArray!) {
      let layers = entry["layers"]!.asArray!.map { table($0, rows: 2) }
      let test = try CochranMantelHaenszelTest(layers)
      let known = entry["test"]!.numbers
      #expect(agree(test.statistic, known[0]))
      #expect(agree(test.statistic, peer.numbers[0]))
      // Where the correction is larger than the difference we stop at 0; R then leaves it out, statsmodels overshoots.
      if test.corrected.statistic > 0 {
        #expect(agree(test.corrected.statistic, known[1]))
        #expect(agree(test.corrected.statistic, peer.numbers[1]))
      }
      let odds = entry["odds"]!.numbers
      #expect(agree(test.commonOddsRatio?.value, odds[0]))
      #expect(agree(test.commonOddsRatio?.interval?.low, odds[1]))
      #expect(agree(test.commonOddsRatio?.interval?.high, odds[2]))
      #expect(agree(test.commonOddsRatio?.interval?.high, peer.numbers[4]))
      let day = try BreslowDayTest(layers)
      #expect(agree(day.uncorrected.statistic, entry["breslowDay"]!.numbers[0], 1e-8))
      #expect(agree(day.statistic, entry["breslowDay"]!.numbers[1], 1e-8))
    }
  }

  @Test func `larger layered tables agree with the full Kronecker form and R`() throws {
    for (entry, peer) in zip(python["wide"]!.asArray!, r["wide"]!.asArray!) {
      let layers = entry["layers"]!.asArray!.map { table($0, rows: entry["rows"]!.asInteger!) }
      for alternative in StratifiedAssociationTest.Alternative.allCases {
        let test = try StratifiedAssociationTest(layers, alternative: alternative)
        #expect(agree(test.statistic, entry[alternative.rawValue]!.asNumber!, 1e-9))
        if let known = peer[alternative.rawValue]?.asNumber { #expect(agree(test.statistic, known, 1e-9)) }
      }
    }
  }

  @Test func `with one layer the correlation form is the linear-by-linear test`() throws {
    let test = try StratifiedAssociationTest([provinces], alternative: .correlation)
    #expect(agree(test.statistic, try LinearByLinearTest(provinces).statistic, 1e-12))
    let general = try StratifiedAssociationTest([provinces])
    #expect(agree(general.statistic, try PearsonTest(provinces).result.statistic * 225 / 226, 1e-12))
    #expect(general.degreesOfFreedom == 4)
  }

  @Test func `layers that say nothing are left out and said to be`() throws {
    let empty = try ContingencyTable(typed: "0,0;3,4")
    let layers = [try ContingencyTable(typed: "10,3;2,15"), empty]
    let test = try CochranMantelHaenszelTest(layers)
    #expect(test.caveats.map(\.code) == ["unusable-layers"])
    #expect(test.result == (try CochranMantelHaenszelTest([layers[0]]).result))
    #expect(throws: Fault.self) { try CochranMantelHaenszelTest([empty]) }
    #expect(throws: Fault.self) { try BreslowDayTest([layers[0]]) }
    #expect(throws: Fault.self) { try CochranMantelHaenszelTest([layers[0], provinces]) }
    #expect(throws: Fault.self) { try CochranMantelHaenszelTest([provinces]) }
    #expect(throws: Fault.self) { try CochranMantelHaenszelTest([]) }
  }

  @Test func `power and the least effect to be found agree with SciPy`() throws {
    for entry in python["power"]!.asArray! {
      let known = entry.numbers
      let power = try CrosstabPower(n: known[0], degreesOfFreedom: Int(known[1]))
      #expect(agree(try power.power(w: known[2]), known[3], 1e-9))
      #expect(agree(try power.minimumDetectableW(), known[4], 1e-9))
    }
    #expect(throws: Fault.self) { try CrosstabPower(n: 10, degreesOfFreedom: 1, alpha: 0) }
    #expect(throws: Fault.self) { try CrosstabPower(n: 10, degreesOfFreedom: 1).minimumDetectableW(power: 1) }
  }
}
