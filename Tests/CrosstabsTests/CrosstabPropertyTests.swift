import Evidence
import Phrasebook
import Tables
import TestSupport
import Testing

@testable import Crosstabs

@Suite struct CrosstabPropertyTests {
  /// Tables printed in the statistics literature, as 14_datasets lists them.
  static let classics = [
    "68,20,15,5;119,84,54,29;26,17,14,14;7,94,10,16", "1,3,10,6;2,3,10,7;1,6,14,12;0,1,9,11",
    "122,203;167,118;528,178;673,212", "1198,557;1493,1278", "688,650;21,59", "189,10845;104,10933", "3,1;1,3",
    "7,2,0;0,3,7;1,0,10",
  ]

  @Test(arguments: classics)
  func `rows and columns exchanged change no symmetric number`(_ text: String) throws {
    let table = try ContingencyTable(typed: text)
    let (one, other) = (try CrosstabAnalysis(table), try CrosstabAnalysis(table.transposed))
    #expect(agree(one.naive!.pearson.statistic, other.naive!.pearson.statistic, 1e-13))
    #expect(agree(one.naive!.likelihoodRatio.statistic, other.naive!.likelihoodRatio.statistic, 1e-13))
    #expect(agree(one.naive!.linearByLinear!.statistic, other.naive!.linearByLinear!.statistic, 1e-12))
    #expect(agree(one.chiSquareEffects.cramersV.value, other.chiSquareEffects.cramersV.value, 1e-13))
    #expect(agree(one.ordinal.tauB.value, other.ordinal.tauB.value, 1e-13))
    #expect(
      agree(one.prediction.lambda.columnsGivenRows.value, other.prediction.lambda.rowsGivenColumns.value, 1e-13))
    #expect(
      agree(one.ordinal.somersD.columnsGivenRows.value, other.ordinal.somersD.rowsGivenColumns.value, 1e-13))
    #expect(one.chiSquareEffects.cramersVCorrected <= one.chiSquareEffects.cramersV.value)
    #expect(one.residuals.raw.compactMap { $0 }.reduce(0, +) < 1e-9)
  }

  @Test func `the warning levels of thirty provinces`() throws {
    // 14_datasets, warn2021h1.stats: computed there with NumPy and SciPy.
    let analysis = try CrosstabAnalysis(ContingencyTable(typed: "7,2,0;0,3,7;1,0,10"))
    #expect(agree(analysis.naive!.pearson.statistic, 23.5141, 1e-5))
    #expect(agree(analysis.naive!.likelihoodRatio.statistic, 29.9232, 1e-5))
    #expect(agree(analysis.naive!.linearByLinear!.statistic, 15.5242, 1e-5))
    #expect(agree(analysis.chiSquareEffects.cramersV.value, 0.62602, 1e-5))
    #expect(agree(analysis.ordinal.tauB.value, 0.68730, 1e-5))
    #expect(analysis.caveats.map(\.code) == ["low-expected-counts"])
  }

  @Test func `the effects of the test vector`() throws {
    let analysis = try CrosstabAnalysis(provinces)
    #expect(agree(analysis.chiSquareEffects.cramersV.value, 0.17354285, 1e-7))
    #expect(agree(analysis.chiSquareEffects.cramersVCorrected, 0.14635101, 1e-7))
    #expect(agree(analysis.chiSquareEffects.contingency, 0.23835310, 1e-7))
    #expect(agree(analysis.prediction.lambda.columnsGivenRows.value, 0.0902778, 1e-6))
    #expect(agree(analysis.prediction.lambda.rowsGivenColumns.value, 0.0928571, 1e-6))
    #expect(agree(analysis.prediction.lambda.symmetric?.value, 0.0915493, 1e-6))
    #expect(agree(analysis.prediction.goodmanKruskalTau.columnsGivenRows.value, 0.02970478, 1e-6))
    #expect(agree(analysis.prediction.goodmanKruskalTau.columnsGivenRows.pValue, 0.00961, 1e-3))
    #expect(agree(analysis.prediction.goodmanKruskalTau.rowsGivenColumns.value, 0.02921627, 1e-6))
    #expect(agree(analysis.ordinal.gamma?.value, -0.30601141, 1e-7))
    #expect(agree(analysis.ordinal.tauB.value, -0.20583225, 1e-7))
    #expect(agree(analysis.ordinal.somersD.columnsGivenRows.value, -0.20614839, 1e-7))
    #expect(agree(analysis.ordinal.somersD.rowsGivenColumns.value, -0.20551659, 1e-7))
    let adjusted = analysis.residuals.adjusted.compactMap { $0 }
    for (value, known) in zip(adjusted, [-2.69, 0.80, 1.95]) { #expect(abs(value - known) < 0.006) }
    for (value, known) in zip(adjusted.suffix(3), [3.37, -1.10, -2.34]) { #expect(abs(value - known) < 0.006) }
  }

  @Test func `columns that share a letter do not differ`() throws {
    let proportions = ColumnProportions(provinces)
    for row in 0..<3 {
      for comparison in proportions.comparisons where comparison.row == row {
        let first = Set(proportions.letters[row * 3 + comparison.first])
        let second = Set(proportions.letters[row * 3 + comparison.second])
        #expect(first.isDisjoint(with: second) == (comparison.adjustedP <= 0.05))
      }
    }
    #expect(proportions.letters == ["a", "ab", "b", "a", "a", "a", "a", "b", "b"])
    // A column whose share is 0 or 1 is not compared.
    let extreme = ColumnProportions(try ContingencyTable(typed: "10,5,0;10,15,20"))
    #expect(extreme.letters[2].isEmpty && extreme.letters[5].isEmpty)
    #expect(ColumnProportions(provinces, correction: .none).comparisons.allSatisfy { $0.pValue == $0.adjustedP })
  }

  @Test func `letters of many columns keep the rule`() throws {
    let table = try ContingencyTable(typed: "90,70,55,40,20,5;10,30,45,60,80,95")
    let proportions = ColumnProportions(table, correction: .holm)
    for comparison in proportions.comparisons where comparison.row == 0 {
      let first = Set(proportions.letters[comparison.first])
      #expect(
        first.isDisjoint(with: Set(proportions.letters[comparison.second])) == (comparison.adjustedP <= 0.05))
    }
  }

  @Test func `fragility of a two-by-two table is what trying every number of moves finds`() throws {
    for text in ["12,3;4,9", "20,10;10,20", "15,15;14,16", "30,2;25,9"] {
      let table = try ContingencyTable(typed: text)
      let found = try Fragility(table)
      let wasSignificant = try PearsonTest(table).pValue <= 0.05
      #expect(found.isSignificant == wasSignificant)
      let cells = table.wholeCounts!
      var least = Int.max
      for first in -30...30 {
        for second in -30...30 where abs(first) + abs(second) < least {
          let moved = [cells[0] + first, cells[1] - first, cells[2] + second, cells[3] - second]
          guard moved.allSatisfy({ $0 >= 0 }) else { continue }
          let other = try ContingencyTable(rows: table.rows, columns: table.columns, counts: moved)
          guard other.degreesOfFreedom == 1 else { continue }
          if try (PearsonTest(other).pValue <= 0.05) != wasSignificant { least = abs(first) + abs(second) }
        }
      }
      #expect(found.moves == least, "\(text)")
    }
  }

  @Test func `a nominal variable and codes out of order are said`() throws {
    func variable(_ levels: [Level], ordered: Bool) -> ContingencyTable.Variable {
      .init(name: "a", levels: levels, isOrdered: ordered)
    }
    let texts = variable([Level(.text("x")), Level(.text("y")), Level(.text("z"))], ordered: false)
    let columns = ContingencyTable.Variable(name: "b", count: 2)
    let nominal = try LinearByLinearTest(
      ContingencyTable(rows: texts, columns: columns, counts: [9, 8, 7, 6, 5, 4]))
    #expect(nominal.caveats.map(\.code) == ["nominal-in-trend-test"])
    let codes = variable([Level(.integer(1)), Level(.integer(3)), Level(.integer(2))], ordered: true)
    let shuffled = try LinearByLinearTest(
      ContingencyTable(rows: codes, columns: columns, counts: [9, 8, 7, 6, 5, 4]))
    #expect(shuffled.caveats.map(\.code) == ["non-monotone-codes"])
    #expect(
      shuffled.caveats[0].message(in: .english).what
        == "The codes of 'a' do not rise or fall along its declared order: 1, 3, 2")
    #expect(shuffled.caveats[0].message(in: .chinese).what == "“a”的编码并不随声明的顺序递增或递减：1、3、2")
  }

  @Test func `tests that do not apply say so in both languages`() throws {
    func fault(_ body: () throws -> Void) throws -> Fault { try #require(throws: Fault.self) { try body() } }
    let yates = try fault { _ = try ContinuityCorrectedTest(provinces) }
    #expect(yates.message(in: .english).what == "Yates is defined for 2×2 tables; this one is 3×3")
    #expect(yates.message(in: .chinese).what == "Yates只适用于 2×2 表；这张表是 3×3")
    let shares = try fault { _ = try GoodnessOfFitTest([1, 2], proportions: [1, 0]) }
    #expect(
      shares.message(in: .english).what
        == "2 expected proportions were given for 2 categories, or they are not positive")
    let scores = try fault { _ = try LinearByLinearTest(provinces, rowScores: .custom([1, 2])) }
    #expect(scores.message(in: .english).what == "'rows' has 3 categories but 2 scores were given")
    let constant = try fault { _ = try LinearByLinearTest(provinces, rowScores: .custom([2, 2, 2])) }
    #expect(constant.message(in: .chinese).what == "“rows”所有非空类别的得分都相同")
    let level = try fault { _ = try ChiSquareEffects(provinces, level: 1) }
    #expect(level.message(in: .english).what == "1 is not a level between 0 and 1")
  }

  @Test func `weights and whole counts of the same table give the same statistic`() throws {
    let whole = provinces
    let weighted = try ContingencyTable(
      rows: whole.rows, columns: whole.columns, weighted: whole.counts, respondents: 226)
    #expect(agree(try PearsonTest(weighted).statistic, try PearsonTest(whole).statistic, 1e-13))
    #expect(agree(try LikelihoodRatioTest(weighted).statistic, try LikelihoodRatioTest(whole).statistic, 1e-12))
    #expect(try CrosstabAnalysis(weighted).naive == nil)
    var options = CrosstabAnalysis.Options()
    options.isNaiveAllowed = true
    #expect(try CrosstabAnalysis(weighted, options: options).caveats.map(\.code) == ["weights-as-replication"])
  }
}
