import Evidence
import Glibc
import Phrasebook
import Tables
import TestSupport
import Testing

@testable import Workbooks

/// A stored zip of parts, as plain as they come.
func archive(_ parts: [(name: String, content: [UInt8])]) -> [UInt8] {
  func little(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(value >> (8 * $0) & 0xFF) } }
  func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(~sum)
  }
  var bytes: [UInt8] = []
  var list: [UInt8] = []
  for (name, content) in parts {
    let name = Array(name.utf8)
    let common =
      little(20, 2) + little(0, 8) + little(checksum(content), 4) + little(content.count, 4) + little(content.count, 4)
      + little(name.count, 2) + little(0, 2)
    list += little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 10) + little(bytes.count, 4) + name
    bytes += little(0x0403_4B50, 4) + common + name + content
  }
  let count = little(parts.count, 2)
  return bytes + list + little(0x0605_4B50, 4) + little(0, 4) + count + count + little(list.count, 4)
    + little(bytes.count, 4) + little(0, 2)
}

/// A workbook whose only sheet is `sheet`, with the shared texts `a`, `b & c` and a blank.
func workbook(sheet: [UInt8]) -> [UInt8] {
  let relations = "<Relationships>"
  let shared = "<sst><si><t>a</t></si><si><t>b &amp; c</t></si><si><t> </t></si></sst>"
  return archive([
    (
      "_rels/.rels",
      Array(
        (relations + "<Relationship Id='r' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>").utf8)
    ),
    ("xl/workbook.xml", Array("<workbook><sheets><sheet name='S' id='r'/></sheets></workbook>".utf8)),
    (
      "xl/_rels/workbook.xml.rels",
      Array(
        (relations + "<Relationship Id='r' Type='x/worksheet' Target='s.xml'/>"
          + "<Relationship Id='t' Type='x/sharedStrings' Target='t.xml'/></Relationships>").utf8)
    ),
    ("xl/s.xml", sheet), ("xl/t.xml", Array(shared.utf8)),
  ])
}

private func outcome(_ bytes: [UInt8], byHand: Bool, threads: Int = 1, headerRows: Int? = 0) -> String {
  do throws(Fault) {
    let options = ReadingOptions(headerRows: headerRows, threads: threads)
    let read = try readWorkbook(bytes, "book.xlsx", options, byHand: byHand)
    let columns = read.table.columns.map { column in
      "\(column.name) \(column.kindName) \((0..<column.count).map { column.value(at: $0)?.description ?? "-" })"
    }
    return (columns + read.caveats.map { $0.code + $0.message(in: .english).what }).joined(separator: "\n")
  } catch {
    return error.code + error.report(in: .english)
  }
}

private func isSame(_ rows: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  let bytes = workbook(sheet: Array("<worksheet><sheetData>\(rows)</sheetData></worksheet>".utf8))
  let judged = outcome(bytes, byHand: false)
  #expect(outcome(bytes, byHand: true) == judged, "\(rows)", sourceLocation: sourceLocation)
  return judged
}

@Suite struct RowScannerTests {
  @Test func `plain rows are read by hand`() {
    let sheet = """
      <row r="1" spans="1:3" x14ac:dyDescent="0.2" hidden="1"><c r="A1"><v>7</v></c><c r="B1" s="0" t="s"><v>1</v></c></row>
      <row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> x &lt;y&gt; </t></is></c><c t="b"><v>1</v></c></row>
      <row r="4" /><row r="9"><c r="B9"/><c r="C9"><f t="shared" si="0">A1&amp;"x"</f><v>-1.5E3</v></c></row>
      """
    var reader = XLSXSheetReader(
      sheet: XLSXSheet(strings: XLSXSharedStrings()), path: "", sheetName: "S", styleKinds: [])
    var rows = XLSXRowBuffer()
    defer {
      rows.free()
      reader.text.free()
      reader.sheet.cells.free()
    }
    // The shared text is not there, so the first row is left to Expat and says so.
    let bytes = Array(sheet.utf8)
    bytes.withUnsafeBytes { rows.append($0) }
    let isPlain = rows.scan(into: &reader)
    #expect(!isPlain)
    #expect(reader.scannedRows == 0)
    #expect(rows.rest.count == bytes.count)
    let plain = Array(sheet.split(separator: "\n").dropFirst().joined(separator: "\n").utf8)
    var plainRows = XLSXRowBuffer()
    defer { plainRows.free() }
    plain.withUnsafeBytes { plainRows.append($0) }
    let mayGoOn = plainRows.scan(into: &reader)
    #expect(mayGoOn)
    #expect(plainRows.rest.isEmpty)
    #expect(reader.scannedRows == 3)
    #expect(reader.sheet.cells.rowNumbers == [1, 3, 9])
  }

