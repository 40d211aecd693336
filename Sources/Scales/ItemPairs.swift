import Evidence
import JointCounts
import NumericalMethods
import Tables

/// All pairs of some items, each read the way that suits it: from joint counts where both have few distinct values,
/// else row by row. Both ways give the same sums.
struct ItemPairs: Sendable {
  /// Which way to read pairs. Anything but `automatic` is for tests that compare the two.
  enum Path: Sendable {
    case automatic, rows
  }

  let items: [ScoredItem]
  let rowCount: Int
  let missing: MissingPolicy
  private let counts: JointCounts?
  /// Where an item stands in `counts`.
  private let countedPlace: [Int?]
  private let scores: [[Double]]
  private let order: [[Int]]
  /// Empty if all items are counted.
  private let ranked: [RankedItem]

  /// - Throws: `scale-not-numeric`, `scale-no-order`, `scale-too-few-items` unless there are `needed`, and with
  ///   `listwise`, `scale-too-few-rows` unless two rows are complete.
  init(
    _ columns: [Column], missing: MissingPolicy, needed: Int = 2, path: Path = .automatic, threads: Int
  ) throws(Fault) {
    guard columns.count >= needed else {
      throw Fault(ScalesFault.tooFewItems, ["items": .integer(columns.count), "needed": .integer(needed)])
    }
    var items = try Parallel.map(columns.count, threads: threads) { (index) throws(Fault) in
      try ScoredItem(columns[index])
    }
    if missing == .listwise, let rows = CompleteRows.of(items) {
      guard rows.count > 1 else {
        throw Fault(
          ScalesFault.tooFewRows,
          [
            "rows": .integer(rows.count), "items": .integer(columns.count), "needed": 2,
            "all": .integer(columns[0].count),
          ])
      }
      let all = items
      items = try Parallel.map(all.count, threads: threads) { (index) throws(Fault) in
        try ScoredItem(all[index].column.gathered(rows))
      }
    }
    self.items = items
    self.missing = missing
    rowCount = items[0].column.count
    let counted = path == .rows ? [] : items.indices.filter { items[$0].isCounted }
    var countedPlace = [Int?](repeating: nil, count: items.count)
    var scores = [[Double]](repeating: [], count: items.count)
    if counted.count > 1 {
      let counts = try JointCounts(of: counted.map { items[$0].column }, threads: threads)
      self.counts = counts
      for (place, index) in counted.enumerated() {
        countedPlace[index] = place
        scores[index] = counts.items[place].scores
      }
    } else {
      counts = nil
    }
    self.countedPlace = countedPlace
    self.scores = scores
    order = scores.map { scores in scores.indices.sorted { scores[$0] < scores[$1] } }
    if counts != nil, counted.count == items.count {
      ranked = []
    } else {
      let items = items
      ranked = Parallel.map(items.count, threads: threads) { RankedItem(items[$0].scores) }
    }
  }

  /// What one pair is worth, `table` being scratch space of the caller.
  func summary(_ i: Int, _ j: Int, _ methods: [CorrelationMethod], _ table: inout PairTable) -> [PairSums] {
    if fillCounted(&table, i, j) {
      return methods.map { method in
        switch method {
        case .pearson: .moments(table.moments)
        case .spearman: .moments(table.rankMoments)
        case .kendall: .concordance(table.concordance)
        }
      }
    }
    let pair = RankedPair(ranked[i], ranked[j])
    return methods.map { method in
      switch method {
      case .pearson: .moments(pair.moments)
      case .spearman: .moments(pair.rankMoments)
      case .kendall: .concordance(pair.concordance)
      }
    }
  }
}

extension ItemPairs {
  /// The joint counts of one pair.
  func fill(_ table: inout PairTable, _ i: Int, _ j: Int) {
    if !fillCounted(&table, i, j) { RankedPair(ranked[i], ranked[j]).fill(&table) }
  }

  private func fillCounted(_ table: inout PairTable, _ i: Int, _ j: Int) -> Bool {
    guard let counts, let a = countedPlace[i], let b = countedPlace[j] else { return false }
    counts.fill(&table.counts, a, b)
    table.rowScores = scores[i]
    table.columnScores = scores[j]
    table.rowOrder = order[i]
    table.columnOrder = order[j]
    table.prepare()
    return true
  }
}

/// The sums a correlation is made of.
enum PairSums: Sendable {
  case moments(PairMoments)
  case concordance(Concordance)
}
