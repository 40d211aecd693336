import CKernels
import Clustering
import Evidence
import NumericalMethods
import Phrasebook
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Densities

/// Columns of numbers as a table's.
func columns(_ numbers: [[Double]]) -> [Column] {
  numbers.enumerated().map { Column(name: "x\($0.offset + 1)", values: .real(Cells($0.element)), missing: []) }
}

func pointSet(_ numbers: [[Double]], scaling: PointSet.Scaling = .none) throws -> PointSet {
  try PointSet(of: columns(numbers), scaling: scaling, threads: 1)
}

extension JSONValue {
  var numberList: [Double] { asArray!.map { $0.asNumber! } }
  var integerList: [Int32] { asArray!.map { Int32($0.asNumber!) } }
}

@Suite struct DBSCANTests {
  static let cases = reference("densities.json")["cases"]!.asArray!

  func coordinates(_ entry: JSONValue) -> [[Double]] { entry["columns"]!.asArray!.map(\.numberList) }

  func options(_ entry: JSONValue, _ border: DBSCAN.Border) -> DBSCAN.Options {
    DBSCAN.Options(
      radius: entry["eps"]!.asNumber!, minimumNeighbors: Int(entry["minimum"]!.asNumber!),
      distance: DensityDistance(rawValue: entry["metric"]!.asString!)!, border: border)
  }

  @Test func `the first cluster's answer is scikit-learn's and R's on 240 random inputs`() throws {
    #expect(Self.cases.count == 240)
    var withR = 0
    for entry in Self.cases {
      let points = try pointSet(coordinates(entry))
      let answer = try DBSCAN(points, options: options(entry, .first), threads: 1)
      #expect(answer.labels(of: points) == entry["labels"]!.integerList)
      #expect(answer.core(of: points) == entry["core"]!.integerList.map { $0 == 1 })
      guard let r = entry["r"] else { continue }
      withR += 1
      #expect(answer.labels(of: points) == r["dbscan"]!.integerList)
      let star = try DBSCAN(points, options: options(entry, .noise), threads: 1)
      #expect(star.labels(of: points) == r["star"]!.integerList)
    }
    #expect(withR == 80)
  }

  @Test func `every border rule is its definition, on lattices and off, on every processor`() throws {
    for entry in Self.cases {
      let numbers = coordinates(entry)
      let points = try pointSet(numbers)
      let distances = BruteForce.distances(numbers, options(entry, .first).distance)
      for border in DBSCAN.Border.allCases {
        let options = options(entry, border)
        let judge = BruteForce(
          numbers, distances: distances, radius: options.radius, minimum: options.minimumNeighbors, border: border)
        for (usesLattice, level) in [(true, CK_PORTABLE), (false, CK_PORTABLE), (false, CK_AVX2), (false, CK_AVX512)] {
          var engine = DensityEngine(points)
          engine.usesLattice = usesLattice
          engine.level = min(Int32(level.rawValue), ck_processor_level())
          let answer = try engine.answer(
            radius: options.radius, minimum: options.minimumNeighbors, distance: options.distance, border: border,
            threads: 2)
          let ofRow = points.pointOfRow.map(Int.init)
          #expect(ofRow.map { answer.labels[$0] } == judge.labels)
          #expect(ofRow.map { answer.roles[$0] & 1 == 1 } == judge.core)
          #expect(ofRow.map { answer.roles[$0] & 2 == 2 } == judge.contested)
        }
      }
    }
  }

