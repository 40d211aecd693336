import EmissionFactors
import Evidence
import Phrasebook
import Testing

@testable import CarbonAccounting

/// What does not fit is said of the enterprise and year it concerns.
@Suite struct AccountDoubtTests {
  static func years(_ quantities: [String], item: String = "diesel", unit: String = "t") -> String {
    "entity,year,item,quantity,unit\n"
      + quantities.enumerated().map { "A,\(2020 + $0),\(item),\($1),\(unit)\n" }.joined()
  }

  func codes(_ accounts: CarbonAccounts) -> [[String]] { accounts.inventories.map { $0.caveats.map(\.code) } }

  @Test(arguments: [
    (AccountOptions.Fill.conservative, 40.0), (.neighbours, 25), (.lastYear, 10),
  ])
  func `a gap is filled by the stated method and marked`(_ fill: AccountOptions.Fill, _ expected: Double) throws {
    let accounts = try account(
      Self.years(["9", "10", "", "40"]), AccountOptions(fill: fill, comparesQuantities: false, threads: 1))
    let filled = accounts.inventories[2]
    #expect(accounts.lines(of: filled).map(\.quantity) == [expected])
    #expect(accounts.lines(of: filled).map(\.isFilled) == [true])
    #expect(filled.filledCount == 1)
    #expect(
      filled.caveats.map { $0.message(in: .english).what }
        == ["Missing quantities were filled in (\(fill.rawValue)): A"])
    #expect(accounts.inventories[1].filledCount == 0)
  }

  @Test func `filling converts units and needs another year`() throws {
    let text = "entity,year,item,quantity,unit\nA,2021,diesel,3000,kg\nA,2022,diesel,,t\nB,2022,diesel,,t\n"
    let accounts = try account(text, AccountOptions(fill: .lastYear, comparesQuantities: false, threads: 1))
    #expect(accounts.lines(of: accounts.inventories[1]).map(\.quantity) == [3])
    #expect(
      accounts.excluded.map { $0.reason.message(in: .english).what }
        == ["The quantity is missing, and no other year of the enterprise gives one (last-year)"])
    // There is no year before 2021 to take.
    let first = try account(
      Self.years(["", "5"]), AccountOptions(fill: .lastYear, comparesQuantities: false, threads: 1))
    #expect(first.excluded.map(\.row) == [0])
  }

  @Test func `other years serve for filling where one year is asked for`() throws {
    let accounts = try account(Self.years(["7", ""]), AccountOptions(year: 2021, fill: .lastYear, threads: 1))
    #expect(accounts.inventories.map(\.year) == [2021])
    #expect(accounts.lines(of: accounts.inventories[0]).map(\.quantity) == [7])
  }

  @Test(
    arguments: [
      (["100", "110", "105000"], [[], [], ["account-unit-slip"]]),
      (["100", "110", "0.105"], [[], [], ["account-unit-slip"]]),
      (["100", "101", "99", "360"], [[], [], [], ["account-unit-slip"]]),
      (["100", "110", "620"], [[], [], ["account-outlier"]]), (["100", "110", "15"], [[], [], ["account-outlier"]]),
      (["100", "110", "200"], [[], [], []]), (["100", "180", "360"], [[], [], []]),
    ] as [([String], [[String]])])
  func `slips of units and outliers are seen against other years`(
    _ quantities: [String], _ expected: [[String]]
  ) throws {
    #expect(try codes(account(Self.years(quantities))) == expected)
  }

  @Test func `a slip says by how much`() throws {
    let accounts = try account(Self.years(["100", "100", "100000"], item: "电力", unit: "MWh"))
    #expect(
      accounts.caveats.last { $0.code == "account-unit-slip" }?.message(in: .chinese).what
        == "“电力”是其他年份的 1000 倍，疑似单位差 1000 倍：A")
  }

  @Test func `an enterprise far from its sector stands out`() throws {
    var activity = "entity,year,item,quantity,unit\n"
    var entities = "entity,sector,value_added\n"
    for index in 0..<8 {
      activity += "E\(index),2022,diesel,\(index == 3 ? 100_000 : 100 + index),t\n"
      entities += "E\(index),钢铁,100\n"
    }
    let accounts = try account(activity, entities: entities)
    #expect(codes(accounts).enumerated().filter { !$0.element.isEmpty }.map(\.offset) == [3])
    #expect(codes(accounts)[3] == ["account-peer-outlier"])
  }

  @Test func `items that come or go and a changed register are named`() throws {
    let accounts = try account(
      "entity,year,item,quantity,unit\nA,2021,diesel,1,t\nA,2021,coke,1,t\nA,2022,diesel,1,t\nA,2022,lpg,1,t\n",
      entities: "entity,year,sector,province\nA,2021,钢铁,山东\nA,2022,水泥,山东\n")
    #expect(
      accounts.inventories[1].caveats.map { $0.message(in: .english).what } == [
        "Against 2021 these came (combustion LPG) and these went (combustion Coke): A",
        "The register says 水泥, 山东 where 2021 said 钢铁, 山东: A",
      ])
  }

  @Test func `a factor of another year or a wider region is named`() throws {
    let accounts = try account(
      "entity,year,item,quantity,unit\nA,2024,电力,1,MWh\nB,2022,电力,1,MWh\n",
      entities: "entity,province\nA,山东\nB,西藏\n")
    #expect(
      accounts.inventories.flatMap { $0.caveats.map { $0.message(in: .english).what } } == [
        "elec.prov.shandong.2023 was used for 2024, 1 year away from its own: A",
        "elec.cn.2022 was used because there is none for tibet: B",
      ])
  }

  @Test func `the user's factors are used visibly`() throws {
    let own =
      "key,item,property,value,unit,region,edition,source,verified\nheat.cn,heat,emission_factor,0.09,tCO2/GJ,cn,own,own,yes\n"
    let library = try FactorLibrary.builtIn.adding(Array(own.utf8), file: "own.csv")
    let accounts = try account("entity,year,item,quantity,unit\nA,2022,热力,10,GJ\n", library: library)
    #expect(abs(accounts.inventories[0].total - 0.9) < 1e-15)
    #expect(accounts.lines(of: accounts.inventories[0])[0].recipe.edition == "own")
    #expect(accounts.caveats.map { $0.message(in: .chinese).what } == ["heat.cn 采用所给文件的 0.09，因子库为 0.11"])
  }
}
