import TestSupport
import Testing

@testable import Documents
@testable import Typography

/// What must be seen of a text: controls made harmless, spaces at the ends gone.
func shown(_ text: String) -> String {
  let line = text.inOneLine()
  return String(line.drop { $0 == " " }).withoutTrailingSpaces
}

@Suite struct MarkdownTests {
  @Test(arguments: 0..<20)
  func `cmark shows exactly the text of any paragraph, heading, item and quote`(_ seed: Int) {
    var hostile = HostileText(seed: UInt64(seed + 1))
    for _ in 0..<100 {
      let text = hostile.text()
      let paragraph = Phrase(text)
      let blocks: [(Block, Set<String>)] = [
        (.paragraph(paragraph), ["paragraph"]),
        (.heading(level: 2, paragraph), ["heading"]),
        (.note(paragraph), ["paragraph"]),
        (.quote([.paragraph(paragraph)]), ["block_quote", "paragraph"]),
        (.list(ordered: false, [[.paragraph(paragraph)]]), ["list", "item", "paragraph"]),
        (.list(ordered: true, [[.paragraph(paragraph)]]), ["list", "item", "paragraph"]),
      ]
      for (block, kinds) in blocks {
        let markdown = Document([block]).text(as: .markdown)
        let seen = CommonMarkReader.read(markdown)
        let expected = shown(text)
        if expected.isEmpty { continue }
        #expect(seen.texts == [expected], "\(markdown.debugDescription)")
        #expect(seen.kinds.subtracting(["linebreak"]) == kinds, "\(markdown.debugDescription)")
      }
    }
  }

  @Test(arguments: 0..<20)
  func `cmark shows exactly the text of any cell`(_ seed: Int) {
    var hostile = HostileText(seed: UInt64(seed + 1000))
    for _ in 0..<100 {
      let texts = (0..<6).map { _ in hostile.text() }
      let table = DocumentTable(
        columns: [.init(Phrase(texts[0])), .init(Phrase(texts[1]))],
        rows: [
          .init([.init(texts[2]), .init(texts[3])]), .init([.init(texts[4]), .init(texts[5])]),
        ])
      let markdown = Document([.table(table)]).text(as: .markdown)
      let seen = CommonMarkReader.read(markdown)
      #expect(seen.texts == texts.map(shown), "\(markdown.debugDescription)")
      #expect(seen.kinds == ["table", "table_header", "table_row", "table_cell"], "\(markdown.debugDescription)")
    }
  }

  @Test(arguments: 0..<20)
  func `code is shown letter by letter`(_ seed: Int) {
    var hostile = HostileText(seed: UInt64(seed + 2000))
    for _ in 0..<100 {
      let text = hostile.text()
      let line = shown(text)
      if !line.isEmpty {
        let document = Document([.paragraph(["a ", .code(line), " b"])])
        let seen = CommonMarkReader.read(document.text(as: .markdown))
        #expect(seen.texts == ["a \(line) b"], "\(line.debugDescription)")
      }
      let markdown = Document([.code(language: "text", text)]).text(as: .markdown)
      let seen = CommonMarkReader.read(markdown)
      let lines = text.inLines().joined(separator: "\n")
      let expected = lines.isEmpty || lines.hasSuffix("\n") ? lines : lines + "\n"
      #expect(seen.texts == [expected], "\(markdown.debugDescription)")
    }
  }

  @Test(arguments: 0..<20)
  func `emphasis, code and links among hostile text keep the words`(_ seed: Int) {
    var hostile = HostileText(seed: UInt64(seed + 3000))
    for _ in 0..<100 {
      let texts = (0..<5).map { _ in shown(hostile.text()) }
      let target = LinkTarget("https://example.org/a_(b)?c=*&copy;#d")!
      let phrase = Phrase([
        .text(texts[0] + "x"), .strong(Phrase(texts[1])), .text("y" + texts[2] + "x"), .emphasis(Phrase(texts[3])),
        .text("y "), .link(Phrase(texts[4]), to: target), .text("z"),
      ])
      let markdown = Document([.paragraph(phrase)]).text(as: .markdown)
      let seen = CommonMarkReader.read(markdown)
      #expect(seen.texts == [shown(phrase.plainText)], "\(markdown.debugDescription)")
      #expect(seen.kinds.isSubset(of: ["paragraph", "strong", "emph", "link"]), "\(markdown.debugDescription)")
    }
  }

