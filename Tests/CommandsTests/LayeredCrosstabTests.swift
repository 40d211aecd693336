import Evidence
import StructuredText
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands

/// `crosstab --by`. Figures of the Berkeley admissions of 1973 (R's `UCBAdmissions`, 4,526 applicants):
/// R 4.2.2 `mantelhaen.test(UCBAdmissions)` with and without `correct`; Breslow–Day is tested in CrosstabsTests.
@Suite struct LayeredCrosstabTests {
  static let admissions: String = {
    let counts = [
      "A": [512, 313, 89, 19], "B": [353, 207, 17, 8], "C": [120, 205, 202, 391], "D": [138, 279, 131, 244],
      "E": [53, 138, 94, 299], "F": [22, 351, 24, 317],
    ]
    return "gender,admit,dept,n\n"
      + counts.sorted { $0.key < $1.key }.map { department, cells in
        zip(["1,1", "1,2", "2,1", "2,2"], cells).map { "\($0),\(department),\($1)\n" }.joined()
      }.joined()
  }()

  func answer(_ line: String, csv: String = admissions, language: Language = .english) -> Answer {
    Answer(
      to: line.split(separator: " ").map(String.init),
      in: Surroundings(language: language, width: Int.max, readStandardInput: { Array(csv.utf8) }))
  }

  func result(_ line: String, csv: String = admissions) throws -> JSONValue {
    let answer = answer(line + " --json", csv: csv)
    #expect(answer.exitCode == 0)
    return try #require(try JSONValue(parsing: answer.standardOutput)["result"])
  }

  static let line = "crosstab - --rows gender --cols admit --by dept --freq n"

  @Test func `the admissions agree with R`() throws {
    let result = try result(Self.line)
    let test = try #require(result["mantelHaenszel"])
    #expect(agree(test["statistic"]?.asNumber, 1.524607, 1e-6))
    #expect(agree(test["corrected"]?["statistic"]?.asNumber, 1.4269, 1e-4))
    #expect(agree(test["commonOddsRatio"]?["value"]?.asNumber, 0.9046968, 1e-6))
    #expect(agree(test["commonOddsRatio"]?["low"]?.asNumber, 0.7719074, 1e-6))
    #expect(agree(test["commonOddsRatio"]?["high"]?.asNumber, 1.0603298, 1e-6))
    #expect(agree(test["general"]?["statistic"]?.asNumber, test["statistic"]!.asNumber!))
    #expect(result["breslowDay"]?["df"] == 5)
    #expect(result["layers"]?.asArray?.count == 6)
    #expect(result["layers"]?[0]?["counts"] == [[512, 313], [89, 19]])
    #expect(result["layers"]?[0]?["tests"]?["pearson"]?["p"]?.asNumber != nil)
    #expect(result["n"] == 4526)
    #expect(result["by"]?["name"] == "dept")
  }

  @Test func `compat r and spss lead with the corrected test`() throws {
    for compat in ["r", "spss"] {
      let test = try result(Self.line + " --compat \(compat)")["mantelHaenszel"]!
      #expect(test["statistic"] == test["corrected"]?["statistic"])
    }
    let ours = try result(Self.line + " --compat scipy")["mantelHaenszel"]!
    #expect(ours["statistic"] == ours["uncorrected"]?["statistic"])
  }

  @Test func `larger tables have the generalised tests and no odds ratio`() throws {
    let result = try result("crosstab - --rows dept --cols admit --by gender --freq n")
    #expect(result["mantelHaenszel"]?["df"] == 5)
    #expect(result["mantelHaenszel"]?["commonOddsRatio"] == .null)
    #expect(result["mantelHaenszel"]?["rowMeanScores"]?["p"]?.asNumber != nil)
    #expect(result["breslowDay"] == .null)
  }

