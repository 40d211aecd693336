import Evidence
import StructuredText
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands

/// `factor`, and `correlate --method polychoric`. The numbers themselves are held against R in ScalesTests.
@Suite struct FactorCommandTests {
  /// Six items of two kinds: the first three and the last three go together.
  static let csv: String = {
    var text = "a,b,c,d,e,f,flat,word\n"
    var state = 12345
    func draw(_ most: Int) -> Int {
      state = (state * 1_103_515_245 + 12345) & 0x7fff_ffff
      return (state >> 12) % most
    }
    for row in 0..<150 {
      let (first, second) = (draw(4), draw(4))
      let items = (0..<6).map { "\(($0 < 3 ? first : second) + draw(3) + 1)" }
      text += items.joined(separator: ",") + ",1,w\(row)\n"
    }
    return text
  }()

  func answer(_ line: String, language: Language = .english, threads: Int = 1) -> Answer {
    Answer(
      to: line.split(separator: " ").map(String.init),
      in: Surroundings(
        language: language, width: Int.max, threads: threads, readStandardInput: { Array(Self.csv.utf8) }))
  }

  func object(_ line: String) throws -> JSONValue {
    let answer = answer(line + " --json")
    #expect(answer.exitCode == 0)
    return try JSONValue(parsing: answer.standardOutput)
  }

  static let line = "factor - --items a-f"

  @Test func `parallel analysis finds the two kinds`() throws {
    let result = try object(Self.line)["result"]!
    #expect(result["factors"] == 2)
    #expect(result["parallel"]?["suggested"] == 2)
    #expect(result["loadings"]?.asArray?.count == 6)
    #expect(agree(result["eigenvalues"]!.numbers.reduce(0, +), 6))
    #expect(result["n"] == 150)
    // The items of one kind load on one factor.
    let loadings = result["loadings"]!.asArray!.map { $0.numbers.map { abs($0) } }
    let leaders = loadings.map { $0[0] > $0[1] }
    #expect(Set(leaders.prefix(3)).count == 1)
    #expect(Set(leaders.suffix(3)).count == 1)
    #expect(leaders[0] != leaders[5])
    #expect(result["factorCorrelations"] == .null)
  }

  @Test func `method, number and rotation are as asked and recorded`() throws {
    let answer = try object(Self.line + " --factors 2 --method components --rotation promax --correlation polychoric")
    #expect(answer["method"]?["extraction"] == "components")
    #expect(answer["method"]?["rotation"] == "promax")
    #expect(answer["method"]?["correlation"] == "polychoric")
    #expect(answer["method"]?["factors"] == "given")
    #expect(answer["result"]?["factorCorrelations"]?[0]?[0]?.asNumber.map { abs($0 - 1) < 1e-12 } == true)
    let unrotated = try object(Self.line + " --factors 1 --rotation none")["result"]!
    let loadings = unrotated["loadings"]!.asArray!.map { $0.numbers[0] }
    #expect(agree(unrotated["explained"]?[0]?["sum"]?.asNumber, loadings.reduce(0) { $0 + $1 * $1 }))
  }

  @Test func `settled axes are the minimum of the residuals`() throws {
    let axes = try object(Self.line + " --factors 2")["result"]!["communalities"]!.numbers
    let minres = try object(Self.line + " --factors 2 --method minres")["result"]!["communalities"]!.numbers
    for (first, second) in zip(axes, minres) { #expect(agree(first, second, 1e-7)) }
  }

  @Test func `threads change nothing`() {
    #expect(answer(Self.line + " --json").standardOutput == answer(Self.line + " --json", threads: 3).standardOutput)
  }

  @Test func `the tables are in both languages`() {
    let english = String(decoding: answer(Self.line).standardOutput, as: UTF8.self)
    #expect(english.contains("Rotated factor matrix (varimax)"))
    #expect(english.contains("Parallel analysis suggests 2, 2 eigenvalues are above 1; 2 extracted"))
    let chinese = String(
      decoding: answer(Self.line + " --rotation promax", language: .chinese).standardOutput, as: UTF8.self)
    #expect(chinese.contains("模式矩阵（Promax）"))
    #expect(chinese.contains("因子相关矩阵"))
    #expect(chinese.contains("平行分析建议 2 个，特征值大于 1 的有 2 个；提取 2 个；斜交因子的解释量有重叠"))
  }

  @Test func `polychoric correlations have the fields of the others and no p`() throws {
    let answer = try object("correlate - --items a-f --method polychoric")
    #expect(answer["schema"] == "tansuo/correlate/1")
    let result = answer["result"]!
    #expect(result["r"]?[0]?[0] == 1)
    #expect(result["r"]?[0]?[1]?.asNumber == result["r"]?[1]?[0]?.asNumber)
    #expect(result["p"]?[0]?[1] == .null)
    #expect(result["n"]?[0]?[1] == 150)
    #expect(
      String(
        decoding: self.answer("correlate - --items a-f --method polychoric", language: .chinese).standardOutput,
        as: UTF8.self
      ).contains("多项相关（两步法）"))
  }

  @Test(arguments: [
    (
      line + " --factors x", 2, "'x' is no number of factors", "Write a whole number from 1, or parallel", "“x”不是因子数",
      "请写不小于 1 的整数，或 parallel"
    ),
    (
      line + " --factors 0", 2, "'0' is no number of factors", "Write a whole number from 1, or parallel", "“0”不是因子数",
      "请写不小于 1 的整数，或 parallel"
    ),
    (
      line + " --factors 5", 1, "6 items carry at most 3 factors, 5 were asked for", "Ask for fewer factors",
      "6 道题最多提取 3 个因子，要求了 5 个", "请减少因子数"
    ),
    (
      "factor - --items a,b,flat", 1,
      "'a' and 'flat' have no correlation: one of them never varies in the rows they share",
      "Leave one of them out of --items, or use --missing listwise", "“a”与“flat”没有相关系数：在共有的行中其中一题没有变化",
      "请从 --items 中去掉其中一题，或用 --missing listwise"
    ),
    (
      "factor - --items a,word", 1, "Column 'word' holds text values, not numbers or ordered answers",
      "Leave it out of --items, or give it ordered levels in a codebook", "列“word”的类型是文本，不是数值或有序答案",
      "请从 --items 中去掉，或在编码簿中给出有序的选项"
    ),
    (
      "correlate - --items a-f --method polychoric --adjust holm", 2,
      "Polychoric correlations have no p-values to adjust",
      "Leave --adjust out", "多项相关没有 p 值，无从校正", "请去掉 --adjust"
    ),
  ])
  func `what cannot be factored is refused`(
    _ line: String, _ exitCode: Int32, _ english: String, _ fix: String, _ chinese: String, _ chineseFix: String
  ) {
    let answered = answer(line)
    #expect(answered.exitCode == exitCode)
    #expect(answered.standardError == "tansuo: error: \(english)\n  fix: \(fix)\n")
    #expect(answer(line, language: .chinese).standardError == "tansuo: error: \(chinese)\n  fix: \(chineseFix)\n")
  }
}
