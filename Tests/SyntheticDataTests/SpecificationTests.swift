import Evidence
import Phrasebook
import Testing

@testable import SyntheticData

@Suite struct SpecificationTests {
  static let head = """
    factors:
      - {name: skill, shared: 0.3}
    clusters: {table: firms, id: firm, prefix: F, count: 20}
    respondents: {table: people, id: person, prefix: P, count: 100, fewest: 2, most: 9}
    items:

    """
  static let firms = """
      - name: stored
        of: clusters
        levels:
          - {value: 0, parts: 1}
          - {value: 1, parts: 1}

    """
  static let q1 = """
      - name: q1
        levels:
          - {value: 1, count: 40}
          - {value: 2, count: 60}

    """
  static let q2 = """
      - name: q2
        factor: skill
        loading: 0.5
        levels:
          - {value: 1, share: 30}
          - {value: 2, parts: 2}
          - {value: 3, parts: 1}

    """

  func data(_ text: String) throws(Fault) -> SyntheticData {
    try SyntheticData(SyntheticSpecification(parsing: Array(text.utf8), file: "spec.yml"))
  }

  func refusal(of text: String) -> Fault? {
    do throws(Fault) {
      _ = try data(text)
      return nil
    } catch {
      return error.inFile("spec.yml")
    }
  }

  @Test func `a small specification becomes tables whose margins are exact`() throws {
    let made = try data(Self.head + Self.firms + Self.q1 + Self.q2)
    #expect(made.respondents.rowCount == 100)
    #expect(made.clusters?.rowCount == 20)
    #expect(made.activity == nil)
    #expect(made.respondents.columns.map(\.name) == ["person", "firm", "q1", "q2"])
    let counts = [1, 2, 3].map { code in
      (0..<100).count { made.respondents["q2"]!.number(at: $0) == Double(code) }
    }
    #expect(counts == [30, 47, 23])
    #expect(made.targets.allSatisfy { $0.isMet })
    #expect(made.respondents["person"]?.value(at: 0)?.description == "P001")
    let sizes = (1...20).map { firm in
      (0..<100).count { made.respondents["firm"]!.value(at: $0)?.description == "F\(firm < 10 ? "0" : "")\(firm)" }
    }
    #expect(sizes.allSatisfy { (2...9).contains($0) })
  }

  @Test func `without clusters respondents stand alone`() throws {
    let made = try data("respondents: {table: people, id: person, count: 100}\nitems:\n" + Self.q1)
    #expect(made.clusters == nil)
    #expect(made.respondents.columns.map(\.name) == ["person", "q1"])
  }

