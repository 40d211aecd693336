import Typography

/// Names for sheets that every spreadsheet takes: at most 31 characters, none that means something in a formula or a
/// path, each once whatever the case of its letters.
struct SheetNames {
  private static let longest = 31
  private var taken: Set<String> = ["history"]

  /// The first free name that is like `wish`.
  mutating func next(like wish: String, otherwise: String) -> String {
    let plain = Self.plain(wish)
    let base = plain.isEmpty ? otherwise : plain
    var name = Self.cut(base, to: Self.longest)
    var count = 1
    while !taken.insert(name.lowercased()).inserted {
      count += 1
      let suffix = " (\(count))"
      name = Self.cut(base, to: Self.longest - suffix.utf16.count) + suffix
    }
    return name
  }

  private static func plain(_ text: String) -> String {
    let words = String(text.inOneLine().map { "[]:*?/\\".contains($0) ? " " : $0 }).split(separator: " ")
    return trimmed(words.joined(separator: " "))
  }

  /// Spreadsheets count in UTF-16.
  private static func cut(_ text: String, to length: Int) -> String {
    var text = text
    while text.utf16.count > length { text.removeLast() }
    return trimmed(text)
  }

  /// An apostrophe at either end would end the name in a formula.
  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first == "'" || first == " " { text.removeFirst() }
    while let last = text.last, last == "'" || last == " " { text.removeLast() }
    return String(text)
  }
}
