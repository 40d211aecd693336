import Evidence
import NumericalMethods
import Phrasebook
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Clustering

let hierarchies = reference("hierarchies.json")

/// Rows of numbers as points.
func points(_ rows: [[Double]], _ scaling: PointSet.Scaling = .none) throws(Fault) -> PointSet {
  try PointSet(
    of: rows[0].indices.map { column in numbers("q\(column)", rows.map { $0[column] }) }, scaling: scaling)
}

extension JSONValue {
  var rows: [[Double]] { asArray!.map(\.numbers) }
  var integers: [Int] { asArray!.map { Int($0.asNumber!) } }
}

@Suite struct HierarchyTests {
  static let inputs = hierarchies["inputs"]!.asArray!
  static let untied = inputs.filter { $0["kind"]!.asString! != "lattice" }
  static let lattice = inputs.filter { $0["kind"]!.asString! == "lattice" }
  static let referenceLinkages = Linkage.allCases.filter { $0 != .within }

  @Test(arguments: referenceLinkages)
  func `heights, partitions and cophenetic correlations are those of SciPy, fastcluster and R`(
    _ linkage: Linkage
  ) throws {
    #expect(Self.untied.count == 200)
    for entry in Self.untied {
      let rows = entry["rows"]!.rows
      let known = entry["linkages"]![linkage.rawValue]!
      let hierarchy = try HierarchicalClustering(of: points(rows), options: .init(linkage: linkage, threads: 1))
      let heights = hierarchy.rowDendrogram.merges.map(\.height)
      for (height, expected) in zip(heights, known["heights"]!.numbers) {
        #expect(agree(height, expected, 1e-12, absolute: 1e-14))
      }
      for k in 2...4 where k <= rows.count {
        let labels = try hierarchy.clusters(k).labels(ofRows: hierarchy.leafOfRow)
        #expect(labels.map { $0! } == known["partitions"]![String(k)]!.integers)
      }
      #expect(agree(hierarchy.copheneticCorrelation, known["cophenetic"]!.asNumber!, 1e-10))
      #expect(hierarchy.tiedMerges == 0)
    }
  }

