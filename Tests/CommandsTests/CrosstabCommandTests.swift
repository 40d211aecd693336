import Evidence
import StructuredText
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands

@Suite struct CrosstabCommandTests {
  /// What the command answers when the file on standard input holds `csv`.
  func answer(_ line: [String], csv: String = "", language: Language = .english) -> Answer {
    Answer(
      to: ["crosstab"] + line,
      in: Surroundings(language: language, width: Int.max, readStandardInput: { Array(csv.utf8) }))
  }

  func json(_ line: [String], csv: String = "") throws -> JSONValue {
    let answer = answer(line + ["--json"], csv: csv)
    #expect(answer.exitCode == 0)
    return try JSONValue(parsing: answer.standardOutput)
  }

  // MARK: Bad input, word for word

  @Test(arguments: [
    (
      "a,b\n1,1\n1,2\n1,1\n", "'a' has one answer only among the 3 rows used: 1",
      "Pick another column, or widen the --where condition; a constant cannot be associated with anything",
      "“a”在所用的 3 行中只有一个取值：1", "请换一列，或放宽 --where 条件；常量与任何变量都谈不上关联"
    ),
    (
      "a,b\n1,\n,2\n2,\n", "No row answers both 'a' and 'b' (3 rows lack one of them)",
      "Check the filter of each question and the --where condition, or pick another pair",
      "没有一行同时回答了“a”和“b”（3 行至少缺一个）", "请检查两道题的跳转条件和 --where 条件，或换一对题目"
    ),
    (
      "a,b\n1,5\n2,\n1,5\n", "'a' has one answer only among the 2 rows used: 1",
      "Pick another column, or widen the --where condition; a constant cannot be associated with anything",
      "“a”在所用的 2 行中只有一个取值：1", "请换一列，或放宽 --where 条件；常量与任何变量都谈不上关联"
    ),
  ])
  func `a column that cannot be crossed is refused`(
    _ csv: String, _ english: String, _ fix: String, _ chinese: String, _ chineseFix: String
  ) {
    let line = ["-", "--rows", "a", "--cols", "b"]
    let answered = answer(line, csv: csv)
    #expect(answered.exitCode == 1)
    #expect(answered.standardError == "tansuo: error: \(english)\n  fix: \(fix)\n")
    #expect(answered.standardOutput.isEmpty)
    let inChinese = answer(line, csv: csv, language: .chinese)
    #expect(inChinese.standardError == "tansuo: error: \(chinese)\n  fix: \(chineseFix)\n")
  }

