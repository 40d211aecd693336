import Charting
import TestSupport
import Testing

@testable import Documents
@testable import Typography

@Suite struct HTMLTests {
  /// The text between tags with entities read, and the names of the tags.
  func read(_ html: String) -> (text: String, tags: Set<String>) {
    var text = ""
    var tags = Set<String>()
    var rest = Substring(html)
    while let character = rest.popFirst() {
      if character == "<" {
        let tag = rest.prefix { $0 != ">" }
        tags.insert(String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }))
        rest = rest.dropFirst(tag.count + 1)
      } else if character == "&" {
        let entity = rest.prefix { $0 != ";" }
        text += ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"][String(entity)] ?? "?!"
        rest = rest.dropFirst(entity.count + 1)
      } else {
        text.append(character)
      }
    }
    return (text, tags)
  }

  @Test func `hostile text adds no tag and is read back as it was`() {
    var hostile = HostileText(seed: 5)
    for _ in 0..<1000 {
      let text = hostile.text()
      let html = HTMLFormat().fragment(of: Document([.paragraph(Phrase(text))]))
      let seen = read(html)
      #expect(seen.tags == ["p"])
      #expect(seen.text == text.inOneLine() + "\n", "\(text.debugDescription)")
    }
  }

  @Test func `hostile text stays inside attributes and tables`() {
    let evil = "\"><script>alert(1)</script><x y='"
    let table = DocumentTable(
      title: Phrase(evil), columns: [.init(Phrase(evil), .decimal)], spanners: [[.init(Phrase(evil), over: 0..<1)]],
      rows: [.init([.init([.number(evil, id: evil)], marks: [evil])]), .init([.init(evil)], role: .group)],
      notes: [.init(Phrase(evil), mark: evil)])
    let chart = Chart(
      title: evil, subtitle: evil, notes: [evil], plot: BarPlot([.init(evil, 1), .init(evil, 2)], axisTitle: evil),
      language: .english)
    let figure = Figure(chart, anchor: evil)
    let document = Document(
      title: evil, language: evil, [.table(table), .figure(figure), .code(language: evil, evil), .note([.code(evil)])])
    let html = HTMLFormat().fragment(of: document) + HTMLFormat().text(of: Document(title: evil, language: evil))
    #expect(html.components(separatedBy: "<script").count == 2)
    #expect(!html.contains("<x"))
  }

  @Test func `a table is written with its parts`() {
    let table = DocumentTable(
      number: 1, title: "Coal", columns: [.init("Firm"), .init("t", .decimal)],
      rows: [
        .init(["A", "-1.25"]), .init([.init("B"), .init("3", marks: ["a"])], indent: 1),
        .init(["Sum", "1.75"], role: .total),
      ],
      notes: [.init("a guess", mark: "a")])
    #expect(
      HTMLFormat().fragment(of: Document([.table(table)])) == """
        <div class="table" tabindex="0">
        <table>
        <caption><span><strong>Table 1</strong> Coal</span></caption>
        <thead>
        <tr><th scope="col">Firm</th><th scope="col" class="right">t</th></tr>
        </thead>
        <tbody>
        <tr><th scope="row">A</th><td class="right">−1.25</td></tr>
        <tr><th scope="row" style="padding-inline-start:1.5em">B</th><td class="right">3<sup>a</sup>\
        <span class="pad" aria-hidden="true" style="--digits:3"></span></td></tr>
        <tr class="total"><th scope="row">Sum</th><td class="right">1.75</td></tr>
        </tbody>
        </table>
        </div>
        <p class="note"><sup>a</sup> a guess</p>

        """)
  }

  @Test func `a page stands alone`() {
    let page = Document(title: "T", language: "zh", [.heading(level: 9, "x")]).text(as: .html)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh\">"))
    #expect(page.contains("<h6 id=\"section-1\">x</h6>"))
    #expect(page.contains("<header>\n<h1>T</h1>\n</header>"))
    let own = Document(title: "T <", [.heading(level: 1, "Own")]).text(as: .html)
    #expect(own.contains("<h1 id=\"section-1\">Own</h1>") && !own.contains("<h1>"))
    #expect(Document(title: "T <").text(as: .html).contains("<h1>T &lt;</h1>"))
    #expect(!page.contains("http://") && !page.contains("https://"))
  }
}
