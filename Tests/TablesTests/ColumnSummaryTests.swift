import Evidence
import NumericalMethods
import Testing

@testable import Tables

@Suite struct ColumnSummaryTests {
  @Test(arguments: [1, 2, 9, 500], [3, 60])
  func `a column of bytes is summed up as value by value`(_ rows: Int, _ width: Int) throws {
    var generator = SeededGenerator(seed: UInt64(rows + width))
    let values: [Int64?] = (0..<rows).map { row in
      row > 0 && generator.integer(below: 5) == 0 ? nil : Int64(generator.integer(below: width)) - 7
    }
    let summary = ColumnSummary(integers("x", values))
    let answers = values.compactMap { $0 }
    #expect(summary.kind == "integer" && summary.n == answers.count)
    #expect(summary.missing.reduce(0) { $0 + $1.count } == rows - answers.count)
    let different = Set(answers).sorted()
    #expect(summary.distinct == different.count)
    #expect(
      summary.levels.map { [$0.level.value: $0.count] }
        == (different.count > ColumnSummary.mostListed
          ? [] : different.map { value in [.integer(Int(value)): answers.count { $0 == value }] }))
    #expect(summary.range == Double(different.first!)...Double(different.last!))
    let mean = Double(answers.reduce(0, +)) / Double(answers.count)
    #expect(summary.mean == mean)
    let squares = answers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    if answers.count == 1 {
      #expect(summary.standardDeviation == nil)
    } else {
      let deviation = (squares / Double(answers.count - 1)).squareRoot()
      #expect(abs(summary.standardDeviation! - deviation) <= 1e-13 * deviation)
    }
  }

  @Test func `a column without an answer has no mean`() {
    let cells = Cells<Int8>([-128, -128])
    let summary = ColumnSummary(Column(name: "x", values: .integer(.bytes(cells))))
    #expect(summary.n == 0 && summary.distinct == 0 && summary.levels.isEmpty)
    #expect(summary.mean == nil && summary.range == nil && summary.standardDeviation == nil)
    #expect(summary.missing.map(\.count) == [2])
  }

  @Test(arguments: [0, 7, 8, 9, 1000]) func `histograms count every byte`(_ size: Int) {
    var generator = SeededGenerator(seed: 5)
    let bytes = (0..<size).map { _ in UInt8(generator.integer(below: 256)) }
    let histogram = Cells(bytes).histogram()
    #expect((0..<256).allSatisfy { value in histogram[value] == bytes.count { Int($0) == value } })
  }
}
