import Charting
import Documents
import Typography

/// Writes documents one after the other into the body of a Word file.
struct WordWriter {
  /// What blocks stand in: quotes and lists move them in.
  struct Surrounding {
    var indent = 0
    var isQuote = false
    /// How many lists deep.
    var level = 0
    /// The list whose next paragraph gets a bullet or number.
    var list: Int?
  }

  let pictures: [Chart: WordPicture]
  /// Addresses outside the file, each once.
  private(set) var links: [String] = []
  var lists = WordLists()
  var body = Markup(piece: ())
  private(set) var language = "en"
  /// The bookmark of each anchor of the document being written.
  private var bookmarks: [String: Int] = [:]
  private var bookmarkCount = 0
  private var drawingCount = 0
  private var documentCount = 0

  init(pictures: [Chart: WordPicture]) { self.pictures = pictures }

  var isChinese: Bool { language.hasPrefix("zh") }

  /// The part `document.xml`.
  func part() -> [UInt8] {
    var xml = Markup(reserving: body.bytes.count + 1024)
    xml.raw("<w:document ")
    xml.raw(WordPage.namespaces)
    xml.raw("><w:body>")
    xml.raw(body)
    xml.raw(WordPage.section)
    xml.raw("</w:body></w:document>")
    return xml.bytes
  }

  mutating func write(_ document: Document) {
    language = document.language
    bookmarks = [:]
    for anchor in document.blocks.flatMap(\.anchors) {
      let name = anchor.asAnchor()
      guard bookmarks[name] == nil else { continue }
      bookmarkCount += 1
      bookmarks[name] = bookmarkCount
    }
    var blocks = document.blocks[...]
    var title = Phrase(document.title)
    if case .heading(level: 1, let phrase)? = blocks.first {
      title = phrase
      blocks.removeFirst()
    }
    let startsPage = documentCount > 0
    documentCount += 1
    if !title.isEmpty || startsPage {
      paragraph("Title", ParagraphLook(startsPage: startsPage)) { $0.runs(title) }
    }
    let range = nextBookmark()
    openBookmark(range)
    let headings = document.headings(skippingTitle: blocks.count < document.blocks.count).map { heading in
      (level: heading.level, text: heading.text, bookmark: nextBookmark())
    }
    if headings.filter({ $0.level <= 3 }).count >= 4 { contents(headings.filter { $0.level <= 3 }, in: range) }
    headingBookmarks = headings.map(\.bookmark)[...]
    write(Array(blocks), Surrounding())
    closeBookmark(range)
  }

  /// Those that the headings to come are known by.
  private var headingBookmarks: ArraySlice<Int> = []

  mutating func write(_ blocks: [Block], _ surrounding: Surrounding) {
    var surrounding = surrounding
    for block in blocks {
      write(block, surrounding)
      // Only the first paragraph of an item has its bullet.
      surrounding.list = nil
    }
  }

