/// What is left of the tree of mutual reachability when parts too small to be clusters only fall off.
public struct CondensedTree: Sendable, Hashable {
  public struct Cluster: Sendable, Hashable {
    /// `nil` for the whole.
    public let parent: Int?
    /// 1 over the distance at which the cluster came apart from its parent.
    public let birth: Double
    public let rows: Int
    /// The sum over its rows of how long they stayed, in 1 over distance.
    public internal(set) var stability = 0.0
    public internal(set) var isSelected = false
    /// 1 over the smallest distance at which a row was still in it.
    var last = 0.0
  }

  public private(set) var clusters: [Cluster]
  /// The cluster each point fell out of, and when.
  private var clusterOfPoint: [Int]
  private var leaving: [Double]

  /// A component that came about at `height` out of others.
  private struct Node {
    let height: Double
    let children: [Int]
    let rows: Int
  }

  init(_ walk: DensityWalk, cores: [Double], rows: [Int], minimumSize: Int) {
    let count = rows.count
    var nodes = (0..<count).map { Node(height: cores[$0], children: [], rows: rows[$0]) }
    let root = Self.merge(walk, &nodes)
    clusters = [Cluster(parent: nil, birth: 0, rows: nodes[root].rows)]
    clusterOfPoint = [Int](repeating: 0, count: count)
    leaving = [Double](repeating: 0, count: count)
    var open = [(node: root, cluster: 0)]
    while let (node, cluster) = open.popLast() {
      let (height, children) = (nodes[node].height, nodes[node].children)
      let moment = 1 / height
      if children.isEmpty {
        // Equal rows that were a cluster among themselves come apart at their own core distance.
        fall(node, of: nodes, from: cluster, at: moment)
        continue
      }
      func isLarge(_ child: Int) -> Bool {
        nodes[child].rows >= minimumSize && (child >= count || nodes[child].height < height)
      }
      let large = children.count(where: isLarge)
      for child in children {
        if !isLarge(child) {
          fall(child, of: nodes, from: cluster, at: moment)
        } else if large == 1 {
          open.append((child, cluster))
        } else {
          clusters[cluster].stability += Double(nodes[child].rows) * (moment - clusters[cluster].birth)
          clusters[cluster].last = max(clusters[cluster].last, moment)
          open.append((child, clusters.count))
          clusters.append(Cluster(parent: cluster, birth: moment, rows: nodes[child].rows))
        }
      }
    }
    select()
  }

  /// Joins components by ascending distance, all of one distance at once. Returns the last node.
  private static func merge(_ walk: DensityWalk, _ nodes: inout [Node]) -> Int {
    let count = nodes.count
    var parent = Array(0..<count)
    var top = Array(0..<count)
    func root(_ point: Int) -> Int {
      var point = point
      while parent[point] != point {
        parent[point] = parent[parent[point]]
        point = parent[point]
      }
      return point
    }
    let edges = walk.order.dropFirst().sorted { (walk.reach[$0], $0) < (walk.reach[$1], $1) }
    var begin = 0
    while begin < edges.count {
      let height = walk.reach[edges[begin]]
      var end = begin
      var touched: [Int] = []
      while end < edges.count, walk.reach[edges[end]] == height {
        touched += [root(edges[end]), root(walk.source[edges[end]])]
        end += 1
      }
      let parts = Set(touched).sorted()
      for edge in edges[begin..<end] {
        let (a, b) = (root(edge), root(walk.source[edge]))
        parent[max(a, b)] = min(a, b)
      }
      var children: [Int: [Int]] = [:]
      for part in parts { children[root(part), default: []].append(top[part]) }
      for (part, joined) in children.sorted(by: { $0.key < $1.key }) {
        top[part] = nodes.count
        nodes.append(Node(height: height, children: joined, rows: joined.reduce(0) { $0 + nodes[$1].rows }))
      }
      begin = end
    }
    return nodes.count - 1
  }

  private mutating func fall(_ node: Int, of nodes: [Node], from cluster: Int, at moment: Double) {
    clusters[cluster].stability += Double(nodes[node].rows) * (moment - clusters[cluster].birth)
    clusters[cluster].last = max(clusters[cluster].last, moment)
    var open = [node]
    while let next = open.popLast() {
      if nodes[next].children.isEmpty {
        clusterOfPoint[next] = cluster
        leaving[next] = moment
      }
      open += nodes[next].children
    }
  }

  /// Excess of mass: a cluster, unless its children together last longer.
  private mutating func select() {
    var best = clusters.map(\.stability)
    var below = [Double](repeating: 0, count: clusters.count)
    var hasChildren = [Bool](repeating: false, count: clusters.count)
    for cluster in clusters.indices.dropFirst().reversed() {
      if hasChildren[cluster], below[cluster] > best[cluster] {
        best[cluster] = below[cluster]
      } else {
        clusters[cluster].isSelected = true
      }
      let parent = clusters[cluster].parent!
      below[parent] += best[cluster]
      hasChildren[parent] = true
    }
    // What lies inside a selected cluster is part of it.
    var isInside = [Bool](repeating: false, count: clusters.count)
    for cluster in clusters.indices.dropFirst() {
      let parent = clusters[cluster].parent!
      isInside[cluster] = isInside[parent] || clusters[parent].isSelected
      if isInside[cluster] { clusters[cluster].isSelected = false }
    }
  }

  /// The selected cluster each point is in, numbered as they were found, 0 for none, and how firmly it belongs there.
  func labels() -> (clusters: [Int32], strength: [Double]) {
    var names = [Int32](repeating: 0, count: clusters.count)
    var owner = [Int](repeating: 0, count: clusters.count)
    var found: Int32 = 0
    for cluster in clusters.indices.dropFirst() {
      if clusters[cluster].isSelected {
        found += 1
        names[cluster] = found
        owner[cluster] = cluster
      } else {
        names[cluster] = names[clusters[cluster].parent!]
        owner[cluster] = owner[clusters[cluster].parent!]
      }
    }
    var strength = [Double](repeating: 0, count: clusterOfPoint.count)
    for point in clusterOfPoint.indices where names[clusterOfPoint[point]] > 0 {
      let last = clusters[owner[clusterOfPoint[point]]].last
      strength[point] =
        leaving[point] >= last || last == .infinity && leaving[point] == .infinity
        ? 1 : last == .infinity ? 0 : leaving[point] / last
    }
    return (clusterOfPoint.map { names[$0] }, strength)
  }
}
