import Evidence
import Glibc
import NumericalMethods
import StructuredText
import TestSupport
import Testing

@testable import Clustering

@Suite struct ClusterCountsTests {
  @Test
  func `silhouette, Calinski-Harabasz and Davies-Bouldin are those of scikit-learn, rows that are alike included`()
    throws
  {
    var tested = 0
    for entry in hierarchies["criteria"]!.asArray! {
      let set = try points(entry["rows"]!.rows)
      let distances = try LeafDistances(of: set, by: .euclidean)
      let whole = ClusterSpread(set, cut(set, Array(repeating: 1, count: set.pointOfRow.count)))
      for known in entry["counts"]!.asObject!.members.map(\.value) {
        let cut = cut(set, known["labels"]!.integers)
        let silhouettes = Silhouettes(distances, set.multiplicities, finest: cut, threads: 1)
        #expect(agree(silhouettes.means([cut])[0], known["silhouette"]!.asNumber!, 1e-10))
        let spread = ClusterSpread(set, cut)
        #expect(agree(spread.daviesBouldin, known["daviesBouldin"]!.asNumber!, 1e-10))
        let k = Double(cut.clusterCount)
        let index = (whole.within - spread.within) / (k - 1) / (spread.within / (Double(set.n) - k))
        #expect(agree(index, known["calinskiHarabasz"]!.asNumber!, 1e-10))
        tested += 1
      }
    }
    #expect(tested > 40)
  }

  func cut(_ set: PointSet, _ labels: [Int]) -> DendrogramCut {
    var ofLeaf = [Int](repeating: 0, count: set.count)
    for (row, label) in labels.enumerated() { ofLeaf[Int(set.pointOfRow[row])] = label }
    return DendrogramCut(labels: ofLeaf, clusterCount: labels.max()!, mergesMade: nil, lower: nil, upper: nil)
  }

  static let three: [[Double]] = {
    var random = SeededGenerator(seed: 8)
    return (0..<45).map { row in
      [Double(row % 3) * 20 + random.normal(), Double(row % 3 == 1 ? 15 : 0) + random.normal()]
    }
  }()

  @Test func `three clouds are three clusters by every criterion`() throws {
    let set = try points(Self.three)
    let hierarchy = try HierarchicalClustering(of: set)
    let counts = try ClusterCounts(of: hierarchy, points: set, references: 20)
    #expect(counts.lines.map(\.k) == Array(2...10))
    for criterion in ClusterCounts.Criterion.allCases where criterion != .gap {
      #expect(counts.best(by: criterion) == 3, "\(criterion)")
    }
    // Two clusters of three clouds have a lower gap than one, and the rule of the paper stops there.
    #expect(counts.best(by: .gap) == 1)
    #expect(counts.lines.max { $0.gap! < $1.gap! }?.k == 3)
    #expect(counts.votes.map(\.k) == [3, 1])
    #expect(try counts == ClusterCounts(of: hierarchy, points: set, references: 20))
    #expect(try ClusterCounts(of: hierarchy, points: set).best(by: .gap) == nil)
  }

  /// What R's clusGap and a few lines of R say of fixed data.
  static let known = reference("gap.json")

