import CExtendedAttributes
import CommandGrammar
import Commands
import Evidence
import Glibc
import TableSources

/// Files written whole or not at all.
///
/// A file is written beside its place, forced to the disk and renamed, so that a reader sees the old or the new one.
/// A file that exists is only replaced if `tansuo` wrote it and nobody changed it since. That is known by a mark in
/// the file's extended attributes (`user.tansuo.written`: its size and time of change); where the mark is missing,
/// as after a copy, by the first bytes of the forms that name their maker: JSON, HTML, Markdown,
/// XLSX and DOCX.
enum OutputFile {
  static func write(_ files: [Output.File], replacingForeignFiles mayReplace: Bool) throws(Fault) {
    if !mayReplace {
      for file in files where isForeign(file) && !holds(file.path, file.replaced) {
        throw Fault(UsageFault.foreignFile, at: Place(file: file.path))
      }
    }
    for folder in Set(files.filter(\.makesFolder).compactMap { folder(of: $0.path) }).sorted() {
      if mkdir(folder, 0o777) != 0, errno != EEXIST { throw cannotWrite(folder, errno) }
    }
    for file in files { try write(file, mayReplace: mayReplace) }
  }

  /// Whether the file is still the one that a command has read.
  private static func holds(_ path: String, _ bytes: [UInt8]?) -> Bool {
    guard let bytes else { return false }
    do throws(Fault) { return try TableSource.bytes(ofFile: path) == bytes } catch { return false }
  }

  private static func folder(of path: String) -> String? {
    path.lastIndex(of: "/").flatMap { $0 == path.startIndex ? nil : String(path[..<$0]) }
  }

  /// Whether something lies at the path that is not ours to replace.
  static func isForeign(_ file: Output.File) -> Bool {
    var status = stat()
    guard stat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return false }
    var mark = [UInt8](repeating: 0, count: 64)
    let length = getxattr(file.path, markName, &mark, mark.count)
    if length > 0 { return !mark[..<length].elementsEqual(self.mark(of: status).utf8) }
    guard let start = start(of: file.path) else { return true }
    return !OutputMarker.isPresent(inStart: start)
  }

  private static let markName = "user.tansuo.written"

  private static func mark(of status: stat) -> String {
    "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  private static func start(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    return count < 0 ? nil : Array(buffer[..<count])
  }

  private static func write(_ file: Output.File, mayReplace: Bool) throws(Fault) {
    var status = stat()
    let exists = stat(file.path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw cannotWrite(file.path, EISDIR) }
    // A device or a pipe has no content to protect and cannot be renamed over.
    if exists, status.st_mode & S_IFMT != S_IFREG { return try writeInPlace(file) }

    let path = exists ? resolved(file.path) : file.path
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    var template = Array("\(folder).tansuo-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw cannotWrite(file.path, errno) }
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let failure = fill(descriptor, with: file.bytes, mode: exists ? status.st_mode & 0o777 : 0o666 & ~currentMask)
    close(descriptor)
    guard failure == nil, move(temporary, to: path, mayReplace: exists) else {
      let reason = failure ?? errno
      unlink(temporary)
      if reason == EEXIST { throw Fault(UsageFault.foreignFile, at: Place(file: file.path)) }
      throw cannotWrite(file.path, reason)
    }
    synchronize(folder)
  }

  /// Writes, marks and secures a new file. Returns the number of the error that prevented it.
  private static func fill(_ descriptor: Int32, with bytes: [UInt8], mode: mode_t) -> Int32? {
    if let failure = StandardStreams.written(bytes, to: descriptor) { return failure }
    if fchmod(descriptor, mode) != 0 { return errno }
    var status = stat()
    if fstat(descriptor, &status) == 0 {
      // A file system without extended attributes keeps no mark; see the type's comment.
      let mark = Array(mark(of: status).utf8)
      fsetxattr(descriptor, markName, mark, mark.count, 0)
    }
    return fsync(descriptor) == 0 ? nil : errno
  }

  /// A file that was not there before must not replace one that came in the meantime.
  private static func move(_ temporary: String, to path: String, mayReplace: Bool) -> Bool {
    if mayReplace { return rename(temporary, path) == 0 }
    if link(temporary, path) == 0 {
      unlink(temporary)
      return true
    }
    return errno != EEXIST && rename(temporary, path) == 0
  }

  private static func writeInPlace(_ file: Output.File) throws(Fault) {
    let descriptor = open(file.path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw cannotWrite(file.path, errno) }
    defer { close(descriptor) }
    if let failure = StandardStreams.written(file.bytes, to: descriptor), failure != EPIPE {
      throw cannotWrite(file.path, failure)
    }
  }

  static func synchronize(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The file itself where the path is a link to it.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  static var currentMask: mode_t {
    let mask = umask(0o022)
    umask(mask)
    return mask
  }

  private static func cannotWrite(_ path: String, _ number: Int32) -> Fault {
    SystemError.writing(number, at: Place(file: path))
  }
}
