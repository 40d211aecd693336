import CarbonAccounting
import EmissionFactors
import Evidence
import Phrasebook
import TableSources
import Tables
import Testing

@Suite struct CarbonBalanceTests {
  /// A steel works: fuels burnt, limestone and electrodes, carbon kept in steel by the user's own content.
  static let steel = """
    entity,year,kind,item,quantity,unit,factor
    S,2022,combustion,焦炭,1000,t,
    S,2022,process,石灰石,200,t,
    S,2022,process,电极,10,t,
    S,2022,electricity,电力,500,MWh,
    S,2022,process,SF6,2,kg,

    """

  func balances(_ flows: String, of activity: String = Self.steel, _ library: FactorLibrary = .builtIn) throws
    -> CarbonBalances
  {
    try CarbonBalances(
      of: TableSource.read(bytes: Array(flows.utf8)).table, in: account(activity, library: library))
  }

  @Test func `what went in less what stayed in products is what was emitted`() throws {
    // Coke 28.435 GJ/t × 29.5 tC/TJ = 0.8388325 tC/t; limestone 0.44 tCO2/t and electrodes 3.663 tCO2/t × 12/44; steel
    // 0.42 % carbon; slag 1 %.
    let found = try balances(
      """
      entity,year,flow,item,quantity,unit,carbon_content
      S,2022,input,焦炭,1000,t,
      S,2022,投入,石灰石,200,t,
      S,2022,input,电极,10,t,
      S,2022,product,粗钢,2000,t,0.0042
      S,2022,废渣,炉渣,300,t,0.01

      """)
    #expect(found.excluded.isEmpty)
    let balance = try #require(found.balances.first)
    let coke = try #require(
      FactorLibrary.builtIn.match(item: "coke", .netCalorificValue, in: .china, year: 2022)?.factor.inBaseUnits)
    let content = try #require(
      FactorLibrary.builtIn.match(item: "coke", .carbonContent, in: .china, year: 2022)?.factor.inBaseUnits)
    let carbonIn = 1000 * coke * content + 200 * 0.440 * 12 / 44 + 10 * 3.663 * 12 / 44
    #expect(abs(balance.carbonIn - carbonIn) < 1e-9)
    #expect(balance.inProducts == 2000 * 0.0042)
    #expect(balance.inWaste == 300 * 0.01)
    #expect(abs(balance.emitted - (carbonIn - 8.4 - 3) * 44 / 12) < 1e-9)
    // The sulphur hexafluoride and the electricity are no carbon of this enterprise.
    let accounts = try account(Self.steel)
    let lines = accounts.lines(of: accounts.inventories[0])
    #expect(abs(balance.accounted - lines[0..<3].reduce(0) { $0 + $1.tonnes }) < 1e-9)
    #expect(abs(balance.relativeGap - balance.gap / (carbonIn * 44 / 12)) < 1e-15)
    // 93 % of the coke burns; what is left explains the gap.
    #expect(abs(balance.unburnt - lines[0].tonnes * (1 / 0.93 - 1)) < 1e-9)
    #expect(balance.relativeGap < -0.05)
    #expect(found.caveats.isEmpty)
  }

  @Test func `a gap is named with both figures`() throws {
    let flows = "entity,year,flow,item,quantity,unit,carbon_content\nS,2022,input,x,1000,t,0.5\n"
    let found = try balances(flows, of: "entity,year,kind,item,quantity,unit\nS,2022,combustion,焦炭,1000,t\n")
    let balance = try #require(found.balances.first)
    #expect(abs(balance.emitted - 500.0 * 44 / 12) < 1e-9)
    let caveat = try #require(found.caveats.first)
    let english = caveat.message(in: .english).what
    #expect(
      english.hasPrefix("Account and carbon balance are more than 5 % of the carbon put in apart (most in S: 2851.8"))
    #expect(english.hasSuffix(" t): S"))
    #expect(english.contains("1833.3"))
    #expect(caveat.message(in: .chinese).what.hasPrefix("核算结果与碳平衡相差超过投入碳量的 5%（最大的是 S：核算 2851.8"))
  }

  @Test func `retained carbon of a product is known, and more out than in is impossible`() throws {
    // Methanol retains 1.375 tCO2/t, 0.375 tC/t.
    let found = try balances(
      "entity,year,flow,item,quantity,unit\nS,2022,input,天然气,1,万立方米\nS,2022,product,甲醇,100,t\n")
    let balance = try #require(found.balances.first)
    #expect(abs(balance.inProducts - 37.5) < 1e-9)
    #expect(abs(balance.carbonIn - 389.31 * 0.0153) < 1e-9)
    #expect(
      found.caveats.last?.message(in: .english).what
        == "More carbon left in products and waste than was put in, an input is missing: S")
    #expect(found.caveats.last?.message(in: .chinese).what == "产品和废弃物带走的碳多于投入，缺少某项投入：S")
  }

  @Test(arguments: [
    ("S,2022,sideways,焦炭,1,t,", "There is no kind 'sideways'"), ("S,2022,input,焦炭,,t,", "The quantity is missing"),
    ("S,2022,input,焦炭,-1,t,", "The quantity -1 is negative or not finite"),
    ("S,2022,input,焦炭,1,kWh,", "'焦炭' cannot be counted in 'kWh'; its factors are for: t, 10^4 m3"),
    ("S,2022,input,焦炭,1,t,85", "The measured carbon_content of 85 lies outside 0 to 1"),
    ("S,2022,product,合成氨,1,t,", "The only carbon content for '合成氨' was never held against its official table"),
    ("X,2022,input,焦炭,1,t,", "There is no inventory of 'X' in that year to hold the flow against"),
    ("S,2022,input,焦炭,1,,", "'' is no unit that is known here; nearest: t, 10^4 m3"),
  ])
  func `a flow that cannot be read leaves the enterprise without a balance`(_ row: String, _ reason: String) throws {
    let flows = "entity,year,flow,item,quantity,unit,carbon_content\nS,2022,input,焦炭,1,t,\n\(row)\n"
    let found = try balances(flows)
    #expect(found.excluded.map { $0.reason.message(in: .english).what } == [reason])
    #expect(found.balances.isEmpty == row.hasPrefix("S"))
    #expect(found.caveats.last?.code == "account-excluded-flows")
    #expect(
      found.caveats.last!.message(in: .english).what.hasPrefix(
        "1 carbon flow could not be read, so those enterprises have no balance ("))
    #expect(found.caveats.last!.message(in: .chinese).what.hasPrefix("1 条碳流无法读取，有关企业不作碳平衡（"))
  }

  @Test func `the reason speaks Chinese, and a missing column is named`() throws {
    let none = try balances("entity,year,flow,item,quantity,unit\nX,2022,input,焦炭,1,t\n")
    #expect(none.excluded[0].reason.message(in: .chinese).what == "该年没有“X”的核算结果，无法与碳流核对")
    let fault = try #require(throws: Fault.self) { try balances("entity,year,item,quantity,unit\nS,2022,焦炭,1,t\n") }
    #expect(
      fault.message(in: .english).what
        == "The table of carbon flows has no column 'flow' (流向); its columns are: entity, year, item, quantity, unit")
    #expect(fault.message(in: .chinese).what == "碳流表没有“流向”（flow）列；现有的列：entity、year、item、quantity、unit")
  }
}
