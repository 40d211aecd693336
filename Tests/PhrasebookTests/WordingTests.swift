import Evidence
import Glibc
import TestSupport
import Testing

@testable import Phrasebook

enum SampleFault: String, FaultCode {
  case emptyColumn = "sample-empty-column"
  case manyProblems = "sample-many-problems"

  var kind: Fault.Kind { .analysis }
}

extension SampleFault: Worded {
  var words: Words {
    switch self {
    case .emptyColumn:
      Words(
        english: "Column '{name}' has no values in {rows} rows", fix: "Pick another column with --items",
        chinese: "列“{name}”在 {rows} 行中没有值", fix: "用 --items 选其他列")
    case .manyProblems:
      Words(
        english: "These do not exist: {names}", fix: "Look at {{names}",
        chinese: "以下各项不存在：{names}", fix: "请看 {{names}")
    }
  }
}

@Suite struct WordingTests {
  let sample = Wording([SampleFault.self])

  @Test func `a fault is reported with what, where and the way out`() {
    let fault = Fault(
      SampleFault.emptyColumn, at: Place(file: "survey.csv", line: 1, column: 4), ["name": "省份", "rows": 28])
    #expect(
      fault.report(in: .english, from: sample) == """
        tansuo: error: Column '省份' has no values in 28 rows (survey.csv:1:4)
          fix: Pick another column with --items

        """)
    #expect(fault.message(in: .chinese, from: sample).what == "列“省份”在 28 行中没有值")
  }

  @Test func `a long list names eight and counts the rest`() {
    let fault = Fault(SampleFault.manyProblems, ["names": .list((1...15).map { "q\($0)" })])
    #expect(
      fault.message(in: .english, from: sample)
        == Message(
          what: "These do not exist: q1, q2, q3, q4, q5, q6, q7, q8, …and 7 more", fix: "Look at {names}"))
    #expect(
      fault.message(in: .chinese, from: sample).what == "以下各项不存在：q1、q2、q3、q4、q5、q6、q7、q8……另有 7 项")
  }

  @Test func `control characters from hostile files are escaped`() {
    let fault = Fault(
      SampleFault.emptyColumn, at: Place(file: "a\u{1B}]0;x\u{07}.csv"), ["name": "\u{1B}[2J\n\u{202E}b", "rows": 0])
    let report = fault.report(in: .english, from: sample)
    #expect(report.contains(#"'\u{1b}[2J\n\u{202e}b'"#))
    #expect(report.contains(#"(a\u{1b}]0;x\u{7}.csv)"#))
  }

  @Test func `a very long text is cut`() {
    let text = Fact.text(String(repeating: "长", count: 500)).text(in: .chinese)
    #expect(text.count == 200)
    #expect(text.hasSuffix("长…"))
  }

  @Test(arguments: [
    (5.0, "5"), (0.1 + 0.2, "0.3"), (-1.5, "-1.5"), (1e20, "1e+20"), (1234567.25, "1.23457e+06"),
    (.infinity, "inf"), (1e-7, "1e-07"),
  ])
  func `numbers in sentences are short`(_ number: Double, _ text: String) {
    #expect(Fact.number(number).text(in: .english) == text)
  }

  @Test func `a thing is called by its name in each language`() {
    let fact = Fact.label(Label(chinese: "焦炭", english: "Coke"))
    #expect(fact.text(in: .chinese) == "焦炭" && fact.text(in: .english) == "Coke")
    let two = Fact.labels([Label(chinese: "焦炭", english: "Coke"), Label(english: "LNG")])
    #expect(two.text(in: .chinese) == "焦炭、LNG" && two.text(in: .english) == "Coke, LNG")
  }

  @Test func `a missing fact shows as a question mark`() {
    #expect(
      Fault(SampleFault.emptyColumn).message(in: .english, from: sample).what
        == "Column '?' has no values in ? rows")
  }

  @Test func `an unregistered code shows its facts`() {
    let fault = Fault(SampleFault.emptyColumn, ["rows": 3, "name": "q1"])
    #expect(
      fault.message(in: .english, from: Wording([]))
        == Message(what: "sample-empty-column (name: q1; rows: 3)", fix: nil))
  }

  @Test func `a noun goes with its number, and so does the verb`() {
    let sentence = Template("{n} {n|row lacks|rows lack} an answer")
    #expect(sentence.names == ["n"])
    #expect(sentence.filled(with: ["n": 1], in: .english) == "1 row lacks an answer")
    #expect(sentence.filled(with: ["n": 2], in: .english) == "2 rows lack an answer")
    #expect(sentence.filled(with: ["n": 0], in: .english) == "0 rows lack an answer")
    #expect(sentence.filled(with: ["n": 1.5], in: .english) == "1.5 rows lack an answer")
    #expect(Template("{names|is|are}").filled(with: ["names": ["q1"]], in: .english) == "is")
  }

  @Test func `a kind of column is named in the language of the sentence`() {
    let sentence = Template("{kind in words}")
    #expect(sentence.names == ["kind"])
    #expect(sentence.filled(with: ["kind": "date-time"], in: .english) == "date-time")
    let kinds = ["category", "ordered", "integer", "real", "date", "date-time", "text"]
    #expect(
      kinds.map { sentence.filled(with: ["kind": .text($0)], in: .chinese) } == [
        "类别", "有序类别", "整数", "实数", "日期", "日期时间", "文本",
      ])
  }

  @Test func `no English message has a plural after the number 1`() {
    for type in Wording.all.codes { expectAgreement(type) }
  }

  @Test func `a plural after 1 is found`() {
    #expect(pluralAfterOne("It has 1 empty cells (25 %)") == "1 empty cells")
    #expect(pluralAfterOne("1 of 4 cells is empty, in 1 row and 2 columns: 1 row answers all") == nil)
  }

  @Test func `every code speaks both languages with the same facts`() {
    for type in Wording.all.codes { expectSound(type) }
  }

  @Test func `no code belongs to two rooms`() {
    let codes = Wording.all.codes.flatMap { rawValues($0) }
    #expect(Set(codes).count == codes.count)
  }

  @Test func `every list of codes below this room is registered`() throws {
    let registered = Set(Wording.all.codes.map { "\($0)" })
    let above: Set = ["CommandGrammar", "Commands", "Findings", "Studies", "Exercises", "Notebooks"]
    for (room, name) in declaredCodeLists() where !above.contains(room) {
      #expect(registered.contains(name), "give \(name) of \(room) its words, and add it to the codes of their room")
    }
  }
}

