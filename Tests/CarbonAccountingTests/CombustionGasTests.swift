import EmissionFactors
import Evidence
import Phrasebook
import Testing

@testable import CarbonAccounting

/// Methane and nitrous oxide of burnt fuels.
@Suite struct CombustionGasTests {
  static func options(_ gases: CombustionGases, _ warming: GWPSet = .ar5) -> AccountOptions {
    AccountOptions(warming: warming, combustionGases: gases, comparesQuantities: false, threads: 1)
  }

  func tonnes(_ gas: String, in inventory: EntityInventory) -> Double {
    inventory.byGas.first { $0.gas == gas }?.tonnes ?? 0
  }

  /// Tables 2.2 and 2.3 of IPCC 2006 Vol 2 Ch 2, kg/TJ: methane in energy industries and in manufacturing, nitrous oxide.
  static let tables: [(item: String, energy: Double, manufacturing: Double, nitrousOxide: Double)] = [
    ("anthracite", 1, 10, 1.5), ("bituminous", 1, 10, 1.5), ("lignite", 1, 10, 1.5), ("coking_coal", 1, 10, 1.5),
    ("coke", 1, 10, 1.5), ("coal_tar", 1, 10, 1.5), ("diesel", 3, 3, 0.6), ("gasoline", 3, 3, 0.6),
    ("fuel_oil", 3, 3, 0.6), ("petroleum_coke", 3, 3, 0.6), ("lpg", 1, 1, 0.1), ("natural_gas", 1, 1, 0.1),
    ("blast_furnace_gas", 1, 1, 0.1), ("coke_oven_gas", 1, 1, 0.1), ("wood", 30, 30, 4), ("charcoal", 200, 200, 4),
  ]

  @Test(arguments: tables, [CombustionGases.energyIndustries, .manufacturing])
  func `a terajoule gives what the table prints`(
    _ row: (item: String, energy: Double, manufacturing: Double, nitrousOxide: Double), _ gases: CombustionGases
  ) throws {
    let accounts = try account(
      "entity,year,kind,item,quantity,unit\nA,2022,combustion,\(row.item),1,TJ\n", Self.options(gases))
    let inventory = accounts.inventories[0]
    let methane = gases == .manufacturing ? row.manufacturing : row.energy
    // Warming potentials of AR5: 28 and 265.
    #expect(abs(tonnes("ch4", in: inventory) - methane * 28 / 1000) < 1e-12)
    #expect(abs(tonnes("n2o", in: inventory) - row.nitrousOxide * 265 / 1000) < 1e-12)
    #expect(abs(inventory.total - inventory.byGas.reduce(0) { $0 + $1.tonnes }) < 1e-9)
    #expect(abs(inventory.otherCombustionGases - tonnes("ch4", in: inventory) - tonnes("n2o", in: inventory)) < 1e-12)
  }

  /// Figures for a kilogram or litre that Thailand prints for these tables: TGO, Emission Factor (CFO), January 2026. The
  /// energy is what the printed carbon dioxide needs, so that the other two follow.
  @Test(arguments: [
    ("diesel", 74_100.0, "2.6987", "0.000109", "0.0000219"), ("gasoline", 69_300, "2.1816", "0.0000944", "0.0000189"),
    ("lpg", 63_100, "1.6797", "0.0000266", "0.00000266"), ("fuel_oil", 77_400, "3.2353", "0.000125", "0.0000251"),
    ("kerosene", 71_900, "2.4827", "0.000104", "0.0000207"), ("anthracite", 98_300, "3.0866", "0.000314", "0.0000471"),
    ("wood", 112_000, "1.7909", "0.00048", "0.000064"), ("charcoal", 112_000, "3.2346", "0.0058", "0.0001"),
  ])
  func `printed figures of a national guide are met`(
    _ item: String, _ dioxide: Double, _ printed: String, _ methane: String, _ nitrousOxide: String
  ) throws {
    let energy = Double(printed)! / dioxide * 1e6
    let library = try FactorLibrary.builtIn.preferring(["ipcc-2006"])
    let accounts = try account(
      "entity,year,kind,item,quantity,unit\nA,2022,combustion,\(item),\(energy),MJ\n", library: library,
      Self.options(.manufacturing))
    let inventory = accounts.inventories[0]
    func expect(_ kilograms: Double, prints text: String) {
      let decimals = text.split(separator: ".")[1].count
      let unit = (0..<decimals).reduce(1.0) { power, _ in power / 10 }
      #expect(abs(kilograms - Double(text)!) <= 0.5 * unit * (1 + 1e-9), "\(item): \(kilograms) for \(text)")
    }
    expect((tonnes("co2", in: inventory) + inventory.biogenic) * 1000, prints: printed)
    expect(tonnes("ch4", in: inventory) / 28 * 1000, prints: methane)
    expect(tonnes("n2o", in: inventory) / 265 * 1000, prints: nitrousOxide)
  }

  static let activity = """
    entity,year,kind,item,quantity,unit
    P,2022,combustion,无烟煤,1000,t
    S,2022,combustion,无烟煤,1000,t
    N,2022,combustion,无烟煤,1000,t
    S,2022,process,ch4,1,t

    """
  static let entities = "entity,sector\nP,发电\nS,钢铁\n"

