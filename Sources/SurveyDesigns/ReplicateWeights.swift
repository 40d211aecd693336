import Evidence
import NumericalMethods
import Tables

/// Many sets of weights, each as if the sample had turned out a little differently. The spread of an estimate over them
/// is its variance, for any estimate that weights alone decide.
///
///     let replicates = try ReplicateWeights.jackknife(of: design)
///     try replicates.standardError { weights in median(values, weights) }
///
/// As in R, deviations are taken from the mean of the replicates.
public struct ReplicateWeights: Sendable, Hashable {
  /// One array of weights a replicate.
  public let weights: [[Double]]
  /// What the sum of the squared deviations is multiplied by.
  public let scale: Double
  /// A factor of its own for each replicate.
  public let replicateScales: [Double]
  public let degreesOfFreedom: Int

  /// Weights that came with the data, such as balanced repeated replications (`scale` 1 / replicates).
  ///
  /// - Throws: `design-replicates-too-few`, `design-negative-weight`, `table-no-such-column`.
  public init(columns: [String], of table: Table, scale: Double, replicateScales: [Double]? = nil) throws(Fault) {
    guard columns.count > 1 else {
      throw Fault(DesignFault.tooFewReplicates, ["replicates": .integer(columns.count)])
    }
    var weights: [[Double]] = []
    for name in columns {
      guard let column = table[name] else { throw table.noSuchColumn(name) }
      let values = column.numbers()
      for (row, value) in values.enumerated() where !(value >= 0 && value.isFinite) {
        throw Fault(
          DesignFault.negativeWeight,
          [
            "column": .text(name), "row": .integer(Int(table.originalRows?[row] ?? Int32(row)) + 1),
            "weight": .text(value.isNaN ? "–" : LevelValue(shortest: value).description),
          ])
      }
      weights.append(values)
    }
    self.init(
      weights, scale: scale, replicateScales: replicateScales ?? weights.map { _ in 1 },
      degreesOfFreedom: columns.count - 1)
  }

  private init(_ weights: [[Double]], scale: Double, replicateScales: [Double], degreesOfFreedom: Int) {
    self.weights = weights
    self.scale = scale
    self.replicateScales = replicateScales
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Leaves out one first-stage cluster after the other: JK1 without strata, JKn with them.
  ///
  /// The single cluster of a lonely stratum is never left out. Second stages are not seen, as in R.
  public static func jackknife(of design: SurveyDesign) throws(Fault) -> ReplicateWeights {
    var sizes = [Int](repeating: 0, count: design.stratumCount)
    for stratum in design.stratumOfCluster { sizes[Int(stratum)] += 1 }
    var weights: [[Double]] = []
    var scales: [Double] = []
    for cluster in 0..<design.clusterCount {
      let stratum = design.stratumOfCluster[cluster]
      let m = Double(sizes[Int(stratum)])
      guard m > 1 else { continue }
      var replicate = design.weights
      for row in replicate.indices where design.strata[row] == stratum {
        replicate[row] *= Int(design.clusters[row]) == cluster ? 0 : m / (m - 1)
      }
      weights.append(replicate)
      scales.append((m - 1) / m * (1 - design.samplingFractions[Int(stratum)]))
    }
    guard weights.count > 1 else {
      throw Fault(DesignFault.tooFewReplicates, ["replicates": .integer(weights.count)])
    }
    return ReplicateWeights(
      weights, scale: 1, replicateScales: scales, degreesOfFreedom: design.clusterCount - design.stratumCount)
  }

  /// Draws clusters anew, one fewer in each stratum than it has, and rescales the weights (Rao and Wu 1988).
  ///
  /// The same seed gives the same replicates on every machine.
  public static func bootstrap(
    of design: SurveyDesign, replicates: Int = 500, seed: UInt64 = 1
  ) throws(Fault) -> ReplicateWeights {
    guard replicates > 1 else {
      throw Fault(DesignFault.tooFewReplicates, ["replicates": .integer(replicates)])
    }
    var clustersOfStratum = [[Int]](repeating: [], count: design.stratumCount)
    for (cluster, stratum) in design.stratumOfCluster.enumerated() { clustersOfStratum[Int(stratum)].append(cluster) }
    var weights: [[Double]] = []
    for replicate in 0..<replicates {
      var generator = SeededGenerator(seed: seed, stream: UInt64(replicate))
      var factors = [Double](repeating: 1, count: design.clusterCount)
      for (stratum, clusters) in clustersOfStratum.enumerated() where clusters.count > 1 {
        let (size, drawn) = (clusters.count, clusters.count - 1)
        var times = [Int](repeating: 0, count: size)
        for _ in 0..<drawn { times[generator.integer(below: size)] += 1 }
        let spread = (1 - design.samplingFractions[stratum]).squareRoot()
        for (place, cluster) in clusters.enumerated() {
          factors[cluster] = 1 - spread + spread * Double(size) / Double(drawn) * Double(times[place])
        }
      }
      weights.append(design.weights.indices.map { design.weights[$0] * factors[Int(design.clusters[$0])] })
    }
    return ReplicateWeights(
      weights, scale: 1 / Double(replicates - 1), replicateScales: weights.map { _ in 1 },
      degreesOfFreedom: design.clusterCount - design.stratumCount)
  }

  /// The variance of what `estimate` makes of the weights.
  ///
  /// - Complexity: one call of `estimate` a replicate.
  public func variance(of estimate: ([Double]) -> Double) -> Double {
    let values = weights.map(estimate)
    let used = zip(values, replicateScales).filter { $1 > 0 }
    let center = used.map(\.0).compensatedMean()
    return scale * used.map { ($0 - center) * ($0 - center) * $1 }.compensatedSum()
  }

  public func standardError(of estimate: ([Double]) -> Double) -> Double {
    variance(of: estimate).squareRoot()
  }
}
