import Evidence
import Glibc
import NumericalMethods

/// How much of what is explained of an outcome is owed to each driver: R² shared out over all orders in which the drivers
/// could enter the regression (Lindeman, Merenda and Gold 1980; the Shapley value of R²).
///
///     let importance = try RelativeImportance(of: quality, drivers: [("training", training), ("staff", staff)])
///     importance.drivers[0].share     // shares sum to R²
///
/// R's `relaimpo::calc.relimp(type = "lmg")`. All subsets are visited once, each by one elimination step from a smaller one.
/// Rows that lack the outcome or a driver take no part. Drivers that never change are left out and named; of drivers that
/// tell the same, each gets the same.
///
/// - Complexity: O(2ᵖ p²) for *p* drivers after one pass over the rows; each draw of clusters O(clusters · p²) besides.
public struct RelativeImportance: Sendable, Hashable {
  public struct Options: Sendable, Hashable {
    /// How often clusters are drawn anew for the intervals; 0 for none.
    public var draws = 1000
    public var seed: UInt64 = 1
    public var threads = Parallel.availableThreads

    public init() {}
  }

  public struct Driver: Sendable, Hashable {
    public let name: String
    public let label: Label
    /// Its part of R².
    public let share: Double
    /// The percentile interval over clusters drawn anew.
    public let interval: ConfidenceInterval?
    /// The correlation with the outcome, which tells the direction.
    public let correlation: Double
    /// R² of the driver alone, and what it adds to all others.
    public let alone: Double
    public let last: Double
  }

  /// The most drivers there can be.
  public static let mostDrivers = 16

  public let n: Int
  public let rSquared: Double
  public let interval: ConfidenceInterval?
  /// The F test that the drivers explain nothing, for as many independent cases as there are clusters; `nil` where too few
  /// are left.
  public let pValue: Double?
  /// In the order given.
  public let drivers: [Driver]
  /// Drivers that never change.
  public let dropped: [String]

  /// - Parameter clusters: the enterprise of each row; rows themselves unless given. Draws keep clusters whole.
  /// - Throws: `bottleneck-too-many-drivers`, `bottleneck-too-few-rows` with no more complete rows than drivers plus one,
  ///   `bottleneck-constant-outcome`, `bottleneck-constant-drivers` where none changes.
  public init(
    of outcome: [Double?], drivers: [(name: String, label: Label, values: [Double?])], weights: [Double]? = nil,
    clusters: [Int]? = nil, options: Options = Options()
  ) throws(Fault) {
    guard drivers.count <= Self.mostDrivers else {
      throw Fault(
        BottleneckFault.tooManyDrivers, ["count": .integer(drivers.count), "most": .integer(Self.mostDrivers)])
    }
    func isKnown(_ value: Double?) -> Bool { value.map(\.isFinite) ?? false }
    let rows = outcome.indices.filter { row in
      isKnown(outcome[row]) && drivers.allSatisfy { isKnown($0.values[row]) } && (weights?[row] ?? 1) > 0
        && (clusters?[row] ?? 0) >= 0
    }
    guard rows.count > drivers.count + 1 else {
      throw Fault(
        BottleneckFault.tooFewRows, ["rows": .integer(rows.count), "drivers": .integer(drivers.count)])
    }
    func changes(_ values: [Double?]) -> Bool { rows.contains { values[$0] != values[rows[0]] } }
    guard changes(outcome) else { throw Fault(BottleneckFault.constantOutcome, ["n": .integer(rows.count)]) }
    let used = drivers.indices.filter { changes(drivers[$0].values) }
    guard !used.isEmpty else {
      throw Fault(BottleneckFault.constantDrivers, ["drivers": .list(drivers.map(\.name))])
    }
    n = rows.count
    dropped = drivers.indices.filter { !used.contains($0) }.map { drivers[$0].name }

    // Cross products about the weighted means keep their digits, cluster by cluster.
    let columns = used.map { drivers[$0].values } + [outcome]
    let weightOfRow = rows.map { weights?[$0] ?? 1 }
    let total = weightOfRow.compensatedSum()
    let means = columns.map { column in
      zip(rows, weightOfRow).map { $1 * column[$0]! }.compensatedSum() / total
    }
    let products = ClusterProducts(
      columns.enumerated().map { place, column in rows.map { column[$0]! - means[place] } }, weights: weightOfRow,
      clusters: clusters.map { clusters in rows.map { clusters[$0] } })
    guard let whole = SubsetSweep(products.covariance(nil), size: used.count) else {
      throw Fault(BottleneckFault.constantOutcome, ["n": .integer(rows.count)])
    }
    let draws = try Parallel.mapChunks(of: options.draws, by: 32, threads: options.threads) {
      (range) throws(Fault) -> [[Double]] in
      try Interruption.check()
      return range.compactMap { draw in
        var generator = SeededGenerator(seed: options.seed, stream: UInt64(draw))
        var counts = [Double](repeating: 0, count: products.clusters)
        for _ in 0..<products.clusters { counts[generator.integer(below: products.clusters)] += 1 }
        return SubsetSweep(products.covariance(counts), size: used.count).map { $0.shares() + [$0.full] }
      }
    }.flatMap { $0 }
    func interval(_ place: Int) -> ConfidenceInterval? {
      guard draws.count > 1 else { return nil }
      let values = draws.map { $0[place] }.sorted()
      return ConfidenceInterval(
        low: EnterpriseBootstrap.quantile(values, 0.025), high: EnterpriseBootstrap.quantile(values, 0.975),
        method: "bootstrap-percentile")
    }
    rSquared = whole.full
    let left = products.clusters - used.count - 1
    let ratio = whole.full / Double(used.count) / ((1 - whole.full) / Double(max(1, left)))
    pValue =
      left > 0
      ? (try? FDistribution(numeratorDegrees: Double(used.count), denominatorDegrees: Double(left)))?
        .upperTail(at: ratio) : nil
    self.interval = interval(used.count)
    let shares = whole.shares()
    let covariance = products.covariance(nil)
    let side = used.count + 1
    self.drivers = used.indices.map { place in
      let driver = drivers[used[place]]
      let spread = (covariance[place * side + place] * covariance[side * side - 1]).squareRoot()
      return Driver(
        name: driver.name, label: driver.label, share: shares[place], interval: interval(place),
        correlation: covariance[place * side + used.count] / spread, alone: whole.rSquared[1 << place],
        last: whole.full - whole.rSquared[whole.rSquared.count - 1 - (1 << place)])
    }
  }
}

