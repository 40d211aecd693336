import Evidence
import Glibc
import Phrasebook
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Workbooks

/// A file that `reference/make_xlsx.py` made.
func workbook(_ name: String) -> String {
  let folder = String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/")!))
  return "\(folder)/files/xlsx/\(name)"
}

func readWorkbook(_ name: String, part: String? = nil, headerRows: Int? = nil) throws(Fault) -> ReadTable {
  try readWorkbook(bytes(ofFile: workbook(name)), name, ReadingOptions(part: part, headerRows: headerRows))
}

func readWorkbook(
  _ bytes: [UInt8], _ name: String = "book.xlsx", _ options: ReadingOptions = ReadingOptions(),
  limits: ZipLimits = ZipLimits(), byHand: Bool = true
) throws(Fault) -> ReadTable {
  let read = bytes.withUnsafeBytes { bytes -> Result<ReadTable, Fault> in
    do throws(Fault) {
      return .success(try XLSXFile.read(bytes, path: name, options: options, limits: limits, byHand: byHand))
    } catch {
      return .failure(error)
    }
  }
  return try read.get()
}

/// What the terminal shows, with the folder of the file left out.
func englishReport(_ read: () throws(Fault) -> ReadTable) -> String {
  do throws(Fault) {
    _ = try read()
    return "read without complaint"
  } catch {
    var fault = error
    if let file = fault.place?.file { fault.place?.file = String(file.split(separator: "/").last ?? "") }
    return fault.report(in: .english)
  }
}

func texts(_ table: Table, _ name: String) -> [String?] {
  guard let column = table[name] else { return ["no column \(name)"] }
  return (0..<column.count).map { column.value(at: $0)?.description }
}

@Suite struct XLSXTests {
  // MARK: - The slow obvious version: openpyxl, cell for cell

  @Test func `every cell of the honest workbooks is what openpyxl reads`() throws {
    let folder = String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/")!))
    let reference = try JSONValue(parsing: bytes(ofFile: folder + "/reference/xlsx-values.json"))
    guard case .object(let document) = reference, case .object(let files)? = document["files"] else {
      Issue.record("no reference values")
      return
    }
    var compared = 0
    for file in files.members {
      guard case .object(let sheets) = file.value else { continue }
      for sheet in sheets.members {
        let table = try readWorkbook(file.key, part: sheet.key).table
        guard case .object(let expected) = sheet.value, case .array(let names)? = expected["columns"],
          case .array(let rows)? = expected["rows"]
        else { continue }
        #expect(names == table.columns.map { .string($0.name) })
        #expect(rows.count == table.rowCount)
        for (index, row) in rows.enumerated() {
          guard case .array(let cells) = row else { continue }
          for (column, cell) in zip(table.columns, cells) {
            #expect(matches(column, index, cell), "\(file.key) \(sheet.key) \(column.name) row \(index)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 550)
  }

  private func matches(_ column: Column, _ row: Int, _ expected: JSONValue) -> Bool {
    switch expected {
    case .null: column.isMissing(at: row)
    case .integer(let value): column.number(at: row) == Double(value)
    case .number(let value): column.number(at: row) == value
    case .string(let text):
      column.value(at: row)?.description == text || column.value(at: row)?.description == text + " 00:00:00"
    default: false
    }
  }

  @Test func `columns get the narrowest kind that holds them`() throws {
    let table = try readWorkbook("survey.xlsx").table
    #expect(table.name == "问卷")
    #expect(table.rowCount == 60)
    #expect(
      table.columns.map(\.kindName)
        == ["integer", "category", "integer", "real", "category", "date", "date-time", "text", "text"])
    #expect(table["是否盘查"]?.text(at: 0, in: .chinese) == "是")
    #expect(table["是否盘查"]?.number(at: 1) == 0)
    #expect(table["代码"]?.value(at: 7) == .text("007"))
  }

  // MARK: - Sheets

  @Test func `sheets are found by name, without regard to case, and by number from 1`() throws {
    let names = try bytes(ofFile: workbook("survey.xlsx")).withUnsafeBytes { try XLSXFile.sheetNames($0, path: "") }
    #expect(names == ["问卷", "Second sheet", "hidden"])
    #expect(try readWorkbook("survey.xlsx", part: "SECOND SHEET").table.name == "Second sheet")
    #expect(try readWorkbook("survey.xlsx", part: "2").table.name == "Second sheet")
    #expect(try readWorkbook("survey.xlsx", part: "3").caveats.map(\.code).contains("xlsx-hidden-sheet"))
  }

  @Test func `the first visible sheet is read, what is hidden in it is kept, and all of it is said`() throws {
    let read = try readWorkbook("hidden.xlsx")
    #expect(read.table.name == "second")
    #expect(texts(read.table, "a") == ["1", "3", "3"])
    #expect(
      read.caveats.map { $0.message(in: .english).what } == [
        "Sheet second was read; the workbook also has: third", "2 empty rows were left out",
        "1 hidden row was read like the others", "Hidden columns were read like the others: b",
        "1 merged block lies in the data; only the first cell of each holds its value",
      ])
  }

  // MARK: - Headers

  @Test func `a merged title is skipped and merged questions are joined with their options`() throws {
    let read = try readWorkbook("merged-header.xlsx")
    #expect(
      read.table.columns.map(\.name)
        == ["编号", "Q1. 使用的能源 / 煤炭", "Q1. 使用的能源 / 天然气", "Q1. 使用的能源 / 电力", "Q2. 年耗电量"])
    #expect(read.table.rowCount == 5)
    #expect(read.table.columns[1].label.chinese == "煤炭")
    #expect(read.table.columns[1].notes.wording.chinese == "Q1. 使用的能源")
    #expect(
      read.caveats.map { $0.message(in: .english).what } == [
        "1 title row above the header was skipped: 2022 年企业碳排放问卷导出",
        "Rows 2 to 3 were taken together as the header (2 rows)",
      ])
  }

