import CKernels
import Evidence
import NumericalMethods
import Tables

/// The sums of weights, and if asked for of their squares, of all cells of all pairs of many items at once.
///
/// Rows whose weight is zero, negative or not a number take no part. Sums have an order that depends on the rows and items
/// alone, never on threads; they are exact where every partial sum is, and else within a few units in the last place of
/// the sum row by row.
///
///     let sums = try WeightedJointCounts(of: columns, weights: design.weights, squares: true, threads: 2)
///     sums.pair(0, 3).weights        // level by level
public struct WeightedJointCounts: Sendable {
  /// The sums of two items.
  public struct Pair: Sendable, Hashable {
    public let rows: Int
    public let columns: Int
    /// The rows that have both answers.
    public let n: Int
    /// Row by row.
    public let weights: [Double]
    /// Empty unless squares were asked for.
    public let squares: [Double]
  }

  /// With all levels of a codebook and all whole numbers between the least and the greatest, chosen or not.
  public let items: [JointCounts.Item]
  /// Only pairs with one of the first so many items were summed; all of them unless `against` was given.
  public let leading: Int
  public let hasSquares: Bool
  private let counts: JointCounts
  private let tables: [[Double]]
  /// Where the cells of a pair lie, by `i * items.count + j`, i < j.
  private let places: [Place]

  private struct Place: Sendable {
    var table = -1
    var start = 0
  }

  /// Two super-items whose rows are gone through together, and whether the pairs within each are read off too.
  private struct Task: Sendable {
    let a: Int
    let b: Int
    let withinA: Bool
    let withinB: Bool
  }

  /// Sums all pairs of `columns`, or, with `against`, each of them with that one, which becomes item 0.
  ///
  /// - Complexity: O(rows × (items / 3)²) additions for items of few levels.
  public init(
    of columns: [Column], weights: [Double], against: Column? = nil, squares: Bool = false, threads: Int = 1
  ) throws(Fault) {
    var all = (against.map { [$0] } ?? []) + columns
    var weights = weights
    if !weights.allSatisfy({ $0 > 0 && $0.isFinite }) {
      let rows = weights.indices.filter { weights[$0] > 0 && weights[$0].isFinite }.map { Int32($0) }
      let before = all
      all = Parallel.map(before.count, threads: threads) { before[$0].gathered(rows) }
      weights = rows.map { weights[Int($0)] }
    }
    let counts = try JointCounts(
      of: against == nil ? all : Array(all.dropFirst()), against: against.map { _ in all[0] }, threads: threads)
    let coded = counts.coded
    let leading = counts.leading
    self.counts = counts
    self.leading = leading
    hasSquares = squares
    items = coded.map { JointCounts.Item(name: $0.name, label: $0.label, levels: $0.levels) }

    let rows = weights.count
    let parts = squares ? 2 : 1
    // Each row's weight beside its square: one load, one addition and one store for both.
    let terms = squares ? Self.besideSquares(weights) : weights
    let narrow = coded.indices.filter { if case .bytes = coded[$0].storage { true } else { false } }
    var supers: [SuperItem]
    if leading < coded.count {
      let most = Self.mostCells / (parts * max(1, coded[0].codeCount))
      supers = SuperItem.packed(narrow.filter { $0 < leading }, of: coded, most: 1, rows: rows, threads: threads)
      supers += SuperItem.packed(
        narrow.filter { $0 >= leading }, of: coded, most: min(most, 256), rows: rows, threads: threads)
    } else {
      let most = squares ? 72 : 100
      supers = SuperItem.packed(narrow, of: coded, most: most, rows: rows, threads: threads)
    }
    var tasks: [Task] = []
    let first = leading < coded.count ? (narrow.contains(0) ? 1 : 0) : supers.count
    for a in 0..<first {
      for b in a + 1..<max(a + 1, supers.count) {
        let isLast = a == supers.count - 2 && leading == coded.count
        tasks.append(Task(a: a, b: b, withinA: b == a + 1, withinB: isLast))
      }
    }
    // A single super-item has no partner; it is gone through with itself.
    if supers.count == 1 { tasks.append(Task(a: 0, b: 0, withinA: true, withinB: false)) }

    var places = [Place](repeating: Place(), count: coded.count * coded.count)
    for (table, task) in tasks.enumerated() {
      var start = 0
      for (i, j) in Self.pairs(of: task, supers) {
        places[min(i, j) * coded.count + max(i, j)] = Place(table: table, start: start)
        start += coded[i].levels.count * coded[j].levels.count * parts
      }
    }
    let (work, packed) = (tasks, supers)
    var tables = Parallel.map(tasks.count, threads: threads) { index in
      Self.table(of: work[index], packed, coded, terms, parts: parts)
    }
    let wide = Self.widePairs(coded, leading: leading)
    for (index, pair) in wide.enumerated() {
      places[pair.i * coded.count + pair.j] = Place(table: tables.count + index, start: 0)
    }
    tables += Parallel.map(wide.count, threads: threads) { index in
      Self.table(of: coded[wide[index].i], coded[wide[index].j], terms, parts: parts)
    }
    self.places = places
    self.tables = tables
  }

