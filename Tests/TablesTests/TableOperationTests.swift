import Evidence
import NumericalMethods
import Testing

@testable import Tables

private func survey() throws -> Table {
  var province = texts("province", ["山东", "江苏", "山东", "浙江", nil, "山东", "江苏", "浙江"])
  province.label = Label(chinese: "省份", english: "Province")
  var satisfaction = category(
    "q1", [0, 1, 2, -1, 1, 2, -2, 0],
    [
      Level(.integer(1), label: Label(chinese: "不满意", english: "dissatisfied")),
      Level(.integer(2), label: Label(chinese: "一般", english: "neutral")),
      Level(.integer(3), label: Label(chinese: "满意", english: "satisfied")),
    ], missing: [.system, MissingValue(.refused, value: .integer(9))])
  satisfaction.label = Label(chinese: "满意度")
  return try Table(
    name: "survey",
    columns: [
      province, satisfaction, integers("q2", [1, 2, 3, 4, 5, 1, nil, 3]),
      integers("year", [2021, 2022, 2022, 2021, 2022, 2023, 2022, 2022]),
      texts("q5_a", ["x", "y", "z", "u", "v", "w", "p", "q"]), texts("a-b", ["1", "2", "3", "4", "5", "6", "7", "8"]),
    ])
}

@Suite struct ColumnSelectionTests {
  @Test(arguments: [
    ("q1", ["q1"]), ("满意度", ["q1"]), ("Province", ["province"]), ("q1-year", ["q1", "q2", "year"]),
    ("q*", ["q1", "q2", "q5_a"]), ("q?", ["q1", "q2"]), ("year,q1，year", ["year", "q1"]), ("\"a-b\"", ["a-b"]),
    ("a-b", ["a-b"]),
    (" q2 , q1 ", ["q2", "q1"]), ("*_*", ["q5_a"]),
    ("*", ["province", "q1", "q2", "year", "q5_a", "a-b"]),
  ])
  func `columns are picked by name, label, range and pattern`(_ text: String, _ names: [String]) throws {
    #expect(try ColumnSelection(text).names(in: survey()) == names)
  }

  @Test func `a misspelt column is refused with its neighbours`() throws {
    let error = try #require(throws: Fault.self) { try ColumnSelection("provnce").names(in: survey()) }
    #expect(error.facts == ["column": "provnce", "nearest": ["province"]])
  }

  @Test(arguments: ["zz*", "", ",", "year-q1"])
  func `what names no column is refused`(_ text: String) throws {
    #expect(throws: Fault.self) { try ColumnSelection(text).names(in: survey()) }
  }

  @Test func `one column is demanded where one is needed`() throws {
    let error = try #require(throws: Fault.self) { try ColumnSelection("q1-year").column(in: survey()) }
    #expect(error.code == "selection-several-columns")
  }
}

@Suite struct RowFilterTests {
  @Test(arguments: [
    ("province=山东", [0, 2, 5]), ("province!=山东", [1, 3, 6, 7]), ("not province=山东", [1, 3, 6, 7]),
    ("q1=满意", [2, 5]), ("q1=satisfied", [2, 5]), ("q1=3", [2, 5]), ("q1>=一般", [1, 2, 4, 5]),
    ("q1>1", [1, 2, 4, 5]),
    ("满意度=一般 or year=2021", [0, 1, 3, 4]), ("province in (山东, 浙江) and year>=2022", [2, 5, 7]),
    ("province in (山东，浙江) and not (year<2022 or q2=3)", [5]), ("year=2022 and q2<3", [1]),
    ("q5_a='x'", [0]), ("year≥2023", [5]), ("year<>2022", [0, 3, 5]), ("not not year=2023", [5]),
    ("year=2021 or year=2023 and q1=3", [0, 3, 5]),
  ])
  func `rows are kept as the condition says and never where it cannot be known`(_ text: String, _ rows: [Int32]) throws
  {
    #expect(try RowFilter(text).rows(in: survey()) == rows)
  }

  @Test(arguments: [
    ("province=", "filter-expected", 10), ("=3", "filter-expected", 1), ("q1 3", "filter-expected", 4),
    ("q1 in (1", "filter-expected", 9), ("(q1=1", "filter-expected", 6), ("q1=1 q2=2", "filter-expected", 6),
    ("q1='a", "filter-unclosed-quote", 4), ("", "filter-expected", 1),
  ])
  func `a condition that cannot be read is refused at its column`(_ text: String, _ code: String, _ column: Int) throws
  {
    let error = try #require(throws: Fault.self) { try RowFilter(text) }
    #expect(error.code == code)
    #expect(error.place?.column == column)
  }

  @Test func `an endless nest of parentheses is refused`() throws {
    let error = try #require(throws: Fault.self) { try RowFilter(String(repeating: "(", count: 100_000)) }
    #expect(error.code == "filter-too-deep")
  }

  @Test(arguments: [
    ("q1=非常满意", "filter-no-such-level"), ("year=many", "filter-not-a-number"),
    ("nosuch=1", "table-no-such-column"),
    ("province>5", "filter-not-a-number"),
  ])
  func `a condition that does not fit the table is refused`(_ text: String, _ code: String) throws {
    let error = try #require(throws: Fault.self) { try RowFilter(text).rows(in: survey()) }
    #expect(error.code == code)
  }