  @Test(arguments: [
    #"<row r="1"><c r="A1"><v>7</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>"#,
    #"<row r="1"><c r="A1" t="str"><v>7</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2024-02-29</v></c></row>"#,
    "<row r='1'><c r='A1'><v>7</v></c></row>",
    #"<row><c r="B2"><v>7</v></c></row><row><c><v>8</v></c></row>"#,
    #"<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>"#,
    #"<row r="1"><c r="A1" t="inlineStr"><is><t>&#20013;&#x6587;</t><rPh><t>x</t></rPh></is></c></row>"#,
    #"<row r="1"><c r="A1" t="str"><v><![CDATA[</row><row>]]></v></c></row><!-- <row r="0"> --><row r="2"/>"#,
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\r\nb\tc_x000D_\n_x4E2D_中</v></c></row>",
    #"<row r="1"><c r="A1"><v> 7 </v></c><c><v>NaN</v></c><c><v></v></c><c><v/></c><c t="s"/></row>"#,
    #"<row r="1"><c r="A1" cm="1"><v>7</v></c></row><row r="2" r="3"><c r="A2"><v>7</v></c></row>"#,
    #"<row r="1"><c r="A1" r="A1"><v>7</v></c></row>"#, #"<row r="1"><c r="A1"><v>7</v><v>8</v></c></row>"#,
    #"<row r="1"><c r="A1"><v>7</c></row>"#, #"<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>"#,
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\u{1}b</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\u{FFFF}b</v></c></row>", #"<row r="1"><c r="A1"><v>7</v></c>"#,
    #"<row r="5"><c r="A5"><v>7</v></c></row><row r="4"><c r="A4"><v>7</v></c></row>"#,
    #"<row r="0"/>"#, #"<row r="1048577"/>"#, #"<row r="1"><c r="A2"><v>7</v></c></row>"#,
    #"<row r="1"><c r="XFE1"><v>7</v></c></row>"#, #"<row r="1"><c r="A1" t="s"><v>3</v></c></row>"#,
    #"<row r="1"><c r="A1" t="s"><v>-1</v></c></row>"#, #"<row r="1"><c r="A1"><v>0x1p3</v></c></row>"#,
    #"<row r="1"><c r="A1"><v>12</v></c><c r="A1"><v>13</v></c></row>"#,
    #"<row r="1"><c  r="A1" ><v>12</v></c ></row >"#,
    #"<row r="1"ht="2"/>"#, #"<row r="1"><c r="A1"t="n"><v>1</v></c></row>"#, #"<x:row r="1"><c/></x:row>"#,
    #"<row r="1">7<c r="A1"><v>1</v></c></row>"#, #"<row r="1"><c r="A1">text<v>1</v></c></row>"#,
    #"<row r="1"><c r="A1" s="99999999999"><v>1</v></c></row>"#, #"<row r="1"><c r="A1" t="z"><v>1</v></c></row>"#,
    #"<row r="1" hidden="true"><c r="A1"><v>123456789012345678901234567890</v></c></row>"#,
    #"<row r="1"><c r="A1" t="str"><f/><v>&amp;&lt;&gt;&quot;&apos;</v></c></row>"#,
    #"<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>"#, "",
  ])
  func `rows read by hand come to what Expat makes of them, faults included`(_ rows: String) {
    _ = isSame(rows)
    // Behind plain rows, the same.
    _ = isSame(#"<row r="1"><c r="A1"><v>1</v></c></row>"# + "\n" + rows.replacingFirst("r=\"1\"", by: "r=\"2\""))
  }

  @Test func `gaps in numbers are missing, whole reals are integers, one fraction makes reals of all`() throws {
    let rows = """
      <row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>2.0</v></c><c r="C1"><v>1</v></c><c r="D1"><v>9.5E15</v></c></row>
      <row r="2"><c r="B2"><v>300</v></c><c r="C2"><v>0.5</v></c></row>
      <row r="3"><c r="A3"><v>-129</v></c><c r="E3"><v>4</v></c></row>
      """
    let sheet = Array("<worksheet><sheetData>\(rows)</sheetData></worksheet>".utf8)
    let table = try readWorkbook(workbook(sheet: sheet), "b", ReadingOptions(headerRows: 0)).table
    #expect(table.columns.map(\.kindName) == ["integer", "integer", "real", "real", "integer"])
    #expect(texts(table, "A") == ["7", nil, "-129"])
    #expect(texts(table, "B") == ["2", "300", nil])
    #expect(texts(table, "C") == ["1", "0.5", nil])
    #expect(texts(table, "D") == ["9.5e+15", nil, nil])
    #expect(texts(table, "E") == [nil, nil, "4"])
    #expect(table.columns.map { $0.missingCounts() } == [[1], [1], [1], [2], [2]])
  }

  @Test func `bytes that are no UTF-8 are refused in the same words`() {
    for bad in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF], [0xE4, 0xB8]] as [[UInt8]] {
      let sheet =
        Array(#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a"#.utf8) + bad
        + Array("</v></c></row></sheetData></worksheet>".utf8)
      let bytes = workbook(sheet: sheet)
      #expect(outcome(bytes, byHand: true) == outcome(bytes, byHand: false))
      #expect(outcome(bytes, byHand: true).contains("xlsx-malformed-xml"))
    }
  }

