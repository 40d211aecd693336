import Evidence
import Testing

@testable import Tables

/// A categorical column from places in `levels`; −1 − *s* is missing way *s*.
func category(_ name: String, _ places: [Int32], _ levels: [Level], missing: [MissingValue] = [.system]) -> Column {
  Column(
    name: name,
    values: .category(
      Codes(places: places, levelCount: levels.count, missingCount: missing.count), levels: levels),
    missing: missing)
}

func integers(_ name: String, _ values: [Int64?]) -> Column {
  var builder = ColumnBuilder(name: name)
  for value in values {
    if let value { builder.append(value) } else { builder.appendMissing() }
  }
  return builder.finished()
}

func texts(_ name: String, _ values: [String?]) -> Column {
  var builder = ColumnBuilder(name: name)
  for value in values {
    if let value { builder.append(value) } else { builder.appendMissing() }
  }
  return builder.finished()
}

@Suite struct ColumnTests {
  @Test(arguments: [
    ([Int64](arrayLiteral: -112, 127), 1), ([-113, 0], 2), ([0, 128], 2), ([-31744, 32767], 2), ([-31745, 0], 4),
    ([0, 32768], 4), ([0, 2_147_483_647], 4), ([0, 2_147_483_648], 8), ([-2_147_418_113, 0], 8),
  ])
  func `integers are stored as narrow as they and the codes for missing values allow`(_ values: [Int64], _ width: Int) {
    let column = integers("x", values + [nil])
    guard case .integer(let stored) = column.values else {
      Issue.record("not integers")
      return
    }
    let found =
      switch stored {
      case .bytes: 1
      case .shorts: 2
      case .words: 4
      case .longs: 8
      }
    #expect(found == width)
    #expect((0..<values.count).map { stored[$0] } == values)
    #expect(column.missingSlot(at: values.count) == 0)
    #expect(column.number(at: values.count) == nil)
  }

  @Test func `each way of being missing is kept apart at every width`() {
    let missing = [MissingValue.system, MissingValue(.refused, value: .integer(-1)), MissingValue(.skipped)]
    for top in [Int64(5), 500, 70_000, 5_000_000_000] {
      var builder = ColumnBuilder(name: "x", missing: missing)
      builder.append(top)
      for slot in [0, 1, 2, 1] { builder.appendMissing(slot) }
      let column = builder.finished()
      #expect((0..<5).map { column.missingSlot(at: $0) } == [nil, 0, 1, 2, 1])
      #expect(column.missingCounts() == [1, 2, 1])
    }
    var reals = ColumnBuilder(name: "x", missing: missing)
    reals.append(0.5)
    for slot in [2, 0] { reals.appendMissing(slot) }
    #expect((0..<3).map { reals.finished().missingSlot(at: $0) } == [nil, 2, 0])
  }

  @Test(arguments: [10, 239, 240, 241, 64_511, 64_512, 70_000])
  func `codes round-trip at every number of levels`(_ levels: Int) {
    let places = [Int32(levels - 1), 0, -1, -3]
    let codes = Codes(places: places, levelCount: levels, missingCount: 3)
    #expect(codes.places() == places)
    #expect((0..<4).map { codes[$0] } == places)
  }

  @Test func `a column of numbers and texts becomes text and loses nothing`() {
    var builder = ColumnBuilder(name: "x")
    builder.append(Int64(7))
    builder.append(2.5)
    builder.append("seven")
    builder.appendMissing()
    let column = builder.finished()
    #expect((0..<4).map { column.value(at: $0) } == [.text("7"), .text("2.5"), .text("seven"), nil])
  }

  @Test func `reals that are whole numbers become integers`() {
    var builder = ColumnBuilder(name: "x")
    builder.append(1.0)
    builder.append(250.0)
    guard case .integer(.shorts) = builder.finished().values else {
      Issue.record("not two-byte integers")
      return
    }
  }

  @Test func `texts that repeat are categories in order of code point`() {
    let column = texts("x", ["b", "a", "b", nil, "a", "b"])
    guard case .category(_, let levels) = column.values else {
      Issue.record("not a category")
      return
    }
    #expect(levels.map(\.value) == [.text("a"), .text("b")])
    #expect(column.text(at: 0, in: .english) == "b")
  }

  @Test func `texts that hardly repeat stay text`() {
    guard case .text = texts("x", ["b", "a", "c"]).values else {
      Issue.record("not text")
      return
    }
  }

  @Test func `days are counted right across centuries`() {
    for (days, text) in [
      (0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (-141_428, "1582-10-14"), (19_052, "2022-03-01"),
    ] {
      #expect(CalendarDate(daysSince1970: days).description == text)
      #expect(CalendarDate(iso: text)?.daysSince1970 == days)
    }
    #expect(CalendarDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CalendarDate.dateTime(secondsSince1970: -1) == "1969-12-31 23:59:59")
    for days in stride(from: -1_000_000, through: 1_000_000, by: 997) {
      #expect(CalendarDate(daysSince1970: days).daysSince1970 == days)
    }
  }
}

@Suite struct CategoriesTests {
  @Test func `numbers are sorted by size and gaps are closed`() throws {
    let found = try integers("x", [10, 9, nil, 10, -3]).categories()
    #expect(found.levels.map(\.value) == [.integer(-3), .integer(9), .integer(10)])
    #expect(found.codes.places() == [2, 1, -1, 2, 0])
    #expect(found.scores == [-3, 9, 10])
  }

  @Test func `texts score by their place`() throws {
    #expect(try texts("x", ["b", "a", "b"]).categories().scores == [1, 2])
  }

  @Test func `levels nobody chose stay where the codebook lists them`() throws {
    let column = category("x", [2, 2], [Level(.integer(1)), Level(.integer(2)), Level(.integer(3))])
    #expect(try column.categories().levels.count == 3)
  }

  @Test func `all one-byte integers fit although some need two-byte codes`() throws {
    let found = try integers("x", (-112...127).map { Int64($0) }).categories()
    #expect(found.levels.count == 240)
    #expect(found.codes.places() == Array(0..<240))
  }

  @Test func `a column of too many values is refused by name`() throws {
    let error = try #require(throws: Fault.self) {
      try integers("id", (0..<3000).map { Int64($0) }).categories()
    }
    #expect(error.code == "table-too-many-categories")
    #expect(error.facts == ["column": "id", "limit": 2000, "rows": 3000])
  }

  @Test func `zero and minus zero are one answer`() throws {
    var builder = ColumnBuilder(name: "x")
    for value in [0.0, -0.0, 0.5] { builder.append(value) }
    #expect(try builder.finished().categories().levels.count == 2)
  }
}
