import Evidence
import NumericalMethods
import Phrasebook
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Scales

@Suite struct PolychoricMatrixTests {
  static let cases = reference("polychoric.json")["cases"]!
  static let names = ["five", "holes", "mixed", "sparse", "strong", "binary"]
  static let variants: [(String, PolychoricMatrix.Thresholds)] = [
    ("item", .item), ("pair", .pair(emptyCells: 0)), ("corrected", .pair(emptyCells: 0.5)),
  ]

  @Test(arguments: names) func `correlations are those of psych and never less likely`(_ name: String) throws {
    let expected = Self.cases[name]!
    let columns = expected["columns"]!.columns
    for (variant, thresholds) in Self.variants {
      let matrix = try PolychoricMatrix(of: columns, thresholds: thresholds, threads: 2)
      for (index, pair) in expected["variants"]![variant]!.asArray!.enumerated() {
        let found = matrix.pairs[index]
        let likelihood = pair["logLikelihood"]!.asNumber!
        // psych's cells come from a routine with an error of 1e-10 or so, and a maximum is known to half the digits.
        #expect(found.logLikelihood! >= likelihood - 1e-6, "\(variant) \(index)")
        if !found.isAtBound {
          #expect(abs(found.logLikelihood! - likelihood) < 1e-5, "\(variant) \(index)")
          #expect(abs(found.r! - pair["r"]!.asNumber!) < 2e-6, "\(variant) \(index)")
        } else {
          #expect(abs(pair["r"]!.asNumber!) > 0.999)
        }
      }
    }
  }

  @Test(arguments: names) func `psych's own function is met to its own tolerance`(_ name: String) throws {
    let expected = Self.cases[name]!
    let matrix = try PolychoricMatrix(of: expected["columns"]!.columns, thresholds: .pair(emptyCells: 0.5))
    for (found, value) in zip(matrix.pairs, expected["variants"]!["psych"]!.numbers) {
      // R's optimize() stops at 1.2e-4.
      #expect(abs(found.r! - value) < 2e-4)
    }
  }

  @Test(arguments: [-0.99, -0.93, -0.92, -0.5, -0.49, 0, 1e-6, 0.3, 0.6, 0.924, 0.926, 0.9999])
  func `cells from one integral are those of Owen's T, and their slopes those of differences`(_ rho: Double) throws {
    let (rows, columns) = ([-2.1, -0.4, 0.3, 1.7], [-1.0, 0.0, 0.9])
    var grid = BivariateNormalGrid(rows: rows, columns: columns)
    grid.evaluate(rho)
    let distribution = try BivariateNormalDistribution(correlation: rho)
    let (a, b) = ([-Double.infinity] + rows + [.infinity], [-Double.infinity] + columns + [.infinity])
    for i in 0...rows.count {
      for j in 0...columns.count {
        let exact =
          distribution.lowerTail(at: a[i + 1], b[j + 1]) - distribution.lowerTail(at: a[i], b[j + 1])
          - distribution.lowerTail(at: a[i + 1], b[j]) + distribution.lowerTail(at: a[i], b[j])
        #expect(abs(grid.cells[i * 4 + j] - exact) < 2e-15)
      }
    }
    #expect(abs(grid.cells.reduce(0, +) - 1) < 1e-15)
    if abs(rho) < 0.99 {
      var (up, down) = (grid, grid)
      up.evaluate(rho + 1e-5)
      down.evaluate(rho - 1e-5)
      for cell in grid.cells.indices {
        #expect(abs((up.cells[cell] - down.cells[cell]) / 2e-5 - grid.first[cell]) < 1e-6)
        #expect(
          abs((up.first[cell] - down.first[cell]) / 2e-5 - grid.second[cell]) < 1e-3 * max(1, abs(grid.second[cell])))
      }
    }
  }

  @Test func `a table split at the medians has the tetrachoric correlation sin of a right angle`() throws {
    // P(both above) = 1/4 + asin(ρ) / 2π, so 40 of 120 rows give asin ρ = 2π (1/3 − 1/4).
    let x = [Int64?](repeating: 0, count: 60) + [Int64?](repeating: 1, count: 60)
    let y =
      [Int64?](repeating: 0, count: 40) + [Int64?](repeating: 1, count: 20) + [Int64?](repeating: 0, count: 20)
      + [Int64?](repeating: 1, count: 40)
    let pair = try PolychoricMatrix(of: [column("x", x), column("y", y)]).pairs[0]
    #expect(agree(pair.r, 0.5, 1e-13))
  }

  @Test func `threads change nothing`() throws {
    let columns = items(rows: 800, count: 8, levels: [5, 3], missing: 15, seed: 2)
    #expect(try PolychoricMatrix(of: columns, threads: 1) == PolychoricMatrix(of: columns, threads: 3))
  }

  @Test func `answers that always agree end at the bound and say so`() throws {
    let answers: [Int64?] = [1, 2, 3, 1, 2, 3, 1, 2, 3, 3]
    let matrix = try PolychoricMatrix(of: [column("a", answers), column("b", answers)])
    #expect(matrix.pairs[0].isAtBound)
    #expect(
      matrix.caveats.map { $0.message(in: .english).what } == [
        "The likelihood grows up to a correlation of ±1; the search ended at ±0.9999: a–b"
      ])
    #expect(
      matrix.caveats.map { $0.message(in: .chinese).what } == ["似然值一直增大到相关系数 ±1；搜索止于 ±0.9999：a–b"])
  }

  @Test func `empty cells that were filled are told`() throws {
    let columns = [column("a", [1, 1, 2, 2, 3, 3, 3, 1]), column("b", [1, 2, 2, 3, 3, 3, 2, 1])]
    let caveats = try PolychoricMatrix(of: columns, thresholds: .pair(emptyCells: 0.5)).caveats
    #expect(
      caveats.map { $0.message(in: .english).what } == [
        "1 pair of items has answers that never occur together; these cells were given the count 0.5"
      ])
    #expect(caveats.map { $0.message(in: .chinese).what } == ["1 对题目有从未同时出现的答案；这些单元格的频数按 0.5 计"])
  }

  @Test func `constant items leave gaps, measurements are refused`() throws {
    let matrix = try PolychoricMatrix(of: [
      column("a", [1, 2, 1, 2]), column("same", [3, 3, 3, 3]), column("empty", [nil, nil, nil, nil]),
      column("b", [2, 1, 1, 2]),
    ])
    #expect(matrix[0, 1]?.r == nil)
    #expect(matrix[0, 3]?.r != nil)
    #expect(matrix.caveats[0].facts["items"] == .list(["same", "empty"]))
    let fault = #expect(throws: Fault.self) {
      try PolychoricMatrix(of: [column("a", (0..<30).map { Int64($0) }), column("b", (0..<30).map { Int64($0 % 3) })])
    }
    #expect(
      fault?.message(in: .english)
        == Message(
          what: "'a' has 30 different answers; polychoric correlations take at most 20",
          fix: "Use Pearson or Spearman correlations, or group the answers"))
    #expect(fault?.message(in: .chinese).what == "“a”有 30 种取值；多项相关最多 20 种")
  }
}