  @Test func `negative and zero weights are refused`() {
    let line = ["-", "--rows", "a", "--cols", "b", "--weights", "w"]
    let negative = answer(line, csv: "a,b,w\n1,1,1\n1,2,-2\n2,1,1\n2,2,1\n")
    #expect(negative.exitCode == 1)
    #expect(
      negative.standardError == """
        tansuo: error: The weight in row 2 is -2
          fix: Weights must be finite and 0 or more; correct the row or drop it with --where

        """)
    let zero = answer(line, csv: "a,b,w\n1,1,0\n1,2,0\n2,1,0\n2,2,0\n", language: .chinese)
    #expect(zero.standardError == "tansuo: error: 所有权数都是 0\n  fix: 请用 --weights 指定其他列，或不加权\n")
  }

  @Test func `ten thousand distinct texts are refused as categories`() {
    var csv = "a,b\n"
    for row in 0..<10000 { csv += "text \(row) of many,\(row % 2)\n" }
    for language in Language.allCases {
      let answered = answer(["-", "--rows", "a", "--cols", "b"], csv: csv, language: language)
      #expect(answered.exitCode == 1)
      #expect(answered.standardError.contains("2000"))
      #expect(answered.standardError.contains("fix:"))
    }
  }

  @Test func `a stratum with one cluster is refused`() throws {
    let csv = "a,b,s,c\n1,1,1,1\n1,2,1,2\n2,1,1,3\n2,2,2,4\n1,2,1,1\n2,1,1,2\n"
    let answered = answer(
      ["-", "--rows", "a", "--cols", "b", "--strata", "s", "--cluster", "c", "--json"], csv: csv)
    #expect(answered.exitCode == 1)
    #expect(try JSONValue(parsing: answered.standardOutput)["error"]?["code"] == "design-lonely-clusters")
  }

  @Test(arguments: [
    ("12,3;4", "Row 2 of the typed table has 1 cell, the first row has 2"),
    ("0,0;0,0", "All counts of the typed table are 0"),
    ("12,x;4,9", "'x' in row 1, column 2 of the typed table is not a whole count"), (" ", "The typed table is empty"),
  ])
  func `a wrong typed table is a wrong usage`(_ text: String, _ message: String) {
    let answered = answer(["--table", text])
    #expect(answered.exitCode == 2)
    #expect(answered.standardError.hasPrefix("tansuo: error: \(message)\n  fix: "))
  }

  @Test func `more categories than rows and sparse cells are said`() throws {
    let csv = "a,b\n1,1\n2,2\n3,1\n4,2\n5,1\n"
    let answered = answer(["-", "--rows", "a", "--cols", "b"], csv: csv)
    #expect(answered.exitCode == 0)
    #expect(
      answered.standardError == """
        tansuo: note: 'a' has 5 categories for 5 respondents, so most cells cannot hold anyone
          fix: Merge categories, or pick a question with fewer answers
        tansuo: note: 10 of 10 cells (100 %) have an expected count below 5 and 10 below 1; the smallest is 0.4
          fix: Read the exact or Monte Carlo p, or merge categories
        tansuo: note: An exact test over about 19 tables: 10 of 10 expected counts are below 5, the smallest is 0.4 (rule cochran)

        """)
  }

  @Test func `neither a file nor a table is a wrong usage`() {
    #expect(answer([]).exitCode == 2)
    #expect(answer(["-", "--rows", "a"], csv: "a,b\n1,2\n").exitCode == 2)
  }

  // MARK: The contract

  @Test func `a typed table gives every field of the contract`() throws {
    let result = try #require(try json(["--table", "12,3;4,9"])["result"])
    #expect(result["n"] == 28)
    #expect(result["excluded"] == 0)
    #expect(result["counts"] == [[12, 3], [4, 9]])
    #expect(result["expectedBelow5"]?["cells"] == 0)
    let tests = try #require(result["tests"]?.asObject)
    #expect(
      Set(tests.keys).isSuperset(of: [
        "pearson", "likelihoodRatio", "continuityCorrection", "linearByLinear", "fisherExact", "monteCarlo", "raoScott",
      ]))
    for name in ["pearson", "likelihoodRatio", "continuityCorrection", "linearByLinear"] {
      #expect(tests[name]?["logP"]?.asNumber != nil)
      #expect(tests[name]?["df"] == 1)
    }
    #expect(tests["fisherExact"]?["midP"]?.asNumber != nil)
    #expect(tests["twoProportions"]?["z"]?.asNumber != nil)
    #expect(tests["monteCarlo"] == .null)
    #expect(tests["raoScott"] == .null)
    #expect(result["effects"]?["oddsRatio"] == 9)
    #expect(result["effects"]?["phi"]?.asNumber != nil)
  }

  /// Newcombe 1998 (Statistics in Medicine 17:873), example (a) of method 10: 56/70 − 48/80, 0.0524 to 0.3339.
  @Test func `a table of two by two tells the difference of its shares with an interval`() throws {
    let line = ["--table", "56,14;48,32"]
    let test = try #require(try json(line)["result"]?["tests"]?["twoProportions"])
    let difference = try #require(test["difference"])
    #expect(abs(difference["value"]!.asNumber! - 0.2) < 1e-12)
    #expect(abs(difference["low"]!.asNumber! - 0.0524) < 5e-5)
    #expect(abs(difference["high"]!.asNumber! - 0.3339) < 5e-5)
    #expect(difference["method"] == "newcombe")
    #expect(test["proportions"]?[0] == 0.8)
    let z = test["z"]!.asNumber!
    #expect(abs(z * z - 7.023411371237458) < 1e-11)
    #expect(test["p"]!.asNumber! < 0.01)
    #expect(String(decoding: answer(line).standardOutput, as: UTF8.self).contains("Difference of Proportions"))
    let chinese = answer(line, language: .chinese).standardOutput
    #expect(String(decoding: chinese, as: UTF8.self).contains("比例之差"))
    let swapped = try #require(try json(["--table", "48,32;56,14"])["result"]?["tests"]?["twoProportions"])
    #expect(swapped["z"]!.asNumber! == -z)
  }

  @Test func `outside two by two the corrections and phi are null`() throws {
    let result = try #require(try json(["--table", "20,34,32;24,28,23;33,20,12"])["result"])
    #expect(result["tests"]?["continuityCorrection"] == .null)
    #expect(result["tests"]?["fisherExact"] == .null)
    #expect(result["tests"]?["twoProportions"] == .null)
    #expect(result["effects"]?["phi"] == .null)
    #expect(result["effects"]?["oddsRatio"] == .null)
    #expect(abs(result["tests"]!["pearson"]!["statistic"]!.asNumber! - 13.612938306829) < 1e-11)
    #expect(abs(result["effects"]!["lambda"]!["symmetric"]!.asNumber! - 0.0915493) < 1e-7)
  }

  @Test func `rows, frequencies and typed tables give one result`() throws {
    let rows = "a,b\n" + (repeated("x,1\n", 12) + repeated("x,2\n", 3) + repeated("y,1\n", 4) + repeated("y,2\n", 9))
    let line = ["-", "--rows", "a", "--cols", "b"]
    let first = try json(line, csv: rows)["result"]!
    let second = try json(line + ["--freq", "n"], csv: "a,b,n\nx,1,12\nx,2,3\ny,1,4\ny,2,9\n")["result"]!
    let typed = try json(["--table", "12,3;4,9"])["result"]!
    #expect(first == second)
    #expect(first["tests"] == typed["tests"])
    #expect(first["rows"]?["labels"] == ["x", "y"])
  }

  @Test func `weights leave the naive tests out unless they are asked for`() throws {
    let csv = "a,b,w\n" + repeated("1,1,1.5\n1,2,0.5\n2,1,0.7\n2,2,1.1\n1,1,2\n2,2,0.4\n", 5)
    let line = ["-", "--rows", "a", "--cols", "b", "--weights", "w"]
    let result = try json(line, csv: csv)["result"]!
    #expect(result["n"] == 30)
    #expect(result["tests"]?["pearson"] == .null)
    #expect(result["tests"]?["raoScott"]?["f"]?.asNumber != nil)
    #expect(try json(line + ["--naive"], csv: csv)["result"]?["tests"]?["pearson"]?["p"]?.asNumber != nil)
  }

  @Test func `missing answers are counted by reason`() throws {
    let csv = "a,b\n1,1\n2,2\n1,\n,2\n,\n2,1\n"
    let result = try json(["-", "--rows", "a", "--cols", "b"], csv: csv)["result"]!
    #expect(result["excluded"] == 3)
    #expect(result["excludedReasons"]?["rows"]?["system"] == 2)
    #expect(result["excludedReasons"]?["columns"]?["system"] == 2)
  }

  @Test func `compat takes the definitions of the program it names and records them`() throws {
    let line = ["--table", "10,3;2,15", "--monte-carlo", "999"]
    func read(_ compat: [String]) throws -> (JSONValue, JSONValue) {
      let answer = try json(line + compat)
      return (answer["method"]!, answer["result"]!)
    }
    let (ours, r, spss) = (try read([]), try read(["--compat", "r"]), try read(["--compat", "spss"]))
    #expect(ours.1["effects"]?["oddsRatio"] == 25)
    #expect(ours.0["compat"] == .null)
    // R 4.2.2: fisher.test(matrix(c(10, 2, 3, 15), 2))$estimate, to the digits R searches to.
    #expect(abs(r.1["effects"]!["oddsRatio"]!.asNumber! - 21.305) < 0.001)
    #expect(r.0["oddsRatio"] == "conditional")
    #expect(r.0["headline"] == "continuityCorrection")
    let drawn = spss.1["tests"]!["monteCarlo"]!
    #expect(drawn["p"] == drawn["estimate"])
    #expect(spss.0["monteCarloP"] == "k/B")
    #expect(ours.1["tests"]?["monteCarlo"]?["p"] != drawn["p"])
  }

  // MARK: The styles

  @Test func `SPSS's chi-square table in Chinese`() {
    let answered = answer(["--table", "20,34,32;24,28,23;33,20,12"], language: .chinese)
    let text = String(decoding: answered.standardOutput, as: UTF8.self)
    #expect(
      text.contains(
        """
        卡方检验

                         值  自由度  渐进显著性（双侧）
        ───────────────────────────────────────────────
        皮尔逊卡方  13.613ᵃ       4                .009
        似然比       13.612       4                .009
        线性关联     12.105       1               <.001
        有效个案数      226
        ᵃ 0 个单元格 (0.0%) 的期望计数小于 5。最小期望计数为 19.27。
        """))
  }

  @Test func `the sentence of each style`() {
    func text(_ style: String) -> String {
      String(
        decoding: answer(["--table", "20,34,32;24,28,23;33,20,12", "--style", style]).standardOutput, as: UTF8.self)
    }
    #expect(text("apa").contains("χ²(4, N = 226) = 13.61, p = .009, V = .17"))
    #expect(text("gb").contains("χ² = 13.61, ν = 4, P = 0.009, V = 0.17"))
  }

  @Test func `explain shows formula, numbers and result`() {
    let answered = answer(["--table", "20,34,32;24,28,23;33,20,12", "--explain", "--explain-differences"])
    let text = String(decoding: answered.standardOutput, as: UTF8.self)
    #expect(text.contains("E[1,1] = 86 · 77 / 226 = 29.3009"))
    #expect(text.contains("(20 − 29.3009)² / 29.3009"))
    #expect(text.contains("programs that take N get 12.1591"))
  }

  @Test func `a table of zeros is refused in both languages`() {
    #expect(
      answer(["--table", "0,0;0,0"], language: .chinese).standardError
        == "tansuo: error: 输入的表中频数全为 0\n  fix: 请至少在两行两列中写出大于 0 的频数\n")
  }

  @Test func `cells are told by the labels of their questions`() throws {
    let codebook = """
      variables:
        - name: intensity
          label: {zh: 预警强度, en: Intensity warning}
          kind: category
        - name: total
          label: {zh: 预警总量}
          kind: category

      """
    let folder = try TemporaryFolder(["codebook.yml": codebook])
    defer { withExtendedLifetime(folder) {} }
    let csv =
      "intensity,total\n" + String(repeating: "low,few\n", count: 20) + String(repeating: "high,many\n", count: 20)
    func output(_ language: Language) -> String {
      let line = ["-", "--rows", "intensity", "--cols", "total", "--codebook", folder.file("codebook.yml")]
      return String(decoding: answer(line, csv: csv, language: language).standardOutput, as: UTF8.self)
    }
    #expect(output(.chinese).contains("• 预警强度 为“low”时，预警总量 为“few”者多于期望"))
    #expect(output(.english).contains("than expected: 'low' (Intensity warning) with "))
  }

  @Test func `the share of low counts has one decimal in note and footnote`() {
    let answered = answer(["--table", "2,7,1;1,7,2"])
    #expect(String(decoding: answered.standardOutput, as: UTF8.self).contains("(66.7%)"))
    #expect(answered.standardError.contains("(66.7 %)"))
  }

  @Test func `under the tests stands how firm they are`() throws {
    func text(_ table: String, _ language: Language) -> String {
      String(decoding: answer(["--table", table], language: language).standardOutput, as: UTF8.self)
    }
    #expect(text("12,3;4,9", .english).contains(" fell into another category."))
    #expect(text("12,3;4,9", .english).contains("Pearson's p would cross .05 if "))
    #expect(text("12,3;4,9", .chinese).contains("个个案落入别的类别，皮尔逊卡方的 p 值就会越过 .05。"))
    // (z₀.₉₇₅ + z₀.₈₀) / √28 = 2.8016 / 5.2915.
    #expect(text("8,7;7,6", .english).contains("With an effective n of 28 this test finds a Cramér's V of .529"))
    #expect(text("8,7;7,6", .chinese).contains("有效样本量 28 下，此检验能以 80% 的把握发现的最小克莱姆 V 为 .529"))
    let result = try json(["--table", "12,3;4,9"])["result"]!
    #expect(result["fragility"]?["significant"] == true)
    #expect(result["fragility"]?["moves"]?.asInteger.map { $0 > 0 } == true)
  }

  @Test func `a place in a condition is one of its option, and not in is understood`() throws {
    let csv = "a,b\n1,1\n1,2\n2,1\n2,2\n3,1\n"
    let line = ["-", "--rows", "a", "--cols", "b", "--where"]
    let wrong = answer(line + ["a ="], csv: csv)
    #expect(wrong.exitCode == 2)
    #expect(wrong.standardError.contains("(--where, character 4: a =)"))
    let kept = try json(line + ["a not in (3, 4)"], csv: csv)["result"]!
    #expect(kept["n"] == 4)
    #expect(answer(line + ["a not 3"], csv: csv).exitCode == 2)
  }

  @Test func `a file that would be another kind of document is refused`() {
    let answered = answer(["--table", "12,3;4,9", "-o", "x.ods"])
    #expect(answered.exitCode == 2)
    #expect(answered.files.isEmpty)
    #expect(
      answered.standardError == """
        tansuo: error: A result cannot be written in the form '.ods' stands for (x.ods)
          fix: Use a name that ends in .md, .html, .csv, .xlsx, .docx, .json or .txt, or choose one with --format

        """)
    #expect(
      answer(["--table", "12,3;4,9", "-o", "x.ods"], language: .chinese).standardError == """
        tansuo: error: 无法写成“.ods”格式（x.ods）
          fix: 文件名请以 .md、.html、.csv、.xlsx、.docx、.json 或 .txt 结尾，或用 --format 选择格式

        """)
    #expect(answer(["--table", "12,3;4,9", "-o", "x.ods", "--format", "csv"]).exitCode == 0)
    #expect(answer(["--table", "12,3;4,9", "-o", "result"]).exitCode == 0)
  }

  private func repeated(_ text: String, _ times: Int) -> String { String(repeating: text, count: times) }
}
