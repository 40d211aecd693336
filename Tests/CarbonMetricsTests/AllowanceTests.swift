import CarbonAccounting
import Evidence
import Phrasebook
import TableSources
import Testing

@testable import CarbonMetrics

@Suite struct AllowanceTests {
  func assess(
    _ activity: String, _ entities: String, _ options: AssessmentOptions? = nil
  ) throws -> [CarbonAssessment] {
    let (inventories, data) = try inventories("entity,year,kind,item,quantity,unit\n" + activity, entities)
    return CarbonAssessments(of: inventories, data: data, options: try options ?? AssessmentOptions()).entries
  }

  @Test func `power of 2023 is allotted by generation and heat, direct emissions only`() throws {
    let entry = try assess(
      "P,2023,combustion,anthracite,400000,t\nP,2023,electricity,电力,1000,MWh\n",
      "entity,sector,benchmark_class,generation,heat_supply,net_sold\nP,电力,coal_gt300,1000000,200000,5000\n")[0]
    let allowance = try #require(entry.allowance)
    #expect(abs(allowance.allotted - (795_000 + 20_760)) < 1e-6)
    let emissions = 400_000 * 24.515 * 27.49e-3 * 0.94 * 44 / 12
    #expect(abs(allowance.emissions - emissions) < 1e-6)
    #expect(abs(allowance.shortfall - (emissions - 815_760)) < 1e-6)
    #expect(allowance.surplus == 0)
    #expect(abs(allowance.offsetLimit - emissions / 20) < 1e-6)
    #expect(allowance.carryOverLimit == 17_500)
    #expect(allowance.penalty == nil)
    #expect(allowance.prices.year == 2024)
    #expect(abs(allowance.cost.middle - allowance.shortfall * 95.96) < 1e-4)
    #expect(entry.caveats.map(\.code) == ["metrics-price-of-other-year"])
  }

