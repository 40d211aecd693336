import TestSupport
import Testing

@testable import Documents
@testable import Typography

@Suite struct TextWriterTests {
  let table = DocumentTable(
    number: 1, title: "各省用煤", columns: [.init("省份"), .init("n", .right), .init("均值", .decimal)],
    spanners: [[.init("企业", over: 1..<3)]],
    rows: [
      .init(["华东"], role: .group), .init(["山东", "226", "12.5"], indent: 1),
      .init([.init("江苏省"), .init("9"), .init("-3", marks: ["a"])], indent: 1),
      .init(["Total", "235", "9.25"], role: .total),
    ],
    notes: [.init("only one plant", mark: "a")])

  @Test func `Chinese tables stay aligned on a terminal`() {
    #expect(
      Document(language: "zh", [.table(table)]).text(as: .terminal()) == """
        表 1  各省用煤

                     企业
                  ──────────
        省份        n   均值
        ────────────────────
        华东
          山东    226  12.5
          江苏省    9  -3ᵃ
        ────────────────────
        Total     235   9.25
        ᵃ only one plant

        """)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("碳索", 4), ("CO₂", 3), ("e\u{301}", 1), ("👩‍🔬", 2), ("🇨🇳", 2), ("❤️", 2), ("，", 2), ("…", 1),
    ("ｱ", 1), ("한글", 4), ("½", 1), ("α", 1), ("\u{200B}", 0), ("Ａ", 2), ("–", 1),
  ])
  func `width counts columns, not letters`(_ text: String, _ width: Int) {
    #expect(text.terminalWidth == width)
  }

  @Test func `width tables are sorted and do not overlap`() {
    for ranges in [CharacterWidthRanges.wide, CharacterWidthRanges.empty] {
      #expect(ranges.count.isMultiple(of: 2))
      #expect(zip(ranges, ranges.dropFirst()).enumerated().allSatisfy { $0 % 2 == 0 ? $1.0 <= $1.1 : $1.0 < $1.1 })
    }
  }

  @Test func `a hostile label cannot send escape sequences to the terminal`() {
    var hostile = HostileText(seed: 7)
    for _ in 0..<500 {
      let text = hostile.text()
      let table = DocumentTable(title: Phrase(text), columns: [.init(Phrase(text))], rows: [.init([.init(text)])])
      let document = Document([
        .paragraph(Phrase(text)), .code(language: "", text), .table(table), .note([.code(text)]),
      ])
      let output = document.text(as: .terminal(width: 30))
      let controls = output.unicodeScalars.filter { $0.isTreacherous && $0 != "\n" }
      #expect(controls.isEmpty, "\(text.debugDescription)")
    }
  }

  @Test(arguments: [1, 5, 12, 33])
  func `wrapped lines fit and lose no letter`(_ width: Int) {
    var hostile = HostileText(seed: 11)
    for _ in 0..<500 {
      let text = hostile.text().withControlsVisible()
      let lines = text.wrapped(to: width)
      for line in lines where line.count > 1 { #expect(line.terminalWidth <= width + 2, "\(line)") }
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test func `a wide table breaks its texts to fit the terminal`() {
    let table = DocumentTable(
      columns: [.init("Question"), .init("n", .right)],
      rows: [.init(["Which obstacle keeps your enterprise from saving energy?", "12"])])
    #expect(
      Document([.table(table)]).text(as: .terminal(width: 30)) == """
        Question                     n
        ──────────────────────────────
        Which obstacle keeps your   12
        enterprise from saving
        energy?

        """)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+cmd|x", "'+cmd|x"), ("-1.5", "-1.5"), ("-1.5e-3", "-1.5e-3"), ("+3", "+3"), ("-x", "'-x"),
    ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""), ("＝1", "'＝1"),
    ("-1+1", "'-1+1"), ("--1", "'--1"), ("-inf", "'-inf"), ("-0x1p3", "'-0x1p3"), ("a=b", "a=b"), ("a,b", "\"a,b\""),
    ("say \"hi\"", "\"say \"\"hi\"\"\""), ("", ""), ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
    ("a\u{1B}[2J", "a\u{FFFD}[2J"), ("省份", "省份"),
  ])
  func `cells that a spreadsheet would compute are defused`(_ text: String, _ field: String) {
    #expect(CSVFormat.field(text) == field)
  }

  @Test func `tables become records with CRLF, spanners part of the headings`() {
    #expect(
      Document([.table(table)]).text(as: .csv)
        == "省份,企业: n,企业: 均值\r\n华东,,\r\n山东,226,12.5\r\n江苏省,9,-3\r\nTotal,235,9.25\r\n")
    let one = DocumentTable(columns: [.init("")], rows: [.init([""])])
    #expect(Document([.quote([.table(one)])]).text(as: .csv) == "\"\"\r\n\"\"\r\n")
    let two = Document(language: "en", [.table(table), .paragraph("x"), .table(one)]).text(as: .csv)
    #expect(two.hasPrefix("Table 1 各省用煤\r\n省份"))
    #expect(two.hasSuffix("9.25\r\n\r\n\"\"\r\n\"\"\r\n"))
  }
}
