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

  /// The text as it may stand in a running document: breaks and tabs are spaces, other control characters and marks
  /// that reverse or hide text are shown as U+FFFD.
  package func inOneLine() -> String {
    guard unicodeScalars.contains(where: \.isTreacherous) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "\n", "\t", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": result.append(" ")
      case _ where scalar.isTreacherous: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The lines of a text whose line ends may be of any system, made as harmless as ``inOneLine()`` does; tabs are kept.
  package func inLines() -> [String] {
    var lines = [""]
    var wasReturn = false
    for scalar in unicodeScalars {
      switch scalar {
      case "\n" where wasReturn: break
      case "\n", "\r": lines.append("")
      case _ where scalar.isTreacherous && scalar != "\t": lines[lines.count - 1] += "\u{FFFD}"
      default: lines[lines.count - 1].unicodeScalars.append(scalar)
      }
      wasReturn = scalar == "\r"
    }
    return lines
  }

  /// `-1.5` with a true minus sign, other text as it is.
  package func withMinusSign() -> String {
    guard contains("-"), unicodeScalars.allSatisfy({ "0123456789.,-–;[]()%<>= ".unicodeScalars.contains($0) }) else {
      return self
    }
    var result = ""
    var before: Character?
    var rest = Substring(self)
    while let character = rest.popFirst() {
      let isSign = character == "-" && (before.map { " [(".contains($0) } ?? true)
      let isBeforeDigit = rest.first.map { $0.isASCII && $0.isNumber || $0 == "." } ?? false
      result.append(isSign && isBeforeDigit ? "\u{2212}" : character)
      before = character
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether a terminal or a reader could be misled by this character.
  package var isTreacherous: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0001, 0xE0020...0xE007F: true  // interlinear marks, invisible tags
    default: false
    }
  }
}
