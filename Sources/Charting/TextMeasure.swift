import Typography

/// How much room text takes, estimated without a font: wide enough for the usual sans-serif faces.
enum TextMeasure {
  /// In parts of the font size.
  static let ascent = 0.93
  static let height = 1.2
  static let pitch = 1.32

  static func width(of character: Character) -> Double {
    if let byte = character.asciiValue {
      switch byte {
      case UInt8(ascii: "i"), UInt8(ascii: "j"), UInt8(ascii: "l"), UInt8(ascii: "'"), UInt8(ascii: "|"),
        UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "!"):
        return 0.32
      case UInt8(ascii: " "), UInt8(ascii: "f"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "I"),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "/"),
        UInt8(ascii: "-"), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        return 0.41
      case UInt8(ascii: "m"), UInt8(ascii: "w"), UInt8(ascii: "M"), UInt8(ascii: "W"), UInt8(ascii: "%"),
        UInt8(ascii: "@"):
        return 0.96
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: "="),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: "#"):
        return 0.75
      default: return 0.6
      }
    }
    if character == "\u{A0}" { return 0.41 }
    switch character.terminalWidth {
    case 0: return 0
    case 2: return 1.02
    default: return "–−±×÷≤≥≈".contains(character) ? 0.68 : "…—".contains(character) ? 1.02 : 0.8
    }
  }
}

extension String {
  /// The estimated width at a font size.
  func width(size: Double, isBold: Bool = false) -> Double {
    reduce(0) { $0 + TextMeasure.width(of: $1) } * size * (isBold ? 1.07 : 1)
  }

  /// The text in lines no wider than `width`, at most `limit` of them; what is cut ends in `…`. Marks that could not be
  /// seen or would turn the order of reading are made visible. Lines are about equally long.
  func lines(within width: Double, size: Double, isBold: Bool = false, limit: Int = 4) -> [String] {
    let text = withControlsVisible()
    guard !text.isEmpty else { return [] }
    let whole = text.width(size: size, isBold: isBold)
    guard whole > width else { return [text] }
    let lines = text.broken(within: width, size: size, isBold: isBold)
    if lines.count <= limit {
      // A last line of one letter is ugly: the narrowest width that gives no more lines is the most even one. But no word is
      // cut for the sake of evenness.
      let longest = text.unbreakablePieces().map { $0.width(size: size, isBold: isBold) }.max() ?? 0
      for share in [0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75] {
        let even = whole / Double(lines.count)
        let room = max(even + (width - even) * share, longest <= width ? longest : 0)
        let narrower = text.broken(within: room, size: size, isBold: isBold)
        if narrower.count == lines.count { return narrower }
      }
      return lines
    }
    var last = lines[limit - 1]
    while !last.isEmpty, (last + "…").width(size: size, isBold: isBold) > width { last.removeLast() }
    return lines.prefix(limit - 1) + [last + "…"]
  }

  /// Lines as full as they can be.
  private func broken(within width: Double, size: Double, isBold: Bool) -> [String] {
    var lines: [String] = []
    var line = ""
    func finish() {
      let finished = line.withoutTrailingSpaces
      if !finished.isEmpty { lines.append(finished) }
      line = ""
    }
    for piece in unbreakablePieces() {
      if (line + piece).width(size: size, isBold: isBold) <= width {
        if piece != " " || !line.isEmpty { line += piece }
        continue
      }
      if piece == " " {
        finish()
        continue
      }
      if piece.width(size: size, isBold: isBold) <= width {
        finish()
        line = piece
        continue
      }
      for character in piece {
        if (line + String(character)).width(size: size, isBold: isBold) > width { finish() }
        line.append(character)
      }
    }
    finish()
    return lines
  }
}
