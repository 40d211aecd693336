/// How a text is written so that every YAML reader takes it for that text.
enum YAMLScalar {
  /// Plain where nothing can be misread, in single quotes where that is enough, else in double quotes with escapes.
  static func written(_ text: String, isInline: Bool) -> String {
    let scalars = text.unicodeScalars
    if !scalars.allSatisfy(isPrintable) { return doubleQuoted(text) }
    if isPlainSafe(text, isInline: isInline) { return text }
    var quoted = "'"
    for scalar in scalars {
      if scalar == "'" { quoted += "''" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "'"
  }

  /// Whether a character may stand in YAML unescaped. Line breaks of every kind and the byte order mark may not here.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    // Above the first plane non-characters are the only trouble, and emoji and rare Han characters are common.
    case 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
    default: false
    }
  }

  private static func isPlainSafe(_ text: String, isInline: Bool) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last else { return false }
    if first.properties.isWhitespace || last.properties.isWhitespace || last == ":" { return false }
    if "-?:,[]{}#&*!|>'\"%@`=~<".unicodeScalars.contains(first) {
      return false
    }
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if scalar == ":" && (next == " " || isInline) { return false }
      if scalar == " " && next == "#" { return false }
      if isInline && ",[]{}".unicodeScalars.contains(scalar) { return false }
    }
    return !couldBeTyped(text)
  }

  /// Whether some YAML reader takes the plain text for a number, a date, a boolean or nothing.
  private static func couldBeTyped(_ text: String) -> Bool {
    switch text.lowercased() {
    case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity": return true
    default: break
    }
    guard let first = text.utf8.first, text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    return (0x30...0x39).contains(first) || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
  }

  private static func doubleQuoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if isPrintable(scalar) {
          quoted.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          let width = scalar.value <= 0xFF ? 2 : scalar.value <= 0xFFFF ? 4 : 8
          quoted += width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U"
          quoted += String(repeating: "0", count: width - digits.count) + digits
        }
      }
    }
    return quoted + "\""
  }
}