  @Test func `the gap is clusGap's where the references are the same`() throws {
    for entry in Self.known["gaps"]!.asArray! {
      let options = HierarchicalClustering.Options(
        linkage: try #require(Linkage(rawValue: entry["method"]!.asString!)), distance: .euclidean, threads: 1)
      func logarithms(_ columns: JSONValue) throws -> [Double] {
        try GapStatistic.logarithms(columns.rows, options: options, most: 6)
      }
      let references = try entry["references"]!.asArray!.map(logarithms)
      let gap = GapStatistic(observed: try logarithms(entry["columns"]!), references: references)
      for k in 1...6 {
        #expect(agree(gap.gap(k), entry["gap"]!.numbers[k - 1], 1e-11))
        // R's standard deviation divides by one less than the number of references.
        #expect(agree(gap.error(k)! * (8.0 / 7).squareRoot(), entry["error"]!.numbers[k - 1], 1e-9))
        // clusGap halves the sums of squares.
        let mean = references.reduce(0) { $0 + $1[k - 1] } / 8
        #expect(agree(mean - log(2), entry["expected"]!.numbers[k - 1], 1e-12))
      }
    }
  }

  @Test func `rows that are spread evenly are one cluster by the gap`() throws {
    var random = SeededGenerator(seed: 4)
    let set = try points((0..<80).map { _ in [random.uniform(), random.uniform()] })
    let counts = try ClusterCounts(of: HierarchicalClustering(of: set), points: set, references: 25)
    #expect(counts.best(by: .gap) == 1)
    let (one, two) = (try #require(counts.gapOfOne), counts.lines[0])
    #expect(one >= two.gap! - two.gapError!)
    #expect(try ClusterCounts(of: HierarchicalClustering(of: set), points: set).gapOfOne == nil)
  }

  @Test func `coarser cuts add up the sums of the finest`() throws {
    let set = try points(HierarchyTests.answers(80, 3, 5))
    let hierarchy = try HierarchicalClustering(of: set)
    let counts = try ClusterCounts(of: hierarchy, points: set)
    for line in counts.lines {
      let cut = try hierarchy.clusters(line.k)
      let silhouettes = Silhouettes(hierarchy.distances, set.multiplicities, finest: cut, threads: 1)
      #expect(agree(line.silhouette, silhouettes.means([cut])[0], 1e-12))
    }
  }

  @Test func `silhouettes are the mean over rows of what their definition says, whatever the threads`() throws {
    var random = SeededGenerator(seed: 12)
    let rows = (0..<420).map { _ in (0..<2).map { _ in random.normal() } } + (0..<5).map { _ in [0.5, 0.5] }
    let set = try points(rows)
    let cut = try HierarchicalClustering(of: set).clusters(7)
    let distances = try LeafDistances(of: set, by: .euclidean)
    let one = Silhouettes(distances, set.multiplicities, finest: cut, threads: 1).means([cut])[0]
    #expect(one == Silhouettes(distances, set.multiplicities, finest: cut, threads: 3).means([cut])[0])
    var plain = distances
    plain.level = 0
    #expect(one == Silhouettes(plain, set.multiplicities, finest: cut, threads: 1).means([cut])[0])
    let labels = set.pointOfRow.map { cut.labels[Int($0)] }
    var sum = 0.0
    for row in rows.indices {
      var means: [Int: (sum: Double, n: Double)] = [:]
      for other in rows.indices where other != row {
        let (x, y) = (rows[row][0] - rows[other][0], rows[row][1] - rows[other][1])
        means[labels[other], default: (0, 0)].sum += (x * x + y * y).squareRoot()
        means[labels[other]]!.n += 1
      }
      guard let own = means.removeValue(forKey: labels[row]) else { continue }
      let (inside, outside) = (own.sum / own.n, means.values.map { $0.sum / $0.n }.min()!)
      sum += (outside - inside) / max(inside, outside)
    }
    #expect(agree(one, sum / Double(rows.count), 1e-12))
  }

  @Test func `pseudo t² of a merge`() throws {
    let set = try points([[0], [2], [10], [14], [100]])
    let hierarchy = try HierarchicalClustering(of: set)
    let counts = try ClusterCounts(of: hierarchy, points: set)
    // Within both: 2 + 8 on 2 degrees; united: 0, 2, 10, 14 around 6.5 make 131.
    #expect(agree(counts.lines[1].pseudoTSquared, (131 - 10) / (10 / 2), 1e-12))
    #expect(agree(counts.lines[1].jump, 11.0 / 4, 1e-12))
  }

  @Test func `nothing is said of centres where there are none, nor of counts where there are too few leaves`() throws {
    let matrix = try DistanceMatrix(
      names: ["a", "b", "c", "d"], rows: [[0, 1, 5, 6], [1, 0, 5, 6], [5, 5, 0, 2], [6, 6, 2, 0]])
    let counts = try ClusterCounts(of: HierarchicalClustering(of: matrix), points: nil)
    #expect(counts.lines.map(\.k) == [2, 3])
    #expect(counts.lines[0].calinskiHarabasz == nil)
    #expect(counts.lines[0].silhouette! > 0.6)
    let two = try points([[0], [1]])
    #expect(try ClusterCounts(of: HierarchicalClustering(of: two), points: two).lines == [])
  }
}