func expectSound<Code: Worded>(_ type: Code.Type) {
  for code in type.allCases {
    let words = code.words
    #expect(
      Template(words.english.what).names == Template(words.chinese.what).names, "\(code.rawValue): different facts")
    #expect(
      Template(words.english.fix ?? "").names == Template(words.chinese.fix ?? "").names,
      "\(code.rawValue): different facts in the fix")
    #expect((words.english.fix == nil) == (words.chinese.fix == nil), "\(code.rawValue): one fix is missing")
    if code is any FaultCode { #expect(words.english.fix != nil, "\(code.rawValue): no way out") }
    for sentence in [words.english.what, words.chinese.what, words.english.fix, words.chinese.fix] {
      guard let sentence else { continue }
      #expect(
        !sentence.isEmpty && !sentence.hasSuffix(".") && !sentence.hasSuffix("。"), "\(code.rawValue): \(sentence)")
    }
    let han = words.chinese.what.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    #expect(han, "\(code.rawValue): the Chinese sentence has no Chinese")
  }
}

/// What is a limit, not a count, is never 1, and a kind is no number.
func expectAgreement<Code: Worded>(_ type: Code.Type) {
  for code in type.allCases {
    for sentence in [code.words.english.what, code.words.english.fix ?? ""].map({ Template($0) }) {
      let facts = Dictionary(
        uniqueKeysWithValues: sentence.names.map { ($0, Fact.integer(["kind", "limit", "most"].contains($0) ? 2 : 1)) })
      let plural = pluralAfterOne(sentence.filled(with: facts, in: .english))
      #expect(plural == nil, "\(code.rawValue): \(plural ?? "")")
    }
  }
}

func rawValues<Code: Worded>(_ type: Code.Type) -> [String] {
  type.allCases.map(\.rawValue)
}
