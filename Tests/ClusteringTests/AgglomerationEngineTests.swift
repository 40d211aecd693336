import CKernels
import NumericalMethods
import Testing

@testable import Clustering

/// Points of several shapes, distinct and in lexicographic order, as the engines are given them.
enum PointShape: String, CaseIterable, Sendable {
  case gaussians, heavyTails, uniform, lattice

  func points(_ count: Int, dimensions: Int = 3, seed: UInt64 = 1, weighted: Bool = false) -> WeightedPoints {
    var random = SeededGenerator(seed: seed)
    var rows: Set<[Double]> = []
    while rows.count < count {
      let center = (random.uniform() * 5).rounded(.down) * 8
      let tail = self == .heavyTails ? 1 / (0.02 + random.uniform()) : 1
      rows.insert(
        (0..<dimensions).map { dimension in
          switch self {
          case .gaussians: return random.normal() + center * Double(dimension % 2)
          case .heavyTails: return random.normal() * tail
          case .uniform: return random.uniform()
          case .lattice: return (random.uniform() * 9).rounded(.down)
          }
        })
    }
    let sorted = rows.sorted { $0.lexicographicallyPrecedes($1) }
    return WeightedPoints(
      columns: (0..<dimensions).flatMap { dimension in sorted.map { $0[dimension] } }, count: count,
      weights: weighted ? sorted.map { _ in (random.uniform() * 6).rounded(.down) + 1 } : nil)
  }
}

/// The slow and obvious algorithm: clusters are lists of leaves, distances are computed from the points each time.
struct ObviousAgglomeration {
  var points: WeightedPoints
  var linkage: PointLinkage

  func square(_ a: Int, _ b: Int) -> Double {
    (0..<points.dimensions).reduce(0) { sum, k in
      let difference = points.columns[k * points.count + a] - points.columns[k * points.count + b]
      return sum + difference * difference
    }
  }

  private func weight(_ leaf: Int) -> Double { points.weights?[leaf] ?? 1 }

  /// Ward from sums, so that whole numbers give exact quotients; the averages from all pairs.
  private func distance(_ first: [Int], _ second: [Int]) -> Double {
    let m = first.reduce(0) { $0 + weight($1) }
    let n = second.reduce(0) { $0 + weight($1) }
    switch linkage {
    case .ward:
      var sum = 0.0
      for k in 0..<points.dimensions {
        let p = first.reduce(0) { $0 + weight($1) * points.columns[k * points.count + $1] }
        let q = second.reduce(0) { $0 + weight($1) * points.columns[k * points.count + $1] }
        sum += (n * p - m * q) * (n * p - m * q)
      }
      return 2 * sum / (m * n * (m + n))
    case .averageOfSquares, .averageOfDistances:
      var sum = 0.0
      for a in first {
        for b in second {
          let value = square(a, b)
          sum += weight(a) * weight(b) * (linkage == .averageOfSquares ? value : value.squareRoot())
        }
      }
      return sum / (m * n)
    case .single: return first.map { a in second.map { square(a, $0) }.min()! }.min()!
    case .complete: return first.map { a in second.map { square(a, $0) }.max()! }.max()!
    case .weightedOfDistances, .weightedOfSquares: preconditionFailure("judged by the matrix")
    }
  }

  func merges() -> [RawMerge] {
    var clusters = (0..<points.count).map { [$0] }
    var table = clusters.map { a in clusters.map { b in a == b ? Double.infinity : distance(a, b) } }
    var merges: [RawMerge] = []
    var alive = Array(0..<points.count)
    while alive.count > 1 {
      var best = (height: Double.infinity, low: 0, high: 0)
      for (place, low) in alive.enumerated() {
        for high in alive[(place + 1)...] where table[low][high] < best.height { best = (table[low][high], low, high) }
      }
      merges.append(RawMerge(first: Int32(best.low), second: Int32(best.high), height: best.height))
      clusters[best.low] += clusters[best.high]
      alive.removeAll { $0 == best.high }
      for other in alive where other != best.low {
        let value = distance(clusters[best.low], clusters[other])
        table[best.low][other] = value
        table[other][best.low] = value
      }
    }
    return merges
  }
}

extension DistanceTriangle {
  /// The Euclidean distances of points, or their squares.
  init(of points: WeightedPoints, squared: Bool) {
    self.init(count: points.count)
    for index in 0..<points.count {
      let row = row(index)
      row.initialize(repeating: 0)
      for dimension in 0..<points.dimensions {
        let start = dimension * points.count
        let own = points.columns[start + index]
        for other in 0..<index {
          let difference = own - points.columns[start + other]
          row[other] += difference * difference
        }
      }
      if !squared {
        for other in 0..<index { row[other] = row[other].squareRoot() }
      }
    }
  }
}

