import Evidence
import NumericalMethods
import Tables

/// Rows of a table as points: scaled, equal rows put together, and in an order that the order of the rows does not change.
///
///     let points = try PointSet(of: [table["q1"]!, table["q2"]!], scaling: .zscore)
///     points.count               // 27: distinct points
///     points.multiplicities[0]   // 112 rows are like the first
///
/// A row with a missing answer in any of the columns is left out. Numbers stand for themselves, answers from a codebook
/// for their codes, ordered texts for 1, 2, 3 … in codebook order. Zero and minus zero are one number. Points stand
/// in lexicographic order of their coordinates, first column first.
///
/// - Complexity: O(*rows* · *columns*) and, unless all columns are short lists of codes, a sort.
public struct PointSet: Sendable {
  /// What is done to each column of numbers first.
  public enum Scaling: String, Sendable, Hashable, CaseIterable {
    case none
    /// Mean 0 and standard deviation 1, with *n* − 1 as SPSS and R have it; scikit-learn's divides by *n*.
    case zscore
    /// From 0 to 1.
    case minmax
  }

  /// What is done with texts that have neither codes nor an order.
  public enum Texts: Sendable, Hashable {
    /// They are an error, since distances need numbers.
    case refused
    /// They are names that are alike or not, numbered in the order of their levels.
    case named
  }

  /// A column as a direction of space. A coordinate is (value − `centre`) / `divisor`.
  public struct Dimension: Sendable, Hashable {
    public let name: String
    public let label: Label
    /// Whether coordinates only tell answers apart.
    public let isNominal: Bool
    public let centre: Double
    public let divisor: Double
    /// The texts that coordinates 0, 1, 2 … stand for if ``isNominal``.
    public let levels: [Level]
  }

  public let dimensions: [Dimension]
  public let scaling: Scaling
  /// Column by column: coordinate *d* of point *p* stands at *d* · ``count`` + *p*.
  public let coordinates: [Double]
  /// How many rows each point stands for.
  public let multiplicities: [Int]
  /// The point of each row of the table, −1 where the row was left out.
  public let pointOfRow: [Int32]
  /// Rows that were not left out.
  public let n: Int

  /// How many distinct points there are.
  public var count: Int { multiplicities.count }
  public var excluded: Int { pointOfRow.count - n }

  /// The coordinates of one dimension, point by point.
  public func coordinates(of dimension: Int) -> ArraySlice<Double> {
    coordinates[dimension * count..<(dimension + 1) * count]
  }

  /// The coordinates of one point.
  public func point(_ index: Int) -> [Double] {
    dimensions.indices.map { coordinates[$0 * count + index] }
  }

  /// - Throws: `points-no-columns`, `points-text-column`, `points-infinite`, `points-no-complete-rows`,
  ///   `points-constant-column` where a column is to be scaled.
  public init(
    of columns: [Column], scaling: Scaling = .none, texts: Texts = .refused,
    threads: Int = Parallel.availableThreads
  ) throws(Fault) {
    guard let first = columns.first else { throw Fault(ClusteringFault.noColumns) }
    var axes: [PointAxis] = []
    for column in columns { axes.append(try PointAxis(column, texts: texts)) }
    let distinct = DistinctPoints(axes, rowCount: first.count, threads: threads)
    guard !distinct.multiplicities.isEmpty else {
      throw Fault(
        ClusteringFault.noCompleteRows,
        ["rows": .integer(first.count), "columns": .integer(columns.count)])
    }
    let count = distinct.multiplicities.count
    var dimensions: [Dimension] = []
    var coordinates = distinct.coordinates
    for (index, axis) in axes.enumerated() {
      let range = index * count..<(index + 1) * count
      var (centre, divisor) = (0.0, 1.0)
      if !axis.isNominal, scaling != .none {
        (centre, divisor) = Self.measures(coordinates[range], distinct.multiplicities, scaling)
        guard divisor > 0 else {
          throw Fault(
            ClusteringFault.constantColumn,
            [
              "column": .text(axis.column.name), "scale": .text(scaling.rawValue),
              "value": .text(LevelValue(shortest: coordinates[range.lowerBound]).description),
            ])
        }
        for place in range { coordinates[place] = (coordinates[place] - centre) / divisor }
      }
      dimensions.append(
        Dimension(
          name: axis.column.name, label: axis.column.label, isNominal: axis.isNominal, centre: centre,
          divisor: divisor, levels: axis.isNominal ? axis.levels : []))
    }
    // Rounding can make two scaled numbers one.
    let settled =
      scaling == .none
      ? distinct
      : distinct.withCoordinates(
        coordinates, dimensions: dimensions.count, threads: threads)
    self.dimensions = dimensions
    self.scaling = scaling
    self.coordinates = settled.coordinates
    multiplicities = settled.multiplicities
    pointOfRow = settled.pointOfRow
    n = settled.multiplicities.reduce(0, +)
  }

  /// What to take off and to divide by; sums go over distinct points in their order, so that rows may come in any.
  private static func measures(
    _ values: ArraySlice<Double>, _ multiplicities: [Int], _ scaling: Scaling
  ) -> (centre: Double, divisor: Double) {
    let low = values.min()!
    let high = values.max()!
    if low == high { return (low, 0) }
    if scaling == .minmax { return (low, high - low) }
    let n = Double(multiplicities.reduce(0, +))
    var sum = CompensatedSum()
    for (value, times) in zip(values, multiplicities) { sum.add(product: value, Double(times)) }
    let mean = sum.value / n
    var squares = CompensatedSum()
    for (value, times) in zip(values, multiplicities) {
      squares.add(product: (value - mean) * (value - mean), Double(times))
    }
    return (mean, (squares.value / (n - 1)).squareRoot())
  }
}
