import CKernels
import EmissionFactors
import Evidence
import NumericalMethods
import Phrasebook
import TableSources
import Tables
import Testing

@testable import CarbonAccounting

/// The account of a text of activity records.
func account(
  _ activity: String, entities: String? = nil, library: FactorLibrary = .builtIn,
  _ options: AccountOptions = AccountOptions(threads: 1)
) throws -> CarbonAccounts {
  let register = try entities.map { try EntityRegister(TableSource.read(bytes: Array($0.utf8)).table) }
  return try CarbonAccounts(
    of: TableSource.read(bytes: Array(activity.utf8)).table, register: register, library: library, options: options)
}

@Suite struct AccountTests {
  /// Default parameters of 27 fuels multiplied out by another program (five digits behind the point).
  static let printed: [(String, String, Double)] = [
    ("anthracite", "t", 2.32277), ("bituminous", "t", 2.07151), ("lignite", "t", 1.42409),
    ("cleaned_coal", "t", 2.28176),
    ("other_washed_coal", "t", 1.28856), ("briquette", "t", 1.93596), ("coke", "t", 2.85183),
    ("crude_oil", "t", 3.07827),
    ("fuel_oil", "t", 3.04718), ("gasoline", "t", 3.04255), ("diesel", "t", 3.14512), ("kerosene", "t", 3.15171),
    ("jet_kerosene", "t", 3.15171), ("naphtha", "t", 2.94876), ("petroleum_coke", "t", 3.06332),
    ("other_petroleum", "t", 2.88832), ("coal_tar", "t", 2.64457), ("crude_benzene", "t", 3.41088),
    ("refinery_gas", "t", 3.04234), ("lpg", "t", 2.95385), ("lng", "t", 2.32531), ("natural_gas", "万立方米", 21.62189),
    ("coke_oven_gas", "万立方米", 8.58282), ("blast_furnace_gas", "万立方米", 9.68648), ("converter_gas", "万立方米", 14.32102),
    ("carbide_furnace_gas", "万立方米", 15.94701), ("other_gas", "万立方米", 2.31793),
  ]

  @Test(arguments: printed)
  func `a unit of each default fuel emits what its parameters multiply to`(
    _ item: String, _ unit: String, _ tonnes: Double
  ) throws {
    let accounts = try account("entity,year,item,quantity,unit\nA,2022,\(item),1,\(unit)\n")
    #expect((accounts.inventories[0].total * 1e5).rounded() / 1e5 == tonnes)
  }

