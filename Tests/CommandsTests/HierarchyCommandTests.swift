import CommandGrammar
import Evidence
import Phrasebook
import StructuredText
import TestSupport
import Testing

@testable import Commands

@Suite struct HierarchyCommandTests {
  /// Two groups of rows, one row twice, one with a missing answer.
  static let survey = """
    id,q1,q2,q3,province
    1,1,2,5,山东
    2,1,1,5,山东
    3,5,4,1,北京
    4,,4,1,北京
    5,5,5,2,北京
    6,1,1,5,山东

    """

  func answer(_ line: String, csv: String = survey, language: Language = .english, threads: Int = 1) -> Answer {
    Answer(
      to: ["hclust"] + line.split(separator: " ").map(String.init),
      in: Surroundings(
        language: language, width: Int.max, threads: threads, readStandardInput: { Array(csv.utf8) }))
  }

  func json(_ line: String, csv: String = survey) throws -> JSONValue {
    let answered = answer(line + " --json", csv: csv)
    try #require(answered.exitCode == 0, "\(answered.standardError)")
    return try JSONValue(parsing: answered.standardOutput)
  }

  func text(_ line: String, _ language: Language = .english) -> String {
    String(decoding: answer(line, language: language).standardOutput, as: UTF8.self)
  }

  @Test func `every row of the file has an entry, those left out null`() throws {
    let result = try json("- --items q1-q3 --clusters 2")["result"]!
    #expect(result["n"] == 5)
    #expect(result["patterns"] == 4)
    #expect(result["labels"] == [1, 1, 2, .null, 2, 1])
    #expect(result["leafOfRow"] == [0, 1, 2, .null, 3, 4])
    #expect(result["order"]?.asArray?.count == 5)
    let merges = result["merges"]!.asArray!
    #expect(merges[0] == ["a": 1, "b": 4, "height": 0, "size": 2])
    #expect(merges[1] == ["a": 0, "b": 5, "height": 1, "size": 3])
    #expect(merges[3]["size"] == 5)
    #expect(result["clusters"] == [["cluster": 1, "size": 3], ["cluster": 2, "size": 2]])
    #expect(result["representatives"] == [])
  }

  @Test func `rows that --where leaves out are null as well`() throws {
    let result = try json("- --items q1-q3 --clusters 2 --where id<6")["result"]!
    #expect(result["labels"] == [1, 1, 2, .null, 2, .null])
  }

  @Test func `without a cut there are no labels, and merges can be left out`() throws {
    let result = try json("- --items q1-q3 --merges no")["result"]!
    #expect(result["labels"] == .null)
    #expect(result["merges"] == nil)
    #expect(result["copheneticCorrelation"]?.asNumber.map { $0 > 0.9 } == true)
  }