/// The nearest pair of all again and again, distances by Lance and Williams: the algorithm of short lists.
func mergedOneByOne(_ points: WeightedPoints, squared: Bool, by engine: TriangleLinkage) throws -> [RawMerge] {
  let linkage = try #require(Linkage.allCases.first { $0.overTriangle == engine })
  let weights = points.weights?.map { Int($0) } ?? Array(repeating: 1, count: points.count)
  return try GeneralAgglomeration(
    of: DistanceTriangle(of: points, squared: squared), weights: weights, by: linkage
  ).merges
}

/// Single linkage by its meaning: at each height all that is linked becomes one, joined to the least leaf.
func obviousSingle(_ points: WeightedPoints) -> [RawMerge] {
  let judge = ObviousAgglomeration(points: points, linkage: .single)
  let pairs = (0..<points.count).flatMap { a in (0..<a).map { (judge.square(a, $0), a, $0) } }.sorted { $0.0 < $1.0 }
  var names = Array(0..<points.count)
  var merges: [RawMerge] = []
  var start = 0
  while start < pairs.count {
    let end = pairs[start...].firstIndex { $0.0 > pairs[start].0 } ?? pairs.count
    let before = Set(names)
    for (_, a, b) in pairs[start..<end] where names[a] != names[b] {
      let (low, high) = (min(names[a], names[b]), max(names[a], names[b]))
      for leaf in names.indices where names[leaf] == high { names[leaf] = low }
    }
    for gone in before.subtracting(names).sorted() {
      merges.append(RawMerge(first: Int32(names[gone]), second: Int32(gone), height: pairs[start].0))
    }
    start = end
  }
  return merges
}

/// Merges in the order of the one-by-one algorithm.
func inOrder(_ merges: [RawMerge]) -> [RawMerge] {
  merges.sorted { ($0.height, $0.first, $0.second) < ($1.height, $1.first, $1.second) }
}

func expectSame(_ found: [RawMerge], _ expected: [RawMerge], _ comment: Comment) {
  let found = inOrder(found)
  let expected = inOrder(expected)
  #expect(found.map(\.first) == expected.map(\.first), comment)
  #expect(found.map(\.second) == expected.map(\.second), comment)
  #expect(
    zip(found, expected).allSatisfy { abs($0.height - $1.height) <= 1e-12 * max($0.height, $1.height) }, comment)
}

@Suite struct AgglomerationEngineTests {
  @Test(arguments: PointShape.allCases, [false, true])
  func `rounds of reciprocal neighbors merge what the obvious algorithm merges`(
    _ shape: PointShape, weighted: Bool
  ) throws {
    for (index, criterion) in [ReciprocalRounds.Criterion.ward, .averageOfSquares].enumerated() {
      let points = shape.points(80, seed: UInt64(7 + index), weighted: weighted)
      let linkage: PointLinkage = criterion == .ward ? .ward : .averageOfSquares
      let obvious = ObviousAgglomeration(points: points, linkage: linkage).merges()
      expectSame(try ReciprocalRounds(criterion: criterion).merges(of: points), obvious, "\(linkage)")
    }
  }

  @Test(arguments: PointShape.allCases, [5, 100, 700])
  func `single linkage links what lies within each height`(_ shape: PointShape, count: Int) throws {
    let points = shape.points(count, seed: 11)
    let found = try SpanningRounds(threads: 2).merges(of: points)
    if count < 200 { expectSame(found, obviousSingle(points), "\(shape)") }
    #expect(found == (try SpanningRounds(threads: 1, level: 0).merges(of: points)))
    #expect(found == inOrder(found))
  }

  @Test(arguments: PointShape.allCases, [false, true])
  func `rounds over a triangle merge what the one-by-one algorithm merges`(_ shape: PointShape, weighted: Bool) throws {
    for linkage in TriangleLinkage.allCases {
      let points = shape.points(90, seed: 5, weighted: weighted)
      let found = try TriangleRounds(linkage: linkage).merges(
        of: DistanceTriangle(of: points, squared: true), weights: points.weights)
      if linkage == .single {
        expectSame(found, obviousSingle(points), "single")
      } else if shape != .lattice || linkage == .complete {
        // Lance and Williams round, so on a lattice they see ties that are none.
        let judge = try mergedOneByOne(points, squared: true, by: linkage)
        expectSame(found, judge, "\(linkage)")
      } else if linkage == .average {
        expectSame(found, ObviousAgglomeration(points: points, linkage: .averageOfSquares).merges(), "average")
      }
    }
  }

  @Test(arguments: PointShape.allCases)
  func `complete and average linkage of points are those of their distances`(_ shape: PointShape) throws {
    let points = shape.points(90, seed: 9, weighted: true)
    let complete = try AgglomerationEngines.merges(of: points, by: .complete)
    expectSame(complete, ObviousAgglomeration(points: points, linkage: .complete).merges(), "complete")
    guard shape != .lattice else { return }
    let average = try AgglomerationEngines.merges(of: points, by: .averageOfDistances)
    let obvious = ObviousAgglomeration(points: points, linkage: .averageOfDistances).merges()
    expectSame(average, obvious, "average")
    // Whenever the triangle of what is left is begun.
    for share in [0, 0.5, 1] {
      expectSame(try MeanDistanceRounds(share: share).merges(of: points), obvious, "average, \(share) left")
    }
  }

