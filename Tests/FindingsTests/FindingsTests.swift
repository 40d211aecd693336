import Evidence
import StructuredText
import Testing

@testable import Findings

@Suite struct SentenceTests {
  let analysis = AnalysisResult(
    id: "a", command: "freq",
    english: ["n": 3497, "one": 1, "p": 0.0004, "share": 0.125, "big": 614_263_961.3, "name": "x"],
    chinese: ["n": 3497, "one": 1, "p": 0.0004, "share": 0.125, "big": 614_263_961.3, "name": "某"])

  @Test(arguments: [
    (3497.0, MeasureRule.count, "3,497"), (12, .count, "12"), (-1_234_567, .count, "-1,234,567"),
    (1_078_277.9, .decimals(1), "1,078,277.9"), (0.285, .decimals(2), "0.28"), (0.125, .percent(1), "12.5%"),
    (0.0004, .probability, "< 0.001"), (0.0637, .probability, "= 0.064"), (0.99999, .probability, "> 0.999"),
    (614_263_961.3, .millions(1), "614.3"), (Double.nan, .count, "–"),
  ])
  func `numbers are shown by their rules`(value: Double, rule: MeasureRule, text: String) {
    #expect(rule.text(value) == text)
  }

  @Test func `holes are filled in both languages and words go with their numbers`() throws {
    let facts = try [
      "n": #require(analysis.measure("n", .count)), "one": #require(analysis.measure("one", .count)),
      "name": analysis.name("name"),
    ]
    let sentence = Sentence(
      "{name}：{n} 与 {one}", "{name}: {n} {n|row|rows} and {one} {one|row|rows}", facts)
    #expect(sentence.text(in: .english) == "x: 3,497 rows and 1 row")
    #expect(sentence.text(in: .chinese) == "某：3,497 与 1")
    #expect(sentence.measures.map(\.id) == ["a.n", "a.one"])
  }

  @Test func `what a user wrote is not read as a hole or as anything else`() {
    let sentence = Sentence(
      "{name}", "{name}", ["name": .name(Label(chinese: "{n}", english: "{n} <script>alert(1)</script> | =cmd()"))])
    #expect(sentence.text(in: .english) == "{n} <script>alert(1)</script> | =cmd()")
    #expect(sentence.measures.isEmpty)
  }

  @Test func `a number that is not there is no measure`() {
    #expect(analysis.measure("nothing", .count) == nil)
    #expect(analysis.measure("name", .count) == nil)
  }
}

@Suite struct CrosstabFindingTests {
  func crosstab(
    pearson: Double, design: Double? = nil, v: Double, ladder: String = "pearson", exact: Double? = nil, rows: Int = 2,
    excluded: Int = 0
  ) throws -> Finding {
    func test(_ p: Double?) -> JSONValue { p.map { ["p": .number($0)] } ?? .null }
    let result: JSONValue = [
      "rows": ["name": "a", "label": "Training", "labels": JSONValue((0..<rows).map { "r\($0)" })],
      "columns": ["name": "b", "label": "Knowledge", "labels": ["x", "y", "z"]], "n": 120,
      "excluded": .integer(excluded),
      "expectedBelow5": ["minimum": 1.5],
      "tests": [
        "pearson": test(pearson), "fisherExact": test(exact),
        "raoScott": design.map { ["p": .number($0), "meanDesignEffect": 1.72] } ?? .null,
      ],
      "effects": ["cramersV": .number(v)],
    ]
    return try #require(
      Finding.all(
        of: AnalysisResult(
          id: "t", command: "crosstab", english: result, chinese: result, method: ["ladder": .string(ladder)])
      ).first)
  }

  func said(_ finding: Finding) -> String {
    ([finding.headline] + finding.hedges).map { $0.text(in: .english) }.joined(separator: "\n")
  }

  @Test func `an association is graded by its size and called no cause`() throws {
    let finding = try crosstab(pearson: 0.0001, v: 0.35)
    #expect(finding.strength == .moderate)
    #expect(
      said(finding)
        == "‘Training’ and ‘Knowledge’ go together moderately: Cramér's V = 0.35 (p < 0.001, n = 120).\n"
        + "An association is not a cause.")
    #expect(try crosstab(pearson: 0.0001, v: 0.35, rows: 3).strength == .moderate)
    #expect(try crosstab(pearson: 0.0001, v: 0.4, rows: 3).strength == .strong)
    #expect(try crosstab(pearson: 0.0001, v: 0.6).strength == .strong)
    #expect(said(try crosstab(pearson: 0.0001, v: 0.05)).contains("go together very weakly"))
  }

  @Test func `what a test did not find is not called absent`() throws {
    let finding = try crosstab(pearson: 0.2, v: 0.35)
    #expect(finding.strength == .none)
    #expect(
      said(finding)
        == "There is no evidence that ‘Training’ and ‘Knowledge’ go together: p = 0.200, Cramér's V = 0.35, n = 120.")
  }

  @Test func `the design decides, and it is said when it changes the conclusion`() throws {
    let finding = try crosstab(pearson: 0.0176, design: 0.1533, v: 0.2)
    #expect(finding.strength == .none)
    #expect(
      said(finding).contains(
        "Taking every respondent as independent gives p = 0.018; the design gives p = 0.153 (mean design effect 1.72): the conclusion changes."
      ))
    #expect(said(try crosstab(pearson: 0.001, design: 0.002, v: 0.2)).contains("the conclusion holds"))
  }

  @Test func `where counts are small the exact test decides`() throws {
    let finding = try crosstab(pearson: 0.04, v: 0.3, ladder: "exact", exact: 0.4857)
    #expect(finding.strength == .none)
    #expect(said(finding).contains("p = 0.486"))
    #expect(
      said(finding).contains(
        "The smallest expected count is 1.5, so the test is exact; Pearson's approximation would give p = 0.040."))
  }

  @Test func `who is left out is counted`() throws {
    #expect(
      said(try crosstab(pearson: 0.2, v: 0.1, excluded: 1)).contains(
        "1 respondent lacks an answer to one of the two and is left out."))
  }
}