  @Test func `a surplus is a gain, least where the price is low`() throws {
    let allowance = try #require(
      try assess(
        "P,2024,combustion,anthracite,100000,t\n",
        "entity,sector,benchmark_class,generation\nP,电力,coal_le300,1000000\n",
        AssessmentOptions(prices: .init(low: 10, middle: 20, high: 30)))[0].allowance)
    #expect(allowance.shortfall == 0)
    #expect(allowance.cost.high == -allowance.surplus * 10)
    #expect(allowance.cost.low == -allowance.surplus * 30)
    #expect(allowance.penalty?.high == 0)
  }

  @Test func `a gas unit owes no more than it is given`() throws {
    let allowance = try #require(
      try assess(
        "P,2024,combustion,天然气,100000,万立方米\n",
        "entity,sector,benchmark_class,generation\nP,电力,gas,10\n")[0].allowance)
    #expect(allowance.shortfall == 0)
    #expect(allowance.obligation == allowance.allotted)
    #expect(allowance.emissions > allowance.allotted)
  }

  @Test func `a coal unit of 2020 is short by a fifth of its emissions at most`() throws {
    let allowance = try #require(
      try assess(
        "P,2020,combustion,anthracite,100000,t\n",
        "entity,sector,benchmark_class,supply\nP,电力,coal_unconv,10\n")[0].allowance)
    #expect(abs(allowance.shortfall - 0.2 * allowance.emissions) < 1e-6)
  }

  @Test func `industries of 2024 are allotted what they emit, without purchased electricity`() throws {
    let allowance = try #require(
      try assess(
        "S,2024,combustion,anthracite,100,t\nS,2024,electricity,电力,1000,MWh\n", "entity,sector\nS,钢铁\n")[0].allowance)
    #expect(allowance.allotted == allowance.emissions)
    #expect(abs(allowance.emissions - 232.2771) < 1e-3)
    #expect(allowance.shortfall == 0 && allowance.surplus == 0)
  }

  @Test func `the slope of 2025 is recalled, and bounded by three percent`() throws {
    let activity = (1...3).map { "S\($0),2025,combustion,anthracite,\($0 * 100),t\n" }.joined()
    let entities = "entity,sector,product,product_unit\nS1,水泥,100,t\nS2,水泥,100,t\nS3,水泥,100,t\n"
    let refused = try assess(activity, entities)[0]
    #expect(refused.allowance == nil)
    #expect(
      refused.caveats[0].message(in: .english).what
        == "No allowance: the benchmark of 'Cement' for 2025 (mee-industry-2024-2025) could not be held against its official table"
    )
    let rates = try assess(activity, entities, AssessmentOptions(acceptsUnverified: true)).map {
      $0.allowance!.benchmark
    }
    #expect(abs(rates[0] - 1.03) < 1e-12 && abs(rates[1] - 1) < 1e-12 && abs(rates[2] - 0.97) < 1e-12)
  }

  @Test(arguments: [
    ("entity,sector\nP,电力\n", "metrics-no-class", "无配额：名录没有写明机组的基准线类别（首个：P）"),
    ("entity,sector,benchmark_class\nP,电力,coal\n", "metrics-unknown-class", "无配额：配额方案中没有 P 的类别“coal”"),
    (
      "entity,sector,benchmark_class\nP,电力,gas\n", "metrics-no-electricity",
      "无配额：名录没有 generation 列，也没有以 MWh 计的产量（P）"
    ),
  ])
  func `what is missing is said`(_ entities: String, _ code: String, _ message: String) throws {
    let entry = try assess("P,2024,combustion,anthracite,100,t\n", entities)[0]
    #expect(entry.allowance == nil)
    #expect(entry.caveats.map(\.code) == [code])
    #expect(entry.caveats[0].message(in: .chinese).what == message)
  }

  @Test func `sectors without a plan have no allowance and nothing to be said`() throws {
    let entry = try assess("P,2024,combustion,anthracite,100,t\n", "entity,sector\nP,造纸\n")[0]
    #expect(entry.allowance == nil && entry.caveats.isEmpty)
  }

  @Test func `a year without a plan, and a class that no plan has`() throws {
    let entry = try assess("P,2018,combustion,anthracite,100,t\n", "entity,sector\nP,钢铁\n")[0]
    #expect(
      entry.caveats[0].message(in: .english).what
        == "No allowance: no allocation plan has a benchmark of 'Steel' for 2018")
    #expect(entry.caveats[0].message(in: .chinese).what == "无配额：配额方案没有“钢铁”在 2018 年的基准")
    let fault = #expect(throws: Fault.self) { try AssessmentOptions(powerClass: "wind") }
    #expect(fault?.message(in: .english).what == "No allocation plan has a class 'wind'")
  }

  @Test func `grades and allowances count of fuels the carbon dioxide alone`() throws {
    let activity = try TableSource.read(
      bytes: Array("entity,year,kind,item,quantity,unit\nS,2024,combustion,无烟煤,1000,t\n".utf8)
    ).table
    let register = try EntityRegister(
      TableSource.read(bytes: Array("entity,sector,value_added\nS,钢铁,100\n".utf8)).table)
    let (plain, counted) = try (
      CarbonAccounts(of: activity, register: register).inventories[0],
      CarbonAccounts(
        of: activity, register: register, options: AccountOptions(combustionGases: .bySector, threads: 1)
      ).inventories[0]
    )
    #expect(counted.total > plain.total)
    #expect(abs(counted.energyRelated - plain.energyRelated) < 1e-9)
    let allowances = try [plain, counted].map {
      try #require(CarbonAssessments(of: [$0], options: try AssessmentOptions()).entries[0].allowance)
    }
    #expect(abs(allowances[0].emissions - allowances[1].emissions) < 1e-9)
    #expect(abs(allowances[0].allotted - allowances[1].allotted) < 1e-9)
  }
}
