import Densities

/// HDBSCAN by its definition (Campello, Moulavi and Sander 2013), row by row: a set of rows comes apart where it is no longer
/// connected by mutual reachabilities below a bound, and the bound sinks.
struct ObviousHDBSCAN {
  /// How long a row counts that leaves its cluster.
  enum Leaving {
    /// Until the part it leaves with has fewer rows than a cluster must have.
    case asDefined
    /// Until it stands alone, even where fewer rows than a cluster must have stand with it: R's package dbscan.
    case whenAlone
  }

  /// 0 is noise.
  private(set) var labels: [Int32]
  /// Of all clusters but the whole, least first.
  private(set) var stabilities: [Double] = []

  private let mutual: [[Double]]
  private let size: Int
  private let leaving: Leaving

  init(_ columns: [[Double]], size: Int, minimum: Int, distance: DensityDistance, leaving: Leaving = .asDefined) {
    let n = columns[0].count
    let flat = BruteForce.distances(columns, distance)
    let near = (0..<n).map { Array(flat[$0 * n..<($0 + 1) * n]) }
    let cores = near.map { row in n < minimum ? .infinity : row.sorted()[minimum - 1] }
    mutual = (0..<n).map { a in (0..<n).map { b in max(near[a][b], cores[a], cores[b]) } }
    labels = [Int32](repeating: 0, count: n)
    self.size = size
    self.leaving = leaving
    let whole = grown(Array(0..<n), birth: 0)
    stabilities.removeLast()
    stabilities.sort()
    for (index, rows) in whole.children.flatMap(\.chosen).enumerated() {
      for row in rows { labels[row] = Int32(index + 1) }
    }
  }

  private struct Cluster {
    var score = 0.0
    /// The sets of rows that are taken as clusters.
    var chosen: [[Int]] = []
    var children: [Cluster] = []
  }

  private func parts(_ rows: [Int], below bound: Double) -> [[Int]] {
    var left = Set(rows)
    var parts: [[Int]] = []
    for row in rows where left.contains(row) {
      var part: [Int] = []
      var open = [row]
      left.remove(row)
      while let next = open.popLast() {
        part.append(next)
        let reached = left.filter { mutual[next][$0] < bound }
        left.subtract(reached)
        open += reached
      }
      parts.append(part.sorted())
    }
    return parts
  }

  /// The greatest bound below which rows no longer hang together.
  private func end(of rows: [Int]) -> Double {
    let bounds = Set(rows.flatMap { a in rows.filter { $0 != a }.map { mutual[a][$0] } }).sorted(by: >)
    return bounds.first { parts(rows, below: $0).count > 1 }!
  }

  private mutating func grown(_ rows: [Int], birth: Double) -> Cluster {
    var cluster = Cluster()
    var current = rows
    var leavers: [(row: Int, distance: Double)] = []
    var death = 0.0
    while cluster.children.isEmpty, !current.isEmpty {
      let bound = end(of: current)
      let parts = parts(current, below: bound)
      let large = parts.filter { $0.count >= size }
      for part in parts where part.count < size { leavers += part.map { ($0, bound) } }
      current = large.count == 1 ? large[0] : []
      if large.count > 1 {
        death = bound
        leavers += large.flatMap { $0 }.map { ($0, bound) }
        for part in large { cluster.children.append(grown(part, birth: 1 / bound)) }
      }
    }
    let stability = leavers.reduce(0) { sum, leaver in
      let alone = rows.filter { $0 != leaver.row }.map { mutual[leaver.row][$0] }.min()!
      return sum + 1 / (leaving == .asDefined ? leaver.distance : max(alone, death)) - birth
    }
    stabilities.append(stability)
    let below = cluster.children.reduce(0) { $0 + $1.score }
    let keepsChildren = !cluster.children.isEmpty && below > stability
    cluster.score = keepsChildren ? below : stability
    cluster.chosen = keepsChildren ? cluster.children.flatMap(\.chosen) : [rows]
    return cluster
  }
}
