import Clustering
import Evidence
import NumericalMethods
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Densities

/// OPTICS and HDBSCAN beside scikit-learn's and R's.
@Suite struct DensityTreeTests {
  func columns(_ entry: JSONValue) -> [[Double]] { entry["columns"]!.asArray!.map(\.numberList) }

  func distance(_ entry: JSONValue) -> DensityDistance { DensityDistance(rawValue: entry["metric"]!.asString!)! }

  @Test func `HDBSCAN's partitions are scikit-learn's, and the definition's`() throws {
    var tested = 0
    for entry in DBSCANTests.cases {
      guard let known = entry["hdbscan"] else { continue }
      let numbers = columns(entry)
      // Where distances tie, scikit-learn's answer hangs on the order of rows; a row that holds two clusters together is then
      // given to one of them, and is noise here.
      guard known["isSettled"] == true else { continue }
      let points = try pointSet(numbers)
      let (size, minimum) = (Int(known["size"]!.asNumber!), Int(entry["minimum"]!.asNumber!))
      let ours = try HDBSCAN(
        points, options: .init(minimumSize: size, minimumNeighbors: minimum, distance: distance(entry)), threads: 1)
      let labels = ours.labels(of: points)
      #expect(LabelAgreement.same(labels, known["labels"]!.integerList))
      for (row, strength) in known["strengths"]!.numberList.enumerated() {
        #expect(close(ours.strength[Int(points.pointOfRow[row])] + 1, strength + 1, 1e-9))
      }
      tested += 1
    }
    #expect(tested > 40)
  }

  @Test func `HDBSCAN is its definition, ties and repeated rows included`() throws {
    for entry in DBSCANTests.cases.filter({ $0["columns"]!.asArray![0].numberList.count < 30 }).prefix(120) {
      let numbers = columns(entry)
      let minimum = Int(entry["minimum"]!.asNumber!)
      for size in Set([2, max(minimum, 3)]) {
        let points = try pointSet(numbers)
        let ours = try HDBSCAN(
          points, options: .init(minimumSize: size, minimumNeighbors: minimum, distance: distance(entry)), threads: 1)
        let obvious = ObviousHDBSCAN(numbers, size: size, minimum: minimum, distance: distance(entry))
        #expect(LabelAgreement.same(ours.labels(of: points), obvious.labels))
        let stabilities = ours.tree.dropFirst().map(\.stability).sorted()
        #expect(stabilities.count == obvious.stabilities.count)
        #expect(zip(stabilities, obvious.stabilities).allSatisfy { $0 == $1 || close($0, $1, 1e-10) })
      }
    }
  }

  /// R's package goes on counting the rows of a cluster that has fewer than `minPts` left, each until it stands alone;
  /// by the definition such a cluster has ended. That makes small clusters last longer, so R now and then takes the parts
  /// where scikit-learn and the definition take the whole: in one of these cases 2.17 + 2.17 beside 4.04, by the definition 1.31 + 1.16.
  @Test func `R's HDBSCAN differs where it counts rows until they stand alone, and only there`() throws {
    var (tested, differing) = (0, 0)
    for entry in DBSCANTests.cases {
      guard let known = entry["hdbscan"], known["isSettled"] == true, let r = entry["r"]?["hdbscan"]?.integerList,
        known["size"]!.asNumber == entry["minimum"]!.asNumber
      else { continue }
      let numbers = columns(entry)
      let size = Int(known["size"]!.asNumber!)
      func obvious(_ leaving: ObviousHDBSCAN.Leaving) -> [Int32?] {
        ObviousHDBSCAN(numbers, size: size, minimum: size, distance: distance(entry), leaving: leaving).labels
      }
      #expect(LabelAgreement.same(obvious(.whenAlone), r))
      if !LabelAgreement.same(obvious(.asDefined), r) { differing += 1 }
      tested += 1
    }
    #expect(tested == 13)
    #expect(differing == 1)
  }

  @Test func `the walk of OPTICS is scikit-learn's for rows in lexicographic order`() throws {
    var tested = 0
    for entry in DBSCANTests.cases {
      guard let known = entry["optics"] else { continue }
      let numbers = columns(entry)
      guard numbers.count > 1 else { continue }
      let points = try pointSet(numbers)
      guard points.count == points.n else { continue }
      let ours = try OPTICS(
        points, minimumNeighbors: Int(entry["minimum"]!.asNumber!), distance: distance(entry), threads: 1)
      let reach = known["reachability"]!.asArray!.map { $0.asNumber ?? .infinity }
      #expect(zip(ours.coreDistance, known["core"]!.numberList).allSatisfy { close($0, $1, 1e-12) })
      #expect(ours.order == known["ordering"]!.integerList.map(Int.init))
      #expect(zip(ours.reachability, reach).allSatisfy { close($0, $1, 1e-12) })
      tested += 1
    }
    #expect(tested > 60)
  }