  @Test func `energy industries take one table, all others the other`() throws {
    let accounts = try account(Self.activity, entities: Self.entities, Self.options(.bySector))
    #expect(accounts.inventories.map(\.combustionUse) == [.energyIndustries, .manufacturing, .manufacturing])
    let energy = 1000 * 24.515
    let methane = accounts.inventories.map { tonnes("ch4", in: $0) }
    for (own, expected) in zip(methane, [energy * 1e-6 * 28, energy * 1e-5 * 28 + 28, energy * 1e-5 * 28]) {
      #expect(abs(own - expected) < 1e-9)
    }
    for inventory in accounts.inventories {
      #expect(abs(accounts.lines(of: inventory).reduce(0) { $0 + $1.tonnes } - inventory.total) < 1e-9)
    }
  }

  @Test func `by default nothing but carbon dioxide counts, and it is said`() throws {
    let plain = try account(Self.activity, entities: Self.entities)
    #expect(plain.inventories.map { tonnes("ch4", in: $0) } == [0, 28, 0])
    #expect(plain.inventories.allSatisfy { $0.combustionUse == nil && $0.otherCombustionGases == 0 })
    let said = plain.caveats.first { $0.code == "account-combustion-gases-left-out" }
    #expect(
      said?.message(in: .english)
        == Message(
          what:
            "Methane and nitrous oxide of combustion are not counted, as in the national guides for enterprises: they are left out and not zero",
          fix: "Count them by IPCC defaults with --combustion-gases by-sector"))
    let counted = try account(Self.activity, entities: Self.entities, Self.options(.bySector))
    #expect(!counted.caveats.contains { $0.code == "account-combustion-gases-left-out" })
    // Carbon dioxide is the same either way.
    #expect(plain.inventories.map { $0.byGas[0].tonnes } == counted.inventories.map { $0.byGas[0].tonnes })
  }

  @Test(arguments: [(GWPSet.ar4, 25.0, 298.0), (.ar5, 28, 265), (.ar6, 27.0, 273)])
  func `the chosen report warms them`(_ set: GWPSet, _ methane: Double, _ nitrousOxide: Double) throws {
    let accounts = try account(
      "entity,year,kind,item,quantity,unit\nA,2022,combustion,wood,1000,GJ\n", Self.options(.manufacturing, set))
    #expect(abs(tonnes("ch4", in: accounts.inventories[0]) - 0.03 * methane) < 1e-12)
    #expect(abs(tonnes("n2o", in: accounts.inventories[0]) - 0.004 * nitrousOxide) < 1e-12)
  }

  @Test func `carbon dioxide of wood stands beside the total`() throws {
    let text = "entity,year,item,quantity,unit\nA,2022,木材,1000,t\n"
    let inventory = try account(text).inventories[0]
    #expect(inventory.total == 0)
    #expect(abs(inventory.biogenic - 1000 * 15.6 * 0.112) < 1e-9)
    #expect(abs(inventory.energyTce - 15_600 / 29.3076) < 1e-9)
    let counted = try account(text, Self.options(.manufacturing)).inventories[0]
    #expect(abs(counted.total - 15.6 * (30 * 28 + 4 * 265) / 1000) < 1e-9)
    #expect(counted.biogenic == inventory.biogenic)
  }

  @Test func `a measured factor replaces carbon dioxide alone`() throws {
    let accounts = try account(
      "entity,year,kind,item,quantity,unit,ncv,factor\nA,2022,combustion,diesel,10,t,42,3\n",
      Self.options(.manufacturing))
    #expect(abs(tonnes("co2", in: accounts.inventories[0]) - 30) < 1e-12)
    #expect(abs(tonnes("ch4", in: accounts.inventories[0]) - 0.42 * 3 * 28 / 1000) < 1e-12)
  }

  @Test func `fuels without a factor are named`() throws {
    let accounts = try account(
      "entity,year,kind,item,quantity,unit\nA,2022,combustion,密闭电石炉炉气,1,TJ\nA,2022,combustion,diesel,1,t\n",
      Self.options(.manufacturing))
    let caveat = try #require(accounts.caveats.first { $0.code == "account-combustion-gas-factors-missing" })
    #expect(
      caveat.message(in: .english)
        == Message(
          what:
            "The library has no methane or nitrous oxide of burning for these fuels, so theirs is left out: Closed carbide furnace gas",
          fix: "Give it in a file for --factors, as ch4_manufacturing and n2o_manufacturing"))
    #expect(
      caveat.message(in: .chinese).what == "因子库没有以下燃料燃烧的甲烷或氧化亚氮因子，这部分未计入：密闭电石炉炉气")
  }

  @Test func `a user's factor wins`() throws {
    let own =
      "key,item,property,value,unit,region,edition,source,verified,uncertainty\nd.ch4,diesel,ch4_manufacturing,7,kgCH4/TJ,cn,own,stack test,yes,20\n"
    let library = try FactorLibrary.builtIn.adding(Array(own.utf8), file: "own.csv")
    let accounts = try account(
      "entity,year,kind,item,quantity,unit\nA,2022,combustion,diesel,1,TJ\n", library: library,
      Self.options(.manufacturing))
    #expect(abs(tonnes("ch4", in: accounts.inventories[0]) - 7 * 28 / 1000) < 1e-12)
  }

  @Test func `a carbon balance is about carbon dioxide`() throws {
    let accounts = try account(Self.activity, entities: Self.entities, Self.options(.bySector))
    let line = accounts.lines(of: accounts.inventories[0])[0]
    #expect(line.tonnes > line.tonnesOfMainGas)
    #expect(line.tonnesOfMainGas == line.quantity * line.recipe.tonnesPerUnit)
  }
}
