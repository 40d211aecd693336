import Evidence
import StructuredText
import TestSupport
import Testing

@testable import Crosstabs

/// 500 tables, dense, sparse, skewed, with empty categories and with counts in the millions, beside SciPy, statsmodels,
/// mpmath and R.
@Suite struct RandomTableTests {
  static let python = reference("random_tables.json")
  static let r = reference("random_tables_r.json")
  var entries: [JSONValue] { Self.python["tables"]!.asArray! }

  @Test func `there are five hundred tables of five kinds`() {
    #expect(entries.count == 500)
    #expect(Set(entries.map { $0["kind"]!.asString! }).count == 5)
  }

  @Test func `Pearson and likelihood ratio agree with SciPy, R and mpmath far into the tail`() throws {
    let peers = Self.r["tables"]!.asArray!
    for (entry, peer) in zip(entries, peers) {
      let table = entry.table
      let pearson = try PearsonTest(table)
      let known = entry["pearson"]!.numbers
      #expect(agree(pearson.statistic, known[0]))
      #expect(pearson.degreesOfFreedom == known[1])
      // SciPy's statistic moves p by itself where it is large; the logarithm is the fair judge.
      #expect(agree(pearson.pValue, known[2], 1e-10 * max(1, known[0])))
      #expect(agree(pearson.logP, known[3], 1e-10, absolute: 1e-10 * max(1, known[0])))
      #expect(agree(pearson.statistic, peer["pearson"]!.numbers[0]))
      #expect(agree(pearson.logP, peer["pearson"]!.numbers[2]))
      let ratio = try LikelihoodRatioTest(table)
      #expect(agree(ratio.statistic, entry["likelihoodRatio"]!.numbers[0], 1e-10, absolute: 1e-8))
      #expect(agree(ratio.statistic, peer["likelihoodRatio"]!.asNumber!, 1e-10, absolute: 1e-8))
      #expect(agree(ratio.logP, entry["likelihoodRatio"]!.numbers[2], 1e-10, absolute: 1e-8))
      let low = entry["low"]!.numbers
      #expect(pearson.expected.cellsBelowFive == Int(low[0]))
      #expect(agree(pearson.expected.minimum, low[1]))
    }
  }

  @Test func `trend and Yates agree`() throws {
    for (entry, peer) in zip(entries, Self.r["tables"]!.asArray!) {
      let table = entry.table
      #expect(agree(try LinearByLinearTest(table).statistic, entry["linear"]!.asNumber!))
      let ranks = try LinearByLinearTest(table, rowScores: .midranks, columnScores: .midranks)
      #expect(agree(ranks.statistic, entry["linearMidranks"]!.asNumber!, 1e-9))
      guard let yates = entry["yates"]?.numbers else { continue }
      let corrected = try ContinuityCorrectedTest(table)
      #expect(agree(corrected.statistic, yates[0]))
      #expect(agree(corrected.statistic, peer["yates"]!.numbers[0]))
      #expect(agree(corrected.pValue, yates[1], 1e-10 * max(1, yates[0])))
      let small = try SmallSampleTest(table)
      #expect(agree(small.statistic, entry["pearson"]!.numbers[0] * (table.total - 1) / table.total))
    }
  }

