import Codebooks
import Evidence
import Phrasebook
import Presentation
import StructuredText
import TableSources
import Tables

/// The data file of a command, opened as its options ask: read, and with only the rows that were asked for.
package struct OpenTable: Sendable {
  package let location: String
  package let table: Table
  /// The table before `--where` left rows out: what a sampling design is about.
  package let wholeTable: Table
  /// The rows of the file, before any were left out.
  package let fileRows: Int
  /// What was noticed while the file was read.
  package let caveats: [Caveat]
  /// The condition rows had to meet.
  package let condition: String?
  private let source: TableSource
  private let standardInput: [UInt8]?
  private let shelf: TableShelf?

  /// Opens the operand ``Operand/data`` of `invocation`.
  package init(_ invocation: Invocation, _ surroundings: Surroundings) throws(Fault) {
    try self.init(invocation.required(.data), invocation, surroundings)
  }

  /// - Parameter widened: The table a condition is held against, row by row the table itself, where a condition may
  ///   speak of more than the file does.
  package init(
    _ location: String, _ invocation: Invocation, _ surroundings: Surroundings,
    widened: (Table, RowFilter) throws(Fault) -> Table = { table, _ throws(Fault) in table }
  ) throws(Fault) {
    let takes = Set(invocation.command.options.map(\.name))
    func text(_ option: CommandOption) -> String? { takes.contains(option.name) ? invocation.text(option) : nil }
    let options = ReadingOptions(
      query: text(.query), encoding: text(.encoding), headerRows: text(.headerRows).flatMap { Int($0) },
      threads: surroundings.threads, progress: surroundings.progress)

    self.location = location
    source = TableSource(location)
    shelf = surroundings.shelf
    var fromStandardInput: [UInt8]?
    let codebook = text(.codebook)
    func read() throws(Fault) -> TableShelf.Contents {
      let read: ReadTable
      if location == "-" {
        let bytes = try surroundings.readStandardInput()
        fromStandardInput = bytes
        read = try TableSource.read(bytes: bytes, options: options)
      } else {
        read = try TableSource.read(location, options: options)
      }
      var contents = TableShelf.Contents(table: read.table, rows: read.table.rowCount, caveats: read.caveats)
      if let codebook {
        let applied = try Codebook(parsing: TableSource.bytes(ofFile: codebook), file: codebook).applied(to: read.table)
        try applied.check()
        contents.table = applied.table
        contents.caveats += applied.caveats
      }
      return contents
    }
    let contents: TableShelf.Contents
    if let shelf, location != "-" {
      let opening = TableShelf.Opening(
        location: location, codebook: codebook, query: options.query,
        encoding: options.encoding, headerRows: options.headerRows)
      contents = try shelf.contents(of: opening, orRead: read)
    } else {
      contents = try read()
    }
    standardInput = fromStandardInput
    fileRows = contents.rows
    let table = contents.table
    caveats = contents.caveats
    wholeTable = table
    condition = text(.where)
    if let condition {
      let rows: [Int32]
      do throws(Fault) {
        let filter = try RowFilter(condition)
        rows = try filter.rows(in: widened(table, filter))
      } catch {
        throw error.inWhere
      }
      guard !rows.isEmpty else {
        throw Fault(
          RowFilterFault.keepsNothing, at: Place(file: location),
          ["rows": .integer(table.rowCount), "condition": .text(condition)])
      }
      self.table = rows.count == table.rowCount ? table : table.gathered(rows)
    } else {
      self.table = table
    }
  }

  /// The columns an option names, or all of them.
  package func columns(_ selection: ColumnSelection?) throws(Fault) -> [Column] {
    guard let selection else { return table.columns }
    var columns: [Column] = []
    for name in try selection.names(in: table) { columns.append(table[name]!) }
    return columns
  }

  /// What the envelope says of the file. Hashing a large file takes longer than reading it, so it is done when asked.
  package var input: Provenance.Input {
    get throws(Fault) {
      let hash: ContentHash
      if let standardInput {
        hash = ContentHash(of: standardInput)
      } else if let shelf {
        hash = try shelf.hash(of: source.path) { () throws(Fault) in try source.contentHash() }
      } else {
        hash = try source.contentHash()
      }
      return Provenance.Input(path: location, sha256: hash.hexadecimal, rows: fileRows)
    }
  }
}

extension CommandOption {
  package static let codebook = CommandOption(
    "codebook", .file,
    Label(chinese: "编码簿：标签、选项顺序、缺失原因", english: "a codebook with labels, level order and missing reasons"))
  package static let encoding = CommandOption(
    "encoding", .text, placeholder: "NAME",
    Label(
      chinese: "文件的字符编码（如 gb18030），未给时自动判断",
      english: "the file's character encoding, such as gb18030, where guessing fails"))
  package static let headerRows = CommandOption(
    "header-rows", .integer(0...100),
    Label(chinese: "表头占几行，未给时自动判断", english: "how many rows make up the header, where guessing fails"))
  package static let query = CommandOption(
    "query", .text, placeholder: "SQL",
    Label(chinese: "对 SQLite 文件运行的 SELECT 语句", english: "a SELECT to run on a SQLite file"))
}

extension OpenTable {
  /// The choices a result records: those of opening the file, then those of the analysis.
  package func method(_ choices: JSONObject) -> JSONObject {
    var method = choices
    if let condition { method["where"] = .string(condition) }
    return method
  }

  /// The number of a row in the file, counted from 1.
  package func fileRow(_ row: Int) -> Int { Int(table.originalRows?[row] ?? Int32(row)) + 1 }
}

extension Fault {
  /// A character of a condition is one of the option it was typed with: `--where, character 4: q1=`.
  fileprivate var inWhere: Fault {
    guard let column = place?.column, place?.file == nil, let text = place?.detail else { return self }
    var copy = self
    copy.place = Place(detail: "--where, character \(column): \(text)")
    return copy
  }
}

/// What can be wrong with the way a data file is used.
package enum OpeningFault: String, FaultCode {
  case notACount = "freq-not-a-count"
  case countsAndDesign = "freq-counts-and-design"

  package var kind: Fault.Kind { self == .countsAndDesign ? .usage : .analysis }
}

extension OpeningFault: Worded {
  package var words: Words {
    switch self {
    case .notACount:
      Words(
        english: "Column {column} should hold counts, but row {row} holds {value}",
        fix: "Counts are whole numbers from 0; sampling weights go with --weights",
        chinese: "列 {column} 应为计数，但第 {row} 行为 {value}", fix: "计数应为非负整数；抽样权重请用 --weights")
    case .countsAndDesign:
      Words(
        english: "--freq and a sampling design cannot go together",
        fix: "Give a file with a row for each respondent, or leave out one of the two",
        chinese: "--freq 不能与抽样设计同时使用", fix: "请提供每行一位受访者的文件，或去掉其中之一")
    }
  }
}