  @Test func `a heading over all columns of a crosstab is said once`() {
    let table = DocumentTable(
      columns: [.init("Training"), .init("often", .right), .init("never", .right), .init("Total", .right)],
      spanners: [[.init("Awareness", over: 1..<3)]], rows: [.init(["yes", "1", "2", "3"])])
    let lines = Document(language: "en", [.table(table)]).text(as: .markdown).split(separator: "\n")
    #expect(lines[0] == "| Training ↓ · Awareness → | often | never | Total |")
  }

  @Test func `headings that differ only by what stands over them keep it`() {
    let table = DocumentTable(
      columns: [.init("Pair"), .init("p", .right), .init("p", .right)],
      spanners: [[.init("naive", over: 1..<2), .init("design", over: 2..<3)]], rows: [.init(["a", ".01", ".02"])])
    let lines = Document(language: "en", [.table(table)]).text(as: .markdown).split(separator: "\n")
    #expect(lines[0] == "| Pair | naive: p | design: p |")
  }

  @Test func `long numbers of a column stand in groups, and so do its shorter ones`() {
    let table = DocumentTable(
      columns: [.init("Sector"), .init("t", .right), .init("Year", .right)],
      rows: [
        .init(["10000", "45013135.50", "2022"]), .init(["20000", "-9831 – 1182868.53", "2021"]),
        .init(["30000", "1.10623e+08", "2020"]), .init(["40000", "7, 12154.2", "2019"]),
      ])
    let text = Document(language: "en", [.table(table)]).text(as: .markdown)
    #expect(text.contains(" 45,013,135.50 |"))
    #expect(text.contains("−9,831 – 1,182,868.53"))
    #expect(text.contains("| 2022 |") && text.contains("| 10000 "))
    #expect(text.contains("1.10623e+08") && text.contains("7, 12154.2"))
  }

  @Test func `a document reads as a person would type it`() {
    let table = DocumentTable(
      number: 2, title: "Obstacles", columns: [.init("Obstacle"), .init("Share", .decimal)],
      spanners: [[.init("All firms", over: 1..<2)]],
      rows: [
        .init(["Kind"], role: .group), .init(["Cost", "-12.5"], indent: 1),
        .init([.init("Skills"), .init("9.0", marks: ["a"])], indent: 1), .init(["Total", "100"], role: .total),
      ],
      notes: [.init("after weighting", mark: "a")])
    let document = Document(
      language: "en",
      [
        .heading(level: 1, "Coal #1"), .paragraph(["n = 28, ", .strong("p"), " < .001"]), .table(table),
        .list(ordered: true, [[.paragraph("one")], [.paragraph("two"), .code(language: "sh", "ls -l\n")]]), .rule,
      ])
    #expect(
      document.text(as: .markdown) == """
        # Coal \\#1

        n = 28, **p** \\< .001

        **Table 2** Obstacles

        | Obstacle  | All firms: Share |
        | :-------- | ---------------: |
        | **Kind**  |                  |
        | \u{2003}Cost     |            −12.5 |
        | \u{2003}Skills   |             9.0ᵃ |
        | **Total** |          **100** |

        ᵃ after weighting

        1. one
        2. two

           ```sh
           ls -l
           ```

        ---

        """)
  }

  @Test func `two lists in a row stay two`() {
    let lists: [Block] = [.list(ordered: false, [[.paragraph("a")]]), .list(ordered: false, [[.paragraph("b")]])]
    #expect(Document(lists).text(as: .markdown) == "- a\n\n<!-- -->\n\n- b\n")
  }

  @Test func `empty things leave no trace`() {
    let blocks: [Block] = [
      .paragraph(""), .heading(level: 1, " "), .table(.init(columns: [], rows: [])), .list(ordered: false, []),
      .quote([]),
    ]
    #expect(Document(blocks).text(as: .markdown).isEmpty)
  }

  @Test(arguments: [
    "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc/passwd", "//evil.example", "vbscript:x",
    "java\nscript:x", "", "a b", "\\\\host", "/\\host", "\u{1}javascript:x",
  ])
  func `no link goes where a click could harm`(_ address: String) {
    #expect(LinkTarget(address) == nil)
  }

  @Test(arguments: ["https://a.b/c:d", "http://x", "mailto:a@b.c", "findings.md", "#table-2", "a/b:c", "?q=a:b"])
  func `harmless addresses are links`(_ address: String) {
    #expect(LinkTarget(address)?.address == address)
  }
}
