import Evidence
import NumericalMethods
import Phrasebook
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Scales

@Suite struct FactorAnalysisTests {
  static let cases = reference("factors.json")["cases"]!
  static let names = ["one", "two", "three", "many"]

  private func differ(_ matrix: Matrix, _ expected: JSONValue) -> Double {
    var most = 0.0
    for (row, cells) in expected.asArray!.enumerated() {
      for (column, value) in cells.numbers.enumerated() { most = max(most, abs(matrix[row, column] - value)) }
    }
    return most
  }

  @Test(arguments: names, FactorAnalysis.Extraction.allCases)
  func `loadings are those of R`(_ name: String, _ extraction: FactorAnalysis.Extraction) throws {
    let expected = Self.cases[name]!
    let columns = expected["columns"]!.columns
    // Settled axes are the minres solution.
    let values = expected[extraction == .components ? "components" : "axes"]!
    for rotation in FactorAnalysis.Rotation.allCases {
      let found = try FactorAnalysis(
        of: columns,
        options: .init(factors: expected["factors"]!.asInteger, extraction: extraction, rotation: rotation))
      // Eigenvectors from the axes' last step are known to the root of its stopping rule at worst; R's varimax stops
      // when the criterion, not the angle, has settled.
      let tolerance = extraction == .components && rotation == .none ? 1e-12 : rotation == .none ? 1e-8 : 2e-7
      guard let loadings = values[rotation.rawValue] else { continue }
      #expect(differ(found.loadings, loadings) < tolerance, "\(rotation)")
      if rotation == .promax { #expect(differ(found.factorCorrelations!, values["phi"]!) < 2e-7) }
      #expect(found.adequacy.kmo != nil)
      for (value, other) in zip(found.eigenvalues, expected["eigenvalues"]!.numbers) {
        #expect(agree(value, other, 1e-11))
      }
    }
  }

  @Test(arguments: names) func `axes that have settled are the minimum of the residuals`(_ name: String) throws {
    let columns = Self.cases[name]!["columns"]!.columns
    let factors = Self.cases[name]!["factors"]!.asInteger
    let axes = try FactorAnalysis(of: columns, options: .init(factors: factors, extraction: .axes, rotation: .none))
    let minres = try FactorAnalysis(of: columns, options: .init(factors: factors, rotation: .none))
    for (a, b) in zip(axes.communalities, minres.communalities) { #expect(abs(a - b) < 1e-8) }
    for (found, expected) in zip(minres.communalities, Self.cases[name]!["communalities"]!.numbers) {
      #expect(abs(found - expected) < 1e-8)
    }
  }

  @Test func `no small turn of two factors improves varimax`() throws {
    let expected = Self.cases["three"]!
    let found = try FactorAnalysis(of: expected["columns"]!.columns, options: .init(factors: 3)).loadings
    func criterion(_ loadings: Matrix) -> Double {
      (0..<3).reduce(0.0) { sum, factor in
        let squares = (0..<loadings.rows).map { row -> Double in
          let communality = (0..<3).reduce(0) { $0 + loadings[row, $1] * loadings[row, $1] }
          return loadings[row, factor] * loadings[row, factor] / communality
        }
        let mean = squares.reduce(0, +) / Double(squares.count)
        return sum + squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
    }
    let best = criterion(found)
    for (p, q) in [(0, 1), (0, 2), (1, 2)] {
      for angle in [-0.3, -0.01, 0.01, 0.3, 0.78] {
        var turned = found
        for row in 0..<found.rows {
          let c = (1 - angle * angle).squareRoot()
          turned[row, p] = c * found[row, p] + angle * found[row, q]
          turned[row, q] = c * found[row, q] - angle * found[row, p]
        }
        #expect(criterion(turned) < best)
      }
    }
  }

  @Test(arguments: names) func `random eigenvalues are those of simulated rows`(_ name: String) throws {
    let expected = Self.cases[name]!
    let eigenvalues = expected["eigenvalues"]!.numbers
    let n = expected["n"]!.asInteger!
    let parallel = try ParallelAnalysis(eigenvalues: eigenvalues, n: n, draws: 600, threads: 2)
    let (means, sds) = (expected["random"]!["means"]!.numbers, expected["random"]!["sds"]!.numbers)
    for place in eigenvalues.indices {
      // Means of 600 and of 2,000 draws differ by sd √(1/600 + 1/2000); five times that is one chance in two million.
      #expect(abs(parallel.randomMeans[place] - means[place]) < 5 * sds[place] * (1.0 / 600 + 1.0 / 2000).squareRoot())
      #expect(
        abs(parallel.randomQuantiles[place] - expected["random"]!["quantiles"]!.numbers[place]) < 0.4 * sds[place])
    }
    #expect(parallel.suggested == expected["factors"]!.asInteger)
    #expect(try ParallelAnalysis(eigenvalues: eigenvalues, n: n, draws: 600, threads: 1) == parallel)
  }

  @Test func `the number of factors is read off the parallel analysis`() throws {
    let found = try FactorAnalysis(of: Self.cases["three"]!["columns"]!.columns)
    #expect(found.loadings.columns == 3)
    #expect(found.parallel?.suggested == 3)
  }

  @Test func `fewer rows than items still draw random correlations`() throws {
    let columns = items(rows: 6, count: 9, levels: [0], seed: 5)
    let found = try FactorAnalysis(of: columns, options: .init(extraction: .components))
    #expect(found.parallel!.randomMeans.suffix(3).allSatisfy { abs($0) < 1e-12 })
    #expect(found.caveats.map(\.code) == ["scale-correlations-singular"])
  }

  @Test func `more factors than items carry are refused`() throws {
    let columns = items(rows: 50, count: 5, levels: [5], seed: 5)
    let fault = #expect(throws: Fault.self) { try FactorAnalysis(of: columns, options: .init(factors: 3)) }
    #expect(
      fault?.message(in: .english)
        == Message(what: "5 items carry at most 2 factors, 3 were asked for", fix: "Ask for fewer factors"))
    #expect(fault?.message(in: .chinese).what == "5 道题最多提取 2 个因子，要求了 3 个")
    #expect(throws: Fault.self) { try FactorAnalysis(of: columns, options: .init(factors: 0)) }
    let constant = #expect(throws: Fault.self) {
      try FactorAnalysis(of: columns + [column("same", [Int64?](repeating: 2, count: 50))])
    }
    #expect(
      constant?.message(in: .english).what
        == "'q1' and 'same' have no correlation: one of them never varies in the rows they share")
    #expect(constant?.message(in: .chinese).what == "“q1”与“same”没有相关系数：在共有的行中其中一题没有变化")
  }
}
