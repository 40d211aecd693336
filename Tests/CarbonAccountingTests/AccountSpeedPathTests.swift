import EmissionFactors
import Evidence
import NumericalMethods
import Phrasebook
import Tables
import Testing

@testable import CarbonAccounting
@testable import TableSources

/// Checks that go by codes find what a plain search finds.
@Suite struct AccountSpeedPathTests {
  struct Record: Hashable {
    var entity: Int
    var year: Int
    var item: String
    var quantity: Int
    var note: String
  }

  static func records(_ count: Int) -> [Record] {
    var generator = SeededGenerator(seed: 11)
    return (0..<count).map { _ in
      Record(
        entity: generator.integer(below: 6), year: 2020 + generator.integer(below: 2),
        item: ["diesel", "coke", "lpg", "no such fuel"][generator.integer(below: 4)],
        quantity: generator.integer(below: 9) - 1, note: ["", "a", "b"][generator.integer(below: 3)])
    }
  }

  @Test(arguments: [1, 2, 5])
  func `a record that says the same as an earlier one is found among many`(_ threads: Int) throws {
    let records = Self.records(1500)
    let text =
      "entity,year,item,quantity,unit,note\n"
      + records.map { "E\($0.entity),\($0.year),\($0.item),\($0.quantity),t,\($0.note)\n" }.joined()
    let accounts = try account(text, AccountOptions(comparesQuantities: false, threads: threads))
    var first: [Record: Int] = [:]
    var expected: [Int: Int] = [:]
    for (row, record) in records.enumerated() where record.item != "no such fuel" && record.quantity >= 0 {
      if let known = first[record] { expected[row] = known } else { first[record] = row }
    }
    let duplicates = accounts.excluded.filter { $0.reason.code == AccountCaveat.duplicate.rawValue }
    #expect(duplicates.map(\.row) == expected.keys.sorted())
    #expect(duplicates.map { $0.reason.facts["first"] } == duplicates.map { .integer(expected[$0.row]! + 2) })
    #expect(accounts.inventories.reduce(0) { $0 + $1.recordCount } == first.count)
    #expect(accounts.inventories.allSatisfy { accounts.lines(of: $0).count == $0.recordCount })
  }

  @Test func `the middle of the others is that of a list without the one`() {
    var generator = SeededGenerator(seed: 5)
    for count in 2..<12 {
      let numbers = (0..<count).map { _ in Double(generator.integer(below: 5)) }
      for place in numbers.indices {
        let others = numbers.enumerated().filter { $0.offset != place }.map(\.element).sorted()
        let half = others.count / 2
        let middle = others.count % 2 == 1 ? others[half] : (others[half - 1] + others[half]) / 2
        let quick = SortedOthers(numbers.sorted(), without: numbers[place])
        #expect(quick.middle == middle)
        #expect(quick.first == others.first && quick.last == others.last)
      }
    }
  }

