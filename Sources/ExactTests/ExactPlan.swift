import CKernels
import Evidence
import Glibc

/// How much an exact test will cost, known before it starts.
public struct ExactWork: Sendable, Hashable {
  /// About how many tables have these margins (Gail and Mantel 1977).
  public let tables: Double
  /// Seconds of one thread on a processor of 2024, right within a factor of three for hard tables and up to eight times
  /// too high for easy ones.
  public let seconds: Double
  /// Memory for the lists of scores.
  public let bytes: Double
}

/// How the columns are split for an exact test.
///
/// A table is a left part, one linking column and a right part. For each way in which a part can fill the rows (a
/// state) its possible scores are listed with their mass, equal scores as one. A threshold the left part leaves open is
/// then answered from the right lists, which are never multiplied out. Where every row scores alike (probabilities) states
/// are the same in any order of rows, which saves up to rows! of them.
struct ExactPlan: Sendable, Hashable {
  let transposed: Bool
  /// Row totals as the lists see them.
  let rows: [Int]
  let columns: [Int]
  /// Where each of those rows stands in the table.
  let rowOrder: [Int]
  let link: Int
  let left: [Int]
  let right: [Int]
  let work: ExactWork

  /// The cheapest plan; `nil` where the lists could not even be addressed.
  init?(_ margins: ScoredMargins) {
    var best: ExactPlan?
    for transposed in [false, true] {
      let (rows, columns) = transposed ? (margins.columns, margins.rows) : (margins.rows, margins.columns)
      guard rows.count <= Int(CK_EXACT_ROWS), margins.total <= 20_000 else { continue }
      let plan = ExactPlan(transposed, rows, columns, margins.ordering)
      if plan.work.seconds < best?.work.seconds ?? .infinity { best = plan }
    }
    guard let best else { return nil }
    self = best
  }

  private init(_ transposed: Bool, _ rows: [Int], _ columns: [Int], _ ordering: TableOrdering) {
    let symmetric = ordering == .probability
    let order = symmetric ? rows.indices.sorted { (-rows[$0], $0) < (-rows[$1], $1) } : Array(rows.indices)
    let states = StateCounts(rows: order.map { rows[$0] }, symmetric: symmetric)
    let ascending = columns.indices.sorted { (columns[$0], $0) < (columns[$1], $1) }
    // How the number of different scores grows with the number of tables, as measured.
    let merging = symmetric ? 0.8 : ordering == .linearByLinear ? 0.5 : 0.95

    func side(_ chosen: [Int]) -> Side {
      var side = Side(sum: 0, raw: 1, distinct: 1, nanoseconds: 0, values: 1)
      for column in chosen {
        let sum = side.sum + columns[column]
        let ways = states.all(columns[column]) * states.all(side.sum) / max(states.all(sum), 1)
        let targets = states.listed(sum)
        side.nanoseconds += targets * max(ways, 1) * (60 + 40 * side.distinct)
        side.raw = max(side.raw * ways, 1)
        side.distinct = pow(side.raw, merging)
        side.sum = sum
        side.values = targets * side.distinct
      }
      return side
    }
    var sides: [[Int]: Side] = [:]
    func known(_ chosen: [Int]) -> Side {
      if let side = sides[chosen] { return side }
      let computed = side(chosen)
      sides[chosen] = computed
      return computed
    }
    var best: (nanoseconds: Double, values: Double, link: Int, left: [Int], right: [Int])?
    func consider(_ link: Int, _ left: [Int], _ right: [Int]) {
      let (a, c) = (known(left), known(right))
      let middle = columns[link] + c.sum
      let pairs =
        states.listed(middle) * max(states.all(columns[link]) * states.all(c.sum) / max(states.all(middle), 1), 1)
      let asks = states.all(a.sum) * a.distinct
      let cost =
        a.nanoseconds + c.nanoseconds + 100 * pairs + 1.2 * pairs * c.distinct + 40 * asks
        + 1000 * states.listed(middle)
      let values = a.values + c.values
      // Memory is short before time is.
      if values < 2.4e7, cost < best?.nanoseconds ?? .infinity { best = (cost, values, link, left, right) }
    }
    if columns.count <= 9 {
      for link in ascending {
        let others = ascending.filter { $0 != link }
        for mask in 0..<(1 << others.count) {
          consider(
            link, others.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element),
            others.enumerated().filter { mask >> $0.offset & 1 == 0 }.map(\.element))
        }
      }
    } else {
      let others = Array(ascending.dropLast())
      for cut in 0...others.count { consider(ascending.last!, Array(others[cut...]), Array(others[..<cut])) }
    }
    self.transposed = transposed
    self.rows = order.map { rows[$0] }
    self.columns = columns
    rowOrder = order
    link = best?.link ?? ascending.last!
    left = best?.left ?? []
    right = best?.right ?? []
    work = ExactWork(
      tables: Self.tables(rows, columns), seconds: best.map { $0.nanoseconds * 0.4e-9 } ?? .infinity,
      bytes: best.map { $0.values * 28 } ?? .infinity)
  }

  private struct Side {
    var sum: Int
    /// Tables and different scores of a state on average.
    var raw: Double
    var distinct: Double
    var nanoseconds: Double
    var values: Double
  }

  /// Gail and Mantel's normal approximation.
  static func tables(_ rows: [Int], _ columns: [Int]) -> Double {
    let k = Double(rows.count)
    let n = Double(rows.reduce(0, +))
    var logWays = 0.0
    var variance = 0.0
    for column in columns {
      let c = Double(column)
      logWays += logFactorial(column + rows.count - 1) - logFactorial(rows.count - 1) - logFactorial(column)
      variance += (k - 1) * c * (c + k) / ((k + 1) * k * k)
    }
    let distance = rows.reduce(0) { $0 + (Double($1) - n / k) * (Double($1) - n / k) }
    let density =
      (k - 1) / 2 * log((k - 1) / (2 * .pi * variance * k)) + 0.5 * log(k) - (k - 1) * distance / (2 * variance * k)
    return max(exp(logWays + density), 1)
  }
}

/// How many ways there are to fill rows with so many observations.
private struct StateCounts {
  private let ways: [Double]
  private let descending: [Double]

  init(rows: [Int], symmetric: Bool) {
    let n = rows.reduce(0, +)
    var ways = [Double](repeating: 0, count: n + 1)
    ways[0] = 1
    for row in rows {
      var sums = [0.0]
      for way in ways { sums.append(sums.last! + way) }
      for total in 0...n { ways[total] = sums[total + 1] - sums[max(0, total - row)] }
    }
    self.ways = ways
    // Counting the sorted ones costs the largest row times n; beyond that they are taken for all.
    guard symmetric, rows[0] * n * rows.count < 20_000_000 else {
      descending = ways
      return
    }
    // counts[most][total]: descending fillings of the rows from here on whose first is at most `most`.
    var counts = [[Double]](repeating: [1] + [Double](repeating: 0, count: n), count: rows[0] + 1)
    for row in rows.reversed() {
      var next: [[Double]] = []
      for most in 0...rows[0] {
        var sums = most > 0 ? next[most - 1] : [Double](repeating: 0, count: n + 1)
        if most <= row {
          for total in most...n { sums[total] += counts[most][total - most] }
        }
        next.append(sums)
      }
      counts = next
    }
    descending = counts[rows[0]]
  }

  func all(_ total: Int) -> Double { ways[total] }
  /// How many of them are listed.
  func listed(_ total: Int) -> Double { max(descending[total], 1) }
}
