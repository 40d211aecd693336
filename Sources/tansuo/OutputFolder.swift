import CExtendedAttributes
import CommandGrammar
import Evidence
import Glibc

/// Folders put in place whole.
///
/// The new folder is filled beside its place under another name, forced to the disk, and then exchanged with the old
/// one in one step (`renameat2` with `RENAME_EXCHANGE`). Whoever looks, and whenever the program is killed, finds the
/// old folder or the new one, never some files of each.
enum OutputFolder {
  static func write(_ folder: Output.Folder, replacingForeignFolder mayReplace: Bool) throws(Fault) {
    var path = folder.path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFDIR { throw Fault(UsageFault.notAFolder, at: Place(file: path)) }
    if exists, !mayReplace, let foreign = foreignFile(in: path) {
      throw Fault(UsageFault.foreignFolder, at: Place(file: path), ["name": .text(foreign)])
    }
    let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    var template = Array("\(parent).tansuo-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError.writing(errno, at: Place(file: path)) }
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do throws(Fault) {
      let files = folder.files.map { Output.File(path: "\(temporary)/\($0.path)", bytes: $0.bytes) }
      try OutputFile.write(files, replacingForeignFiles: true)
      chmod(temporary, exists ? status.st_mode & 0o7777 : 0o777 & ~OutputFile.currentMask)
      let flags = exists ? exchange : withoutReplacing
      guard ext_rename(temporary, path, flags) == 0 else {
        throw SystemError.writing(errno, at: Place(file: path))
      }
    } catch {
      remove(temporary)
      throw error
    }
    // After an exchange the old folder has the other name.
    if exists { remove(temporary) }
    OutputFile.synchronize(parent)
  }

  private static let withoutReplacing: UInt32 = 1
  private static let exchange: UInt32 = 2

  /// The name of something in the folder that `tansuo` did not write.
  private static func foreignFile(in folder: String) -> String? {
    names(in: folder).first { name in
      OutputFile.isForeign(Output.File(path: "\(folder)/\(name)", bytes: [])) || isFolder("\(folder)/\(name)")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Takes away a folder of files. One that holds folders is not ours and stays.
  private static func remove(_ folder: String) {
    for name in names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
