import EmissionFactors
import Evidence
import NumericalMethods

/// How groups are compared.
public struct BenchmarkOptions: Sendable, Hashable {
  /// Groups with fewer enterprises get neither rank nor verdict.
  public var minimumSize: Int
  /// How often enterprises are drawn again for the intervals; 0 for none.
  public var draws: Int
  public var seed: UInt64
  public var threads: Int

  public init(
    minimumSize: Int = 5, draws: Int = 1000, seed: UInt64 = 1, threads: Int = Parallel.availableThreads
  ) {
    self.minimumSize = minimumSize
    self.draws = draws
    self.seed = seed
    self.threads = threads
  }
}

/// Provinces, sectors or cities side by side.
///
///     let benchmark = try GroupBenchmark(of: subjects)
///     benchmark.groups[0].ratioOfTotals      // what the group emits for each 10⁴ CNY
///     benchmark.groups[0].standardized       // what it would with everybody's mix of sectors
///
/// The standard mix is the share of each sector in the base of all subjects. A sector that a group does not have enters
/// with the ratio of all, so it moves the group neither way; ``Group/observedMix`` says how much of the mix was seen.
public struct GroupBenchmark: Sendable, Hashable {
  public struct Interval: Sendable, Hashable {
    public let low: Double
    public let high: Double
  }

  /// Whether chance alone would keep a group that far from the others, at 95 % and 99.8 %.
  public enum Verdict: String, Sendable, Hashable {
    case within
    case beyond95 = "beyond-95"
    case beyond998 = "beyond-99.8"
  }

  public struct Group: Sendable, Hashable {
    public let name: String
    public let enterprises: Int
    public let emissions: Double
    public let base: Double
    public let ratioOfTotals: Double
    public let ratioInterval: Interval?
    public let meanOfRatios: Double
    public let standardized: Double
    public let standardizedInterval: Interval?
    /// The share of the standard mix in which the group has enterprises.
    public let observedMix: Double
    /// From the least; ties, values within 10⁻⁹ of each other, share the better rank. `nil` for small groups.
    public let rank: Int?
    public let rankInterval: Interval?
    /// Of the standardised ratios.
    public let standardizedRank: Int?
    public let standardizedRankInterval: Interval?
    /// The mean, over its enterprises, of their ratio to that of their sector; 1 is as everybody.
    public let relativeMean: Double
    /// How many standard errors it is from the mean of all; `nil` for small groups.
    public let deviation: Double?
    public let verdict: Verdict?
  }

  public let options: BenchmarkOptions
  /// By standardised ratio, then ratio of totals, then name.
  public let groups: [Group]
  /// Whether each group is one sector: one mix of sectors for all then makes all alike, and standardised figures say nothing.
  public let groupsAreSectors: Bool
  public let enterprises: Int
  public let ratioOfTotals: Double
  public let meanOfRatios: Double
  /// The center of the funnel and the standard deviation of one enterprise in it.
  public let funnelCenter: Double
  public let funnelSpread: Double
  /// Base shares of the sectors, in order of name.
  public let standardMix: [String: Double]
  public let caveats: [Caveat]

