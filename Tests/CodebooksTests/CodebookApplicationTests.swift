import Evidence
import Phrasebook
import Tables
import Testing

@testable import Codebooks

@Suite struct CodebookApplicationTests {
  func codebook(_ text: String) throws -> Codebook {
    try Codebook(parsing: Array(text.utf8), file: "c.yml")
  }

  @Test func `what is made of synthetic data says so, and the codebook keeps it`() throws {
    let book = try codebook("synthetic: true\nvariables: [{name: a, kind: integer}]\n")
    #expect(book.isSynthetic)
    let applied = try book.applied(to: surveyTable(["a": cells("1 2")]))
    let caveat = try #require(applied.caveats.first)
    #expect(caveat.code == "data-synthetic")
    #expect(
      caveat.message(in: .english, from: .all).what
        == "SYNTHETIC DATA: a program made these answers and figures; they are nobody's")
    #expect(caveat.message(in: .chinese, from: .all).what == "合成数据：这些回答和数字由程序生成，并非任何人或任何企业的")
    #expect(try codebook(book.written()) == book)
    let real = try codebook("synthetic: false\nvariables: [{name: a, kind: integer}]\n")
    #expect(try real.applied(to: surveyTable(["a": cells("1 2")])).caveats == [])
    #expect(real != book && !real.written().contains("synthetic"))
  }

  @Test func `words become ordered codes with labels in both languages`() throws {
    let table = try surveyTable(["您的企业规模是？": cells("大型 小型 不知道 _ 小型 中型")])
    let applied = try codebook(
      """
      variables:
        - name: size
          column: 您的企业规模是？
          label: {zh: 规模, en: Size}
          kind: ordered
          levels:
            - {value: 小型, code: 1, en: Small}
            - {value: 中型, code: 2, en: Medium}
            - {value: 大型, code: 3, en: Large}
          missing: [{value: 不知道, reason: dont-know}]
      """
    ).applied(to: table)
    #expect(applied.drift == [])
    let column = try #require(applied.table["size"])
    #expect(column.kindName == "ordered")
    #expect((0..<6).map { column.number(at: $0) } == [3, 1, nil, nil, 1, 2])
    #expect(column.text(at: 0, in: .english) == "Large")
    #expect(column.text(at: 0, in: .chinese) == "大型")
    #expect(column.missing.map(\.reason) == [.system, .dontKnow])
    #expect(column.missingCounts() == [1, 1])
    #expect(column.notes.wording.chinese == "您的企业规模是？")
    // A second file that already holds the codes names the same answers.
    let again = try codebook(
      "variables:\n  - {name: size, kind: ordered, levels: [{value: 小型, code: 1}, {value: 中型, code: 2}]}\n"
    ).applied(to: surveyTable(["size": cells("2 1 1")]))
    #expect(again.drift == [])
    #expect(again.table["size"]?.numbers() == [2, 1, 1])
  }

  @Test func `numbers keep their missing reasons apart`() throws {
    let table = try surveyTable(["x": cells("1 -3 99 5 _ 7"), "y": cells("1.5 -3 2 99 _ 4")])
    let applied = try codebook(
      """
      missing: [{value: -3, reason: skipped}]
      variables:
        - {name: x, kind: integer, scale: {min: 1, max: 5}, missing: [{value: 99, reason: refused}]}
        - {name: y, kind: real}
      """
    ).applied(to: table)
    #expect(applied.drift == [])
    let x = try #require(applied.table["x"])
    #expect((0..<6).map { x.value(at: $0) } == [.integer(1), nil, nil, .integer(5), nil, .integer(7)])
    #expect(
      (0..<6).map { x.missingSlot(at: $0).map { x.missing[$0].reason } } == [
        nil, .skipped, .refused, nil, .system, nil,
      ])
    #expect(applied.table["y"]?.number(at: 3) == 99)
    #expect(applied.table["y"]?.missingSlot(at: 1).map { applied.table["y"]!.missing[$0].reason } == .skipped)
    #expect(
      applied.caveats.map(\.line) == [
        "'x' leaves its scale of 1 to 5: 7 (1 in all, first in rows 6) (c.yml:3:5)"
      ])
  }

  @Test func `each difference is a fault with its place`() throws {
    let table = try surveyTable([
      "q1": cells("是 否 也许 是 也许"), "q2": cells("1 x 3 y 5"), "extra": cells("1 2 3 4 5"),
      "d": cells("2022-01-01 2022/2/3 n 2022年3月4日 _"),
    ])
    let applied = try codebook(
      """
      variables:
        - {name: q1, kind: category, levels: [是, 否]}
        - {name: q2, kind: integer}
        - {name: d, kind: date}
        - {name: extras, kind: text}
      """
    ).applied(to: table)
    #expect(
      applied.drift.map(\.line)
        == [
          "'q1' has answers the codebook does not list: 也许 (2 in all, first in rows 3, 5) (c.yml:2:5)",
          "'q2' should be integer, but the data hold category: x, y (rows 2, 4) (c.yml:3:5)",
          "The codebook does not describe the column 'extra' (c.yml)",
          "'d' should be date, but the data hold text: n (rows 3) (c.yml:4:5)",
          "The column 'extras' of variable 'extras' is not in the data (c.yml:5:5)",
        ].map { $0.replacing("hold category", with: table["q2"]!.kindName == "text" ? "hold text" : "hold category") })
    #expect(applied.table["q1"]?.value(at: 2) == .text("也许"))
    #expect(applied.table["extra"]?.number(at: 4) == 5)
    do {
      try applied.check()
      Issue.record("not refused")
    } catch {
      #expect(
        error.report(in: .english) == """
          tansuo: error: The data differ from the codebook in 5 places: q1 ∌ 也许 (2), q2: integer → \(table["q2"]!.kindName) (3), + extra, d: date → text (4), − extras (5) (c.yml)
            fix: Bring the codebook up to date, or read the data without it

          """)
    }
  }

  @Test func `one difference is reported as itself`() throws {
    let table = try surveyTable(["q1": cells("1 2 3")])
    let applied = try codebook("variables: [{name: q1, kind: category, levels: [1, 2]}]").applied(to: table)
    #expect(throws: applied.drift[0]) { try applied.check() }
    #expect(applied.drift[0].code == "codebook-new-value")
    #expect(throws: Never.self) {
      try codebook("variables: [{name: q1, kind: category, levels: [3, 1, 2]}]").applied(to: table).check()
    }
  }

  @Test func `row numbers are those of the file`() throws {
    let table = try surveyTable(["q1": cells("1 2 3 4")]).gathered([3, 2])
    let applied = try codebook("variables: [{name: q1, kind: category, levels: [4]}]").applied(to: table)
    #expect(
      applied.drift.map(\.line) == [
        "'q1' has answers the codebook does not list: 3 (1 in all, first in rows 3) (c.yml:1:13)"
      ])
    #expect(applied.table.originalRows == [3, 2])
  }

  @Test func `several answers in a cell become columns and a set`() throws {
    let table = try surveyTable(["q7": ["节能┋绿电", "绿电", "", "(跳过)", "节能┋其他", " 节能 ┋┋"]])
    let applied = try codebook(
      """
      variables:
        - name: q7
          label: 措施
          kind: multiple
          separator: ┋
          levels: [节能, {value: 绿电, en: Green power}]
          missing: [{value: (跳过), reason: skipped}]
      """
    ).applied(to: table)
    #expect(applied.table.columns.map(\.name) == ["q7_1", "q7_2", "q7_3"])
    #expect(
      applied.table.columns.map { column in (0..<6).map { column.number(at: $0) } } == [
        [1, 0, nil, nil, 1, 1], [1, 1, nil, nil, 0, 0], [0, 0, nil, nil, 1, 0],
      ])
    #expect(applied.table.columns[0].missing.map(\.reason) == [.system, .skipped])
    #expect(applied.table.columns[1].label == Label(chinese: "绿电", english: "Green power"))
    #expect(
      applied.table.responseSets == [
        MultipleResponseSet(
          name: "q7", label: Label(chinese: "措施"), members: ["q7_1", "q7_2", "q7_3"],
          coding: .dichotomies(counted: .integer(1)))
      ])
    #expect(applied.drift.map(\.code) == ["codebook-new-value"])
    #expect(applied.drift[0].facts["values"] == .list(["其他"]))
  }

  @Test func `routing tells skipped from unanswered`() throws {
    let table = try surveyTable(["q3": cells("1 1 2 2 _"), "q4": cells("5 _ _ 4 _")])
    let applied = try codebook(
      "variables:\n  - {name: q3, kind: category, levels: [1, 2]}\n  - {name: q4, kind: integer, asked-if: q3 = 1}\n"
    ).applied(to: table)
    let q4 = try #require(applied.table["q4"])
    #expect(
      (0..<5).map { q4.missingSlot(at: $0).map { q4.missing[$0].reason } } == [nil, .system, .skipped, nil, .system])
    #expect(
      applied.caveats.map(\.line) == [
        "'q4' is answered although it was asked only if q3 = 1 (1 in all, first in rows 4) (c.yml:3:5)"
      ])
    #expect(applied.drift == [])
  }

  @Test func `a skip where the question was asked is noted`() throws {
    let table = try surveyTable(["q3": cells("1 1 2 _"), "q4": cells("-3 5 -3 -3")])
    let applied = try codebook(
      """
      missing: [{value: -3, reason: skipped}]
      variables:
        - {name: q3, kind: category, levels: [1, 2]}
        - {name: q4, kind: integer, asked-if: q3 = 1}
      """
    ).applied(to: table)
    #expect(
      applied.caveats.map(\.line) == [
        "'q4' is marked as skipped although q3 = 1 holds (1 in all, first in rows 1) (c.yml:4:5)"
      ])
  }

  @Test func `a condition on a column that is not there is a fault of the variable`() throws {
    let table = try surveyTable(["q4": cells("5 1")])
    let applied = try codebook("variables: [{name: q4, kind: integer, asked-if: q3 = 1}]").applied(to: table)
    #expect(applied.drift.map(\.code) == ["table-no-such-column"])
    #expect(applied.drift[0].place == Place(file: "c.yml", line: 1, column: 13, detail: "q3 = 1"))
  }

  @Test func `texts that are codes keep their zeros`() throws {
    let table = try surveyTable(["id": cells("007 012 100"), "place": cells("北京 北京 北京"), "n": cells("1 2 3")])
    let applied = try codebook(
      "variables: [{name: id, kind: id}, {name: place, kind: text}, {name: n, kind: text}]"
    ).applied(to: table)
    #expect(applied.drift == [])
    #expect(applied.table["id"]?.value(at: 0) == .text("007"))
    #expect(applied.table["place"]?.kindName == "text")
    #expect(applied.table["n"]?.value(at: 2) == .text("3"))
  }

  @Test func `a name that another column has is not given twice`() throws {
    let table = try surveyTable(["a": cells("1 2"), "b": cells("3 4")])
    let applied = try codebook("variables: [{name: b, column: a, kind: integer}]").applied(to: table)
    #expect(applied.table.columns.map(\.name) == ["b", "b_2"])
    #expect(applied.drift.map(\.code) == ["codebook-new-column", "codebook-name-taken"])
  }

  @Test func `what a file knows of itself can be written and put back`() throws {
    var sex = Column(
      name: "sex", label: Label(english: "Sex"),
      values: .category(
        Codes(places: [0, 1, -2, -1], levelCount: 2, missingCount: 2),
        levels: [Level(.real(1), label: Label(english: "Male")), Level(.real(2), label: Label(english: "Female"))]),
      missing: [.system, MissingValue(.refused, value: .integer(9), label: Label(english: "Refused"))])
    sex.notes.wording = Label(english: "What is your sex?")
    let age = Column(
      name: "age", values: .integer(Integers([20, 30, 0, 40], slots: [-1, -1, 0, -1], missingCount: 1)))
    let day = Column(name: "day", values: .date(Cells([0, 1, 2, Int32.min])))
    let table = try Table(name: "spss", columns: [sex, age, day])
    let codebook = Codebook(describing: table)
    let again = try Codebook(parsing: Array(codebook.written().utf8))
    #expect(again == codebook)
    let applied = again.applied(to: table)
    #expect(applied.drift == [] && applied.caveats == [])
    for name in ["sex", "age", "day"] {
      let before = try #require(table[name])
      let after = try #require(applied.table[name])
      #expect(before.label == after.label && before.notes == after.notes && before.missing == after.missing)
      for row in 0..<4 {
        #expect(before.number(at: row) == after.number(at: row))
        #expect(before.text(at: row, in: .english) == after.text(at: row, in: .english))
        #expect(before.missingSlot(at: row) == after.missingSlot(at: row))
      }
    }
  }

  @Test func `an empty table is no trouble`() throws {
    let applied = try codebook("variables: [{name: a, kind: integer}]").applied(to: Table(name: "t", columns: []))
    #expect(applied.drift.map(\.code) == ["codebook-lost-column"])
    let none = try surveyTable(["a": []])
    #expect(try codebook("variables: [{name: a, kind: category, levels: [1]}]").applied(to: none).drift == [])
  }
}
