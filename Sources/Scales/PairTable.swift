/// The joint counts of two items with the scores of their levels, and what correlations need of them.
///
/// One value is used again and again, so that a thousand pairs allocate nothing.
struct PairTable {
  var counts: [Int] = []
  var rowScores: [Double] = []
  var columnScores: [Double] = []
  /// The levels of the rows and columns in the order of their scores.
  var rowOrder: [Int] = []
  var columnOrder: [Int] = []
  private(set) var n = 0
  private(set) var rowTotals: [Int] = []
  private(set) var columnTotals: [Int] = []

  /// Adds up the margins of `counts`.
  mutating func prepare() {
    let width = columnScores.count
    rowTotals.removeAll(keepingCapacity: true)
    columnTotals.removeAll(keepingCapacity: true)
    for _ in 0..<width { columnTotals.append(0) }
    n = 0
    for row in rowScores.indices {
      var sum = 0
      for column in 0..<width {
        let count = counts[row * width + column]
        sum &+= count
        columnTotals[column] &+= count
      }
      rowTotals.append(sum)
      n += sum
    }
  }

  /// Sums of squares and products about the means.
  var moments: PairMoments {
    let size = Double(n)
    var (sumX, sumY) = (0.0, 0.0)
    for row in rowTotals.indices { sumX += Double(rowTotals[row]) * rowScores[row] }
    for column in columnTotals.indices { sumY += Double(columnTotals[column]) * columnScores[column] }
    return moments(rowScores, columnScores, meanX: sumX / size, meanY: sumY / size)
  }

  /// The same of the ranks, counted twice so that all are whole, and about their mean.
  var rankMoments: PairMoments {
    moments(
      Self.centredRanks(rowTotals, rowOrder), Self.centredRanks(columnTotals, columnOrder), meanX: 0, meanY: 0)
  }

  private func moments(_ x: [Double], _ y: [Double], meanX: Double, meanY: Double) -> PairMoments {
    var result = PairMoments(n: n, meanX: meanX, meanY: meanY)
    for row in rowTotals.indices {
      let dx = x[row] - meanX
      result.xx += Double(rowTotals[row]) * dx * dx
      var along = 0.0
      for column in columnTotals.indices {
        along += Double(counts[row * columnTotals.count + column]) * (y[column] - meanY)
      }
      result.xy += dx * along
    }
    for column in columnTotals.indices {
      let dy = y[column] - meanY
      result.yy += Double(columnTotals[column]) * dy * dy
    }
    return result
  }

  /// Rows below less rows above each level: twice the distance of its midrank from the middle.
  private static func centredRanks(_ totals: [Int], _ order: [Int]) -> [Double] {
    var ranks = [Double](repeating: 0, count: totals.count)
    var below = 0
    let all = totals.reduce(0, &+)
    for level in order {
      ranks[level] = Double(2 * below + totals[level] - all)
      below += totals[level]
    }
    return ranks
  }

  /// Agreeing and disagreeing pairs of rows, and ties.
  var concordance: Concordance {
    let width = columnTotals.count
    var result = Concordance(n: n)
    // For each column, the rows of lower levels that stand in lower columns and in higher ones.
    var above = [Int](repeating: 0, count: width)
    for row in rowOrder {
      var lower = 0
      var seen = 0
      for column in columnOrder { seen &+= above[column] }
      for column in columnOrder {
        let count = counts[row * width + column]
        let higher = seen - lower - above[column]
        result.difference += count * (lower - higher)
        lower += above[column]
      }
      for column in 0..<width { above[column] &+= counts[row * width + column] }
    }
    for total in rowTotals { result.addTieX(of: total) }
    for total in columnTotals { result.addTieY(of: total) }
    return result
  }
}
