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
