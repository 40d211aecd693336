import Evidence
import StructuredText
import Testing

@testable import CommandGrammar
@testable import Commands

/// `tansuo bottleneck` and `tansuo nca` on the study in `datasets/high-energy-enterprises`.
@Suite struct BottleneckCommandTests {
  static let folder: String = {
    let root = String(#filePath.prefix(upTo: #filePath.firstRange(of: "/Tests/CommandsTests/")!.lowerBound))
    return root + "/datasets/high-energy-enterprises"
  }()

  private func answer(_ line: [String], _ language: Language = .english) -> Answer {
    Answer(
      to: line,
      in: Surroundings(language: language, width: Int.max, threads: 2, readStandardInput: { [] }))
  }

  static let prevalence: JSONValue = ["share": 0, "low": 0, "high": 0, "known": 0, "shown": 0]
  static let pattern: JSONValue = [
    "dimensions": [
      [
        "id": "…", "label": ["zh": "…", "en": "…"],
        "prevalence": ["respondents": prevalence, "enterprises": prevalence], "severity": 0, "emissionsShare": 0,
        "obstacleDegree": 0, "rank": ["median": 1, "low": 1, "high": 2],
        "contrast": [["metric": "intensity.valueAdded", "difference": 0, "low": 0, "high": 0, "p": 0]],
      ]
    ],
    "nca": [["condition": "…", "outcome": "…", "ceFdh": ["effect": 0, "p": 0]]],
    "drivers": [["outcome": "…", "r2": 0, "drivers": [["id": "…", "share": 0, "low": 0, "high": 0]]]],
    "stages": ["stages": [["id": "…", "binding": 0]], "free": 0, "enterprises": [["id": "…", "known": true]]],
    "order": ["…"], "criterion": "priority",
  ]

  @Test func `a study gives the fields of the contract, and numbers that belong together`() throws {
    let line = ["bottleneck", Self.folder + "/study.yml", "--draws", "60", "--permutations", "20", "--json"]
    let answered = answer(line)
    #expect(answered.exitCode == 0)
    let object = try JSONValue(parsing: answered.standardOutput)
    #expect(object["schema"]?.asString == "tansuo/bottleneck/1")
    let result = try #require(object["result"])
    #expect(ContractTests.differences(result, from: Self.pattern) == [])
    let dimensions = result["dimensions"]!.asArray!
    #expect(dimensions.count == 6)
    #expect(abs(dimensions.map { $0["obstacleDegree"]!.asNumber! }.reduce(0, +) - 100) < 1e-9)
    #expect(
      dimensions.map { $0["contrast"]![0]!["metric"]!.asString! } == Array(repeating: "intensity.valueAdded", count: 6))
    #expect(Set(dimensions.map { $0["rank"]!["rank"]!.asInteger! }) == Set(1...6))
    #expect(object["input"]?.asArray?.count == 3)
    #expect(answer(line).standardOutput == answered.standardOutput)
  }

  @Test func `documents in both languages hold the same table`() {
    let line = ["bottleneck", Self.folder + "/study.yml", "--draws", "0", "--permutations", "0", "--format", "md"]
    let texts = [Language.english, .chinese].map { String(decoding: answer(line, $0).standardOutput, as: UTF8.self) }
    #expect(texts[0].contains("Bottlenecks by dimension (3497 respondents, 426 enterprises)"))
    #expect(texts[1].contains("各维度的瓶颈（3497 名受访者，426 家企业）"))
    for text in texts {
      #expect(text.contains("62.6 (60.6–64.5)"))
      #expect(!text.contains("cause"))
    }
  }

  @Test func `a condition can be held against the register of enterprises`() {
    let line = ["nca", Self.folder + "/enterprises.csv", "--condition", "carbon_staff", "--outcome", "value_added"]
    let text = String(
      decoding: answer(line + ["--format", "md", "--permutations", "200"]).standardOutput, as: UTF8.self)
    #expect(text.contains("Ceilings of 'value_added' over carbon_staff (n = 426)"))
    #expect(text.contains("necessary is not sufficient"))
  }
}
