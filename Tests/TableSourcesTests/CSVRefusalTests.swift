import Evidence
import Phrasebook
import Tables
import Testing

@testable import TableSources

/// Files that cannot be read, each with the exact message a person gets.
@Suite struct CSVRefusalTests {
  struct Bad: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let report: String
    var options = ReadingOptions()

    init(
      _ bytes: [UInt8], _ what: String, at place: String, fix: String, encoding: String? = nil, headerRows: Int? = nil
    ) {
      self.bytes = bytes
      report = "tansuo: error: \(what)\(place.isEmpty ? "" : " (\(place))")\n  fix: \(fix)\n"
      options.encoding = encoding
      options.headerRows = headerRows
    }

    init(_ text: String, _ what: String, at place: String, fix: String, encoding: String? = nil, headerRows: Int? = nil)
    {
      self.init(Array(text.utf8), what, at: place, fix: fix, encoding: encoding, headerRows: headerRows)
    }

    var testDescription: String { report }
  }

  static let close = "Close it, or write it twice (\"\") if it belongs to the text"
  static let double = "Write a quote that belongs to the text twice (\"\")"
  static let again = "Export the data again; the first row should name the columns"
  static let long = "Put text that contains the delimiter in quotes, or name the extra columns in the header"
  static let headerOnly = "Export the data again; if the first row is data, use --header-rows 0"
  static let zero = "Export it again, or remove zero bytes with: tr -d '\\000' < FILE > NEW"
  static let encodingName = "Name its encoding: --encoding windows-1252, big5, shift_jis …"
  static let rightEncoding = "Name the right encoding with --encoding, or export the file again as UTF-8"
  static let unpack = "Unpack it first (gunzip, bunzip2, unxz or unzstd), or pipe it: gunzip -c FILE | tansuo … -"
  static let anyTable = "Give a CSV, TSV, XLSX, SAV, ZSAV, DTA or SQLite file"

  static let bad: [Bad] = [
    Bad([], "The file is empty", at: "f.csv", fix: again),
    Bad("\n\n \r\n", "The file is empty", at: "f.csv", fix: again),
    Bad([0xEF, 0xBB, 0xBF], "The file is empty", at: "f.csv", fix: again),
    Bad("a,b\n", "There is a header of 2 columns but no row of data", at: "f.csv:1", fix: headerOnly),
    Bad("a,b", "There is a header of 2 columns but no row of data", at: "f.csv:1", fix: headerOnly),
    Bad("a,b\n\n\n", "There is a header of 2 columns but no row of data", at: "f.csv:1", fix: headerOnly),
    Bad("a,b\r\n\r\n", "There is a header of 2 columns but no row of data", at: "f.csv:1", fix: headerOnly),
    Bad("a,b\n1,2,3\n", "This row has 3 cells where the header has 2", at: "f.csv:2", fix: long),
    Bad("a,b\n1,2\n\"x\ny\",2\n1,2,,4\n", "This row has 4 cells where the header has 2", at: "f.csv:5", fix: long),
    Bad("a,b\n1,2\n3,4,\"\"\n", "This row has 3 cells where the header has 2", at: "f.csv:3", fix: long),
    Bad("a;b\n1;2\n1;2;3\n1;2\n", "This row has 3 cells where the header has 2", at: "f.csv:3", fix: long),
    Bad("a,b\n1,\"2\n3,4\n", "A quote opens here and is never closed", at: "f.csv:2:3", fix: close),
    Bad("a,b\n省,\"份\n", "A quote opens here and is never closed", at: "f.csv:2:3", fix: close),
    Bad("a,b\n\"x\ny\",1\n2,\"\"\"\n", "A quote opens here and is never closed", at: "f.csv:4:3", fix: close),
    Bad("\"a,b\n1,2\n", "A quote opens here and is never closed", at: "f.csv:1:1", fix: close),
    Bad("a,b\n1,2\n\"", "A quote opens here and is never closed", at: "f.csv:3:1", fix: close),
    Bad("a,b\n1,\"x\"y\n", "Text follows a closing quote", at: "f.csv:2:6", fix: double),
    Bad("a,b\n1,\"say \"hi\" now\"\n", "Text follows a closing quote", at: "f.csv:2:9", fix: double),
    Bad("a,b\n\"省\"x,1\n", "Text follows a closing quote", at: "f.csv:2:4", fix: double),
    Bad("\"a\"b,c\n1,2\n", "Text follows a closing quote", at: "f.csv:1:4", fix: double),
    Bad("a,b\n1,\"x\" \"y\"\n", "Text follows a closing quote", at: "f.csv:2:7", fix: double),
    Bad(
      "a,b\n1,x\0y\n", "A zero byte stands in the text, so the file is damaged or no text", at: "f.csv:2:4", fix: zero),
    Bad(
      "a,b\n1,2\n\0\0\0", "A zero byte stands in the text, so the file is damaged or no text", at: "f.csv:3:1",
      fix: zero),
    Bad(
      Array("name,x\ncaf".utf8) + [0xE9] + Array(",1\n".utf8), "The text is neither UTF-8 nor GB18030", at: "f.csv:2:4",
      fix: encodingName),
    Bad(
      Array("a,b\n1,".utf8) + [0xFF, 0x0A], "The text is neither UTF-8 nor GB18030", at: "f.csv:2:3", fix: encodingName),
    Bad(
      Array("a,b\n1,".utf8) + [0xC4, 0xE3, 0x0A], "These bytes are not UTF-8", at: "f.csv:2:3", fix: rightEncoding,
      encoding: "utf-8"),
    Bad(
      Array("a,b\n1,".utf8) + [0x81, 0x0A], "These bytes are not gb18030", at: "f.csv:2:3", fix: rightEncoding,
      encoding: "gb18030"),
    Bad(
      [0xFF, 0xFE, 0x61, 0x00, 0x2C, 0x00, 0x62], "These bytes are not UTF-16LE", at: "f.csv:1:7", fix: rightEncoding),
    Bad(
      "a\n1\n", "There is no encoding klingon", at: "", fix: "Use a name such as utf-8, gb18030, big5 or windows-1252",
      encoding: "klingon"),
    Bad(
      "a,b\n1,2\n", "The file ends before a header of 3 rows does", at: "f.csv", fix: "Give a smaller --header-rows",
      headerRows: 3),
    Bad(
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
      "This is an old Office file (.xls or .doc), which is not read", at: "f.csv",
      fix: "Open it in a spreadsheet program and save it as .xlsx or .csv"),
    Bad([0x1F, 0x8B, 8, 0], "The file is compressed", at: "f.csv", fix: unpack),
    Bad("BZh91AY", "The file is compressed", at: "f.csv", fix: unpack),
    Bad([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], "The file is compressed", at: "f.csv", fix: unpack),
    Bad([0x28, 0xB5, 0x2F, 0xFD, 0], "The file is compressed", at: "f.csv", fix: unpack),
    Bad(
      [0x50, 0x4B, 3, 4, 20, 0] + Array("photo.jpg".utf8), "This is an archive, not a table", at: "f.csv",
      fix: "Unpack it and name the table inside"),
    Bad("Rar!\u{1A}", "This is an archive, not a table", at: "f.csv", fix: "Unpack it and name the table inside"),
    Bad(
      [0x50, 0x4B, 3, 4, 20, 0] + Array("word/document.xml".utf8), "This is a Word document, not a table", at: "f.csv",
      fix: "Copy its table into a spreadsheet and save it as .xlsx"),
    Bad(
      [0x50, 0x4B, 3, 4, 20, 0] + Array("ppt/presentation.xml".utf8), "This is a presentation, not a table",
      at: "f.csv", fix: "Copy its table into a spreadsheet and save it as .xlsx"),
    Bad(
      [0xD0, 0xCF, 0x11, 0xE0] + "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] },
      "The workbook is protected by a password", at: "f.csv",
      fix: "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it"),
    Bad(
      [0x50, 0x4B, 3, 4, 20, 0] + Array("mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8),
      "This is an OpenDocument file, which is not read", at: "f.csv", fix: "Open it and save it as .xlsx or .csv"),
    Bad(
      "PAR1....", "This is a Parquet file, which is not read", at: "f.csv",
      fix: "Export it as CSV from the program that wrote it"),
    Bad("%PDF-1.7\n", "This is a PDF document, not a table", at: "f.csv", fix: "Ask for the data as .xlsx or .csv"),
    Bad(
      "\n<!DOCTYPE HTML>\n<table>", "This is a web page, not a table", at: "f.csv",
      fix: "Some systems name such files .xls; open it in a spreadsheet program and save it as .xlsx or .csv"),
    Bad(
      "{\\rtf1 x}", "This is a rich text document, not a table", at: "f.csv",
      fix: "Copy its table into a spreadsheet and save it as .csv"),
    Bad("[{\"a\": 1}]\n", "This is JSON, not a table", at: "f.csv", fix: "Convert it to CSV, one line for each row"),
    Bad(
      (0..<200).map { UInt8($0 % 31 + 1) }, "This is no text and no kind of file that is known", at: "f.csv",
      fix: anyTable),
    Bad(
      "ASCII SPSS PORT FILE   ", "This is an SPSS portable file (.por), which is not read", at: "f.csv",
      fix: "Save it as .sav in SPSS or PSPP"),
  ]

  @Test(arguments: bad)
  func `a file that cannot be read is refused with what, where and the way out`(_ bad: Bad) {
    do {
      let read = try TableSource.read(bytes: bad.bytes, name: "f.csv", options: bad.options)
      Issue.record("read as \(read.table.columns.map { values($0) })")
    } catch {
      #expect(error.report(in: .english) == bad.report)
      #expect(error.kind == (error.code == "csv-encoding-not-known" ? .usage : .input))
    }
  }

  @Test func `a missing file names its neighbour, a folder is no file`() throws {
    let folder = "\(#filePath.prefix(upTo: #filePath.lastIndex(of: "/")!))"
    let missing = try #require(throws: Fault.self) { try TableSource.read(folder + "/CSVTest.swift") }
    #expect(missing.message(in: .english).fix == "Did you mean CSVTests.swift?")
    #expect(missing.message(in: .chinese).what == "没有这个文件")
    let nowhere = try #require(throws: Fault.self) { try TableSource.read(folder + "/zzzzzzzzzzzzzzzzzz") }
    #expect(nowhere.message(in: .english).fix == "Check the name and the folder you are in")
    let directory = try #require(throws: Fault.self) { try TableSource.read(folder) }
    #expect(directory.message(in: .english).what == "This is a folder, not a file")
  }
}
