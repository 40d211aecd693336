import Audits
import Evidence
import Glibc
import Phrasebook
import Testing

func logarithm(_ x: Double) -> Double { log(x) }

func auditOfRecords(_ records: String) throws -> Audit {
  try Audit(of: [PublishedSource(name: "r.csv", form: .csv, text: records)])
}

/// Shares, means and deviations against every sample there is.
@Suite struct CountTests {
  /// Half away from zero, on whole numbers.
  func printed(_ count: Int, _ n: Int, _ decimals: Int) -> String {
    let scale = [1, 10, 100, 1000][decimals]
    let whole = (2 * 100 * scale * count + n) / (2 * n)
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return decimals == 0 ? padded : padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  @Test(arguments: [7, 28, 60, 426])
  func `every share of every count passes and those between are found`(_ n: Int) throws {
    let exist = Set((0...n).map { printed($0, n, 1) })
    var lines = "kind,value,n\n"
    let all = (0...1000).map { tenths in "\(tenths / 10).\(tenths % 10)" }
    for text in all { lines += "percentage,\(text)%,\(n)\n" }
    let audit = try auditOfRecords(lines)
    #expect(audit.checks.count == all.count)
    for (text, check) in zip(all, audit.checks) {
      if exist.contains(text) {
        #expect(check.verdict == .consistent, "\(text) of \(n)")
      } else {
        // What is left can come from cutting digits off, and is then called rounding.
        let tenths = Int(text.filter { $0 != "." })!
        let truncated = (0...n).contains { 1000 * $0 / n == tenths }
        #expect(check.verdict == (truncated ? .rounding : .impossible), "\(text) of \(n)")
      }
    }
  }

  /// Means and deviations of all samples of five answers from 1 to 5, and of none.
  @Test func `means and deviations of all small samples pass, others do not`() throws {
    let n = 5
    var seen: Set<[String]> = []
    func visit(_ sample: [Int]) {
      if sample.count == n {
        let mean = Double(sample.reduce(0, +)) / Double(n)
        let squares = sample.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        seen.insert([text(mean), text((squares / Double(n - 1)).squareRoot())])
        return
      }
      for answer in (sample.last ?? 1)...5 { visit(sample + [answer]) }
    }
    visit([])
    var lines = "kind,mean,sd,n,minimum,maximum\n"
    var pairs: [[String]] = []
    for mean in stride(from: 100, through: 500, by: 20) {
      for deviation in 0...230 {
        let pair = [text(Double(mean) / 100), text(Double(deviation) / 100)]
        pairs.append(pair)
        lines += "mean,\(pair[0]),\(pair[1]),\(n),1,5\n"
      }
    }
    let audit = try auditOfRecords(lines)
    let verdicts = Dictionary(
      audit.checks.filter { $0.kind == "standard-deviation" }.map { check in
        ([check.reported[0].text, check.reported[2].text], check.verdict)
      }, uniquingKeysWith: { a, _ in a })
    var possible = 0
    for pair in pairs {
      guard let verdict = verdicts[pair] else { continue }
      if seen.contains(pair) {
        possible += 1
        #expect(verdict == .consistent, "\(pair)")
      } else {
        #expect(verdict != .consistent, "\(pair)")
      }
    }
    #expect(possible == seen.count)
  }

  func text(_ value: Double) -> String {
    let hundredths = Int((value * 100 + 0.5 + 1e-9).rounded(.down))
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
  }

  @Test func `means that no answers have are named with their neighbours`() throws {
    let audit = try auditOfRecords("kind,mean,n\nmean,3.45,28\n")
    #expect(audit.checks.map(\.verdict) == [.impossible])
    #expect(
      audit.checks[0].message.message(in: .english).what
        == "28 whole answers cannot have a mean of 3.45: the nearest are 3.4286 and 3.4643")
    #expect(audit.checks[0].message.message(in: .chinese).what == "28 个整数答案的均值不可能是 3.45：最接近的是 3.4286 和 3.4643")
    #expect(try auditOfRecords("kind,mean,n,minimum,maximum\nmean,5.20,25,1,5\n").checks[0].verdict == .impossible)
  }

