import Documents
import Evidence
import Tables
import TestSupport
import Testing
import Workbooks

@testable import OfficeDocuments

@Suite struct WorkbookTests {
  static let table = DocumentTable(
    title: "Obstacles",
    columns: [.init("Obstacle"), .init("n", .right), .init("Share", .right), .init("p", .decimal)],
    rows: [
      .init([
        "Cost", "12", DisplayRule.percent(decimals: 1).cell(1, of: 3, style: .spss),
        DisplayRule.pValue.cell(0.0123456789, style: .apa),
      ]),
      .init([
        "Skills", "9", DisplayRule.percent(decimals: 1).cell(0.25, style: .spss),
        DisplayRule.pValue.cell(1e-20, style: .apa, marks: ["a"]),
      ]),
    ], notes: [.init("Source: survey", mark: "a")])

  func read(_ file: WorkbookFile, _ sheet: String) throws -> Table {
    try file.bytes.withUnsafeBytes { bytes in
      try XLSXFile.read(bytes, path: "book.xlsx", options: ReadingOptions(part: sheet)).table
    }
  }

  @Test func `our reader gets back what was written, numbers at full precision`() throws {
    var table = Self.table
    table.notes = []
    table.title = ""
    let file = WorkbookFile(of: [Document(title: "Study", [.table(table)])])
    let read = try read(file, "Table")
    #expect(read.columns.map(\.name) == ["Obstacle", "n", "Share", "p"])
    #expect(read.columns[0].text(at: 1, in: .english) == "Skills")
    #expect(read.columns[1].numbers() == [12, 9])
    #expect(read.columns[2].numbers() == [1.0 / 3, 0.25])
    #expect(read.columns[3].numbers() == [0.0123456789, 1e-20])
  }

  @Test func `a sheet holds headings in sight, rows, then title and notes`() throws {
    let parts = try Unpacked(WorkbookFile(of: [Document(title: "Study", [.table(Self.table)])]).bytes)
    parts.expectWellFormed()
    let sheet = parts.text("xl/worksheets/sheet2.xml")
    #expect(sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"))
    #expect(sheet.contains("<v>0.3333333333333333</v>"))
    #expect(sheet.contains("<row r=\"5\">"))
    #expect(sheet.contains("<row r=\"6\">"))
    #expect(!sheet.contains("<row r=\"4\">"))
    let texts = parts.text("xl/sharedStrings.xml")
    #expect(texts.contains(">Table 1 Obstacles<"))
    #expect(texts.contains(">ᵃ Source: survey<"))
    let styles = parts.text("xl/styles.xml")
    #expect(styles.contains("formatCode=\"0.0%\""))
    #expect(styles.contains("formatCode=\".000\""))
    #expect(styles.contains("formatCode=\"[&lt;0.001]&quot;&lt;.001&quot;&quot;ᵃ&quot;;.000&quot;ᵃ&quot;\""))
  }

