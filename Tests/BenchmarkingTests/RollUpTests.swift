import Benchmarking
import CarbonAccounting
import Evidence
import Phrasebook
import TableSources
import Tables
import Testing

/// What a sum over enterprises covers and counts twice.
@Suite struct RollUpTests {
  static let entities = """
    entity,name,province,sector,value_added,output,energy_tce,product,product_unit
    P,甲电厂,山东,电力,100,300,900,5000,MWh
    B,乙化工有限公司,山东,化工,200,400,80,10,t
    C,丙化工,江苏,化工,300,500,20,10,t
    D,丁水泥,江苏,水泥,400,800,,10,t

    """
  static let header = "entity,year,kind,item,quantity,unit,counterparty,region\n"
  static let activity =
    header + """
      P,2022,combustion,烟煤,2000,t,,
      B,2022,electricity,电力,1000,MWh,P,
      B,2022,heat,热力,100,GJ,P,
      C,2022,electricity,电力,500,MWh,,浙江
      C,2022,combustion,柴油,1,t,,

      """

  func rollUp(
    _ activity: String = Self.activity, entities: String = Self.entities, by: [AccountTotals.Grouping] = [],
    control: String? = nil
  ) throws -> (rollUp: RollUp, accounts: CarbonAccounts) {
    func table(_ text: String) throws -> Table { try TableSource.read(bytes: Array(text.utf8)).table }
    let records = try table(activity)
    let accounts = try CarbonAccounts(of: records, register: EntityRegister(table(entities)))
    let totals = try control.map { try ControlTotals(table($0)) }
    return (try RollUp(of: accounts, table: records, by: by, control: totals), accounts)
  }

