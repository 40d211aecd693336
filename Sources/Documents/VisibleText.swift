extension String {
  /// The text with every character that could move a cursor, hide text or reverse its order written as an escape.
  ///
  ///     "a\u{1B}[2Jb\n".withControlsVisible()    // "a\u{1b}[2Jb\n" in visible characters
  ///
  /// Labels and cells come from files of strangers: on a terminal, `ESC` is a command. Line feeds, tabs and carriage
  /// returns become `\n`, `\t` and `\r`; other control characters, line separators, bidirectional marks and
  /// zero-width spaces become `\u{…}`.
  ///
  /// - Complexity: O(*n*).
  public func withControlsVisible() -> String {
    guard unicodeScalars.contains(where: \.isTreacherous) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.isTreacherous: result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether a terminal or a reader could be misled by this character.
  var isTreacherous: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0001, 0xE0020...0xE007F: true  // interlinear marks, invisible tags
    default: false
    }
  }
}
