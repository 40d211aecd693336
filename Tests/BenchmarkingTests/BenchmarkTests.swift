import CarbonAccounting
import Evidence
import Phrasebook
import TableSources
import Testing

@testable import Benchmarking

@Suite struct BenchmarkTests {
  func subjects(_ count: Int, group: String, emissions: Double, sector: String? = "s") -> [BenchmarkSubject] {
    (0..<count).map {
      BenchmarkSubject(id: "\(group)\($0)", group: group, sector: sector, emissions: emissions + Double($0), base: 10)
    }
  }

  @Test func `a mix of sectors explains a difference that standardisation takes away`() throws {
    // Both groups emit 10 a unit in one sector and 1 in the other; only their shares differ.
    func make(_ group: String, _ heavy: Int, _ light: Int) -> [BenchmarkSubject] {
      (0..<heavy).map { .init(id: "\(group)h\($0)", group: group, sector: "heavy", emissions: 10, base: 1) }
        + (0..<light).map { .init(id: "\(group)l\($0)", group: group, sector: "light", emissions: 1, base: 1) }
    }
    let benchmark = try GroupBenchmark(
      of: make("a", 8, 2) + make("b", 2, 8), options: BenchmarkOptions(draws: 20, threads: 1))
    #expect(benchmark.groups.map(\.ratioOfTotals) == [2.8, 8.2])
    #expect(benchmark.groups.map(\.standardized) == [5.5, 5.5])
    #expect(benchmark.groups.map(\.rank) == [1, 2])
    #expect(benchmark.groups.map(\.standardizedRank) == [1, 1])
    #expect(benchmark.groups.allSatisfy { $0.relativeMean == 1 && $0.deviation == nil })
  }

  @Test func `values equal but for rounding share a rank, and sectors are not standardised to themselves`() throws {
    #expect(GroupBenchmark.ranks([0.1 + 0.2, 0.3, 0.2, 0.3 * (1 + 1e-8)], [true, true, true, true]) == [2, 2, 1, 4])
    #expect(GroupBenchmark.ranks([0, -0.1 - 0.2, -0.3], [true, true, true]) == [3, 1, 1])
    let sectors = (0..<3).flatMap { place in
      subjects(5, group: "s\(place)", emissions: [7.3, 1.1, 3.7][place], sector: "s\(place)")
    }
    let benchmark = try GroupBenchmark(of: sectors, options: BenchmarkOptions(draws: 20, threads: 1))
    #expect(benchmark.groupsAreSectors)
    #expect(benchmark.groups.map(\.standardizedRank) == [1, 1, 1])
    // Where standardising makes all alike, the plain ratio puts them in order.
    #expect(benchmark.groups.map(\.name) == ["s1", "s2", "s0"])
    #expect(benchmark.groups.map(\.rank) == [1, 2, 3])
    #expect(benchmark.caveats == [])
    #expect(try !GroupBenchmark(of: BenchmarkReferenceTests.subjects, options: .init(draws: 0)).groupsAreSectors)
  }

  @Test func `the same seed draws the same intervals on any number of threads`() throws {
    let all = BenchmarkReferenceTests.subjects
    let one = try GroupBenchmark(of: all, options: BenchmarkOptions(draws: 100, seed: 3, threads: 1)).groups
    let four = try GroupBenchmark(of: all, options: BenchmarkOptions(draws: 100, seed: 3, threads: 4)).groups
    let other = try GroupBenchmark(of: all, options: BenchmarkOptions(draws: 100, seed: 4, threads: 1)).groups
    #expect(one == four)
    #expect(one != other)
    for group in one {
      #expect(group.ratioInterval!.low < group.ratioOfTotals && group.ratioOfTotals < group.ratioInterval!.high)
      #expect(group.rankInterval!.low <= Double(group.rank!) && Double(group.rank!) <= group.rankInterval!.high)
    }
  }

  @Test func `small groups get no rank and no verdict`() throws {
    let benchmark = try GroupBenchmark(
      of: subjects(4, group: "small", emissions: 1) + subjects(6, group: "large", emissions: 50),
      options: BenchmarkOptions(draws: 10))
    let small = try #require(benchmark.groups.first { $0.name == "small" })
    #expect(small.rank == nil && small.verdict == nil && small.rankInterval == nil && small.ratioInterval != nil)
    #expect(benchmark.groups.first { $0.name == "large" }?.rank == 1)
    let caveat = try #require(benchmark.caveats.first)
    #expect(caveat.message(in: .english).what == "Too few enterprises for a rank (fewer than 5): small")
    #expect(caveat.message(in: .chinese).what == "企业不足 5 家，不排名：small")
  }

