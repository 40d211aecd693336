import Evidence
import Tables
import TestSupport
import Testing

@testable import Crosstabs

/// Provinces by rating, n = 226: the test vector of feature-anchors C3, run there in PSPP, R and SciPy.
let provinces = try! ContingencyTable(typed: "20,34,32;24,28,23;33,20,12")

@Suite struct ChiSquareFamilyTests {
  @Test func `the test vector of provinces by rating`() throws {
    #expect(close(try PearsonTest(provinces).statistic, 13.612938306829, 1e-13))
    #expect(close(try LikelihoodRatioTest(provinces).statistic, 13.611944431750, 1e-13))
    #expect(close(try LinearByLinearTest(provinces).statistic, 12.105306, 1e-7))
    #expect(close(try PearsonTest(provinces).pValue, 0.008639, 1e-4))
    #expect(try PearsonTest(provinces).degreesOfFreedom == 4)
    let midranks = try LinearByLinearTest(provinces, rowScores: .midranks, columnScores: .midranks)
    #expect(close(midranks.statistic, 12.0139, 1e-5))
    let ridits = try LinearByLinearTest(provinces, rowScores: .ridits, columnScores: .ridits)
    #expect(close(ridits.statistic, midranks.statistic!, 1e-12))
    let custom = try LinearByLinearTest(provinces, columnScores: .custom([1, 2, 5]))
    #expect(close(custom.statistic, 9.3232, 1e-5))
  }

  @Test func `Mendel's peas fit nine three three one`() throws {
    let test = try GoodnessOfFitTest([315, 108, 101, 32], proportions: [9, 3, 3, 1])
    #expect(close(test.statistic, 0.470023980815348, 1e-12))
    #expect(test.degreesOfFreedom == 3)
  }

  @Test func `independence gives exactly nothing`() throws {
    let table = try ContingencyTable(typed: "30,10,20;300,100,200;3,1,2")
    #expect(try PearsonTest(table).statistic == 0)
    #expect(try LikelihoodRatioTest(table).statistic == 0)
    #expect(try PearsonTest(table).pValue == 1)
    #expect(try PearsonTest(table).logP == 0)
  }
}
