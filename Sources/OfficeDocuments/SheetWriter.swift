import Documents
import Typography

/// The texts of a workbook, each kept once.
struct SharedTexts {
  private var texts: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(of text: String) -> Int {
    if let number = numbers[text] { return number }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  /// The part `sharedStrings.xml`.
  func part() -> [UInt8] {
    var xml = Markup(reserving: texts.count * 40)
    xml.raw("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"")
    xml.number(texts.count)
    xml.raw("\">")
    for text in texts {
      xml.raw("<si><t xml:space=\"preserve\">")
      xml.text(Self.shortened(text).guardingEscapes())
      xml.raw("</t></si>")
    }
    xml.raw("</sst>")
    return xml.bytes
  }

  /// A cell holds 32,767 units of UTF-16.
  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > 32_767, text.utf16.count > 32_767 else { return text }
    var units = 1
    let end = text.indices.first { index in
      units += text[index].utf16.count
      return units > 32_767
    }
    return text[..<(end ?? text.endIndex)] + "…"
  }
}

extension String {
  /// Spreadsheets read `_x0041_` in a file as `A`: an underscore that begins such a word is escaped itself.
  fileprivate func guardingEscapes() -> String {
    guard contains("_x") else { return self }
    let bytes = Array(utf8)
    var result: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      result.append(byte)
      guard byte == UInt8(ascii: "_"), place + 6 < bytes.count, bytes[place + 1] == UInt8(ascii: "x"),
        bytes[place + 6] == UInt8(ascii: "_"),
        bytes[place + 2..<place + 6].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      else { continue }
      result += Array("x005F_".utf8)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The rows of one sheet, written from top to bottom.
struct SheetWriter {
  private var data = Markup(piece: ())
  private(set) var row = 0
  private var merges: [(row: Int, columns: Range<Int>)] = []
  private var links: [(row: Int, column: Int, sheet: String)] = []
  private var isRowOpen = false
  /// How many rows at the top stay in sight.
  var frozenRows = 0
  /// In characters of the plain font.
  var widths: [Double] = []

  mutating func startRow() {
    endRow()
    row += 1
    isRowOpen = true
    data.raw("<row r=\"")
    data.number(row)
    data.raw("\">")
  }

  private mutating func endRow() {
    if isRowOpen { data.raw("</row>") }
    isRowOpen = false
  }

  mutating func skipRow() {
    endRow()
    row += 1
  }

  /// `number` is that of a shared text.
  mutating func text(_ number: Int, column: Int, style: Int) {
    open(column, style)
    data.raw("\" t=\"s\"><v>")
    data.number(number)
    data.raw("</v></c>")
  }

  mutating func number(_ value: Double, column: Int, style: Int) {
    open(column, style)
    data.raw("\"><v>")
    if let whole = Int(exactly: value) { data.number(whole) } else { data.number(value) }
    data.raw("</v></c>")
  }

  /// Nothing but a look.
  mutating func blank(column: Int, style: Int) {
    guard style != 0 else { return }
    open(column, style)
    data.raw("\"/>")
  }

  mutating func merge(_ columns: Range<Int>) { merges.append((row, columns)) }

  mutating func link(column: Int, to sheet: String) { links.append((row, column, sheet)) }

  private mutating func open(_ column: Int, _ style: Int) {
    data.raw("<c r=\"")
    data.place(row, column)
    data.raw("\" s=\"")
    data.number(style)
  }

  /// The part `sheetN.xml`.
  mutating func part(isFirst: Bool, isWide: Bool) -> [UInt8] {
    endRow()
    var xml = Markup(reserving: data.bytes.count + 2048)
    xml.raw("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
    xml.raw("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView ")
    if isFirst { xml.raw("tabSelected=\"1\" ") }
    xml.raw("workbookViewId=\"0\">")
    if frozenRows > 0 {
      xml.raw("<pane ySplit=\"")
      xml.number(frozenRows)
      xml.raw("\" topLeftCell=\"")
      xml.place(frozenRows + 1, 0)
      xml.raw("\" activePane=\"bottomLeft\" state=\"frozen\"/>")
    }
    xml.raw("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>")
    if !widths.isEmpty {
      xml.raw("<cols>")
      for (column, width) in widths.enumerated() {
        xml.raw("<col min=\"")
        xml.number(column + 1)
        xml.raw("\" max=\"")
        xml.number(column + 1)
        xml.raw("\" width=\"")
        xml.number(width)
        xml.raw("\" customWidth=\"1\"/>")
      }
      xml.raw("</cols>")
    }
    xml.raw("<sheetData>")
    xml.raw(data)
    xml.raw("</sheetData>")
    writeMerges(&xml)
    writeLinks(&xml)
    xml.raw("<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>")
    xml.raw("<pageSetup paperSize=\"9\" orientation=\"")
    xml.raw(isWide ? "landscape" : "portrait")
    xml.raw("\" fitToHeight=\"0\"/></worksheet>")
    return xml.bytes
  }

  private func writeMerges(_ xml: inout Markup) {
    guard !merges.isEmpty else { return }
    xml.raw("<mergeCells count=\"")
    xml.number(merges.count)
    xml.raw("\">")
    for merge in merges {
      xml.raw("<mergeCell ref=\"")
      xml.place(merge.row, merge.columns.lowerBound)
      xml.raw(":")
      xml.place(merge.row, merge.columns.upperBound - 1)
      xml.raw("\"/>")
    }
    xml.raw("</mergeCells>")
  }

  /// Within the workbook, to sheets that we named ourselves.
  private func writeLinks(_ xml: inout Markup) {
    guard !links.isEmpty else { return }
    xml.raw("<hyperlinks>")
    for link in links {
      xml.raw("<hyperlink ref=\"")
      xml.place(link.row, link.column)
      xml.raw("\" location=\"")
      xml.text(link.sheet.asSheetReference + "!A1")
      xml.raw("\"/>")
    }
    xml.raw("</hyperlinks>")
  }
}

extension Markup {
  /// `C7` for row 7, column 2.
  fileprivate mutating func place(_ row: Int, _ column: Int) {
    var letters: [UInt8] = []
    var rest = column
    repeat {
      letters.append(UInt8(65 + rest % 26))
      rest = rest / 26 - 1
    } while rest >= 0
    for letter in letters.reversed() { raw(letter) }
    number(row)
  }
}

extension String {
  /// The name of a sheet as formulas and links write it.
  var asSheetReference: String {
    "'" + map { $0 == "'" ? "''" : String($0) }.joined() + "'"
  }
}
