import Evidence
import NumericalMethods
import Tables

/// What to do with answers that are missing where items are compared.
public enum ItemMissing: String, Sendable, Hashable, CaseIterable {
  /// Each pair of items uses the rows that answered both.
  case pairwise
  /// All pairs use the rows that answered every item.
  case listwise
}

/// The distances between columns: from their correlations, or between their values row by row.
///
/// Distances that are not correlations always use the rows that answered every item.
public struct ItemDistances: Sendable {
  public let names: [String]
  public let labels: [Label]
  public let distance: Distance
  /// Row *i* of the lower triangle, the distances to the items before it, begins at *i*(*i* − 1)/2.
  public let triangle: [Double]
  /// The correlations of all pairs, row by row, a full square.
  public let correlations: [Double]
  /// The fewest rows any pair of items has.
  public let leastRows: Int

  public var count: Int { names.count }

  public func correlation(_ first: Int, _ second: Int) -> Double { correlations[first * count + second] }

  /// - Throws: what ``PointSet`` throws, `items-constant`, `hclust-distance-of-items`.
  public init(
    of columns: [Column], by distance: Distance, missing: ItemMissing = .pairwise, scaling: PointSet.Scaling = .none,
    threads: Int = Parallel.availableThreads
  ) throws(Fault) {
    guard distance != .gower else {
      throw Fault(ClusteringFault.distanceOfItems, ["distance": .text(distance.rawValue)])
    }
    let count = columns.count
    names = columns.map(\.name)
    labels = columns.map(\.label)
    self.distance = distance
    for column in columns { _ = try PointAxis(column, texts: .refused) }
    var correlations = [Double](repeating: 1, count: count * count)
    var triangle = [Double](repeating: 0, count: max(count * (count - 1) / 2, 0))
    let all: PointSet? =
      try missing == .listwise || !distance.isCorrelation
      || !columns.contains { $0.missingCounts().contains { $0 > 0 } }
      ? PointSet(of: columns, scaling: distance.isCorrelation ? .none : scaling, threads: threads) : nil
    var leastRows = all?.n ?? Int.max
    for first in 0..<count {
      for second in 0..<first {
        let points: PointSet
        if let all {
          points = all
        } else {
          points = try PointSet(of: [columns[second], columns[first]], threads: threads)
        }
        leastRows = min(leastRows, points.n)
        let places = all == nil ? (0, 1) : (second, first)
        let r = Self.correlation(points, places.0, places.1)
        correlations[first * count + second] = r
        correlations[second * count + first] = r
        if distance.isCorrelation {
          guard !r.isNaN else { throw Self.constant(points, places, [columns[second], columns[first]]) }
          triangle[first * (first - 1) / 2 + second] = distance.distance(ofCorrelation: r)
        } else {
          triangle[first * (first - 1) / 2 + second] = Self.distance(points, places.0, places.1, distance)
        }
      }
    }
    if distance == .cosine, let bad = triangle.firstIndex(where: \.isNaN) {
      let first = (1..<count).last { $0 * ($0 - 1) / 2 <= bad }!
      throw Fault(ClusteringFault.constantItem, ["column": .text(names[first]), "value": "0"])
    }
    self.correlations = correlations
    self.triangle = triangle
    self.leastRows = leastRows == .max ? 0 : leastRows
  }

  private static func constant(_ points: PointSet, _ places: (Int, Int), _ columns: [Column]) -> Fault {
    let pair = [places.0, places.1]
    let which = pair.firstIndex { Set(points.coordinates(of: $0)).count == 1 } ?? 0
    let value = points.coordinates(of: pair[which]).first ?? .nan
    return Fault(
      ClusteringFault.constantItem,
      ["column": .text(columns[which].name), "value": .text(LevelValue(shortest: value).description)])
  }

  /// Pearson's *r* over the rows; NaN where an item is constant. Sums go over distinct points in their order.
  private static func correlation(_ points: PointSet, _ first: Int, _ second: Int) -> Double {
    let (x, y) = (points.coordinates(of: first), points.coordinates(of: second))
    let weights = points.multiplicities
    func mean(_ values: ArraySlice<Double>) -> Double {
      var sum = CompensatedSum()
      for (value, weight) in zip(values, weights) { sum.add(product: value, Double(weight)) }
      return sum.value / Double(points.n)
    }
    let (mx, my) = (mean(x), mean(y))
    var (xx, yy, xy) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for (index, weight) in weights.enumerated() {
      let (dx, dy) = (x[x.startIndex + index] - mx, y[y.startIndex + index] - my)
      xx.add(Double(weight) * dx * dx)
      yy.add(Double(weight) * dy * dy)
      xy.add(Double(weight) * dx * dy)
    }
    guard x.first.map({ first in x.contains { $0 != first } }) ?? false,
      y.first.map({ first in y.contains { $0 != first } }) ?? false
    else { return .nan }
    return max(-1, min(1, xy.value / (xx.value.squareRoot() * yy.value.squareRoot())))
  }

  private static func distance(_ points: PointSet, _ first: Int, _ second: Int, _ distance: Distance) -> Double {
    let (x, y) = (points.coordinates(of: first), points.coordinates(of: second))
    var sum = CompensatedSum()
    var (xx, yy) = (CompensatedSum(), CompensatedSum())
    var greatest = 0.0
    for (index, times) in points.multiplicities.enumerated() {
      let (a, b, weight) = (x[x.startIndex + index], y[y.startIndex + index], Double(times))
      switch distance {
      case .manhattan: sum.add(weight * abs(a - b))
      case .chebyshev: greatest = max(greatest, abs(a - b))
      case .hamming: sum.add(a == b ? 0 : weight)
      case .cosine:
        sum.add(weight * a * b)
        xx.add(weight * a * a)
        yy.add(weight * b * b)
      default: sum.add(weight * (a - b) * (a - b))
      }
    }
    return switch distance {
    case .euclidean: sum.value.squareRoot()
    case .chebyshev: greatest
    case .hamming: sum.value / Double(points.n)
    case .cosine: 1 - max(-1, min(1, sum.value / (xx.value.squareRoot() * yy.value.squareRoot())))
    default: sum.value
    }
  }
}
