import Evidence
import NumericalMethods

/// Subjects sorted into groups and sectors, with the mix every group is given.
struct StandardizationPlan: Sendable {
  struct Rates: Sendable {
    let totals: Double
    let standardized: Double
    let observedMix: Double
  }

  struct Intervals: Sendable {
    let totals: GroupBenchmark.Interval
    let standardized: GroupBenchmark.Interval
    let rank: GroupBenchmark.Interval?
    let standardizedRank: GroupBenchmark.Interval?
  }

  let subjects: [BenchmarkSubject]
  /// Groups and sectors in order of code points; an unknown sector is the empty one.
  let names: [String]
  let sectors: [String]
  let sectorOf: [Int]
  /// The subjects of each group.
  let members: [[Int]]
  /// Of all subjects, by sector.
  let mix: [Double]
  let sectorRatios: [Double]

  init(_ subjects: [BenchmarkSubject]) {
    self.subjects = subjects
    func ordered(_ names: [String]) -> [String] {
      Set(names).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
    let names = ordered(subjects.map(\.group))
    let sectors = ordered(subjects.map { $0.sector ?? "" })
    self.names = names
    self.sectors = sectors
    let groupPlaces = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let sectorPlaces = Dictionary(uniqueKeysWithValues: zip(sectors, sectors.indices))
    let sectorOf = subjects.map { sectorPlaces[$0.sector ?? ""]! }
    self.sectorOf = sectorOf
    var members = [[Int]](repeating: [], count: names.count)
    for (place, subject) in subjects.enumerated() { members[groupPlaces[subject.group]!].append(place) }
    self.members = members
    let all = subjects.lazy.map(\.base).compensatedSum()
    var mix: [Double] = []
    var ratios: [Double] = []
    for sector in sectors.indices {
      let own = subjects.indices.filter { sectorOf[$0] == sector }
      let base = own.lazy.map { subjects[$0].base }.compensatedSum()
      mix.append(base / all)
      ratios.append(own.lazy.map { subjects[$0].emissions }.compensatedSum() / base)
    }
    self.mix = mix
    sectorRatios = ratios
  }

  /// The ratio of each subject to that of its sector.
  var relativeRatios: [Double] {
    subjects.indices.map { place in
      let sector = sectorRatios[sectorOf[place]]
      return sector > 0 ? subjects[place].ratio / sector : 1
    }
  }

  func rates(of members: some Sequence<Int>) -> Rates {
    var emissions = [Double](repeating: 0, count: sectors.count)
    var bases = emissions
    for member in members {
      emissions[sectorOf[member]] += subjects[member].emissions
      bases[sectorOf[member]] += subjects[member].base
    }
    var standardized = 0.0
    var observed = 0.0
    for sector in sectors.indices {
      standardized += mix[sector] * (bases[sector] > 0 ? emissions[sector] / bases[sector] : sectorRatios[sector])
      if bases[sector] > 0 { observed += mix[sector] }
    }
    return Rates(
      totals: emissions.reduce(0, +) / bases.reduce(0, +), standardized: standardized, observedMix: observed)
  }

  /// Percentile intervals (95 %) from drawing the enterprises of each group again; the mix is held fixed.
  func intervals(isRanked: [Bool], options: BenchmarkOptions) -> [Intervals]? {
    guard options.draws > 0 else { return nil }
    let generator = SeededGenerator(seed: options.seed)
    let draws = Parallel.mapChunks(of: options.draws, by: 16, threads: options.threads) { range in
      range.map { draw -> (rates: [Rates], ranks: [Int?], standardizedRanks: [Int?]) in
        var random = generator.stream(UInt64(draw))
        let rates = members.map { members in
          self.rates(of: members.indices.map { _ in members[random.integer(below: members.count)] })
        }
        return (
          rates, GroupBenchmark.ranks(rates.map(\.totals), isRanked),
          GroupBenchmark.ranks(rates.map(\.standardized), isRanked)
        )
      }
    }.flatMap { $0 }
    func interval(_ values: [Double]) -> GroupBenchmark.Interval {
      let sorted = values.sorted()
      return .init(low: sorted.quantile(0.025), high: sorted.quantile(0.975))
    }
    // Ranks are whole: the interval takes in the draw it would otherwise cut through.
    func ranks(_ values: [Int?]) -> GroupBenchmark.Interval? {
      let sorted = values.compactMap { $0.map(Double.init) }.sorted()
      guard !sorted.isEmpty else { return nil }
      return .init(low: sorted.quantile(0.025).rounded(.down), high: sorted.quantile(0.975).rounded(.up))
    }
    return names.indices.map { place in
      Intervals(
        totals: interval(draws.map { $0.rates[place].totals }),
        standardized: interval(draws.map { $0.rates[place].standardized }),
        rank: ranks(draws.map { $0.ranks[place] }), standardizedRank: ranks(draws.map { $0.standardizedRanks[place] }))
    }
  }
}

extension [Double] {
  /// The quantile of sorted values by linear interpolation (type 7, as R and NumPy have it).
  func quantile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let low = Int(place)
    let high = Swift.min(low + 1, count - 1)
    return self[low] + (place - Double(low)) * (self[high] - self[low])
  }
}
