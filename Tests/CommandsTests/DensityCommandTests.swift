import Evidence
import Phrasebook
import StructuredText
import Testing

@testable import CommandGrammar
@testable import Commands

@Suite struct DensityCommandTests {
  static let csv = """
    x,y,g
    1,1,a
    1,2,a
    ,2,a
    2,2,a
    8,8,b
    8,9,b
    9,8,b
    5,5,b
    3,2,a

    """

  func answer(_ line: String, language: Language = .english, threads: Int = 1) -> Answer {
    Answer(
      to: line.split(separator: " ").map(String.init),
      in: Surroundings(
        language: language, width: Int.max, threads: threads, readStandardInput: { Array(Self.csv.utf8) }))
  }

  func output(_ answer: Answer) -> String { String(decoding: answer.standardOutput, as: UTF8.self) }
  func errors(_ answer: Answer) -> String { answer.standardError }

  @Test func `arrays by row have an entry for every row of the file`() throws {
    let line = "dbscan - --items x,y --eps 1 --min-samples 3 --json"
    let result = try #require(JSONValue(parsing: answer(line).standardOutput)["result"])
    #expect(result["labels"] == [1, 1, .null, 1, 2, 2, 2, 0, 1].asRows)
    let some = try #require(JSONValue(parsing: answer(line + " --where g=b").standardOutput)["result"])
    #expect(some["labels"] == [.null, .null, .null, .null, 1, 1, 1, 0, .null].asRows)
    #expect(some["core"]?.asArray?.count == 9)
  }

  @Test func `no radius is suggested where all distances are 0`() {
    func text(_ csv: String, _ language: Language) -> String {
      let words = ["dbscan", "-", "--items", "x", "--eps", "0.3", "--min-samples", "3"]
      let surroundings = Surroundings(language: language, width: Int.max, readStandardInput: { Array(csv.utf8) })
      return String(decoding: Answer(to: words, in: surroundings).standardOutput, as: UTF8.self)
    }
    let equal = "x\n" + String(repeating: "1\n2\n", count: 8)
    #expect(text(equal, .english).contains("All these distances are 0, so no radius is suggested"))
    #expect(text(equal, .chinese).contains("这些距离全为 0，无法建议半径"))
    #expect(!text(equal, .english).contains("Suggested radius"))
    #expect(text("x\n1\n2\n4\n7\n11\n", .english).contains("Suggested radius"))
  }

  @Test func `a column of texts is refused with a way out that these commands have`() {
    for command in ["dbscan", "optics", "hdbscan"] {
      let line = "\(command) - --items x,g"
      #expect(
        errors(answer(line)) == """
          tansuo: error: 'g' holds texts such as 'a', between which there is no distance
            fix: Give its answers codes or an order in a codebook, leave the column out, or use tansuo hclust \
          --distance gower

          """)
      #expect(
        errors(answer(line, language: .chinese)) == """
          tansuo: error: “g”的内容是“a”这样的文字，彼此之间没有距离
            fix: 请在编码簿中为选项编码或排序，去掉该列，或使用 tansuo hclust --distance gower

          """)
    }
  }

  @Test func `threads change no byte`() {
    for line in [
      "dbscan - --items x,y --eps 1 --min-samples 3 --scan --json", "optics - --items x,y --min-samples 2 --json",
      "hdbscan - --items x,y --min-cluster-size 3 --json",
    ] {
      #expect(answer(line).standardOutput == answer(line, threads: 3).standardOutput)
    }
  }

  @Test func `every step is told where rows are few`() {
    let told = output(answer("dbscan - --items x,y --eps 1 --min-samples 3 --explain"))
    #expect(told.contains("row 2: neighbours {1, 2, 4}, 3 ≥ 3 → core, begins cluster 1"))
    #expect(told.contains("row 8: neighbours {8}, 1 < 3 → noise"))
    let chinese = output(answer("dbscan - --items x,y --eps 1 --min-samples 3 --explain", language: .chinese))
    #expect(chinese.contains("第 8 行：近邻 {8}，1 < 3 → 噪声"))
  }

  @Test(arguments: [
    (
      "dbscan - --items x,y --eps 0", 2,
      """
      tansuo: error: A radius of 0 holds no neighbourhood: it must be a number above 0
        fix: Leave out --eps to have it suggested, or give a number above 0

      """
    ),
    (
      "dbscan - --items x,y --eps 1 --min-samples 0", 2,
      """
      tansuo: error: A core point needs at least 1 neighbour, itself included, not 0
        fix: Give a whole number from 1 with --min-samples

      """
    ),
    (
      "hdbscan - --items x,y --min-cluster-size 1", 2,
      """
      tansuo: error: A cluster needs at least 2 rows, not 1
        fix: Give a whole number from 2 with --min-cluster-size

      """
    ),
  ])
  func `wrong options are refused`(_ line: String, _ code: Int, _ message: String) {
    let refused = answer(line)
    #expect(refused.exitCode == Int32(code))
    #expect(errors(refused) == message)
  }

  @Test func `texts have no distance`() {
    let refused = answer("dbscan - --items x,g --eps 1", language: .chinese)
    #expect(refused.exitCode == 1)
    #expect(errors(refused).contains("“g”的内容是“a”这样的文字，彼此之间没有距离"))
  }

  @Test func `labels go to a file instead`() throws {
    let written = answer("dbscan - --items x,y --eps 1 --min-samples 3 --labels out.csv --json")
    #expect(written.files.map(\.path) == ["out.csv"])
    #expect(
      String(decoding: written.files[0].bytes, as: UTF8.self)
        == "row,cluster,role\n1,1,border\n2,1,core\n4,1,core\n5,2,core\n6,2,border\n7,2,border\n8,0,noise\n9,1,border\n"
    )
    #expect(try JSONValue(parsing: written.standardOutput)["result"]?["labels"] == JSONValue.null)
  }
}

extension [JSONValue] {
  fileprivate var asRows: JSONValue { .array(self) }
}