  @Test func `a row of wording over numbers gives labels to the names above it`() throws {
    let table = try readWorkbook("wording-row.xlsx").table
    #expect(table.columns.map(\.name) == ["id", "q1", "q2"])
    #expect(table["q1"]?.label.english == "How many staff?")
    #expect(texts(table, "q2") == ["3.5", "1.25", "4"])
  }

  @Test func `options in the gaps of a question are a second row where answers repeat them`() throws {
    let table = try readWorkbook("ticked-options.xlsx").table
    #expect(
      table.columns.map(\.name)
        == ["Respondent / Response", "Which fuels? / Coal", "Which fuels? / Gas", "Which fuels? / Power"])
    #expect(texts(table, "Which fuels? / Gas") == [nil, "Gas", "Gas"])
  }

  @Test func `marks for missing answers in the first row of data are no header`() throws {
    let table = try readWorkbook("missing-marks.xlsx").table
    #expect(table.columns.map(\.name) == ["name", "a", "b"])
    #expect(table.rowCount == 4)
  }

  @Test func `a first row of numbers is data and columns are called by their letters`() throws {
    let read = try readWorkbook("no-header.xlsx")
    #expect(read.table.columns.map(\.name) == ["A", "B"])
    #expect(read.table.rowCount == 2)
    #expect(read.caveats.map(\.code) == ["xlsx-no-header"])
    #expect(try readWorkbook("no-header.xlsx", headerRows: 1).table.columns.map(\.name) == ["1", "2.5"])
  }

  @Test func `the wished number of header rows is obeyed`() throws {
    #expect(try readWorkbook("wording-row.xlsx", headerRows: 1).table.rowCount == 4)
    #expect(try readWorkbook("wording-row.xlsx", headerRows: 0).table.rowCount == 5)
    #expect(try readWorkbook("two-titles.xlsx", headerRows: 1).table.columns.map(\.name) == ["a", "b"])
    let fault = #expect(throws: Fault.self) { try readWorkbook("two-titles.xlsx", headerRows: 40) }
    #expect(fault?.code == "xlsx-no-rows")
  }

  @Test func `two title rows are skipped`() throws {
    let read = try readWorkbook("two-titles.xlsx")
    #expect(read.table.columns.map(\.name) == ["a", "b"])
    #expect(read.caveats.first?.facts["titles"] == ["Report", "Unit: t"])
  }

  @Test func `repeated names are numbered past names that exist, and nameless columns get their letter`() throws {
    let read = try readWorkbook("repeated-names.xlsx")
    #expect(read.table.columns.map(\.name) == ["a", "a_2", "a_2_2", "D"])
    #expect(
      read.caveats.map { $0.message(in: .english).what } == [
        "Columns without a name in the header are called by their letters: D",
        "Names that occur more than once in the header were numbered: a, a_2",
      ])
  }

  /// As of a CSV file: no analysis can use a table without rows, and an export that lost them should be told at once,
  /// not by whichever test first finds nothing to count.
  @Test func `a header without data is refused, as it is in a CSV file`() throws {
    let fault = #expect(throws: Fault.self) { try readWorkbook("header-only.xlsx") }!
    #expect(
      fault.report(in: .english) == """
        tansuo: error: There is a header of 2 columns but no row of data (header-only.xlsx Sheet1)
          fix: Export the data again; if the first row is data, use --header-rows 0

        """)
    #expect(
      fault.report(in: .chinese) == """
        tansuo: error: 只有 2 列的表头，没有数据行 (header-only.xlsx Sheet1)
          fix: 请重新导出数据；若第一行就是数据，请用 --header-rows 0

        """)
    let table = try readWorkbook("header-only.xlsx", headerRows: 0).table
    #expect(table.rowCount == 1)
  }

  // MARK: - Cells

  @Test func `shared, rich, inline, computed, true, false, blank and broken cells`() throws {
    let read = try readWorkbook("cells.xlsx")
    #expect(read.table.columns.map(\.name) == ["name", "inline", "formula", "error", "number"])
    #expect(texts(read.table, "name") == ["rich text", "line\ntwo_x😀", nil])
    #expect(texts(read.table, "inline") == ["1", "0", nil])
    #expect(texts(read.table, "formula") == ["4", nil, "5"])
    #expect(texts(read.table, "error") == [nil, nil, "7"])
    #expect(texts(read.table, "number") == ["1000", nil, "-0.1"])
    #expect(
      read.caveats.map { $0.message(in: .english).what } == [
        "3 cells hold errors and count as missing (#N/A: 1, #DIV/0!: 1, #NUM!: 1) in: error, number"
      ])
  }

  @Test func `numbers stored as text become numbers only among numbers`() throws {
    let read = try readWorkbook("numbers-as-text.xlsx")
    #expect(texts(read.table, "mixed") == ["1", "22", "-3.5"])
    #expect(texts(read.table, "codes") == ["007", "008", "009"])
    #expect(read.table["kept"]?.kindName == "text")
    #expect(texts(read.table, "words") == ["1", "two", "3"])
    #expect(
      read.caveats.map { $0.message(in: .english).what } == [
        "2 numbers stored as text were read as numbers in: mixed",
        "Every value is a number stored as text and was kept as text in: kept",
        "Numbers, dates or truth values mixed with others were read as text in: words",
      ])
  }

  @Test func `formats say what is a date, a moment, a time and a number`() throws {
    let table = try readWorkbook("formats.xlsx").table
    let kinds = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.text(at: 0, in: .english) ?? "") })
    for name in [
      "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "d.m.yyyy h:mm", "mmm-yy", "[$-411]ggge\"年\"", "id14",
      "id22",
      "id27", "id31", "id36", "id50", "id57", "id58", "id34",
    ] {
      #expect(kinds[name] == "2022-01-01 06:00:00", "\(name)")
    }
    for name in ["[h]:mm:ss", "mm:ss", "h:mm AM/PM", "id18", "id46", "id32"] {
      #expect(kinds[name] == "3850178400", "\(name)")
    }
    for name in ["0.0\\d", "0.00E+00", "\"days\" 0", "General", "[Red]0;[Blue]-0", "_-* #,##0_-", "id49", "id2"] {
      #expect(kinds[name] == "44562.25", "\(name)")
    }
  }

  @Test func `serial numbers keep to the days that exist`() throws {
    let read = try readWorkbook("serials.xlsx")
    #expect(
      texts(read.table, "day")
        == [nil, "1900-01-01", "1900-02-28", nil, "1900-03-01", "2000-01-01", "9999-12-31", nil, nil])
    #expect(read.caveats.first?.facts["count"] == 4)
  }

  @Test func `days of the 1904 system begin four years later`() {
    let calendar = XLSXCalendar(countsFrom1904: true)
    #expect(calendar.days(0).map { CalendarDate(daysSince1970: $0).description } == "1904-01-01")
    #expect(calendar.days(60).map { CalendarDate(daysSince1970: $0).description } == "1904-03-01")
    #expect(calendar.days(-1) == nil)
  }

  @Test func `dates written out are read`() throws {
    let table = try readWorkbook("iso-dates.xlsx").table
    #expect(texts(table, "day") == ["2022-03-01"])
    #expect(texts(table, "moment") == ["2022-03-01 08:05:09"])
  }

  @Test(arguments: ["strict.xlsx", "utf16.xlsx", "backslashes.xlsx", "traversal.xlsx", "macros.xlsm"])
  func `unusual but sound workbooks are read`(_ name: String) throws {
    let table = try readWorkbook(name).table
    #expect(table.rowCount == 1)
    #expect(table.columns.count == 1)
    #expect(table.columns[0].kindName == "integer")
  }

  @Test func `a cell of a megabyte is read whole`() throws {
    let table = try readWorkbook("long-cell.xlsx").table
    #expect(table["text"]?.value(at: 0)?.description.utf8.count == 1_050_000)
  }

  @Test(arguments: [
    ("0", 0.0), ("-0", 0), ("12345678901234567", 12_345_678_901_234_568), ("0.1", 0.1), ("3.1400000000000001", 3.14),
    ("-1.5E-7", -1.5e-7), ("123456789012345678901234567890", 1.2345678901234568e29),
    ("5e-324", Double.leastNonzeroMagnitude), ("9007199254740993.0", 9_007_199_254_740_992), (".5", 0.5), ("1.", 1),
  ])
  func `numbers are rounded correctly`(_ text: String, _ value: Double) {
    var text = text
    #expect(text.withUTF8 { XLSXNumber($0) }?.double == value)
  }

  @Test(arguments: ["", "-", ".", "1e", "0x1p3", "inf", "nan", "1 2", "1,5", "1e999", "--1", "１"])
  func `what is no number is none`(_ text: String) {
    var text = text
    #expect(text.withUTF8 { XLSXNumber($0) } == nil)
  }

  @Test func `random decimals agree with the standard library`() {
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<20_000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let digits = String(state % 1_000_000_000_000_000_000)
      let cut = digits.index(digits.startIndex, offsetBy: Int(state >> 32) % digits.count)
      var text = digits[..<cut] + "." + digits[cut...]
      #expect(text.withUTF8 { XLSXNumber($0) }?.double == Double(text))
    }
  }

  // MARK: - Refusals

  @Test(arguments: [
    ("bad-empty.xlsx", "The file is empty (0 bytes) (bad-empty.xlsx)", "Copy or download it again"),
    (
      "bad-text.xlsx", "The file is not an Excel workbook (bad-text.xlsx)",
      "If it is text, rename it to .csv; else open it where it came from and save it as .xlsx"
    ),
    (
      "bad-other.zip", "The file is not an Excel workbook (bad-other.zip)",
      "If it is text, rename it to .csv; else open it where it came from and save it as .xlsx"
    ),
    (
      "bad-encrypted.xlsx", "The workbook is protected by a password (bad-encrypted.xlsx)",
      "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it"
    ),
    (
      "bad-legacy.xls",
      "The file is a workbook of Excel 97–2003 (.xls) or another old Office file (bad-legacy.xls)",
      "Open it in Excel, WPS or LibreOffice and save it as .xlsx"
    ),
    (
      "bad-binary.xlsb", "The file is a binary workbook (.xlsb) (bad-binary.xlsb)",
      "Open it in Excel and save it as .xlsx"
    ),
    (
      "bad-calc.ods", "The file is an OpenDocument spreadsheet (.ods) (bad-calc.ods)",
      "Save it as .xlsx or CSV in LibreOffice"
    ),
    (
      "bad-truncated.xlsx", "The file is cut off or damaged: its list of parts cannot be read (bad-truncated.xlsx)",
      "Copy or download it again, or open it in Excel and save a fresh copy"
    ),
    (
      "bad-checksum.xlsx",
      "This part of the file is damaged and cannot be unpacked (bad-checksum.xlsx xl/worksheets/sheet1.xml)",
      "Copy or download it again, or open it in Excel and save a fresh copy"
    ),
    (
      "bad-zip-encrypted.xlsx", "The file is an encrypted zip (bad-zip-encrypted.xlsx _rels/.rels)",
      "Unpack it with its password, or save it without one"
    ),
    (
      "bad-compression.xlsx",
      "This part of the file is packed by method 14, which is not read (bad-compression.xlsx _rels/.rels)",
      "Open the file in Excel or LibreOffice and save it again as .xlsx"
    ),
    (
      "bad-bomb.xlsx",
      "This part of the file unpacks to more than 200 times its size, as no honest workbook does "
        + "(bad-bomb.xlsx xl/worksheets/sheet1.xml)", "Do not trust this file; ask for the data as CSV"
    ),
    (
      "bad-no-sheet-part.xlsx", "The workbook lacks its part xl/worksheets/sheet1.xml (bad-no-sheet-part.xlsx)",
      "Open it in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-no-relations.xlsx", "The workbook lacks its part xl/_rels/workbook.xml.rels (bad-no-relations.xlsx)",
      "Open it in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-no-sheets.xlsx", "The workbook has no worksheets (bad-no-sheets.xlsx)",
      "Put the data into a worksheet and save the workbook again"
    ),
    (
      "bad-xml.xlsx",
      "The XML of the workbook is malformed: mismatched tag (bad-xml.xlsx xl/worksheets/sheet1.xml:2:8)",
      "Open it in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-entities.xlsx",
      "The XML of the workbook declares a document type, which can smuggle in entities and is refused "
        + "(bad-entities.xlsx xl/worksheets/sheet1.xml:1:34)",
      "Do not trust this file; open it in Excel and save it again, or ask for CSV"
    ),
    (
      "bad-entities-shared.xlsx",
      "The XML of the workbook declares a document type, which can smuggle in entities and is refused "
        + "(bad-entities-shared.xlsx xl/sharedStrings.xml:1:48)",
      "Do not trust this file; open it in Excel and save it again, or ask for CSV"
    ),
    (
      "bad-column.xlsx", "'XFE1' is no address of a cell or row in this place (bad-column.xlsx Sheet1, row 1)",
      "Open the workbook in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-row.xlsx",
      "'1048577' is no address of a cell or row in this place (bad-row.xlsx Sheet1, after row 0)",
      "Open the workbook in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-reference.xlsx",
      "'ZZZZZ9' is no address of a cell or row in this place (bad-reference.xlsx Sheet1, row 9)",
      "Open the workbook in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-reference-row.xlsx",
      "'A7' is no address of a cell or row in this place (bad-reference-row.xlsx Sheet1, row 2)",
      "Open the workbook in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-order.xlsx", "Row 4 comes after row 5 (bad-order.xlsx Sheet1)",
      "Open the workbook in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-number.xlsx", "'12x' stands where a number should (bad-number.xlsx Sheet1!A1)",
      "Type the cell again in Excel and save the workbook"
    ),
    (
      "bad-shared.xlsx", "The cell refers to text 7 of the 1 text in the workbook (bad-shared.xlsx Sheet1!B1)",
      "Open the workbook in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-shared-negative.xlsx",
      "The cell refers to text -1 of the 1 text in the workbook (bad-shared-negative.xlsx Sheet1!A1)",
      "Open the workbook in Excel, let it repair the file, and save it again"
    ),
    (
      "bad-empty-sheet.xlsx", "Sheet Sheet1 is empty (bad-empty-sheet.xlsx Sheet1)",
      "Pick another sheet by name or number: book.xlsx#2"
    ),
    (
      "bad-corner.xlsx",
      "The sheet is too large: it spans 16800420 cells up to here, of which 40420 hold anything "
        + "(bad-corner.xlsx Sheet1!PD40001)", "Delete stray cells far from the data, or save the sheet as CSV"
    ),
  ])
  func `a file that cannot be read says why and what to do`(_ file: String, _ what: String, _ fix: String) {
    let report = englishReport { () throws(Fault) in try readWorkbook(file) }
    #expect(report == "tansuo: error: \(what)\n  fix: \(fix)\n")
  }

  @Test func `an unknown sheet names the sheets there are and the nearest`() {
    let report = englishReport { () throws(Fault) in try readWorkbook("survey.xlsx", part: "Second shet") }
    #expect(
      report == """
        tansuo: error: There is no sheet Second shet; the workbook has: 问卷, Second sheet, hidden (survey.xlsx)
          fix: Name one of them, or its number from 1, after the file: book.xlsx#Second sheet

        """)
    #expect(englishReport { () throws(Fault) in try readWorkbook("survey.xlsx", part: "4") }.contains("no sheet 4;"))
    #expect(englishReport { () throws(Fault) in try readWorkbook("survey.xlsx", part: "0") }.contains("no sheet 0;"))
  }

  @Test func `an impossible number of header rows is refused`() {
    #expect(
      englishReport { () throws(Fault) in try readWorkbook("survey.xlsx", headerRows: -1) } == """
        tansuo: error: A header cannot have -1 rows
          fix: Give a number of rows from 0 to 40

        """)
  }

  @Test func `the limits on what a file may unpack to hold for a part and for all parts`() {
    var limits = ZipLimits()
    limits.partBytes = 1000
    let bytes = bytes(ofFile: workbook("survey.xlsx"))
    #expect(throws: Fault(ZipFault.tooLarge, at: Place(file: "book.xlsx", detail: "xl/styles.xml"), ["limit": 0])) {
      try readWorkbook(bytes, limits: limits)
    }
    limits = ZipLimits()
    limits.totalBytes = 1000
    #expect(throws: Fault.self) { try readWorkbook(bytes, limits: limits) }
    limits = ZipLimits()
    limits.parts = 3
    #expect(throws: Fault(ZipFault.tooManyParts, at: Place(file: "book.xlsx"), ["limit": 3])) {
      try readWorkbook(bytes, limits: limits)
    }
  }

  @Test func `every way of cutting a workbook short is a fault and never a crash`() throws {
    let content = bytes(ofFile: workbook("gaps.xlsx"))
    for count in stride(from: 0, to: content.count, by: 61) {
      #expect(throws: Fault.self) { try readWorkbook(Array(content.prefix(count))) }
    }
  }

  @Test func `a changed byte anywhere is a fault or a table and never a crash`() throws {
    let content = bytes(ofFile: workbook("cells.xlsx"))
    var faults = 0
    for place in stride(from: 0, to: content.count, by: 3) {
      var changed = content
      changed[place] ^= 0xFF
      do {
        _ = try readWorkbook(changed)
      } catch {
        faults += 1
      }
    }
    #expect(faults > 100)
  }
}
