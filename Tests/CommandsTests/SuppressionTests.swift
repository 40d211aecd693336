import Evidence
import StructuredText
import Testing

@testable import CommandGrammar
@testable import Commands

/// `--suppress`: what may not be seen is in no form of a result, in neither language.
@Suite struct SuppressionTests {
  /// Counts that cannot be mistaken for other numbers: 787 and 613 are below 1,000 and therefore small.
  static let counts = """
    region,rating,size,n
    north,good,big,787
    north,fair,big,40961
    north,poor,big,8231
    south,good,big,30911
    south,fair,big,52369
    south,poor,big,41519
    west,good,big,9437
    west,fair,big,33347
    west,poor,big,7919
    north,good,small,20101
    north,fair,small,20507
    north,poor,small,21011
    south,good,small,20903
    south,fair,small,613
    south,poor,small,22307
    west,good,small,23003
    west,fair,small,24103
    west,poor,small,25111

    """

  func answer(_ line: String, csv: String = counts, language: Language = .english) -> Answer {
    Answer(
      to: line.split(separator: " ").map(String.init),
      in: Surroundings(language: language, width: Int.max, readStandardInput: { Array(csv.utf8) }))
  }

  func result(_ line: String, csv: String = counts) throws -> JSONValue {
    let answer = answer(line + " --json", csv: csv)
    #expect(answer.exitCode == 5, "\(answer.standardError)")
    return try #require(try JSONValue(parsing: answer.standardOutput)["result"])
  }

  /// Whether a run of digits stands in a text with no digit next to it; signs that part thousands do not count.
  static func holds(_ text: String, _ digits: String) -> Bool {
    let bytes = Array(text.utf8)
    let wanted = Array(digits.utf8)
    func isDigit(_ place: Int) -> Bool { bytes.indices.contains(place) && (48...57).contains(bytes[place]) }
    guard bytes.count >= wanted.count else { return false }
    for start in 0...(bytes.count - wanted.count) where bytes[start] == wanted[0] {
      if bytes[start..<start + wanted.count].elementsEqual(wanted), !isDigit(start - 1),
        !isDigit(start + wanted.count)
      {
        return true
      }
    }
    return false
  }

  /// Every form of a command in both languages.
  func everyForm(_ line: String, csv: String = counts) -> [String] {
    var texts: [String] = []
    for language in [Language.chinese, .english] {
      for format in ["table", "md", "html", "csv", "json"] {
        let answer = answer("\(line) --format \(format)", csv: csv, language: language)
        #expect(answer.exitCode == 5)
        texts.append(String(decoding: answer.standardOutput, as: UTF8.self) + answer.standardError)
      }
    }
    return texts
  }

  static let whole = "crosstab - --rows region --cols rating --freq n --where size=big --suppress 1000"

  @Test(arguments: ["", "--style gb --explain --explain-differences --compat r"])
  func `a hidden count is in no form of a crosstab`(_ more: String) throws {
    // One small count takes the three that make the cheapest cycle with it.
    let hidden = ["787", "8231", "9437", "7919"]
    for text in everyForm("\(Self.whole) \(more)") {
      for count in hidden { #expect(!Self.holds(text, count)) }
      // 787 of 49,979 and of 41,135; 8,231 of 49,979.
      for percent in ["1.57", "1.6%", "1.91", "1.9%", "16.5%", "16.47"] { #expect(!text.contains(percent)) }
      #expect(!text.contains("<svg"))
    }
  }

  @Test func `a crosstab says as positions what it hides`() throws {
    let result = try result(Self.whole)
    #expect(result["counts"] == [[40961, .null, .null], [52369, 30911, 41519], [33347, .null, .null]])
    #expect(
      result["suppressed"] == [
        "rule": "0<n<1000", "all": false, "cells": [[0, 1]], "complementary": [[0, 2], [2, 1], [2, 2]],
      ])
    #expect(result["n"] == 225_481)
    #expect(result["adjustedResiduals"]?[0]?[1] == .null)
    #expect(result["adjustedResiduals"]?[1]?[0]?.asNumber != nil)
    #expect(result["expected"]?[0]?[0]?.asNumber != nil)
    for name in ["adjustedResidualP", "adjustedResidualPHolm", "fragility", "columnLetters"] {
      #expect(result[name] == .null)
    }
    for name in ["likelihoodRatio", "linearByLinear", "fisherExact", "monteCarlo", "raoScott"] {
      #expect(result["tests"]?[name] == .null)
    }
    #expect(result["tests"]?["pearson"]?["roundedTo"]?.asNumber != nil)
  }

  @Test func `what was withheld is a caveat in both languages`() {
    let english = answer(Self.whole)
    #expect(english.exitCode == 5)
    #expect(
      english.standardError.hasPrefix(
        "tansuo: note: 4 results are withheld under the rule '0<n<1000', and what would give them away is left out"))
    #expect(answer(Self.whole, language: .chinese).standardError.contains("按规则“0<n<1000”隐去了 4 处结果"))
  }

