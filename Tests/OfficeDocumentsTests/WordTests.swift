import Charting
import Documents
import TestSupport
import Testing

@testable import OfficeDocuments

@Suite struct WordTests {
  static let chart = Chart(
    title: "Fuel <b>", subtitle: "Share of firms", notes: ["n = 7"],
    plot: BarPlot([.init("a|b", 0.4), .init("<script>", 0.25)], format: .percent()), language: .english)
  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]

  func parts(_ documents: [Document], drawing: Bool = false) throws -> Unpacked {
    let file =
      drawing ? WordFile(of: documents) { $0.map { _ in Self.png } } : WordFile(of: documents)
    let parts = try Unpacked(file.bytes)
    parts.expectWellFormed()
    return parts
  }

  func body(_ blocks: [Block], title: String = "", language: String = "en") throws -> String {
    try parts([Document(title: title, language: language, blocks)]).text("word/document.xml")
  }

  /// What Word would show of a piece of the body.
  func text(_ xml: Substring) -> String {
    xml.matches(of: /<w:t [^>]*>([^<]*)</).map { String($0.1) }.joined()
  }

  @Test func `headings have the styles of headings, the first or else the title is the title`() throws {
    let blocks: [Block] = [.heading(level: 1, "Findings"), .heading(level: 2, "Method"), .heading(level: 9, "Deep")]
    let titled = try body(blocks, title: "page")
    #expect(titled.contains("<w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Findings<"))
    #expect(titled.contains("<w:pStyle w:val=\"Heading2\"/>") && titled.contains("<w:pStyle w:val=\"Heading6\"/>"))
    #expect(!titled.contains(">page<") && !titled.contains("Heading1"))
    #expect(
      try body([.paragraph("x")], title: "Page").contains(
        "<w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Page<"))
  }

  @Test func `four headings make a table of contents whose entries lead to them`() throws {
    let document = Document(title: "T", (1...4).map { .heading(level: 2, Phrase("Part \($0)")) })
    let xml = try parts([document, document]).text("word/document.xml")
    #expect(xml.count(of: " TOC \\o &quot;1-3&quot; \\h \\b place") == 2)
    let targets = xml.matches(of: /<w:hyperlink w:anchor="(place\d+)">/).map { String($0.1) }
    #expect(Set(targets).count == 8)
    for target in targets { #expect(xml.contains("w:name=\"\(target)\"/>")) }
    #expect(xml.count(of: "w:fldCharType=\"begin\"") == xml.count(of: "w:fldCharType=\"end\""))
    #expect(xml.count(of: "<w:pageBreakBefore/>") == 1)
    #expect(xml.count(of: "<w:bookmarkStart ") == xml.count(of: "<w:bookmarkEnd "))
    #expect(!(try body((1...3).map { .heading(level: 2, Phrase("Part \($0)")) })).contains("TOC"))
  }

  @Test func `a table has three rules, rules under its spanners and headings that come again on each page`() throws {
    let table = DocumentTable(
      title: "Obstacles", columns: [.init("Obstacle"), .init("n", .right), .init("p", .decimal)],
      spanners: [[.init("Answers", over: 1..<3)]],
      rows: [
        .init(["Money"], role: .group), .init([.init("Cost", marks: ["a"]), "12", "0.05"], indent: 1),
        .init(["Skills", "-9", "0.125"]), .init(["All", "21", "–"], role: .total),
      ], notes: [.init("Source", mark: "a")])
    let xml = try body([.paragraph(["see ", .reference(to: "t")]), .table(table.anchored("t"))])
    #expect(xml.count(of: "<w:tblHeader/>") == 2)
    #expect(xml.count(of: "<w:gridCol ") == 3)
    #expect(xml.count(of: "<w:bottom w:val=\"single\" w:sz=\"6\"") == 3)
    #expect(xml.count(of: "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\"") == 1)
    #expect(xml.count(of: "<w:top w:val=\"single\" w:sz=\"4\"") == 3)
    #expect(xml.contains("<w:gridSpan w:val=\"2\"/>") && xml.contains("<w:gridSpan w:val=\"3\"/>"))
    #expect(
      xml.contains(
        "<w:fldSimple w:instr=\" SEQ Table \\* ARABIC \"><w:r><w:t xml:space=\"preserve\">1</w:t></w:r></w:fldSimple>"))
    #expect(xml.contains("<w:vertAlign w:val=\"superscript\"/></w:rPr><w:t xml:space=\"preserve\">a<"))
    #expect(xml.contains(">\u{2212}9<"))
    // One digit and its place are missing behind 0.05; a dash ends where the point would be.
    #expect(xml.contains(">0.05</w:t></w:r><w:r><w:t xml:space=\"preserve\">\u{2007}</w:t>"))
    #expect(xml.contains(">\u{2007}\u{2007}\u{2007}\u{2008}</w:t>"))
    let target = try #require(xml.firstMatch(of: /<w:hyperlink w:anchor="(place\d+)">/)?.1)
    #expect(xml.contains("w:name=\"\(target)\""))
    // Below stands a note, so that no two tables touch.
    #expect(xml.contains("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"TableNote\"/>"))
  }

  @Test func `captions of Chinese tables and figures are Chinese`() throws {
    let xml = try body(
      [.table(DocumentTable(title: "障碍", columns: [.init("a")], rows: [.init(["“甲”"])]))], language: "zh")
    #expect(xml.contains("SEQ 表 "))
    #expect(xml.contains(">\u{3000}<"))
    #expect(xml.contains("<w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">“甲”<"))
    #expect(try body([.paragraph("正文")], language: "zh").contains("w:firstLineChars=\"200\""))
  }

  @Test func `a table wider than the page goes on below under its title, its first column repeated`() throws {
    let columns = (0..<40).map { DocumentTable.Column(Phrase("c\($0)"), .right) }
    let table = DocumentTable(
      title: "Wide", columns: columns, rows: [.init((0..<40).map { .init("1234\($0)") })], notes: [.init("note")])
    let xml = try body([.table(table)])
    let tables = xml.split(separator: "<w:tbl>").dropFirst()
    #expect(tables.count > 2)
    for piece in tables {
      let widths = piece.matches(of: /<w:gridCol w:w="(\d+)"/).compactMap { Int($0.1) }
      #expect(widths.reduce(0, +) <= WordPage.textWidth)
      #expect(text(piece).hasPrefix("c0"))
    }
    #expect(xml.count(of: " (continued)<") == tables.count - 1)
    #expect(xml.count(of: "SEQ Table") == 1)
    #expect(xml.count(of: ">note<") == 1)
    let cells = (0..<40).filter { xml.contains($0 < 10 ? ">12,34\($0)<" : ">123,4\($0)<") }
    #expect(cells.count == 40)
  }

  @Test func `lists are numbered anew, nested ones are moved in`() throws {
    let blocks: [Block] = [
      .list(
        ordered: true,
        [[.paragraph("a"), .list(ordered: false, [[.paragraph("inner")]])], [.code(language: "", "x\n\ty")]]),
      .list(ordered: true, [[.paragraph("b")]]), .quote([.paragraph("quoted"), .rule]),
    ]
    let parts = try parts([Document(blocks)])
    let xml = parts.text("word/document.xml")
    #expect(xml.matches(of: /<w:numId w:val="(\d+)"\/>/).map { String($0.1) } == ["2", "1", "2", "3"])
    #expect(xml.contains("<w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/>"))
    #expect(
      xml.contains("<w:pStyle w:val=\"Code\"/>") && xml.contains("<w:br/></w:r><w:r><w:t xml:space=\"preserve\">    y<")
    )
    #expect(xml.contains("<w:pStyle w:val=\"Quote\"/>"))
    #expect(parts.text("word/numbering.xml").count(of: "<w:startOverride w:val=\"1\"/>") == 2)
  }

  @Test func `links go where the document lets them, and nowhere else`() throws {
    let target = try #require(LinkTarget("https://example.org/碳?a=\"1\"&b"))
    let parts = try parts([
      Document([
        .paragraph([.link("out", to: target), .link("again", to: target), .link("lost", to: LinkTarget("#none")!)])
      ])
    ])
    let relations = parts.text("word/_rels/document.xml.rels")
    #expect(relations.contains("Target=\"https://example.org/%E7%A2%B3?a=%221%22&amp;b\" TargetMode=\"External\"/>"))
    #expect(relations.count(of: "TargetMode") == 1)
    let xml = parts.text("word/document.xml")
    #expect(xml.count(of: "<w:hyperlink r:id=\"link1\">") == 2)
    #expect(xml.contains("</w:hyperlink><w:r><w:t xml:space=\"preserve\">lost<"))
  }

  @Test func `a figure is drawn once as SVG and PNG, with words for those who cannot see it`() throws {
    let document = Document([.figure(Figure(Self.chart)), .figure(Figure(Self.chart))])
    let parts = try parts([document], drawing: true)
    #expect(parts.names.filter { $0.hasPrefix("word/media/") } == ["word/media/figure1.png", "word/media/figure1.svg"])
    #expect(parts.parts["word/media/figure1.png"] == Self.png)
    let svg = parts.text("word/media/figure1.svg")
    #expect(svg.hasPrefix("<svg xmlns=") && !svg.contains("class=") && !svg.contains("<style"))
    let xml = parts.text("word/document.xml")
    #expect(xml.count(of: "r:embed=\"png1\"") == 2 && xml.count(of: "r:embed=\"svg1\"") == 2)
    #expect(xml.contains("title=\"Fuel &lt;b&gt;\"") && xml.contains("descr=\""))
    #expect(xml.matches(of: /<wp:docPr id="(\d)"/).map { String($0.1) } == ["1", "2"])
    #expect(xml.contains("SEQ Figure ") && !xml.contains("<w:tbl>"))
  }

  @Test func `a figure without a PNG is the table behind it, an illustration nothing`() throws {
    let xml = try body([.figure(Figure(Self.chart)), .figure(Figure(Self.chart, isIllustration: true))])
    #expect(xml.count(of: "<w:tbl>") == 1)
    #expect(!xml.contains("<w:drawing>"))
    #expect(xml.contains(">Figure 1 Fuel &lt;b&gt;: Share of firms<"))
  }

  @Test func `random hostile text never breaks the markup and never becomes a field`() throws {
    var hostile = HostileText(seed: 11)
    func phrase() -> Phrase {
      [
        .text(hostile.text()), .code(hostile.text()), .strong(Phrase(hostile.text())),
        .number(hostile.text(), id: hostile.text()),
      ]
    }
    for _ in 0..<20 {
      let table = DocumentTable(
        title: phrase(), columns: [.init(phrase()), .init(phrase(), .decimal)],
        spanners: [[.init(phrase(), over: 0..<2)]],
        rows: (0..<3).map { _ in .init([.init(phrase(), marks: [hostile.text()]), .init(phrase())]) },
        notes: [.init(phrase(), mark: hostile.text())], anchor: hostile.text())
      let blocks: [Block] = [
        .heading(level: 2, phrase()), .paragraph(phrase()), .table(table), .note(phrase()),
        .quote([.paragraph(phrase())]),
        .list(ordered: true, [[.paragraph(phrase())], []]), .code(language: hostile.text(), hostile.text()),
      ]
      let parts = try parts([Document(title: hostile.text(), language: "zh", blocks)])
      let fields = parts.text("word/document.xml").matches(of: /w:instr="([^"]*)"/).map { String($0.1) }
      #expect(Set(fields).isSubset(of: [" SEQ 表 \\* ARABIC "]))
      #expect(!parts.text("word/_rels/document.xml.rels").contains("External"))
    }
  }

  @Test func `nothing in a file depends on when or how often it was made`() throws {
    let document = Document(title: "T", [.figure(Figure(Self.chart)), .paragraph("x")])
    let one = WordFile(of: [document]) { $0.map { _ in Self.png } }
    let other = WordFile(of: [document]) { $0.map { _ in Self.png } }
    #expect(one == other)
    let parts = try Unpacked(one.bytes)
    #expect(!parts.text("docProps/core.xml").contains("dcterms"))
    #expect(OfficePackage.isOurs(start: one.bytes))
  }
}

extension DocumentTable {
  fileprivate func anchored(_ anchor: String) -> DocumentTable {
    var copy = self
    copy.anchor = anchor
    return copy
  }
}

extension StringProtocol {
  fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