  @Test func `nothing, or one group, cannot be compared`() {
    let nothing = #expect(throws: Fault.self) { try GroupBenchmark(of: []) }
    #expect(
      nothing?.message(in: .english).what
        == "No enterprise can be compared: each needs a group and a positive value added")
    let one = #expect(throws: Fault.self) { try GroupBenchmark(of: subjects(5, group: "a", emissions: 1)) }
    #expect(one?.message(in: .chinese).what == "所有企业都在同一组“a”，没有可比较的对象")
  }

  @Test func `a source that appears counts under what was zero`() {
    let before = SectorYear(
      activity: ["s": 100], flows: [.init(sector: "s", source: "coal", energy: 10, emissions: 30)])
    let after = SectorYear(
      activity: ["s": 100, "new": 50],
      flows: [
        .init(sector: "s", source: "coal", energy: 10, emissions: 30),
        .init(sector: "s", source: "gas", energy: 5, emissions: 8),
        .init(sector: "s", source: "process.lime", energy: 0, emissions: 4),
        .init(sector: "new", source: "coal", energy: 1, emissions: 3),
        .init(sector: "s", source: "export", energy: -1, emissions: -2),
        .init(sector: "none", source: "coal", energy: 1, emissions: 6),
      ])
    let change = ChangeDecomposition(from: before, to: after)
    let sum = change.effects
    #expect(abs(sum.sum - 19) < 1e-12)
    #expect(sum.other == 4)
    let fresh = change.sectors.first { $0.sector == "new" }!.effects
    #expect(fresh.structure == 3 && fresh.sum == 3)
    // Coal lost share to gas and the sector grew less than all: what it gains and loses cancels to nothing.
    let old = change.sectors.first { $0.sector == "s" }!.effects
    #expect(abs(old.sum - 10) < 1e-12)
    #expect(old.factor == 0)
    #expect(abs(old.activity + old.structure) < 1e-12)
  }

  @Test func `equal emissions weigh as themselves`() {
    #expect(ChangeDecomposition.logarithmicMean(5, 5) == 5)
    #expect(abs(ChangeDecomposition.logarithmicMean(2, 1) - 1.4426950408889634) < 1e-15)
  }

  @Test(arguments: [
    (100.0, 90.0, 100.0, 110.0, "strong-decoupling"), (100, 104, 100, 110, "weak-decoupling"),
    (100, 110, 100, 110, "expansive-coupling"), (100, 120, 100, 110, "expansive-negative-decoupling"),
    (100, 110, 100, 90, "strong-negative-decoupling"), (100, 95, 100, 90, "weak-negative-decoupling"),
    (100, 90, 100, 90, "recessive-coupling"), (100, 80, 100, 90, "recessive-decoupling"),
    (100, 112, 100, 110, "expansive-coupling"),
  ])
  func `states of decoupling`(_ c0: Double, _ c1: Double, _ a0: Double, _ a1: Double, _ state: String) {
    #expect(Decoupling(emissions: (c0, c1), activity: (a0, a1))?.state.rawValue == state)
  }

  @Test func `without a change of activity there is no elasticity`() {
    #expect(Decoupling(emissions: (1, 2), activity: (3, 3)) == nil)
    #expect(Decoupling(emissions: (0, 2), activity: (3, 4)) == nil)
  }

  @Test func `an account gives subjects and two years`() throws {
    let activity = """
      entity,year,kind,item,quantity,unit
      A,2021,combustion,anthracite,100,t
      A,2022,combustion,anthracite,120,t
      A,2022,process,CF4,0.01,t
      B,2021,combustion,anthracite,100,t
      B,2022,combustion,anthracite,90,t
      C,2022,combustion,anthracite,90,t

      """
    let entities = """
      entity,year,province,sector,value_added
      A,2021,山东,s,100
      A,2022,山东,s,130
      B,2021,浙江,s,100
      B,2022,浙江,s,0
      C,2022,,s,10

      """
    let accounts = try CarbonAccounts(
      of: TableSource.read(bytes: Array(activity.utf8)).table,
      register: EntityRegister(TableSource.read(bytes: Array(entities.utf8)).table),
      options: AccountOptions(threads: 1))
    let chosen = BenchmarkSubjects(of: accounts.inventories.filter { $0.year == 2022 }, by: .province)
    #expect(chosen.subjects.map(\.id) == ["A"])
    #expect(chosen.excluded.map(\.reason) == [.noValueAdded, .noGroup])
    let years = try MatchedYears(of: accounts, from: 2021, to: 2022)
    #expect(years.enterprises == 1 && years.unmatched == ["B", "C"])
    let change = years.decomposition
    #expect(abs(change.effects.sum - (change.to - change.from)) < 1e-9)
    #expect(abs(change.effects.factor) < 1e-9 && change.effects.activity > 0 && change.effects.intensity > 0)
    #expect(years.decoupling?.state == .expansiveNegativeDecoupling)
    let fault = #expect(throws: Fault.self) { try MatchedYears(of: accounts, from: 2020, to: 2022) }
    #expect(
      fault?.message(in: .english).what
        == "A change from 2020 to 2022 needs records of both years; there are: 2021, 2022")
    #expect(fault?.message(in: .chinese).fix == "请写两个年份：--change 2021,2022")
  }
}
