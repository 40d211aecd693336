import Crosstabs
import Evidence
import Glibc
import Phrasebook
import StructuredText
import Tables
import TestSupport
import Testing

@testable import ExactTests

/// Whether two logarithms of probabilities stand for the same probability, relative to `tolerance`.
func closeLog(_ value: Double, _ expected: Double, _ tolerance: Double) -> Bool {
  abs(value - expected) <= tolerance * max(1, abs(expected))
}

@Suite struct FisherExactTestTests {
  @Test func `exact integer arithmetic agrees on every small table`() throws {
    let cases = try #require(reference("exact.json")["twoByTwo"]?.asArray)
    #expect(cases.count > 100)
    for expected in cases {
      let counts = expected["counts"]!.asArray!.map { $0.asInteger! }
      let test = try FisherExactTest(counts[0], counts[1], counts[2], counts[3])
      #expect(closeLog(test.logP, expected["logP"]!.asNumber!, 2e-14), "\(counts)")
      #expect(closeLog(test.less.logP, expected["logLess"]!.asNumber!, 2e-14), "\(counts)")
      #expect(closeLog(test.greater.logP, expected["logGreater"]!.asNumber!, 2e-14), "\(counts)")
      #expect(closeLog(test.pointProbability.logP, expected["logPoint"]!.asNumber!, 2e-14), "\(counts)")
      #expect(abs(test.midP - expected["midP"]!.asNumber!) < 3e-14, "\(counts)")
      guard let low = expected["low"], let high = expected["high"] else { continue }
      let estimate = try #require(test.conditionalOddsRatio)
      let interval = try #require(estimate.interval)
      if let value = expected["conditional"]?.asNumber { #expect(close(estimate.value, value, 1e-12), "\(counts)") }
      if let low = low.asNumber {
        #expect(close(interval.low, low, 1e-12), "\(counts)")
      } else {
        #expect(interval.low == 0)
      }
      if let high = high.asNumber {
        #expect(close(interval.high, high, 1e-12), "\(counts)")
      } else {
        #expect(interval.high == .infinity)
      }
    }
  }

  @Test func `exact integer arithmetic agrees on large tables`() throws {
    for expected in try #require(reference("exact.json")["large"]?.asArray) {
      let counts = expected["counts"]!.asArray!.map { $0.asInteger! }
      let test = try FisherExactTest(counts[0], counts[1], counts[2], counts[3])
      #expect(closeLog(test.logP, expected["logP"]!.asNumber!, 1e-12), "\(counts)")
      #expect(closeLog(test.less.logP, expected["logLess"]!.asNumber!, 1e-12), "\(counts)")
      #expect(closeLog(test.greater.logP, expected["logGreater"]!.asNumber!, 1e-12), "\(counts)")
    }
  }

  @Test func `R agrees to the digits it computes`() throws {
    for expected in try #require(reference("exact_r.json")["twoByTwo"]?.asArray) {
      let counts = expected["counts"]!.asArray!.map { $0.asInteger! }
      let test = try FisherExactTest(counts[0], counts[1], counts[2], counts[3])
      // R works with differences of log-gammas, which cost it digits at a million.
      let digits = counts.reduce(0, +) > 100_000 ? 1e-7 : 1e-10
      #expect(close(test.pValue, expected["p"]!.asNumber!, digits), "\(counts)")
      #expect(close(test.less.pValue, expected["less"]!.asNumber!, digits), "\(counts)")
      #expect(close(test.greater.pValue, expected["greater"]!.asNumber!, digits), "\(counts)")
      let ratio = try #require(test.conditionalOddsRatio)
      // R stops its root finding at a tolerance of 1.2e-4 on the ratio or its inverse.
      func near(_ value: Double, _ field: String) -> Bool {
        guard let number = expected[field]?.asNumber else { return value == .infinity }
        return number == value || abs(number - value) < 3e-4 * max(1, value) * max(1, value)
      }
      #expect(near(ratio.value, "oddsRatio"), "\(counts)")
      #expect(near(ratio.interval!.low, "low"), "\(counts)")
      #expect(near(ratio.interval!.high, "high"), "\(counts)")
    }
  }

  @Test func `two odds ratios of one table`() throws {
    let test = try FisherExactTest(10, 3, 2, 15)
    #expect(test.sampleOddsRatio?.value == 25)
    #expect(close(test.conditionalOddsRatio?.value, 21.305, 3e-5))
    #expect(test.sampleOddsRatio?.interval?.method == "woolf")
    #expect(close(test.sampleOddsRatio?.standardError, 25 * (0.1 + 1 / 3.0 + 0.5 + 1 / 15.0).squareRoot(), 1e-14))
  }

  @Test func `millions of rows are quick and finite far in the tail`() throws {
    let test = try FisherExactTest(3_000_000, 1_000_000, 1_000_000, 3_000_000)
    #expect(test.pValue == 0)
    #expect(test.logP < -1_000_000 && test.logP.isFinite)
    #expect(close(test.conditionalOddsRatio?.value, 9, 1e-5))
    let even = try FisherExactTest(2_000_000, 2_000_000, 2_000_000, 2_000_000)
    #expect(even.pValue == 1)
    #expect(close(even.less.pValue, even.greater.pValue, 1e-13))
  }

  @Test func `exchanging rows or columns exchanges the sides`() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      let counts = (0..<4).map { _ in Int.random(in: 0...40, using: &generator) }
      let test = try FisherExactTest(counts[0], counts[1], counts[2], counts[3])
      let turned = try FisherExactTest(counts[1], counts[0], counts[3], counts[2])
      #expect(closeLog(test.logP, turned.logP, 1e-13), "\(counts)")
      #expect(closeLog(test.less.logP, turned.greater.logP, 1e-13), "\(counts)")
    }
  }

  @Test func `an empty row leaves one table`() throws {
    let test = try FisherExactTest(0, 0, 3, 4)
    #expect(test.pValue == 1)
    #expect(test.midP == 0.5)
    #expect(test.sampleOddsRatio == nil)
    #expect(test.conditionalOddsRatio == nil)
    #expect(try FisherExactTest(0, 0, 0, 0).pValue == 1)
  }

  @Test func `a zero count gives infinite ratios without Woolf's interval`() throws {
    let test = try FisherExactTest(5, 0, 2, 5)
    #expect(test.sampleOddsRatio?.value == .infinity)
    #expect(test.sampleOddsRatio?.interval == nil)
    #expect(test.conditionalOddsRatio?.value == .infinity)
    #expect(test.conditionalOddsRatio?.interval?.high == .infinity)
  }

  @Test func `what it cannot do is refused in both languages`() throws {
    let larger = try ContingencyTable(typed: "1,2,3;4,5,6")
    let shape = try #require(throws: Fault.self) { try FisherExactTest(larger) }
    #expect(shape.code == "crosstab-only-two-by-two")
    let negative = try #require(throws: Fault.self) { try FisherExactTest(1, -2, 3, 4) }
    #expect(negative.message(in: .english).what == "The count in row 1, column 2 is -2")
    let level = try #require(throws: Fault.self) { try FisherExactTest(1, 2, 3, 4, options: .init(level: 1)) }
    #expect(level.code == "crosstab-level")
    let huge = try #require(throws: Fault.self) { try FisherExactTest(.max, 2, 3, 4) }
    #expect(huge.code == "crosstab-counts-too-large")
  }
}
