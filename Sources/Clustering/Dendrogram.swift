/// The merges of a hierarchy, numbered as SciPy numbers them: leaves are 0 ..< ``leafCount``, merge *i* makes node
/// ``leafCount`` + *i*.
///
/// Merges stand in the order in which they are made: by height, and among equal heights by the least leaf of the one
/// cluster, then of the other, a merge after those it joins. Where merges invert (centroid, median) they stand in the
/// order in which they were made.
public struct Dendrogram: Sendable, Hashable {
  public struct Merge: Sendable, Hashable {
    /// The lesser of the two node numbers.
    public let a: Int
    public let b: Int
    public let height: Double
    /// How many rows are in the new cluster.
    public let size: Int
  }

  public let leafCount: Int
  /// How many rows each leaf stands for.
  public let multiplicities: [Int]
  public let merges: [Merge]

  /// A dendrogram of merges that are numbered already.
  init(leafCount: Int, multiplicities: [Int], merges: [Merge]) {
    self.leafCount = leafCount
    self.multiplicities = multiplicities
    self.merges = merges
  }

  /// - Parameters:
  ///   - raw: Children before parents.
  ///   - isMonotone: Whether inversions can only be rounding, which is then taken out, and merges are sorted by height.
  init(_ raw: [RawMerge], multiplicities: [Int], isMonotone: Bool) {
    let leafCount = multiplicities.count
    self.leafCount = leafCount
    self.multiplicities = multiplicities
    precondition(raw.count == max(leafCount - 1, 0), "a tree of n leaves has n − 1 merges")
    // Nodes are numbered by emission first: leaf, or leafCount + place in raw.
    var nodeOfLeast = Array(0..<leafCount)
    var children: [(Int, Int)] = []
    var heights: [Double] = []
    children.reserveCapacity(raw.count)
    heights.reserveCapacity(raw.count)
    for merge in raw {
      let (first, second) = (Int(merge.first), Int(merge.second))
      let both = (nodeOfLeast[first], nodeOfLeast[second])
      var height = merge.height
      if isMonotone {
        for child in [both.0, both.1] where child >= leafCount { height = max(height, heights[child - leafCount]) }
      }
      nodeOfLeast[min(first, second)] = leafCount + heights.count
      children.append(both)
      heights.append(height)
    }
    let order = isMonotone ? Self.sorted(raw, heights, children, leafCount) : Array(raw.indices)
    var number = [Int](repeating: 0, count: raw.count)
    for (new, old) in order.enumerated() { number[old] = leafCount + new }
    var sizes = multiplicities
    sizes.reserveCapacity(2 * leafCount)
    merges = order.map { old in
      let both = children[old]
      let a = both.0 < leafCount ? both.0 : number[both.0 - leafCount]
      let b = both.1 < leafCount ? both.1 : number[both.1 - leafCount]
      sizes.append(sizes[a] + sizes[b])
      return Merge(a: min(a, b), b: max(a, b), height: heights[old], size: sizes[sizes.count - 1])
    }
  }

  /// The order in which merging the nearest pair again and again makes these merges.
  private static func sorted(
    _ raw: [RawMerge], _ heights: [Double], _ children: [(Int, Int)], _ leafCount: Int
  ) -> [Int] {
    func precedes(_ left: Int, _ right: Int) -> Bool {
      if heights[left] != heights[right] { return heights[left] < heights[right] }
      let (a, b) = (raw[left], raw[right])
      let (lower, other) = (min(a.first, a.second), min(b.first, b.second))
      return lower != other ? lower < other : max(a.first, a.second) < max(b.first, b.second)
    }
    var parent = [Int](repeating: -1, count: raw.count)
    var waiting = [UInt8](repeating: 0, count: raw.count)
    for (index, both) in children.enumerated() {
      for child in [both.0, both.1] where child >= leafCount {
        parent[child - leafCount] = index
        waiting[index] += 1
      }
    }
    var ready = ReadyMerges(precedes)
    for index in raw.indices where waiting[index] == 0 { ready.insert(index) }
    var order: [Int] = []
    order.reserveCapacity(raw.count)
    while let next = ready.removeFirst() {
      order.append(next)
      let above = parent[next]
      if above >= 0 {
        waiting[above] -= 1
        if waiting[above] == 0 { ready.insert(above) }
      }
    }
    return order
  }

  /// Merges whose parts are made, first in order first: a binary heap.
  private struct ReadyMerges {
    private var heap: [Int] = []
    private let precedes: (Int, Int) -> Bool