  @Test func `coverage counts enterprises and the shares of those that state them`() throws {
    let found = try rollUp(by: [.sector]).rollUp
    let whole = try #require(found.coverage.first)
    #expect(whole.listed == 4 && whole.accounted == 3 && whole.missing == ["D"])
    #expect(whole.shareOfValueAdded == 600.0 / 1000)
    #expect(whole.shareOfOutput == 1200.0 / 2000)
    #expect(whole.shareOfEnergy == 1)
    #expect(found.coverage.dropFirst().map(\.group) == [["电力"], ["化工"], ["水泥"]])
    #expect(found.coverage.last?.shareOfValueAdded == 0)
    #expect(found.coverage.last?.shareOfEnergy == nil)
    #expect(
      found.caveats[0].message(in: .english).what == "3 of 4 listed enterprises are accounted for in 2022")
    #expect(found.caveats[0].message(in: .chinese).what == "2022 年名录中的 4 家企业有 3 家已核算")
  }

  @Test func `what was bought of a listed seller that states no sale counts twice`() throws {
    let (found, accounts) = try rollUp()
    let bought = found.overlaps.filter { $0.kind == .boughtFromListed }
    #expect(bought.map(\.entity) == ["B", "B"] && bought.map(\.other) == ["P", "P"])
    let lines = accounts.lines(of: accounts.inventories[1])
    #expect(bought.map(\.tonnes) == lines.map(\.tonnes))
    #expect(
      found.caveats[1].message(in: .english).what.hasPrefix(
        "4 places where the sum may count twice or in the wrong place, "))
    #expect(found.caveats[1].message(in: .chinese).what.hasPrefix("汇总中有 4 处可能重复计算或计错地方，至多 "))
    // Half of the electricity was stated as sold: half counts twice. Meters may differ by a percent.
    let half = try rollUp(Self.activity + "P,2022,electricity_export,电力,500,MWh,B,\n")
    #expect(
      half.rollUp.overlaps.first { $0.kind == .boughtFromListed && $0.entity == "B" }?.tonnes == lines[0].tonnes / 2)
    let all = try rollUp(Self.activity + "P,2022,electricity_export,电力,99.5,万千瓦时,B,\nP,2022,heat_export,热力,100,GJ,B,\n")
    #expect(!all.rollUp.overlaps.contains { $0.kind == .boughtFromListed })
    let more = try rollUp(Self.activity + "P,2022,electricity_export,电力,1500,MWh,B,\n")
    let sold = try #require(more.rollUp.overlaps.first { $0.kind == .soldToListed })
    #expect(sold.entity == "P" && sold.other == "B")
    #expect(abs(sold.tonnes - lines[0].tonnes / 2) < 1e-9)
  }

  @Test func `a power plant that sells nothing is named with the most it can count twice`() throws {
    let (found, accounts) = try rollUp()
    let unsold = try #require(found.overlaps.first { $0.kind == .unsoldPower })
    #expect(unsold.entity == "P")
    // What B bought of P by name is named as that; what is left is bought of somebody.
    #expect(abs(unsold.tonnes - accounts.inventories[2].scope2Location) < 1e-9)
    #expect(unsold.tonnes < accounts.inventories[0].scope1)
    let selling = try rollUp(Self.activity + "P,2022,electricity_export,电力,500,MWh,,\n")
    #expect(!selling.rollUp.overlaps.contains { $0.kind == .unsoldPower })
  }

  @Test func `an enterprise registered here and emitting there is named`() throws {
    let (found, accounts) = try rollUp()
    let elsewhere = found.overlaps.filter { $0.kind == .elsewhere }
    #expect(elsewhere.map(\.entity) == ["C"] && elsewhere.map(\.other) == ["zhejiang"])
    #expect(elsewhere[0].tonnes == accounts.lines(of: accounts.inventories[2])[0].tonnes)
    let places = found.placeTotals
    #expect(places.map(\.place).contains("zhejiang"))
    let there = try #require(places.first { $0.place == "zhejiang" })
    #expect(there.byOthers == elsewhere[0].tonnes)
    #expect(there.located == there.registered - there.elsewhere + there.byOthers)
    // Whoever moves, the nation emits what it emits.
    let (by, at) = (places.reduce(0) { $0 + $1.registered }, places.reduce(0) { $0 + $1.located })
    #expect(abs(by - at) < 1e-9 * by)
  }

  @Test func `one enterprise under two ids is found by its name and by its records`() throws {
    let twins = Self.entities + "E,乙化工（有限公司）,山东,化工,1,1,1,1,t\nF,乙化工公司,山东,化工,1,1,1,1,t\nG,己厂,江苏,化工,1,1,1,1,t\n"
    let named = try rollUp(Self.activity + "F,2022,combustion,柴油,5,t,,\n", entities: twins).rollUp
    let same = named.overlaps.filter { $0.kind == .sameEnterprise }
    #expect(same.map(\.entity) == ["F"] && same.map(\.other) == ["B"])
    let items = ["柴油,5", "汽油,6", "煤油,7"]
    var records = Self.activity
    for item in items { records += "D,2022,combustion,\(item),t,,\n" }
    for item in items.reversed() { records += "G,2022,combustion,\(item),t,,\n" }
    let alike = try rollUp(records, entities: twins).rollUp
    #expect(alike.overlaps.filter { $0.kind == .sameEnterprise }.map { [$0.entity, $0.other] } == [["G", "D"]])
    let other = try rollUp(records + "G,2022,combustion,柴油,5,t,,\n", entities: twins).rollUp
    #expect(other.repeatedRecords == 1)
  }

  @Test func `published totals are held against the sum with gap and share`() throws {
    let control = """
      province,sector,measure,value,unit,source
      山东省,,total,1,万吨,统计公报
      江苏,化工,,1000,t,
      ,,energy,10,万吨标准煤,
      广东,,total,5,t,
      江苏,,scope1,1,t,

      """
    let (found, accounts) = try rollUp(control: control)
    let rows = found.reconciliations
    #expect(rows.map(\.entry.published) == [10_000, 1000, 100_000, 5, 1])
    let shandong = accounts.inventories[0].total + accounts.inventories[1].total
    #expect(abs(rows[0].sum - shandong) < 1e-9)
    #expect(abs(rows[0].gap - (10_000 - shandong)) < 1e-9)
    #expect(abs(rows[0].share - shandong / 10_000) < 1e-12)
    #expect(rows.map(\.enterprises) == [2, 1, 3, 0, 1])
    #expect(abs(rows[2].sum - accounts.totals.energyTce) < 1e-9)
    let sentences = found.caveats.map { $0.message(in: .english).what }
    #expect(sentences.contains("The sum of enterprises is more than was published (lines 6)"))
    #expect(sentences.contains("No enterprise belongs to these published totals (lines 5)"))
    let chinese = found.caveats.map { $0.message(in: .chinese).what }
    #expect(chinese.contains("企业合计超过公布的总量（第 6 行）") && chinese.contains("没有企业属于这些公布的总量（第 5 行）"))
  }

  @Test(arguments: [
    (
      "province,total tonnes\n山东,5\n",
      "The table of published totals has no column 'value' (数值); its columns are: province, total tonnes",
      "公布总量表没有“数值”（value）列；现有的列：province、total tonnes"
    ),
    ("value\n-5\n", "A published total must be a number above 0, not '-5'", "公布的总量应为大于 0 的数字，而不是“-5”"),
    (
      "value,measure\n5,joy\n", "There is no measure 'joy' to hold a published total against", "没有名为“joy”的指标可与公布总量核对"
    ),
    ("value,unit\n5,kWh\n", "A published total cannot be in 'kWh'", "公布的 total 不能以“kWh”计"),
  ])
  func `a table of totals that cannot be read says why`(_ control: String, _ english: String, _ chinese: String) throws
  {
    let fault = try #require(throws: Fault.self) { try rollUp(control: control) }
    #expect(fault.message(in: .english).what == english)
    #expect(fault.message(in: .chinese).what == chinese)
    #expect(control.hasPrefix("province") || fault.place?.line == 2)
  }

  @Test func `a total without a year needs an account of one year`() throws {
    let two = Self.activity + "C,2021,combustion,柴油,1,t,,\n"
    let fault = try #require(throws: Fault.self) { try rollUp(two, control: "value\n5\n") }
    #expect(
      fault.message(in: .english).what
        == "The published total names no year, but there are records of several: 2021, 2022")
    #expect(fault.message(in: .chinese).what == "公布的总量没有写年份，而记录有多个年份：2021、2022")
    let found = try rollUp(two, control: "year,value\n2021,5\n").rollUp
    #expect(found.reconciliations.map(\.enterprises) == [1])
  }
}
