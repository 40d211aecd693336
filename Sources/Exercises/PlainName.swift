/// Names of exercises and steps, and of the cells and data of a notebook: they stand in attributes, paths and commands.
package enum PlainName {
  package static func isSound(_ name: String) -> Bool {
    guard let first = name.first, first.isLetter else { return false }
    return name.count <= 64 && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }
}