  @Test func `processes follow their factors`() throws {
    let accounts = try account(
      """
      entity,year,kind,item,quantity,unit
      A,2022,process,碳酸钙,100,t
      A,2022,process,熟料,10,t
      A,2022,process,生石灰,10,t
      A,2022,process,玻璃,10,t
      A,2022,process,石灰石,10,t
      A,2022,process,电极,1,t
      A,2022,process,炭阳极,2,t
      A,2022,process,阳极效应,2,t
      A,2022,process,脱硫剂,10,t
      A,2022,process,甲醇,3,t
      A,2022,process,SF6,2,kg
      A,2022,process,焦炭,1,t

      """)
    let expected = [
      43.971, 5.2, 7.5, 2, 4.4, 3.663, 2.848, 0.2908, 4.4, -4.125, 0.002 * 23500, 28.446 * 0.0294 * 0.93 * 44 / 12,
    ]
    let lines = accounts.lines(of: accounts.inventories[0])
    #expect(lines.count == expected.count)
    for (line, value) in zip(lines, expected) { #expect(abs(line.tonnes - value) < 1e-12 * 50, "\(line.recipe.item)") }
    #expect(accounts.excluded.isEmpty)
    #expect(accounts.inventories[0].byGas.map(\.gas) == ["co2", "ch4", "pfcs", "sf6"])
  }

  @Test func `measured values come before defaults`() throws {
    let accounts = try account(
      """
      entity,year,kind,item,quantity,unit,ncv,carbon_content,oxidation,factor
      A,2022,combustion,anthracite,10,t,20,,,
      A,2022,combustion,anthracite,10,t,,26,,
      A,2022,combustion,anthracite,10,t,,0.026,,
      A,2022,combustion,anthracite,10,t,,,0.98,
      A,2022,combustion,anthracite,10,t,,,98,
      A,2022,combustion,anthracite,10,t,,,,2.5
      A,2022,combustion,natural_gas,10,万立方米,350,,,

      """)
    let ncv = 24.515
    let content = 0.02749
    let expected = [
      10 * 20 * content * 0.94 * 44 / 12, 10 * ncv * 0.026 * 0.94 * 44 / 12, 10 * ncv * 0.026 * 0.94 * 44 / 12,
      10 * ncv * content * 0.98 * 44 / 12, 10 * ncv * content * 0.98 * 44 / 12, 25,
      10 * 350 * 0.0153 * 0.99 * 44 / 12,
    ]
    let lines = accounts.lines(of: accounts.inventories[0])
    for (line, value) in zip(lines, expected) { #expect(abs(line.tonnes - value) <= 1e-13 * value) }
    #expect(lines[0].recipe.edition == "ndrc-2015+measured")
    #expect(lines[5].recipe.family == "measured")
  }

  @Test func `electricity stands by location and by market side by side`() throws {
    let accounts = try account(
      """
      entity,year,kind,item,quantity,unit,factor
      A,2022,electricity,电力,1000,MWh,
      A,2022,electricity,电力,100,MWh,0.2
      A,2022,green_electricity,绿电,400,MWh,
      A,2022,electricity_export,电力,50,MWh,
      A,2022,heat,热力,1000,GJ,
      A,2022,heat_export,热力,200,GJ,
      A,2022,electricity,自发电,70,MWh,
      A,2022,capture,封存,5,t
      A,2022,sink,造林,7,tCO2

      """, entities: "entity,province\nA,山东\n")
    let inventory = accounts.inventories[0]
    #expect(abs(inventory.scope2Location - (1100 * 0.641 - 50 * 0.641 + 800 * 0.11)) < 1e-10)
    #expect(abs(inventory.scope2Market - (600 * 0.5856 + 100 * 0.2 - 50 * 0.5856 + 800 * 0.11)) < 1e-10)
    #expect(inventory.captured == 5)
    #expect(inventory.sinks == 7)
    #expect(inventory.total == inventory.scope2Location)
    #expect(abs(inventory.energyTce - (1050 * 0.1229 + 800 * 0.03412)) < 1e-10)
  }

  @Test func `green electricity beyond what was bought does not count`() throws {
    let accounts = try account(
      "entity,year,kind,item,quantity,unit\nA,2022,electricity,电力,10,MWh\nA,2022,green_electricity,绿电,40,MWh\n")
    #expect(accounts.inventories[0].scope2Market == 0)
    #expect(accounts.inventories[0].caveats.map(\.code) == ["account-green-exceeds-purchased"])
  }

  @Test func `headers, kinds and units may be Chinese`() throws {
    let accounts = try account("企业,年份,类别,品种,数量,单位\n甲,2022,化石燃料燃烧,柴油,2,吨\n甲,2022,外购电力,电,1,万千瓦时\n")
    #expect(abs(accounts.inventories[0].total - (2 * 3.145122493 + 10 * 0.5366)) < 1e-6)
  }

  @Test func `warming potentials come from the chosen report`() throws {
    for (set, potential) in [(GWPSet.ar4, 25.0), (.ar5, 28), (.ar6, 27.9)] {
      let accounts = try account(
        "entity,year,kind,item,quantity,unit\nA,2022,process,CH4,2,t\n", AccountOptions(warming: set, threads: 1))
      #expect(abs(accounts.inventories[0].total - 2 * potential) < 1e-12)
      #expect(accounts.inventories[0].byGas[1].tonnes == accounts.inventories[0].total)
    }
  }

  @Test func `totals add up by group`() throws {
    let accounts = try account(
      "entity,year,item,quantity,unit\nA,2022,SF6,1,t\nB,2022,SF6,2,t\nC,2022,SF6,4,t\nD,2022,SF6,8,t\n",
      entities: "entity,sector,province,value_added\nA,钢铁,山东,100\nB,钢铁,河北,0\nC,水泥,山东,300\n")
    let groups = accounts.totals(by: [.sector])
    #expect(groups.map(\.group) == [["水泥"], ["钢铁"], [nil]])
    #expect(groups.map(\.total) == [4, 3, 8].map { $0 * 23500 })
    #expect(groups[1].perValueAdded == 235)
    #expect(accounts.totals.total == 15 * 23500)
    #expect(accounts.totals.entities == 4)
    #expect(accounts.totals(by: [.sector, .province]).count == 4)
  }
}