  @Test func `clusters read off at a radius hold DBSCAN's core points`() throws {
    for entry in DBSCANTests.cases.prefix(80) {
      let points = try pointSet(columns(entry))
      let (radius, minimum) = (entry["eps"]!.asNumber!, Int(entry["minimum"]!.asNumber!))
      let walk = try OPTICS(points, minimumNeighbors: minimum, distance: distance(entry), threads: 1)
      let read = try walk.clusters(at: radius, of: points)
      let whole = try DBSCAN(
        points, options: .init(radius: radius, minimumNeighbors: minimum, distance: distance(entry)), threads: 1)
      let cores = whole.isCore.indices.filter { whole.isCore[$0] }
      #expect(LabelAgreement.same(cores.map { read[$0] }, cores.map { whole.clusterOfPoint[$0] }))
      #expect(cores.allSatisfy { read[$0] > 0 })
    }
  }

  @Test func `the order of rows and repeated rows change nothing`() throws {
    var random = SeededGenerator(seed: 21)
    let numbers = (0..<2).map { _ in
      (0..<150).map { row in Double(row % 3) * 9 + (Double.random(in: 0..<4, using: &random) * 4).rounded() / 4 }
    }
    let order = (0..<150).shuffled(using: &random)
    let (plain, shuffled) = (try pointSet(numbers), try pointSet(numbers.map { column in order.map { column[$0] } }))
    let options = HDBSCAN.Options(minimumSize: 8, minimumNeighbors: 4)
    let (one, other) = (
      try HDBSCAN(plain, options: options, threads: 1), try HDBSCAN(shuffled, options: options, threads: 2)
    )
    #expect(one.clusterCount > 1)
    #expect(one.tree == other.tree)
    #expect(LabelAgreement.same(one.clusterOfPoint, other.clusterOfPoint))
    let (walk, again) = (
      try OPTICS(plain, minimumNeighbors: 4, threads: 1), try OPTICS(shuffled, minimumNeighbors: 4, threads: 3)
    )
    #expect(walk == again)
  }

  @Test func `every processor takes the same walk`() throws {
    var random = SeededGenerator(seed: 8)
    for dimensions in [1, 2, 4, 7] {
      let numbers = (0..<dimensions).map { _ in (0..<101).map { _ in Double(Int.random(in: 0..<9, using: &random)) } }
      let points = try pointSet(numbers)
      for distance in DensityDistance.allCases {
        let fast = try OPTICS(points, minimumNeighbors: 5, distance: distance, threads: 2)
        // By definition: every distance, sorted, the row itself first.
        for point in 0..<points.count {
          let all = (0..<points.count).flatMap { other in
            Array(
              repeating: distance.between(points.point(point), points.point(other)), count: points.multiplicities[other]
            )
          }.sorted()
          #expect(fast.coreDistance[point] == all[4])
        }
      }
    }
  }

  @Test func `too few rows are noise and say so`() throws {
    let points = try pointSet([[1, 2, 3]])
    let clusters = try HDBSCAN(points, options: .init(minimumSize: 5), threads: 1)
    #expect(clusters.clusterCount == 0)
    #expect(clusters.noise == 3)
    #expect(clusters.caveats.map(\.code) == ["density-fewer-rows"])
    #expect(try OPTICS(points, minimumNeighbors: 5, threads: 1).caveats.map(\.code) == ["density-fewer-rows"])
    #expect(throws: Fault.self) { try HDBSCAN(points, options: .init(minimumSize: 1)) }
    #expect(throws: Fault.self) { try OPTICS(points, minimumNeighbors: 0) }
  }
}

extension LabelAgreement {
  /// Whether two labellings are the same groups; 0 is noise in both.
  static func same(_ left: [Int32?], _ right: [Int32]) -> Bool {
    var there: [Int32: Int32] = [0: 0]
    var back: [Int32: Int32] = [0: 0]
    for (a, b) in zip(left, right) {
      guard let a, there[a] ?? b == b, back[b] ?? a == a else { return false }
      there[a] = b
      back[b] = a
    }
    return left.count == right.count
  }
}
