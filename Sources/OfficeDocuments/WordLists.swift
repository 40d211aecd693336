/// The ways a Word file counts: bullets, and numbers that start anew for every list.
struct WordLists {
  static let deepest = 8
  /// How far each level is moved in.
  static let step = 420

  /// The level of each numbered list, in order.
  private var levels: [Int] = []

  /// The number paragraphs call a new list by.
  mutating func next(isOrdered: Bool, level: Int) -> Int {
    guard isOrdered else { return 1 }
    levels.append(level)
    return levels.count + 1
  }

  /// The part `numbering.xml`.
  func part() -> [UInt8] {
    var xml = Markup()
    xml.raw("<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">")
    abstract(0, "bullet", &xml)
    abstract(1, "decimal", &xml)
    xml.raw("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>")
    for (place, level) in levels.enumerated() {
      xml.raw("<w:num w:numId=\"")
      xml.number(place + 2)
      xml.raw("\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"")
      xml.number(level)
      xml.raw("\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>")
    }
    xml.raw("</w:numbering>")
    return xml.bytes
  }

  private func abstract(_ number: Int, _ kind: StaticString, _ xml: inout Markup) {
    xml.raw("<w:abstractNum w:abstractNumId=\"")
    xml.number(number)
    xml.raw("\"><w:multiLevelType w:val=\"hybridMultilevel\"/>")
    for level in 0...Self.deepest {
      xml.raw("<w:lvl w:ilvl=\"")
      xml.number(level)
      xml.raw("\"><w:start w:val=\"1\"/><w:numFmt w:val=\"")
      xml.raw(kind)
      xml.raw("\"/><w:lvlText w:val=\"")
      if number == 0 {
        xml.raw(level % 2 == 0 ? "•" : "–")
      } else {
        xml.raw("%")
        xml.number(level + 1)
        xml.raw(".")
      }
      xml.raw("\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"")
      xml.number((level + 1) * Self.step)
      xml.raw("\" w:hanging=\"")
      xml.number(Self.step)
      xml.raw("\"/></w:pPr></w:lvl>")
    }
    xml.raw("</w:abstractNum>")
  }
}
