/// How a cell of a sheet looks.
struct CellLook: Hashable {
  enum Letters: Int, CaseIterable {
    case plain, bold, faint, link

    fileprivate var font: StaticString {
      switch self {
      case .plain: "<sz val=\"11\"/>"
      case .bold: "<b/><sz val=\"11\"/>"
      case .faint: "<sz val=\"10\"/><color rgb=\"FF595959\"/>"
      case .link: "<u/><sz val=\"11\"/><color rgb=\"FF0B57A4\"/>"
      }
    }
  }

  enum Line {
    case none, thin, medium
  }

  enum Alignment {
    /// Numbers right, texts left.
    case byKind
    case left, center, right
  }

  var numberFormat = "General"
  var letters = Letters.plain
  var alignment = Alignment.byKind
  var indent = 0
  var isWrapped = false
  var above = Line.none
  var below = Line.none
}

/// The looks a workbook uses, each written once.
struct CellStyles {
  private static let firstOwnFormat = 164

  private var looks: [CellLook] = []
  private var numbers: [CellLook: Int] = [:]

  init() { _ = number(of: CellLook()) }

  /// The number cells call the look by.
  mutating func number(of look: CellLook) -> Int {
    if let number = numbers[look] { return number }
    numbers[look] = looks.count
    looks.append(look)
    return looks.count - 1
  }

  /// The part `styles.xml`.
  func part(font: StaticString) -> [UInt8] {
    var xml = Markup()
    xml.raw("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
    let formats = Numbered(looks.map(\.numberFormat).filter { $0 != "General" })
    if !formats.values.isEmpty {
      xml.list("numFmts", formats.values) { place, format, xml in
        xml.raw("<numFmt numFmtId=\"")
        xml.number(Self.firstOwnFormat + place)
        xml.raw("\" formatCode=\"")
        xml.text(format)
        xml.raw("\"/>")
      }
    }
    xml.list("fonts", CellLook.Letters.allCases) { _, letters, xml in
      xml.raw("<font>")
      xml.raw(letters.font)
      xml.raw("<name val=\"")
      xml.raw(font)
      xml.raw("\"/><family val=\"2\"/></font>")
    }
    // Both fills are there in every workbook, and must be.
    xml.raw("<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>")
    xml.raw("<fill><patternFill patternType=\"gray125\"/></fill></fills>")
    let borders = Numbered([Border()] + looks.map { Border(above: $0.above, below: $0.below) })
    xml.list("borders", borders.values) { _, border, xml in
      xml.raw("<border><left/><right/>")
      xml.line("top", border.above)
      xml.line("bottom", border.below)
      xml.raw("<diagonal/></border>")
    }
    xml.raw("<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>")
    xml.list("cellXfs", looks) { _, look, xml in
      xml.raw("<xf numFmtId=\"")
      xml.number(formats.numbers[look.numberFormat].map { Self.firstOwnFormat + $0 } ?? 0)
      xml.raw("\" fontId=\"")
      xml.number(look.letters.rawValue)
      xml.raw("\" fillId=\"0\" borderId=\"")
      xml.number(borders.numbers[Border(above: look.above, below: look.below)] ?? 0)
      xml.raw("\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\">")
      xml.alignment(look)
      xml.raw("</xf>")
    }
    xml.raw("<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>")
    xml.raw("</styleSheet>")
    return xml.bytes
  }

  private struct Border: Hashable {
    var above = CellLook.Line.none
    var below = CellLook.Line.none
  }

  /// Values without repeats, in order of their first appearance, and the place of each.
  private struct Numbered<Value: Hashable> {
    private(set) var values: [Value] = []
    private(set) var numbers: [Value: Int] = [:]

    init(_ all: [Value]) {
      for value in all where numbers[value] == nil {
        numbers[value] = values.count
        values.append(value)
      }
    }
  }
}

extension Markup {
  /// `<name count="2">…</name>`
  fileprivate mutating func list<Value>(
    _ name: StaticString, _ values: [Value], _ write: (Int, Value, inout Markup) -> Void
  ) {
    raw("<")
    raw(name)
    raw(" count=\"")
    number(values.count)
    raw("\">")
    for (place, value) in values.enumerated() { write(place, value, &self) }
    raw("</")
    raw(name)
    raw(">")
  }

  fileprivate mutating func line(_ side: StaticString, _ line: CellLook.Line) {
    raw("<")
    raw(side)
    switch line {
    case .none: raw("/>")
    case .thin: raw(" style=\"thin\"><color auto=\"1\"/></")
    case .medium: raw(" style=\"medium\"><color auto=\"1\"/></")
    }
    guard line != .none else { return }
    raw(side)
    raw(">")
  }

  fileprivate mutating func alignment(_ look: CellLook) {
    raw("<alignment vertical=\"")
    raw(look.isWrapped ? "bottom" : "top")
    switch look.alignment {
    case .byKind: raw("\"")
    case .left: raw("\" horizontal=\"left\"")
    case .center: raw("\" horizontal=\"center\"")
    case .right: raw("\" horizontal=\"right\"")
    }
    if look.indent > 0 {
      raw(" indent=\"")
      number(min(look.indent, 15))
      raw("\"")
    }
    if look.isWrapped { raw(" wrapText=\"1\"") }
    raw("/>")
  }
}
