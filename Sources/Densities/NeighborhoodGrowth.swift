import Clustering

/// How DBSCAN's clusters come about on few rows, neighbourhood by neighbourhood: what a class does by hand.
public struct NeighborhoodGrowth: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      /// A core row that is in no cluster yet begins one.
      case begins
      /// A core row takes along those of its neighbours that are in no cluster yet.
      case grows
      /// A row near core rows; `core` is the one it goes with, `nil` where border rows are noise.
      case border(core: Int?, distance: Double)
      case noise
    }

    /// Rows are numbered from 0 among those of the table.
    public let row: Int
    public let kind: Kind
    /// Rows within the radius, the row's own among them.
    public let neighbors: [Int]
    /// 0 for noise.
    public let cluster: Int32
    /// Core rows that come to the cluster with this step.
    public let joining: [Int]
  }

  public let options: DBSCAN.Options
  public let steps: [Step]

  /// Beyond so many rows nobody follows.
  public static let mostRows = 60

  /// `nil` where there are more rows than ``mostRows``.
  public init?(_ points: PointSet, _ clusters: DBSCAN) {
    guard points.n <= Self.mostRows else { return nil }
    let options = clusters.options
    let rows = points.pointOfRow.indices.filter { points.pointOfRow[$0] >= 0 }
    func place(_ row: Int) -> Int { Int(points.pointOfRow[row]) }
    func distance(_ a: Int, _ b: Int) -> Double {
      options.distance.between(points.point(place(a)), points.point(place(b)))
    }
    func near(_ row: Int) -> [Int] { rows.filter { distance(row, $0) <= options.radius } }
    var steps: [Step] = []
    var known: Set<Int> = []
    for row in rows where clusters.isCore[place(row)] && !known.contains(row) {
      var open = [row]
      known.insert(row)
      var next = 0
      while next < open.count {
        let current = open[next]
        let neighbors = near(current)
        let joining = neighbors.filter { clusters.isCore[place($0)] && !known.contains($0) }
        known.formUnion(joining)
        open += joining
        steps.append(
          Step(
            row: current, kind: next == 0 ? .begins : .grows, neighbors: neighbors,
            cluster: clusters.clusterOfPoint[place(current)], joining: joining))
        next += 1
      }
    }
    for row in rows where !clusters.isCore[place(row)] {
      let neighbors = near(row)
      let cluster = clusters.clusterOfPoint[place(row)]
      let best = neighbors.filter {
        clusters.isCore[place($0)] && (cluster == 0 || clusters.clusterOfPoint[place($0)] == cluster)
      }.min { (distance(row, $0), $0) < (distance(row, $1), $1) }
      let kind: Step.Kind =
        if let best { .border(core: cluster == 0 ? nil : best, distance: distance(row, best)) } else { .noise }
      steps.append(Step(row: row, kind: kind, neighbors: neighbors, cluster: cluster, joining: []))
    }
    self.options = options
    self.steps = steps
  }
}
