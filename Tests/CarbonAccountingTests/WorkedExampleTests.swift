import EmissionFactors
import Evidence
import Testing

@testable import CarbonAccounting

/// Examples that guides and standards print, met to the last printed digit.
@Suite struct WorkedExampleTests {
  /// Calorific value in kJ/kg or kJ/m³, carbon in tC/TJ, oxidation, and the kilograms of carbon dioxide printed for each
  /// kilogram or cubic metre: 各种能源折标准煤及碳排放参考系数, calorific values of GB/T 2589-2008 and carbon of the provincial
  /// guide (发改办气候〔2011〕1041号).
  static let dioxideOfFuels: [(item: String, energy: Double, carbon: Double, oxidation: Double, printed: Double)] = [
    ("烟煤", 20_908, 26.37, 0.94, 1.9003), ("焦炭", 28_435, 29.5, 0.93, 2.8604), ("原油", 41_816, 20.1, 0.98, 3.0202),
    ("燃料油", 41_816, 21.1, 0.98, 3.1705), ("汽油", 43_070, 18.9, 0.98, 2.9251), ("煤油", 43_070, 19.5, 0.98, 3.0179),
    ("柴油", 42_652, 20.2, 0.98, 3.0959), ("液化石油气", 50_179, 17.2, 0.98, 3.1013),
    ("炼厂干气", 46_055, 18.2, 0.98, 3.0119), ("天然气", 38_931, 15.3, 0.99, 2.1622),
  ]

  @Test(arguments: dioxideOfFuels)
  func `carbon dioxide of a fuel is what the table prints`(
    _ fuel: (item: String, energy: Double, carbon: Double, oxidation: Double, printed: Double)
  ) throws {
    let isGas = fuel.item == "天然气"
    // GJ/t, or GJ for 10⁴ m³.
    let energy = fuel.energy / (isGas ? 100 : 1000)
    let accounts = try account(
      "entity,year,kind,item,quantity,unit,ncv,carbon_content,oxidation\n"
        + "A,2022,combustion,\(fuel.item),1,\(isGas ? "千立方米" : "t"),\(energy),\(fuel.carbon),\(fuel.oxidation)\n")
    let tonnes = accounts.inventories[0].total
    #expect((tonnes * 10_000).rounded() / 10_000 == fuel.printed)
  }

  @Test func `raw coal of the library gives the printed 1.9003`() throws {
    let accounts = try account("entity,year,item,quantity,unit\nA,2022,原煤,1,t\n")
    #expect((accounts.inventories[0].total * 10_000).rounded() / 10_000 == 1.9003)
    #expect(accounts.lines(of: accounts.inventories[0])[0].recipe.edition == "provincial-2011")
  }

  /// 43 TJ/Gg × 74,100 kg/TJ: 3.1863 kg for each kilogram of diesel by IPCC 2006 Vol 2 Tables 1.2 and 1.4.
  @Test func `diesel by IPCC gives 3.1863`() throws {
    let library = try FactorLibrary.builtIn.preferring(["ipcc-2006"])
    let accounts = try account("entity,year,item,quantity,unit\nA,2022,柴油,1,t\n", library: library)
    #expect((accounts.inventories[0].total * 10_000).rounded() / 10_000 == 3.1863)
  }

  /// Table 1.4 of IPCC 2006 Vol 2 Ch 1 is carbon content of Table 1.3 × 44/12 × 1000, printed to three figures.
  @Test(arguments: [
    ("anthracite", 26.8), ("coking_coal", 25.8), ("bituminous", 25.8), ("sub_bituminous", 26.2), ("lignite", 27.6),
    ("coke", 29.2), ("coal_tar", 22.0), ("crude_oil", 20.0), ("gasoline", 18.9), ("jet_kerosene", 19.5),
    ("kerosene", 19.6), ("diesel", 20.2), ("fuel_oil", 21.1), ("lpg", 17.2), ("naphtha", 20.0), ("bitumen", 22.0),
    ("petroleum_coke", 26.6), ("refinery_gas", 15.7), ("coke_oven_gas", 12.1), ("blast_furnace_gas", 70.8),
    ("converter_gas", 49.6), ("natural_gas", 15.3),
  ])
  func `carbon dioxide of the IPCC table follows from its carbon`(_ item: String, _ carbon: Double) throws {
    let factor = try #require(
      FactorLibrary.builtIn.factors.first { $0.key == "ipcc2006.\(item).co2_per_energy" })
    let exact = carbon * 44 / 12 * 1000
    let step = exact >= 100_000 ? 1000.0 : 100
    #expect(abs(factor.value - exact) <= step, "\(factor.value) \(exact)")
  }

  /// E = FC × C × OF × 44/12 with elemental carbon as received, the formula of the guide for power stations
  /// (企业温室气体排放核算与报告指南 发电设施); the product of calorific value and carbon content gives the same.
  @Test func `elemental carbon of power stations stands for calorific value and carbon content`() throws {
    let header = "entity,year,kind,item,quantity,unit,ncv,carbon_content,oxidation\n"
    let accounts = try account(header + "P,2022,combustion,烟煤,10,万吨,21.5,0.5312,99\n")
    let inventory = accounts.inventories[0]
    #expect(abs(inventory.total - 100_000 * 0.5312 * 0.99 * 44 / 12) < 1e-6)
    #expect(accounts.lines(of: inventory)[0].recipe.terms.map(\.text) == ["0.5312 tC/t", "99 %", "44/12"])
    #expect(abs(inventory.energyTce - 100_000 * 21.5 / 29.3076) < 1e-6)
    let byHeat = try account(header + "P,2022,combustion,烟煤,10,万吨,21.5,\(0.5312 / 21.5),99\n").inventories[0]
    #expect(abs(byHeat.total - inventory.total) < 1e-6)
    let gases = try account(
      header + "P,2022,combustion,烟煤,10,万吨,21.5,0.5312,99\n",
      AccountOptions(combustionGases: .energyIndustries, threads: 1)
    ).inventories[0]
    #expect(abs(gases.otherCombustionGases - 2150 * (1 * 28 + 1.5 * 265) / 1000) < 1e-9)
    let refused = try account(header + "P,2022,combustion,天然气,10,万立方米,,0.5,\nP,2022,combustion,烟煤,1,t,,,\n")
    #expect(refused.excluded.map(\.reason.code) == ["account-bad-measurement"])
  }
}