  private mutating func write(_ block: Block, _ surrounding: Surrounding) {
    switch block {
    case .heading(let level, let phrase):
      let bookmark = headingBookmarks.popFirst()
      let level = min(max(level, 1), 6)
      paragraph(Self.headingStyles[level - 1], surrounding) { writer in
        if let bookmark { writer.openBookmark(bookmark) }
        writer.runs(phrase)
        if let bookmark { writer.closeBookmark(bookmark) }
      }
    case .paragraph(let phrase):
      paragraph(Self.style(surrounding), surrounding) { $0.runs(phrase) }
    case .note(let phrase):
      paragraph("Note", surrounding) { $0.runs(phrase) }
    case .code(language: _, let text):
      paragraph("Code", surrounding) { writer in
        for (place, line) in text.inLines().enumerated() {
          if place > 0 { writer.body.raw("<w:r><w:br/></w:r>") }
          writer.run(line.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    "), RunLook())
        }
      }
    case .quote(let blocks):
      var inner = surrounding
      inner.indent += WordLists.step
      inner.isQuote = true
      write(blocks, inner)
    case .rule:
      paragraph("Normal", ParagraphLook(hasRuleBelow: true)) { _ in }
    case .list(let isOrdered, let items):
      write(items, isOrdered: isOrdered, surrounding)
    case .table(let table):
      write(table, surrounding)
    case .figure(let figure):
      write(figure, surrounding)
    }
  }

  private mutating func write(_ items: [[Block]], isOrdered: Bool, _ surrounding: Surrounding) {
    let level = min(surrounding.level, WordLists.deepest)
    var inner = surrounding
    inner.level += 1
    inner.indent += WordLists.step
    let list = lists.next(isOrdered: isOrdered, level: level)
    for item in items {
      inner.list = list
      guard case .paragraph? = item.first else {
        // A bullet needs a paragraph to stand before.
        write([.paragraph("")] + item, inner)
        continue
      }
      write(item, inner)
    }
  }

  // MARK: Paragraphs

  private static let headingStyles: [StaticString] = [
    "Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6",
  ]

  private static func style(_ surrounding: Surrounding) -> StaticString {
    surrounding.level > 0 ? "ListParagraph" : surrounding.isQuote ? "Quote" : "Normal"
  }

  private mutating func paragraph(
    _ style: StaticString, _ surrounding: Surrounding, _ inside: (inout WordWriter) -> Void
  ) {
    var look = ParagraphLook(indent: surrounding.indent)
    look.list = surrounding.list.map { ($0, min(surrounding.level - 1, WordLists.deepest)) }
    look.isMovedIn = isChinese && surrounding.indent == 0 && style.description == "Normal"
    paragraph(style, look, inside)
  }

  mutating func paragraph(
    _ style: StaticString, _ look: ParagraphLook = ParagraphLook(), _ inside: (inout WordWriter) -> Void
  ) {
    body.raw("<w:p><w:pPr><w:pStyle w:val=\"")
    body.raw(style)
    body.raw("\"/>")
    look.write(to: &body)
    body.raw("</w:pPr>")
    inside(&self)
    body.raw("</w:p>")
  }

  // MARK: Bookmarks and links

  private mutating func nextBookmark() -> Int {
    bookmarkCount += 1
    return bookmarkCount
  }

  func bookmark(of anchor: String?) -> Int? { anchor.flatMap { bookmarks[$0.asAnchor()] } }

  mutating func openBookmark(_ number: Int) {
    body.raw("<w:bookmarkStart w:id=\"")
    body.number(number)
    body.raw("\" w:name=\"place")
    body.number(number)
    body.raw("\"/>")
  }

  mutating func closeBookmark(_ number: Int) {
    body.raw("<w:bookmarkEnd w:id=\"")
    body.number(number)
    body.raw("\"/>")
  }

  /// The number of a link out of the file.
  mutating func number(ofLink address: String) -> Int {
    let address = address.percentEncoded()
    if let place = links.firstIndex(of: address) { return place + 1 }
    links.append(address)
    return links.count
  }

  mutating func nextDrawing() -> Int {
    drawingCount += 1
    return drawingCount
  }

  /// A table of contents that Word can make anew, filled in as far as it can be known without pages.
  private mutating func contents(_ headings: [(level: Int, text: Phrase, bookmark: Int)], in range: Int) {
    paragraph("TOCHeading") { $0.run($0.isChinese ? "目录" : "Contents", RunLook()) }
    for (place, heading) in headings.enumerated() {
      paragraph(["TOC1", "TOC2", "TOC3"][min(max(heading.level, 1), 3) - 1]) { writer in
        if place == 0 {
          writer.body.raw("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">")
          writer.body.raw(" TOC \\o &quot;1-3&quot; \\h \\b place")
          writer.body.number(range)
          writer.body.raw(" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>")
        }
        writer.body.raw("<w:hyperlink w:anchor=\"place")
        writer.body.number(heading.bookmark)
        writer.body.raw("\">")
        writer.run(heading.text.cellText, RunLook())
        writer.body.raw("</w:hyperlink>")
        if place == headings.count - 1 { writer.body.raw("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>") }
      }
    }
  }
}

extension Document {
  /// The headings in the order in which they are written.
  fileprivate func headings(skippingTitle: Bool) -> [(level: Int, text: Phrase)] {
    Array(blocks.flatMap(\.headings).dropFirst(skippingTitle ? 1 : 0))
  }
}

extension Block {
  fileprivate var headings: [(level: Int, text: Phrase)] {
    switch self {
    case .heading(let level, let phrase): [(level, phrase)]
    case .quote(let blocks): blocks.flatMap(\.headings)
    case .list(ordered: _, let items): items.joined().flatMap(\.headings)
    default: []
    }
  }

  fileprivate var anchors: [String] {
    switch self {
    case .table(let table): [table.anchor].compactMap { $0 }
    case .figure(let figure): [figure.anchor].compactMap { $0 }
    case .quote(let blocks): blocks.flatMap(\.anchors)
    case .list(ordered: _, let items): items.joined().flatMap(\.anchors)
    default: []
    }
  }
}

extension String {
  /// The address with everything encoded that an address may not contain as it is.
  fileprivate func percentEncoded() -> String {
    utf8.map { byte in
      let isPlain = byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}".utf8.contains(byte)
      guard !isPlain else { return String(Unicode.Scalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
