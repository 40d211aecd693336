import Glibc

/// The enums that adopt `FaultCode` or `CaveatCode` anywhere under `Sources`, read from the text itself.
public func declaredCodeLists() -> [(room: String, name: String)] {
  let root = String(#filePath.prefix(upTo: #filePath.firstRange(of: "/Tests/TestSupport/")!.lowerBound))
  return filesBelow(root + "/Sources").flatMap { path -> [(String, String)] in
    let room = String(path.dropFirst(root.count + "/Sources/".count).prefix { $0 != "/" })
    return String(decoding: bytes(ofFile: path), as: UTF8.self).split(separator: "\n").compactMap { line in
      guard line.contains("enum "), line.contains(": String, FaultCode") || line.contains(": String, CaveatCode"),
        !line.drop(while: { $0 == " " }).hasPrefix("//")
      else { return nil }
      let afterEnum = line[line.firstRange(of: "enum ")!.upperBound...]
      return (room, String(afterEnum.prefix { $0 != ":" }))
    }
  }
}

func filesBelow(_ folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var files: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name.hasPrefix(".") { continue }
    let path = folder + "/" + name
    if entry.pointee.d_type == UInt8(DT_DIR) {
      files += filesBelow(path)
    } else if name.hasSuffix(".swift") {
      files.append(path)
    }
  }
  return files.sorted()
}