    init(_ precedes: @escaping (Int, Int) -> Bool) { self.precedes = precedes }

    mutating func insert(_ merge: Int) {
      heap.append(merge)
      var place = heap.count - 1
      while place > 0, precedes(heap[place], heap[(place - 1) / 2]) {
        heap.swapAt(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
    }

    mutating func removeFirst() -> Int? {
      guard let first = heap.first else { return nil }
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
      var place = 0
      while true {
        var least = place
        for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
          if precedes(heap[child], heap[least]) { least = child }
        }
        if least == place { return first }
        heap.swapAt(place, least)
        place = least
      }
    }
  }
}

extension Dendrogram {
  /// Rows, counted as often as they occur.
  public var n: Int { multiplicities.reduce(0, +) }

  /// The height of a node; a leaf stands at 0.
  public func height(of node: Int) -> Double { node < leafCount ? 0 : merges[node - leafCount].height }

  /// Merges that stand lower than one of those they join.
  public var inversions: Int {
    merges.count { $0.height < max(height(of: $0.a), height(of: $0.b)) }
  }

  /// Merges that share their height with another, to a relative 1e-12.
  public var mergesOfEqualHeight: Int {
    let sorted = merges.map(\.height).sorted()
    func equal(_ first: Int, _ second: Int) -> Bool {
      sorted.indices.contains(first) && sorted.indices.contains(second)
        && sorted[second] - sorted[first] <= 1e-12 * abs(sorted[second])
    }
    return sorted.indices.count { equal($0 - 1, $0) || equal($0, $0 + 1) }
  }

  /// The leaves from left to right: the tighter of two clusters stands left (R's rule), a single leaf before a cluster,
  /// and of two alike the one with the lesser leaf.
  public var leafOrder: [Int] {
    guard let root = merges.indices.last else { return leafCount == 1 ? [0] : [] }
    let least = leastLeaves
    var order: [Int] = []
    order.reserveCapacity(leafCount)
    var stack = [leafCount + root]
    while let node = stack.popLast() {
      if node < leafCount {
        order.append(node)
        continue
      }
      let (left, right) = sides(of: node, least)
      stack.append(right)
      stack.append(left)
    }
    return order
  }

  /// The two nodes a merge joins, the one that stands left first.
  func sides(of node: Int, _ least: [Int]) -> (Int, Int) {
    let merge = merges[node - leafCount]
    let (first, second) = (merge.a, merge.b)
    if first < leafCount, second >= leafCount { return (first, second) }
    let (low, high) = (height(of: first), height(of: second))
    if low != high { return low < high ? (first, second) : (second, first) }
    return least[first] < least[second] ? (first, second) : (second, first)
  }

  /// The least leaf of every node.
  var leastLeaves: [Int] {
    var least = Array(0..<leafCount)
    least.reserveCapacity(leafCount + merges.count)
    for merge in merges { least.append(min(least[merge.a], least[merge.b])) }
    return least
  }

  /// The tree of the rows themselves, in the order of the file: rows that are alike merge first, at height 0.
  ///
  /// - Parameter leafOfRow: The leaf of each row; rows without one have been taken out before.
  public func expanded(_ leafOfRow: [Int32]) -> Dendrogram {
    let rowCount = leafOfRow.count
    var node = [Int](repeating: -1, count: leafCount)
    var sizes = [Int](repeating: 1, count: leafCount)
    var merges: [Merge] = []
    merges.reserveCapacity(max(rowCount - 1, 0))
    // Row after row of each leaf, leaf after leaf.
    var rows: [[Int]] = Array(repeating: [], count: leafCount)
    for (row, leaf) in leafOfRow.enumerated() { rows[Int(leaf)].append(row) }
    for leaf in 0..<leafCount {
      for row in rows[leaf] {
        if node[leaf] < 0 {
          node[leaf] = row
          continue
        }
        sizes[leaf] += 1
        merges.append(
          Merge(a: min(node[leaf], row), b: max(node[leaf], row), height: 0, size: sizes[leaf]))
        node[leaf] = rowCount + merges.count - 1
      }
    }
    var nodes = node
    for merge in self.merges {
      let (a, b) = (nodes[merge.a], nodes[merge.b])
      merges.append(Merge(a: min(a, b), b: max(a, b), height: merge.height, size: merge.size))
      nodes.append(rowCount + merges.count - 1)
    }
    return Dendrogram(
      leafCount: rowCount, multiplicities: Array(repeating: 1, count: rowCount), merges: merges)
  }
}
