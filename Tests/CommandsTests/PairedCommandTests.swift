import Evidence
import StructuredText
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands

@Suite struct PairedCommandTests {
  func answer(_ line: String, csv: String = "", language: Language = .english) -> Answer {
    Answer(
      to: line.split(separator: " ").map(String.init),
      in: Surroundings(language: language, width: Int.max, readStandardInput: { Array(csv.utf8) }))
  }

  func result(_ line: String, csv: String = "") throws -> JSONValue {
    let answer = answer(line + " --json", csv: csv)
    #expect(answer.exitCode == 0)
    return try #require(try JSONValue(parsing: answer.standardOutput)["result"])
  }

  /// Agresti's approval ratings: R 4.2.2 `mcnemar.test(matrix(c(794, 86, 150, 570), 2))`, with and without `correct`.
  @Test func `McNemar agrees with R`() throws {
    let result = try result("paired --table 794,86;150,570")
    let test = try #require(result["tests"]?["mcNemar"])
    #expect(agree(test["statistic"]?.asNumber, 4096.0 / 236))
    #expect(agree(test["corrected"]?["statistic"]?.asNumber, 16.818, 1e-4))
    #expect(test["exactP"]?.asNumber != nil)
    #expect(result["tests"]?["bowker"] == .null)
    #expect(agree(result["changes"]?[0]?["difference"]?.asNumber, 64.0 / 1600))
  }

  /// R 4.2.2 `mcnemar.test` and statsmodels 0.15.0 `SquareTable.homogeneity("stuart_maxwell")`.
  @Test func `more categories get Bowker's and Stuart and Maxwell's tests`() throws {
    let tests = try result("paired --table 20,10,5;3,30,15;0,5,40")["tests"]!
    #expect(agree(tests["bowker"]?["statistic"]?.asNumber, 13.769230769230770))
    #expect(agree(tests["stuartMaxwell"]?["statistic"]?.asNumber, 13.764705882352940))
    #expect(tests["mcNemar"] == .null)
  }