  @Test func `every fixture reads the same by hand and by Expat`() {
    for name in fixtures() {
      let bytes = bytes(ofFile: workbook(name))
      let judged = outcome(bytes, byHand: false, headerRows: nil)
      #expect(outcome(bytes, byHand: true, headerRows: nil) == judged, "\(name)")
      #expect(outcome(bytes, byHand: true, threads: 2, headerRows: nil) == judged, "\(name)")
    }
  }

  private func fixtures() -> [String] {
    guard let folder = opendir(workbook("")) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.contains(".x") { names.append(name) }
    }
    return names
  }

  @Test func `sheets of many pieces read the same on one thread, on two, and by Expat`() {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in 0..<6 {
      var sheet = "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>"
      var row = 0
      while sheet.utf8.count < 2_500_000 {
        row += 1 + (random(40) == 0 ? 1 : 0)
        sheet += "<row r=\"\(row)\"\(random(50) == 0 ? " hidden=\"1\"" : "")>"
        for (index, letter) in ["A", "B", "C", "D", "E", "AA"].enumerated() where random(9) > 0 {
          switch (index + random(20) / 19) % 5 {
          case 0: sheet += "<c r=\"\(letter)\(row)\"><v>\(random(100) - 50)</v></c>"
          case 1: sheet += "<c r=\"\(letter)\(row)\" s=\"1\"><v>\(random(100_000)).\(random(100))</v></c>"
          case 2: sheet += "<c r=\"\(letter)\(row)\" t=\"s\"><v>\(random(3))</v></c>"
          case 3:
            sheet += "<c r=\"\(letter)\(row)\" t=\"inlineStr\"><is><t>满意 &amp; \(random(300))_x000D_</t></is></c>"
          default: sheet += "<c r=\"\(letter)\(row)\" t=\"b\"><v>\(random(2))</v></c>"
          }
        }
        sheet += "</row>"
        if round == 3, row == 9000 { sheet += "<!-- a comment -->" }
      }
      sheet += "</sheetData>"
      if round != 4 { sheet += "<mergeCells><mergeCell ref=\"A9:B10\"/></mergeCells></worksheet>" }
      let bytes = workbook(sheet: Array(sheet.utf8))
      let judged = outcome(bytes, byHand: false)
      #expect((round == 4) == judged.contains("xlsx-malformed-xml"))
      #expect(outcome(bytes, byHand: true) == judged)
      #expect(outcome(bytes, byHand: true, threads: 2) == judged)
    }
  }
}

extension String {
  fileprivate func replacingFirst(_ old: String, by new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }

  private func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