  @Test func `a layer with one answer stays as counts, rows without a layer are left out`() throws {
    let csv = "a,b,c\n1,1,x\n1,2,x\n2,1,x\n2,2,x\n2,2,x\n1,1,y\n2,1,y\n1,2,\n"
    let line = "crosstab - --rows a --cols b --by c"
    let result = try result(line, csv: csv)
    #expect(result["by"]?["excluded"] == 1)
    #expect(result["n"] == 7)
    #expect(result["layers"]?[1]?["counts"] == [[1, 0], [1, 0]])
    #expect(result["layers"]?[1]?["tests"] == nil)
    let note = "The layer c=y has one row or one column only, or too little for its design, and is shown untested\n"
    #expect(answer(line, csv: csv).standardError.contains("tansuo: note: " + note))
    #expect(
      answer(line, csv: csv, language: .chinese).standardError.contains(
        "tansuo: note: “c=y”这一层的行或列只有一个取值，或不足以按设计检验，仅列出而未检验\n"))
    let text = String(decoding: answer(line, csv: csv).standardOutput, as: UTF8.self)
    #expect(text.contains("1 row lacks 'c' and is left out"))
  }

  @Test func `weights leave the tests over layers out, a design tests every layer`() throws {
    var csv = "a,b,c,w,k\n"
    for row in 0..<80 { csv += "\(row % 2),\(row / 3 % 2),\(row / 5 % 2),\(row % 4 + 1),\(row / 4)\n" }
    let line = "crosstab - --rows a --cols b --by c --weights w --cluster k"
    let weighted = try result(line, csv: csv)
    #expect(weighted["mantelHaenszel"] == .null)
    #expect(weighted["layers"]?[0]?["tests"]?["raoScott"]?["f"]?.asNumber != nil)
    #expect(try result(line + " --naive", csv: csv)["mantelHaenszel"]?["p"]?.asNumber != nil)
  }

  @Test func `the tables over layers are in both languages`() {
    let english = String(decoding: answer(Self.line).standardOutput, as: UTF8.self)
    #expect(english.contains("Tests of Conditional Independence"))
    #expect(
      english.contains("Common odds ratio of the layers 0.90 (95% interval 0.77 – 1.06), χ²MH(1) = 1.52, p = .217"))
    let chinese = String(decoding: answer(Self.line, language: .chinese).standardOutput, as: UTF8.self)
    #expect(chinese.contains("优势比齐性检验"))
    #expect(chinese.contains("各层公共优势比 0.90（95% 区间 0.77 – 1.06）"))
  }

  @Test(arguments: [
    (
      "crosstab - --rows a --cols b --by c", "a,b,c\n1,1,\n2,2,\n", 1,
      "None of the 2 rows has an answer to 'c', so there are no layers",
      "Pick another column with --by, or leave it out", "2 行中没有一行回答了“c”，无法分层", "请用 --by 选其他列，或不分层"
    ),
    (
      "crosstab --table 1,2;3,4 --by c", "", 2, "--by names a column, but the table is typed with --table",
      "Give a data file with --by, or --table alone", "--by 指定的是列，而表是用 --table 直接输入的",
      "请给出数据文件并使用 --by，或只用 --table"
    ),
    (
      "crosstab - --rows a --cols b --by c", "a,b,c\n1,1,1\n2,2,1\n1,1,2\n1,2,3\n2,2,3\n1,1,4\n", 0, "", "", "", ""
    ),
    (
      "crosstab - --rows a --cols b --by c", "a,b,c\n1,1,1\n1,2,1\n2,1,2\n2,2,2\n", 1,
      "No layer has two occupied rows and two occupied columns", "Merge layers, or test the table without them",
      "没有一层同时有两个非空行和两个非空列", "请合并各层，或不分层检验"
    ),
  ])
  func `layers that cannot be are refused`(
    _ line: String, _ csv: String, _ exitCode: Int32, _ english: String, _ fix: String, _ chinese: String,
    _ chineseFix: String
  ) {
    let answered = answer(line, csv: csv)
    #expect(answered.exitCode == exitCode)
    guard exitCode > 0 else { return }
    #expect(answered.standardError == "tansuo: error: \(english)\n  fix: \(fix)\n")
    #expect(
      answer(line, csv: csv, language: .chinese).standardError
        == "tansuo: error: \(chinese)\n  fix: \(chineseFix)\n")
  }
}
