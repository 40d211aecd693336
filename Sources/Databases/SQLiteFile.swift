import CSQLite
import Evidence
import Tables

/// Databases of SQLite: a table, a view or the answer to a query.
public enum SQLiteFile {
  /// How long one statement may run; a recursion without an end must not hold the terminal for ever.
  static let secondsAllowed = 600
  /// Rows are counted in 32 bits.
  static let mostRows = Int(Int32.max)

  /// The tables and views, by name; the engine's own are left out.
  static func tableNames(_ path: String) throws(Fault) -> [String] {
    try tableNames(in: SQLiteConnection(path: path))
  }

  /// Reads `options.query`, else the table or view `options.part`, else the only table.
  ///
  /// Each value has a type of its own in SQLite: whole numbers, reals and texts become what ``ColumnBuilder`` makes of
  /// them; NULL is missing; blobs are missing with a caveat. Columns declared DATE, DATETIME or TIMESTAMP whose texts
  /// are all ISO 8601 become dates, and columns declared BOOLEAN of 0 and 1 become a closed list.
  ///
  /// A table comes in the order of its rows, a query in the order it states.
  package static func read(
    _ path: String, options: ReadingOptions, secondsAllowed: Int = secondsAllowed
  ) throws(Fault) -> ReadTable {
    var read = try read(SQLiteConnection(path: path, secondsAllowed: secondsAllowed), options)
    if SQLiteConnection.hasLog(path) { read.caveats.insert(Caveat(SQLiteCaveat.pendingChanges), at: 0) }
    return read
  }

  /// Reads a database that came as bytes, from standard input for instance; `path` is what messages call it.
  package static func read(
    _ bytes: UnsafeRawBufferPointer, path: String, options: ReadingOptions
  ) throws(Fault) -> ReadTable {
    try read(SQLiteConnection(bytes, path: path), options)
  }

  private static func read(_ database: SQLiteConnection, _ options: ReadingOptions) throws(Fault) -> ReadTable {
    var name = "query"
    var quoted = ""
    var query = options.query
    if query == nil {
      name = try chosen(options.part, in: database)
      quoted = "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
      query = "SELECT * FROM \(quoted)"
    }
    let statement = try database.prepare(query!)
    defer { sqlite3_finalize(statement) }
    var rows = SQLiteRows(statement)
    let progress = options.progress
    let expected = progress == nil || quoted.isEmpty ? nil : expectedRows(quoted, in: database)
    try rows.readAll(database) { count in
      if let progress, let expected { progress(min(1, Double(count) / Double(expected))) }
    }
    return try rows.table(name)
  }

  /// The highest row number, found without reading the table; views and some tables have none.
  private static func expectedRows(_ quoted: String, in database: SQLiteConnection) -> Int? {
    guard let statement = try? database.prepare("SELECT max(rowid) FROM \(quoted)") else { return nil }
    defer { sqlite3_finalize(statement) }
    guard sqlite3_step(statement) == SQLITE_ROW else { return nil }
    let rows = sqlite3_column_int64(statement, 0)
    return rows > 0 ? Int(rows) : nil
  }

  private static func chosen(_ wish: String?, in database: SQLiteConnection) throws(Fault) -> String {
    let names = try tableNames(in: database)
    let place = Place(file: database.path)
    if names.isEmpty { throw Fault(SQLiteFault.noTables, at: place) }
    guard let wish else {
      if names.count == 1 { return names[0] }
      throw Fault(SQLiteFault.chooseTable, at: place, ["tables": .list(names), "first": .text(names[0])])
    }
    // SQLite itself compares names of tables without regard to case.
    if let name = names.first(where: { $0 == wish }) ?? names.first(where: { $0.lowercased() == wish.lowercased() }) {
      return name
    }
    throw Fault(
      SQLiteFault.noSuchTable, at: place,
      [
        "table": .text(wish), "tables": .list(names),
        "nearest": .text(Similarity.nearest(to: wish, in: names, limit: 1).first ?? names[0]),
      ])
  }

  private static func tableNames(in database: SQLiteConnection) throws(Fault) -> [String] {
    let statement = try database.prepare(
      "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    defer { sqlite3_finalize(statement) }
    var names: [String] = []
    while true {
      let status = sqlite3_step(statement)
      if status == SQLITE_DONE { return names }
      guard status == SQLITE_ROW else { throw database.fault(status) }
      if let text = sqlite3_column_text(statement, 0) { names.append(String(cString: text)) }
    }
  }
}