@Suite struct OtherFindingTests {
  func findings(_ command: String, _ result: JSONValue, caveats: [Caveat] = []) -> [Finding] {
    Finding.all(of: AnalysisResult(id: "x", command: command, english: result, chinese: result, caveats: caveats))
  }

  enum Density: String, CaveatCode { case distinct = "density-distinct-answers" }

  @Test func `clusters that are only distinct answers are called so`() throws {
    let result: JSONValue = ["clusters": 3, "noise": 140, "n": 3497, "patterns": 27]
    let finding = try #require(findings("dbscan", result, caveats: [Caveat(Density.distinct)]).first)
    #expect(finding.strength == .contradiction)
    #expect(
      finding.headline.text(in: .english)
        == "The 3 ‘clusters’ are 3 distinct answers and no structure found in the data (n = 3,497, noise 140).")
    let plain = try #require(findings("dbscan", result).first)
    #expect(plain.strength == .description)
    #expect(plain.headline.text(in: .english) == "The 3,497 rows form 3 dense regions; 140 are noise.")
  }

  @Test func `a screen that finds nothing says so`() throws {
    let result: JSONValue = [
      "pairs": [["a": "q1", "b": "q2", "cramersV": 0.1]],
      "summary": ["pairs": 1, "significant": 0, "naiveSignificant": 1],
    ]
    let finding = try #require(findings("screen", result).first)
    #expect(finding.strength == .none)
    #expect(
      finding.hedges.map { $0.text(in: .english) } == [
        "Ignoring that colleagues answer alike one would have believed in 1."
      ])
  }

  @Test func `published results that hold are not accused`() throws {
    let result: JSONValue = ["checks": [["verdict": "consistent"]], "summary": ["checks": 1, "flagged": 0]]
    #expect(try #require(findings("audit", result).first).strength == .description)
  }

  @Test(arguments: Finding.commands.sorted())
  func `a result without the fields gives no finding and no trap`(command: String) {
    #expect(findings(command, [:]).isEmpty)
    #expect(findings(command, .null).isEmpty)
  }

  @Test func `an analysis that failed says why and what to do`() {
    let finding = Finding(
      failed: "x", title: Label(english: "X"), because: Label(chinese: "没有此列", english: "There is no such column"),
      fix: Label(chinese: "更正", english: "Correct it"))
    #expect(finding.headline.text(in: .english) == "This analysis could not be done: There is no such column")
    #expect(finding.hedges.map { $0.text(in: .chinese) } == ["处理办法：更正"])
  }

  @Test func `recommendations name their source and follow from findings only`() throws {
    let nothing = try #require(
      findings("screen", ["pairs": [["a": "q1", "b": "q2"]], "summary": ["pairs": 1, "significant": 0]]).first)
    #expect(nothing.recommendation(.standards) == nil)
    let something = try #require(findings("dbscan", ["clusters": 2, "noise": 0, "n": 9, "patterns": 9]).first)
    let sentence = try #require(something.recommendation(.technology)).text(in: .english)
    #expect(sentence.contains("proposed in section 4 of the empirical paper"))
    #expect(sentence.contains("not that the measure works"))
  }
}
