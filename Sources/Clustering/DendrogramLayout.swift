/// A dendrogram as coordinates, for whoever draws it: leaves stand at 0, 1, 2 … in canonical order.
public struct DendrogramLayout: Sendable, Hashable {
  /// A merge: a bar at `height` from `left` to `right`, and a stem down to each child.
  public struct Branch: Sendable, Hashable {
    public let left: Double
    public let right: Double
    public let leftHeight: Double
    public let rightHeight: Double
    public let height: Double
    /// How many rows are below it.
    public let size: Int
    /// The cluster of a cut that the whole branch lies in, `nil` above the cut.
    public let cluster: Int?
  }

  /// The leaf at each place.
  public let leafOrder: [Int]
  /// In the order of the merges.
  public let branches: [Branch]
  /// Where a line separates the clusters, halfway between the merges below and above; `nil` without a cut.
  public let cutHeight: Double?

  /// The heights divided so that the highest is 25, as SPSS draws them; for display only.
  public func rescaled() -> DendrogramLayout {
    let highest = branches.map(\.height).max() ?? 0
    guard highest > 0 else { return self }
    func scaled(_ height: Double) -> Double { 25 * height / highest }
    return DendrogramLayout(
      leafOrder: leafOrder,
      branches: branches.map {
        Branch(
          left: $0.left, right: $0.right, leftHeight: scaled($0.leftHeight), rightHeight: scaled($0.rightHeight),
          height: scaled($0.height), size: $0.size, cluster: $0.cluster)
      }, cutHeight: cutHeight.map(scaled))
  }

  private init(leafOrder: [Int], branches: [Branch], cutHeight: Double?) {
    self.leafOrder = leafOrder
    self.branches = branches
    self.cutHeight = cutHeight
  }

  public init(_ dendrogram: Dendrogram, cut: DendrogramCut? = nil) {
    let order = dendrogram.leafOrder
    let least = dendrogram.leastLeaves
    let leafCount = dendrogram.leafCount
    var position = [Double](repeating: 0, count: leafCount)
    for (place, leaf) in order.enumerated() { position[leaf] = Double(place) }
    var clusters: [Int?] = (0..<leafCount).map { cut?.labels[$0] }
    branches = dendrogram.merges.indices.map { index in
      let merge = dendrogram.merges[index]
      let (left, right) = dendrogram.sides(of: leafCount + index, least)
      let cluster = clusters[left] == clusters[right] ? clusters[left] : nil
      clusters.append(cluster)
      position.append((position[left] + position[right]) / 2)
      return Branch(
        left: position[left], right: position[right], leftHeight: dendrogram.height(of: left),
        rightHeight: dendrogram.height(of: right), height: merge.height, size: merge.size, cluster: cluster)
    }
    leafOrder = order
    cutHeight = cut.flatMap { cut in
      switch (cut.lower, cut.upper) {
      case (let lower?, let upper?): (lower + upper) / 2
      case (nil, let upper?): upper / 2
      case (let lower?, nil): lower * 1.05
      case (nil, nil): nil
      }
    }
  }
}