  @Test func `doubts come in one order on any number of threads`() throws {
    var activity = "entity,year,item,quantity,unit\n"
    var entities = "entity,sector,value_added\n"
    for index in 0..<1300 {
      for item in ["diesel", "coke", "lpg"] {
        activity += "E\(index),2022,\(item),\(index % 400 == 3 ? 100_000 : 100 + index % 7),t\n"
        activity += "E\(index),2023,\(item),\(index % 500 == 9 ? 1 : 100 + index % 5),t\n"
      }
      entities += "E\(index),\(index % 2 == 0 ? "钢铁" : "水泥"),100\n"
    }
    let one = try account(activity, entities: entities, AccountOptions(threads: 1))
    let many = try account(activity, entities: entities, AccountOptions(threads: 4))
    #expect(one.inventories == many.inventories)
    let own = one.inventories.first { $0.entity == "E3" && $0.year == 2022 }!
    #expect(
      own.caveats.map { $0.facts["item"]?.text(in: .chinese) } == ["柴油", "焦炭", "液化石油气", "柴油", "焦炭", "液化石油气"])
    #expect(
      own.caveats.map(\.code)
        == Array(repeating: "account-unit-slip", count: 3) + Array(repeating: "account-peer-outlier", count: 3))
  }

  static let totalsAlone = AccountOptions(dropsDuplicates: false, comparesQuantities: false, keepsRecords: false)

  func rows(_ text: String) -> CSVRowStream? {
    CSVRowStream(FileBytes(Array(text.utf8)), path: "activity.csv", options: ReadingOptions())
  }

  /// Records that are all right: `entity` names an enterprise by a number.
  static func plainRecords(_ count: Int, years: Int, entity: (Int) -> String) -> String {
    var generator = SeededGenerator(seed: 3)
    let items = ["无烟煤", "柴油", "焦炭", "电力", "SF6", "烟煤", "汽油", "天然气", "热力"]
    let units = ["电力": "MWh", "天然气": "万立方米", "热力": "GJ"]
    var text = "企业,年份,kind,item,quantity,unit,note\n"
    for row in 0..<count {
      // Later rows bring more enterprises, years and items, so that what is known has to grow.
      let item = items[generator.integer(below: row < count / 2 ? 4 : 9)]
      // Factors of power are of 2021 and 2022.
      let year = 2021 + generator.integer(below: row < count / 3 ? 1 : item == "电力" ? min(years, 2) : years)
      let kind = item == "柴油" && row % 2 == 0 ? "燃烧" : ""
      let quantity = Double(generator.integer(below: 100_000)) / 64
      text += "\(entity(generator.integer(below: 2 + row / 20))),\(year),\(kind),\(item),\(quantity),"
      text += "\(units[item] ?? "t"),\(row % 7 == 0 ? "x" : "")\n"
    }
    return text
  }

  @Test(arguments: [1, 2, 3], ["E", "", "-", "很长的企业名称而且超过三十二个字节"])
  func `an account of streamed rows has the bits of that of a table`(_ years: Int, _ prefix: String) throws {
    let text = Self.plainRecords(6000, years: years) { "\(prefix)\(prefix == "E" ? $0 % 150 : 7 * $0)" }
    let register = "entity,province,value_added\n\(prefix)7,山东,5\n\(prefix)14,江苏,0\n\(prefix)21,nowhere,3\n"
    for year in [nil, 2021] {
      for entities in ["", register] {
        var options = Self.totalsAlone
        options.year = year
        let whole = try account(text, entities: entities.isEmpty ? nil : entities, options)
        for threads in [1, 3] {
          options.threads = threads
          let stream = try #require(rows(text))
          let streamed = try #require(CarbonAccounts(streaming: stream, register: whole.register, options: options))
          #expect(streamed.inventories == whole.inventories)
          #expect(streamed.caveats == whole.caveats)
          #expect(streamed.totals == whole.totals)
          #expect(streamed.years == whole.years)
        }
      }
    }
  }

  @Test func `streamed rows give the gases of burning of each sector`() throws {
    let text = Self.plainRecords(4000, years: 2) { "E\($0 % 150)" }
    var options = Self.totalsAlone
    options.combustionGases = .bySector
    let whole = try account(text, entities: "entity,sector\nE1,发电\nE2,钢铁\nE3,热力\n", options)
    let stream = try #require(rows(text))
    let streamed = try #require(CarbonAccounts(streaming: stream, register: whole.register, options: options))
    #expect(streamed.inventories == whole.inventories)
    #expect(Set(streamed.inventories.map(\.combustionUse)) == [.energyIndustries, .manufacturing])
    #expect(streamed.inventories.count { $0.otherCombustionGases > 0 } > 10)
    #expect(streamed.caveats == whole.caveats)
  }

  @Test func `stretches of rows come to the same sums`() throws {
    let text = Self.plainRecords(5000, years: 4) { "\($0)" }
    let stream = try #require(rows(text))
    let options = Self.totalsAlone
    let maker = RecipeMaker(.builtIn, options)
    let whole = try #require(StreamedTotals(stream, year: nil, register: nil, maker, threads: 1))
    for stretch in [1, 7, 999, 2500, 4999] {
      let parts = try #require(
        StreamedTotals(stream, year: nil, register: nil, maker, stretch: max(stretch, 250), threads: 2))
      #expect(parts.entities == whole.entities && parts.years == whole.years)
      #expect(parts.plan.channels == whole.plan.channels)
      #expect(parts.sums.indices.allSatisfy { abs(parts.sums[$0] - whole.sums[$0]) <= 1e-12 * abs(whole.sums[$0]) })
      #expect(
        parts.sums.indices.allSatisfy {
          parts.counts[$0 / parts.plan.channels.count] == whole.counts[$0 / whole.plan.channels.count]
        })
    }
  }

  /// Both ways give the same account of a text.
  func expectSame(_ text: String, entities: String? = nil, _ options: AccountOptions = totalsAlone) throws {
    let whole = try account(text, entities: entities, options)
    let stream = try #require(rows(text))
    let streamed = try #require(CarbonAccounts(streaming: stream, register: whole.register, options: options))
    #expect(streamed.inventories == whole.inventories)
    #expect(streamed.caveats == whole.caveats)
    #expect(streamed.totals == whole.totals)
  }

  @Test func `words are told apart by their bytes`() throws {
    let accents = "\u{E9},2021,柴油,100,t\ne\u{301},2021,柴油,1,t\nE3,2021,柴油,1,t\n"
    for more in ["", accents, accents + accents + accents] {
      try expectSame("entity,year,item,quantity,unit\n" + accents + more)
    }
  }

  @Test func `quoted words, dates beside and keys that fall are streamed`() throws {
    try expectSame(
      "\"entity\",\"year\",\"item\",\"quantity\",\"unit\"\n\"E1\",2021,\"柴油\",3.5,\"t\"\n\"E2\",2021,\"汽油\",3.5,\"t\"\n"
    )
    try expectSame("entity,year,item,quantity,unit,date\nE1,2021,柴油,1,t,2021-03-04\nE2,2021,柴油,1,t,2021-03-05\n")
    let falling = (0..<40).map { "\(-2_141_000_000 - $0 * 150_000),2021,柴油,1,t\n" }
    try expectSame("entity,year,item,quantity,unit\n" + falling.joined())
  }

  @Test func `fuels without factors of their gases are named in one order`() throws {
    var options = Self.totalsAlone
    options.combustionGases = .bySector
    try expectSame(
      "entity,year,kind,item,quantity,unit\nE1,2021,燃烧,石灰石,1,t\nE1,2021,燃烧,水泥熟料,1,t\nE1,2021,燃烧,柴油,1,t\n",
      entities: "entity,sector\nE1,发电\n", options)
  }

  @Test(arguments: [
    "E1,2021,,柴油,,t,\n", "E1,2021,,无烟媒,3,t,\n", "E1,2021,,柴油,-1,t,\n", ",2021,,柴油,1,t,\n", "E1,soon,,柴油,1,t,\n",
    "E1,,,柴油,1,t,\n", "E1,2021,,柴油,1e999,t,\n", "E1,2021,,柴油,n/a,t,\n", "E1,2021,,柴油,1,furlong,\n", "E1,2021\n",
    "E1,2021,,柴油,1,t,,,7\n", "E1,2021, ,柴油,1,t,\n", "E1,1066,,柴油,1,t,\n", "E1,2021.5,,柴油,1,t,\n",
  ])
  func `a record that needs a closer look ends the stream`(_ odd: String) throws {
    let text = Self.plainRecords(3000, years: 2) { "E\($0)" }
    let plain = try #require(rows(text))
    #expect(CarbonAccounts(streaming: plain, options: Self.totalsAlone) != nil)
    for odd in [text + odd, text.replacing("E0,2021,", with: odd + "E0,2021,", maxReplacements: 1)] {
      if let rows = rows(odd) { #expect(CarbonAccounts(streaming: rows, options: Self.totalsAlone) == nil) }
    }
  }

  @Test(arguments: ["region,山东", "ncv,20", "factor,2.5", "oxidation,0.98", "uncertainty,5"])
  func `columns by which records differ must be empty in a stream`(_ column: String) throws {
    let parts = column.split(separator: ",").map(String.init)
    func text(_ value: String) -> String {
      "entity,year,item,quantity,unit,\(parts[0])\n" + String(repeating: "E1,2021,柴油,1,t,\n", count: 300)
        + "E1,2021,柴油,1,t,\(value)\n"
    }
    let empty = try #require(rows(text("")))
    let filled = try #require(rows(text(parts[1])))
    #expect(CarbonAccounts(streaming: empty, options: Self.totalsAlone) != nil)
    #expect(CarbonAccounts(streaming: filled, options: Self.totalsAlone) == nil)
  }

  @Test func `a stream serves no account that needs single records`() throws {
    let stream = try #require(rows("entity,year,item,quantity,unit\nE1,2021,柴油,1,t\nE2,2021,柴油,1,t\n"))
    #expect(CarbonAccounts(streaming: stream, options: AccountOptions()) == nil)
    #expect(rows("entity,year,item\n") == nil)
    let incomplete = try #require(rows("entity,year,item,quantity\nE1,2021,柴油,1\nE2,2021,柴油,1\n"))
    #expect(CarbonAccounts(streaming: incomplete, options: Self.totalsAlone) == nil)
  }
}
