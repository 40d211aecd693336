import CSQLite
import Evidence
import Glibc
import NumericalMethods

/// A database opened for reading and for nothing else.
///
/// The engine asks before it does anything: only selecting, reading columns, calling plain functions and recursion are
/// allowed. Attaching files, pragmas, loading extensions and writing are refused while a statement is prepared.
final class SQLiteConnection {
  let path: String
  private(set) var handle: OpaquePointer
  fileprivate let watch: UnsafeMutablePointer<Watch>

  /// When a statement must end.
  fileprivate struct Watch {
    var deadline: Int
    var isLate = false
    var isCancelled = false
    var isInterrupted = false
    var refused: Int32 = 0
  }

  convenience init(path: String, secondsAllowed: Int = SQLiteFile.secondsAllowed) throws(Fault) {
    try SQLiteConnection.checkBeginning(of: path)
    var handle: OpaquePointer?
    let status = sqlite3_open_v2(
      SQLiteConnection.location(of: path), &handle,
      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nil)
    guard let handle else { fatalError("out of memory") }
    try self.init(handle, status, path, secondsAllowed)
  }

  /// A database that came as bytes, from standard input for instance; `path` is what messages call it.
  convenience init(
    _ bytes: UnsafeRawBufferPointer, path: String, secondsAllowed: Int = SQLiteFile.secondsAllowed
  ) throws(Fault) {
    try SQLiteConnection.check(beginning: bytes.prefix(16), path)
    var handle: OpaquePointer?
    var status = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard let handle, let copy = sqlite3_malloc64(UInt64(bytes.count)) else { fatalError("out of memory") }
    memcpy(copy, bytes.baseAddress!, bytes.count)
    let content = copy.assumingMemoryBound(to: UInt8.self)
    // Bytes have no log beside them; these two say that the database would keep one.
    if bytes.count > 20, content[18] == 2 { (content[18], content[19]) = (1, 1) }
    if status == SQLITE_OK {
      status = sqlite3_deserialize(
        handle, "main", content, Int64(bytes.count), Int64(bytes.count),
        UInt32(SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE))
    }
    try self.init(handle, status, path, secondsAllowed)
  }

