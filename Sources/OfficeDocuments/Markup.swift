import Typography

/// XML as bytes. What is written as text can never become markup.
struct Markup {
  private(set) var bytes: [UInt8] = []

  static let declaration: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  init(reserving capacity: Int = 1024) {
    bytes.reserveCapacity(capacity)
    raw(Self.declaration)
  }

  /// A piece of another part, without a declaration.
  init(piece: Void) {}

  /// Markup of ours.
  mutating func raw(_ markup: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  mutating func raw(_ byte: UInt8) { bytes.append(byte) }

  mutating func raw(_ piece: Markup) { bytes += piece.bytes }

  mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

  mutating func number(_ value: Double) { bytes.append(contentsOf: value.description.utf8) }

  /// Text of anybody, in an element or a quoted attribute: in one line, what could mislead a reader made visible.
  mutating func text(_ text: String) {
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E && $0 != 0x22 && $0 != 0x27 }
    }
    if isPlain {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for scalar in text.inOneLine().unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "'": raw("&#39;")
      // No XML document may contain these two, however written.
      case "\u{FFFE}", "\u{FFFF}": raw("\u{FFFD}")
      default: bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
  }
}
