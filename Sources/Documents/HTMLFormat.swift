import Typography

/// One page of HTML that needs nothing from elsewhere: no scripts, fonts or pictures from a network.
///
/// All text is escaped; links have checked schemes; pictures are those drawn by us.
public struct HTMLFormat: DocumentFormat {
  /// Written into the page, and known again by the command before it replaces a file.
  public static let generator = "tansuo"

  public func text(of document: Document) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(document.language.escapedForHTML())">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="\(Self.generator)">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <title>\((document.title.isEmpty ? Self.generator : document.title).escapedForHTML())</title>
    <style>
    \(HTMLStyle.sheet)</style>
    </head>
    <body>
    <main>
    \(fragment(of: document))</main>
    </body>
    </html>

    """
  }

  /// The blocks alone, to be put into a larger page.
  public func fragment(of document: Document) -> String {
    blocks(document.blocks, language: document.language)
  }

  private func blocks(_ blocks: [Block], language: String) -> String {
    blocks.map { block($0, language: language) }.joined()
  }

  private func block(_ block: Block, language: String) -> String {
    switch block {
    case .heading(let level, let phrase):
      let tag = "h\(min(max(level, 1), 6))"
      return "<\(tag)>\(inlines(phrase))</\(tag)>\n"
    case .paragraph(let phrase):
      return "<p>\(inlines(phrase))</p>\n"
    case .note(let phrase):
      return "<p class=\"note\" role=\"note\">\(inlines(phrase))</p>\n"
    case .table(let table):
      return HTMLTable(table, language: language, format: self).text
    case .list(let ordered, let items):
      let tag = ordered ? "ol" : "ul"
      let inside = items.map { "<li>\(item($0, language: language))</li>\n" }.joined()
      return "<\(tag)>\n\(inside)</\(tag)>\n"
    case .code(let language, let text):
      let word = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_".contains($0)) }
      let attribute = word.isEmpty ? "" : " class=\"language-\(word)\""
      return
        "<pre tabindex=\"0\"><code\(attribute)>\(text.inLines().joined(separator: "\n").escapedForHTML(keepingLines: true))</code></pre>\n"
    case .quote(let inside):
      return "<blockquote>\n\(blocks(inside, language: language))</blockquote>\n"
    case .rule:
      return "<hr>\n"
    case .figure(let figure):
      return "<figure role=\"img\" aria-label=\"\(figure.summary.escapedForHTML())\">\n\(figure.drawing.svg)\n"
        + "<figcaption>\(inlines(figure.caption))</figcaption>\n</figure>\n"
    }
  }

  /// A list item of one paragraph needs no paragraph around it.
  private func item(_ blocks: [Block], language: String) -> String {
    if blocks.count == 1, case .paragraph(let phrase)? = blocks.first { return inlines(phrase) }
    return "\n" + self.blocks(blocks, language: language)
  }

  func inlines(_ phrase: Phrase) -> String {
    phrase.inlines.map { inline in
      switch inline {
      case .text(let text): text.escapedForHTML()
      case .emphasis(let phrase): "<em>\(inlines(phrase))</em>"
      case .strong(let phrase): "<strong>\(inlines(phrase))</strong>"
      case .code(let text): "<code>\(text.escapedForHTML())</code>"
      case .link(let phrase, let target):
        "<a href=\"\(target.address.escapedForHTML())\" rel=\"noreferrer\">\(inlines(phrase))</a>"
      case .superscript(let phrase): "<sup>\(inlines(phrase))</sup>"
      case .subscript(let phrase): "<sub>\(inlines(phrase))</sub>"
      case .number(let text, let id):
        "<span class=\"number\" data-number=\"\(id.escapedForHTML())\">\(text.withMinusSign().escapedForHTML())</span>"
      case .lineBreak: "<br>"
      }
    }.joined()
  }
}

extension DocumentFormat where Self == HTMLFormat {
  /// One self-contained page.
  public static var html: HTMLFormat { HTMLFormat() }
}

extension String {
  /// The text as it may stand in an element or in a quoted attribute.
  func escapedForHTML(keepingLines: Bool = false) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": result.append(keepingLines ? scalar : " ")
      case _ where scalar.isTreacherous:
        result.append(contentsOf: String(scalar).inOneLine().unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
