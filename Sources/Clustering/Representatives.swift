/// Which item may stand for each cluster of items, by three rules that often but not always agree.
public struct Representatives: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public let cluster: Int
    /// The items of the cluster, in their order.
    public let members: [Int]
    /// The item with the highest mean correlation with the others of its cluster, and that mean; with an unsigned distance
    /// correlations count without their sign. `nil` where correlations are not known.
    public let central: Int?
    public let meanCorrelation: Double?
    /// The item with the least mean distance to the others.
    public let medoid: Int
    /// The item with the least (1 − R² with its own cluster) / (1 − R² with the next one), and that ratio; a cluster
    /// stands for the mean of its standardized items. `nil` for a single cluster.
    public let distinct: Int?
    public let ratio: Double?

    /// The one item that is named where only one can be: the most central, else the medoid.
    public var item: Int { central ?? medoid }
    public var agree: Bool { (central ?? medoid) == medoid && (distinct ?? medoid) == medoid }
  }

  public let lines: [Line]

  /// The representatives of clusters of items; ties go to the item that comes first.
  public init(of items: ItemDistances, _ cut: DendrogramCut) {
    let isUnsigned = items.distance == .abscorrelation || items.distance == .squaredcorrelation
    func r(_ first: Int, _ second: Int) -> Double {
      let r = items.correlation(first, second)
      return isUnsigned ? abs(r) : r
    }
    let members = Self.members(cut)
    let known = !items.correlations.contains(where: \.isNaN)
    let signs = Self.signs(items, members, isUnsigned)
    /// The squared correlation of an item with the mean of a cluster's standardized items.
    func squared(_ item: Int, _ cluster: [Int]) -> Double {
      var with = 0.0
      var variance = 0.0
      for first in cluster {
        with += signs[first] * items.correlation(item, first)
        for second in cluster { variance += signs[first] * signs[second] * items.correlation(first, second) }
      }
      return variance > 0 ? min(with * with / variance, 1) : 0
    }
    lines = members.enumerated().map { index, own in
      func mean(_ item: Int, _ value: (Int, Int) -> Double) -> Double? {
        own.count == 1 ? nil : own.filter { $0 != item }.reduce(0) { $0 + value(item, $1) } / Double(own.count - 1)
      }
      let medoid = Self.first(own) { mean($0) { Self.distance(items.triangle, $0, $1) } ?? 0 }
      guard known else {
        return Line(
          cluster: index + 1, members: own, central: nil, meanCorrelation: nil, medoid: medoid, distinct: nil,
          ratio: nil)
      }
      let central = Self.first(own) { -(mean($0, r) ?? 0) }
      func ratio(_ item: Int) -> Double {
        let next = members.indices.filter { $0 != index }.map { squared(item, members[$0]) }.max() ?? 0
        return next < 1 ? (1 - squared(item, own)) / (1 - next) : .infinity
      }
      let distinct = members.count > 1 ? Self.first(own, ratio) : nil
      return Line(
        cluster: index + 1, members: own, central: central, meanCorrelation: mean(central, r), medoid: medoid,
        distinct: distinct, ratio: distinct.map(ratio).flatMap { $0.isFinite ? $0 : nil })
    }
  }

  /// The medoids of clusters of things whose distances alone are known.
  public init(of matrix: DistanceMatrix, _ cut: DendrogramCut) {
    lines = Self.members(cut).enumerated().map { index, own in
      let medoid = Self.first(own) { item in own.reduce(0) { $0 + Self.distance(matrix.triangle, item, $1) } }
      return Line(
        cluster: index + 1, members: own, central: nil, meanCorrelation: nil, medoid: medoid, distinct: nil, ratio: nil)
    }
  }

  private static func members(_ cut: DendrogramCut) -> [[Int]] {
    var members: [[Int]] = Array(repeating: [], count: cut.clusterCount)
    for (leaf, label) in cut.labels.enumerated() { members[label - 1].append(leaf) }
    return members
  }

  private static func distance(_ triangle: [Double], _ first: Int, _ second: Int) -> Double {
    if first == second { return 0 }
    let (low, high) = (min(first, second), max(first, second))
    return triangle[high * (high - 1) / 2 + low]
  }

  /// The first item whose value is not above another's by more than rounding.
  private static func first(_ items: [Int], _ value: (Int) -> Double) -> Int {
    var best = (item: items[0], value: value(items[0]))
    for item in items.dropFirst() {
      let other = value(item)
      if other < best.value - 1e-12 * max(abs(best.value), 1e-300) { best = (item, other) }
    }
    return best.item
  }

  /// Where the sign of a correlation does not count, items that run against the first of their cluster are turned round.
  private static func signs(_ items: ItemDistances, _ members: [[Int]], _ isUnsigned: Bool) -> [Double] {
    var signs = [Double](repeating: 1, count: items.count)
    guard isUnsigned else { return signs }
    for cluster in members {
      for item in cluster where items.correlation(item, cluster[0]) < 0 { signs[item] = -1 }
    }
    return signs
  }
}