  /// Clumps of different widths in a wide, thin haze.
  func clumps(_ count: Int, _ dimensions: Int, seed: UInt64) -> [[Double]] {
    var random = SeededGenerator(seed: seed)
    var columns = [[Double]](repeating: [], count: dimensions)
    let centres = (0..<6).map { _ in (0..<dimensions).map { _ in Double.random(in: 0..<100, using: &random) } }
    for row in 0..<count {
      let clump = row % 7
      for dimension in 0..<dimensions {
        columns[dimension].append(
          clump == 6
            ? Double.random(in: 0..<100, using: &random)
            : centres[clump][dimension] + Double(clump + 1) * Double.random(in: -1..<1, using: &random))
      }
    }
    return columns
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 13])
  func `cells and blocks hide no neighbour in any number of dimensions`(_ dimensions: Int) throws {
    let numbers = clumps(500, dimensions, seed: UInt64(dimensions))
    let points = try pointSet(numbers)
    let distance = DensityDistance.allCases[dimensions % 3]
    for distance in dimensions < 4 ? [.euclidean, .manhattan, .chebyshev] : [.euclidean, distance] {
      let distances = BruteForce.distances(numbers, distance)
      for (radius, minimum) in [(1.5, 4), (6, 12), (20, 30), (1e-3, 2)] {
        let judge = BruteForce(numbers, distances: distances, radius: radius, minimum: minimum)
        let answer = try DBSCAN(
          points, options: .init(radius: radius, minimumNeighbors: minimum, distance: distance), threads: 2)
        #expect(answer.labels(of: points) == judge.labels)
        #expect(answer.core(of: points) == judge.core)
      }
    }
  }

  @Test func `the order of rows and the number of threads change nothing but the numbers of clusters`() throws {
    let numbers = clumps(3000, 3, seed: 11)
    var random = SeededGenerator(seed: 5)
    let order = (0..<3000).shuffled(using: &random)
    let plain = try pointSet(numbers)
    let shuffled = try pointSet(numbers.map { column in order.map { column[$0] } })
    let options = DBSCAN.Options(radius: 3, minimumNeighbors: 10)
    let one = try DBSCAN(plain, options: options, threads: 1)
    #expect(try DBSCAN(plain, options: options, threads: 3) == one)
    #expect(one.clusterCount > 2)
    let other = try DBSCAN(shuffled, options: options, threads: 2)
    #expect(other.isCore == one.isCore)
    var names: [Int32: Int32] = [:]
    for (a, b) in zip(one.clusterOfPoint, other.clusterOfPoint) {
      #expect(names.updateValue(b, forKey: a) ?? b == b)
    }
    #expect(Set(names.values).count == names.count)
    #expect(names[0] == 0)
  }

  @Test func `equal rows put together count as often as they occur`() throws {
    var random = SeededGenerator(seed: 9)
    for round in 0..<40 {
      let numbers = (0..<3).map { _ in (0..<120).map { _ in Double(Int.random(in: 1...4, using: &random)) / 2 } }
      let radius = [0.4, 0.5, 1, 0.75][round % 4]
      let judge = BruteForce(numbers, radius: radius, minimum: 6)
      let points = try pointSet(numbers)
      #expect(points.count < 64)
      for usesLattice in [true, false] {
        var engine = DensityEngine(points)
        engine.usesLattice = usesLattice
        let answer = try engine.answer(
          radius: radius, minimum: 6, distance: .euclidean, border: .nearest, threads: 1)
        #expect(points.pointOfRow.map { answer.labels[Int($0)] } == judge.labels)
      }
    }
  }

  @Test func `a distance is compared with the radius, not its square`() throws {
    // √3 rounded and squared is below 3.
    let numbers = [[0.0, 1], [0, 1], [0, 1]]
    let options = DBSCAN.Options(radius: 3.0.squareRoot(), minimumNeighbors: 2)
    #expect(try DBSCAN(pointSet(numbers), options: options).clusterCount == 1)
    // 0.3 − 0 is near, (0.1 + 0.2) − 0 is not.
    let narrow = DBSCAN.Options(radius: 0.3, minimumNeighbors: 2)
    #expect(try DBSCAN(pointSet([[0, 0.3]]), options: narrow).clusterCount == 1)
    #expect(try DBSCAN(pointSet([[0, 0.1 + 0.2]]), options: narrow).clusterCount == 0)
  }

  @Test func `a border point as far from two clusters goes to the smaller core pattern's, whatever the order`() throws {
    let gap = [-3.0, -2.5, -2, 0, 2, 2.5, 3]
    for numbers in [gap, gap.reversed()] {
      let points = try pointSet([numbers])
      let answer = try DBSCAN(points, options: .init(radius: 2, minimumNeighbors: 4))
      #expect(answer.clusterCount == 2)
      #expect(answer.contested == 1)
      #expect(answer.isContested[3])
      // Points stand in order of size: the contested one follows the smaller side.
      #expect(answer.clusterOfPoint[3] == answer.clusterOfPoint[2])
    }
  }

  @Test func `values of all magnitudes and repeated ones end in cells`() throws {
    let powers = (0..<600).map { $0 % 2 == 0 ? Double(sign: .plus, exponent: $0 / 4 - 60, significand: 1) : 7 }
    let judge = BruteForce([powers, powers.map { -$0 }], radius: 0.25, minimum: 3)
    let points = try pointSet([powers, powers.map { -$0 }])
    let answer = try DBSCAN(points, options: .init(radius: 0.25, minimumNeighbors: 3))
    #expect(answer.labels(of: points) == judge.labels)
    let huge = try pointSet([[-1.7e308, 1.7e308, 0, 1, 2]])
    let far = try DBSCAN(huge, options: .init(radius: 2, minimumNeighbors: 3))
    #expect(far.labels(of: huge) == [0, 0, 1, 1, 1])
  }

  @Test func `sizes and roles add up to the rows`() throws {
    let points = try pointSet(clumps(2000, 2, seed: 3))
    let answer = try DBSCAN(points, options: .init(radius: 2, minimumNeighbors: 8))
    #expect(answer.core + answer.border + answer.noise == 2000)
    #expect(answer.sizes.allSatisfy { $0.core > 0 })
    #expect(answer.border > 0)
    #expect(answer.noise > 0)
  }
}
