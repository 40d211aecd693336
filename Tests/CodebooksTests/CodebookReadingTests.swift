import Evidence
import Phrasebook
import Tables
import Testing

@testable import Codebooks

@Suite struct CodebookReadingTests {
  static let sample = """
    title: {zh: 企业调查, en: Enterprise survey}
    missing:
      - {value: -3, reason: skipped, zh: 跳过}
    variables:
      - name: size
        column: 您的企业规模是？
        label: {zh: 企业规模, en: Size}
        wording: 您的企业规模是？
        kind: ordered
        levels:
          - {value: 小型, code: 1, en: Small}
          - {value: 中型, code: 2, en: Medium}
          - {value: 大型, code: 3, en: Large}
        missing:
          - {value: 不知道, reason: dont-know, en: Don't know}
      - name: q3
        label: 是否改造
        kind: category
        levels:
          - 1
          - {value: 2, zh: 否, en: 'No'}
      - name: q4
        kind: integer
        scale: {min: 1, max: 5}
        reverse: true
        asked-if: q3 = 1
        notes: asked of those who did
      - name: q7
        kind: multiple
        separator: ┋
        levels: [节能, 绿电]
      - {name: cost, kind: real, unit: 万元}
      - {name: q5_1, kind: category}
      - {name: q5_2, kind: category}
    sets:
      - {name: q5, label: Measures, members: [q5_1, q5_2], counted: 1}
    """

  @Test func `every part of a codebook is read`() throws {
    let codebook = try Codebook(parsing: Array(Self.sample.utf8), file: "c.yml")
    #expect(codebook.title == Label(chinese: "企业调查", english: "Enterprise survey"))
    #expect(codebook.missing == [MissingValue(.skipped, value: .integer(-3), label: Label(chinese: "跳过"))])
    #expect(codebook.variables.map(\.name) == ["size", "q3", "q4", "q7", "cost", "q5_1", "q5_2"])
    let size = try #require(codebook["size"])
    #expect(size.header == "您的企业规模是？")
    #expect(size.wording == Label(chinese: "您的企业规模是？"))
    #expect(size.levels[2] == .init(.text("大型"), code: .integer(3), label: Label(english: "Large")))
    #expect(size.missing[0].reason == .dontKnow)
    #expect(codebook["q3"]?.levels.map(\.value) == [.integer(1), .integer(2)])
    #expect(codebook["q4"]?.scaleBounds == 1...5)
    #expect(codebook["q4"]?.isReversed == true)
    #expect(codebook["q4"]?.askedIf?.text == "q3 = 1")
    #expect(codebook["q7"]?.separator == "┋")
    #expect(codebook["cost"]?.unit == "万元")
    #expect(codebook.responseSets[0].coding == .dichotomies(counted: .integer(1)))
    #expect(codebook.places["q3"] == Place(file: "c.yml", line: 16, column: 5))
  }

