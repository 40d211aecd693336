import Evidence
import NumericalMethods

/// What dimensions are ranked by.
public enum BottleneckCriterion: String, Sendable, Hashable, CaseIterable {
  /// Prevalence among respondents times severity: how many, and how badly.
  case priority
  case prevalence
  case severity
  /// The mean obstacle degree of the enterprises, with the entropy weights of the whole sample.
  case obstacleDegree = "obstacle-degree"
  /// The share of the sample's emissions behind it.
  case emissionsShare = "emissions-share"
}

/// The place of a dimension among all of them, 1 for the worst.
public struct BottleneckRank: Sendable, Hashable {
  /// What the dimension is ranked by, as a number.
  public let value: Double
  public let interval: ConfidenceInterval?
  /// In the data as they are. Ties share the better rank.
  public let rank: Int
  /// Over enterprises drawn anew; `nil` without draws.
  public let median: Int?
  public let low: Int?
  public let high: Int?
  /// How often the dimension came first.
  public let firstShare: Double?
  /// The best and the worst rank when one group after the other is left out; `nil` without a grouping.
  public internal(set) var withoutGroups: ClosedRange<Int>?
}

/// Enterprises drawn anew: what it does to the order of the dimensions and to the shares behind them.
struct EnterpriseBootstrap: Sendable {
  /// Sums over enterprises that decide a criterion: one list a quantity, four a dimension.
  ///
  /// A criterion is (first / second) × (third / fourth).
  let quantities: [[Double]]
  let dimensions: Int
  let strata: [[Int]]

  /// - Parameter stratum: the sampling stratum of each enterprise; draws keep within it.
  init(_ quantities: [[Double]], dimensions: Int, stratum: [Int32], strata: Int) {
    precondition(quantities.count == 4 * dimensions, "four sums a dimension")
    self.quantities = quantities
    self.dimensions = dimensions
    var members = [[Int]](repeating: [], count: strata)
    for (index, stratum) in stratum.enumerated() { members[Int(stratum)].append(index) }
    self.strata = members
  }

  /// The criterion of each dimension for enterprises that count as often as `counts` says.
  func values(_ counts: [Double]) -> [Double] {
    (0..<dimensions).map { dimension in
      let sums = (0..<4).map { dot(counts, quantities[4 * dimension + $0]) }
      return Self.ratio(sums[0], sums[1]) * Self.ratio(sums[2], sums[3])
    }
  }

  private static func ratio(_ numerator: Double, _ denominator: Double) -> Double {
    denominator > 0 ? numerator / denominator : .nan
  }

  /// Four sums side by side: the order of additions is a matter of the length alone.
  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        var sums = SIMD4<Double>(repeating: 0)
        let whole = left.count & ~3
        var index = 0
        while index < whole {
          sums +=
            SIMD4(left[index], left[index &+ 1], left[index &+ 2], left[index &+ 3])
            * SIMD4(right[index], right[index &+ 1], right[index &+ 2], right[index &+ 3])
          index &+= 4
        }
        var sum = (sums[0] + sums[2]) + (sums[1] + sums[3])
        while index < left.count {
          sum += left[index] * right[index]
          index &+= 1
        }
        return sum
      }
    }
  }

  /// 1 for the largest; ties share the better rank, and what is not a number comes last.
  static func ranks(_ values: [Double]) -> [Int] {
    values.map { own in
      own.isNaN ? 1 + values.count { !$0.isNaN } : 1 + values.count { $0 > own }
    }
  }

  /// The criteria of each draw.
  func draws(_ count: Int, seed: UInt64, threads: Int) throws(Fault) -> [[Double]] {
    let size = quantities.first?.count ?? 0
    let chunks = try Parallel.mapChunks(of: count, by: 64, threads: threads) {
      (range) throws(Fault) -> [[Double]] in
      try Interruption.check()
      var counts = [Double](repeating: 0, count: size)
      return range.map { draw in
        var generator = SeededGenerator(seed: seed, stream: UInt64(draw))
        for index in counts.indices { counts[index] = 0 }
        for members in strata {
          for _ in members.indices { counts[members[generator.integer(below: members.count)]] += 1 }
        }
        return values(counts)
      }
    }
    return chunks.flatMap { $0 }
  }

  /// The ranks of all dimensions, with intervals of the ranks and of what they are made from.
  static func ranking(_ observed: [Double], draws: [[Double]]) -> [BottleneckRank] {
    let ranks = Self.ranks(observed)
    let drawnRanks = draws.map { Self.ranks($0) }
    return observed.indices.map { dimension in
      let places = drawnRanks.map { $0[dimension] }.sorted()
      let values = draws.map { $0[dimension] }.filter { !$0.isNaN }.sorted()
      return BottleneckRank(
        value: observed[dimension],
        interval: values.count == draws.count && !values.isEmpty
          ? ConfidenceInterval(
            low: Self.quantile(values, 0.025), high: Self.quantile(values, 0.975), method: "bootstrap-percentile")
          : nil, rank: ranks[dimension], median: places.isEmpty ? nil : Self.quantile(places, 0.5),
        low: places.isEmpty ? nil : Self.quantile(places, 0.025),
        high: places.isEmpty ? nil : Self.quantile(places, 0.975),
        firstShare: places.isEmpty ? nil : Double(places.count { $0 == 1 }) / Double(places.count))
    }
  }

  /// The smallest value with at least `share` of the values at or below it (R's type 1): ranks stay whole.
  static func quantile<Value>(_ sorted: [Value], _ share: Double) -> Value {
    let place = (share * Double(sorted.count)).rounded(.up)
    return sorted[min(sorted.count - 1, max(0, Int(place) - 1))]
  }
}
