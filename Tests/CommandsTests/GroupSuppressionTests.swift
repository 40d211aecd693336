import Evidence
import StructuredText
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands

/// `--suppress` and `--dominance` of commands whose results are sums or means of groups.
@Suite struct GroupSuppressionCommandTests {
  // MARK: compare

  /// Three large groups and one of two respondents, whose values cannot be mistaken for others.
  static let scores: String = {
    var text = "g,size,score\n"
    for row in 0..<60 { text += "\(["a", "b", "c"][row % 3]),\(row % 2),\(10 + row * 7 % 11)\n" }
    return text + "tiny,0,91357\ntiny,1,82463\n"
  }()

  func answer(_ line: String, csv: String = scores, language: Language = .english) -> Answer {
    Answer(
      to: line.split(separator: " ").map(String.init),
      in: Surroundings(language: language, width: Int.max, readStandardInput: { Array(csv.utf8) }))
  }

  @Test func `a group of two is in no mean, no test and no pair`() throws {
    let line = "compare - --of score --by g --suppress 5"
    var texts: [String] = []
    for language in [Language.chinese, .english] {
      for format in ["table", "md", "html", "csv", "json"] {
        let answer = answer("\(line) --format \(format)", language: language)
        #expect(answer.exitCode == 5)
        texts.append(String(decoding: answer.standardOutput, as: UTF8.self))
      }
    }
    for text in texts {
      #expect(text.contains("tiny"))
      for value in ["91357", "82463", "86910", "173820"] { #expect(!text.contains(value)) }
    }
    let result = try #require(try JSONValue(parsing: answer(line + " --json").standardOutput)["result"])
    #expect(result["groups"]?[3]?["label"] == "tiny")
    #expect(result["groups"]?[3]?["mean"] == .null)
    #expect(result["groups"]?[3]?["n"] == .null)
    // Two of the three others are compared: one goes with the small group, lest its number be the rest.
    #expect(result["suppressed"]?["cells"] == [[3]])
    #expect(result["suppressed"]?["complementary"] == [[0]])
    #expect(result["pairwise"]?.asArray?.count == 1)
    let without = Self.scores.split(separator: "\n").filter { !$0.hasPrefix("tiny") && !$0.hasPrefix("a,") }
    let plain = try JSONValue(
      parsing: answer("compare - --of score --by g --json", csv: without.joined(separator: "\n") + "\n").standardOutput)
    #expect(plain["result"]?["tests"] == result["tests"])
    #expect(plain["result"]?["pairwise"] == result["pairwise"])
  }

  @Test func `without small groups a comparison stays as it is`() {
    let csv = Self.scores.split(separator: "\n").filter { !$0.hasPrefix("tiny") }.joined(separator: "\n") + "\n"
    for format in ["table", "json"] {
      let plain = answer("compare - --of score --by g --format \(format)", csv: csv)
      let guarded = answer("compare - --of score --by g --suppress 5 --format \(format)", csv: csv)
      #expect(plain.exitCode == 0)
      #expect(guarded.exitCode == 0)
      #expect(plain.standardOutput == guarded.standardOutput)
    }
  }

  @Test func `where no two groups are left nothing is compared`() throws {
    let csv = "g,score\na,1\na,2\nb,3\nb,4\nb,5\nb,6\nb,7\nb,9\n"
    let answer = answer("compare - --of score --by g --suppress 5 --json", csv: csv)
    #expect(answer.exitCode == 5)
    let object = try JSONValue(parsing: answer.standardOutput)
    #expect(object["result"]?["suppressed"]?["all"] == true)
    #expect(object["result"]?["tests"] == .null)
    #expect(object["caveats"]?[0]?["code"] == "body-withheld")
  }

  // MARK: Enterprises

  /// Five enterprises in each of four provinces; 湖北 has two, and one enterprise makes nearly all of 安徽.
  static let files: [String: String] = {
    var (activity, entities) = ("entity,year,kind,item,quantity,unit\n", "entity,name,province,sector,value_added\n")
    var number = 0
    for (province, count) in [("山东", 6), ("浙江", 6), ("江苏", 7), ("湖北", 2), ("安徽", 5)] {
      for place in 0..<count {
        number += 1
        let tonnes = province == "安徽" && place == 0 ? 987_654 : 1000 + number * 37
        activity += "E\(number),2022,combustion,anthracite,\(tonnes),t\n"
        activity += "E\(number),2022,electricity,电力,\(2000 + number * 13),MWh\n"
        entities += "E\(number),厂\(number),\(province),\(number % 2 == 0 ? "造纸" : "化工"),\(500 + number * 11)\n"
      }
    }
    return ["activity.csv": activity, "entities.csv": entities]
  }()

  func carbon(_ line: String, language: Language = .english) throws -> Answer {
    return try TemporaryFolder.holding(Self.files) { folder in
      Answer(to: try folder.words(line), in: Surroundings(language: language, width: Int.max))
    }
  }

  static let account = "account activity.csv --entities entities.csv --by province --suppress 3"

  @Test func `an account hides groups of few, and those that are nearly one enterprise's`() throws {
    let answer = try carbon(Self.account + " --json")
    #expect(answer.exitCode == 5)
    let result = try #require(try JSONValue(parsing: answer.standardOutput)["result"])
    #expect(result["entities"] == .null)
    #expect(result["excluded"] == .null)
    let groups = try #require(result["totals"]?["byGroup"]?.asArray)
    let shown = groups.filter { $0["total"] != .null }.map { $0["group"]!["province"]! }
    // 安徽 and 湖北 are hidden; their sum is still nearly one enterprise's, as is that of all: nothing is shown.
    #expect(shown == [])
    #expect(result["suppressed"]?["all"] == true)
    #expect(result["totals"]?["total"] == .null)
  }

  @Test func `with a milder rule the safe groups are shown, and the hidden ones are safe together`() throws {
    let line = Self.account + " --dominance 1,99.9"
    let object = try JSONValue(parsing: try carbon(line + " --json").standardOutput)
    let result = try #require(object["result"])
    #expect(result["suppressed"]?["rule"] == "0<n<3; (1, 99.9%)")
    let groups = try #require(result["totals"]?["byGroup"]?.asArray)
    let hidden = groups.filter { $0["total"] == .null }
    #expect(hidden.count == 2)
    #expect(hidden.contains { $0["group"]?["province"] == "湖北" })
    #expect(result["totals"]?["entities"] == 26)
    #expect(result["totals"]?["byGroup"]?[0]?["group"]?["province"]?.asString != nil)
    for language in [Language.chinese, .english] {
      for format in ["table", "md", "html", "csv", "json"] {
        let answer = try carbon(line + " --explain --format \(format)", language: language)
        #expect(answer.exitCode == 5)
        let text = String(decoding: answer.standardOutput, as: UTF8.self) + answer.standardError
        for name in ["E20", "厂20", "987654", "987 654", "activity.csv:"] { #expect(!text.contains(name)) }
      }
    }
  }

  @Test func `a benchmark leaves hidden groups out of every number`() throws {
    let line = "benchmark activity.csv --entities entities.csv --by province --draws 20"
    let answer = try carbon(line + " --suppress 3 --json")
    #expect(answer.exitCode == 5)
    let result = try #require(try JSONValue(parsing: answer.standardOutput)["result"])
    let groups = try #require(result["groups"]?.asArray)
    #expect(groups.count == 5)
    let hidden = groups.filter { $0["total"] == .null }.map { $0["name"]!.asString! }
    #expect(hidden.contains("湖北"))
    #expect(hidden.contains("安徽"))
    #expect(result["standardMix"] == .null)
    #expect(result["excluded"] == .null)
    // 90 % of eleven enterprises and fewer lie above the first decile: one only lies below.
    for band in result["bands"]?.asArray ?? [] { #expect(band["p10"] == .null) }
    let text = String(decoding: try carbon(line + " --suppress 3 --format html").standardOutput, as: UTF8.self)
    #expect(text.contains("Hubei"))
    #expect(!text.contains("E20"))
  }

  @Test(arguments: ["75", "0,75", "1,100", "one,75"])
  func `a dominance rule that is none is wrong usage`(_ text: String) throws {
    let answer = try carbon("\(Self.account) --dominance \(text)")
    #expect(answer.exitCode == 2)
    #expect(answer.standardError.contains("'\(text)' is no dominance rule"))
  }
}
