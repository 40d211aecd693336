import Evidence
import StructuredText
import Testing

@testable import CommandGrammar
@testable import Commands

@Suite struct SynthCommandTests {
  static let specification = """
    title: {zh: 小调查, en: A small survey}
    assumptions:
      - {zh: 全部为假定, en: Everything is assumed}
    clusters: {table: firms, id: firm, prefix: F, count: 10}
    respondents: {table: people, id: person, prefix: P, count: 60, fewest: 2, most: 9}
    items:
      - name: stored
        of: clusters
        carried: true
        levels: [{value: 0, zh: 否, en: 'no', share: 70}, {value: 1, zh: 是, en: 'yes', parts: 1}]
      - name: q1
        label: {zh: 满意度, en: Satisfaction}
        kind: ordered
        levels: [{value: 1, parts: 2}, {value: 2, parts: 1}]
    claims:
      - {name: storage, kind: share, share: 78.5, n: 426}

    """

  func answer(_ line: String, language: Language = .english, threads: Int = 1, text: String = specification) -> Answer {
    Answer(
      to: line.split(separator: " ").map(String.init),
      in: Surroundings(
        language: language, width: Int.max, threads: threads, readStandardInput: { Array(text.utf8) }))
  }

  func text(_ answer: Answer) -> String { String(decoding: answer.standardOutput, as: UTF8.self) }

  @Test func `the JSON lists files, targets, claims and assumptions`() throws {
    let answered = answer("synth - --json")
    #expect(answered.exitCode == 0)
    #expect(answered.files.isEmpty)
    let object = try JSONValue(parsing: answered.standardOutput)
    #expect(ContractTests.differences(object, from: ContractTests.envelope) == [])
    #expect(object["schema"] == "tansuo/synth/1")
    let pattern: JSONValue = [
      "files": [["path": "people.csv", "sha256": "…"]], "seed": 1,
      "targets": [["kind": "share", "name": "…", "asked": "…", "measured": 0, "met": true]],
      "claims": [["name": "…", "verdict": "impossible", "message": "…"]], "assumptions": ["…"],
    ]
    let result = try #require(object["result"])
    #expect(ContractTests.differences(result, from: pattern) == [])
    #expect(
      result["files"]?.asArray?.map { $0["path"]?.asString } == [
        "firms.csv", "firms.codebook.yml", "people.csv", "people.codebook.yml",
      ])
    #expect(result["targets"]?.asArray?.allSatisfy { $0["met"] == true } == true)
    #expect(object["caveats"]?[0]?["code"] == "synthetic-data")
  }

  @Test func `files go into the folder, marked synthetic`() throws {
    let answered = answer("synth - --out made/")
    #expect(
      answered.files.map(\.path) == [
        "made/firms.csv", "made/firms.codebook.yml", "made/people.csv", "made/people.codebook.yml",
      ])
    #expect(answer("synth - --out made").files == answered.files)
    let people = String(decoding: answered.files[2].bytes, as: UTF8.self)
    #expect(people.hasPrefix("person,firm,stored,q1\nP01,F01,"))
    #expect(people.split(separator: "\n").count == 61)
    let codebook = String(decoding: answered.files[3].bytes, as: UTF8.self)
    #expect(codebook.contains("notes: 合成数据，并非任何人的回答。Synthetic data, nobody's answers."))
    #expect(codebook.contains("kind: id"))
  }

  @Test(arguments: OutputFormat.allCases)
  func `any number of threads makes the same bytes`(_ format: OutputFormat) {
    let one = answer("synth - --out made --threads 1 --format \(format.rawValue)")
    #expect(one.exitCode == 0)
    for threads in 2...3 {
      let more = answer("synth - --out made --threads \(threads) --format \(format.rawValue)", threads: 4)
      #expect(more.standardOutput == one.standardOutput)
      #expect(more.files == one.files)
    }
  }

  @Test func `the report says what was met, what is claimed and what was assumed`() {
    let english = text(answer("synth - --format md"))
    #expect(english.contains("3 of 3 targets are met"))
    #expect(english.contains("334 of 426 are 78.40 %"))
    #expect(english.contains("Everything is assumed"))
    let chinese = text(answer("synth - --format md", language: .chinese))
    #expect(chinese.contains("3 个目标中达到 3 个"))
    #expect(chinese.contains("334/426 为 78.40%"))
    #expect(chinese.contains("合成数据：由边际生成，并非任何人的回答"))
  }

  @Test func `what cannot be met ends the command with the reason and writes nothing`() throws {
    let broken = Self.specification.replacing("share: 70", with: "share: 78.5")
    let answered = answer("synth - --out made", text: broken)
    #expect(answered.exitCode == 1)
    #expect(answered.files.isEmpty)
    #expect(
      answered.standardError == """
        tansuo: error: 78.5 % of 10 is impossible for 'stored': 7 of 10 are 70.00 %, \
        8 of 10 are 80.00 % (-:10:14)
          fix: Correct the share, or let some not answer with missing:; 51 of 65 would print as 78.5 %

        """)
    let typo = Self.specification.replacing("kind: ordered", with: "knid: ordered")
    let misspelled = answer("synth - --json", text: typo)
    #expect(misspelled.exitCode == 3)
    #expect(try JSONValue(parsing: misspelled.standardOutput)["error"]?["code"] == "yaml-misspelled-key")
    #expect(answer("synth none.yml").exitCode == 3)
    #expect(answer("synth").exitCode == 2)
  }
}
