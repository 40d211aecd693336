import EmissionFactors
import Evidence
import NumericalMethods
import Phrasebook
import TableSources
import Testing

@testable import CarbonAccounting

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

  /// Records that are all right; the rows that follow force the way on which rows are kept.
  @Test(arguments: [
    "", "E1,2021,柴油,,t,烟台\n", "E1,2021,无烟媒,3,t,\n", "E1,2021,柴油,-1,t,\n", ",2021,柴油,1,t,\n", "E1,soon,柴油,1,t,\n",
  ])
  func `totals made while rows are coded have the bits of the others`(_ more: String) throws {
    var text = "entity,year,item,quantity,unit,region\n"
    var generator = SeededGenerator(seed: 3)
    let items = ["无烟煤", "柴油", "焦炭", "电力", "SF6"]
    for _ in 0..<6000 {
      let item = items[generator.integer(below: 5)]
      let unit = item == "电力" ? "MWh" : "t"
      let quantity = Double(generator.integer(below: 100_000)) / 64
      let region = ["", "山东", "浙江"][generator.integer(below: 3)]
      text +=
        "E\(generator.integer(below: 40)),\(2021 + generator.integer(below: 2)),\(item),\(quantity),\(unit),\(region)\n"
    }
    text += more
    func made(_ keeps: Bool, year: Int? = nil, threads: Int) throws -> CarbonAccounts {
      try account(
        text, entities: "entity,province,value_added\nE1,山东,5\nE2,江苏,0\n",
        AccountOptions(
          year: year, dropsDuplicates: false, comparesQuantities: false, keepsRecords: keeps, threads: threads))
    }
    for year in [nil, 2022] {
      let whole = try made(true, year: year, threads: 1)
      for threads in [1, 3] {
        let alone = try made(false, year: year, threads: threads)
        #expect(alone.inventories == whole.inventories)
        #expect(alone.excluded == whole.excluded)
        #expect(alone.caveats == whole.caveats)
        #expect(alone.totals == whole.totals)
      }
    }
  }
}