  @Test func `rows and a typed table give one result, levels of either question count`() throws {
    var csv = "before,after\n"
    for (pair, count) in [("1,1", 20), ("1,2", 10), ("2,1", 4), ("2,2", 9), (",1", 2)] {
      csv += String(repeating: pair + "\n", count: count)
    }
    let rows = try result("paired - --items before,after", csv: csv)
    let typed = try result("paired --table 20,10;4,9")
    #expect(rows["tests"] == typed["tests"])
    #expect(rows["excluded"] == 2)
    let uneven = try result("paired - --items a,b", csv: "a,b\n1,1\n1,2\n2,3\n1,3\n3,3\n2,1\n2,2\n1,2\n")
    #expect(uneven["counts"] == [[1, 2, 1], [1, 1, 1], [0, 0, 1]])
    #expect(
      try result("paired - --items a,b --freq n", csv: "a,b,n\n1,1,20\n1,2,10\n2,1,4\n2,2,9\n")["tests"]
        == typed["tests"])
  }

  @Test func `a design gives weighted shares whose errors heed the clusters`() throws {
    var csv = "a,b,w,k\n"
    for row in 0..<60 { csv += "\(row % 2),\(row / 2 % 3 == 0 ? 1 : 0),\(row % 3 + 1),\(row / 5)\n" }
    let result = try result("paired - --items a,b --weights w --cluster k", csv: csv)
    #expect(result["designChanges"]?[0]?["df"] == 11)
    #expect(result["designChanges"]?[0]?["p"]?.asNumber != nil)
    #expect(result["changes"]?[0]?["df"] == .null)
  }

  /// statsmodels 0.15.0 `cochrans_q` of the same rows: 4.0, p 0.1353352832366127.
  static let questions = "a,b,c\n1,1,0\n1,0,0\n1,1,1\n0,0,0\n1,1,0\n1,0,1\n1,0,0\n0,1,0\n,1,0\n"

  @Test func `three questions get Cochran's Q and every pair`() throws {
    let result = try result("paired - --items a,b,c", csv: Self.questions)
    #expect(agree(result["tests"]?["cochranQ"]?["statistic"]?.asNumber, 4))
    #expect(agree(result["tests"]?["cochranQ"]?["p"]?.asNumber, 0.1353352832366127))
    #expect(result["pairwise"]?.asArray?.count == 3)
    #expect(result["excluded"] == 1)
    #expect(result["items"]?[0]?["count"] == 6)
  }

  @Test func `the documents are in both languages`() {
    let english = String(decoding: answer("paired --table 794,86;150,570").standardOutput, as: UTF8.self)
    #expect(english.contains("McNemar exact (binomial)"))
    let chinese = String(
      decoding: answer("paired - --items a,b,c", csv: Self.questions, language: .chinese).standardOutput, as: UTF8.self)
    #expect(chinese.contains("柯克兰 Q 检验"))
    #expect(chinese.contains("计为“是”的值：1"))
  }

  @Test(arguments: [
    (
      "paired - --items a", "a\n1\n2\n", 2, "'a' alone has nothing to be paired with",
      "Name two columns: --items before,after", "只有“a”一列，无法配对", "请指定两列：--items before,after"
    ),
    (
      "paired - --items a,b,c --freq a", questions, 2,
      "--freq goes with two questions, not with Cochran's Q of several",
      "Leave --freq out, or compare the questions two by two", "--freq 只能用于两道题，不能用于多题的 Cochran Q",
      "请去掉 --freq，或两两比较"
    ),
    (
      "paired - --items a,b,c", "a,b,c\n1,0,2\n0,1,1\n", 1,
      "With 'c' the questions have more than two different answers: 0, 1, 2",
      "Three or more questions must be yes-or-no with the same two answers; two questions may have any number",
      "加上“c”后，这些题目出现了两种以上的答案：0、1、2", "三道及以上题目须为答案相同的是非题；两道题目的选项数不限"
    ),
    (
      "paired - --items a,b", "a,b\n1,1\n2,2\n", 1, "Nobody changed the answer, so there is nothing to test",
      "Check that the two columns are not one and the same", "没有人改变答案，因此没有可检验的内容", "请检查两列是否其实是同一列"
    ),
    (
      "paired - --items a,b", "a,b\n1,\n,2\n", 1, "No row answers both 'a' and 'b' (2 rows lack one of them)",
      "Check the filter of each question and the --where condition, or pick another pair",
      "没有一行同时回答了“a”和“b”（2 行至少缺一个）", "请检查两道题的跳转条件和 --where 条件，或换一对题目"
    ),
    (
      "paired --table 1,2,3;4,5,6", "", 1,
      "McNemar needs the same categories in rows and columns; this table is 2×3",
      "Give two questions with the same answers, such as before and after", "McNemar要求行与列的类别相同；这张表是 2×3",
      "请给出答案相同的两道题，例如前测与后测"
    ),
  ])
  func `what cannot be paired is refused`(
    _ line: String, _ csv: String, _ exitCode: Int32, _ english: String, _ fix: String, _ chinese: String,
    _ chineseFix: String
  ) {
    let answered = answer(line, csv: csv)
    #expect(answered.exitCode == exitCode)
    #expect(answered.standardError == "tansuo: error: \(english)\n  fix: \(fix)\n")
    #expect(
      answer(line, csv: csv, language: .chinese).standardError
        == "tansuo: error: \(chinese)\n  fix: \(chineseFix)\n")
  }

  // MARK: Goodness of fit

  /// Mendel's peas: R 4.2.2 `chisq.test(c(315, 108, 101, 32), p = c(9, 3, 3, 1) / 16)`: 0.47002, p 0.9254.
  @Test func `Mendel's peas agree with R, typed and as a column`() throws {
    let typed = try result("goodness-of-fit --table 315,108,101,32 --expected 9,3,3,1")["items"]![0]!
    #expect(agree(typed["tests"]?["pearson"]?["statistic"]?.asNumber, 0.47002, 1e-5))
    #expect(agree(typed["tests"]?["pearson"]?["p"]?.asNumber, 0.9254, 1e-4))
    let csv = "pea,n\n1,315\n2,108\n3,101\n4,32\n"
    let column = try result("goodness-of-fit - --items pea --freq n --expected 9,3,3,1", csv: csv)["items"]![0]!
    #expect(column["tests"] == typed["tests"])
    #expect(column["levels"]?[0]?["expected"] == 312.75)
  }

  @Test func `a design corrects the test of fit to first order`() throws {
    var csv = "q,w,k\n"
    for row in 0..<90 { csv += "\(row % 7 % 3),1,\(row / 6)\n" }
    let item = try result("goodness-of-fit - --items q --cluster k", csv: csv)["items"]![0]!
    let scott = try #require(item["tests"]?["raoScott"])
    #expect(agree(scott["x2"]?.asNumber, item["tests"]!["pearson"]!["statistic"]!.asNumber!))
    #expect(
      agree(
        scott["firstOrder"]?["statistic"]?.asNumber,
        scott["x2"]!.asNumber! / scott["meanDesignEffect"]!.asNumber!))
  }

  @Test(arguments: [
    (
      "goodness-of-fit - --items q --expected 1,x", 2, "'x', number 2 of --expected, is not a number above 0",
      "Write one positive number for each answer: --expected 9,3,3,1", "--expected 的第 2 个“x”不是正数",
      "请为每个选项写一个正数：--expected 9,3,3,1"
    ),
    (
      "goodness-of-fit - --items q --expected 1,2,3", 2,
      "3 expected proportions were given for 2 categories, or they are not positive",
      "Give one positive number for each category; they are divided by their sum", "给了 3 个期望比例，类别有 2 个，或其中有非正数",
      "请为每个类别给一个正数；它们会除以总和"
    ),
    (
      "goodness-of-fit - --items none", 1, "None of the 2 rows has an answer to 'none'",
      "Check the filter of the question and the --where condition", "2 行中没有一行回答了“none”", "请检查该题的跳转条件和 --where 条件"
    ),
  ])
  func `shares that cannot be expected are refused`(
    _ line: String, _ exitCode: Int32, _ english: String, _ fix: String, _ chinese: String, _ chineseFix: String
  ) {
    let csv = "q,none\n1,\n2,\n"
    let answered = answer(line, csv: csv)
    #expect(answered.exitCode == exitCode)
    #expect(answered.standardError == "tansuo: error: \(english)\n  fix: \(fix)\n")
    #expect(
      answer(line, csv: csv, language: .chinese).standardError
        == "tansuo: error: \(chinese)\n  fix: \(chineseFix)\n")
  }
}
