/// Random text made of what breaks writers: markup of every kind, controls, wide and combining characters.
public struct HostileText {
  private var state: UInt64

  public init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private static let pieces: [String] = [
    "*", "**", "_", "__", "`", "```", "~", "~~", "#", "##", "-", "+", "=", "---", "===", ">", "<", "<b>", "</td>",
    "<script>alert(1)</script>", "<!--", "-->", "&", "&amp;", "&lt;", "&#60;", "&copy", "|", "||", "\\", "\\|", "\\\\",
    "[", "]", "(", ")", "[a](b)", "![x](y)", "[^1]", "[x]: http://a.b", "1.", "2)", "10. ", "- [ ] ", "* ", "+ ",
    "http://evil.example/x", "https://a.b", "www.evil.example", "ftp://x.y", "a@b.example", "javascript:alert(1)",
    "\"", "'", "{", "}", "!", "$", "$x$", ":", ":-", ":--:", "^", "%", "@", "=1+1", "　", "\u{A0}", "\t", "\n", "\r\n",
    "\u{0}", "\u{1B}[2J", "\u{7}", "\u{202E}", "\u{200B}", "\u{FEFF}", "\u{2028}", "碳", "索", "省份，", "“重要”", "é",
    "e\u{301}",
    "👩‍🔬", "🇨🇳", "a", "b", "x1", "word", "12", "3.5", "-4", " ", "  ", "   ", "    ", "_a_", "q5_1", "snake_case_name",
  ]

  public mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  public mutating func text() -> String {
    (0...next(below: 8)).map { _ in Self.pieces[next(below: Self.pieces.count)] }.joined()
  }
}