/// Weighted sums of products of columns, kept apart by cluster.
struct ClusterProducts: Sendable {
  let clusters: Int
  private let columns: Int
  /// For each cluster the weight, the weighted sums, and the weighted products on and above the diagonal.
  private let entries: [Double]
  private let width: Int

  init(_ values: [[Double]], weights: [Double], clusters: [Int]?) {
    let names = clusters.map { Set($0).sorted() }
    let places = names.map { Dictionary(uniqueKeysWithValues: $0.enumerated().map { ($0.element, $0.offset) }) }
    columns = values.count
    width = 1 + columns + columns * (columns + 1) / 2
    self.clusters = names?.count ?? weights.count
    var entries = [Double](repeating: 0, count: self.clusters * width)
    for row in weights.indices {
      var place = width * (clusters.map { places![$0[row]]! } ?? row)
      entries[place] += weights[row]
      place += 1
      for column in values {
        entries[place] += weights[row] * column[row]
        place += 1
      }
      for first in 0..<columns {
        for second in first..<columns {
          entries[place] += weights[row] * values[first][row] * values[second][row]
          place += 1
        }
      }
    }
    self.entries = entries
  }

  /// Products about the means, as a full matrix row by row, with every cluster as often as `counts` says.
  func covariance(_ counts: [Double]?) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    entries.withUnsafeBufferPointer { entries in
      sums.withUnsafeMutableBufferPointer { sums in
        for cluster in 0..<clusters {
          let count = counts?[cluster] ?? 1
          if count == 0 { continue }
          let start = cluster &* width
          for place in 0..<width { sums[place] += count * entries[start &+ place] }
        }
      }
    }
    var matrix = [Double](repeating: 0, count: columns * columns)
    var place = 1 + columns
    for first in 0..<columns {
      for second in first..<columns {
        let value = sums[place] - sums[1 + first] * sums[1 + second] / sums[0]
        matrix[first * columns + second] = value
        matrix[second * columns + first] = value
        place += 1
      }
    }
    return matrix
  }
}

/// R² of every subset of the drivers; subsets are numbers with a bit for each driver.
struct SubsetSweep: Sendable {
  private(set) var rSquared: [Double]
  private let size: Int

  /// `nil` where the outcome does not change.
  /// - Parameter matrix: products about the means of the drivers and, last, the outcome.
  init?(_ matrix: [Double], size: Int) {
    let side = size + 1
    let outcome = matrix[side * side - 1]
    guard outcome > 0 else { return nil }
    self.size = size
    rSquared = Array(repeating: 0, count: 1 << size)
    let scale = (0..<size).map { matrix[$0 * side + $0] }
    eliminate(matrix, from: 0, subset: 0, scale: scale, outcome: outcome)
  }

  var full: Double { rSquared[rSquared.count - 1] }

  /// Takes each later driver into the subset in turn. What is left of the matrix are products of residuals.
  private mutating func eliminate(
    _ matrix: [Double], from next: Int, subset: Int, scale: [Double], outcome: Double
  ) {
    let side = size + 1
    for driver in next..<max(next, size) {
      let larger = subset | 1 << driver
      var reduced = matrix
      let pivot = matrix[driver * side + driver]
      // A driver the subset already explains adds nothing.
      if pivot > 1e-12 * scale[driver] {
        for row in (driver + 1)..<side {
          let factor = matrix[driver * side + row] / pivot
          for column in row..<side { reduced[row * side + column] -= factor * matrix[driver * side + column] }
        }
      }
      rSquared[larger] = min(1, max(0, 1 - reduced[side * side - 1] / outcome))
      eliminate(reduced, from: driver + 1, subset: larger, scale: scale, outcome: outcome)
    }
  }

  /// What each driver adds, averaged over all orders.
  func shares() -> [Double] {
    // |S|! (p − 1 − |S|)! / p!
    var weights = [Double](repeating: 0, count: size)
    for count in 0..<size {
      var choices = 1.0
      for step in 0..<count { choices = choices * Double(size - 1 - step) / Double(step + 1) }
      weights[count] = 1 / (Double(size) * choices)
    }
    return (0..<size).map { driver in
      var sum = CompensatedSum()
      for subset in rSquared.indices where subset & (1 << driver) == 0 {
        sum.add(product: weights[subset.nonzeroBitCount], rSquared[subset | 1 << driver] - rSquared[subset])
      }
      return sum.value
    }
  }
}