  @Test(arguments: referenceLinkages)
  func `where answers are tied, single linkage agrees and the others only where no tie was reported`(
    _ linkage: Linkage
  ) throws {
    var (differing, packagesDiffer) = (0, 0)
    for entry in Self.lattice {
      let rows = entry["rows"]!.rows
      let known = entry["linkages"]![linkage.rawValue]!
      let set = try points(rows)
      guard set.count > 1 else { continue }
      let hierarchy = try HierarchicalClustering(of: set, options: .init(linkage: linkage, threads: 1))
      let heights = hierarchy.rowDendrogram.merges.map(\.height)
      let agrees = zip(heights, known["heights"]!.numbers).allSatisfy { agree($0, $1, 1e-12, absolute: 1e-7) }
      if linkage == .single { #expect(agrees) }
      if !agrees {
        differing += 1
        #expect(hierarchy.tiedMerges > 0)
      }
      for k in 2...4 where k <= set.count {
        let ours = try hierarchy.clusters(k).labels(ofRows: hierarchy.leafOfRow).map { $0! }
        let theirs = ["partitions", "fastcluster", "r"].map { known[$0]![String(k)]!.integers }
        if Set(theirs).count > 1 { packagesDiffer += 1 }
        if theirs.contains(where: { $0 != ours }) { #expect(hierarchy.tiedMerges > 0) }
      }
    }
    #expect(packagesDiffer > 0)
    if linkage == .average || linkage == .complete { #expect(differing > 0) }
  }

  @Test func `other distances are those of SciPy and R`() throws {
    for entry in hierarchies["others"]!.asArray! {
      let set = try points(entry["rows"]!.rows)
      for (name, heights) in entry["heights"]!.asObject!.members.map({ ($0.key, $0.value.numbers) }) {
        let options = HierarchicalClustering.Options(distance: try #require(Distance(rawValue: name)), threads: 1)
        let ours = try HierarchicalClustering(of: set, options: options).dendrogram.merges.map(\.height)
        #expect(zip(ours, heights).allSatisfy { agree($0, $1, 1e-11) }, "\(name)")
        #expect(ours.count == heights.count)
      }
      let codes = try HierarchicalClustering(
        of: points(entry["codes"]!.rows), options: .init(linkage: .single, distance: .hamming))
      let expected = entry["hamming"]!.numbers
      #expect(zip(codes.rowDendrogram.merges, expected).allSatisfy { agree($0.height, $1, 1e-12) })

      let columns = entry["rows"]!.rows[0].indices.map { place in
        numbers("q\(place)", entry["rows"]!.rows.map { $0[place] })
      }
      let items = try HierarchicalClustering(of: ItemDistances(of: columns, by: .correlation))
      #expect(zip(items.dendrogram.merges, entry["items"]!.numbers).allSatisfy { agree($0.height, $1, 1e-12) })
    }
  }

  @Test func `Gower's distance over numbers and texts is that of daisy`() throws {
    let entry = hierarchies["gower"]!
    let set = try PointSet(
      of: [
        numbers("a", entry["a"]!.numbers), numbers("b", entry["b"]!.numbers),
        texts("c", entry["c"]!.asArray!.map { $0.asString! }),
      ], texts: .named)
    let hierarchy = try HierarchicalClustering(of: set, options: .init(distance: .gower))
    #expect(
      zip(hierarchy.dendrogram.merges, entry["heights"]!.numbers).allSatisfy { agree($0.height, $1, 1e-12) })
  }

  // MARK: One answer

  static func answers(_ count: Int, _ width: Int, _ seed: UInt64) -> [[Double]] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let mood = random.integer(below: 3)
      return (0..<width).map { _ in Double(1 + mood + random.integer(below: 3)) }
    }
  }

  @Test(arguments: Linkage.allCases)
  func `shuffled rows and any number of threads give the same result but for row numbers`(
    _ linkage: Linkage
  ) throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let rows = Self.answers(60, 4, seed)
      var random = SeededGenerator(seed: seed, stream: 1)
      let order = random.permutation(of: rows.count)
      let one = try HierarchicalClustering(of: points(rows), options: .init(linkage: linkage, threads: 1))
      let two = try HierarchicalClustering(
        of: points(order.map { rows[$0] }), options: .init(linkage: linkage, threads: 3))
      #expect(one.dendrogram == two.dendrogram)
      #expect(one.tiedMerges == two.tiedMerges)
      #expect(one.copheneticCorrelation == two.copheneticCorrelation)
      let counts = try ClusterCounts(of: one, points: points(rows))
      #expect(try counts == ClusterCounts(of: two, points: points(order.map { rows[$0] })))
      let (a, b) = try (one.clusters(4), two.clusters(4))
      let left = order.map { a.labels[Int(one.leafOfRow[$0])] }
      let right = b.labels(ofRows: two.leafOfRow).map { $0! }
      #expect(Set(zip(left, right).map { [$0, $1] }).count == 4)
      #expect(Set(right).sorted() == [1, 2, 3, 4])
      #expect(right[0] == 1)
    }
  }

  @Test(arguments: Linkage.allCases, [Distance.euclidean, .sqeuclidean, .manhattan])
  func `rows put together give the tree of the rows one by one`(_ linkage: Linkage, _ distance: Distance) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let distinct = (0..<8).map { _ in (0..<3).map { _ in random.normal() } }
      let rows = distinct + (0..<14).map { _ in distinct[random.integer(below: 8)] }
      let hierarchy = try HierarchicalClustering(
        of: points(rows), options: .init(linkage: linkage, distance: distance, threads: 1))
      #expect(hierarchy.dendrogram.leafCount == 8)
      let expected = ObviousMerging.heights(rows, linkage, distance)
      let ours = hierarchy.rowDendrogram.merges.map(\.height)
      #expect(ours.count == 21)
      for (height, known) in zip(ours, expected) { #expect(agree(height, known, 1e-9, absolute: 1e-7)) }
    }
  }

  @Test func `the engines make the tree of the general algorithm`() throws {
    var random = SeededGenerator(seed: 2)
    let spread = try points((0..<150).map { _ in (0..<3).map { _ in random.normal() } })
    let answers = try points(Self.answers(300, 4, 3))
    for (set, linkage) in [spread, answers].flatMap({ set in Linkage.allCases.map { (set, $0) } }) {
      for distance in [Distance.euclidean, .sqeuclidean, .manhattan] {
        var options = HierarchicalClustering.Options(linkage: linkage, distance: distance, threads: 2)
        let slow = try HierarchicalClustering(of: set, options: options)
        options.mostGeneral = 10
        let fast = try HierarchicalClustering(of: set, options: options)
        #expect(slow.algorithm == .general && slow.tiesAreExact)
        let hasEngine = linkage.overTriangle != nil
        #expect(fast.algorithm == (hasEngine ? distance == .manhattan ? .triangle : .points : .general))
        #expect(fast.tiesAreExact != hasEngine)
        // Among ties rounding may choose, which the heights above then show.
        guard set.count == 150 else { continue }
        #expect(zip(fast.dendrogram.merges, slow.dendrogram.merges).allSatisfy { agree($0.height, $1.height, 1e-9) })
        #expect(fast.dendrogram.merges.map { [$0.a, $0.b] } == slow.dendrogram.merges.map { [$0.a, $0.b] })
      }
    }
  }

  @Test func `every instruction set gives the same bits`() throws {
    var random = SeededGenerator(seed: 6)
    let set = try points((0..<37).map { _ in (0..<3).map { _ in random.normal() } })
    for distance in Distance.allCases {
      var distances = try LeafDistances(of: set, by: distance)
      let best = distances.level
      let triangles = (0...best).map { level in
        distances.level = level
        let triangle = distances.triangle()
        return (0..<37).map { Array(triangle.row($0)) }
      }
      #expect(Set(triangles).count == 1)
      // A loop of one point at a time.
      let single = (1..<37).map { index in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 1) { one in
          (0..<index).map { other in
            distances.distances(from: index, to: other..<other + 1, into: one)
            return one[0]
          }
        }
      }
      #expect(Array(triangles[0].dropFirst()) == single)
    }
  }

  // MARK: Ties

  @Test func `ties are counted, and how often chance would decide as the rule does`() throws {
    let four = try HierarchicalClustering(
      of: points([[0], [1], [2], [3]]), options: .init(linkage: .complete))
    #expect(four.tiedMerges == 1)
    // 1,2,3,4,10,11 under average linkage fall into {1,2}{3,4}{10,11} or into {1}{2,3}{4}… as the rows stand.
    let six = try HierarchicalClustering(of: points([[1], [2], [3], [4], [10], [11]]))
    let cut = try six.clusters(3)
    #expect(cut.labels == [1, 1, 2, 2, 3, 3])
    let stability = try six.stability(of: cut, draws: 400)
    #expect(stability.share > 0.4 && stability.share < 0.95)
    #expect(try six.stability(of: cut, draws: 400) == stability)
    let clear = try HierarchicalClustering(of: points([[0], [1], [5], [12]]))
    #expect(try clear.stability(of: clear.clusters(2)).share == 1)
    #expect(clear.tiedMerges == 0)
  }

  // MARK: Cuts

  @Test func `a cut at a height keeps the merges at exactly that height`() throws {
    let hierarchy = try HierarchicalClustering(
      of: points([[0], [1], [4], [10]]), options: .init(linkage: .single))
    #expect(hierarchy.dendrogram.merges.map(\.height) == [1, 3, 6])
    #expect(try hierarchy.clusters(atHeight: 3).labels == [1, 1, 1, 2])
    #expect(try hierarchy.clusters(atHeight: 2.999).clusterCount == 3)
    #expect(try hierarchy.clusters(atHeight: 0).clusterCount == 4)
    #expect(try hierarchy.clusters(atHeight: 6).clusterCount == 1)
    #expect(try hierarchy.clusters(1).upper == nil)
    #expect(try hierarchy.clusters(4).labels == [1, 2, 3, 4])
  }

  @Test func `clusters are numbered in the order of their first row in the file`() throws {
    let hierarchy = try HierarchicalClustering(of: points([[9], [0], [9.5], [0.25], [4]]))
    #expect(try hierarchy.clusters(3).labels(ofRows: hierarchy.leafOfRow) == [1, 2, 1, 2, 3])
  }

  @Test func `a cut between merges of one height says so`() throws {
    let hierarchy = try HierarchicalClustering(
      of: points([[0], [1], [2], [3]]), options: .init(linkage: .complete))
    #expect(try hierarchy.clusters(3).splitsTie)
    #expect(try !hierarchy.clusters(2).splitsTie)
  }

  @Test func `SciPy's numbers: rows are leaves, merge i makes node n + i, rows that are alike come first`() throws {
    let hierarchy = try HierarchicalClustering(of: points([[5], [1], [5], [2], [5]]))
    let tree = hierarchy.rowDendrogram
    #expect(tree.merges.map { [$0.a, $0.b, $0.size] } == [[0, 2, 2], [4, 5, 3], [1, 3, 2], [6, 7, 5]])
    #expect(tree.merges.map(\.height) == [0, 0, 1, 3.5])
    #expect(hierarchy.rowOrder == [0, 2, 4, 1, 3] || hierarchy.rowOrder == [1, 3, 0, 2, 4])
  }

  @Test func `the tighter of two clusters stands left`() throws {
    let hierarchy = try HierarchicalClustering(of: points([[0], [3], [10], [11], [30]]))
    #expect(hierarchy.dendrogram.leafOrder == [4, 2, 3, 0, 1])
    let layout = DendrogramLayout(hierarchy.dendrogram, cut: try hierarchy.clusters(2))
    #expect(layout.leafOrder == [4, 2, 3, 0, 1])
    #expect(layout.branches[0].left == 1 && layout.branches[0].right == 2)
    #expect(layout.branches[2].left == 1.5 && layout.branches[2].right == 3.5)
    #expect(layout.branches[3].cluster == nil)
    #expect(layout.branches[2].cluster == 1)
    #expect(layout.rescaled().branches[3].height == 25)
    #expect(layout.cutHeight! > layout.branches[2].height)
  }

  // MARK: Scales of heights

  @Test func `Ward's coefficients in SPSS end at the total sum of squares`() throws {
    var random = SeededGenerator(seed: 4)
    let rows = (0..<15).map { _ in [random.normal(), random.normal()] }
    let set = try points(rows)
    let hierarchy = try HierarchicalClustering(of: set, options: .init(linkage: .ward))
    let total = ClusterSpread(set, try hierarchy.clusters(1)).within
    #expect(agree(hierarchy.heights(.spss).last, total, 1e-12))
    let squared = try HierarchicalClustering(of: set, options: .init(linkage: .ward, distance: .sqeuclidean))
    for (root, square) in zip(hierarchy.heights(.scipy), squared.heights(.scipy)) {
      #expect(agree(root * root, square, 1e-12))
    }
    #expect(agree(squared.heights(.spss).last, total, 1e-12))
    let centroid = try HierarchicalClustering(of: set, options: .init(linkage: .centroid))
    #expect(centroid.heights(.r) == centroid.heights(.scipy).map { $0 * $0 })
  }

  @Test func `the schedule names clusters by their first leaf and tells where they came from`() throws {
    let hierarchy = try HierarchicalClustering(of: points([[0], [3], [10], [11], [30]]))
    let stages = hierarchy.schedule(.spss)
    #expect(stages.map { [$0.first, $0.second] } == [[3, 4], [1, 2], [1, 3], [1, 5]])
    #expect(
      stages.map { [$0.firstAppears, $0.secondAppears, $0.next] } == [[0, 0, 3], [0, 0, 3], [2, 1, 4], [3, 0, 0]])
  }

  @Test func `centroids can invert, which is said`() throws {
    let hierarchy = try HierarchicalClustering(
      of: points([[0, 0], [1, 0], [0.5, 0.9]]), options: .init(linkage: .centroid))
    #expect(hierarchy.dendrogram.inversions == 1)
    #expect(hierarchy.caveats.map(\.code).contains("hclust-inversions"))
    // The merge below stands higher, so cutting between the two keeps neither.
    #expect(try hierarchy.clusters(atHeight: 0.95).clusterCount == 3)
  }
}