  private init(_ handle: OpaquePointer, _ status: Int32, _ path: String, _ secondsAllowed: Int) throws(Fault) {
    self.path = path
    self.handle = handle
    watch = .allocate(capacity: 1)
    watch.initialize(to: Watch(deadline: time(nil) + secondsAllowed))
    guard status == SQLITE_OK else {
      throw Fault(
        SQLiteFault.cannotOpen, at: Place(file: path), ["problem": .text(String(cString: sqlite3_errmsg(handle)))])
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 2000)
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 20)
    sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 200)
    sqlite3_set_authorizer(handle, SQLiteConnection.authorize, watch)
    sqlite3_progress_handler(handle, 20_000, SQLiteConnection.proceed, watch)
  }

  deinit {
    sqlite3_close_v2(handle)
    watch.deallocate()
  }

  /// Whether changes wait in a log beside the file, which must then be read with it.
  static func hasLog(_ path: String) -> Bool {
    var status = stat()
    return stat(path + "-wal", &status) == 0 && status.st_size > 0
  }

  /// Without a log beside it nobody is writing and the file is taken as it stands: no lock and no file beside it is
  /// made, so that it can be read from a medium where nothing can be written. A rollback journal needs the same care.
  private static func location(of path: String) -> String {
    var status = stat()
    let isStill = !hasLog(path) && stat(path + "-journal", &status) != 0
    var escaped = ""
    for byte in (path.hasPrefix("/") ? path : "./" + path).utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 47, 95: escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return "file:" + escaped + (isStill ? "?immutable=1" : "?mode=ro")
  }

  private static func checkBeginning(of path: String) throws(Fault) {
    let place = Place(file: path)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw Fault(SQLiteFault.cannotOpen, at: place, ["problem": .text(String(cString: strerror(errno)))])
    }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(file, &bytes, 16)
    guard count >= 0 else {
      throw Fault(SQLiteFault.cannotOpen, at: place, ["problem": .text(String(cString: strerror(errno)))])
    }
    try check(beginning: bytes.prefix(count), path)
  }

  /// An encrypted database looks like noise from its first byte on.
  private static func check(beginning: some Sequence<UInt8>, _ path: String) throws(Fault) {
    guard beginning.elementsEqual(Array("SQLite format 3".utf8) + [0]) else {
      throw Fault(SQLiteFault.notDatabase, at: Place(file: path))
    }
  }

  private static let authorize:
    @convention(c) (
      UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
      UnsafePointer<CChar>?
    ) -> Int32 = { watch, action, _, second, _, _ in
      switch action {
      case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
      case SQLITE_FUNCTION:
        let risky: Set = ["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"]
        if let second, !risky.contains(String(cString: second).lowercased()) { return SQLITE_OK }
      default: break
      }
      watch!.assumingMemoryBound(to: Watch.self).pointee.refused = action
      return SQLITE_DENY
    }

  private static let proceed: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { watch in
    let watch = watch!.assumingMemoryBound(to: Watch.self)
    if withUnsafeCurrentTask(body: { $0?.isCancelled ?? false }) {
      watch.pointee.isCancelled = true
      return 1
    }
    if Interruption.isRequested {
      watch.pointee.isInterrupted = true
      return 1
    }
    if time(nil) > watch.pointee.deadline {
      watch.pointee.isLate = true
      return 1
    }
    return 0
  }

  // MARK: - Statements

  /// The one statement of `query`; more than one is refused.
  func prepare(_ query: String) throws(Fault) -> OpaquePointer {
    if query.utf8.contains(0) { throw Fault(SQLiteFault.notSingleSelect, at: Place(file: path)) }
    var statement: OpaquePointer?
    var rest: String?
    watch.pointee.refused = 0
    let status = query.withCString { text -> Int32 in
      var tail: UnsafePointer<CChar>?
      let status = sqlite3_prepare_v2(handle, text, -1, &statement, &tail)
      rest = tail.map { String(cString: $0) }
      return status
    }
    if watch.pointee.refused != 0 {
      sqlite3_finalize(statement)
      throw Fault(SQLiteFault.forbidden, at: Place(file: path), ["query": .text(query)])
    }
    guard status == SQLITE_OK else { throw fault(status, query: query) }
    guard let statement else { throw Fault(SQLiteFault.notSingleSelect, at: Place(file: path)) }
    let hasMore = rest?.contains { !$0.isWhitespace && $0 != ";" } ?? false
    // A comment after the statement is no second one.
    if hasMore, let rest, holdsStatement(rest) {
      sqlite3_finalize(statement)
      throw Fault(SQLiteFault.notSingleSelect, at: Place(file: path))
    }
    guard sqlite3_stmt_readonly(statement) != 0, sqlite3_column_count(statement) > 0,
      sqlite3_stmt_isexplain(statement) == 0
    else {
      sqlite3_finalize(statement)
      throw Fault(SQLiteFault.notSingleSelect, at: Place(file: path))
    }
    guard sqlite3_bind_parameter_count(statement) == 0 else {
      sqlite3_finalize(statement)
      throw Fault(SQLiteFault.needsParameters, at: Place(file: path))
    }
    return statement
  }

  private func holdsStatement(_ text: String) -> Bool {
    var statement: OpaquePointer?
    let status = sqlite3_prepare_v2(handle, text, -1, &statement, nil)
    sqlite3_finalize(statement)
    return status != SQLITE_OK || statement != nil
  }

  /// What a result code means to the person who asked.
  func fault(_ status: Int32, query: String? = nil) -> Fault {
    let place = Place(file: path)
    let problem: Facts = ["problem": .text(String(cString: sqlite3_errmsg(handle)))]
    if watch.pointee.isInterrupted { return Fault(NumericalFault.interrupted) }
    if watch.pointee.isCancelled { return Fault(SQLiteFault.cancelled, at: place) }
    if watch.pointee.isLate { return Fault(SQLiteFault.tooLong, at: place) }
    switch status & 0xFF {
    case SQLITE_NOTADB: return Fault(SQLiteFault.notDatabase, at: place)
    case SQLITE_CORRUPT: return Fault(SQLiteFault.corrupt, at: place, problem)
    case SQLITE_BUSY, SQLITE_LOCKED: return Fault(SQLiteFault.locked, at: place)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: return Fault(SQLiteFault.cannotOpen, at: place, problem)
    case SQLITE_ERROR where query != nil: return Fault(SQLiteFault.badQuery, at: place, problem)
    default: return Fault(SQLiteFault.failed, at: place, problem)
    }
  }
}
