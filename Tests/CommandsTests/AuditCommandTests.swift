import CommandGrammar
import Evidence
import StructuredText
import Testing

@testable import Commands

@Suite struct AuditCommandTests {
  func answer(_ line: [String], _ text: String) -> Answer {
    Answer(to: line, in: Surroundings(width: Int.max, readStandardInput: { Array(text.utf8) }))
  }

  @Test func `the fields of a check are those scripts rely on`() throws {
    let answer = answer(["audit", "-", "--json"], "χ²(2, N = 3497) = 5.385, p = .043.\n")
    let value = try JSONValue(parsing: answer.standardOutput)
    let pattern: JSONValue = [
      "checks": [
        [
          "id": "…", "where": "…", "kind": "…", "reported": ["statistic": "…", "df": "…", "p": "…"],
          "recomputed": ["p": 0, "pLow": 0, "pHigh": 0], "verdict": "…", "decisionChanges": true, "message": "…",
        ]
      ]
    ]
    #expect(value["schema"]?.asString == "tansuo/audit/1")
    #expect(ContractTests.differences(try #require(value["result"]), from: pattern).isEmpty)
    #expect(value["result"]?["checks"]?[0]?["where"]?.asString == "-:1:1")
    #expect(answer.exitCode == 0)
  }

  @Test func `what does not follow, what is worth asking about and what holds are three lists`() {
    func lists(_ text: String) -> [Bool] {
      let output = String(decoding: answer(["audit", "-"], text).standardOutput, as: UTF8.self)
      return ["What does not follow", "Worth asking about", "What holds"].map { output.contains($0) }
    }
    #expect(lists("χ²(2, N = 3497) = 5.385, p = .043.") == [true, false, false])
    #expect(lists("χ²(2, N = 3497) = 5.385, p = .068.") == [false, false, true])
    // One-sided, so it can be; a reader should ask.
    #expect(lists("t(20) = 2.00, p = .030.") == [false, true, false])
  }

  @Test func `strict ends with 4 where something does not follow, and with 0 where all does`() {
    #expect(answer(["audit", "-", "--strict"], "χ²(2, N = 3497) = 5.385, p = .043.").exitCode == 4)
    #expect(answer(["audit", "-", "--strict"], "χ²(2, N = 3497) = 5.385, p = .068.").exitCode == 0)
    #expect(answer(["audit", "-", "--strict", "--alpha", "0.9"], "nothing").exitCode == 2)
  }
}