  @Test(arguments: PointShape.allCases, [2, 90, 700])
  func `weighted linkage of points halves distances as Lance and Williams do`(_ shape: PointShape, count: Int) throws {
    let points = shape.points(count, seed: 6, weighted: true)
    func judge(squared: Bool) throws -> [RawMerge] { try mergedOneByOne(points, squared: squared, by: .weighted) }
    // Squares of whole numbers are halved without rounding, so ties are seen alike.
    expectSame(try AgglomerationEngines.merges(of: points, by: .weightedOfSquares), try judge(squared: true), "squares")
    guard shape != .lattice else { return }
    let expected = try judge(squared: false)
    expectSame(try AgglomerationEngines.merges(of: points, by: .weightedOfDistances), expected, "distances")
    for share in [0, 0.5, 1] {
      expectSame(try MeanDistanceRounds(halves: true, share: share).merges(of: points), expected, "\(share) left")
    }
  }

  @Test(arguments: [2, 5, 90, 700])
  func `complete linkage over bytes merges what the rounds over a triangle merge`(_ count: Int) throws {
    let points = PointShape.lattice.points(count, seed: 4, weighted: true)
    let judge = try TriangleRounds(linkage: .complete, threads: 1).merges(of: points)
    let best = ck_processor_level()
    for (level, threads) in [(0, 1), (best, 1), (best, 3), (min(best, 1), 2)] as [(Int32, Int)] {
      let bytes = try #require(ByteRounds(points, threads: threads, level: level))
      let found = try bytes.merges()
      #expect(inOrder(found) == inOrder(judge))
    }
  }

  @Test func `bytes hold whole numbers whose squared distances stay below 255`() {
    func fits(_ columns: [Double]) -> Bool { ByteRounds(WeightedPoints(columns: columns, count: 2)) != nil }
    #expect(fits([-3, 12]))
    #expect(!fits([0, 16]))
    #expect(!fits([0, 0.5]))
    #expect(!fits([0, .infinity]))
    #expect(fits([0, 15, 0, 5, 0, 2]))
    #expect(!fits([0, 15, 0, 5, 0, 2, 0, 1]))
  }

  @Test(arguments: PointShape.allCases)
  func `threads and instruction sets change no bit`(_ shape: PointShape) throws {
    let points = shape.points(700, seed: 3, weighted: true)
    for criterion in ReciprocalRounds.Criterion.allCases {
      let one = try ReciprocalRounds(criterion: criterion, threads: 1, level: 0).merges(of: points)
      #expect(one == (try ReciprocalRounds(criterion: criterion, threads: 2).merges(of: points)))
    }
    for halves in [false, true] {
      let mean = try MeanDistanceRounds(halves: halves, threads: 1, level: 0).merges(of: points)
      #expect(mean == (try MeanDistanceRounds(halves: halves, threads: 3).merges(of: points)))
    }
    for linkage in TriangleLinkage.allCases {
      let one = try TriangleRounds(linkage: linkage, threads: 1, level: 0).merges(of: points)
      #expect(one == (try TriangleRounds(linkage: linkage, threads: 3).merges(of: points)))
    }
  }

  @Test(arguments: PointLinkage.allCases)
  func `none and one point have no merges, and two have one`(_ linkage: PointLinkage) throws {
    #expect(try AgglomerationEngines.merges(of: WeightedPoints(columns: [], count: 0), by: linkage).isEmpty)
    #expect(try AgglomerationEngines.merges(of: WeightedPoints(columns: [4], count: 1), by: linkage).isEmpty)
    let pair = try AgglomerationEngines.merges(of: WeightedPoints(columns: [1, 4], count: 2), by: linkage)
    let isDistance = linkage == .averageOfDistances || linkage == .weightedOfDistances
    #expect(pair == [RawMerge(first: 0, second: 1, height: isDistance ? 3 : 9)])
  }

  @Test func `weights start Ward's linkage as repeated rows would`() throws {
    // Feature-anchors E7: 1.3333 and 40.3333 on the scale of twice the growth of the sum of squares.
    let weighted = WeightedPoints(columns: [0, 1, 6], count: 3, weights: [2, 1, 3])
    let heights = try AgglomerationEngines.merges(of: weighted, by: .ward).map(\.height)
    let full = ObviousAgglomeration(points: WeightedPoints(columns: [0, 0, 1, 6, 6, 6], count: 6), linkage: .ward)
    #expect(heights == full.merges().map(\.height).filter { $0 > 0 })
  }
}
