import Typography

/// Writes a phrase as Markdown for one of the places a phrase can stand in.
struct MarkdownInline {
  enum Setting {
    case paragraph, heading, cell
  }

  let setting: Setting

  static let paragraph = MarkdownInline(setting: .paragraph)
  static let heading = MarkdownInline(setting: .heading)
  static let cell = MarkdownInline(setting: .cell)

  func text(_ phrase: Phrase) -> String {
    let text = inner(phrase, mayMark: true)
    let lines = text.split(separator: "\n").map { line in
      escapedStart(of: Self.trimmed(line))
    }
    return lines.filter { !$0.isEmpty }.joined(separator: setting == .paragraph ? "\\\n" : " ")
  }

  private func inner(_ phrase: Phrase, mayMark: Bool) -> String {
    // Neighboring texts are escaped as one, for the meaning of a character depends on those beside it.
    var result = ""
    var words = ""
    func flush() {
      result += escaped(words)
      words = ""
    }
    let isAlone = phrase.inlines.count == 1 && setting != .cell
    for inline in phrase.inlines {
      switch inline {
      case .text(let text): words += text.inOneLine()
      case .number(let text, id: _): words += text.inOneLine().withMinusSign()
      case .superscript(let phrase): words += phrase.plainText.inOneLine().superscripted()
      case .subscript(let phrase): words += phrase.plainText.inOneLine().subscripted()
      case .emphasis(let phrase):
        guard mayMark, Self.canBeMarked(phrase) else {
          words += phrase.plainText.inOneLine()
          continue
        }
        flush()
        result += "*\(inner(phrase, mayMark: false))*"
      case .strong(let phrase):
        guard mayMark, Self.canBeMarked(phrase) || isAlone && Self.canBeMarkedAlone(phrase) else {
          words += phrase.plainText.inOneLine()
          continue
        }
        flush()
        result += "**\(inner(phrase, mayMark: false))**"
      case .code(let text):
        guard let span = codeSpan(text.inOneLine()) else {
          words += text.inOneLine()
          continue
        }
        flush()
        result += span
      // Markdown has no ids for tables and figures, so a link to one would lead nowhere.
      case .link(let phrase, let target) where target.address.hasPrefix("#"):
        words += phrase.plainText.inOneLine()
      case .reference(let anchor): words += anchor.inOneLine()
      case .link(let phrase, let target):
        flush()
        result += "[\(inner(phrase, mayMark: false))](\(Self.address(target)))"
      case .lineBreak:
        flush()
        result += "\n"
      }
    }
    flush()
    return result
  }

  /// Emphasis is only read as such in every surrounding if it begins and ends with a letter or digit.
  private static func canBeMarked(_ phrase: Phrase) -> Bool {
    guard !phrase.inlines.contains(.lineBreak), case .text? = phrase.inlines.first, case .text? = phrase.inlines.last
    else { return false }
    let text = phrase.plainText
    guard let first = text.first, let last = text.last else { return false }
    return (first.isLetter || first.isNumber) && (last.isLetter || last.isNumber)
  }

  /// Beside the ends of a block emphasis may also begin and end with a mark of punctuation.
  private static func canBeMarkedAlone(_ phrase: Phrase) -> Bool {
    let text = phrase.plainText
    guard !phrase.inlines.contains(.lineBreak), let first = text.first, let last = text.last else { return false }
    return !first.isWhitespace && !last.isWhitespace
  }

  /// `nil` where the text cannot be a code span: empty, or with a pipe in a table.
  private func codeSpan(_ text: String) -> String? {
    guard !text.isEmpty, setting != .cell || !text.contains("|") && !text.contains("\\") else { return nil }
    let fence = String(repeating: "`", count: text.longestRun(of: "`") + 1)
    let isBlank = text.allSatisfy { $0 == " " }
    if isBlank { return nil }
    let needsSpace = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") && text.hasSuffix(" ")
    return needsSpace ? "\(fence) \(text) \(fence)" : fence + text + fence
  }

  /// An address as it stands between the parentheses of a link.
  static func address(_ target: LinkTarget) -> String {
    var result = ""
    for scalar in target.address.unicodeScalars {
      switch scalar {
      case "<": result += "%3C"
      case ">": result += "%3E"
      case "\\": result += "%5C"
      case "(", ")", "&", "*", "_", "[", "]", "`", "|", "~", "\"", "'", "!":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      if needsEscape(scalar, before, after, scalars, index) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  private func needsEscape(
    _ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?, _ all: [Unicode.Scalar], _ index: Int
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "]", "<", "~", "|", "$": true
    // Inside a word an underscore is a letter like any other.
    case "_": !(before.isWordLike && after.isWordLike)
    case "&": after.isWordLike || after == "#"
    case "#": setting == .heading
    // Web addresses in running text do not become links. (E-mail addresses may, where a reader links them; no escape
    // prevents that.)
    case ":": after == "/"
    case ".": index >= 3 && all[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
    default: false
    }
  }

  /// Escapes what would make a line into a list, a quote, a heading or a rule. A cell is never the start of a line.
  private func escapedStart(of line: String) -> String {
    guard setting != .cell, let first = line.first else { return line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty {
      let rest = line.dropFirst(digits.count)
      guard let mark = rest.first, mark == "." || mark == ")", Self.isBlank(rest.dropFirst()) else { return line }
      return digits + "\\" + rest
    }
    let afterRun = line.drop { $0 == first }
    let needsEscape =
      switch first {
      case ">": true
      case "#", "=": Self.isBlank(afterRun)
      case "+", "-": Self.isBlank(line.dropFirst()) || Self.isBlank(afterRun)
      default: false
      }
    return needsEscape ? "\\" + line : line
  }

  /// Whether a text is at its end or goes on with a space.
  private static func isBlank(_ rest: Substring) -> Bool { rest.first.map { $0 == " " } ?? true }

  private static func trimmed(_ line: Substring) -> String {
    String(line.drop { $0 == " " }).withoutTrailingSpaces
  }
}

extension Unicode.Scalar? {
  fileprivate var isWordLike: Bool {
    guard let self else { return false }
    return self.properties.isAlphabetic || self.properties.numericType != nil
  }
}
