/// The words and tables of a page, read without trusting a single tag.
///
/// Unknown, unclosed and crossed tags are passed over; a table inside a cell is read as a table of its own and its
/// words are left out of the cell. Scripts and styles are no text.
/// - Complexity: O(*bytes*).
struct HTMLReading {
  private(set) var content = PublishedContent()

  private struct OpenTable {
    var table: PublishedTable
    var cell: String.UnicodeScalarView?
    var cellLine = 1
    var caption: String.UnicodeScalarView?
  }

  /// Tables deeper than this are read as text of the table around them.
  private static let deepest = 32

  private var tables: [OpenTable] = []
  private var text = String.UnicodeScalarView()
  private var line = 1
  private var textLine = 1

  init(_ source: String) {
    let scalars = Array(source.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "<", let tag = Self.tag(scalars, index) {
        open(tag.name, isClosing: tag.isClosing)
        let end =
          ["script", "style"].contains(tag.name) && !tag.isClosing
          ? Self.end(of: tag.name, scalars, tag.end) : tag.end
        for passed in scalars[index..<end] where passed == "\n" { line += 1 }
        index = end
        continue
      }
      if scalar == "\n" { line += 1 }
      if scalar == "&", let entity = Self.entity(scalars, index) {
        append(entity.scalar)
        index = entity.end
        continue
      }
      append(scalar == "\n" ? " " : scalar)
      index += 1
    }
    while !tables.isEmpty { closeTable() }
    endLine()
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    let plain = PlainText.plain(scalar)
    if let last = tables.indices.last {
      if tables[last].cell != nil {
        tables[last].cell!.append(plain)
      } else if tables[last].caption != nil {
        tables[last].caption!.append(plain)
      }
      return
    }
    if text.isEmpty { textLine = line }
    text.append(plain)
  }

  private mutating func open(_ name: String, isClosing: Bool) {
    switch name {
    case "table":
      if isClosing {
        closeTable()
      } else if tables.count < Self.deepest {
        endLine()
        tables.append(OpenTable(table: PublishedTable(rows: [], line: line)))
      }
    case "tr":
      closeCell()
      if !isClosing, let last = tables.indices.last { tables[last].table.rows.append([]) }
    case "td", "th":
      closeCell()
      if !isClosing, let last = tables.indices.last {
        if tables[last].table.rows.isEmpty { tables[last].table.rows.append([]) }
        tables[last].cell = .init()
        tables[last].cellLine = line
      }
    case "caption":
      if let last = tables.indices.last {
        if isClosing, let caption = tables[last].caption {
          tables[last].table.caption = String(caption).trimmed
          tables[last].caption = nil
        } else if !isClosing {
          tables[last].caption = .init()
        }
      }
    case "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "blockquote", "figcaption":
      if tables.isEmpty { endLine() } else { append(" ") }
    case "br":
      append(" ")
    default:
      break
    }
  }

  private mutating func closeCell() {
    guard let last = tables.indices.last, let cell = tables[last].cell else { return }
    tables[last].table.rows[tables[last].table.rows.count - 1].append(
      PublishedCell(text: String(cell).trimmed, line: tables[last].cellLine))
    tables[last].cell = nil
  }

  private mutating func closeTable() {
    closeCell()
    guard let open = tables.popLast() else { return }
    var table = open.table
    table.rows.removeAll(where: \.isEmpty)
    if !table.rows.isEmpty { content.tables.append(table) }
  }

  private mutating func endLine() {
    let words = String(text).trimmed
    if !words.isEmpty { content.prose.append(PublishedLine(text: words, line: textLine)) }
    text = .init()
  }

  private static func tag(
    _ scalars: [Unicode.Scalar], _ start: Int
  ) -> (name: String, isClosing: Bool, end: Int)? {
    var index = start + 1
    guard index < scalars.count else { return nil }
    if scalars[index] == "!" {
      if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] == "-" {
        index += 3
        while index + 2 < scalars.count,
          !(scalars[index] == "-" && scalars[index + 1] == "-" && scalars[index + 2] == ">")
        { index += 1 }
        return ("!", false, min(index + 3, scalars.count))
      }
    }
    let isClosing = scalars[index] == "/"
    if isClosing { index += 1 }
    var name = String.UnicodeScalarView()
    while index < scalars.count, scalars[index].isASCII,
      scalars[index].properties.isAlphabetic || scalars[index].isDigit,
      name.count < 20
    {
      name.append(scalars[index])
      index += 1
    }
    // A lone "<" before a number is a sign, not a tag.
    guard !name.isEmpty || scalars[index - 1] == "!" else { return nil }
    var quote: Unicode.Scalar?
    while index < scalars.count {
      let scalar = scalars[index]
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "\"" || scalar == "'" {
        quote = scalar
      } else if scalar == ">" {
        return (String(name).lowercased(), isClosing, index + 1)
      } else if scalar == "<" {
        return (String(name).lowercased(), isClosing, index)
      }
      index += 1
    }
    return (String(name).lowercased(), isClosing, scalars.count)
  }

  private static func end(of name: String, _ scalars: [Unicode.Scalar], _ start: Int) -> Int {
    let closing = Array("</\(name)".unicodeScalars)
    var index = start
    while index + closing.count <= scalars.count {
      if scalars[index] == "<",
        closing.indices.allSatisfy({ scalars[index + $0].properties.lowercaseMapping == String(closing[$0]) })
      {
        return index
      }
      index += 1
    }
    return scalars.count
  }

  private static let named: [String: Unicode.Scalar] = [
    "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'", "nbsp": " ", "chi": "χ", "sup2": "²", "minus": "-",
    "le": "≤", "ge": "≥", "eta": "η", "nu": "ν", "alpha": "α", "percnt": "%",
  ]

  private static func entity(_ scalars: [Unicode.Scalar], _ start: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    var index = start + 1
    var name = ""
    while index < scalars.count, scalars[index] != ";", name.count < 10 {
      name.unicodeScalars.append(scalars[index])
      index += 1
    }
    guard index < scalars.count, scalars[index] == ";" else { return nil }
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let value, let scalar = Unicode.Scalar(value) else { return nil }
      return (scalar, index + 1)
    }
    return named[name].map { ($0, index + 1) }
  }
}
