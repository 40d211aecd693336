import Evidence
import Glibc
import NumericalMethods

/// Ranks of values over all groups, ties at the middle of their places.
struct Midranks {
  /// In the order of the values.
  let ranks: [Double]
  /// Σ (t³ − t) over the ties.
  let tieSum: Double

  init(_ values: [Double]) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var ties = 0.0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count && values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      let t = Double(end - start)
      ties += t * t * t - t
      start = end
    }
    self.ranks = ranks
    tieSum = ties
  }
}

/// Kruskal and Wallis' test that no group tends to higher values, corrected for ties.
public struct KruskalWallisTest: Sendable, Hashable {
  public let result: ChiSquareResult
  /// H over *n* − 1: the effect size that belongs to the test.
  public let rankEpsilonSquared: Double

  public init(_ compared: ComparedGroups) throws(Fault) {
    let midranks = Midranks(compared.groups.flatMap(\.values))
    let n = Double(compared.n)
    var (start, sum) = (0, CompensatedSum())
    for group in compared.groups {
      // From the mean rank: the textbook form takes a small difference of large sums.
      let mean = midranks.ranks[start..<start + group.n].reduce(0, +) / Double(group.n) - (n + 1) / 2
      sum.add(Double(group.n) * mean * mean)
      start += group.n
    }
    let statistic = 12 / (n * (n + 1)) * sum.value / (1 - midranks.tieSum / (n * n * n - n))
    let degrees = Double(compared.groups.count - 1)
    let distribution = try ChiSquareDistribution(degreesOfFreedom: degrees)
    result = ChiSquareResult(
      statistic: statistic, degreesOfFreedom: degrees, pValue: distribution.upperTail(at: statistic),
      logP: distribution.logUpperTail(at: statistic))
    rankEpsilonSquared = statistic / (n - 1)
  }
}

/// Mann and Whitney's test of two groups, by the normal form with continuity correction and ties.
///
/// R's `wilcox.test(exact = FALSE)`; below 50 values without ties R counts exactly unless told otherwise.
public struct MannWhitneyTest: Sendable, Hashable {
  /// The pairs in which the value of the first group is greater; ties count half.
  public let u: Double
  public let pValue: Double
  /// `u` as a share of all pairs.
  public let superiority: Double

  public init(_ first: ComparedGroups.Group, _ second: ComparedGroups.Group) {
    let midranks = Midranks(first.values + second.values)
    let (m, n) = (Double(first.n), Double(second.n))
    let u = midranks.ranks[..<first.n].reduce(0, +) - m * (m + 1) / 2
    let total = m + n
    let variance = m * n / 12 * (total + 1 - midranks.tieSum / (total * (total - 1)))
    let distance = max(0, abs(u - m * n / 2) - 0.5)
    self.u = u
    superiority = u / (m * n)
    pValue =
      variance > 0 ? min(1, 2 * NormalDistribution().upperTail(at: distance / variance.squareRoot())) : 1
  }
}
