import Glibc

/// The files of a folder, to name the one that was probably meant.
enum FolderListing {
  /// The name in the folder of `path` that is nearest to the one asked for, `nil` if none is near.
  static func nearest(to path: String) -> String? {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard !name.isEmpty else { return nil }
    let ranked = names(in: folder.isEmpty ? "/" : folder).map { (distance(Array(name), Array($0)), $0) }
      .filter { $0.0 * 3 <= max(name.count, 3) }
      .min { $0 < $1 }
    return ranked.map { $0.1 }
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory), names.count < 5000 {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  /// How many characters must be put in, left out or exchanged; letter case counts as nothing.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    let left = left.map { $0.lowercased() }
    let right = right.map { $0.lowercased() }
    var row = Array(0...right.count)
    for i in left.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in right.indices {
        let kept = diagonal + (left[i] == right[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(kept, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