  @Test func `zeros and ones have the deviation their mean gives`() throws {
    // 30 of 100: sqrt(100/99 · 0.3 · 0.7) = 0.46057.
    let right = try auditOfRecords("kind,mean,sd,n\nbinary,0.30,0.46,100\n")
    #expect(right.checks.map(\.verdict) == [.consistent])
    let wrong = try auditOfRecords("kind,mean,sd,n\nbinary,0.30,0.50,100\n")
    #expect(wrong.checks.map(\.verdict) == [.impossible])
  }
}

/// What strangers write, and what they would like a reader to do.
@Suite struct ReadingTests {
  func audit(_ text: String, _ name: String) throws -> Audit {
    try Audit(of: [PublishedSource(name: name, bytes: Array(text.utf8))])
  }

  @Test(arguments: [
    ("5.385", 5.385, 3), ("．043", 0.043, 3), (".000", 0, 3), ("1,204", 1204, 0), ("１２．５％", 12.5, 1),
    ("<.001", 0.001, 3),
    ("3.4E-05", 3.4e-5, 6), ("−2.10", -2.1, 2), ("13.61a", 13.61, 2), ("0.043*", 0.043, 3),
  ])
  func `numbers are read as they are printed`(_ text: String, _ value: Double, _ decimals: Int) throws {
    let number = try #require(PrintedNumber(text))
    #expect(abs(number.value - value) <= 1e-15 * abs(value))
    #expect(number.decimals == decimals)
  }

  @Test(arguments: ["", "p", "1.2.3", "12 of 30", "--3", "0.05 to 0.2", "1,23", "٣"])
  func `what is no number is none`(_ text: String) {
    #expect(PrintedNumber(text) == nil)
  }

  @Test(arguments: [
    ("渐进 Sig.（双侧）", "Pearson 卡方", "有效案例中的 N"), ("渐进显著性（双侧）", "皮尔逊卡方", "有效个案数"),
    ("Asymptotic Sig. (2-sided)", "Pearson Chi-Square", "N of Valid Cases"),
    ("Asymptotic Sig. (2-tailed)", "Pearson卡方", "有效个案N"),
  ])
  func `tables of every generation of SPSS and of PSPP are read`(_ p: String, _ pearson: String, _ n: String) throws {
    let table = "||Value|df|\(p)|\n|--|--|--|--|\n|\(pearson)|13.61|4|.090|\n|\(n)|226|||\n"
    let audit = try audit(table.replacingOccurrences("||Value", "| |Value"), "t.md")
    #expect(audit.flags.map(\.rule) == [.pFromStatistic])
    #expect(audit.flags[0].reported.map(\.name) == ["statistic", "df", "n", "p"])
    let pspp =
      "+---+\n|                            |Value|df|\(p)|\n+---+\n|\(pearson)|13.61| 4| .009|\n|\(n)|  226|  |  |\n+---+\n"
    #expect(try self.audit(pspp, "out.txt").checks.map(\.verdict) == [.consistent])
  }

