import Evidence

/// A table with what was noticed while it was read.
public struct ReadTable: Sendable {
  public var table: Table
  /// What the reader had to guess or repair: an encoding, ragged rows, cells that became text.
  public var caveats: [Caveat]
  public var format: FileFormat
  /// The column the file itself names as the weight of its rows. It is not used unless it is asked for.
  public var weightColumn: String?
  /// Lines of free text the file carries about itself.
  public var documents: [String] = []

  public init(_ table: Table, format: FileFormat, caveats: [Caveat] = []) {
    self.table = table
    self.format = format
    self.caveats = caveats
  }
}

/// The kinds of file that are read, told apart by their content.
public enum FileFormat: String, Sendable, Hashable, CaseIterable {
  case csv, tsv, xlsx, sav, zsav, dta, sqlite
}

/// How a file should be read where its content does not say.
public struct ReadingOptions: Sendable {
  /// A sheet (name or number from 1) or a database table, as in `book.xlsx#sheet`; the first one unless told.
  public var part: String?
  /// A query to run instead of reading a database table.
  public var query: String?
  /// The character encoding, where the file does not state it or states it wrongly: `gb18030`, `utf-8`.
  public var encoding: String?
  /// How many rows of a sheet or a text file make up the header; sniffed unless told.
  public var headerRows: Int?
  /// How many threads may work.
  public var threads: Int
  /// Called now and then with the share that has been read, from any thread.
  public var progress: (@Sendable (Double) -> Void)?

  public init(
    part: String? = nil, query: String? = nil, encoding: String? = nil, headerRows: Int? = nil, threads: Int = 1,
    progress: (@Sendable (Double) -> Void)? = nil
  ) {
    self.part = part
    self.query = query
    self.encoding = encoding
    self.headerRows = headerRows
    self.threads = threads
    self.progress = progress
  }
}
