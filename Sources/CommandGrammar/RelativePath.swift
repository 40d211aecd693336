import Glibc

/// One path as seen from a folder.
package enum RelativePath {
  /// `../data/study.yml` for `data/study.yml` seen from `reports`. Symbolic links are taken as folders.
  package static func path(to target: String, from folder: String) -> String {
    let (to, from) = (parts(target), parts(folder))
    var common = 0
    while common < min(to.count - 1, from.count), to[common] == from[common] { common += 1 }
    return (Array(repeating: "..", count: from.count - common) + to[common...]).joined(separator: "/")
  }

  /// The same as seen from the folder of a file. An absolute path stays one where the file's own is none.
  package static func path(to target: String, fromFile file: String) -> String {
    if target.hasPrefix("/"), !file.hasPrefix("/") { return target }
    return path(to: target, from: file.lastIndex(of: "/").map { String(file[...$0]) } ?? "")
  }

  /// The name behind the last slash.
  package static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The names of an absolute path, `.` and `..` taken out.
  private static func parts(_ path: String) -> [String] {
    var whole = path
    if !path.hasPrefix("/"), let current = getcwd(nil, 0) {
      whole = String(cString: current) + "/" + path
      free(current)
    }
    var parts: [String] = []
    for part in whole.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    return parts
  }
}
