import Evidence
import NumericalMethods
import Phrasebook
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Scales

@Suite struct ReliabilityTests {
  @Test(arguments: CorrelationMatrixTests.names, MissingPolicy.allCases)
  func `a scale is what psych says it is`(_ name: String, _ missing: MissingPolicy) throws {
    let cases = CorrelationMatrixTests.cases[name]!
    let expected = cases[missing.rawValue]!
    let scale = try Reliability(of: cases["columns"]!.columns, missing: missing)
    #expect(scale.n == expected["n"]!.asInteger)
    #expect(agree(scale.alpha.value, expected["alpha"]!.asNumber))
    #expect(agree(scale.alpha.interval?.low, expected["low"]!.asNumber))
    #expect(agree(scale.alpha.interval?.high, expected["high"]!.asNumber))
    #expect(agree(scale.standardizedAlpha, expected["standardized"]!.asNumber))
    for (index, item) in scale.items.enumerated() {
      #expect(agree(item.itemRestCorrelation, expected["itemRest"]!.numbers[index]))
      #expect(agree(item.mean, expected["means"]!.numbers[index]))
      #expect(agree(item.standardDeviation, expected["sds"]!.numbers[index]))
      if let deleted = expected["ifDeleted"] { #expect(agree(item.alphaIfDeleted, deleted.numbers[index])) }
    }
    #expect(agree(scale.adequacy.kmo, expected["kmo"]!.asNumber))
    for (found, value) in zip(scale.adequacy.kmoPerItem!, expected["kmoPerItem"]!.numbers) {
      #expect(agree(found, value))
    }
    #expect(agree(scale.adequacy.bartlett?.statistic, expected["bartlett"]!.asNumber))
    #expect(agree(scale.adequacy.bartlett?.pValue, expected["bartlettP"]!.asNumber, 1e-9))
    // psych's optimiser stops when the misfit changes by 1e-8 of itself, which leaves about four digits of a loading;
    // where an item is left no uniqueness (`small`) it judges the fit without the diagonal, and three digits agree.
    if let omega = expected["omega"]?.asNumber {
      #expect(agree(scale.omega, omega, name == "small" ? 1e-3 : 1e-4, absolute: 1e-5))
    } else {
      #expect(scale.omega == nil)
    }
  }

  @Test(arguments: CorrelationMatrixTests.names.filter { $0 != "pair" && $0 != "small" })
  func `the one factor leaves no larger residuals than psych's and no slope`(_ name: String) throws {
    let cases = CorrelationMatrixTests.cases[name]!
    let correlations = try CorrelationMatrix(of: cases["columns"]!.columns, missing: .listwise).matrix()
    let factor = try MinimumResiduals(correlations, factors: 1)
    let loadings = factor.loadings.column(0)
    var residual = 0.0
    for i in loadings.indices {
      for j in 0..<i {
        let off = correlations[i, j] - loadings[i] * loadings[j]
        residual += off * off
      }
      // The derivative of the sum of squares by one loading.
      let slope = loadings.indices.filter { $0 != i }
        .reduce(0) { $0 - 2 * (correlations[i, $1] - loadings[i] * loadings[$1]) * loadings[$1] }
      #expect(abs(slope) < 1e-9)
    }
    #expect(factor.converged)
    #expect(factor.bounded.isEmpty)
    #expect(residual <= cases["listwise"]!["objective"]!.asNumber! * (1 + 1e-9))
  }

  @Test func `loadings that made the correlations are found again`() throws {
    let truth = [0.9, 0.7, 0.5, 0.3, -0.4]
    var correlations = Matrix.identity(5)
    for i in 0..<5 { for j in 0..<5 where i != j { correlations[i, j] = truth[i] * truth[j] } }
    let factor = try MinimumResiduals(correlations, factors: 1)
    for (found, value) in zip(factor.loadings.column(0), truth) { #expect(abs(found - value) < 1e-12) }
    #expect(factor.steps < 20)
  }

  @Test func `negative alpha names the items that seem coded the other way`() throws {
    let columns = [
      column("a", [1, 2, 3, 4, 5, 4]), column("b", [1, 2, 3, 5, 5, 4]), column("c", [5, 4, 2, 1, 1, 3]),
      column("d", [5, 4, 3, 2, 1, 2]), column("e", [4, 5, 3, 2, 2, 2]),
    ]
    let scale = try Reliability(of: columns)
    #expect(scale.alpha.value < 0)
    let caveat = try #require(scale.caveats.first { $0.code == "scale-alpha-negative" })
    #expect(caveat.facts["items"] == .list(["a", "b"]))
    #expect(caveat.message(in: .english).what.hasSuffix("some items seem to be coded the other way: a, b"))
    #expect(caveat.message(in: .chinese).what.hasSuffix("有些题目的计分方向似乎相反：a、b"))
    #expect(
      caveat.message(in: .english).fix
        == "Mark reversed items as reversed in the codebook, or leave out items that measure something else")
  }

  @Test func `reversed items are turned round on the scale's bounds and named`() throws {
    var notes = Column.Notes()
    notes.isReversed = true
    notes.scaleBounds = 1...7
    let straight = [
      column("a", [1, 2, 3, 4, 5, 4]), column("b", [1, 2, 3, 5, 5, 4]), column("c", [2, 2, 4, 5, 5, 3]),
    ]
    let turned = [straight[0], straight[1], column("c", [6, 6, 4, 3, 3, 5], notes: notes)]
    let (expected, found) = try (Reliability(of: straight), Reliability(of: turned))
    #expect(found.alpha == expected.alpha)
    #expect(found.items[2].mean == expected.items[2].mean)
    #expect(
      found.caveats[0].message(in: .english).what
        == "Reversed items were turned round before scoring, as the codebook says: c")
    #expect(found.caveats[0].message(in: .chinese).what == "已按编码簿将反向题反转后计分：c")
  }