  @Test func `the first sheet lists number, title, language and a link to each table`() throws {
    let chinese = Document(title: "研究", language: "zh", [.table(Self.table), .note("样本很小")])
    let english = Document(title: "Study", [.table(Self.table)])
    let file = WorkbookFile(of: [chinese, english])
    let parts = try Unpacked(file.bytes)
    let workbook = parts.text("xl/workbook.xml")
    for name in ["目录", "1 Obstacles", "1 Obstacles (2)"] { #expect(workbook.contains("<sheet name=\"\(name)\"")) }
    #expect(workbook.contains("localSheetId=\"2\">&#39;1 Obstacles (2)&#39;!$1:$1<"))
    let contents = parts.text("xl/worksheets/sheet1.xml")
    #expect(contents.contains("<hyperlink ref=\"D3\" location=\"&#39;1 Obstacles&#39;!A1\"/>"))
    #expect(contents.contains("<hyperlink ref=\"D8\" location=\"&#39;1 Obstacles (2)&#39;!A1\"/>"))
    let texts = parts.text("xl/sharedStrings.xml")
    for text in ["研究", "表 1", "中文", "English", "样本很小"] { #expect(texts.contains(">\(text)<")) }
  }

  @Test func `labels stay text, whatever they look like`() throws {
    let labels = [
      "=cmd()", "+1", "-x", "@a", "<script>", "a\u{1B}[2J", "_x0041_", "_x_x000D_", "]]>", "007", "1e5", " a ",
    ]
    let table = DocumentTable(
      columns: [.init("label"), .init("right", .right)], rows: labels.map { .init([.init($0), .init($0)]) })
    let file = WorkbookFile(of: [Document([.table(table)])])
    let parts = try Unpacked(file.bytes)
    parts.expectWellFormed()
    #expect(!parts.text("xl/worksheets/sheet2.xml").contains("<f>"))
    #expect(!parts.names.contains { $0.contains("externalLink") })
    let read = try read(file, "Table")
    let shown = labels.map { $0.replacing("\u{1B}", with: "\u{FFFD}") }
    #expect((0..<labels.count).map { read.columns[0].text(at: $0, in: .english) ?? "" } == shown)
    #expect(read.columns[1].text(at: 0, in: .english) == "=cmd()")
    #expect(read.columns[1].text(at: 9, in: .english) == "007")
  }

  @Test func `random hostile text never breaks the markup`() throws {
    var hostile = HostileText(seed: 5)
    for _ in 0..<20 {
      func text() -> Phrase { Phrase(hostile.text()) }
      let table = DocumentTable(
        title: text(), columns: [.init(text()), .init(text(), .decimal)], spanners: [[.init(text(), over: 0..<2)]],
        rows: (0..<5).map { _ in .init([.init(text(), marks: [hostile.text()]), .init(text())]) },
        notes: [.init(text(), mark: hostile.text())])
      let document = Document(title: hostile.text(), language: "en", [.table(table), .note(text()), .table(table)])
      let parts = try Unpacked(WorkbookFile(of: [document]).bytes)
      parts.expectWellFormed()
      #expect(parts.names.filter { $0.hasPrefix("xl/worksheets/") }.count == 3)
    }
  }

  @Test func `names of sheets are short, plain and unlike each other`() {
    var names = SheetNames()
    #expect(names.next(like: "a/b\\c:d*e?f[g]h", otherwise: "T") == "a b c d e f g h")
    #expect(names.next(like: "A B C D E F G H", otherwise: "T") == "A B C D E F G H (2)")
    #expect(names.next(like: "''quoted' ", otherwise: "T") == "quoted")
    #expect(names.next(like: "History", otherwise: "T") == "History (2)")
    #expect(names.next(like: "[]", otherwise: "Table") == "Table")
    #expect(names.next(like: "", otherwise: "Table") == "Table (2)")
    let long = names.next(like: String(repeating: "碳", count: 40), otherwise: "T")
    #expect(long == String(repeating: "碳", count: 31))
    #expect(names.next(like: String(repeating: "碳", count: 40), otherwise: "T").utf16.count == 31)
    #expect(names.next(like: String(repeating: "👩‍🔬", count: 9), otherwise: "T").utf16.count == 30)
    #expect("it's".asSheetReference == "'it''s'")
  }

  @Test(arguments: [
    ("12", "0", 12), ("-0.50", "0.00", -0.5), (".031", ".000", 0.031), ("-.5", ".0", -0.5), ("12.5%", "0.0%", 0.125),
    ("16.9%", "0.0%", 0.169), ("0", "0", 0), ("9007199254740991", "0", 9_007_199_254_740_991),
  ])
  func `a text that is a number becomes that number`(_ text: String, _ code: String, _ value: Double) {
    #expect(NumberFormat(text: text)?.code == code)
    #expect(NumberFormat(text: text)?.value == value)
  }

  @Test(arguments: [
    "", "-", ".", "-.", "%", "007", "00.5", "1e5", "1.", "1.2.3", "+1", "1,000", "–", "12345678901234567", "１２",
  ])
  func `a text that would not be shown the same again stays text`(_ text: String) {
    #expect(NumberFormat(text: text) == nil)
  }

  @Test func `every rule shows in a spreadsheet what it shows in the document`() throws {
    func code(_ rule: DisplayRule, _ value: Double, _ style: TableStyle) -> String? {
      Quantity(value, rule, style: style).map { NumberFormat($0).code }
    }
    #expect(code(.decimals(2), 1, .spss) == "0.00")
    #expect(code(.decimals(0), 1, .spss) == "0")
    #expect(code(.bounded(decimals: 3), 0.1, .apa) == ".000")
    #expect(code(.bounded(decimals: 3), 0.1, .gb) == "0.000")
    #expect(code(.pValue, 0.0001, .gb) == "[<0.001]\"<0.001\";0.000")
    #expect(code(.pValue, 0.9999, .spss) == "[>=0.9995]\">.999\";.000")
    #expect(code(.pValue, 1, .spss) == ".000")
    #expect(code(.percent(decimals: 1), 0.5, .spss) == "0.0%")
    #expect(code(.percent(decimals: 1), 0.5, .gb) == "0.0")
    #expect(Quantity(0.5, .percent(decimals: 1), style: .gb).map { NumberFormat($0).value } == 50)
    #expect(Quantity(.nan, .pValue, style: .gb) == nil)
  }

  @Test func `a cell whose text is replaced keeps no number behind it`() {
    var cell = DisplayRule.decimals(1).cell(3.14159, style: .gb)
    #expect(cell.quantity?.value == 3.14159)
    cell.phrase = "‡"
    #expect(cell.quantity == nil)
  }

  @Test func `a table that is too large goes on on further sheets`() throws {
    let table = DocumentTable(
      title: "Large", columns: (0..<5).map { .init("c\($0)", .right) },
      spanners: [[.init("s", over: 0..<3), .init("t", over: 3..<5)]],
      rows: (0..<5).map { row in .init((0..<5).map { .init("\(10 * row + $0)") }) }, notes: [.init("note")])
    let file = WorkbookFile(of: [Document([.table(table)])], mostRows: 3, mostColumns: 3)
    let parts = try Unpacked(file.bytes)
    #expect(parts.names.filter { $0.hasPrefix("xl/worksheets/") }.count == 5)
    let pieces = table.parts(columns: 3, rows: 3)
    #expect(pieces.map { $0.columns.map(\.heading.plainText).joined() } == ["c0c1c2", "c0c1c2", "c0c3c4", "c0c3c4"])
    #expect(pieces.map { $0.rows.count } == [3, 2, 3, 2])
    #expect(pieces[0].spanners == [[.init("s", over: 0..<3)]])
    #expect(pieces[2].spanners == [[.init("s", over: 0..<1), .init("t", over: 1..<3)]])
    #expect(pieces.map { $0.notes.count } == [0, 0, 0, 1])
    #expect(pieces[3].rows[1].cells == ["40", "43", "44"])
  }

  @Test func `a workbook without tables has its list of contents`() throws {
    let parts = try Unpacked(WorkbookFile(of: [Document(title: "Empty", [.paragraph("x")])]).bytes)
    parts.expectWellFormed()
    #expect(parts.names.filter { $0.hasPrefix("xl/worksheets/") } == ["xl/worksheets/sheet1.xml"])
    #expect(try Unpacked(WorkbookFile(of: []).bytes).names.count == 9)
  }

  @Test func `the first bytes tell who made the file`() {
    let bytes = WorkbookFile(of: [Document(title: "x")]).bytes
    #expect(OfficePackage.isOurs(start: bytes))
    #expect(!OfficePackage.isOurs(start: bytes.dropFirst()))
    var other = PackageWriter()
    other.add("[Content_Types].xml", Array("<Application>tansuo</Application>".utf8), isPacked: false)
    #expect(!OfficePackage.isOurs(start: other.finished()))
  }
}
