import CKernels
import Evidence
import NumericalMethods

/// The distances between the leaves of a hierarchy: computed from points when they are asked for, or given.
struct LeafDistances: Sendable {
  enum Source: Sendable {
    case points(Distance, columns: [Double], dimensions: Int)
    /// Row *i* of the lower triangle begins at *i*(*i* − 1)/2.
    case given([Double])
  }

  private(set) var source: Source
  let count: Int
  /// The instruction set the loops may use.
  var level = ck_processor_level()

  /// Distances that are given, row by row of the lower triangle.
  init(triangle: [Double], count: Int) {
    precondition(triangle.count == count * (count - 1) / 2)
    source = .given(triangle)
    self.count = count
  }

  /// - Throws: `hclust-no-direction` where a cosine or a correlation does not exist.
  init(of points: PointSet, by distance: Distance) throws(Fault) {
    let count = points.count
    var columns = points.coordinates
    let width = points.dimensions.count
    switch distance {
    case .cosine, .correlation, .abscorrelation, .rootcorrelation, .squaredcorrelation:
      for point in 0..<count {
        let values = points.point(point)
        let centre = distance == .cosine ? 0 : values.compensatedMean()
        let length = values.map { ($0 - centre) * ($0 - centre) }.compensatedSum().squareRoot()
        let scale = values.reduce(0) { max($0, abs($1)) }
        guard length > 1e-14 * scale, length > 0 else {
          let rows = points.pointOfRow.indices.filter { points.pointOfRow[$0] == Int32(point) }
          throw Fault(
            ClusteringFault.noDirection,
            [
              "row": .integer(rows[0] + 1), "distance": .text(distance.rawValue), "rows": .integer(rows.count),
              "why": distance == .cosine ? "zero" : "constant",
            ])
        }
        for dimension in 0..<width {
          columns[dimension * count + point] = (values[dimension] - centre) / length
        }
      }
    case .gower:
      for (dimension, axis) in points.dimensions.enumerated() where !axis.isNominal {
        let slice = points.coordinates(of: dimension)
        let range = slice.max()! - slice.min()!
        if range > 0 {
          for place in dimension * count..<(dimension + 1) * count { columns[place] /= range }
        }
      }
    // Names that differ are 1 apart: as numbers they are whole, so a difference of at least 1 is cut at 1, and scaled
    // numbers differ by no more than that.
    default: break
    }
    source = .points(distance, columns: columns, dimensions: width)
    self.count = count
  }

  /// Writes the distances from leaf `own` to the leaves of `range` into `target`.
  func distances(from own: Int, to range: Range<Int>, into target: UnsafeMutableBufferPointer<Double>) {
    switch source {
    case .given(let triangle):
      for (place, other) in range.enumerated() {
        let (low, high) = (min(own, other), max(own, other))
        target[place] = low == high ? 0 : triangle[high * (high - 1) / 2 + low]
      }
    case .points(let distance, let columns, let dimensions):
      columns.withUnsafeBufferPointer { columns in
        Self.distances(
          level, distance, columns.baseAddress!, count, dimensions, own, range, target.baseAddress!)
      }
    }
  }

  private static func distances(
    _ level: Int32, _ distance: Distance, _ columns: UnsafePointer<Double>, _ count: Int, _ dimensions: Int, _ own: Int,
    _ range: Range<Int>, _ target: UnsafeMutablePointer<Double>
  ) {
    let length = range.count
    ck_leaf_distances(
      level, Int32(distance.kernel.rawValue), columns, Int64(count), Int64(dimensions), Int64(own),
      Int64(range.lowerBound), Int64(length), target)
    switch distance {
    case .hamming, .gower: for place in 0..<length { target[place] /= Double(dimensions) }
    case .cosine, .correlation, .abscorrelation, .rootcorrelation, .squaredcorrelation:
      for place in 0..<length {
        // Parallel directions are 0 apart, which rounding would spoil.
        let r = abs(target[place]) > 1 - 4e-16 ? (target[place] < 0 ? -1 : 1) : target[place]
        target[place] = distance.distance(ofCorrelation: r)
      }
    case .euclidean, .sqeuclidean, .manhattan, .chebyshev: break
    }
  }

  /// All of them in a triangle, raised to the square where a linkage needs it.
  func triangle(squared: Bool = false, threads: Int = 1) -> DistanceTriangle {
    let triangle = DistanceTriangle(count: count)
    let rows = Rows(base: triangle.base)
    Parallel.forChunks(of: count, by: 64, threads: count > 500 ? threads : 1) { range in
      for index in range where index > 0 {
        let row = UnsafeMutableBufferPointer(start: rows.base + index * (index - 1) / 2, count: index)
        distances(from: index, to: 0..<index, into: row)
        if squared { for other in 0..<index { row[other] *= row[other] } }
      }
    }
    return triangle
  }

  /// Rows of a triangle, written by one thread each.
  private struct Rows: @unchecked Sendable {
    let base: UnsafeMutablePointer<Double>
  }
}

extension Distance {
  /// What is summed over dimensions.
  fileprivate var kernel: ck_leaf_kind {
    switch self {
    case .euclidean: CK_LEAF_EUCLIDEAN
    case .sqeuclidean: CK_LEAF_SQUARES
    case .manhattan: CK_LEAF_DIFFERENCES
    case .chebyshev: CK_LEAF_MOST
    case .gower: CK_LEAF_CAPPED
    case .hamming: CK_LEAF_UNEQUAL
    case .cosine, .correlation, .abscorrelation, .rootcorrelation, .squaredcorrelation: CK_LEAF_PRODUCTS
    }
  }
}

extension LeafDistances {
  /// The same distances with leaf `order[i]` in place *i*, so that neighbours in a dendrogram are neighbours in memory.
  func permuted(_ order: [Int]) -> LeafDistances {
    var result = self
    switch source {
    case .given(let triangle):
      var permuted = triangle
      for index in 0..<count {
        for other in 0..<index {
          let (low, high) = (min(order[index], order[other]), max(order[index], order[other]))
          permuted[index * (index - 1) / 2 + other] = triangle[high * (high - 1) / 2 + low]
        }
      }
      result.source = .given(permuted)
    case .points(let distance, let columns, let dimensions):
      var permuted: [Double] = []
      permuted.reserveCapacity(columns.count)
      for dimension in 0..<dimensions { for leaf in order { permuted.append(columns[dimension * count + leaf]) } }
      result.source = .points(distance, columns: permuted, dimensions: dimensions)
    }
    return result
  }
}
