import CKernels
import Charting
import Foundation
import Testing

@testable import Documents

@Suite struct FigureTests {
  let chart = Chart(
    title: "Fuel <b>", subtitle: "Share | of firms", notes: ["n = 7"],
    plot: BarPlot([.init("a|b", 0.4), .init("<script>alert(1)</script>", 0.25), .init("c", .nan)], format: .percent()),
    language: .english)

  @Test func `a page shows the chart for wide and narrow screens, its notes and its table`() {
    let html = HTMLFormat().fragment(of: Document([.figure(Figure(chart, number: 3, anchor: "fuel"))]))
    #expect(html.contains("<figure id=\"fuel\">\n<figcaption><strong>Figure 3</strong> "))
    #expect(html.contains("class=\"chart wide\"") && html.contains("class=\"chart narrow\""))
    #expect(html.contains("<p class=\"note\">n = 7</p>\n<p class=\"note\">Without a value, not drawn: c</p>"))
    #expect(html.contains("<details><summary>Data table</summary>") && html.contains("<td class=\"right\">40.0%</td>"))
    #expect(!html.contains("<script") && !html.contains("<b>"))
  }

  @Test func `text formats write the table of a chart`() {
    let document = Document([.figure(Figure(chart, number: 3))])
    #expect(
      document.text(as: .markdown) == """
        Figure 3 Fuel \\<b>: Share \\| of firms

        | Item                        | Value |
        | :-------------------------- | ----: |
        | a\\|b                        | 40.0% |
        | \\<script>alert(1)\\</script> | 25.0% |
        | c                           |     – |

        n = 7

        Without a value, not drawn: c

        """)
    #expect(document.text(as: .csv).contains("a|b,40.0%"))
  }

  @Test func `text formats leave out a chart whose numbers stand in a table of the document`() {
    let document = Document([.paragraph("x"), .figure(Figure(chart, isIllustration: true))])
    #expect(document.text(as: .markdown) == "x\n")
    #expect(document.text(as: .terminal()) == "x\n")
    #expect(document.tables.isEmpty)
    #expect(document.text(as: .html).contains("<svg"))
  }

  @Test func `tables and figures are counted apart and references name them`() {
    let table = DocumentTable(title: "T", columns: [.init("a")], rows: [.init(["1"])], anchor: "costs")
    let document = Document(
      language: "zh",
      [
        .paragraph([
          .text("见"), .reference(to: "costs"), .text("、"), .reference(to: "fuel"), .text("、"), .reference(to: "gone"),
        ]),
        .figure(Figure(chart)), .quote([.figure(Figure(chart, anchor: "fuel"))]), .table(table),
        .table(DocumentTable(columns: [.init("a")], rows: [.init(["untitled"])])),
      ]
    ).numbered()
    let html = HTMLFormat().fragment(of: document)
    #expect(
      html.contains(
        "<p>见<a href=\"#costs\" rel=\"noreferrer\">表 1</a>、<a href=\"#fuel\" rel=\"noreferrer\">Figure 2</a>、gone</p>"))
    #expect(html.contains("<figure id=\"figure-1\">") && html.contains("<table id=\"costs\">"))
    #expect(document.text(as: .markdown).hasPrefix("见表 1、Figure 2、gone\n"))
  }

  @Test func `a number shows its recipe and keeps its id once`() {
    let number = Phrase([.number("-3", id: "a.b \"x\"")])
    let document = Document([.paragraph(number), .paragraph(number)], recipes: ["a.b \"x\"": "<sum> of q1"])
    let html = HTMLFormat().fragment(of: document)
    #expect(
      html.hasPrefix(
        "<p><span class=\"number\" id=\"number-a-b--x-\" data-number=\"a.b &quot;x&quot;\" "
          + "title=\"a.b &quot;x&quot;: &lt;sum&gt; of q1\" tabindex=\"0\" role=\"button\">−3</span></p>"))
    #expect(html.components(separatedBy: "id=\"number-").count == 2)
  }

  @Test func `two languages share a page without sharing an id`() throws {
    let documents = ["zh", "en"].map { language in
      Document(
        title: language, language: language,
        (1...5).map { Block.heading(level: 2, Phrase("H\($0)")) } + [.figure(Figure(chart, number: 1, anchor: "f"))])
    }
    let page = HTMLFormat().text(of: documents)
    let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for link in page.matches(of: /href="#([^"]+)"/) { #expect(ids.contains(String(link.1))) }
    #expect(page.contains("<nav class=\"contents\" aria-label=\"目录\">"))
  }

  @Test func `only the script of the page may run`() throws {
    let page = Document(title: "T", [.paragraph("x")]).text(as: .html)
    let policy = try #require(page.firstMatch(of: /script-src 'sha256-([A-Za-z0-9+\/]{43}=)'/))
    #expect(page.components(separatedBy: "<script>").count == 2)
    #expect(!HTMLScript.text.contains("innerHTML") && !HTMLScript.text.contains("eval"))
    let script = try #require(page.firstMatch(of: /<script>((?s).*)<\/script>/))
    let bytes = Array(script.1.utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    ck_sha256(bytes, bytes.count, &digest, 1)
    #expect(String(policy.1) == Data(digest).base64EncodedString())
  }
}
