import Crosstabs
import Evidence
import Testing

@testable import SyntheticData

@Suite struct SolvedTableTests {
  func number(_ text: String) -> StatedNumber { StatedNumber(text)! }

  func crosstab(_ table: SolvedTable) throws -> ContingencyTable {
    try ContingencyTable(
      rows: .init(name: "a", count: table.rowTotals.count), columns: .init(name: "b", count: table.columnTotals.count),
      counts: table.counts)
  }

  /// The paper's Table 1: Pearson 5.385 with 2 degrees of freedom, linear term 3.306, n = 3497.
  @Test func `a table of 3497 has the paper's Pearson and linear statistics`() throws {
    let solved = try SolvedTable(
      rows: [1853, 1644], columns: [1259, 1329, 909], pearson: number("5.385"), linear: number("3.306"),
      degreesOfFreedom: 2, slack: 60)
    let table = try crosstab(solved)
    #expect(table.total == 3497)
    #expect(table.rowTotals.map { Int($0) } == solved.rowTotals)
    #expect(abs(try PearsonTest(table).result.statistic - 5.385) < 5e-4)
    #expect(abs(try LinearByLinearTest(table).result.statistic - 3.306) < 5e-4)
    #expect(zip(solved.rowTotals, [1853, 1644]).allSatisfy { abs($0 - $1) <= 60 })
  }

  @Test(arguments: [
    ([120, 80], [90, 110], "4.1", 2), ([300, 200, 250], [400, 350], "7.92", 4),
    ([50, 60, 70], [60, 60, 60], "6.3", 0),
    ([500, 300, 200], [250, 250, 250, 250], "12.59", 0),
  ])
  func `tables of any shape have the statistic asked for`(
    rows: [Int], columns: [Int], pearson: String, slack: Int
  ) throws {
    let solved = try SolvedTable(rows: rows, columns: columns, pearson: number(pearson), slack: slack)
    let statistic = try PearsonTest(crosstab(solved)).result.statistic
    #expect(number(pearson).contains(statistic))
    #expect(solved.counts.allSatisfy { $0 >= 0 })
    if slack == 0 {
      #expect(solved.rowTotals == rows)
      #expect(solved.columnTotals == columns)
    }
  }

  @Test func `the likelihood ratio can be asked for too`() throws {
    let solved = try SolvedTable(
      rows: [200, 300], columns: [150, 150, 200], pearson: number("9.3"), likelihoodRatio: number("9.5"), slack: 20)
    let table = try crosstab(solved)
    #expect(number("9.5").contains(try LikelihoodRatioTest(table).result.statistic))
  }

  /// Every table of the small margins is looked at in the obvious way.
  @Test func `what is called impossible is found by nobody`() throws {
    let (rows, columns) = ([9, 8], [6, 6, 5])
    var reachable: Set<Int> = []
    for a in 0...6 {
      for b in 0...6 where 9 - a - b >= 0 && 9 - a - b <= 5 {
        let cells = [a, b, 9 - a - b, 6 - a, 6 - b, 5 - (9 - a - b)]
        var sum = 0.0
        for (place, cell) in cells.enumerated() {
          let expected = Double(rows[place / 3] * columns[place % 3]) / 17
          sum += (Double(cell) - expected) * (Double(cell) - expected) / expected
        }
        reachable.insert(Int((sum * 100).rounded()))
      }
    }
    for hundredths in stride(from: 3, to: 1200, by: 11) {
      let text = "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
      let found = try? SolvedTable(rows: rows, columns: columns, pearson: number(text))
      #expect((found != nil) == reachable.contains(hundredths), "\(text)")
    }
    let fault = #expect(throws: Fault.self) {
      try SolvedTable(rows: rows, columns: columns, pearson: number("5.385"), linear: number("3.306"))
    }
    #expect(fault?.code == "synthetic-no-such-table")
  }

  @Test func `statistics that contradict each other are refused before any search`() {
    func code(_ linear: String?, _ ratio: String?, df: Int? = nil) -> String? {
      let fault = #expect(throws: Fault.self) {
        try SolvedTable(
          rows: [1853, 1644], columns: [1259, 1329, 909], pearson: number("5.385"), linear: linear.map(number),
          likelihoodRatio: ratio.map(number), degreesOfFreedom: df, slack: 5)
      }
      return fault?.code
    }
    #expect(code("5.385", nil) == "synthetic-linear-above-pearson")
    #expect(code(nil, "0.374") == "synthetic-likelihood-ratio-outside")
    #expect(code(nil, "10.9") == "synthetic-likelihood-ratio-outside")
    #expect(code(nil, nil, df: 4) == "synthetic-degrees-of-freedom")
  }

  @Test func `a search that looked at part of the tables claims no proof`() {
    let fault = #expect(throws: Fault.self) {
      try SolvedTable(
        rows: [3, 3, 3], columns: [3, 3, 3], pearson: number("17.99999"), linear: number("7.99999"))
    }
    #expect(fault?.code == "synthetic-table-not-found")
  }
}
