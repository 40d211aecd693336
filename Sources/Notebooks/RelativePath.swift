/// Paths of one file as another names it.
enum RelativePath {
  /// What a file in the folder of `path` calls `target`; both as seen from one place, and neither through a link.
  ///
  ///     RelativePath.of("data/survey.csv", seenFrom: "lessons/1.md")    // "../data/survey.csv"
  static func of(_ target: String, seenFrom path: String) -> String {
    guard !target.hasPrefix("/"), !path.hasPrefix("/") else { return target }
    var from = path.split(separator: "/").dropLast().filter { $0 != "." }[...]
    var to = target.split(separator: "/").filter { $0 != "." }[...]
    while let first = from.first, first == to.first, first != "..", to.count > 1 {
      from.removeFirst()
      to.removeFirst()
    }
    return (from.map { _ in ".." } + to.map(String.init)).joined(separator: "/")
  }

  /// The name behind the last slash.
  static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
