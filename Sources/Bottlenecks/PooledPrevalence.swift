import Evidence
import NumericalMethods

/// The prevalence of a bottleneck among the enterprises of each group, drawn together where groups are small.
///
/// Empirical Bayes with a beta distribution of the groups' shares: its mean is that of all enterprises, its spread the moment
/// estimate of the intra-group correlation. Weighted enterprises count as (Σ w)² / Σ w² even ones. Where groups differ no
/// more than chance allows, all get the share of the whole.
public struct PooledPrevalence: Sendable, Hashable {
  public struct Group: Sendable, Hashable {
    public let name: String
    /// Enterprises of which it is known.
    public let enterprises: Int
    public let raw: Double
    public let pooled: Double
    /// 95 % of the group's distribution given the data.
    public let interval: ConfidenceInterval?
    /// How far the raw share was moved towards that of all: 0 not at all, 1 wholly.
    public let shrinkage: Double
  }

  public let overall: Double
  /// How much more alike enterprises of one group are than those of different groups; 0 where no more than by chance.
  public let correlation: Double
  /// In order of name.
  public let groups: [Group]

  /// `nil` where of no enterprise it is known.
  init?(status: [Double], weights: [Double], groups names: [String?]) {
    var members: [String: [Int]] = [:]
    for index in status.indices {
      if let name = names[index], !status[index].isNaN, weights[index] > 0 { members[name, default: []].append(index) }
    }
    guard !members.isEmpty else { return nil }
    let order = members.keys.sorted()
    let tallies = order.map { name -> (size: Double, share: Double) in
      let own = members[name]!
      let sum = own.map { weights[$0] }.compensatedSum()
      let squares = own.map { weights[$0] * weights[$0] }.compensatedSum()
      return (sum * sum / squares, own.map { weights[$0] * status[$0] }.compensatedSum() / sum)
    }
    let size = tallies.map(\.size).compensatedSum()
    let mean = tallies.map { $0.size * $0.share }.compensatedSum() / size
    var correlation = 0.0
    let count = Double(tallies.count)
    if tallies.count > 1, size > count {
      let between = tallies.map { $0.size * ($0.share - mean) * ($0.share - mean) }.compensatedSum() / (count - 1)
      let within = tallies.map { $0.size * $0.share * (1 - $0.share) }.compensatedSum() / (size - count)
      let typical = (size - tallies.map { $0.size * $0.size }.compensatedSum() / size) / (count - 1)
      let spread = between + (typical - 1) * within
      if spread > 0 { correlation = min(1, max(0, (between - within) / spread)) }
    }
    overall = mean
    self.correlation = correlation
    /// As many enterprises as the shared knowledge is worth; infinite where groups are all alike.
    let prior = correlation > 0 ? (1 - correlation) / correlation : Double.infinity
    groups = zip(order, tallies).map { name, tally in
      let shrinkage = prior.isInfinite ? 1 : prior / (tally.size + prior)
      let pooled = shrinkage * mean + (1 - shrinkage) * tally.share
      let (known, shown) =
        prior.isInfinite
        ? (size, size * mean) : (tally.size + prior, tally.size * tally.share + prior * mean)
      return Group(
        name: name, enterprises: members[name]!.count, raw: tally.share, pooled: pooled,
        interval: Self.interval(shown, known - shown), shrinkage: shrinkage)
    }
  }

  private static func interval(_ yes: Double, _ no: Double) -> ConfidenceInterval? {
    guard let distribution = try? BetaDistribution(alpha: yes, beta: no) else { return nil }
    return ConfidenceInterval(
      low: distribution.quantile(lowerTail: 0.025), high: distribution.quantile(upperTail: 0.025),
      method: "beta-posterior")
  }
}
