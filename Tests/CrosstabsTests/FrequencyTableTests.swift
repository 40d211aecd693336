import Evidence
import Tables
import Testing

@testable import Crosstabs

private func column(_ name: String, _ values: [Int64?]) -> Column {
  var builder = ColumnBuilder(name: name)
  for value in values {
    if let value { builder.append(value) } else { builder.appendMissing() }
  }
  return builder.finished()
}

@Suite struct FrequencyTableTests {
  @Test func `shares are of the valid answers and intervals are Wilson's`() throws {
    // R 4.2.2: prop.test(15, 20, correct = FALSE)$conf.int is 0.531299122381256 0.888138298592334.
    let table = try FrequencyTable(
      of: column("q", Array(repeating: 1, count: 15) + Array(repeating: 2, count: 5) + [nil]))
    #expect(table.n == 20)
    #expect(table.missing == 1)
    #expect(table.lines.map(\.count) == [15, 5])
    #expect(table.lines[0].share == 0.75)
    let interval = try #require(table.lines[0].interval)
    #expect(abs(interval.low - 0.531299122381256) < 1e-14)
    #expect(abs(interval.high - 0.888138298592334) < 1e-14)
  }

  @Test func `nothing and everything have intervals that are not empty`() throws {
    let table = try FrequencyTable(
      of: Column(
        name: "q",
        values: .category(
          Codes(places: [0, 0, 0], levelCount: 2, missingCount: 1), levels: [Level(.integer(1)), Level(.integer(2))])))
    #expect(table.lines[0].interval?.high == 1)
    #expect(table.lines[1].interval?.low == 0)
    #expect(table.lines[1].interval!.high > 0.5)
  }

  @Test func `a column of counts makes each row stand for many`() throws {
    let table = try FrequencyTable(of: column("q", [1, 2, nil]), counts: [30, 10, 5])
    #expect(table.lines.map(\.count) == [30, 10])
    #expect(table.missing == 5)
  }

  @Test func `all missing leaves no shares`() throws {
    let table = try FrequencyTable(of: column("q", [nil, nil]))
    #expect(table.n == 0)
    #expect(table.lines.isEmpty)
  }

  @Test func `several answers are counted of cases and of answers`() throws {
    var survey = try Table(
      name: "t",
      columns: [
        column("a", [1, 1, 0, nil]), column("b", [1, 0, 0, nil]), column("m1", [3, 7, nil, 3]),
        column("m2", [3, 3, nil, 7]),
      ])
    survey.responseSets = [
      MultipleResponseSet(name: "ticks", members: ["a", "b"], coding: .dichotomies(counted: .integer(1))),
      MultipleResponseSet(name: "mentions", members: ["m1", "m2"], coding: .categories),
    ]
    let ticks = try FrequencyTable(of: survey.responseSets[0], in: survey)
    #expect(ticks.n == 3)
    #expect(ticks.lines.map(\.count) == [2, 1])
    #expect(ticks.lines.map(\.shareOfAnswers) == [2.0 / 3, 1.0 / 3])
    let mentions = try FrequencyTable(of: survey.responseSets[1], in: survey)
    #expect(mentions.lines.map(\.count) == [3, 2])
    #expect(mentions.n == 3)
    #expect(mentions.lines[0].share == 1)
  }

  @Test func `who skipped a whole set keeps the reason where all its members give the same`() throws {
    let refused = MissingValue(.refused, value: .integer(-1), label: Label(english: "refused"))
    let unknown = MissingValue(.dontKnow, value: .integer(-2))
    func member(_ name: String, _ values: [Int?], slots: [Int]) -> Column {
      let cells = zip(values, slots).map { $0.map(Double.init) ?? MissingSlots.real($1) }
      return Column(name: name, values: .real(Cells(cells)), missing: [.system, refused, unknown])
    }
    // Answered, refused both, refused one and knew not the other, nothing twice, refused both.
    var survey = try Table(
      name: "t",
      columns: [
        member("a", [1, nil, nil, nil, nil], slots: [0, 1, 1, 0, 1]),
        member("b", [0, nil, nil, nil, nil], slots: [0, 1, 2, 0, 1]),
      ])
    let set = MultipleResponseSet(name: "ticks", members: ["a", "b"], coding: .dichotomies(counted: .integer(1)))
    survey.responseSets = [set]
    let table = try FrequencyTable(of: set, in: survey)
    #expect(table.missingWays.map(\.way) == [refused, .system])
    #expect(table.missingWays.map(\.count) == [2, 2])
    #expect(table.missing == 4 && table.n == 1)
    let counted = try FrequencyTable(of: set, in: survey, counts: [1, 10, 1, 1, 1])
    #expect(counted.missingWays.map(\.count) == [11, 2])
  }
}
