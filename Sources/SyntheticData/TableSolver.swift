import Crosstabs
import Evidence
import NumericalMethods

/// A table of whole counts whose statistics print as the digits a page shows.
///
///     let table = try SolvedTable(
///       rows: [1749, 1748], columns: [1201, 1250, 1046], pearson: StatedNumber("5.385")!,
///       linear: StatedNumber("3.306")!, slack: 40)
///
/// Margins are tried from the given ones outwards, `slack` at most for each. With fixed margins and two free cells or
/// fewer every table is looked at, so that finding none is a proof; with more free cells all but two are drawn.
/// Only + − × ÷ √ are used, and logarithms made of them: the same table on every machine.
public struct SolvedTable: Sendable, Hashable {
  public let rowTotals: [Int]
  public let columnTotals: [Int]
  /// Row by row.
  public let counts: [Int]

  /// - Parameter rowScores: What the linear statistic takes for the rows; 1, 2, 3 … unless given.
  /// - Throws: `synthetic-degrees-of-freedom`, `synthetic-linear-above-pearson`,
  ///   `synthetic-likelihood-ratio-outside`, `synthetic-no-such-table`, `synthetic-table-not-found`.
  public init(
    rows: [Int], columns: [Int], pearson: StatedNumber, linear: StatedNumber? = nil,
    likelihoodRatio: StatedNumber? = nil, degreesOfFreedom: Int? = nil, slack: Int = 0,
    rowScores: [Double]? = nil, columnScores: [Double]? = nil, seed: UInt64 = 1
  ) throws(Fault) {
    let n = rows.reduce(0, +)
    let shape = (rows.count - 1) * (columns.count - 1)
    if let degreesOfFreedom, degreesOfFreedom != shape {
      throw Fault(
        SyntheticFault.degreesOfFreedom,
        [
          "df": .integer(degreesOfFreedom), "rows": .integer(rows.count), "columns": .integer(columns.count),
          "shape": .integer(shape),
        ])
    }
    if let contradiction = Contradiction(n: n, pearson: pearson, linear: linear, likelihoodRatio: likelihoodRatio) {
      throw contradiction.fault
    }
    var search = TableSearch(
      rows: rows, columns: columns, pearson: pearson, linear: linear, likelihoodRatio: likelihoodRatio,
      rowScores: rowScores ?? rows.indices.map { Double($0 + 1) },
      columnScores: columnScores ?? columns.indices.map { Double($0 + 1) },
      generator: SeededGenerator(seed: seed, stream: 0x7461_626C_6573))
    guard let found = search.run(slack: slack) else {
      let facts: Facts = [
        "pearson": .text(pearson.text), "margins": .integer(search.marginsTried),
        "linear": .text(linear?.text ?? "–"), "slack": .integer(slack),
      ]
      throw Fault(search.isExhaustive ? SyntheticFault.noSuchTable : SyntheticFault.tableNotFound, facts)
    }
    self = found
  }

  init(rowTotals: [Int], columnTotals: [Int], counts: [Int]) {
    self.rowTotals = rowTotals
    self.columnTotals = columnTotals
    self.counts = counts
  }
}

/// Two printed statistics of one table that no table can have.
enum Contradiction {
  case linear(asked: StatedNumber, largest: Double, pearson: StatedNumber, n: Int)
  case likelihoodRatio(asked: StatedNumber, bounds: ClosedRange<Double>, pearson: StatedNumber, n: Int)

  /// Every value that prints as the digits is given the benefit of the doubt.
  init?(n: Int, pearson: StatedNumber, linear: StatedNumber?, likelihoodRatio: StatedNumber?) {
    let range = max(pearson.low, 0)...max(pearson.high, 0)
    if let linear {
      let largest = ChiSquareBounds.linear(givenPearson: range.upperBound, n: n)
      if linear.low > largest + 1e-9 {
        self = .linear(
          asked: linear, largest: ChiSquareBounds.linear(givenPearson: pearson.value, n: n), pearson: pearson, n: n)
        return
      }
    }
    if let likelihoodRatio {
      let bounds = ChiSquareBounds.likelihoodRatio(givenPearson: range, n: n)
      if likelihoodRatio.high < bounds.lowerBound - 1e-9 || likelihoodRatio.low > bounds.upperBound + 1e-9 {
        let shown = ChiSquareBounds.likelihoodRatio(givenPearson: pearson.value...pearson.value, n: n)
        self = .likelihoodRatio(asked: likelihoodRatio, bounds: shown, pearson: pearson, n: n)
        return
      }
    }
    return nil
  }

  var facts: Facts {
    switch self {
    case .linear(let asked, let largest, let pearson, let n):
      [
        "linear": .text(asked.text), "largest": .text(decimals(largest)), "pearson": .text(pearson.text),
        "n": .integer(n),
      ]
    case .likelihoodRatio(let asked, let bounds, let pearson, let n):
      [
        "ratio": .text(asked.text), "low": .text(decimals(bounds.lowerBound)),
        "high": .text(decimals(bounds.upperBound)), "pearson": .text(pearson.text), "n": .integer(n),
      ]
    }
  }

  var fault: Fault {
    switch self {
    case .linear: Fault(SyntheticFault.linearAbovePearson, facts)
    case .likelihoodRatio: Fault(SyntheticFault.likelihoodRatioOutside, facts)
    }
  }
}

/// A number ≥ 0 with three decimals, or as many as asked for.
func decimals(_ number: Double, _ places: Int = 3) -> String {
  let scale = (0..<places).reduce(1) { power, _ in power * 10 }
  let whole = Int((abs(number) * Double(scale)).rounded())
  let fraction = String(whole % scale)
  let digits = places == 0 ? "" : "." + String(repeating: "0", count: places - fraction.count) + fraction
  return (number < 0 && whole > 0 ? "-" : "") + String(whole / scale) + digits
}
