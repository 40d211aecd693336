import Databases
import Evidence
import Glibc
import StatisticalFiles
import Tables
import Workbooks

/// A place that holds a table: a file, a sheet of one (`book.xlsx#sheet`), a table of a database (`survey.db#answers`).
///
/// What a file is, its content says; its name is not asked.
///
///     let read = try TableSource.read("survey.csv", options: ReadingOptions(threads: 2))
///     read.table["q1"]
public struct TableSource: Sendable, Hashable {
  public let path: String
  /// The sheet or the database table behind `#`.
  public let part: String?

  /// A `#` belongs to the name where a file of the whole name exists.
  public init(_ location: String) {
    guard let mark = location.lastIndex(of: "#"), mark != location.startIndex, !Self.exists(location) else {
      (path, part) = (location, nil)
      return
    }
    path = String(location[..<mark])
    let rest = String(location[location.index(after: mark)...])
    part = rest.isEmpty ? nil : rest
  }

  /// The table at a location.
  ///
  /// A large file is mapped and not copied, so it must not be cut shorter while it is read: the system ends a program
  /// that looks at bytes which are no longer there (`SIGBUS`). A file that grows is read up to its size at the start.
  public static func read(_ location: String, options: ReadingOptions = ReadingOptions()) throws(Fault) -> ReadTable {
    let source = TableSource(location)
    var options = options
    if let part = source.part { options.part = part }
    return try source.read(options)
  }

  /// The table in bytes that came from somewhere else, such as standard input; `name` is what messages call it.
  public static func read(
    bytes: [UInt8], name: String = "-", options: ReadingOptions = ReadingOptions()
  ) throws(Fault) -> ReadTable {
    try TableSource(path: name, part: options.part).read(FileBytes(bytes), options)
  }

  /// The rows of a text table in blocks, for what needs none of them twice; `nil` for another kind of file and for a
  /// table that is less than plain.
  public static func rows(
    _ location: String, options: ReadingOptions = ReadingOptions()
  ) throws(Fault) -> (any RowStream)? {
    let source = TableSource(location)
    guard source.part == nil, options.query == nil else { return nil }
    let bytes = try source.open()
    switch FileContent(bytes) {
    case .text, .table(.csv), .table(.tsv): return CSVRowStream(bytes, path: source.path, options: options)
    default: return nil
    }
  }

  /// A file that has no parts, also if a `#` stands in its name.
  init(wholePath path: String) {
    self.init(path: path, part: nil)
  }

  private init(path: String, part: String?) {
    self.path = path
    self.part = part
  }

  private func read(_ options: ReadingOptions) throws(Fault) -> ReadTable {
    try read(try open(), options)
  }

  /// What the path leads to under the bounds in force; a path that leads nowhere stays as it is within them.
  private func located() throws(Fault) -> String {
    guard let bounds = ReadingBounds.current else { return path }
    return try bounds.file(at: path) ?? (path.hasPrefix("/") ? path : "\(bounds.folder)/\(path)")
  }

  private static func exists(_ location: String) -> Bool {
    guard let bounds = ReadingBounds.current else { return access(location, F_OK) == 0 }
    if bounds.standIn(at: location) != nil { return true }
    do throws(Fault) { return try bounds.file(at: location) != nil } catch { return false }
  }

  func open() throws(Fault) -> FileBytes {
    if let bytes = ReadingBounds.current?.standIn(at: path) { return FileBytes(bytes) }
    let place = try located()
    let file = Glibc.open(place, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw openingFault(errno, place) }
    defer { close(file) }
    do throws(SystemFailure) {
      return try FileBytes.opened(file)
    } catch {
      throw openingFault(error.number, place)
    }
  }

  private func openingFault(_ number: Int32, _ opened: String) -> Fault {
    let place = Place(file: path)
    switch number {
    case ENOENT, ENOTDIR:
      if let nearest = FolderListing.nearest(to: opened) {
        return Fault(TableSourceFault.noSuchFileButNear, at: place, ["nearest": .text(nearest)])
      }
      return Fault(TableSourceFault.noSuchFile, at: place)
    case EISDIR: return Fault(TableSourceFault.folder, at: place)
    case EACCES, EPERM: return Fault(TableSourceFault.noPermission, at: place)
    default:
      return Fault(TableSourceFault.unreadable, at: place, ["reason": .text(SystemFailure(number).description)])
    }
  }

  private func read(_ bytes: FileBytes, _ options: ReadingOptions) throws(Fault) -> ReadTable {
    let content = FileContent(bytes)
    let place = Place(file: path)
    // The bytes must outlive the readers that only see an address.
    defer { withExtendedLifetime(bytes) {} }
    let raw = UnsafeRawBufferPointer(bytes.buffer)
    let name = TableSource.tableName(path)
    switch content {
    case .nothing: throw Fault(TableSourceFault.emptyFile, at: place)
    case .text: return try CSVReader.read(bytes, path: path, options: options)
    case .foreign(let kind):
      throw Fault(kind, at: place)
    case .table(.sav), .table(.zsav):
      return try inPlace { () throws(Fault) in try SPSSFile.read(raw, name: name, options: options) }
    case .table(.dta): return try inPlace { () throws(Fault) in try StataFile.read(raw, name: name, options: options) }
    case .table(.xlsx):
      return try XLSXFile.read(raw, path: path, options: options)
    case .table(.sqlite):
      // On disk a log beside the file may belong to it, so the engine opens it itself.
      return try readDatabase(raw, options)
    case .table(.csv), .table(.tsv): return try CSVReader.read(bytes, path: path, options: options)
    }
  }

  private func readDatabase(_ raw: UnsafeRawBufferPointer, _ options: ReadingOptions) throws(Fault) -> ReadTable {
    if path == "-" || ReadingBounds.current?.standIn(at: path) != nil {
      return try SQLiteFile.read(raw, path: path, options: options)
    }
    let opened = try located()
    do throws(Fault) {
      return try SQLiteFile.read(opened, options: options)
    } catch {
      var fault = error
      if fault.place?.file == opened { fault.place?.file = path }
      throw fault
    }
  }

  /// Readers of whole files know no path, so their faults get it here.
  private func inPlace(_ read: () throws(Fault) -> ReadTable) throws(Fault) -> ReadTable {
    do {
      return try read()
    } catch {
      throw error.inFile(path)
    }
  }

  /// The file's name without its folder and its ending.
  static func tableName(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let point = file.lastIndex(of: "."), point != file.startIndex else { return file }
    return String(file[..<point])
  }
}