  @Test func `a codebook is written as it is read`() throws {
    let codebook = try Codebook(parsing: Array(Self.sample.utf8))
    let text = codebook.written(header: ["survey"])
    #expect(try Codebook(parsing: Array(text.utf8)) == codebook)
    #expect(
      text.hasPrefix(
        """
        # survey

        title: {zh: 企业调查, en: Enterprise survey}
        missing:
          - {value: -3, reason: skipped, zh: 跳过}
        variables:
          - name: size
            column: 您的企业规模是？
            label: {zh: 企业规模, en: Size}
            wording: {zh: 您的企业规模是？}
            kind: ordered
            levels:
              - {value: 小型, code: 1, en: Small}

        """))
  }

  /// A codebook of one variable, to which `line` is added as a key.
  static func variable(_ line: String) -> String { "variables:\n  - name: q1\n    \(line)\n" }

  @Test(arguments: [
    ("", "The file holds nothing but blanks and comments (c.yml:1:1)"),
    ("- a\n", "Here should be keys with values, not […] (c.yml:1:1)"),
    ("title: x\n", "The key 'variables' is missing or empty (c.yml:1:1)"),
    ("variables: []\n", "The codebook describes no variable (c.yml:1:1)"),
    ("variables: q1\n", "'variables' should be a list, not q1 (c.yml:1:12)"),
    ("variables:\n  - q1\n", "Here should be keys with values, not q1 (c.yml:2:5)"),
    ("variables:\n  - {kind: text}\n", "The key 'name' is missing or empty (c.yml:2:5)"),
    ("variables:\n  - {name: q1}\n", "The key 'kind' is missing or empty (c.yml:2:5)"),
    ("varibles: []\nvariables: [{name: a, kind: text}]\n", "There is no key 'varibles' here (c.yml:1:1)"),
    (variable("kind: text\n    lable: x"), "There is no key 'lable' here (c.yml:4:5)"),
    (variable("kind: likert"), "'kind' cannot be 'likert' (c.yml:3:11)"),
    (variable("kind: integer\n    levels: [1, 2]"), "'q1' has levels, but its kind is integer (c.yml:4:5)"),
    (variable("kind: category\n    levels: 5"), "'levels' should be a list, not 5 (c.yml:4:13)"),
    (variable("kind: category\n    levels: [1, 1.0]"), "'q1' lists the value '1' twice (c.yml:4:17)"),
    (variable("kind: category\n    levels: [{zh: 是}]"), "This entry does not say what stands in the file (c.yml:4:14)"),
    (variable("kind: category\n    levels: [[1]]"), "Here should be keys with values, not […] (c.yml:4:14)"),
    (variable("kind: category\n    levels: [{value: [1]}]"), "A value must be one text or number (c.yml:4:22)"),
    (
      variable("kind: category\n    levels: [{value: a, code: 1}, {value: b, code: 1}]"),
      "'q1' gives two answers the code 1 (c.yml:4:35)"
    ),
    (variable("kind: category\n    levels: [{value: a, code: x}]"), "'code' should be a number, not x (c.yml:4:31)"),
    (
      variable("kind: category\n    levels: [1, 9]\n    missing: [{value: 9, reason: refused}]"),
      "'9' is both an answer and a missing value of 'q1' (c.yml:5:5)"
    ),
    (variable("kind: text\n    missing: [{value: 9}]"), "The key 'reason' is missing or empty (c.yml:4:15)"),
    (
      variable("kind: text\n    missing: [{value: 9, reason: lazy}]"), "'reason' cannot be 'lazy' (c.yml:4:34)"
    ),
    (variable("kind: multiple"), "'q1' is of kind multiple but has no separator (c.yml:2:5)"),
    (variable("kind: text\n    separator: ;"), "'q1' has a separator, but its kind is text (c.yml:4:5)"),
    (variable("kind: real\n    scale: {min: 5, max: 1}"), "The scale begins at 5 and ends at 1 (c.yml:4:5)"),
    (variable("kind: real\n    scale: {min: 5}"), "The key 'max' is missing or empty (c.yml:4:12)"),
    (variable("kind: real\n    reverse: yes"), "'reverse' should be true or false, not yes (c.yml:4:14)"),
    (variable("kind: real\n    label: {cn: x}"), "There is no key 'cn' here (c.yml:4:13)"),
    (
      "variables:\n  - {name: a, kind: text}\n  - {name: a, kind: text}\n",
      "The variable 'a' is described twice, first at 2:5 (c.yml:3:5)"
    ),
    (
      "variables:\n  - {name: a, kind: text}\n  - {name: b, column: a, kind: text}\n",
      "The column 'a' belongs to two variables, first at 2:5 (c.yml:3:5)"
    ),
    (
      "variables: [{name: q1, kind: text}, {name: q2, kind: text}]\nsets:\n  - {name: s, members: [q1, q3]}\n",
      "The set names a variable 'q3' that is not described (c.yml:3:15)"
    ),
    (
      "variables: [{name: q1, kind: text}]\nsets:\n  - {name: s, members: [q1]}\n",
      "The set 's' has fewer than two members (c.yml:3:15)"
    ),
    (
      "variables: [{name: q1, kind: text}, {name: q2, kind: text}]\nsets:\n  - {name: s, members: [q1, q2], coding: categories, counted: 1}\n",
      "The set 's' is coded in categories, so no value is counted (c.yml:3:54)"
    ),
    (
      "variables: [{name: q1, kind: text}, {name: q2, kind: text}]\nsets:\n  - {name: s, members: [q1, q2]}\n  - {name: s, members: [q2, q1]}\n",
      "The set 's' is described twice (c.yml:4:5)"
    ),
  ])
  func `a malformed codebook is refused with its place`(_ text: String, _ line: String) throws {
    let faults = Codebook.faults(in: Array(text.utf8), file: "c.yml")
    let first = try #require(faults.first)
    #expect(first.line == line)
    #expect(throws: first) { try Codebook(parsing: Array(text.utf8), file: "c.yml") }
    #expect(faults.allSatisfy { $0.kind.rawValue == 3 })
  }

  @Test func `a condition that cannot be read points into the codebook`() throws {
    let faults = Codebook.faults(in: Array(Self.variable("kind: text\n    asked-if: q3 ==").utf8), file: "c.yml")
    #expect(faults.first?.place?.line == 4)
    #expect(faults.first?.place?.column == 15)
    #expect(faults.first?.code == "filter-expected")
  }

  @Test func `several faults are found in one reading`() {
    let text =
      "variables:\n  - {name: a, kind: txt}\n  - {name: b, knd: text}\n  - {name: c, kind: text, separator: ;}\n"
    #expect(
      Codebook.faults(in: Array(text.utf8)).map(\.line) == [
        "'kind' cannot be 'txt' (2:21)", "The key 'kind' is missing or empty (3:5)",
        "There is no key 'knd' here (3:15)",
        "'c' has a separator, but its kind is text (4:27)",
      ])
  }

  @Test func `random codebooks survive writing and reading`() throws {
    let random = SmallRandom(seed: 5)
    for _ in 0..<500 {
      let codebook = random.codebook()
      let text = codebook.written(header: [random.text()], slots: random.below(2) == 0)
      let faults = Codebook.faults(in: Array(text.utf8))
      #expect(faults.isEmpty, "\(faults.first?.line ?? "")\n\(text)")
      #expect(try Codebook(parsing: Array(text.utf8)) == codebook, "\(text)")
    }
  }
}

