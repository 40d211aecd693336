import Evidence
import Foundation
import Testing

@testable import CommandGrammar
@testable import Commands

/// Pages show charts; forms without pictures say the same as before.
@Suite struct ChartPagesTests {
  let csv = "a,b\n" + String(repeating: "甲,x\n甲,y\n乙,x\n乙,x\n<b>,y\n", count: 6)

  func text(_ line: [String]) -> String {
    let answer = Answer(
      to: line,
      in: Surroundings(language: .chinese, width: Int.max, readStandardInput: { Array(csv.utf8) }))
    #expect(answer.exitCode == 0, "\(answer.standardError)")
    return String(decoding: answer.standardOutput, as: UTF8.self)
  }

  @Test func `freq draws a bar with its interval for each answer`() {
    let page = text(["freq", "-", "--items", "a", "--format", "html"])
    #expect(page.contains("<figcaption><span class=\"title\">a</span>"))
    #expect(page.contains("<title>甲: 40.0% ("))
    #expect(page.contains("&lt;b&gt;: 20.0%") && !page.contains("<b>"))
    #expect(page.contains("<summary>数据表</summary>"))
  }

  @Test func `crosstab draws a mosaic and the residuals`() {
    let page = text(["crosstab", "-", "--rows", "a", "--cols", "b", "--format", "html"])
    #expect(page.components(separatedBy: "<figure>").count == 3)
    #expect(page.contains("<title>乙 × x: +") && page.contains("<title>乙 × x: 100%</title>"))
  }

  @Test(arguments: ["md", "table"])
  func `forms without pictures have no trace of them`(_ format: String) {
    let page = text(["freq", "-", "--items", "a", "--format", format])
    #expect(!page.contains("svg") && !page.contains("数据表"))
    #expect(page.components(separatedBy: "乙").count == 2)
  }
}
