extension String {
  /// The number of terminal columns the text takes: 2 for East Asian wide characters and emoji, 0 for combining marks,
  /// 1 for all else, ambiguous ones included.
  ///
  ///     "碳索 CO₂".terminalWidth    // 8
  ///
  /// - Complexity: O(*n*).
  public var terminalWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.terminalWidth }
  }

  /// Spaces added on the right until the text is `width` columns wide.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - terminalWidth))
  }

  /// Spaces added on the left until the text is `width` columns wide.
  package func movedRight(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - terminalWidth)) + self
  }

  package func centered(in width: Int) -> String {
    let free = max(0, width - terminalWidth)
    return String(repeating: " ", count: free / 2) + self + String(repeating: " ", count: free - free / 2)
  }

  /// The text in lines of at most `width` columns. Lines break at spaces and beside wide characters; a word that is
  /// longer than a line is cut.
  public func wrapped(to width: Int) -> [String] {
    guard terminalWidth > width, width > 0 else { return [self] }
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    for piece in unbreakablePieces() {
      let pieceWidth = piece.terminalWidth
      if lineWidth + pieceWidth > width, piece != " " || lineWidth + 1 > width {
        if !line.isEmpty { lines.append(line.withoutTrailingSpaces) }
        line = ""
        lineWidth = 0
        if piece == " " { continue }
      }
      if pieceWidth <= width {
        line += piece
        lineWidth += pieceWidth
        continue
      }
      for character in piece {
        if lineWidth + character.terminalWidth > width, !line.isEmpty {
          lines.append(line)
          line = ""
          lineWidth = 0
        }
        line.append(character)
        lineWidth += character.terminalWidth
      }
    }
    if !line.isEmpty { lines.append(line.withoutTrailingSpaces) }
    return lines.isEmpty ? [""] : lines
  }

  /// Words, single spaces and single wide characters. A mark that may not begin a line stays with what it follows.
  package func unbreakablePieces() -> [String] {
    var pieces: [String] = []
    var word = ""
    for character in self {
      if character == " " {
        if !word.isEmpty { pieces.append(word) }
        pieces.append(" ")
        word = ""
      } else if "，。、；：！？）》”’】〉」』".contains(character) {
        if word.isEmpty, let last = pieces.last, last != " " {
          pieces[pieces.count - 1] = last + String(character)
        } else {
          pieces.append(word + String(character))
          word = ""
        }
      } else if character.terminalWidth == 2 {
        if !word.isEmpty { pieces.append(word) }
        pieces.append(String(character))
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { pieces.append(word) }
    return pieces
  }

  package var withoutTrailingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension Character {
  /// The width of what the reader sees as one character: that of its first visible part.
  package var terminalWidth: Int {
    if isASCII { return 1 }
    var width = 0
    for scalar in unicodeScalars {
      if scalar == "\u{FE0F}" { return 2 }
      if (0x1F1E6...0x1F1FF).contains(scalar.value), unicodeScalars.count > 1 { return 2 }
      if width == 0 { width = scalar.terminalWidth }
    }
    return width
  }
}

extension Unicode.Scalar {
  package var terminalWidth: Int {
    if value < 0x300 { return 1 }
    if isIn(CharacterWidthRanges.wide) { return 2 }
    return isIn(CharacterWidthRanges.empty) ? 0 : 1
  }

  /// Whether the character lies in one of the sorted ranges.
  private func isIn(_ ranges: [UInt32]) -> Bool {
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if ranges[2 * middle + 1] < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count / 2 && ranges[2 * low] <= value
  }
}