  @Test func `totals, shares, degrees of freedom and statistics are held against the counts`() throws {
    let page = """
      Table 2

      | | yes | no | Total |
      |---|---|---|---|
      | a | 30 (30.0%) | 70 (70.0%) | 100 |
      | b | 45 (46.0%) | 55 (55.0%) | 101 |
      | Total | 75 | 125 | 200 |

      χ²(2, N = 210) = 4.90, p = .086.
      """
    let flags = try audit(page, "p.md").flags
    #expect(
      Set(flags.map(\.rule)) == [.margins, .cellPercentages, .degreesFromShape, .sampleSize, .statisticFromCounts])
    let sentences = flags.map { $0.message.message(in: .english).what }
    #expect(
      sentences.sorted() == [
        "The counts add up to 100, not to 101", "The counts add up to 200, but n is given as 210",
        "The counts give a statistic of 4.80, not 4.90",
        "The share beside the count 45 is 45.0%, not 46.0%".replacingOccurrences("45.0%", "45.0"),
        "The table has df = 1, not 2",
      ])
  }

  @Test func `V is held against the statistic, and shares against their total`() throws {
    let page =
      "χ²(4, N = 226) = 13.61, p = .009, V = .17. χ²(4, N = 226) = 13.61, p = .009, V = .31. χ²(4, N = 226) = 13.61, p = .009, V = 1.7."
    let found = try audit(page, "p.md").checks.filter { $0.rule == .effectInRange || $0.rule == .effectFromStatistic }
    #expect(found.map(\.verdict) == [.consistent, .inconsistent, .impossible])
    #expect(
      found.map { $0.message.message(in: .english).what } == [
        "V = .17 follows from 13.61 among 226",
        "V = .31 does not follow from 13.61 among 226, which gives 0.245, 0.174",
        "V = 1.7 is larger than 1, the most it can be",
      ])
    #expect(found[1].message.message(in: .chinese).what == "V = .31 与 226 份中的卡方 13.61 不符：应为 0.245、0.174")
    func table(_ last: String) -> String {
      "| 方式 | 占比 |\n|---|---|\n| 甲 | 33.3% |\n| 乙 | 33.3% |\n| 丙 | \(last) |\n| 合计 | 100% |\n"
    }
    #expect(try audit(table("33.3%"), "p.md").checks.map(\.verdict) == [.consistent])
    let wrong = try audit(table("30.3%"), "p.md").checks
    #expect(wrong.map(\.verdict) == [.inconsistent])
    #expect(wrong[0].message.message(in: .chinese).what == "各百分比标为合计 100%，其和却为 96.9")
    #expect(
      wrong[0].message.message(in: .english).what == "The shares are said to be all of one whole, but add up to 96.9")
  }

  @Test func `one-sided and truncated p are told from wrong ones`() throws {
    let audit = try audit("t(30) = 2.10, p = .022. t(30) = 2.10, p = .30. z = 2.1000, p = .035.", "p.md")
    #expect(audit.checks.map(\.verdict) == [.rounding, .inconsistent, .rounding])
    #expect(
      audit.checks[0].message.message(in: .english).what == "p = .022 is the one-sided value: both sides give 0.0442")
  }

  @Test func `what nothing can have is impossible`() throws {
    let audit = try audit("χ²(2, N = 40) = -3.2, p = .04. r(38) = 1.2, p = .01. χ²(2, N = 40) = 3.2, p = 1.4.", "p.md")
    #expect(audit.checks.map(\.verdict) == [.impossible, .impossible, .impossible])
    #expect(
      audit.checks.map { $0.message.message(in: .english).what } == [
        "-3.2 is below zero, which this statistic cannot be", "1.2 is no correlation: those lie between -1 and 1",
        "1.4 is no probability: those lie between 0 and 1",
      ])
  }

  @Test func `JSON records are read, and text that is none says where`() throws {
    let json = #"[{"kind": "chi-square", "statistic": "10.9", "df": 2, "p": "0.04"}]"#
    #expect(try audit(json, "r.json").flags.map(\.place.description) == ["r.json [0]"])
    #expect(throws: Fault.self) { try audit("{\"kind\": ", "r.json") }
  }

  @Test func `a document without numbers says so`() throws {
    let audit = try audit("Nothing to see.", "note.md")
    #expect(audit.checks.isEmpty)
    #expect(
      audit.caveats.map { $0.report(in: .english) } == [
        "tansuo: note: No number that could be checked was found (note.md)\n  fix: Tests need a statistic, degrees of freedom and p; shares need the number they are of\n"
      ])
    #expect(audit.caveats.map { $0.message(in: .chinese).what } == ["没有找到可以核对的数字"])
    #expect {
      try Audit(of: [], alpha: 1)
    } throws: {
      ($0 as? Fault)?.report(in: .english)
        == "tansuo: error: A level of significance lies between 0 and 1, not at 1\n  fix: Write --alpha 0.05\n"
    }
  }

  @Test func `hostile pages end, and their numbers are still checked`() throws {
    let nested = String(repeating: "<table><tr><td>", count: 500) + "x"
    let huge = "<table><tr><td>" + String(repeating: "9", count: 100_000) + "</td></tr></table>"
    let broken =
      "<td></tr><table <p a='>'><tr><th>值<td>df<td>p<tr><td>卡方<td>10.9<td>2<td>.04 <script>p = .9</script> < 3"
    for page in [nested, huge, broken, "<", "<!--", "&#xFFFFFFFF;&#;", "<table", "</table></table>"] {
      _ = try audit(page, "p.html")
    }
    let page = "<p>χ²(4, N = 226) &#61; 13.61, p &lt; .0001</p>" + broken
    #expect(try audit(page, "p.html").flags.contains { $0.reported.contains { $0.text == "<.0001" } })
    let markdown = String(repeating: "|", count: 20_000) + "\n" + String(repeating: "(", count: 20_000) + "χ²("
    _ = try audit(markdown, "p.md")
  }
}

extension String {
  func replacingOccurrences(_ part: String, _ other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
