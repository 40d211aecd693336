import CSQLite
import Evidence
import Glibc
import Phrasebook
import Tables
import TestSupport
import Testing

@testable import Databases

/// A file that `reference/make_sqlite.py` made.
func database(_ name: String) -> String {
  let folder = String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/")!))
  return "\(folder)/files/sqlite/\(name)"
}

func readDatabase(_ name: String, part: String? = nil, query: String? = nil) throws(Fault) -> ReadTable {
  try SQLiteFile.read(database(name), options: ReadingOptions(part: part, query: query))
}

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

@Suite struct SQLiteTests {
  // MARK: - What is read

  @Test func `each value keeps its type and its absence`() throws {
    let read = try readDatabase("survey.db", part: "answers")
    let table = read.table
    #expect(table.name == "answers")
    #expect(table.columns.map(\.name) == ["id", "省份", "q1", "output", "audited", "filled", "sent", "odd", "scan"])
    #expect(
      table.columns.map(\.kindName)
        == ["integer", "category", "integer", "real", "category", "date", "date-time", "text", "integer"])
    #expect(texts(table, "省份") == ["山东", "江苏", "山东", "江苏"])
    #expect(texts(table, "q1") == ["3", nil, "5", "-1"])
    #expect(table["output"]?.numbers().prefix(2) == [1.5, 2])
    #expect(table["output"]?.number(at: 3) == 1e300)
    #expect(texts(table, "audited") == ["1", "0", nil, "1"])
    #expect(texts(table, "filled") == ["2022-03-01", "2022-03-02", nil, "1899-12-31"])
    #expect(
      texts(table, "sent") == ["2022-03-01 08:05:00", "2022-03-01 08:05:01", nil, "1969-12-31 23:59:59"])
    #expect(texts(table, "odd") == ["1", "two", "3.5", nil])
    #expect(texts(table, "scan") == [nil, nil, nil, nil])
    #expect(
      read.caveats.map { $0.message(in: .english).what } == [
        "2 binary values count as missing in: scan",
        "Columns that mix numbers with texts were read as text: odd (1 odd value)",
      ])
  }

  @Test func `a view, a name in other case and a query are read`() throws {
    #expect(try SQLiteFile.tableNames(database("survey.db")) == ["answers", "big", "enterprises"])
    #expect(texts(try readDatabase("survey.db", part: "BIG").table, "name") == ["B"])
    let query = "SELECT q1 AS x, count(*) AS x FROM answers GROUP BY 1 ORDER BY 1 DESC; -- the end"
    let read = try readDatabase("survey.db", query: query)
    #expect(read.table.columns.map(\.name) == ["x", "x_2"])
    #expect(texts(read.table, "x") == ["5", "3", "-1", nil])
    #expect(read.caveats.map(\.code) == ["sqlite-repeated-names"])
  }

  @Test func `the only table needs no name, whatever it is called`() throws {
    let table = try readDatabase("one.db").table
    #expect(table.name == "odd \" name")
    #expect(texts(table, "a") == ["7"])
  }

  @Test func `a table without rows keeps its columns`() throws {
    let table = try readDatabase("empty.db").table
    #expect(table.rowCount == 0)
    #expect(table.columns.map(\.name) == ["a", "b"])
  }

  @Test func `what does not fit its declaration is kept or repaired, and said`() throws {
    let read = try readDatabase("odd.db")
    #expect(texts(read.table, "a") == ["2022-03-01", "soon"])
    #expect(texts(read.table, "b") == ["2", "1"])
    #expect(texts(read.table, "c") == [nil, "a\u{FFFD}b"])
    #expect(
      read.caveats.map { $0.message(in: .english).what } == [
        "1 text is not UTF-8; what could not be read was replaced by U+FFFD in: c",
        "1 infinite value counts as missing in: c",
        "1 text in columns declared as dates is no ISO date, so these columns are text: a",
        "Columns that mix numbers with texts were read as text: c (1 odd value)",
      ])
  }

  @Test func `reading leaves nothing beside the file`() throws {
    _ = try readDatabase("survey.db", part: "answers")
    for ending in ["-wal", "-shm", "-journal"] { #expect(access(database("survey.db") + ending, F_OK) != 0) }
  }

  // MARK: - Refusals

  @Test(arguments: [
    (
      "none.db", nil, nil, "The database cannot be opened: No such file or directory (none.db)",
      "Check the path and that you may read the file"
    ),
    (
      ".", nil, nil, "The database cannot be opened: Is a directory (.)",
      "Check the path and that you may read the file"
    ),
    (
      "bad-short.db", nil, nil, "The file is not a SQLite database, or it is encrypted (bad-short.db)",
      "If it is encrypted, save an unencrypted copy with the program that made it"
    ),
    (
      "bad-encrypted.db", nil, nil, "The file is not a SQLite database, or it is encrypted (bad-encrypted.db)",
      "If it is encrypted, save an unencrypted copy with the program that made it"
    ),
    (
      "bad-header.db", nil, nil, "The file is not a SQLite database, or it is encrypted (bad-header.db)",
      "If it is encrypted, save an unencrypted copy with the program that made it"
    ),
    (
      "bad-cut.db", "answers", nil, "The database is damaged: database disk image is malformed (bad-cut.db)",
      "Copy it again, or save what is left with: sqlite3 FILE .recover"
    ),
    (
      "bad-pages.db", "answers", nil, "The database is damaged: database disk image is malformed (bad-pages.db)",
      "Copy it again, or save what is left with: sqlite3 FILE .recover"
    ),
    (
      "no-tables.db", nil, nil, "The database has no tables (no-tables.db)",
      "Check that this is the file you meant"
    ),
    (
      "survey.db", nil, nil, "The database has several tables: answers, big, enterprises (survey.db)",
      "Name one of them after the file: survey.db#answers"
    ),
    (
      "survey.db", "enterprise", nil,
      "There is no table enterprise; the database has: answers, big, enterprises (survey.db)",
      "Name one of them after the file: survey.db#enterprises"
    ),
    (
      "survey.db", nil, "SELEC 1", "The query is not understood: near \"SELEC\": syntax error (survey.db)",
      "Correct the query; SQLite's dialect of SQL is expected"
    ),
    (
      "survey.db", nil, "SELECT nope FROM answers",
      "The query is not understood: no such column: nope (survey.db)",
      "Correct the query; SQLite's dialect of SQL is expected"
    ),
    (
      "survey.db", nil, "SELECT ?", "The query has parameters (? or :name) that nothing fills (survey.db)",
      "Write the values into the query"
    ),
  ])
  func `a database that cannot be read says why and what to do`(
    _ file: String, _ part: String?, _ query: String?, _ what: String, _ fix: String
  ) {
    let report = englishReport { () throws(Fault) in try readDatabase(file, part: part, query: query) }
    #expect(report == "tansuo: error: \(what)\n  fix: \(fix)\n")
  }

  @Test(arguments: [
    "", "  ", "-- nothing", "SELECT 1; SELECT 2", "EXPLAIN SELECT 1", "SELECT 1; garbage", "VACUUM INTO '/dev/null'",
    "REINDEX",
  ])
  func `what is not one SELECT is refused`(_ query: String) {
    let report = englishReport { () throws(Fault) in try readDatabase("survey.db", query: query) }
    #expect(
      report == """
        tansuo: error: The query is not a single SELECT (survey.db)
          fix: Give one SELECT statement that returns columns

        """)
  }

  @Test(arguments: [
    "DELETE FROM answers", "INSERT INTO answers (id) VALUES (9)", "UPDATE answers SET q1 = 1 RETURNING q1",
    "DROP TABLE answers", "CREATE TEMP TABLE x AS SELECT 1", "ATTACH '/etc/passwd' AS x", "PRAGMA user_version",
    "PRAGMA writable_schema = 1", "SELECT load_extension('x')", "BEGIN",
    "SELECT * FROM pragma_table_info('answers')", "ANALYZE", "SAVEPOINT a",
  ])
  func `a query that does more than read is refused before it runs`(_ query: String) {
    let report = englishReport { () throws(Fault) in try readDatabase("survey.db", query: query) }
    #expect(
      report == """
        tansuo: error: The query does more than read: \(query) (survey.db)
          fix: Use SELECT only; ATTACH, PRAGMA, extensions and changes are refused

        """)
  }

  @Test func `a view of a stranger may not call what the query may not`() {
    let report = englishReport { () throws(Fault) in try readDatabase("view.db", part: "v") }
    #expect(
      report == """
        tansuo: error: The query is not understood: unsafe use of load_extension() (view.db)
          fix: Correct the query; SQLite's dialect of SQL is expected

        """)
  }

  @Test func `a database that came as bytes reads like its file, also one that kept a log`() throws {
    for name in ["survey.db", "view.db"] {
      guard let file = fopen(database(name), "r") else { continue }
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
      fclose(file)
      bytes[18] = 2
      bytes[19] = 2
      let options = ReadingOptions(query: "SELECT name, sql FROM sqlite_master ORDER BY name")
      let read = try bytes.withUnsafeBytes { try SQLiteFile.read($0, path: "-", options: options) }
      let judged = try SQLiteFile.read(database(name), options: options)
      #expect(texts(read.table, "sql") == texts(judged.table, "sql"))
      #expect(read.table.rowCount > 0)
    }
    let noise = [UInt8](repeating: 7, count: 100)
    let fault = #expect(throws: Fault.self) {
      try noise.withUnsafeBytes { try SQLiteFile.read($0, path: "-", options: ReadingOptions()) }
    }
    #expect(fault?.code == "sqlite-not-a-database")
  }

  @Test func `a recursion without an end is stopped`() {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    let fault = #expect(throws: Fault.self) {
      try SQLiteFile.read(database("survey.db"), options: ReadingOptions(query: endless), secondsAllowed: 0)
    }
    #expect(fault?.message(in: .english).what == "The query ran longer than is allowed")
  }

  @Test func `a cancelled task stops its query`() async {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    let task = Task { () -> String? in
      do {
        _ = try SQLiteFile.read(database("survey.db"), options: ReadingOptions(query: endless))
        return nil
      } catch {
        return (error as? Fault)?.code
      }
    }
    task.cancel()
    #expect(await task.value == "sqlite-cancelled")
  }

  @Test func `a database that another program writes to is read as far as it was committed, or is called locked`()
    throws
  {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = folder.file("locked.db")
    var writer: OpaquePointer?
    sqlite3_open(path, &writer)
    defer { sqlite3_close(writer) }
    sqlite3_exec(
      writer, "CREATE TABLE t (a); INSERT INTO t VALUES (1); BEGIN EXCLUSIVE; INSERT INTO t VALUES (2)", nil, nil, nil)
    let options = ReadingOptions()
    let fault = #expect(throws: Fault.self) { try SQLiteFile.read(path, options: options) }
    #expect(fault?.message(in: .english).what == "Another program is writing to the database")
    sqlite3_exec(writer, "ROLLBACK; PRAGMA journal_mode = WAL; INSERT INTO t VALUES (3)", nil, nil, nil)
    let read = try SQLiteFile.read(path, options: options)
    #expect(texts(read.table, "a") == ["1", "3"])
    #expect(read.caveats.map(\.code) == ["sqlite-pending-changes"])
  }
}
