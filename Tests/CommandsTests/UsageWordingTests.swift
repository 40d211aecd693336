import Evidence
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands
@testable import Phrasebook

@Suite struct UsageWordingTests {
  @Test(arguments: UsageFault.allCases)
  func `every way to use a command wrongly has words in both languages`(_ code: UsageFault) throws {
    let words = code.words
    #expect(Template(words.english.what).names == Template(words.chinese.what).names)
    let fixes = (try #require(words.english.fix), try #require(words.chinese.fix))
    #expect(Template(fixes.0).names == Template(fixes.1).names)
    for sentence in [words.english.what, words.chinese.what, fixes.0, fixes.1] {
      #expect(!sentence.hasSuffix(".") && !sentence.hasSuffix("。"))
    }
  }

  @Test(arguments: [
    (
      PictureFault.noCharts, "This result has no chart\nLeave out --chart", "该结果没有图\n去掉 --chart"
    ),
    (
      .unknownEnding,
      "A chart cannot be written in the form the name x.gif stands for\nUse a name that ends in .svg or .png",
      "无法由 x.gif 的扩展名判断图的格式\n文件名请以 .svg 或 .png 结尾"
    ),
    (
      .noProgram,
      "Charts become PNG through draw, which is not installed\nInstall it (Debian: librsvg2-bin), or write the chart as .svg",
      "生成 PNG 需要 draw，但没有安装\n请安装它（Debian：librsvg2-bin），或把图写成 .svg"
    ),
    (
      .notDrawn, "draw could not draw the chart: status 1\nWrite the chart as .svg",
      "draw 未能画出该图：status 1\n把图写成 .svg"
    ),
    (
      .tooSlow, "draw took longer than 20 s over a chart\nWrite the chart as .svg", "draw 画一幅图超过了 20 秒\n把图写成 .svg"
    ),
  ])
  func `what can be wrong with a chart is said in both languages`(
    _ code: PictureFault, _ english: String, _ chinese: String
  ) {
    let fault = Fault(code, ["path": "x.gif", "program": "draw", "reason": "status 1", "seconds": 20])
    for (language, words) in [(Language.english, english), (.chinese, chinese)] {
      let message = fault.message(in: language, from: .grammar)
      #expect("\(message.what)\n\(message.fix ?? "")" == words)
    }
  }

  @Test func `every code declared above the phrasebook is registered for the commands`() {
    let registered = Set(CommandRegistry.wording.codes.map { "\($0)" })
    let rooms: Set = ["CommandGrammar", "Commands", "Findings", "Studies"]
    for (room, name) in declaredCodeLists() where rooms.contains(room) {
      #expect(registered.contains(name), "add \(name) to CommandRegistry.wording")
    }
  }
}
