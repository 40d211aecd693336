import Foundation
import NumericalMethods
import Testing

@testable import Crosstabs

@Suite struct ChiSquareBoundsTests {
  /// Facts 13: X² = 5.385 and n = 3497 leave G² between 2.237 and 10.762, and M² up to 5.383.
  @Test func `the bounds of the paper's table are those derived by hand`() {
    let bounds = ChiSquareBounds.likelihoodRatio(givenPearson: 5.385...5.385, n: 3497)
    #expect(abs(bounds.lowerBound - 2.237) < 5e-4)
    #expect(abs(bounds.upperBound - 10.762) < 5e-4)
    #expect(abs(ChiSquareBounds.linear(givenPearson: 5.385, n: 3497) - 5.383) < 5e-4)
    #expect(ChiSquareBounds.likelihoodRatio(givenPearson: 0...0, n: 9) == 0...0)
  }

  @Test func `no random table breaks a bound`() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let rows = 2 + generator.integer(below: 2)
      let columns = 2 + generator.integer(below: 3)
      let cells = (0..<(rows * columns)).map { _ in generator.integer(below: generator.integer(below: 40) + 1) }
      let rowTotals = (0..<rows).map { row in cells[(row * columns)..<((row + 1) * columns)].reduce(0, +) }
      let columnTotals = (0..<columns).map { column in (0..<rows).reduce(0) { $0 + cells[$1 * columns + column] } }
      guard (rowTotals + columnTotals).allSatisfy({ $0 > 0 }) else { continue }
      let n = cells.reduce(0, +)
      var (pearson, ratio, products, a, aa, b, bb) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      for (place, cell) in cells.enumerated() {
        let (row, column, count) = (place / columns, place % columns, Double(cell))
        let expected = Double(rowTotals[row]) * Double(columnTotals[column]) / Double(n)
        pearson += (count - expected) * (count - expected) / expected
        if cell > 0 { ratio += 2 * count * Foundation.log(count / expected) }
        products += count * Double(row * column)
        a += count * Double(row)
        aa += count * Double(row * row)
        b += count * Double(column)
        bb += count * Double(column * column)
      }
      let total = Double(n)
      let bounds = ChiSquareBounds.likelihoodRatio(givenPearson: pearson...pearson, n: n)
      #expect(ratio >= bounds.lowerBound - 1e-9 && ratio <= bounds.upperBound + 1e-9)
      let squares = (aa - a * a / total) * (bb - b * b / total)
      guard squares > 0 else { continue }
      let covariance = products - a * b / total
      let linear = (total - 1) * covariance * covariance / squares
      #expect(linear <= ChiSquareBounds.linear(givenPearson: pearson, n: n) + 1e-9)
    }
  }
}
