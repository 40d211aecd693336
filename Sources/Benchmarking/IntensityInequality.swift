import Glibc
import NumericalMethods

/// How unequal the ratios of subjects are, each weighing as its base, split between and within groups.
///
/// Theil's T is the sum of the between and within parts. Gini's coefficient leaves an overlap where the ratios of groups
/// interleave; the within part weighs each group by its shares of base and emissions.
public struct IntensityInequality: Sendable, Hashable {
  /// A coefficient and what it consists of.
  public struct Split: Sendable, Hashable {
    public let total: Double
    public let between: Double
    public let within: Double
    /// 0 for Theil's.
    public let overlap: Double
  }

  public let theil: Split
  public let gini: Split

  /// - Returns: `nil` without subjects that emit anything.
  public init?(of subjects: [BenchmarkSubject]) {
    let base = subjects.lazy.map(\.base).compensatedSum()
    let emissions = subjects.lazy.map(\.emissions).compensatedSum()
    guard base > 0, emissions > 0 else { return nil }
    var order: [String] = []
    var groups: [String: [BenchmarkSubject]] = [:]
    for subject in subjects {
      if groups[subject.group] == nil { order.append(subject.group) }
      groups[subject.group, default: []].append(subject)
    }
    let all = subjects.map { ($0.emissions, $0.base) }
    let parts = order.map { name in groups[name]!.map { ($0.emissions, $0.base) } }
    let sums = parts.map { part in
      (part.lazy.map { $0.0 }.compensatedSum(), part.lazy.map { $0.1 }.compensatedSum())
    }
    let theilWithin = zip(parts, sums).map { part, sum in sum.0 / emissions * Self.theil(part) }.compensatedSum()
    theil = Split(total: Self.theil(all), between: Self.theil(sums), within: theilWithin, overlap: 0)
    let giniWithin = zip(parts, sums).map { part, sum in
      sum.0 / emissions * (sum.1 / base) * Self.gini(part)
    }.compensatedSum()
    let total = Self.gini(all)
    let between = Self.gini(sums)
    gini = Split(total: total, between: between, within: giniWithin, overlap: total - between - giniWithin)
  }

  private static func theil(_ pairs: [(Double, Double)]) -> Double {
    let emissions = pairs.lazy.map { $0.0 }.compensatedSum()
    let base = pairs.lazy.map { $0.1 }.compensatedSum()
    guard emissions > 0 else { return 0 }
    return pairs.map { pair in
      pair.0 > 0 ? pair.0 / emissions * log(pair.0 / emissions / (pair.1 / base)) : 0
    }.compensatedSum()
  }

  private static func gini(_ pairs: [(Double, Double)]) -> Double {
    let emissions = pairs.lazy.map { $0.0 }.compensatedSum()
    let base = pairs.lazy.map { $0.1 }.compensatedSum()
    guard emissions > 0 else { return 0 }
    var reached = 0.0
    var area = 0.0
    for pair in pairs.sorted(by: { ($0.0 / $0.1, $0.1) < ($1.0 / $1.1, $1.1) }) {
      area += pair.1 / base * (2 * reached + pair.0) / emissions
      reached += pair.0
    }
    return 1 - area
  }
}