  @Test func `an item that is added changes the answers to no other`() throws {
    let short = try data(Self.head + Self.firms + Self.q1)
    let long = try data(Self.head + Self.firms + Self.q2 + Self.q1)
    for row in 0..<100 { #expect(short.respondents["q1"]!.number(at: row) == long.respondents["q1"]!.number(at: row)) }
    let other = try data("seed: 2\n" + Self.head + Self.firms + Self.q1)
    #expect((0..<100).contains { short.respondents["q1"]!.number(at: $0) != other.respondents["q1"]!.number(at: $0) })
  }

  @Test func `missing answers have their reason, and who is not asked skips`() throws {
    let made = try data(
      Self.head + Self.q1 + """
          - name: q3
            asked-if: {item: q1, values: [2], skipped: -3}
            levels: [{value: 1, share: 50}, {value: 2, parts: 1}]
            missing:
              - {reason: refused, value: -2, zh: 拒答, en: refused, count: 4}
              - {reason: system, count: 6}

        """)
    let column = made.respondents["q3"]!
    let asked = made.respondents["q1"]!
    var seen: [String: Int] = [:]
    for row in 0..<100 {
      guard let slot = column.missingSlot(at: row) else { continue }
      seen[column.missing[slot].reason.rawValue, default: 0] += 1
      #expect((column.missing[slot].reason == .skipped) == (asked.number(at: row) == 1))
    }
    #expect(seen == ["skipped": 40, "refused": 4, "system": 6])
    #expect(column.notes.routing == "q1 in (2)")
  }

  @Test func `what is out of reach is made as near as it gets, and said`() throws {
    let made = try data(
      Self.head + Self.q1 + """
          - name: q3
            factor: skill
            loading: 0.95
            icc: 0.02
            levels: [{value: 1, parts: 1}, {value: 2, parts: 1}]
          - name: q4
            levels: [{value: 1, count: 1}, {value: 2, count: 99}]
        targets:
          - {name: pair, kind: correlation, items: [q1, q4], r: 0.90}

        """)
    #expect(made.targets.filter { !$0.isMet }.map(\.kind) == [.intraclass, .correlation])
    let notes = made.caveats.map { $0.message(in: .english).what }
    #expect(notes[0] == "These data are synthetic: made from margins with seed 1, nobody gave these answers")
    #expect(notes[1].hasPrefix("The intra-class correlation of 'q3' should be 0.02, but 0."))
    #expect(notes[2].hasPrefix("The correlation 'pair' should be 0.90, but 0."))
    let chinese = made.caveats.map { $0.message(in: .chinese).what }
    #expect(chinese[0] == "这些数据是合成的：由边际和种子 1 生成，并非任何人的回答")
    #expect(chinese[1].hasPrefix("“q3”的组内相关应为 0.02，最接近只能到 0."))
    #expect(chinese[2].hasPrefix("相关“pair”应为 0.90，最接近只能到 0."))
  }

  @Test func `claims are held against arithmetic and not aimed at`() throws {
    let made = try data(
      Self.head + Self.q1 + """
        claims:
          - {name: storage, kind: share, share: 78.5, n: 426}
          - {name: audit, kind: share, share: 67.1, n: 426}
          - {name: ratio, kind: chi-square, n: 3497, pearson: 5.385, likelihood-ratio: 0.374}
          - {name: trend, kind: chi-square, n: 3497, pearson: 5.385, linear: 6.1}

        """)
    #expect(made.claims.map(\.isPossible) == [false, true, false, false])
    #expect(
      made.claims.compactMap { $0.caveat?.message(in: .english).what } == [
        "Claim 'storage' is impossible: 334 of 426 are 78.40 %, 335 of 426 are 78.64 %, nothing is 78.5 %; 333 of 424 would be",
        "Claim 'ratio' is impossible: beside Pearson 5.385 at n = 3497 the likelihood ratio lies from 2.237 to 10.762, not at 0.374",
        "Claim 'trend' is impossible: beside Pearson 5.385 at n = 3497 the linear term is at most 5.383, not 6.1",
      ])
    #expect(
      made.claims.compactMap { $0.caveat?.message(in: .chinese).what } == [
        "“storage”不可能成立：334/426 为 78.40%，335/426 为 78.64%，没有整数给出 78.5%；333/424 则可以",
        "“ratio”不可能成立：n = 3497、皮尔逊 5.385 时似然比必在 2.237 至 10.762 之间，不会是 0.374",
        "“trend”不可能成立：n = 3497、皮尔逊 5.385 时线性项至多为 5.383，不会是 6.1",
      ])
  }

  // MARK: Bad input

  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let place: String
    let english: String
    let chinese: String
    var testDescription: String { english }
  }

  static func replacing(_ text: String, _ part: String, _ other: String) -> String {
    text.replacing(part, with: other)
  }
  static let good = head + firms + q1 + q2
  static let association =
    "targets:\n  - {name: t, kind: association, rows: q1, columns: q2, pearson: 5.385, df: 2, slack: 3}\n"

  static let refusals: [Refusal] = [
    .init(
      text: replacing(good, "count: 60", "count: 61"), place: "spec.yml:11:5",
      english: "The margins of 'q1' sum to 101, but 100 answered it", chinese: "“q1”的边际合计为 101，而有效回答为 100"),
    .init(
      text: replacing(good, "count: 60", "count: 59"), place: "spec.yml:11:5",
      english: "The margins of 'q1' sum to 99, but 100 answered it", chinese: "“q1”的边际合计为 99，而有效回答为 100"),
    .init(
      text: replacing(good, "share: 30", "share: 30.5"), place: "spec.yml:19:9",
      english: "30.5 % of 100 is impossible for 'q2': 30 of 100 are 30.00 %, 31 of 100 are 31.00 %",
      chinese: "“q2”不可能有 100 中的 30.5%：30/100 为 30.00%，31/100 为 31.00%"),
    .init(
      text: replacing(good, "share: 30", "share: 30%"), place: "spec.yml:19:27",
      english: "'share' should be a number as it is printed, such as 5.385, but is 30%",
      chinese: "“share”应为照印的数字，如 5.385，而现为 30%"),
    .init(
      text: good + replacing(association, "q2", "q22"), place: "spec.yml:23:5",
      english: "There is no item 'q22'; nearest: q2", chinese: "没有题项“q22”，最接近的是：q2"),
    .init(
      text: good + replacing(replacing(replacing(association, "q1", "x"), "q2", "q1"), "rows: x", "rows: q2"),
      place: "spec.yml:23:5", english: "'q1' needs the answers to 'q2', which must stand before it",
      chinese: "“q1”要用到“q2”的回答，后者须排在前面"),
    .init(
      text: good + replacing(association, "df: 2", "df: 4"), place: "spec.yml:23:5",
      english: "A table of 2 × 3 has 2 degrees of freedom, not 4", chinese: "2×3 的表自由度为 2，不是 4"),
    .init(
      text: good + replacing(association, "slack: 3", "linear: 5.9"), place: "spec.yml:23:5",
      english:
        "Linear 5.9 and Pearson 5.385 contradict each other at n = 100: the linear term is at most X²(n − 1)/n = 5.331",
      chinese: "n = 100 时线性项 5.9 与皮尔逊 5.385 矛盾：线性项至多为 X²(n−1)/n = 5.331"),
    .init(
      text: good + replacing(association, "slack: 3", "likelihood-ratio: 0.374"), place: "spec.yml:23:5",
      english:
        "Likelihood ratio 0.374 and Pearson 5.385 contradict each other at n = 100: for whole counts G² lies from 2.237 to 10.490",
      chinese: "n = 100 时似然比 0.374 与皮尔逊 5.385 矛盾：整数频数的 G² 必在 2.237 至 10.490 之间"),
    .init(
      text: good + replacing(association, "slack: 3", "linear: 3.306"), place: "spec.yml:23:5",
      english:
        "No table of whole counts has Pearson 5.385 and linear 3.306: all tables of 1 pair of margins were looked at",
      chinese: "没有整数表同时满足皮尔逊 5.385 与线性项 3.306：已穷尽 1 组边际下的全部表"),
    .init(
      text: replacing(good, "of: clusters", "of: firms"), place: "spec.yml:7:9",
      english: "'of' cannot be 'firms'", chinese: "“of”不能是“firms”"),
    .init(
      text: replacing(good, "fewest: 2", "fewest: 6"), place: "spec.yml:4:14",
      english: "100 respondents do not fit into 20 clusters of 6 to 9: those hold 120 to 180",
      chinese: "20 个群每群 6 至 9 人，可容纳 120 至 180 人，容不下 100 人"),
    .init(
      text: replacing(good, "factor: skill", "factor: skil"), place: "spec.yml:15:5",
      english: "There is no factor 'skil'; there are skill", chinese: "没有因子“skil”，现有 skill"),
    .init(
      text: replacing(good, "loading: 0.5", "loading: 1.5"), place: "spec.yml:17:14",
      english: "'loading' should be in -1–1, but is 1.5", chinese: "“loading”应在 -1–1 之内，而现为 1.5"),
    .init(
      text: replacing(good, "name: q2", "name: q1"), place: "spec.yml:15:5", english: "Two columns are called 'q1'",
      chinese: "有两列都叫“q1”"),
    .init(
      text: replacing(good, "{value: 1, count: 40}", "{value: 1}"), place: "spec.yml:13:9",
      english: "Nothing says how often level 1 of 'q1' occurs", chinese: "没有说明“q1”的取值 1 出现多少次"),
    .init(
      text: replacing(good, "count: 40", "count: 40, parts: 2"), place: "spec.yml:13:9",
      english: "A level takes one of count, share and parts, but has count, parts",
      chinese: "一个取值只能给出 count、share、parts 之一，而现有 count、parts"),
    .init(
      text: replacing(good, "clusters: {table: firms, id: firm, prefix: F, count: 20}\n", ""), place: "spec.yml:5:5",
      english: "Item 'stored' is of clusters, but there are none", chinese: "题项“stored”属于群，但没有定义群"),
    .init(
      text: good + replacing(association, "q1", "stored"), place: "spec.yml:23:5",
      english: "Item 'stored' should be of respondents to be used like this", chinese: "要这样使用，题项“stored”须属于 respondents"
    ),
    .init(
      text: good + "  - {name: q3, asked-if: {item: q1, values: [7], skipped: -3}, levels: [{value: 1, parts: 1}]}\n",
      place: "spec.yml:22:26", english: "Item 'q1' has no level 7; it has 1, 2", chinese: "题项“q1”没有取值 7，其取值为 1、2"),
    .init(
      text: good
        + "  - {name: q3, levels: [{value: 1, parts: 1}], missing: [{reason: refused, value: -2, count: 100}]}\n",
      place: "spec.yml:22:5", english: "100 answers to 'q3' should be missing, but only 100 can be",
      chinese: "“q3”要求缺失 100 个回答，而只能缺失 100 个"),
    .init(
      text: good + "targets:\n  - {name: t, kind: correlation, items: [q1], r: 0.5}\n", place: "spec.yml:23:5",
      english: "'t' needs 2 entries here, but has 1", chinese: "“t”在此需要 2 项，而只有 1 项"),
    .init(
      text: good
        + "classes:\n  - {name: c, items: [q1], groups: [{pattern: [1], count: 80}], strays: 20, most-alike: 9}\n",
      place: "spec.yml:23:5", english: "'c' has 20 strays, but 1 other pattern of at most 9 holds 9",
      chinese: "“c”有 20 个散户，而其余 1 种模式每种至多 9 个，只容得下 9 个"),
    .init(
      text: replacing(good, "fewest: 2", "fewes: 2"), place: "spec.yml:4:65",
      english: "There is no key 'fewes' here", chinese: "这里没有键“fewes”"),
  ]

  @Test(arguments: refusals)
  func `what cannot be is refused with the reason and the place`(_ refusal: Refusal) throws {
    let fault = try #require(self.refusal(of: refusal.text))
    #expect(fault.message(in: .english).what == refusal.english)
    #expect(fault.message(in: .chinese).what == refusal.chinese)
    #expect(fault.place?.description == refusal.place)
    #expect(fault.message(in: .english).fix?.isEmpty == false)
    #expect(fault.message(in: .chinese).fix?.contains("{") == false)
  }

  @Test func `a search that proves nothing says so`() {
    let fault = Fault(
      SyntheticFault.tableNotFound, ["pearson": "5.385", "linear": "3.306", "margins": 200, "slack": 3])
    #expect(
      fault.report(in: .english) == """
        tansuo: error: No table with Pearson 5.385 and linear 3.306 was found under 200 pairs of margins
          fix: Let the margins move further with slack:, now 3, or ask for fewer digits

        """)
    #expect(fault.message(in: .chinese).what == "在 200 组边际下没有找到皮尔逊 5.385、线性项 3.306 的表")
  }
}
