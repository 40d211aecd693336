import Evidence
import Phrasebook
import Tables
import Testing

@testable import TableSources

/// Files that are odd but readable: what they mean, and what is said about it.
@Suite struct CSVRepairTests {
  struct Odd: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let columns: [String: [String?]]
    let notes: [String]
    init(_ bytes: [UInt8], _ columns: [String: [String?]], _ notes: [String] = []) {
      self.bytes = bytes
      self.columns = columns
      self.notes = notes
    }
    init(_ text: String, _ columns: [String: [String?]], _ notes: [String] = []) {
      self.init(Array(text.utf8), columns, notes)
    }
    var testDescription: String { String(decoding: bytes.prefix(40), as: UTF8.self) }
  }

  static let odd: [Odd] = [
    Odd("\u{FEFF}a,b\r\n1,2\r\n3,4", ["a": ["1", "3"], "b": ["2", "4"]]),
    Odd("a,b\r1,2\r3,4\r", ["a": ["1", "3"], "b": ["2", "4"]]),
    Odd("sep=;\na;b\n1;2,5\n", ["a": ["1"], "b": ["2.5"]], ["A comma is the decimal mark in columns b"]),
    Odd("a\tb\n1\tx y\n", ["a": ["1"], "b": ["x y"]]),
    Odd("a|b\n1|2\n", ["a": ["1"], "b": ["2"]]),
    Odd(
      "a，b\n1，２\n", ["a": ["1"], "b": ["2"]],
      ["Numbers written with full-width characters were read as numbers (columns b)"]),
    Odd("x\n1\n\n2\n\"\"\n", ["x": ["1", "2", nil]]),
    Odd(
      "a,b\n1\n2,3\n", ["a": ["1", "2"], "b": [nil, "3"]],
      ["1 row has fewer than 2 cells; what is not there counts as missing (lines 2)"]),
    Odd(
      "a,b\n1,2,,\n2,3\n", ["a": ["1", "2"], "b": ["2", "3"]],
      ["1 row has empty cells beyond the last column, which were left out"]),
    Odd(
      "a,a,\n1,2,3\n", ["a": ["1"], "a_2": ["2"], "column3": ["3"]],
      [
        "Several columns have the same name (a); the later ones got a number",
        "Columns without a name were called column3",
      ]),
    Odd(
      "a,b,\n1,2,\n", ["a": ["1"], "b": ["2"]], ["Columns without a name and without a value were left out (number 3)"]),
    Odd("1,2\n3,4\n", ["1": ["3"], "2": ["4"]], ["The first row, taken for the header, holds only numbers (1, 2)"]),
    Odd("id,x\n007,1\n12,2\n", ["id": ["007", "12"], "x": ["1", "2"]]),
    Odd("id\n99999999999999999999\n1\n", ["id": ["99999999999999999999", "1"]]),
    Odd("id\n123456789012345678\n-5\n", ["id": ["123456789012345678", "-5"]]),
    Odd("x\n-0\n+5\n1e3\n", ["x": ["0", "5", "1000"]]),
    Odd("x\n4.0\n\n5.0\n", ["x": ["4", "5"]]),
    Odd(
      "x\n1\nN/A\n.\n#N/A\nNULL\n", ["x": ["1", nil, nil, nil, nil]],
      ["In column x of numbers, 4 cells count as missing (N/A × 1, . × 1, #N/A × 1, NULL × 1)"]),
    Odd("x\nNA\nNA\n", ["x": ["NA", "NA"]]),
    Odd("x;y\n1.234,5;1\n", ["x": ["1234.5"], "y": ["1"]], ["A comma is the decimal mark in columns x"]),
    Odd(
      "x;y\n1,234;1\n2,345;2\n", ["x": ["1,234", "2,345"], "y": ["1", "2"]],
      ["The commas in columns x may be decimal marks or separate thousands, so they stay text"]),
    Odd("x\n\"1,234,567.5\"\n\"1,000\"\n", ["x": ["1234567.5", "1000"]], ["Commas separate thousands in columns x"]),
    Odd("x\n12%\n30.5%\n", ["x": ["12%", "30.5%"]], ["Column x holds percentages as text (2 cells, first '12%')"]),
    Odd(
      "x\n" + String(repeating: "1\n", count: 20) + "many\n", ["x": Array(repeating: "1", count: 20) + ["many"]],
      ["Column x holds 20 numbers but also 1 text, first 'many', so it was read as text"]),
    Odd("d\n2022-03-01 08:05\n2022/3/2\n", ["d": ["2022-03-01 08:05:00", "2022-03-02 00:00:00"]]),
    Odd("d\n2022-02-30\n", ["d": ["2022-02-30"]]),
    Odd("a,b\nx\"y,TRUE\n", ["a": ["x\"y"], "b": ["TRUE"]]),
    Odd("a,b\n=1+1,@x\n", ["a": ["=1+1"], "b": ["@x"]]),
    Odd("a,b\n\"x\" ,1\n", ["a": ["x"], "b": ["1"]]),
    Odd(
      [0xCA, 0xA1, 0x2C, 0x78, 0x0A, 0xC9, 0xBD, 0xB6, 0xAB, 0x2C, 0x31, 0x0A], ["省": ["山东"], "x": ["1"]],
      ["The file does not state its encoding; it was read as GB18030"]),
    Odd([0xFF, 0xFE] + "省,x\n山东,1\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, ["省": ["山东"], "x": ["1"]]),
    Odd([0xFE, 0xFF] + "省,x\n山东,1\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }, ["省": ["山东"], "x": ["1"]]),
  ]

  @Test(arguments: odd)
  func `an odd file is read as it was meant, and what was guessed is said`(_ odd: Odd) throws {
    let read = try TableSource.read(bytes: odd.bytes, name: "f.csv")
    #expect(Dictionary(uniqueKeysWithValues: read.table.columns.map { ($0.name, values($0)) }) == odd.columns)
    #expect(read.caveats.map { $0.message(in: .english).what } == odd.notes)
  }

  @Test func `a stray text far down is named with its line and character`() throws {
    let read = try readCSV("a,x\n" + String(repeating: "省,1\n", count: 30) + "省,?\n")
    #expect(read.caveats.first?.place?.description == "survey.csv:32:3")
  }

  @Test func `text that stops being UTF-8 far into the file is read again as GB18030`() throws {
    let bytes =
      Array("a,x\n".utf8) + Array(String(repeating: "abc,1\n", count: 60_000).utf8) + [
        0xC9, 0xBD, 0xB6, 0xAB, 0x2C, 0x31,
      ]
    let read = try TableSource.read(bytes: bytes)
    #expect(read.table["a"]!.value(at: 60_000) == .text("山东"))
    #expect(read.caveats.map(\.code) == ["csv-encoding-guessed"])
  }

  @Test func `a line of ten megabytes is a row like any other`() throws {
    let long = String(repeating: "长", count: 3_500_000)
    let read = try readCSV("a,b\n1,x\n2,\(long)\n3,y\n", options: ReadingOptions(threads: 2))
    #expect(read.table["b"]!.value(at: 1) == .text(long))
    #expect(values(read.table["a"]!) == ["1", "2", "3"])
  }

  @Test(arguments: [false, true])
  func `a table written as text is read back the same`(_ inGB18030: Bool) throws {
    let read = try readCSV(
      "省份,n,x,d,t\n山东,1,0.1,2022-03-01,\"a,\"\"b\"\"\nc\"\n广东,,1e-7,,=1\n山东,-3,-2.5,2022-03-02,\n山东,4,3,2022-03-02,z\n")
    var options = CSVWriter.Options()
    options.isGB18030 = inGB18030
    options.hasByteOrderMark = !inGB18030
    let again = try TableSource.read(bytes: CSVWriter.encoded(read.table, options: options))
    #expect(again.table.columns.map(\.name) == read.table.columns.map(\.name))
    #expect(again.table.columns.map(values) == read.table.columns.map(values))
    options.isGB18030 = false
    options.defusesFormulas = true
    #expect(String(decoding: CSVWriter.encoded(read.table, options: options), as: UTF8.self).contains("'=1"))
  }
}
