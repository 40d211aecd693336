import Documents
import Typography

/// How a stretch of text in a Word file looks.
struct RunLook {
  var isBold = false
  var isItalic = false
  var isCode = false
  var isLink = false
  /// `superscript` or `subscript`.
  var position: StaticString?
}

extension WordWriter {
  mutating func runs(_ phrase: Phrase, _ look: RunLook = RunLook()) {
    for inline in phrase.inlines { run(inline, look) }
  }

  private mutating func run(_ inline: Inline, _ look: RunLook) {
    var look = look
    switch inline {
    case .text(let text), .reference(let text): run(text, look)
    case .number(let text, id: _): run(text.withMinusSign(), look)
    case .code(let text):
      look.isCode = true
      run(text, look)
    case .emphasis(let phrase):
      look.isItalic = true
      runs(phrase, look)
    case .strong(let phrase):
      look.isBold = true
      runs(phrase, look)
    case .superscript(let phrase):
      look.position = "superscript"
      runs(phrase, look)
    case .subscript(let phrase):
      look.position = "subscript"
      runs(phrase, look)
    case .lineBreak: body.raw("<w:r><w:br/></w:r>")
    case .link(let phrase, let target): link(phrase, target, look)
    }
  }

  private mutating func link(_ phrase: Phrase, _ target: LinkTarget, _ look: RunLook) {
    var look = look
    if target.address.hasPrefix("#") {
      // A place that is not in the document stays plain text.
      guard let place = bookmark(of: String(target.address.dropFirst())) else { return runs(phrase, look) }
      body.raw("<w:hyperlink w:anchor=\"place")
      body.number(place)
      body.raw("\">")
    } else {
      look.isLink = true
      body.raw("<w:hyperlink r:id=\"link")
      body.number(number(ofLink: target.address))
      body.raw("\">")
    }
    runs(phrase, look)
    body.raw("</w:hyperlink>")
  }

  mutating func run(_ text: String, _ look: RunLook) {
    guard !text.isEmpty else { return }
    body.raw("<w:r>")
    // Quotation marks and dashes are Chinese in Chinese text.
    let isHinted = isChinese && !text.utf8.allSatisfy { $0 < 0x80 }
    if isHinted || look.isBold || look.isItalic || look.isCode || look.isLink || look.position != nil {
      body.raw("<w:rPr>")
      if look.isLink {
        body.raw("<w:rStyle w:val=\"Hyperlink\"/>")
      } else if look.isCode {
        body.raw("<w:rStyle w:val=\"CodeWord\"/>")
      }
      if isHinted { body.raw("<w:rFonts w:hint=\"eastAsia\"/>") }
      if look.isBold { body.raw("<w:b/>") }
      if look.isItalic { body.raw("<w:i/>") }
      if let position = look.position {
        body.raw("<w:vertAlign w:val=\"")
        body.raw(position)
        body.raw("\"/>")
      }
      body.raw("</w:rPr>")
    }
    body.raw("<w:t xml:space=\"preserve\">")
    body.text(text)
    body.raw("</w:t></w:r>")
  }

  /// The number and title above a table or below a figure; Word can count anew.
  mutating func caption(
    _ word: StaticString, number: Int?, continued: Bool = false, title: Phrase, anchor: String? = nil, keepsNext: Bool
  ) {
    paragraph("Caption", ParagraphLook(keepsNext: keepsNext)) { writer in
      let bookmark = continued ? nil : writer.bookmark(of: anchor)
      if let bookmark { writer.openBookmark(bookmark) }
      if let number {
        if continued, writer.isChinese { writer.run("续", RunLook()) }
        writer.run(word.description + (writer.isChinese ? "" : " "), RunLook())
        if continued {
          writer.run("\(number)", RunLook())
        } else {
          writer.body.raw("<w:fldSimple w:instr=\" SEQ ")
          writer.body.raw(word)
          writer.body.raw(" \\* ARABIC \">")
          writer.run("\(number)", RunLook())
          writer.body.raw("</w:fldSimple>")
        }
        if continued, !writer.isChinese { writer.run(" (continued)", RunLook()) }
      }
      if let bookmark { writer.closeBookmark(bookmark) }
      guard !title.isEmpty else { return }
      if number != nil { writer.run(writer.isChinese ? "\u{3000}" : "  ", RunLook()) }
      writer.runs(title)
    }
  }
}
