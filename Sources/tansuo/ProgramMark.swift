import CExtendedAttributes
import Glibc

/// A mark on files that says which build of the program their content comes from.
///
/// Builds of one version differ, and what a notebook's cells give may differ with them. The mark is in the file's extended
/// attributes: it changes no byte, is lost with the file system or a copy, and then the cells are run again.
enum ProgramMark {
  private static let name = "user.tansuo.program"

  /// The size, time and place of the program's own file.
  private static let own: String = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "" }
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }()

  /// What is marked is this build's and this content's.
  private static func mark(of status: stat) -> String {
    "\(own) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  static func isThisPrograms(_ path: String) -> Bool {
    var status = stat()
    guard !own.isEmpty, stat(path, &status) == 0 else { return false }
    var found = [UInt8](repeating: 0, count: 256)
    let length = getxattr(path, name, &found, found.count)
    return length > 0 && found[..<length].elementsEqual(mark(of: status).utf8)
  }

  static func set(on paths: [String]) {
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      let mark = Array(mark(of: status).utf8)
      setxattr(path, name, mark, mark.count, 0)
    }
  }
}