  @Test func `labels go into a file instead`() throws {
    let answered = answer("- --items q1-q3 --clusters 2 --labels groups.csv --json")
    let result = try JSONValue(parsing: answered.standardOutput)["result"]!
    #expect(result["labels"] == .null)
    #expect(answered.files.map(\.path) == ["groups.csv"])
    #expect(
      answered.files.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "row,cluster\r\n1,1\r\n2,1\r\n3,2\r\n4,\r\n5,2\r\n6,1\r\n"
      ])
  }

  @Test func `items have representatives by three rules`() throws {
    let object = try json("- --items q1-q3 --of items --distance abscorrelation --clusters 2")
    let first = object["result"]!["representatives"]![0]!
    for field in ["cluster", "item", "items", "highestMeanCorrelation", "medoid", "lowestRatio", "correlations"] {
      #expect(first[field] != nil, "\(field)")
    }
    #expect(object["method"]!["missing"] == "pairwise")
    #expect(object["result"]!["names"] == ["q1", "q2", "q3"])
  }

  @Test func `a matrix of distances stands for itself`() throws {
    let folder = try TemporaryFolder([
      "whole.csv": ",甲,乙,丙\n甲,0,1,4\n乙,1,0,6\n丙,4,6,0\n", "lopsided.csv": ",甲,乙\n甲,0,1\n乙,2,0\n",
    ])
    defer { withExtendedLifetime(folder) {} }
    let object = try json("--matrix \(folder.file("whole.csv")) --height 1")
    #expect(object["result"]!["labels"] == [1, 1, 2])
    #expect(object["result"]!["merges"]![1]!["height"] == 5)
    #expect(object["result"]!["representatives"]![1]!["item"] == "丙")
    #expect(object["method"]!["distance"] == "given")
    let refused = answer("--matrix \(folder.file("lopsided.csv"))")
    #expect(refused.exitCode == 3)
    #expect(refused.standardError.contains("'乙' is 2 from '甲', but 1 the other way round"))
  }

  @Test func `programs differ in defaults and heights`() throws {
    func method(_ compat: String) throws -> [String?] {
      let object = try json("- --items q1-q3 --compat \(compat)")
      return [object["method"]!["linkage"]?.asString, object["method"]!["distance"]?.asString]
    }
    #expect(try method("spss") == ["average", "sqeuclidean"])
    #expect(try method("r") == ["complete", "euclidean"])
    #expect(try method("scipy") == ["single", "euclidean"])
    let ward = try json("- --items q1-q3 --compat spss --linkage ward")["result"]!["merges"]!.asArray!
    #expect(ward[0]["coefficient"] == 0)
    #expect(ward[1]["height"] == ward[1]["coefficient"].map { .number($0.asNumber! * 2) })
  }

  @Test func `the same bytes whatever the number of threads`() {
    let line = "- --items q1-q3 --linkage ward --clusters 2 --gap 5 --json"
    #expect(answer(line).standardOutput == answer(line, threads: 4).standardOutput)
  }

  @Test func `documents tell the cut, the criteria and the schedule in both languages`() {
    let english = text("- --items q1-q3 --clusters 2")
    for words in [
      "5 rows, 4 of them different; average linkage, Euclidean distance; 1 row was left out", "2 clusters",
      "How many clusters", "Silhouette", "Agglomeration schedule", "Next stage",
    ] { #expect(english.contains(words), "\(words)") }
    let chinese = text("- --items q1-q3 --clusters 2", .chinese)
    for words in ["5 行，其中 4 种不同的行；组间平均联接，欧氏距离", "2 个类", "分成几类", "轮廓系数", "集中计划", "下一阶段"] {
      #expect(chinese.contains(words), "\(words)")
    }
    let items = text("- --items q1-q3 --of items --distance correlation --clusters 2", .chinese)
    for words in ["各类的代表题项", "代表题项之间的相关", "1 − r"] { #expect(items.contains(words), "\(words)") }
  }

  @Test func `unrelated items get a number of clusters and a warning`() throws {
    // Every item is uncorrelated with every other: the columns of a full factorial design.
    let rows = (0..<8).map { "\($0 & 1),\($0 >> 1 & 1),\($0 >> 2 & 1)" }
    let line = "- --items a,b,c --of items --distance correlation --clusters 2 --json"
    let codes = try JSONValue(
      parsing: answer(line, csv: "a,b,c\n" + rows.joined(separator: "\n") + "\n").standardOutput)["caveats"]?
      .asArray?.compactMap { $0["code"]?.asString }
    #expect(codes?.contains("hclust-hardly-any-structure") == true)
    let told = try JSONValue(parsing: answer("- --items q1-q3 --clusters 2 --json").standardOutput)["caveats"]?.asArray
    #expect(told?.contains { $0["code"]?.asString == "hclust-hardly-any-structure" } == false)
  }

  @Test func `every merge can be told step by step`() {
    let english = text("- --items q1-q3 --explain")
    #expect(english.contains("d(A ∪ B, C) = (nA·d(A, C) + nB·d(B, C)) / (nA + nB)"))
    #expect(english.contains("{2} + {1}  d = 1.0000  → n = 3"))
    #expect(text("- --items q1-q3 --linkage ward --explain", .chinese).contains("算法说明"))
  }

  @Test func `texts can be clustered by Gower's distance`() throws {
    #expect(try json("- --items q1,province --distance gower --clusters 2")["result"]!["labels"]![0] == 1)
  }

  @Test(arguments: [
    ("- --items q1-q3 --clusters 2 --height 1", 2, "hclust-two-cuts"),
    ("- --items q1-q3 --labels x.csv", 2, "hclust-labels-without-cut"),
    ("- --items q1-q3 --tie-draws 5", 2, "hclust-draws-without-cut"),
    ("--matrix x.csv --items q1", 2, "hclust-matrix-and-data"), ("- --matrix x.csv", 2, "hclust-matrix-and-data"),
    ("-", 2, "usage-missing-option"), ("- --items q1-q3 --clusters 0", 2, "usage-too-small"),
    ("- --items q1-q3 --clusters 5", 1, "hclust-too-many-clusters"),
    ("- --items province", 1, "points-text-column"), ("- --items q1 --where id=1", 1, "hclust-too-few-rows"),
    ("- --items q1 --where id<3", 1, "hclust-all-alike"),
    ("- --items q1 --where id<3 --scale zscore", 1, "points-constant-column"),
    ("- --items q1 --where id=4", 1, "points-no-complete-rows"),
    ("- --items q1-q3 --of items --distance gower", 2, "hclust-distance-of-items"),
  ])
  func `refusals`(_ line: String, _ exitCode: Int32, _ code: String) throws {
    let answered = answer(line + " --json")
    #expect(answered.exitCode == exitCode)
    #expect(try JSONValue(parsing: answered.standardOutput)["error"]?["code"]?.asString == code)
  }

  @Test func `misuse in words`() {
    func sentences(_ code: HierarchyUsageFault) -> [String] {
      let fault = Fault(code, ["option": "--items"])
      return [Language.english, .chinese].map { language in
        let message = fault.message(in: language, from: CommandRegistry.wording)
        return "\(message.what)|\(message.fix ?? "")"
      }
    }
    #expect(
      sentences(.twoCuts) == [
        "A tree is cut into a number of clusters or at a height, not both|Leave out --clusters or --height",
        "要么按类数切割，要么按高度切割，不能同时|请去掉 --clusters 或 --height",
      ])
    #expect(
      sentences(.labelsWithoutCut) == [
        "Without a cut there are no labels to write|Give --clusters or --height",
        "没有切割就没有类别可写|请给出 --clusters 或 --height",
      ])
    #expect(
      sentences(.matrixAndData) == [
        "A matrix of distances says it all, so --items has nothing to do beside it|Leave out --items, or --matrix",
        "给了距离矩阵，--items 便没有作用|请去掉 --items 或 --matrix",
      ])
    #expect(
      sentences(.drawsWithoutCut) == [
        "Random tie-breakings are compared cut by cut, and there is no cut|Give --clusters or --height",
        "随机打破平局是就切割结果作比较，而这里没有切割|请给出 --clusters 或 --height",
      ])
  }
}
