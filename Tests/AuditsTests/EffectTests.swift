import Audits
import Evidence
import NumericalMethods
import Phrasebook
import Testing

/// Measures of association and expected counts printed with a test, against the test, the counts and their bounds.
@Suite struct EffectTests {
  func audit(_ text: String, _ name: String = "p.md") throws -> Audit {
    try Audit(of: [PublishedSource(name: name, bytes: Array(text.utf8))])
  }

  func english(_ checks: [AuditCheck]) -> [String] { checks.map { $0.message.message(in: .english).what } }
  func chinese(_ checks: [AuditCheck]) -> [String] { checks.map { $0.message.message(in: .chinese).what } }

  /// 20 34 32 / 24 28 23 / 33 20 12: R 4.2 vcd::assocstats gives X² 13.613, contingency 0.238, V 0.174.
  @Test func `φ, V and C are held against the statistic and their maxima`() throws {
    let prose = [
      "V = .17", "C = .24", "φ = .25", "V = .31", "C = .31", "φ = .35", "contingency coefficient = .95", "列联系数为0.83",
      "φ = 1.6",
    ].map { "χ²(4, N = 226) = 13.61, p = .009, \($0)." }.joined(separator: " ")
    let found = try audit(prose).checks.filter { [.effectInRange, .effectFromStatistic].contains($0.rule) }
    #expect(
      found.map(\.verdict) == [
        .consistent, .consistent, .consistent, .inconsistent, .inconsistent, .inconsistent, .impossible, .impossible,
        .impossible,
      ])
    #expect(
      english(found) == [
        "V = .17 follows from 13.61 among 226", "C = .24 follows from 13.61 among 226",
        "φ = .25 follows from 13.61 among 226",
        "V = .31 does not follow from 13.61 among 226, which gives 0.245, 0.174",
        "C = .31 does not follow from 13.61 among 226, which gives 0.238",
        "φ = .35 does not follow from 13.61 among 226, which gives 0.245",
        "C = .95 is larger than 0.816, the most it can be", "C = 0.83 is larger than 0.816, the most it can be",
        "φ = 1.6 is larger than 1.41, the most it can be",
      ])
    #expect(chinese(found)[4] == "C = .31 与 226 份中的卡方 13.61 不符：应为 0.238")
    #expect(chinese(found)[6] == "C = .95 超过了最大值 0.816")
    #expect(chinese(found)[2] == "φ = .25 与 226 份中的卡方 13.61 一致")
    let negative = try audit("χ²(4, N = 226) = 13.61, p = .009, C = -.24.").flags
    #expect(english(negative) == ["-.24 is below zero, which this statistic cannot be"])
  }

  @Test func `a statistic that n answers cannot give is impossible`() throws {
    let flags = try audit("χ²(4, N = 226) = 460.2, p < .001.").flags
    #expect(flags.map(\.rule) == [.statisticInRange])
    #expect(english(flags) == ["A chi-square of 460.2 is larger than 452, the most 226 answers can give"])
    #expect(chinese(flags) == ["卡方 460.2 超过了 226 份答卷所能给出的最大值 452"])
    #expect(try audit("χ²(4, N = 226) = 451.9, p < .001.").flags.isEmpty)
  }

  /// 30 70 / 45 55: X² 4.8, Yates 4.1813, φ 0.15492. R prints the second beside the third.
  @Test func `a measure of the uncorrected statistic or corrected for bias is another form, not an error`() throws {
    let found = try audit("χ²(1, N = 200) = 4.18, p = .041, φ = .155. χ²(1, N = 200) = 4.18, p = .041, φ = .255.")
      .checks.filter { $0.rule == .effectFromStatistic }
    #expect(found.map(\.verdict) == [.rounding, .inconsistent])
    #expect(
      english(found)[0]
        == "φ = .155 is of another form of the test than 4.18 among 200, which gives 0.145: of the uncorrected statistic, or corrected for its bias"
    )
    #expect(chinese(found)[0] == "φ = .155 取自该检验的另一形式（未作连续性校正的统计量，或经偏差校正），200 份中的卡方 4.18 给出 0.145")
    // Bergsma: φ² = 13.613/226 − 4/225, sides 2 − 4/225: V = 0.1462.
    #expect(
      try audit("χ²(4, N = 226) = 13.61, p = .009, V = .146.").checks.first { $0.rule == .effectFromStatistic }?
        .verdict == .rounding)
  }

  static let counts = """
    | Province | low | mid | high | Total |
    |---|---|---|---|---|
    | ZJ | 20 | 34 | 32 | 86 |
    | JS | 24 | 28 | 23 | 75 |
    | SD | 33 | 20 | 12 | 65 |
    | Total | 77 | 82 | 67 | 226 |


    """

  @Test func `the table of symmetric measures below a test belongs to it, and to the counts above`() throws {
    func page(_ c: String) -> String {
      Self.counts + """
        | | 值 | 自由度 | 渐进显著性（双侧） |
        |---|---|---|---|
        | 皮尔逊卡方 | 13.613 | 4 | .009 |
        | 有效个案数 | 226 | | |

        | | | 值 | 渐近显著性 |
        |---|---|---|---|
        | 名义到名义 | Phi | .245 | .009 |
        | | 克莱姆 V | .174 | .009 |
        | | 列联系数 | \(c) | .009 |
        | 有效个案数 | | 226 | |
        """
    }
    let right = try audit(page(".238"))
    #expect(right.flags.isEmpty, "\(english(right.flags))")
    #expect(right.checks.count { $0.rule == .effectFromStatistic } == 3)
    let fromCounts = right.checks.filter { $0.rule == .effectFromCounts }
    #expect(
      english(fromCounts) == [
        "φ = .245 follows from the counts (0.245)", "V = .174 follows from the counts (0.174)",
        "C = .238 follows from the counts (0.238)",
      ])
    #expect(chinese(fromCounts)[2] == "C = .238 与频数一致（0.238）")
    let wrong = try audit(page(".245")).flags
    #expect(wrong.map(\.rule) == [.effectFromStatistic, .effectFromCounts])
    #expect(english(wrong)[1] == "The counts give C = 0.238, not .245")
    #expect(chinese(wrong)[1] == "由频数得到的 C 为 0.238，而不是 .245")
  }

  @Test(arguments: [("25.5", 0), ("26.5", 1)])
  func `expected counts are read in brackets, in a table of their own and below each count`(
    _ middle: String, _ flags: Int
  ) throws {
    // R: chisq.test(...)$expected, here ZJ 29.3 31.2 25.5, JS 25.6 27.2 22.2, SD 22.1 23.6 19.3.
    let brackets = """
      表 3 观察频数（期望频数）

      | 省份 | 低 | 中 | 高 | 合计 |
      |---|---|---|---|---|
      | 浙江 | 20 (29.3) | 34 (31.2) | 32 (\(middle)) | 86 |
      | 江苏 | 24 (25.6) | 28 (27.2) | 23 (22.2) | 75 |
      | 山东 | 33 (22.1) | 20 (23.6) | 12 (19.3) | 65 |
      """
    let own =
      Self.counts + """
        Table 4. Expected counts

        | Province | low | mid | high |
        |---|---|---|---|
        | ZJ | 29.3 | 31.2 | \(middle) |
        | JS | 25.6 | 27.2 | 22.2 |
        | SD | 22.1 | 23.6 | 19.3 |
        """
    let layered = """
      <table><caption>省份 * 评级 交叉表</caption>
      <tr><td></td><td></td><td>低</td><td>中</td><td>高</td><td>总计</td></tr>
      <tr><td rowspan=2>浙江</td><td>计数</td><td>20</td><td>34</td><td>32</td><td>86</td></tr>
      <tr><td>期望计数</td><td>29.3</td><td>31.2</td><td>\(middle)</td><td>86.0</td></tr>
      <tr><td rowspan=2>江苏</td><td>计数</td><td>24</td><td>28</td><td>23</td><td>75</td></tr>
      <tr><td>期望计数</td><td>25.6</td><td>27.2</td><td>22.2</td><td>75.0</td></tr>
      <tr><td rowspan=2>山东</td><td>计数</td><td>33</td><td>20</td><td>12</td><td>65</td></tr>
      <tr><td>期望计数</td><td>22.1</td><td>23.6</td><td>19.3</td><td>65.0</td></tr>
      <tr><td rowspan=2>总计</td><td>计数</td><td>77</td><td>82</td><td>67</td><td>226</td></tr>
      <tr><td>期望计数</td><td>77.0</td><td>82.0</td><td>67.0</td><td>226.0</td></tr></table>
      """
    for (page, name) in [(brackets, "p.md"), (own, "p.md"), (layered, "p.html")] {
      let audit = try audit(page, name)
      let found = audit.checks.filter { $0.rule == .expectedCounts }
      #expect(found.count == 1, "\(name) \(english(audit.checks))")
      #expect(audit.flags.count == flags, "\(english(audit.flags))")
      #expect(audit.checks.contains { $0.rule == .margins && $0.verdict == .consistent })
      if flags == 1 {
        #expect(english(found) == ["The expected count beside 32 is 25.5, not 26.5"])
        #expect(chinese(found) == ["频数 32 旁的期望计数应为 25.5，而不是 26.5"])
      } else {
        #expect(english(found) == ["The expected counts follow from the totals"])
        #expect(chinese(found) == ["期望计数与合计一致"])
      }
    }
  }

  @Test func `expected counts of another model are named once`() throws {
    let page = """
      Observed with expected counts

      | | a | b | Total |
      |---|---|---|---|
      | x | 10 (11.0) | 20 (21.0) | 30 |
      | y | 30 (31.0) | 20 (21.0) | 50 |
      """
    let flags = try audit(page).flags
    #expect(english(flags) == ["Most expected counts are not row total times column total over n"])
    #expect(chinese(flags) == ["多数期望计数不等于行合计乘列合计再除以总数"])
  }

  @Test func `what a note says of small expected counts is held against the counts, else against the shape`() throws {
    let test = "χ²(4, N = 226) = 13.61, p = .009\n\n"
    let right = "a. 0 cells (0.0%) have expected count less than 5. The minimum expected count is 19.27.\n"
    let holds = try audit(Self.counts + test + right)
    #expect(holds.flags.isEmpty, "\(english(holds.flags))")
    #expect(
      english(holds.checks.filter { $0.rule == .expectedCountsNote }) == [
        "What is said of small expected counts follows from the table"
      ])
    let wrong = try audit(Self.counts + test + "a. 1 单元格(11.1%) 的期望计数少于 5。最小期望计数为 4.27。\n").flags
    #expect(
      english(wrong) == [
        "The smallest expected count is 19.27, not 4.27", "0 cells have an expected count below 5 (0.0%), not 1",
      ])
    #expect(chinese(wrong) == ["最小期望计数应为 19.27，而不是 4.27", "期望计数小于 5 的单元格有 0 个（0.0%），而不是 1 个"])
    let alone = try audit(
      test + "a. 2 cells (33.3%) have expected count less than 5. The minimum expected count is 26.1.\n")
    #expect(
      english(alone.flags) == [
        "A smallest expected count of 26.1 is larger than 25.1, the most 226 answers can give",
        "2 cells are not 33.3% of a table with these degrees of freedom but 20.0, 22.2%",
      ])
    #expect(
      chinese(alone.flags) == [
        "最小期望计数 26.1 超过了 226 份答卷所能给出的最大值 25.1", "在这样自由度的表中，2 个单元格占 20.0、22.2%，而不是 33.3%",
      ])
    #expect(try audit(test + "a. 2 cells (20.0%) have expected count less than 5.\n").flags.isEmpty)
  }

  @Test func `nothing correct is flagged in 600 tables printed in every custom`() throws {
    var random = SeededGenerator(seed: 29)
    for trial in 0..<600 {
      let rounding = FalseAlarmTests.Rounding.allCases[trial % 3]
      let decimals = 2 + trial / 3 % 3
      let (rows, columns) = (2 + Int(random.next() % 3), 2 + Int(random.next() % 3))
      let counts = (0..<rows).map { _ in (0..<columns).map { _ in Int(random.next() % 60) } }
      let rowSums = counts.map { $0.reduce(0, +) }
      let columnSums = (0..<columns).map { column in counts.reduce(0) { $0 + $1[column] } }
      guard !rowSums.contains(0), !columnSums.contains(0) else { continue }
      let n = rowSums.reduce(0, +)
      let expected = rowSums.map { row in columnSums.map { Double(row * $0) / Double(n) } }
      var statistic = 0.0
      for row in 0..<rows {
        for column in 0..<columns {
          let gap = Double(counts[row][column]) - expected[row][column]
          statistic += gap * gap / expected[row][column]
        }
      }
      let x = statistic / Double(n)
      let df = (rows - 1) * (columns - 1)
      let p = try ChiSquareDistribution(degreesOfFreedom: Double(df)).upperTail(at: statistic)
      func print(_ value: Double) -> String { rounding.print(value, decimals) }
      var page = "Observed (expected count)\n\n| |" + (0..<columns).map { " c\($0) |" }.joined() + " Total |\n|---|\n"
      for row in 0..<rows {
        let cells = (0..<columns).map { " \(counts[row][$0]) (\(print(expected[row][$0]))) |" }.joined()
        page += "| r\(row) |\(cells) \(rowSums[row]) |\n"
      }
      let few = expected.joined().count { $0 < 5 }
      page += """

        χ²(\(df), N = \(n)) = \(print(statistic)), p = \(print(p)), φ = \(print(x.squareRoot())), \
        V = \(print((x / Double(min(rows, columns) - 1)).squareRoot())), C = \(print((x / (1 + x)).squareRoot())).

        \(few) cells (\(print(100 * Double(few) / Double(rows * columns)))%) have expected count less than 5. \
        The minimum expected count is \(print(expected.joined().min()!)).
        """
      let audit = try audit(page)
      #expect(audit.flags.isEmpty, "\(page) \(english(audit.flags))")
      for rule in [AuditRule.effectFromStatistic, .effectFromCounts] {
        #expect(audit.checks.count { $0.rule == rule } == 3, "\(rule) \(page)")
      }
      #expect(
        audit.checks.contains { $0.rule == .expectedCounts } && audit.checks.contains { $0.rule == .expectedCountsNote }
      )
    }
  }

  @Test func `records give measures too`() throws {
    let audit = try auditOfRecords("kind,statistic,df,n,V,phi,C\nchi-square,13.61,4,226,.17,.25,.24\n")
    #expect(audit.checks.map(\.kind) == ["cramers-v", "phi", "contingency-coefficient"])
    #expect(audit.flags.isEmpty)
  }
}
