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

  @Test func `the residuals of cells are those of R's delta method, whatever the sum of the weights`() throws {
    var compared = 0
    for entry in designs {
      guard let known = entry["test"]?["residuals"]?.asArray else { continue }
      let kind = Comment(rawValue: entry["kind"]!.asString!)
      let design = try DesignReference.design(entry)
      let table = DesignReference.table(entry)
      let residuals = try DesignResiduals(
        rows: table["a"]!.categories(), columns: table["b"]!.categories(), in: design)
      #expect(residuals.values.count == known.count, kind)
      for (value, reference) in zip(residuals.values, known) {
        // Where a cell hardly varies, what is left of its variance is rounding in both programs.
        guard let reference = reference.asNumber, abs(reference) < 1e6 else { continue }
        compared += 1
        #expect(agree(value, reference, 1e-8, absolute: 1e-9), kind)
      }
    }
    #expect(compared > 250)
  }

  @Test func `cells nobody can leave have no residual, and large tables have none at all`() throws {
    let (a, b, w) = ([1.0, 1, 1, 1, 1, 1], [1.0, 2, 1, 2, 1, 2], [2.0, 1, 3, 1, 2, 2])
    let table = DesignReference.table([("a", a), ("b", b), ("w", w)])
    let design = try SurveyDesign(of: table, weights: "w", strata: [], clusters: [])
    let residuals = try DesignResiduals(
      rows: table["a"]!.categories(), columns: table["b"]!.categories(), in: design)
    #expect(residuals.values == [nil, nil] && residuals.pValues == [nil, nil])
  }

  @Test func `for single draws of one weight residuals nearly are the adjusted ones`() throws {
    let a = (0..<400).map { Double($0 % 3) }
    let b = (0..<400).map { (row: Int) -> Double in
      let shifted = row / 3 + (row % 3 == 0 ? 1 : 0)
      return Double(shifted * 7 % 5 / 2)
    }
    let table = DesignReference.table([("a", a), ("b", b), ("w", a.map { _ in 250.0 })])
    let design = try SurveyDesign(of: table, weights: "w", strata: [], clusters: [])
    let (rows, columns) = (try table["a"]!.categories(), try table["b"]!.categories())
    let residuals = try DesignResiduals(rows: rows, columns: columns, in: design)
    let naive = Residuals(try ContingencyTable(rows: rows, columns: columns))
    for (value, other) in zip(residuals.values, naive.adjusted) {
      #expect(agree(value, other, 0.06, absolute: 0.02))
    }
  }
}