  @Test func `one item against the rest is a caveat though alpha is positive`() throws {
    let scale = try Reliability(of: [
      column("a", [1, 2, 3, 4, 5, 4]), column("b", [1, 2, 3, 5, 5, 4]), column("c", [2, 2, 4, 5, 5, 3]),
      column("d", [3, 2, 3, 2, 2, 3]),
    ])
    #expect(scale.alpha.value > 0)
    #expect(
      scale.caveats[0].message(in: .english).what
        == "These items go against the sum of the others and may be coded the other way: d")
    // Three items so much alike leave the second nothing of its own.
    #expect(
      scale.caveats[1].message(in: .english).what
        == "The factor explains these items completely, which real items do not allow (Heywood case): b")
    #expect(scale.caveats[1].message(in: .chinese).what == "因子完全解释了这些题目，实际数据中不应如此（Heywood 情形）：b")
  }

  @Test func `two items have alpha but no omega and no alpha if deleted`() throws {
    let scale = try Reliability(of: [column("a", [1, 2, 3, 4]), column("b", [1, 3, 3, 5])])
    #expect(scale.omega == nil)
    #expect(scale.items.allSatisfy { $0.alphaIfDeleted == nil && $0.loading == nil })
    #expect(scale.adequacy.kmo.map { abs($0 - 0.5) < 1e-12 } == true)
  }

  @Test func `fewer rows than items leave KMO out and say so`() throws {
    let scale = try Reliability(of: items(rows: 4, count: 6, levels: [0], seed: 4))
    #expect(scale.adequacy.kmo == nil)
    #expect(scale.adequacy.bartlett == nil)
    let caveat = try #require(scale.caveats.first { $0.code == "scale-correlations-singular" })
    #expect(
      caveat.message(in: .english).what
        == "KMO and Bartlett's test do not exist: the correlations of the 6 items are singular or not positive definite"
    )
    #expect(caveat.message(in: .chinese).what == "KMO 与巴特利特检验不存在：6 道题的相关矩阵奇异或非正定")
  }

  @Test func `an item that repeats another leaves KMO out, too`() throws {
    let some = items(rows: 50, count: 3, levels: [5], seed: 4)
    var copy = some[0]
    copy.name = "again"
    let scale = try Reliability(of: some + [copy])
    #expect(scale.adequacy.kmo == nil)
    #expect(scale.alpha.value.isFinite)
  }

  @Test func `constant, empty, single and text items are refused with the way out`() throws {
    let good = column("a", [1, 2, 3, 4])
    func fault(_ columns: [Column]) -> Fault? { #expect(throws: Fault.self) { try Reliability(of: columns) } }
    let constant = fault([good, column("b", [3, 3, nil, 3])])
    #expect(
      constant?.message(in: .english)
        == Message(
          what: "'b' is 3 in all 3 rows used", fix: "Leave it out of --items: what never varies measures nothing"))
    #expect(constant?.message(in: .chinese).what == "“b”在所用的 3 行中全是 3")
    let empty = fault([good, column("b", [nil, nil, nil, nil])])
    #expect(
      empty?.message(in: .english)
        == Message(what: "Nobody answered 'b'", fix: "Leave it out of --items, or check the --where condition"))
    #expect(empty?.message(in: .chinese).what == "没有人回答“b”")
    #expect(fault([good])?.message(in: .english).what == "2 items are needed, 1 given")
    var builder = ColumnBuilder(name: "t")
    for row in 0..<4 { builder.append("a text of its own, number \(row)") }
    let texts = fault([good, builder.finished()])
    #expect(
      texts?.message(in: .english)
        == Message(
          what: "Column 't' holds text values, not numbers or ordered answers",
          fix: "Leave it out of --items, or give it ordered levels in a codebook"))
    #expect(
      texts?.message(in: .chinese)
        == Message(what: "列“t”的类型是文本，不是数值或有序答案", fix: "请从 --items 中去掉，或在编码簿中给出有序的选项"))
  }

  @Test func `pairs of unequal size are counted by their fewest rows`() throws {
    let columns = items(rows: 60, count: 4, levels: [5], missing: 8, seed: 9)
    let scale = try Reliability(of: columns, missing: .pairwise)
    let caveat = try #require(scale.caveats.first { $0.code == "scale-pairs-unequal" })
    #expect(caveat.facts["used"] == .integer(scale.n))
    #expect(
      caveat.message(in: .english).what.hasSuffix("rows; the interval and Bartlett's test count \(scale.n)"))
  }
}
