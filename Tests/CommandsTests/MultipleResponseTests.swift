import Evidence
import StructuredText
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands

/// `crosstab` and `paired` with a question that allows several answers.
@Suite struct MultipleResponseTests {
  static let codebook = String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/")!)) + "/files/sets.yml"

  /// 120 rows; ticks that depend on the group for the first option only.
  static let csv: String = {
    var text = "g,q5_1,q5_2,q5_3,w,k\n"
    for row in 0..<120 {
      let group = row % 2
      text += "\(group),\((row / 2 % 4 < (group == 0 ? 3 : 1)) ? 1 : 0),\(row / 8 % 2),0,\(row % 3 + 1),\(row / 6)\n"
    }
    return text + ",1,1,1,1,0\n0,,,,1,0\n"
  }()

  func answer(_ line: String, language: Language = .english) -> Answer {
    Answer(
      to: line.split(separator: " ").map(String.init) + ["--codebook", Self.codebook],
      in: Surroundings(language: language, width: Int.max, readStandardInput: { Array(Self.csv.utf8) }))
  }

  func result(_ line: String) throws -> JSONValue {
    let answer = answer(line + " --json")
    #expect(answer.exitCode == 0)
    return try #require(try JSONValue(parsing: answer.standardOutput)["result"])
  }

  static let line = "crosstab - --rows q5 --cols g"

  @Test func `each option has its shares of cases and its test`() throws {
    let result = try result(Self.line)
    #expect(result["n"] == 120)
    #expect(result["excluded"] == 2)
    #expect(result["bases"] == [60, 60])
    #expect(result["counts"] == [[45, 15], [28, 28], [0, 0]])
    #expect(result["shares"]?[0]?[0] == 0.75)
    // 120 (45·45 − 15·15)² / 60⁴
    #expect(agree(result["options"]?[0]?["pearson"]?["statistic"]?.asNumber, 120.0 * 1800 * 1800 / 12_960_000))
    #expect(result["options"]?[2]?["pearson"] == .null)
    #expect(result["tests"]?["pearson"] == .null)
    #expect(result["tests"]?["multipleResponse"]?["p"]?.asNumber != nil)
    let first = try #require(result["options"]?[0])
    #expect(agree(first["adjustedP"]?.asNumber, 2 * first["pearson"]!["p"]!.asNumber!))
  }

  /// What the same design gives an option named by itself.
  @Test func `under a design an option's test is that of its column`() throws {
    let design = " --weights w --cluster k"
    let set = try result(Self.line + design)["options"]![0]!["raoScott"]!
    let alone = try result("crosstab - --rows q5_1 --cols g" + design)["tests"]!["raoScott"]!
    #expect(agree(set["p"]?.asNumber, alone["p"]!.asNumber!))
    #expect(agree(set["firstOrder"]?["statistic"]?.asNumber, alone["firstOrder"]!["statistic"]!.asNumber!))
  }

  @Test func `weights alone leave the naive tests out`() throws {
    let result = try result(Self.line + " --weights w")
    #expect(result["tests"]?["multipleResponse"] == .null)
    #expect(result["options"]?[0]?["pearson"] == .null)
    #expect(result["options"]?[0]?["raoScott"]?["f"]?.asNumber != nil)
  }

  @Test func `the options of a set are repeated questions`() throws {
    let result = try result("paired - --items q5")
    #expect(result["n"] == 121)
    #expect(result["items"]?[0]?["count"] == 61)
    #expect(result["tests"]?["cochranQ"]?["df"] == 2)
  }

  @Test func `the table is in both languages`() {
    let english = String(decoding: answer(Self.line).standardOutput, as: UTF8.self)
    #expect(english.contains("45 (75.0%)"))
    #expect(english.contains("valid 120, excluded 2"))
    let chinese = String(decoding: answer(Self.line, language: .chinese).standardOutput, as: UTF8.self)
    #expect(chinese.contains("可合计超过 100%；有效 120，排除 2"))
  }

  @Test func `what does not go with a set is refused`() {
    for option in ["--by w", "--exact", "--monte-carlo 99", "--freq w"] {
      let name = String(option.prefix { $0 != " " })
      let answered = answer(Self.line + " " + option)
      #expect(answered.exitCode == 2)
      #expect(
        answered.standardError == """
          tansuo: error: \(name) does not go with the multiple-response set 'q5'
            fix: Leave \(name) out, or name one option of the set with --rows

          """)
      #expect(
        answer(Self.line + " " + option, language: .chinese).standardError == """
          tansuo: error: \(name) 不能用于多选题“q5”
            fix: 请去掉 \(name)，或用 --rows 指定其中一个选项

          """)
    }
  }
}