  @Test func `a number that no answer has is simply never met`() throws {
    #expect(try RowFilter("q1=7").rows(in: survey()) == [])
  }
}

@Suite struct TableJoinTests {
  private func enterprises(_ ids: [String?]) throws -> Table {
    try Table(
      name: "enterprises",
      columns: [
        texts("id", ids), integers("staff", ids.indices.map { Int64($0 * 10) }), texts("q", ids.map { _ in "same" }),
      ])
  }

  @Test func `each row finds its enterprise and nothing is lost`() throws {
    let left = try Table(
      name: "people", columns: [texts("firm", ["b", "a", "x", nil, "b"]), integers("q", [1, 2, 3, 4, 5])])
    let join = try TableJoin(left, on: "firm", to: enterprises(["a", "b", "c"]), on: "id")
    #expect(join.table.columns.map(\.name) == ["firm", "q", "staff", "enterprises.q"])
    #expect((0..<5).map { join.table["staff"]!.number(at: $0) } == [10, 0, nil, nil, 10])
    #expect(join.unmatchedRows == [2])
    #expect(join.rowsWithoutKey == [3])
    #expect(join.unusedKeys == ["c"])
    #expect(
      join.caveats.map(\.code) == ["join-unmatched-rows", "join-rows-without-key", "join-unused-keys"])
    #expect(join.caveats[0].facts["rows"] == ["3"])
  }

  @Test func `a key that stands twice is refused`() throws {
    let left = try Table(name: "people", columns: [texts("firm", ["a"])])
    let error = try #require(throws: Fault.self) {
      try TableJoin(left, on: "firm", to: enterprises(["a", "b", "a"]), on: "id")
    }
    #expect(error.facts["keys"] == ["a"])
  }

  @Test func `keys that never meet are refused`() throws {
    let left = try Table(name: "people", columns: [texts("firm", ["A"])])
    #expect(throws: Fault.self) { try TableJoin(left, on: "firm", to: enterprises(["a"]), on: "id") }
  }
}

@Suite struct DerivedColumnTests {
  @Test func `an item is reversed within its scale and keeps who refused`() throws {
    let reversed = try survey()["q1"]!.reversed()
    #expect((0..<8).map { reversed.number(at: $0) } == [3, 2, 1, nil, 2, 1, nil, 3])
    #expect(reversed.text(at: 0, in: .chinese) == "不满意")
    #expect(reversed.missingSlot(at: 6) == 1)
    let back = try reversed.reversed()
    let original = try survey()["q1"]!
    #expect((0..<8).map { back.value(at: $0) } == (0..<8).map { original.value(at: $0) })
  }

  @Test func `an item whose bounds nobody stated cannot be reversed`() throws {
    let error = try #require(throws: Fault.self) { try integers("x", [1, 2, 4]).reversed() }
    #expect(error.code == "derivation-no-scale-bounds")
    var column = integers("x", [1, 2, 4])
    column.notes.scaleBounds = 1...5
    #expect(try column.reversed().numbers() == [5, 4, 2])
  }

  @Test func `a score needs enough answers`() throws {
    let score = try survey().score("s", of: ["q1", "q2"], minimumAnswered: 2)
    #expect((0..<8).map { score.number(at: $0) } == [1, 2, 3, nil, 3.5, 2, nil, 2])
  }
}

@Suite struct PatternsTests {
  @Test func `distinct rows are counted, in an order that rows cannot change`() throws {
    var generator = SeededGenerator(seed: 7)
    for columns in 1...4 {
      let rows = 300
      let data = (0..<columns).map { _ in
        (0..<rows).map { _ -> Int64? in
          let value = Int64(generator.integer(below: 4))
          return value == 3 ? nil : value
        }
      }
      let table = try Table(name: "t", columns: data.enumerated().map { integers("c\($0)", $1) })
      let names = table.columns.map(\.name)
      let patterns = try Patterns(of: names, in: table)
      // The slow and obvious way: whole rows as keys.
      var counted: [[Int64?]: Int] = [:]
      for row in 0..<rows { counted[data.map { $0[row] }, default: 0] += 1 }
      #expect(patterns.count == counted.count)
      #expect(patterns.multiplicities.reduce(0, +) == rows)
      for row in 0..<rows {
        let pattern = Int(patterns.patternOfRow[row])
        let values = patterns.pattern(pattern).enumerated().map { column, place -> Int64? in
          guard place >= 0, case .integer(let value) = patterns.columns[column].levels[Int(place)].value else {
            return nil
          }
          return Int64(value)
        }
        #expect(values == data.map { $0[row] })
        #expect(patterns.multiplicities[pattern] == counted[values])
      }
      let shuffled = table.gathered((0..<Int32(rows)).reversed())
      let again = try Patterns(of: names, in: shuffled)
      #expect(again.places == patterns.places)
      #expect(again.multiplicities == patterns.multiplicities)
    }
  }

  @Test func `an empty table has no patterns`() throws {
    let table = try Table(name: "t", columns: [integers("c", [])])
    #expect(try Patterns(of: ["c"], in: table).count == 0)
  }
}
