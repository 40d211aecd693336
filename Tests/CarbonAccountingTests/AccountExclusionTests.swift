import EmissionFactors
import Evidence
import Phrasebook
import Testing

@testable import CarbonAccounting

/// Bad records are named with their reason; the others are computed.
@Suite struct AccountExclusionTests {
  static let header = "entity,year,kind,item,quantity,unit,ncv\n"
  static let good = "G,2022,combustion,diesel,1,t,\n"

  @Test(arguments: [
    ("A,2022,combustion,无烟媒,1,t,", "There is no factor for '无烟媒'; nearest: 无烟煤", "没有“无烟媒”的因子；相近的有：无烟煤"),
    ("A,2022,burning,diesel,1,t,", "There is no kind 'burning'", "没有名为“burning”的类别"),
    ("A,2022,combustion,diesel,-1,t,", "The quantity -1 is negative or not finite", "数量 -1 为负或不是有限数"),
    (
      "A,2022,combustion,diesel,1,MWh,", "'diesel' cannot be counted in 'MWh'; its factors are for: t, m3, GJ",
      "“diesel”不能以“MWh”计；其因子的单位：t、m3、GJ"
    ),
    (
      "A,2022,combustion,diesel,1,m3,", "'diesel' cannot be counted in 'm3'; its factors are for: t",
      "“diesel”不能以“m3”计；其因子的单位：t"
    ),
    (
      "A,2022,electricity,电力,1,GJ,", "'电力' cannot be counted in 'GJ'; its factors are for: MWh",
      "“电力”不能以“GJ”计；其因子的单位：MWh"
    ),
    (
      "A,2022,combustion,diesel,1,tonn,", "'tonn' is no unit that is known here; nearest: tonne, ton, tons",
      "不认识单位“tonn”；相近的有：tonne、ton、tons"
    ),
    ("A,2022,combustion,diesel,,t,", "The quantity is missing", "缺少数量"),
    (",2022,combustion,diesel,1,t,", "The record names no enterprise", "记录没有企业"),
    ("A,22,combustion,diesel,1,t,", "'22' is no year", "“22”不是年份"),
    (
      "A,2022,combustion,diesel,1,t,4333", "The measured ncv of 4333 lies outside 0.1 to 150",
      "实测的 ncv 为 4333，超出 0.1 至 150"
    ),
    (
      "A,2022,process,合成氨,1,t,", "The only emission factor for '合成氨' was never held against its official table",
      "“合成氨”的排放因子只有未经核对的数值"
    ),
    (
      "A,2022,combustion,洗中煤,1,t,", "The library has no emission factor for '洗中煤' (China 2022)",
      "因子库没有“洗中煤”的排放因子（全国 2022 年）"
    ),
  ])
  func `a bad record is left out with its reason, the others are computed`(
    _ row: String, _ english: String, _ chinese: String
  ) throws {
    let accounts = try account(Self.header + row + "\n" + Self.good)
    #expect(accounts.excluded.map(\.row) == [0])
    #expect(accounts.excluded.first?.reason.message(in: .english).what == english)
    #expect(accounts.excluded.first?.reason.message(in: .chinese).what == chinese)
    #expect(accounts.inventories.map(\.entity) == ["G"])
    #expect(accounts.inventories[0].recordCount == 1)
  }

  @Test func `a word among the quantities is left out, the numbers count`() throws {
    let header = "entity,year,kind,item,quantity,unit\n"
    let accounts = try account(
      header + "A,2022,combustion,diesel,12吨,t\nA,2022,combustion,diesel,\"1,000\",t\nB,2022,combustion,diesel,2,t\n")
    #expect(accounts.excluded.map(\.row) == [0, 1])
    #expect(accounts.excluded.map { $0.reason.message(in: .english).what }.first == "The quantity '12吨' is no number")
    #expect(
      accounts.excluded[0].reason.message(in: .chinese) == Message(what: "数量“12吨”不是数字", fix: "请只写数字，单位写在单位列"))
    #expect(accounts.inventories.map(\.entity) == ["B"])
    let alone = try account(header + "B,2022,combustion,diesel,2,t\n")
    #expect(accounts.inventories[0].total == alone.inventories[0].total)
    let fault = try #require(throws: Fault.self) { try account(header + "A,2022,combustion,diesel,x,t\n") }
    #expect(fault.code == "table-not-numeric")
  }

  @Test func `the same record twice counts once and says where the first stands`() throws {
    let text = Self.header + Self.good + Self.good
    let accounts = try account(text)
    #expect(accounts.inventories[0].recordCount == 1)
    #expect(accounts.excluded[0].reason.message(in: .english).what == "The record says the same as line 2")
    #expect(accounts.excluded[0].reason.message(in: .chinese).what == "记录与第 2 行完全相同")
    let kept = try account(text, AccountOptions(dropsDuplicates: false, threads: 1))
    #expect(kept.inventories[0].total == 2 * accounts.inventories[0].total)
    #expect(kept.excluded.isEmpty)
  }

  @Test func `a note tells records apart`() throws {
    let accounts = try account(
      "entity,year,item,quantity,unit,note\nA,2022,diesel,1,t,boiler 1\nA,2022,diesel,1,t,boiler 2\n")
    #expect(accounts.inventories[0].recordCount == 2)
  }

  @Test func `an enterprise outside the register is computed and named`() throws {
    let accounts = try account(Self.header + Self.good, entities: "entity,province\nX,山东\n")
    #expect(
      accounts.caveats.first?.message(in: .english).what
        == "Not in the register, so national factors were used and no intensity exists: G")
    #expect(accounts.caveats.first?.message(in: .chinese).what == "不在名录中，因此采用全国因子，也没有强度：G")
    #expect(accounts.inventories[0].perValueAdded == nil)
    #expect(accounts.inventories[0].total > 0)
  }

  @Test func `value added that is not positive gives no intensity and says so`() throws {
    let accounts = try account(Self.header + Self.good, entities: "entity,value_added,output\nG,0,-1\n")
    #expect(accounts.inventories[0].perValueAdded == nil)
    #expect(accounts.inventories[0].perOutput == nil)
    #expect(
      accounts.caveats.map { $0.message(in: .chinese).what } == [
        "增加值不为正（0），没有按它计算的强度：G", "产值不为正（-1），没有按它计算的强度：G",
        "燃烧产生的甲烷和氧化亚氮未计入（国内企业核算指南只计二氧化碳）：是没有计，不是零",
      ])
  }

  @Test func `nothing left is a fault that names the first reason`() throws {
    let fault = try #require(throws: Fault.self) { try account(Self.header + "A,2022,combustion,x,1,t,\n") }
    #expect(
      fault.message(in: .english).what
        == "None of the 1 record could be accounted for; the first is left out as account-unknown-item")
  }

  @Test func `a missing column is named in both languages`() throws {
    let fault = try #require(throws: Fault.self) { try account("entity,item,quantity\nA,diesel,1\n") }
    #expect(
      fault.message(in: .chinese)
        == Message(what: "活动数据表没有“单位”（unit）列；现有的列：entity、item、quantity", fix: "请把相应的列命名为“单位”或 unit"))
    #expect(fault.message(in: .english).fix == "Name a column 'unit' or '单位'")
  }

  @Test func `a year nobody reports is refused`() throws {
    let fault = try #require(throws: Fault.self) {
      try account(Self.header + Self.good, AccountOptions(year: 1999, threads: 1))
    }
    #expect(fault.message(in: .english) == Message(what: "No record is of the year 1999", fix: "Choose one of: 2022"))
  }
}
