import Evidence
import NumericalMethods
import Tables

/// Means, covariances and correlations of items, and the rows they come from.
struct ItemCovariances: Sendable {
  let items: [ScoredItem]
  let means: [Double]
  let covariances: Matrix
  /// In the rows of each pair, where rows are left out pair by pair.
  let correlations: Matrix
  /// The rows of each item, which are the same for all where rows are left out whole.
  let rows: [Int]
  /// The fewest and the most rows of a pair.
  let pairRows: ClosedRange<Int>

  /// - Throws: what ``ItemPairs`` throws, `scale-all-missing`, `scale-constant-item`, `scale-undefined-correlation`.
  init(_ columns: [Column], missing: MissingPolicy, threads: Int) throws(Fault) {
    // Named before whole rows are left out, since an empty item leaves no row at all.
    for column in columns where (0..<column.count).allSatisfy(column.isMissing) {
      throw Fault(ScalesFault.allMissing, ["column": .text(column.name)])
    }
    let pairs = try ItemPairs(columns, missing: missing, threads: threads)
    let count = pairs.items.count
    items = pairs.items
    let each = Parallel.map(count, threads: threads) { ItemMoments(pairs.items[$0].scores) }
    for (index, item) in each.enumerated() where !(item.variance > 0) {
      let value = LevelValue(shortest: item.mean).description
      throw Fault(
        ScalesFault.constantItem,
        ["column": .text(pairs.items[index].name), "value": .text(value), "rows": .integer(item.n)])
    }
    means = each.map(\.mean)
    rows = each.map(\.n)
    let moments = Parallel.map(count, threads: threads) { i -> [PairMoments] in
      var table = PairTable()
      return ((i + 1)..<max(i + 1, count)).map { j in
        guard case .moments(let moments) = pairs.summary(i, j, [.pearson], &table)[0] else {
          preconditionFailure("Pearson is made of moments")
        }
        return moments
      }
    }
    var covariances = Matrix.diagonal(each.map(\.variance))
    var correlations = Matrix.identity(count)
    var (fewest, most) = (Int.max, 0)
    for i in 0..<count {
      for (offset, pair) in moments[i].enumerated() {
        let j = i + 1 + offset
        guard let r = pair.correlation else {
          throw Fault(
            ScalesFault.undefinedCorrelation, ["a": .text(pairs.items[i].name), "b": .text(pairs.items[j].name)])
        }
        covariances[i, j] = pair.covariance
        covariances[j, i] = pair.covariance
        correlations[i, j] = r
        correlations[j, i] = r
        fewest = min(fewest, pair.n)
        most = max(most, pair.n)
      }
    }
    self.covariances = covariances
    self.correlations = correlations
    pairRows = min(fewest, most)...most
  }
}

/// The mean and variance of one item.
private struct ItemMoments: Sendable {
  let n: Int
  let mean: Double
  let variance: Double

  init(_ scores: [Double]) {
    var sum = CompensatedSum()
    var n = 0
    for score in scores where !score.isNaN {
      sum.add(score)
      n += 1
    }
    let mean = sum.value / Double(n)
    var squares = CompensatedSum()
    for score in scores where !score.isNaN { squares.add(product: score - mean, score - mean) }
    self.n = n
    self.mean = mean
    // What is left of a constant is the rounding of its mean.
    variance = squares.value <= Double(n) * mean * mean * 0x1p-100 ? 0 : squares.value / Double(n - 1)
  }
}