  @Test func `effects made of chi-square agree`() throws {
    for (entry, peer) in zip(entries, Self.r["tables"]!.asArray!) {
      let effects = try ChiSquareEffects(entry.table)
      let known = entry["association"]!.numbers
      #expect(agree(effects.cramersV.value, known[0]))
      #expect(agree(effects.contingency, known[1]))
      #expect(agree(effects.contingency, peer["contingency"]!.asNumber!))
      #expect(agree(effects.cramersVCorrected, entry["vCorrected"]!.asNumber!, 1e-9, absolute: 1e-8))
      #expect(effects.cramersVCorrected <= effects.cramersV.value + 1e-15)
      #expect(effects.contingencyOfMaximum <= 1 + 1e-12)
      if let phi = effects.phi { #expect(agree(abs(phi.value), known[0], 1e-10)) }
      guard let bounds = entry["vInterval"]?.numbers else { continue }
      #expect(agree(effects.cramersV.interval!.low, bounds[0], 1e-8, absolute: 1e-7))
      #expect(agree(effects.cramersV.interval!.high, bounds[1], 1e-8, absolute: 1e-7))
    }
  }

  @Test func `measures and their errors agree with complex-step derivatives`() throws {
    for entry in entries {
      let table = entry.table
      let ordinal = try OrdinalEffects(table)
      let prediction = try PredictionEffects(table)
      let ours: [String: AssociationMeasure?] = [
        "gamma": ordinal.gamma, "tauB": ordinal.tauB, "tauC": ordinal.tauC,
        "somersColumns": ordinal.somersD.columnsGivenRows, "somersRows": ordinal.somersD.rowsGivenColumns,
        "somersSymmetric": ordinal.somersD.symmetric, "tauColumns": prediction.goodmanKruskalTau.columnsGivenRows,
        "tauRows": prediction.goodmanKruskalTau.rowsGivenColumns,
        "uncertaintyColumns": prediction.uncertainty.columnsGivenRows,
        "uncertaintyRows": prediction.uncertainty.rowsGivenColumns,
        "uncertaintySymmetric": prediction.uncertainty.symmetric, "lambdaColumns": prediction.lambda.columnsGivenRows,
        "lambdaRows": prediction.lambda.rowsGivenColumns, "lambdaSymmetric": prediction.lambda.symmetric,
      ]
      for (name, measure) in ours {
        guard let known = entry["measures"]?[name]?.numbers else {
          #expect(name == "gamma" && measure == nil)
          continue
        }
        #expect(agree(measure?.value, known[0], 1e-9, absolute: 1e-11), "\(name)")
        #expect(agree(measure?.estimate.standardError, known[1], 1e-7, absolute: 1e-9), "\(name)")
      }
      for (name, known) in entry["null"]!.asObject!.members.map({ ($0.key, $0.value) }) where !known.isNull {
        #expect(agree(ours[name]!?.nullStandardError, known.asNumber!, 1e-9), "\(name)")
      }
    }
  }

  @Test func `two-by-two effects and kappa agree with statsmodels`() throws {
    var seen = (0, 0)
    for entry in entries {
      let table = entry.table
      if let known = entry["two"]?.numbers {
        let effects = try TwoByTwoEffects(table)
        let found = [effects.oddsRatio!, effects.riskRatios[0]!].flatMap {
          [$0.value, $0.interval!.low, $0.interval!.high]
        }
        for (value, expected) in zip(found, known) { #expect(agree(value, expected)) }
        seen.0 += 1
      }
      if let known = entry["newcombe"]?.numbers, !table.hasEmptyCategories, table.isTwoByTwo {
        let test = try TwoProportionTest(table)
        #expect(agree(test.difference.interval!.low, known[0], 1e-9, absolute: 1e-9))
        #expect(agree(test.difference.interval!.high, known[1], 1e-9, absolute: 1e-9))
        #expect(agree(test.z * test.z, entry["pearson"]!.numbers[0]))
      }
      if let known = entry["kappa"]?.numbers {
        let kappa = try AgreementEffects(table).kappa
        #expect(agree(kappa.value, known[0]))
        #expect(agree(kappa.estimate.standardError, known[1], 1e-8))
        #expect(agree(kappa.nullStandardError, known[2], 1e-8))
        seen.1 += 1
      }
    }
    #expect(seen.0 > 50 && seen.1 > 50)
  }

  @Test func `residuals agree with statsmodels and R`() throws {
    for (entry, peer) in zip(entries, Self.r["tables"]!.asArray!) {
      let residuals = Residuals(entry.table)
      let adjusted = residuals.adjusted.compactMap { $0 }
      if let known = entry["adjusted"]?.numbers {
        for (value, expected) in zip(adjusted, known) { #expect(agree(value, expected)) }
        for (value, expected) in zip(residuals.standardized.compactMap { $0 }, entry["residuals"]!.numbers) {
          #expect(agree(value, expected))
        }
      }
      if let known = peer["adjusted"]?.numbers {
        #expect(known.count == adjusted.count)
        for (value, expected) in zip(adjusted, known) { #expect(agree(value, expected, 1e-10, absolute: 1e-9)) }
      }
    }
  }
}
