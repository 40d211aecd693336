/// Other tables that look the same once they are published.
///
/// A statistic printed beside a table with hidden counts is one more equation about them. It is safe in a rounded form
/// when each unsafe count still has enough values among tables that agree with everything shown and round to the same
/// number. Such tables are looked for by adding cycles of hidden counts; what is found proves the point, and where
/// nothing is found in good time the statistic is not shown.
extension TableSuppression {
  /// A statistic rounded so far that it gives no hidden count away.
  public struct RoundedStatistic: Sendable, Hashable {
    public let value: Double
    /// To a multiple of what it was rounded: 0.1, 0.5, 1, 2, 5 … 100.
    public let unit: Double

    /// What the true number lies between.
    public var range: ClosedRange<Double> { max(0, value - unit / 2)...(value + unit / 2) }
  }

  private static let units = [0.1, 0.5, 1, 2, 5, 10, 20, 50, 100]
  private static let mostTables = 1000

  /// Pearson's statistic as finely as it can be shown; `nil` where it cannot be shown at all.
  public var roundedPearson: RoundedStatistic? { rounded { Self.pearson($0) } }

  /// - Parameter statistic: Of the cells row by row.
  func rounded(_ statistic: ([[Int]]) -> Double) -> RoundedStatistic? {
    guard !isBodyWithheld, hasRowTotals else { return nil }
    let value = statistic(cells(network.arcs.map(\.count)))
    guard value.isFinite else { return nil }
    let neighbours = neighbours()
    let others = neighbours.map { statistic(cells($0)) }
    let primary = network.arcs.indices.filter { network.arcs[$0].isPrimary }
    // Rounded by more than a quarter it would tell nothing.
    for unit in Self.units where unit == 0.1 || unit * 2 <= value {
      let rounded = unit < 1 ? (value / unit).rounded() / (1 / unit) : (value / unit).rounded() * unit
      // Well inside the interval that rounds to the same number, so that no last digit decides.
      let agreeing = zip(neighbours, others).filter { abs($0.1 - rounded) <= unit * 0.499 }.map(\.0)
      guard abs(value - rounded) <= unit * 0.499 else { continue }
      let isSafe = primary.allSatisfy { arc in
        Set(agreeing.map { $0[arc] } + [network.arcs[arc].count]).count >= rule.valuesKept
      }
      if isSafe { return RoundedStatistic(value: rounded, unit: unit) }
    }
    return nil
  }

  /// Pearson's statistic; an empty row or column adds nothing.
  static func pearson(_ counts: [[Int]]) -> Double {
    let rows = counts.map { $0.reduce(0, +) }
    let columns = (counts.first ?? []).indices.map { column in counts.reduce(0) { $0 + $1[column] } }
    let total = Double(rows.reduce(0, +))
    var sum = 0.0
    for (row, line) in counts.enumerated() where rows[row] > 0 {
      for (column, count) in line.enumerated() where columns[column] > 0 {
        sum += Double(count) * Double(count) / (Double(rows[row]) * Double(columns[column]))
      }
    }
    return total * (sum - 1)
  }

  func cells(_ values: [Int]) -> [[Int]] {
    (0..<rowCount).map { Array(values[$0 * columnCount..<($0 + 1) * columnCount]) }
  }

  /// Tables near the true one, without it, that a reader cannot tell from it, each as the counts of all arcs.
  private func neighbours() -> [[Int]] {
    let moves = network.hiddenCycles
    guard !moves.isEmpty else { return [] }
    let start = network.arcs.map(\.count)
    var seen: Set<[Int]> = [start]
    var found: [[Int]] = []
    var queue = [start]
    var next = 0
    while next < queue.count, found.count < Self.mostTables {
      let values = queue[next]
      next += 1
      for move in moves {
        for sign in [1, -1] {
          var changed = values
          for step in move { changed[step.arc] += sign * step.change }
          guard move.allSatisfy({ network.arcs[$0.arc].bounds.contains(changed[$0.arc]) }),
            seen.insert(changed).inserted
          else { continue }
          found.append(changed)
          queue.append(changed)
        }
      }
    }
    return found
  }
}

extension CountNetwork {
  /// Changes of hidden arcs that leave every sum as it is: one for each arc beside a spanning tree, and the sums and
  /// differences of two that share an arc.
  fileprivate var hiddenCycles: [[(arc: Int, change: Int)]] {
    var parent = [(node: Int, arc: Int, change: Int)?](repeating: nil, count: nodeCount)
    var depth = [Int](repeating: -1, count: nodeCount)
    var isInTree = [Bool](repeating: false, count: arcs.count)
    let hidden = arcs.indices.filter { arcs[$0].isHidden }
    var around = [[Int]](repeating: [], count: nodeCount)
    for arc in hidden {
      around[arcs[arc].from].append(arc)
      around[arcs[arc].to].append(arc)
    }
    for root in 0..<nodeCount where depth[root] < 0 {
      depth[root] = 0
      var queue = [root]
      var next = 0
      while next < queue.count {
        let node = queue[next]
        next += 1
        for arc in around[node] {
          let other = arcs[arc].from == node ? arcs[arc].to : arcs[arc].from
          guard depth[other] < 0 else { continue }
          depth[other] = depth[node] + 1
          parent[other] = (node, arc, arcs[arc].from == node ? 1 : -1)
          isInTree[arc] = true
          queue.append(other)
        }
      }
    }
    var cycles: [[Int: Int]] = []
    for arc in hidden where !isInTree[arc] {
      // From the head of the arc back to its tail along the tree.
      var cycle = [arc: 1]
      var (head, tail) = (arcs[arc].to, arcs[arc].from)
      while head != tail {
        if depth[head] >= depth[tail] {
          let step = parent[head]!
          cycle[step.arc, default: 0] -= step.change
          head = step.node
        } else {
          let step = parent[tail]!
          cycle[step.arc, default: 0] += step.change
          tail = step.node
        }
      }
      cycles.append(cycle)
    }
    var all = cycles
    if cycles.count <= 40 {
      for (place, first) in cycles.enumerated() {
        for second in cycles[(place + 1)...] where first.keys.contains(where: { second[$0] != nil }) {
          for sign in [1, -1] { all.append(first.merging(second.mapValues { $0 * sign }, uniquingKeysWith: +)) }
        }
      }
    }
    return all.map { cycle in
      cycle.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { (arc: $0.key, change: $0.value) }
    }
  }
}
