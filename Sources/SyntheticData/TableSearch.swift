import NumericalMethods

/// The search behind ``SolvedTable``.
struct TableSearch {
  private static let mostMargins = 2_000_000
  private static let drawsPerMargin = 200

  let rows: [Int]
  let columns: [Int]
  let pearson: StatedNumber
  let linear: StatedNumber?
  let likelihoodRatio: StatedNumber?
  let rowScores: [Double]
  let columnScores: [Double]
  var generator: SeededGenerator

  private(set) var marginsTried = 0
  private var n = 0
  private var expected: [Double] = []
  private var cells: [Int] = []

  init(
    rows: [Int], columns: [Int], pearson: StatedNumber, linear: StatedNumber?, likelihoodRatio: StatedNumber?,
    rowScores: [Double], columnScores: [Double], generator: SeededGenerator
  ) {
    self.rows = rows
    self.columns = columns
    self.pearson = pearson
    self.linear = linear
    self.likelihoodRatio = likelihoodRatio
    self.rowScores = rowScores
    self.columnScores = columnScores
    self.generator = generator
  }

  private var width: Int { columns.count }
  private var freeCells: Int { (rows.count - 1) * (columns.count - 1) }
  /// Whether every table was looked at.
  var isExhaustive: Bool { freeCells <= 2 && marginsTried < Self.mostMargins }

  /// Margins in shells around the given ones: those whose largest move is 0, then 1, and so on.
  mutating func run(slack: Int) -> SolvedTable? {
    n = rows.reduce(0, +)
    let moving = rows.count + columns.count - 2
    for shell in 0...slack {
      var move = [Int](repeating: -shell, count: moving)
      while true {
        if move.contains(where: { abs($0) == shell }) {
          marginsTried += 1
          if let table = table(moved: move) { return table }
          if marginsTried == Self.mostMargins { return nil }
        }
        var place = moving - 1
        while place >= 0, move[place] == shell {
          move[place] = -shell
          place -= 1
        }
        if place < 0 { break }
        move[place] += 1
      }
    }
    return nil
  }

  private mutating func table(moved move: [Int]) -> SolvedTable? {
    var rowTotals = rows
    var columnTotals = columns
    for (index, step) in move.enumerated() {
      if index < rows.count - 1 {
        rowTotals[index] += step
        rowTotals[rows.count - 1] -= step
      } else {
        let column = index - rows.count + 1
        columnTotals[column] += step
        columnTotals[width - 1] -= step
      }
    }
    guard rowTotals.allSatisfy({ $0 > 0 }), columnTotals.allSatisfy({ $0 > 0 }) else { return nil }
    guard reachesLinear(rowTotals, columnTotals) else { return nil }
    expected = rowTotals.flatMap { row in columnTotals.map { Double(row) * Double($0) / Double(n) } }
    for _ in 0..<(freeCells > 2 ? Self.drawsPerMargin : 1) {
      if let counts = counts(rowTotals, columnTotals) {
        return SolvedTable(rowTotals: rowTotals, columnTotals: columnTotals, counts: counts)
      }
    }
    return nil
  }

  /// Whether any whole sum of products of whole scores gives the linear statistic: for most margins none does, and
  /// nothing more need be tried.
  private func reachesLinear(_ rowTotals: [Int], _ columnTotals: [Int]) -> Bool {
    guard let linear else { return true }
    guard (rowScores + columnScores).allSatisfy({ $0 == $0.rounded() && abs($0) < 1e6 }) else { return true }
    let (mean, scale) = moments(rowTotals, columnTotals)
    guard scale > 0 else { return false }
    // M² = (n − 1) (T − mean)² / scale, so T lies within one of two short intervals.
    let near = (max(linear.low, 0) * scale / Double(n - 1)).squareRoot()
    let far = (max(linear.high, 0) * scale / Double(n - 1)).squareRoot()
    return (mean + near).rounded(.up) <= mean + far || (mean - far).rounded(.up) <= mean - near
  }

  /// The expected sum of products of scores, and the product of the sums of squares about the means.
  private func moments(_ rowTotals: [Int], _ columnTotals: [Int]) -> (mean: Double, scale: Double) {
    func sums(_ scores: [Double], _ totals: [Int]) -> (Double, Double) {
      var sum = 0.0
      var squares = 0.0
      for (score, total) in zip(scores, totals) {
        sum += score * Double(total)
        squares += score * score * Double(total)
      }
      return (sum, squares - sum * sum / Double(n))
    }
    let (first, firstSquares) = sums(rowScores, rowTotals)
    let (second, secondSquares) = sums(columnScores, columnTotals)
    return (first * second / Double(n), firstSquares * secondSquares)
  }

