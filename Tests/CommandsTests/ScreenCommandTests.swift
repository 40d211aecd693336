import Evidence
import StructuredText
import Testing

@testable import CommandGrammar
@testable import Commands

@Suite struct ScreenCommandTests {
  private let csv: String = {
    var lines = "a,b,c,w,firm\n"
    for row in 0..<60 {
      let a = row % 2
      lines += "\(a),\(row % 5 == 0 ? 1 - a : a),\(row * 7 % 11 % 3),\([0.5, 1.25, 2][row % 3]),\(row / 6)\n"
    }
    return lines
  }()

  private func answer(_ line: String, language: Language = .english) -> Answer {
    let csv = csv
    return Answer(
      to: "screen - --items a,b,c \(line)".split(separator: " ").map(String.init),
      in: Surroundings(language: language, width: Int.max, readStandardInput: { Array(csv.utf8) }))
  }

  private func pairs(_ line: String) throws -> [JSONValue] {
    let answered = answer(line + " --json")
    #expect(answered.exitCode == 0)
    return try #require(JSONValue(parsing: answered.standardOutput)["result"]?["pairs"]?.asArray)
  }

  @Test func `weights leave the naive tests out unless they are asked for`() throws {
    let alone = try pairs("--weights w")
    #expect(alone.count == 3)
    for pair in alone {
      for field in ["statistic", "p", "logP", "adjustedP", "verdict"] { #expect(pair[field] == .null) }
      #expect(pair["raoScott"]?["p"]?.asNumber != nil && pair["cramersV"]?.asNumber != nil)
    }
    let order = alone.map { $0["raoScott"]!["logP"]!.asNumber! }
    #expect(order == order.sorted())
    let naive = try pairs("--weights w --naive")
    for pair in naive { #expect(pair["p"]?.asNumber != nil && pair["verdict"] != .null) }
    #expect(answer("--weights w --naive").standardError.contains("rescaling"))
    #expect(!answer("--weights w").standardError.contains("rescaling"))
  }

  @Test func `the weighted pair is the crosstab of the same two columns`() throws {
    let pair = try pairs("--weights w --naive").first { $0["a"] == "a" && $0["b"] == "b" }!
    let csv = csv
    let crosstab = Answer(
      to: ["crosstab", "-", "--rows", "a", "--cols", "b", "--weights", "w", "--naive", "--json"],
      in: Surroundings(language: .english, width: Int.max, readStandardInput: { Array(csv.utf8) }))
    let result = try #require(JSONValue(parsing: crosstab.standardOutput)["result"])
    func agree(_ first: JSONValue?, _ second: JSONValue?) -> Bool {
      guard let first = first?.asNumber, let second = second?.asNumber else { return false }
      return abs(first - second) <= 1e-12 * max(1, abs(second))
    }
    #expect(agree(pair["statistic"], result["tests"]?["pearson"]?["statistic"]))
    #expect(agree(pair["logP"], result["tests"]?["pearson"]?["logP"]))
    #expect(agree(pair["raoScott"]?["f"], result["tests"]?["raoScott"]?["f"]))
    #expect(agree(pair["cramersV"], result["effects"]?["cramersV"]))
  }

  @Test func `tables without naive tests have no column for them, in both languages`() {
    let english = answer("--weights w").text
    #expect(english.contains("Under the design") && !english.contains("Conclusion") && !english.contains("χ²"))
    let chinese = answer("--weights w", language: .chinese).text
    #expect(chinese.contains("按抽样设计") && !chinese.contains("结论") && !chinese.contains("χ²"))
    #expect(answer("--cluster firm").text.contains("Conclusion"))
  }
}

extension Answer {
  fileprivate var text: String { String(decoding: standardOutput, as: UTF8.self) }
}
