import Crosstabs
import Evidence
import StructuredText
import Tables
import TestSupport
import Testing

@testable import SurveyDesigns

/// Sixty designs of twelve kinds, beside R's survey package.
@Suite struct DesignReferenceTests {
  var designs: [JSONValue] { DesignReference.designs }

  @Test func `there are sixty designs of twelve kinds`() {
    #expect(designs.count == 60)
    #expect(Set(designs.map { $0["kind"]!.asString! }).count == 12)
    #expect(designs.contains { $0["data"]!["x"]!.asArray!.contains { $0.asNumber == nil } })
  }

  @Test func `means, their errors, degrees of freedom and design effects`() throws {
    for entry in designs {
      let design = try DesignReference.design(entry)
      let x = DesignReference.numbers(entry, "x")
      let kind = Comment(rawValue: entry["kind"]!.asString!)
      let g = DesignReference.numbers(entry, "g")
      let part = zip(x, g).map { $1 == 1 ? $0 : .nan }
      for (name, values) in [("mean", x), ("part", part)] {
        let mean = try DesignEstimate.mean(of: values, in: design)
        let known = entry[name]!
        #expect(agree(mean.value, known["value"]!.asNumber), kind)
        #expect(agree(mean.standardError, known["se"]!.asNumber), kind)
        #expect(mean.degreesOfFreedom == known["df"]!.asInteger!, kind)
        #expect(agree(mean.designEffect, known["deff"]!.asNumber), kind)
        if name == "mean" {
          let interval = entry["interval"]!.numbers
          #expect(agree(mean.interval()?.low, interval[0]), kind)
          #expect(agree(mean.interval()?.high, interval[1]), kind)
        }
      }
    }
  }

  @Test func `totals and ratios`() throws {
    for entry in designs {
      let design = try DesignReference.design(entry)
      let kind = Comment(rawValue: entry["kind"]!.asString!)
      let x = DesignReference.numbers(entry, "x")
      let y = DesignReference.numbers(entry, "y")
      let total = try DesignEstimate.total(of: y, in: design)
      #expect(agree(total.value, entry["total"]!["value"]!.asNumber), kind)
      if design.lonelyUnits == .adjust {
        // R measures the lonely cluster from 0 and not, as its manual says, from the mean of all clusters.
        #expect(!agree(total.standardError, entry["total"]!["se"]!.asNumber))
      } else {
        #expect(agree(total.standardError, entry["total"]!["se"]!.asNumber), kind)
      }
      let ratio = try DesignEstimate.ratio(of: x, to: y, in: design)
      #expect(agree(ratio.value, entry["ratio"]!["value"]!.asNumber), kind)
      #expect(agree(ratio.standardError, entry["ratio"]!["se"]!.asNumber), kind)
    }
  }

  @Test func `the covariance of two means`() throws {
    for entry in designs {
      let design = try DesignReference.design(entry)
      let means = try DesignMeans(
        of: [DesignReference.numbers(entry, "x"), DesignReference.numbers(entry, "y")], in: design)
      for (value, known) in zip(means.covariance.values, entry["several"]!.numbers) { #expect(agree(value, known)) }
      #expect(
        agree(
          means.difference(1, 0).standardError,
          (means.covariance[0, 0] + means.covariance[1, 1] - 2 * means.covariance[0, 1]).squareRoot()))
    }
  }

  @Test func `shares with logit and Korn–Graubard intervals`() throws {
    for entry in designs {
      let design = try DesignReference.design(entry)
      let ones = DesignReference.numbers(entry, "b").map { $0.isNaN ? .nan : ($0 == 1 ? 1.0 : 0.0) }
      let share = try DesignEstimate.mean(of: ones, in: design)
      let known = entry["share"]!
      #expect(agree(share.value, known["value"]!.asNumber))
      #expect(agree(share.standardError, known["se"]!.asNumber))
      #expect(agree(share.designEffect, known["deff"]!.asNumber))
      let (logit, beta) = (entry["logit"]!.numbers, entry["beta"]!.numbers)
      #expect(agree(share.logitInterval()?.low, logit[0]))
      #expect(agree(share.logitInterval()?.high, logit[1]))
      #expect(agree(share.kornGraubardInterval()?.low, beta[0], 1e-9))
      #expect(agree(share.kornGraubardInterval()?.high, beta[1], 1e-9))
      let wilson = try #require(share.wilsonInterval())
      #expect(wilson.low > 0 && wilson.low < share.value && share.value < wilson.high && wilson.high < 1)
    }
  }

  @Test func `quantiles with Woodruff intervals`() throws {
    for entry in designs {
      let design = try DesignReference.design(entry)
      let x = DesignReference.numbers(entry, "x")
      let sorted = x.filter { !$0.isNaN }.sorted()
      let known = entry["quantiles"]!.asArray!.map(\.asNumber)
      for (place, probability) in [0.25, 0.5, 0.9].enumerated() {
        let quantile = try DesignQuantile(probability, of: x, in: design)
        #expect(agree(quantile.value, known[place * 3]))
        if let low = quantile.low, low == sorted[0] {
          // For a share below the first step R answers with the second value.
          #expect(known[place * 3 + 1] == sorted[0] || known[place * 3 + 1] == sorted[1])
        } else {
          #expect(agree(quantile.low, known[place * 3 + 1]))
        }
        #expect(agree(quantile.high, known[place * 3 + 2]))
      }
    }
  }

  @Test func `the test of two questions in every form`() throws {
    var tested = 0
    for entry in designs {
      guard let known = entry["test"] else { continue }
      tested += 1
      let design = try DesignReference.design(entry)
      let table = DesignReference.table(entry)
      let kind = Comment(rawValue: entry["kind"]!.asString!)
      let test = try RaoScottTest(rows: table["a"]!.categories(), columns: table["b"]!.categories(), in: design)
      #expect(agree(test.f, known["f"]!.asNumber), kind)
      #expect(agree(test.numeratorDegrees, known["ndf"]!.asNumber), kind)
      #expect(agree(test.denominatorDegrees, known["ddf"]!.asNumber), kind)
      #expect(agree(test.pValue, known["p"]!.asNumber, 1e-9), kind)
      #expect(agree(test.uncorrected, known["x2"]!.asNumber), kind)
      #expect(agree(test.firstOrder.pValue, known["firstP"]!.asNumber, 1e-9), kind)
      let effects = try test.designEffects()
      let deltas = known["deltas"]!.asArray?.map { $0.asNumber! } ?? [known["deltas"]!.asNumber!]
      #expect(effects.count == deltas.count)
      for (value, delta) in zip(effects, deltas) { #expect(agree(value, delta, 1e-9), kind) }
    }
    #expect(tested > 50)
  }
}