extension SmallRandom {
  func text() -> String {
    let pieces = [
      "a", "Z", "0", "1", ".", "-", ": ", " ", " #", "'", "\"", "\\", "\n", "\t", "{", "]", ",", "&", "*", "!", "|",
      "%", "中",
      "文", "、", "┋", "😀", "\u{2028}", "\u{FEFF}", "\u{0}", "yes", "null", "true", "<<", "007", "1.0", "~",
    ]
    return (0...below(5)).map { _ in pick(pieces) }.joined()
  }

  func value() -> LevelValue {
    switch below(4) {
    case 0: .integer(below(2000) - 1000)
    case 1: .real(Double(below(1000)) + 0.25)
    default: .text(text())
    }
  }

  func label() -> Label { Label(chinese: maybe(text()), english: maybe(text())) }

  func values(atMost limit: Int, besides taken: inout Set<String>) -> [LevelValue] {
    (0..<below(limit)).compactMap { _ in
      let value = value()
      return taken.insert(value.matchingText).inserted ? value : nil
    }
  }

  func variable(_ name: String) throws -> CodebookVariable {
    var variable = CodebookVariable(name, kind: pick(CodebookVariable.Kind.allCases))
    variable.column = maybe("\(name) \(text())")
    variable.label = label()
    variable.wording = label()
    var taken: Set<String> = []
    if [.category, .ordered, .multiple].contains(variable.kind) {
      var code = 0
      variable.levels = values(atMost: 6, besides: &taken).map { value in
        code += 1
        let number = maybe(LevelValue.integer(code))
        return CodebookVariable.Level(value, code: number, label: label())
      }
    }
    variable.missing = values(atMost: 3, besides: &taken).map {
      MissingValue(pick(MissingReason.allCases), value: $0, label: label())
    }
    variable.isReversed = below(4) == 0
    let low = Double(below(10)) - 2.5
    variable.scaleBounds = maybe(low...(low + Double(1 + below(9))))
    variable.unit = maybe(text())
    variable.askedIf = below(3) == 0 ? try RowFilter("q0 = \(below(5)) or x in (1, '二')") : nil
    variable.separator = variable.kind == .multiple ? pick(["┋", ";", ",", " | "]) : nil
    variable.notes = maybe(text())
    return variable
  }

  func codebook() -> Codebook {
    var codebook = Codebook(title: label(), notes: maybe(text()))
    var taken: Set<String> = []
    codebook.missing = values(atMost: 3, besides: &taken).map { MissingValue(.refused, value: $0, label: label()) }
    for number in 0...below(6) {
      if let variable = try? variable("q\(number)\(text())") { codebook.variables.append(variable) }
    }
    if codebook.variables.count >= 2 {
      codebook.responseSets = [
        MultipleResponseSet(
          name: "set" + text(), label: label(), members: codebook.variables.prefix(3).map(\.name),
          coding: below(2) == 0 ? .categories : .dichotomies(counted: value()))
      ]
    }
    return codebook
  }
}