  /// - Complexity: O(subjects × draws).
  /// - Throws: `benchmark-no-subjects`, `benchmark-one-group`.
  public init(of subjects: [BenchmarkSubject], options: BenchmarkOptions = BenchmarkOptions()) throws(Fault) {
    self.options = options
    guard !subjects.isEmpty else { throw Fault(BenchmarkingFault.noSubjects) }
    let plan = StandardizationPlan(subjects)
    guard plan.names.count > 1 else {
      throw Fault(BenchmarkingFault.oneGroup, ["group": .text(plan.names[0])])
    }
    enterprises = subjects.count
    groupsAreSectors = subjects.allSatisfy { $0.sector == $0.group }
    ratioOfTotals =
      subjects.lazy.map(\.emissions).compensatedSum() / subjects.lazy.map(\.base).compensatedSum()
    meanOfRatios = subjects.lazy.map(\.ratio).compensatedSum() / Double(subjects.count)
    standardMix = Dictionary(uniqueKeysWithValues: zip(plan.sectors, plan.mix))

    let relative = plan.relativeRatios
    let center = relative.compensatedSum() / Double(relative.count)
    let squares = relative.lazy.map { ($0 - center) * ($0 - center) }.compensatedSum()
    let spread = relative.count > 1 ? (squares / Double(relative.count - 1)).squareRoot() : 0
    funnelCenter = center
    funnelSpread = spread

    let isRanked = plan.members.map { $0.count >= options.minimumSize }
    let observed = plan.members.map { plan.rates(of: $0) }
    let ranks = Self.ranks(observed.map(\.totals), isRanked)
    let standardRanks = Self.ranks(observed.map(\.standardized), isRanked)
    let intervals = plan.intervals(isRanked: isRanked, options: options)
    let everyGroup = observed.map { _ in true }
    let places = Self.ranks(observed.map(\.standardized), everyGroup).map { $0! }
    let order = plan.names.indices.sorted { one, other in
      if places[one] != places[other] { return places[one] < places[other] }
      let (first, second) = (observed[one].totals, observed[other].totals)
      return first == second
        ? plan.names[one].unicodeScalars.lexicographicallyPrecedes(plan.names[other].unicodeScalars) : first < second
    }
    groups = order.map { place -> Group in
      let members = plan.members[place]
      let mean = members.lazy.map { relative[$0] }.compensatedSum() / Double(members.count)
      let deviation =
        isRanked[place] && spread > 0 ? (mean - center) / (spread / Double(members.count).squareRoot()) : nil
      return Group(
        name: plan.names[place], enterprises: members.count,
        emissions: members.lazy.map { subjects[$0].emissions }.compensatedSum(),
        base: members.lazy.map { subjects[$0].base }.compensatedSum(), ratioOfTotals: observed[place].totals,
        ratioInterval: intervals?[place].totals,
        meanOfRatios: members.lazy.map { subjects[$0].ratio }.compensatedSum() / Double(members.count),
        standardized: observed[place].standardized, standardizedInterval: intervals?[place].standardized,
        observedMix: observed[place].observedMix, rank: ranks[place], rankInterval: intervals?[place].rank,
        standardizedRank: standardRanks[place], standardizedRankInterval: intervals?[place].standardizedRank,
        relativeMean: mean, deviation: deviation,
        verdict: deviation.map { abs($0) > 3.09 ? .beyond998 : abs($0) > 1.96 ? .beyond95 : .within })
    }

    var caveats: [Caveat] = []
    let small = groups.filter { $0.enterprises < options.minimumSize }.map(\.name)
    if !small.isEmpty {
      caveats.append(
        Caveat(
          BenchmarkingCaveat.smallGroups,
          ["groups": Self.names(of: small), "minimum": .integer(options.minimumSize)]))
    }
    let unseen = groups.filter { $0.observedMix < 0.5 }.map(\.name)
    if !unseen.isEmpty, !groupsAreSectors {
      caveats.append(Caveat(BenchmarkingCaveat.unobservedMix, ["groups": Self.names(of: unseen)]))
    }
    if subjects.contains(where: { $0.sector == nil }) {
      let count = subjects.count { $0.sector == nil }
      caveats.append(Caveat(BenchmarkingCaveat.noSectors, ["count": .integer(count)]))
    }
    self.caveats = caveats
  }

  /// What sentences of either language call groups.
  private static func names(of groups: [String]) -> Fact {
    .labels(
      groups.map { name in
        guard let known = Region.named(name)?.label ?? Sector.named(name)?.label else { return Label(sniffing: name) }
        return Label(chinese: known.naming(name, in: .chinese), english: known.naming(name, in: .english))
      })
  }

  /// The rank of each among those that are ranked, least first.
  static func ranks(_ values: [Double], _ isRanked: [Bool]) -> [Int?] {
    values.indices.map { place in
      guard isRanked[place] else { return nil }
      let value = values[place]
      // Sums of the same parts in another order differ by dust.
      let bound = value - 1e-9 * value.magnitude
      return 1 + values.indices.count { isRanked[$0] && values[$0] < bound }
    }
  }
}
