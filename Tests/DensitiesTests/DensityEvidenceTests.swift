import Clustering
import Evidence
import NumericalMethods
import Phrasebook
import Tables
import TestSupport
import Testing

@testable import Densities

/// What helps to choose a radius and to judge an answer.
@Suite struct DensityEvidenceTests {
  /// Answers 1…5, many of each.
  let answers = (0..<120).map { Double($0 % 5 + 1) }

  func codes(_ points: PointSet, _ radius: Double, _ minimum: Int) throws -> [String] {
    try DBSCAN(points, options: .init(radius: radius, minimumNeighbors: minimum), threads: 1).caveats.map(\.code)
  }

  @Test func `a radius below the step of a scale only counts answers, and that is said`() throws {
    let points = try pointSet([answers])
    let answer = try DBSCAN(points, options: .init(radius: 0.3, minimumNeighbors: 10), threads: 1)
    #expect(answer.clusterCount == 5)
    #expect(answer.caveats.map(\.code).contains("density-distinct-answers"))
    let caveat = try #require(answer.caveats.first { $0.code == "density-distinct-answers" })
    #expect(
      caveat.message(in: .english).what
        == "Each of the 5 clusters is one distinct answer: the radius 0.3 is below the step 1 of the scale, so this only counts equal rows"
    )
    #expect(caveat.message(in: .chinese).what == "5 个类各自只是一种相同的答案：半径 0.3 小于量表的步长 1，结果只是在数相同的行")
    // All are core points, but a narrower radius is not what is wanted.
    #expect(!answer.caveats.map(\.code).contains("density-all-core"))
    // After scaling to 0–1 the step is 0.25 and everything is one.
    let scaled = try DBSCAN(
      pointSet([answers], scaling: .minmax), options: .init(radius: 0.3, minimumNeighbors: 10), threads: 1)
    #expect(scaled.clusterCount == 1)
    #expect(scaled.caveats.map(\.code) == ["density-one-cluster", "density-all-core"])
  }

  @Test func `red flags say what is wrong in both languages`() throws {
    let points = try pointSet([[0, 1, 2, 10, 20]])
    #expect(try codes(points, 0.5, 2) == ["density-everything-noise"])
    #expect(try codes(points, 1, 9) == ["density-fewer-rows"])
    #expect(try codes(points, 1, 2) == ["density-one-cluster"])
    #expect(try codes(points, 50, 2) == ["density-one-cluster", "density-all-core"])
    #expect(
      try codes(pointSet([[-3, -2.5, -2, 0, 2, 2.5, 3]]), 2, 4) == [
        "density-contested-borders", "density-small-clusters",
      ])
    let noise = try DBSCAN(points, options: .init(radius: 0.5, minimumNeighbors: 2), threads: 1).caveats[0]
    #expect(noise.message(in: .english).what == "Everything is noise: none of the 5 rows has 2 rows within 0.5")
    #expect(noise.message(in: .chinese).what == "全部为噪声：5 行中没有一行在 0.5 之内有 2 行")
    let few = try DBSCAN(points, options: .init(radius: 1, minimumNeighbors: 9), threads: 1).caveats[0]
    #expect(
      few.message(in: .english).what
        == "There are 5 rows only, fewer than the 9 a core point needs, so everything is noise")
    #expect(few.message(in: .chinese).what == "只有 5 行，少于核心点所需的 9 行，因此全部为噪声")
    let one = try DBSCAN(points, options: .init(radius: 1, minimumNeighbors: 2), threads: 1).caveats[0]
    #expect(one.message(in: .chinese).what == "只有一个类（另有 2 行噪声），没有区分出任何群体")
  }

  @Test func `wrong options are refused with their values`() throws {
    let points = try pointSet([[0, 1]])
    for radius in [0, -1, Double.nan, .infinity] {
      let fault = #expect(throws: Fault.self) {
        try DBSCAN(points, options: .init(radius: radius, minimumNeighbors: 2))
      }
      #expect(fault?.code == "density-radius")
    }
    let fault = #expect(throws: Fault.self) { try DBSCAN(points, options: .init(radius: 1, minimumNeighbors: 0)) }
    #expect(fault?.message(in: .chinese).what == "核心点至少需要 1 个邻居（含自身），而不是 0")
  }

  @Test func `missing rows are left out, infinite values and texts refused`() throws {
    let points = try pointSet([[0, .nan, 0.5, 9], [0, 1, 0, 9]])
    let answer = try DBSCAN(points, options: .init(radius: 1, minimumNeighbors: 2), threads: 1)
    #expect(answer.labels(of: points) == [1, nil, 1, 0])
    #expect(answer.n == 3)
    #expect(throws: Fault.self) { try pointSet([[0, .infinity]]) }
  }

  @Test func `the curve counts other rows and turns where it bends`() throws {
    // Ten rows one apart, then two far away.
    let points = try pointSet([(0..<10).map(Double.init) + [50, 90]])
    let curve = try NeighborDistanceCurve(points, minimumNeighbors: 2, threads: 1)
    #expect(curve.k == 1)
    #expect(curve.distances == [Double](repeating: 1, count: 10) + [40, 40])
    #expect(curve.suggestedRadius == 1)
    // Equal rows are neighbours at distance 0.
    let repeated = try NeighborDistanceCurve(pointSet([[1, 1, 1, 5]]), minimumNeighbors: 3, threads: 1)
    #expect(repeated.distances == [0, 0, 0, 4])
    #expect(repeated.suggestedRadius == 4)
    #expect(try NeighborDistanceCurve(pointSet([[1, 1, 1]]), minimumNeighbors: 2, threads: 1).suggestedRadius == nil)
  }

  @Test(arguments: [1, 4, 16, 17, 400])
  func `distances to neighbours among answers are those of all rows in order`(
    _ k: Int
  ) throws {
    var random = SeededGenerator(seed: 31)
    let columns = (0..<3).map { _ in (0..<300).map { _ in Double(random.integer(below: 4)) } }
    let points = try pointSet(columns)
    #expect(points.count < 100)
    let found = try DensitySpace(points, distance: .euclidean)
      .neighborDistances(of: Array(0..<points.count), k: k, threads: 2)
    for row in 0..<300 {
      let all = (0..<300).filter { $0 != row }.map { other in
        columns.reduce(0) { $0 + ($1[row] - $1[other]) * ($1[row] - $1[other]) }.squareRoot()
      }
      #expect(found[Int(points.pointOfRow[row])] == (k <= 299 ? all.sorted()[k - 1] : .infinity))
    }
  }

  @Test func `a scan is one clustering after another, with its plateaus`() throws {
    let points = try pointSet([[0, 1, 2, 10, 11, 13, 40, 41, 44, 90]])
    let curve = try NeighborDistanceCurve(points, minimumNeighbors: 2, threads: 1)
    let options = DBSCAN.Options(radius: 2.5, minimumNeighbors: 2)
    let scan = try RadiusScan(points, over: curve, options: options, threads: 1)
    for step in scan.steps {
      var same = options
      same.radius = step.radius
      let answer = try DBSCAN(points, options: same, threads: 1)
      #expect(step.clusters == answer.clusterCount)
      #expect(step.noise == answer.noise)
      #expect(step.core == answer.core)
    }
    #expect(scan.steps.contains { $0.radius == 2.5 })
    #expect(scan.plateaus.first == .init(from: 1, to: 3, clusters: 3, noiseAtStart: 3, noiseAtEnd: 1))
  }

  @Test func `a profile sets a cluster against all other rows`() throws {
    let points = try pointSet([[1, 2, 3, 11, 12, 13], [1, 1, 2, 2, 1, 2]])
    let profiles = ClusterProfile.profiles(of: points, clusterOfPoint: [1, 1, 1, 2, 2, 2], clusterCount: 2)
    #expect(profiles.map(\.cluster) == [1, 2])
    #expect(profiles[0].lines.map(\.column) == ["x1", "x2"])
    #expect(profiles[0].lines[0].mean == 2)
    #expect(profiles[0].lines[0].restMean == 12)
    // Both groups have variance 1.
    #expect(profiles[0].lines[0].cohensD == -10)
    #expect(profiles[1].lines[0].cohensD == 10)
  }

  @Test func `the adjusted Rand index is scikit-learn's`() throws {
    // adjusted_rand_score([0, 0, 1, 1], [0, 0, 1, 2]) of scikit-learn 1.9.1.
    let some = LabelAgreement(clusters: [1, 1, 2, 2], places: [0, 0, 1, 2], column: "c")
    #expect(close(some.adjustedRand, 0.5714285714285714, 1e-15))
    #expect(LabelAgreement(clusters: [1, 1, 2], places: [5, 5, 3], column: "c").adjustedRand == 1)
    let partly = LabelAgreement(clusters: [1, nil, 2, 2], places: [0, 0, 1, -1], column: "c")
    #expect(partly.n == 2)
    #expect(LabelAgreement(clusters: [1], places: [0], column: "c").adjustedRand == nil)
  }

  @Test func `the growth of neighbourhoods is told row by row`() throws {
    let points = try pointSet([[0, 1, 2, 9, 3]])
    let clusters = try DBSCAN(points, options: .init(radius: 1, minimumNeighbors: 3), threads: 1)
    let growth = try #require(NeighborhoodGrowth(points, clusters))
    #expect(growth.steps.map(\.row) == [1, 2, 0, 3, 4])
    #expect(
      growth.steps.map(\.kind) == [
        .begins, .grows, .border(core: 1, distance: 1), .noise, .border(core: 2, distance: 1),
      ])
    #expect(growth.steps[0].joining == [2])
    #expect(NeighborhoodGrowth(try pointSet([(0..<61).map(Double.init)]), clusters) == nil)
  }
}