/// Every step over all members of all clusters: what hierarchies mean, in O(n³) and more.
enum ObviousMerging {
  static func heights(_ rows: [[Double]], _ linkage: Linkage, _ distance: Distance) -> [Double] {
    func apart(_ a: [Double], _ b: [Double]) -> Double {
      let differences = zip(a, b).map { abs($0 - $1) }
      return switch distance {
      case .manhattan: differences.reduce(0, +)
      case .sqeuclidean: differences.reduce(0) { $0 + $1 * $1 }
      default: differences.reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
    }
    let squares = linkage.needsEuclidean && distance != .sqeuclidean
    var matrix = rows.map { a in rows.map { b in squares ? apart(a, b) * apart(a, b) : apart(a, b) } }
    let plain = rows.map { a in rows.map { b in apart(a, b) } }
    var clusters = rows.indices.map { [$0] }
    var heights: [Double] = []
    while clusters.count > 1 {
      var best = (Double.infinity, 0, 0)
      for j in clusters.indices {
        for i in 0..<j {
          let pairs = clusters[i].flatMap { a in clusters[j].map { plain[a][$0] } }
          let near: Double =
            switch linkage {
            case .single: pairs.min()!
            case .complete: pairs.max()!
            case .average: pairs.reduce(0, +) / Double(pairs.count)
            case .within:
              {
                let all = clusters[i] + clusters[j]
                let inner = all.indices.flatMap { a in (0..<a).map { plain[all[a]][all[$0]] } }
                return inner.reduce(0, +) / Double(inner.count)
              }()
            case .weighted, .ward, .centroid, .median: matrix[i][j]
            }
          if near < best.0 - 1e-13 { best = (near, i, j) }
        }
      }
      let (height, i, j) = best
      heights.append(squares ? max(height, 0).squareRoot() : height)
      let (a, b) = (Double(clusters[i].count), Double(clusters[j].count))
      for k in clusters.indices where k != i && k != j {
        let c = Double(clusters[k].count)
        let updated = linkage.updated((matrix[i][k], matrix[j][k]), sizes: (a, b, c), matrix[i][j])
        matrix[i][k] = updated
        matrix[k][i] = updated
      }
      clusters[i] += clusters[j]
      clusters.remove(at: j)
      matrix.remove(at: j)
      for row in matrix.indices { matrix[row].remove(at: j) }
    }
    return heights
  }
}
