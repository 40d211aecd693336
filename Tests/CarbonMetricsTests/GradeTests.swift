import CarbonAccounting
import EmissionFactors
import Evidence
import Phrasebook
import TableSources
import Tables
import Testing

@testable import CarbonMetrics

/// The inventories and operating data of two texts.
func inventories(_ activity: String, _ entities: String) throws -> ([EntityInventory], OperatingData) {
  let table = try TableSource.read(bytes: Array(entities.utf8)).table
  let accounts = try CarbonAccounts(
    of: TableSource.read(bytes: Array(activity.utf8)).table, register: EntityRegister(table),
    options: AccountOptions(threads: 1))
  return (accounts.inventories, OperatingData(table))
}

@Suite struct GradeTests {
  /// Anthracite of the built-in library: 2.322771…t of CO2 a tonne; four enterprises of one sector.
  static let activity = """
    entity,year,kind,item,quantity,unit
    A,2022,combustion,anthracite,100,t
    B,2022,combustion,anthracite,200,t
    C,2022,combustion,anthracite,300,t
    C,2022,process,CF4,1,t
    D,2022,combustion,anthracite,400,t
    E,2022,combustion,anthracite,1,t

    """
  static let entities = """
    entity,sector,value_added,feedstock_tce,new_renewable
    A,s,1000,,
    B,s,1000,,
    C,s,1000,10,100
    D,s,1000,,
    E,lonely,-1,,

    """

  @Test func `limits belong to the better band`() {
    let rules = GradeRules.huzhou2021
    #expect([0.6, 0.60001, 2, 2.1].map { rules.level(of: $0).key } == ["low", "mid", "mid", "high"])
    #expect([-1, 0.6, 0.61, 0.8, 1.2, 2, 2.1].map { rules.grade(of: $0).key } == ["1", "1", "2", "2", "3", "4", "5"])
  }

  @Test func `K holds an enterprise against the ratio of totals of its sector`() throws {
    let (inventories, data) = try inventories(Self.activity, Self.entities)
    let entries = CarbonAssessments(of: inventories, data: data, options: try AssessmentOptions()).entries
    // 100, 200, 300 and 400 t against 250 t: processes do not count, so C is not moved by its CF4.
    let ratios = entries.prefix(4).map { $0.efficiency!.ratio! }
    for (ratio, expected) in zip(ratios, [0.4, 0.8, 1.2, 1.6]) { #expect(abs(ratio - expected) < 1e-12) }
    #expect(entries[0].efficiency?.nextGrade == nil)
    #expect(entries[3].efficiency?.grade?.key == "4")
    let next = try #require(entries[3].efficiency?.nextGrade)
    let perTonne = inventories[0].total / 100
    #expect(abs(next.tonnes - 100 * perTonne) < 1e-9)
    #expect(abs(next.valueAdded - 1000.0 / 3) < 1e-9)
    #expect(next.band.key == "3")
  }

  @Test func `one step down and the grade is reached`() throws {
    let (inventories, data) = try inventories(Self.activity, Self.entities)
    let entry = CarbonAssessments(of: inventories, data: data, options: try AssessmentOptions()).entries[3]
    let efficiency = try #require(entry.efficiency)
    let next = try #require(efficiency.nextGrade)
    let limit = 1.2 * efficiency.average!.energyRelated
    #expect(abs((inventories[3].energyRelated - next.tonnes) / 1000 - limit) < 1e-12)
    #expect(abs(inventories[3].energyRelated / (1000 + next.valueAdded) - limit) < 1e-12)
  }

  @Test func `without value added there is no level, without a sector no grade`() throws {
    let (inventories, data) = try inventories(
      Self.activity, Self.entities.replacing("lonely,-1", with: "lonely,5"))
    let entry = CarbonAssessments(of: inventories, data: data, options: try AssessmentOptions()).entries[4]
    #expect(entry.efficiency?.level.key == "low")
    #expect(entry.efficiency?.grade == nil)
    let caveat = try #require(entry.caveats.first)
    #expect(
      caveat.message(in: .english).what
        == "No carbon-efficiency grade: fewer than 3 enterprises of the sector state value added (lonely)")
    #expect(caveat.message(in: .chinese).what == "无碳效等级：行业内填报增加值的企业不足 3 家（lonely）")
    let (others, _) = try CarbonMetricsTests.inventories(Self.activity, Self.entities)
    #expect(CarbonAssessments(of: others, options: try AssessmentOptions()).entries[4].efficiency == nil)
  }

  @Test func `feedstock leaves both assessments of energy, new renewables only the total`() throws {
    let (inventories, data) = try inventories(Self.activity, Self.entities)
    let entries = CarbonAssessments(of: inventories, data: data, options: try AssessmentOptions()).entries
    let energy = inventories[2].energyTce
    #expect(entries[2].assessedEnergyForIntensity == energy - 10)
    #expect(abs(entries[2].assessedEnergyTotal! - (energy - 10 - 12.29)) < 1e-9)
    #expect(entries[0].assessedEnergyTotal == nil)
  }

  @Test func `clean energy is gas, biomass, own non-fossil power and green power up to what was bought`() throws {
    func energy(_ records: String) throws -> CleanEnergy {
      let accounts = try CarbonAccounts(
        of: TableSource.read(bytes: Array(("entity,year,kind,item,quantity,unit\n" + records).utf8)).table)
      return CleanEnergy(of: accounts.lines(of: accounts.inventories[0]))
    }
    let coal = "A,2022,combustion,无烟煤,100,GJ\n"
    let (gas, wood) = ("A,2022,combustion,天然气,50,GJ\n", "A,2022,combustion,木材,50,GJ\n")
    #expect(abs(try #require(energy(coal + gas + wood).share) - 0.5) < 1e-12)
    let bought = "A,2022,electricity,电力,100,MWh\n"
    #expect(try energy(bought).share == 0)
    #expect(abs(try #require(energy(bought + "A,2022,green_electricity,绿电,25,MWh\n").share) - 0.25) < 1e-12)
    #expect(try energy(bought + "A,2022,green_electricity,绿电,500,MWh\n").share == 1)
    let own = "A,2022,electricity,自发光伏,300,MWh\n"
    #expect(abs(try #require(energy(bought + own).share) - 0.75) < 1e-12)
    #expect(try energy("A,2022,process,caco3,1,t\n").share == nil)
  }
}
