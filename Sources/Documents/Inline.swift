import Typography

/// A stretch of text within a line.
public indirect enum Inline: Sendable, Hashable {
  case text(String)
  case emphasis(Phrase)
  case strong(Phrase)
  case code(String)
  case link(Phrase, to: LinkTarget)
  case superscript(Phrase)
  case `subscript`(Phrase)
  /// A printed number with the id under which its recipe is kept.
  case number(String, id: String)
  /// The number of a table or figure with this anchor; ``Document/numbered()`` puts it in.
  case reference(to: String)
  case lineBreak
}

extension Inline: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .text(value) }
}

/// Text with emphasis, links and numbers in it. A string literal is a phrase of plain text.
public struct Phrase: Sendable, Hashable {
  public var inlines: [Inline]

  public init(_ inlines: [Inline] = []) {
    self.inlines = inlines
  }

  public init(_ text: String) {
    self.inlines = text.isEmpty ? [] : [.text(text)]
  }

  public var isEmpty: Bool { inlines.isEmpty }

  /// The words alone.
  public var plainText: String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text), .number(let text, id: _): text
      case .emphasis(let phrase), .strong(let phrase), .superscript(let phrase), .subscript(let phrase),
        .link(let phrase, to: _):
        phrase.plainText
      case .reference(let anchor): anchor
      case .lineBreak: " "
      }
    }.joined()
  }

  public static func + (left: Phrase, right: Phrase) -> Phrase {
    Phrase(left.inlines + right.inlines)
  }
}

extension Phrase: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
  public init(stringLiteral value: String) { self.init(value) }
  public init(arrayLiteral elements: Inline...) { self.init(elements) }
}

/// An address that is safe to click: `http`, `https`, `mailto`, a relative path or a `#fragment`.
public struct LinkTarget: Sendable, Hashable {
  public let address: String

  /// `nil` for any other scheme (`javascript:`, `data:`, `file:`), for control characters and for `//host`.
  public init?(_ address: String) {
    guard !address.isEmpty, !address.unicodeScalars.contains(where: { $0.isTreacherous || $0 == " " }) else {
      return nil
    }
    let beforePath = address.prefix { !"/?#".contains($0) }
    if let colon = beforePath.firstIndex(of: ":") {
      guard ["http", "https", "mailto"].contains(beforePath[..<colon].lowercased()) else { return nil }
    } else if address.hasPrefix("//") || address.hasPrefix("\\") || address.hasPrefix("/\\") {
      return nil
    }
    self.address = address
  }
}