  @Test(arguments: [
    "crosstab - --rows region --cols rating --freq n", "crosstab - --rows region --cols rating --by size",
    "freq - --items region,rating --freq n", "crosstab - --rows region --cols rating --freq n --explain",
  ])
  func `nothing hidden, nothing changed`(_ line: String) {
    let csv = Self.counts.split(separator: "\n").map(String.init)
    // Each line ten times, so that without --freq there are ten rows in each cell.
    let text = csv[0] + "\n" + csv.dropFirst().flatMap { Array(repeating: $0 + "\n", count: 10) }.joined()
    for format in ["table", "md", "html", "csv", "json"] {
      let plain = answer("\(line) --format \(format)", csv: text)
      let guarded = answer("\(line) --format \(format) --suppress 3", csv: text)
      #expect(plain.exitCode == 0)
      #expect(guarded.exitCode == 0)
      #expect(plain.standardOutput == guarded.standardOutput)
      #expect(plain.standardError == guarded.standardError)
    }
  }

  @Test func `a hidden count of a layer is in no other layer and in no sum`() throws {
    let line = "crosstab - --rows region --cols rating --freq n --by size --suppress 1000"
    for text in everyForm(line) {
      // The sums of both layers would give the small counts away.
      for count in ["787", "613", "20888", "52982", "8231", "9437", "7919"] { #expect(!Self.holds(text, count)) }
    }
    let result = try result(line)
    #expect(result["counts"]?[0] == [.null, .null, .null])
    #expect(result["suppressed"]?["all"] == true)
    #expect(result["n"] == 403_140)
    #expect(result["layers"]?[1]?["suppressed"]?["cells"] == [[1, 0]])
    #expect(result["layers"]?[0]?["counts"]?[1]?[1] == 30911)
    #expect(result["mantelHaenszel"] == .null)
  }

  @Test func `answers few gave are hidden in frequencies, with another that would give them away`() throws {
    let csv = "answer,n\na,787\nb,50021\nc,9437\nd,60013\n"
    let line = "freq - --items answer --freq n --suppress 1000"
    for text in everyForm(line, csv: csv) {
      // 787 and 9,437 of 120,258; running shares 0.7 and 42.2.
      for part in ["787", "9437"] { #expect(!Self.holds(text, part)) }
      for part in ["0.7%", "0.654", "7.8%", "42.2", "50.1%"] { #expect(!text.contains(part)) }
    }
    let item = try #require(try result(line, csv: csv)["items"]?[0])
    #expect(item["n"] == 120_258)
    #expect(item["levels"]?[0]?["count"] == .null)
    #expect(item["levels"]?[1]?["count"] == 50021)
    #expect(item["suppressed"] == ["rule": "0<n<1000", "all": false, "cells": [[0]], "complementary": [[2]]])
  }

  @Test func `a question too few answered is withheld as a whole`() throws {
    let csv = "answer,n\na,12\nb,13\n"
    let item = try #require(try result("freq - --items answer --freq n --suppress 30", csv: csv)["items"]?[0])
    #expect(item["n"] == .null)
    #expect(item["levels"]?[0]?["count"] == .null)
    let answer = answer("freq - --items answer --freq n --suppress 30", csv: csv)
    #expect(answer.standardError.contains("Nothing of this result can be shown under the rule '0<n<30'"))
  }

  @Test func `of a multiple-response question small options are hidden with their tests`() throws {
    let rows = (0..<240).map { row in
      "\(row % 2),\(row % 48 == 0 ? 1 : 0),\(row / 4 % 2),\(row / 8 % 2),1,1\n"
    }
    let csv = "g,q5_1,q5_2,q5_3,w,k\n" + rows.joined()
    let tail = " --codebook \(MultipleResponseTests.codebook)"
    let result = try result("crosstab - --rows q5 --cols g --suppress 6" + tail, csv: csv)
    #expect(result["counts"]?[0] == [.null, 0])
    #expect(result["options"]?[0]?["pearson"] == .null)
    #expect(result["options"]?[1]?["pearson"]?["p"]?.asNumber != nil)
    #expect(result["options"]?[1]?["adjustedP"] == .null)
    #expect(result["tests"]?["multipleResponse"] == .null)
    #expect(result["bases"] == [120, 120])
    let items = try self.result("freq - --items q5 --suppress 6" + tail, csv: csv)["items"]
    #expect(items?[0]?["levels"]?[0]?["count"] == .null)
    #expect(items?[0]?["levels"]?[1]?["shareOfAnswers"] == .null)
  }

  @Test(arguments: ["2", "0", "-1", "1.5", "many", ""])
  func `a minimum that is none is wrong usage`(_ text: String) {
    let answer = Answer(
      to: ["freq", "-", "--items", "region", "--suppress=\(text)"],
      in: Surroundings(language: .english, width: Int.max, readStandardInput: { Array(Self.counts.utf8) }))
    #expect(answer.exitCode == 2)
    #expect(answer.standardOutput.isEmpty)
  }
}
