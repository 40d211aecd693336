import EmissionFactors
import Evidence
import TableSources
import Tables
import Testing

@testable import CarbonAccounting

@Suite struct RegisterColumnsTests {
  func table(_ text: String) throws -> Table { try TableSource.read(bytes: Array(text.utf8)).table }

  let activity = """
    entity,year,kind,item,quantity,unit
    E1,2021,combustion,anthracite,10,t
    E1,2022,combustion,anthracite,20,t
    E2,2022,combustion,柴油,1,t
    E9,2022,electricity,电力,100,MWh

    """
  let register = """
    entity,year,province,sector,size
    E1,2021,山东,水泥,大型
    E1,2022,浙江省,水泥,小型
    E2,,山东,奶茶,小型

    """

  func rows(_ condition: String) throws -> [Int32] {
    let filter = try RowFilter(condition)
    let columns = try RegisterColumns(filter.columns, of: table(register), beside: table(activity))
    return try filter.rows(in: columns.table)
  }

  @Test(
    arguments: [
      ("size=小型", [1, 2]), ("province=山东", [0, 2]), ("province=Shandong", [0, 2]), ("省份=Zhejiang", [1]),
      ("sector=Cement and year=2022", [1]), ("sector=奶茶", [2]), ("not size=小型", [0]), ("item=柴油", [2]),
    ] as [(String, [Int32])])
  func `records are chosen by what the register says of their year`(_ condition: String, _ expected: [Int32]) throws {
    #expect(try rows(condition) == expected)
  }

  @Test func `the register is held against a condition that speaks of it alone`() throws {
    func register(_ condition: String) throws -> [Int32]? {
      let filter = try RowFilter(condition)
      let columns = try RegisterColumns(filter.columns, of: table(self.register), beside: table(activity))
      return try columns.register.map { wide throws(Fault) in try filter.rows(in: wide) }
    }
    #expect(try register("province=Shandong and size=大型") == [0])
    #expect(try register("省份=山东") == [0, 2])
    #expect(try register("province=山东 and item=柴油") == nil)
    // The records have ids themselves: nothing is looked up, and the register stays whole.
    #expect(try register("entity=E1") == nil)
  }

  @Test func `a column that neither has is named`() throws {
    let fault = try #require(throws: Fault.self) { _ = try rows("colour=red") }
    #expect(fault.code == "table-no-such-column")
  }
}

@Suite struct SourceTotalsTests {
  func accounts(_ gases: CombustionGases = .none) throws -> CarbonAccounts {
    let activity = """
      entity,year,kind,item,quantity,unit
      E1,2022,combustion,anthracite,10,t
      E1,2022,electricity,电力,1000,MWh
      E2,2022,combustion,无烟煤,30,t
      E2,2022,electricity_export,电力,100,MWh
      E2,2022,capture,地质封存,5,t

      """
    let register = "entity,province,sector\nE1,山东,造纸\nE2,山东,电力\n"
    func table(_ text: String) throws -> Table { try TableSource.read(bytes: Array(text.utf8)).table }
    return try CarbonAccounts(
      of: table(activity), register: EntityRegister(table(register)), options: AccountOptions(combustionGases: gases))
  }

  @Test(arguments: [CombustionGases.none, .bySector])
  func `sources add up to the total, the largest first`(_ gases: CombustionGases) throws {
    let accounts = try accounts(gases)
    let sources = accounts.sourceTotals
    #expect(sources.map(\.item) == ["electricity", "anthracite", "electricity"])
    #expect(sources.map(\.records) == [1, 2, 1])
    #expect(sources[2].tonnes < 0)
    let sum = sources.reduce(0) { $0 + $1.tonnes }
    #expect(abs(sum - accounts.totals.total) < 1e-9)
    #expect(abs(sources.reduce(0) { $0 + $1.energyTce } - accounts.totals.energyTce) < 1e-9)
  }
}