  private static func besideSquares(_ weights: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: 2 * weights.count) { terms, count in
      for row in weights.indices {
        terms[2 * row] = weights[row]
        terms[2 * row + 1] = weights[row] * weights[row]
      }
      count = 2 * weights.count
    }
  }

  /// So many cells of a table stay in the second-level cache.
  private static let mostCells = 8192

  /// The sums of items `i` and `j`, rows by the levels of `i`.
  ///
  /// - Complexity: O(levels of `i` × levels of `j`).
  public func pair(_ i: Int, _ j: Int) -> Pair {
    precondition(min(i, j) < leading && i != j, "this pair was not summed")
    let place = places[min(i, j) * items.count + max(i, j)]
    let (rows, columns) = (items[i].levels.count, items[j].levels.count)
    let parts = hasSquares ? 2 : 1
    let table = tables[place.table]
    func gathered(_ part: Int) -> [Double] {
      var cells: [Double] = []
      cells.reserveCapacity(rows * columns)
      for row in 0..<rows {
        for column in 0..<columns {
          let cell = i < j ? row * columns + column : column * rows + row
          cells.append(table[place.start + cell * parts + part])
        }
      }
      return cells
    }
    var count: [Int] = []
    counts.fill(&count, i, j)
    return Pair(
      rows: rows, columns: columns, n: count.reduce(0, +), weights: gathered(0),
      squares: hasSquares ? gathered(1) : [])
  }

  /// The pairs of items that a task yields, in the order in which it writes them, the lesser item first.
  private static func pairs(of task: Task, _ supers: [SuperItem]) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    if task.a != task.b {
      for i in supers[task.a].members {
        for j in supers[task.b].members { pairs.append((min(i, j), max(i, j))) }
      }
    }
    for (isWanted, place) in [(task.withinA, task.a), (task.withinB, task.b)] where isWanted {
      let members = supers[place].members
      for m in members.indices {
        for other in members[(m + 1)...] { pairs.append((members[m], other)) }
      }
    }
    return pairs
  }

  private static func table(
    of task: Task, _ supers: [SuperItem], _ items: [CodedItem], _ terms: [Double], parts: Int
  ) -> [Double] {
    let (a, b) = (supers[task.a], supers[task.b])
    let cells = a.size * b.size
    var joint = [Double](repeating: 0, count: cells * parts)
    var scratch = joint
    a.codes.withBuffer { left in
      b.codes.withBuffer { right in
        ck_weighted_joint(
          left.baseAddress, right.baseAddress, b.size, cells, terms, Int32(parts), left.count, &scratch, &joint)
      }
    }
    var result: [Double] = []
    if task.a != task.b {
      for m in a.members.indices {
        // First the rows of one member's level are put together, then the columns of each of the other's.
        let rowLevels = items[a.members[m]].levels.count
        let strip = Self.collapsed(joint, by: a.digits[m], levels: rowLevels, stride: b.size * parts)
        for k in b.members.indices {
          let columnLevels = items[b.members[k]].levels.count
          var cells = [Double](repeating: 0, count: rowLevels * columnLevels * parts)
          for row in 0..<rowLevels {
            let part = Array(strip[row * b.size * parts..<(row + 1) * b.size * parts])
            let sums = Self.collapsed(part, by: b.digits[k], levels: columnLevels, stride: parts)
            for index in sums.indices { cells[row * columnLevels * parts + index] = sums[index] }
          }
          result +=
            a.members[m] < b.members[k]
            ? cells : Self.turned(cells, rows: rowLevels, columns: columnLevels, parts: parts)
        }
      }
    }
    if task.withinA {
      let zeros = [UInt8](repeating: 0, count: b.size)
      var margin: [Double] = []
      for code in 0..<a.size {
        let row = Array(joint[code * b.size * parts..<(code + 1) * b.size * parts])
        margin += Self.collapsed(row, by: zeros, levels: 1, stride: parts)
      }
      result += Self.within(a, items, margin, parts: parts)
    }
    if task.withinB {
      let zeros = [UInt8](repeating: 0, count: a.size)
      let margin = Self.collapsed(joint, by: zeros, levels: 1, stride: b.size * parts)
      result += Self.within(b, items, margin, parts: parts)
    }
    return result
  }

  /// Adds up the rows of `values`, each `stride` long, that have the same digit; digits that are no level are left out.
  private static func collapsed(_ values: [Double], by digits: [UInt8], levels: Int, stride: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: levels * stride)
    sums.withUnsafeMutableBufferPointer { sums in
      values.withUnsafeBufferPointer { values in
        for (row, digit) in digits.enumerated() where Int(digit) < levels {
          let (target, source) = (Int(digit) * stride, row * stride)
          for index in 0..<stride { sums[target + index] += values[source + index] }
        }
      }
    }
    return sums
  }

  /// The pairs of items within one super-item, from the sums by its codes.
  private static func within(_ item: SuperItem, _ items: [CodedItem], _ margin: [Double], parts: Int) -> [Double] {
    var result: [Double] = []
    for m in item.members.indices {
      for k in item.members.indices where k > m {
        let (rows, columns) = (items[item.members[m]].levels.count, items[item.members[k]].levels.count)
        var cells = [Double](repeating: 0, count: rows * columns * parts)
        for code in 0..<item.size {
          let (row, column) = (Int(item.digits[m][code]), Int(item.digits[k][code]))
          if row >= rows || column >= columns { continue }
          for part in 0..<parts { cells[(row * columns + column) * parts + part] += margin[code * parts + part] }
        }
        result += cells
      }
    }
    return result
  }

  private static func turned(_ cells: [Double], rows: Int, columns: Int, parts: Int) -> [Double] {
    var turned: [Double] = []
    turned.reserveCapacity(cells.count)
    for column in 0..<columns {
      for row in 0..<rows {
        for part in 0..<parts { turned.append(cells[(row * columns + column) * parts + part]) }
      }
    }
    return turned
  }

  // MARK: Items of many levels

  private static func widePairs(_ items: [CodedItem], leading: Int) -> [(i: Int, j: Int)] {
    func isWide(_ item: CodedItem) -> Bool {
      if case .places = item.storage { true } else { false }
    }
    var pairs: [(i: Int, j: Int)] = []
    for i in 0..<leading {
      for j in (i + 1)..<max(i + 1, items.count) where isWide(items[i]) || isWide(items[j]) { pairs.append((i, j)) }
    }
    return pairs
  }

  /// Row by row, each pair on its own.
  private static func table(of a: CodedItem, _ b: CodedItem, _ terms: [Double], parts: Int) -> [Double] {
    let (left, right, width) = (a.places, b.places, b.levels.count)
    var cells = [Double](repeating: 0, count: a.levels.count * width * parts)
    for row in left.indices where left[row] >= 0 && right[row] >= 0 {
      let cell = (Int(left[row]) * width + Int(right[row])) * parts
      for part in 0..<parts { cells[cell + part] += terms[row * parts + part] }
    }
    return cells
  }
}
