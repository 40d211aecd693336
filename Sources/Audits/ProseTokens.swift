/// A paragraph taken apart into words, numbers and signs.
struct ProseTokens {
  enum Kind: Hashable {
    case number(PrintedNumber)
    /// A run of letters, with digits behind them (`X2`), or a run of Han characters.
    case word(String)
    case sign(Unicode.Scalar)
    /// The end of a sentence.
    case stop
  }

  struct Token {
    let kind: Kind
    let line: Int
    /// Counted from 1.
    let column: Int
    /// Whether nothing stands between it and the token before.
    let touches: Bool
  }

  private(set) var tokens: [Token] = []

  /// - Complexity: O(*characters*).
  init(_ lines: some Sequence<PublishedLine>) {
    for line in lines { append(line) }
  }

  private mutating func append(_ line: PublishedLine) {
    let scalars = Array(line.text.unicodeScalars)
    var index = 0
    var touches = false
    func isLetter(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "²" || scalar == "_" || (!scalar.isHan && scalar.properties.isAlphabetic)
    }
    func add(_ kind: Kind, from start: Int) {
      tokens.append(Token(kind: kind, line: line.line, column: start + 1, touches: touches))
      touches = true
    }
    while index < scalars.count {
      let scalar = scalars[index]
      let start = index
      // What sets type in Markdown and TeX is no text.
      if scalar == " " || scalar == "\t" {
        touches = false
        index += 1
      } else if "*$\\{}`".unicodeScalars.contains(scalar) {
        index += 1
      } else if scalar.isHan {
        while index < scalars.count, scalars[index].isHan { index += 1 }
        add(.word(Self.text(scalars[start..<index])), from: start)
      } else if isLetter(scalar) {
        var word = String.UnicodeScalarView()
        while index < scalars.count {
          let next = scalars[index]
          if isLetter(next) || next.isDigit {
            word.append(next)
          } else if next == "^" || ("{}".unicodeScalars.contains(next) && scalars[index - 1] != " ") {
            // χ^2 and χ^{2} are χ2.
          } else {
            break
          }
          index += 1
        }
        add(.word(String(word)), from: start)
      } else if scalar.isDigit || (Self.isSign(scalar) && startsNumber(scalars, index, touches)) {
        var scanner = NumberScanner(scalars, at: index)
        if let number = scanner.number() {
          index = scanner.index
          add(.number(number), from: start)
        } else {
          index = max(index + 1, scanner.index)
          add(.sign(scalar), from: start)
        }
      } else if Self.isStop(scalars, index) {
        index += 1
        add(.stop, from: start)
      } else {
        index += 1
        add(.sign(scalar), from: start)
      }
    }
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool { scalar == "-" || scalar == "+" || scalar == "." }

  /// A hyphen between two things is a dash; before a number that stands alone it is a minus.
  private func startsNumber(_ scalars: [Unicode.Scalar], _ index: Int, _ touches: Bool) -> Bool {
    guard index + 1 < scalars.count else { return false }
    let next = scalars[index + 1]
    let follows = next.isDigit || (next == "." && index + 2 < scalars.count && scalars[index + 2].isDigit)
    guard follows else { return false }
    if touches, let last = tokens.last {
      switch last.kind {
      case .number, .word: return false
      default: break
      }
    }
    return true
  }

  private static func isStop(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    switch scalars[index] {
    case "。", "!", "?", "\u{FF61}": true
    case ".": index + 1 == scalars.count || scalars[index + 1] == " "
    default: false
    }
  }
}

extension [ProseTokens.Token] {
  /// The word at an index, `nil` for anything else or outside.
  func word(_ index: Int) -> String? {
    guard indices.contains(index), case .word(let word) = self[index].kind else { return nil }
    return word
  }

  func number(_ index: Int) -> PrintedNumber? {
    guard indices.contains(index), case .number(let number) = self[index].kind else { return nil }
    return number
  }

  func sign(_ index: Int) -> Unicode.Scalar? {
    guard indices.contains(index), case .sign(let sign) = self[index].kind else { return nil }
    return sign
  }

  func isStop(_ index: Int) -> Bool { !indices.contains(index) || self[index].kind == .stop }
}

extension PublishedContent {
  /// Lines that belong together: a blank line, a heading or the item of a list starts a new paragraph.
  var paragraphs: [ArraySlice<PublishedLine>] {
    var paragraphs: [ArraySlice<PublishedLine>] = []
    var start = 0
    for index in prose.indices.dropFirst() {
      let text = prose[index].text
      let opens = ["#", "- ", "* ", "> "].contains { text.hasPrefix($0) }
      if prose[index].line != prose[index - 1].line + 1 || opens || prose[index - 1].text.hasPrefix("#") {
        paragraphs.append(prose[start..<index])
        start = index
      }
    }
    if start < prose.count { paragraphs.append(prose[start...]) }
    return paragraphs
  }
}