  // MARK: Cells

  /// The places of the cells that may be chosen; the last row and column follow from them.
  private func place(ofFree index: Int) -> Int { index / (width - 1) * width + index % (width - 1) }

  private mutating func counts(_ rowTotals: [Int], _ columnTotals: [Int]) -> [Int]? {
    cells = [Int](repeating: 0, count: expected.count)
    func reach(_ place: Int) -> Int { Int((expected[place] * max(pearson.high, 0)).squareRoot()) + 1 }
    for index in 0..<max(freeCells - 2, 0) {
      let place = place(ofFree: index)
      // Most of the statistic is left to the cells that follow.
      let reach = reach(place) / max(freeCells, 2) + 1
      cells[place] = max(0, Int(expected[place].rounded()) - reach + generator.integer(below: 2 * reach + 1))
    }
    if freeCells == 1 { return settled(place(ofFree: 0), rowTotals, columnTotals) }
    let turning = place(ofFree: freeCells - 2)
    let middle = Int(expected[turning].rounded())
    for step in -reach(turning)...reach(turning) where middle + step >= 0 {
      cells[turning] = middle + step
      if let found = settled(place(ofFree: freeCells - 1), rowTotals, columnTotals) { return found }
    }
    return nil
  }

  /// The cells when all free ones but that at `last` are set. The Pearson statistic is a quadratic of it, whose roots
  /// name the few whole numbers worth a look.
  private mutating func settled(_ last: Int, _ rowTotals: [Int], _ columnTotals: [Int]) -> [Int]? {
    let base = expected[last].rounded()
    cells[last] = Int(base)
    let here = statistic(rowTotals, columnTotals)
    // One more here and in the corner is one less at the end of the row and of the column.
    let (row, column) = (last / width, last % width)
    let corner = cells.count - 1
    var bend = 0.0
    var slope = 0.0
    for (place, sign) in [(last, 1.0), (row * width + width - 1, -1), (corner - width + 1 + column, -1), (corner, 1)] {
      bend += 1 / expected[place]
      slope += 2 * sign * (Double(cells[place]) - expected[place]) / expected[place]
    }
    let inside = slope * slope - 4 * bend * (here - pearson.value)
    guard inside > -1 else { return nil }
    let root = max(inside, 0).squareRoot()
    for solution in [(-slope - root) / (2 * bend), (-slope + root) / (2 * bend)] {
      for candidate in [solution.rounded(.down), solution.rounded(.up)] where abs(base + candidate) < 1e15 {
        cells[last] = Int(base + candidate)
        if pearson.contains(statistic(rowTotals, columnTotals)), cells.allSatisfy({ $0 >= 0 }),
          fits(rowTotals, columnTotals)
        {
          return cells
        }
      }
    }
    return nil
  }

  /// Fills the last row and column and gives the Pearson statistic.
  private mutating func statistic(_ rowTotals: [Int], _ columnTotals: [Int]) -> Double {
    let height = rowTotals.count
    for row in 0..<(height - 1) {
      var rest = rowTotals[row]
      for column in 0..<(width - 1) { rest -= cells[row * width + column] }
      cells[row * width + width - 1] = rest
    }
    for column in 0..<width {
      var rest = columnTotals[column]
      for row in 0..<(height - 1) { rest -= cells[row * width + column] }
      cells[(height - 1) * width + column] = rest
    }
    var sum = 0.0
    for place in cells.indices {
      let gap = Double(cells[place]) - expected[place]
      sum += gap * gap / expected[place]
    }
    return sum
  }

  private func fits(_ rowTotals: [Int], _ columnTotals: [Int]) -> Bool {
    if let linear {
      let (mean, scale) = moments(rowTotals, columnTotals)
      var products = 0.0
      for place in cells.indices {
        products += rowScores[place / width] * columnScores[place % width] * Double(cells[place])
      }
      let gap = products - mean
      guard linear.contains(Double(n - 1) * gap * gap / scale) else { return false }
    }
    if let likelihoodRatio {
      var sum = 0.0
      for place in cells.indices where cells[place] > 0 {
        sum += Double(cells[place]) * repeatableLogarithm(Double(cells[place]) / expected[place])
      }
      guard likelihoodRatio.contains(2 * sum) else { return false }
    }
    return true
  }
}
