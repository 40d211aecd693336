import Charting
import Typography

/// Writes blocks as HTML and remembers what ids it has given.
struct HTMLWriter {
  struct Heading {
    let level: Int
    let id: String
    let text: String
  }

  /// Begins every id, so that the same text can stand on a page in two languages.
  let prefix: String
  let recipes: [String: String]
  let language: String
  private(set) var headings: [Heading] = []
  private var figures = 0
  private var numbers: Set<String> = []

  init(prefix: String = "", recipes: [String: String] = [:], language: String) {
    self.prefix = prefix
    self.recipes = recipes
    self.language = language
  }

  private var isChinese: Bool { language.hasPrefix("zh") }

  mutating func blocks(_ blocks: [Block]) -> String {
    var text = ""
    for block in blocks { text += self.block(block) }
    return text
  }

  private mutating func block(_ block: Block) -> String {
    switch block {
    case .heading(let level, let phrase):
      let level = min(max(level, 1), 6)
      let heading = Heading(level: level, id: "\(prefix)section-\(headings.count + 1)", text: phrase.plainText)
      headings.append(heading)
      return "<h\(level) id=\"\(heading.id)\">\(inlines(phrase))</h\(level)>\n"
    case .paragraph(let phrase):
      return "<p>\(inlines(phrase))</p>\n"
    case .note(let phrase):
      return "<p class=\"note\" role=\"note\">\(inlines(phrase))</p>\n"
    case .table(let table):
      return HTMLTable(table, language: language).text(&self)
    case .list(let ordered, let items):
      let tag = ordered ? "ol" : "ul"
      let inside = items.map { "<li>\(item($0))</li>\n" }.joined()
      return "<\(tag)>\n\(inside)</\(tag)>\n"
    case .code(let language, let text):
      let word = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_".contains($0)) }
      let attribute = word.isEmpty ? "" : " class=\"language-\(word)\""
      let code = text.inLines().joined(separator: "\n").escapedForHTML(keepingLines: true)
      return "<pre tabindex=\"0\"><code\(attribute)>\(code)</code></pre>\n"
    case .quote(let inside):
      return "<blockquote>\n\(blocks(inside))</blockquote>\n"
    case .rule:
      return "<hr>\n"
    case .figure(let figure):
      return self.figure(figure)
    }
  }

  /// A list item of one paragraph needs no paragraph around it.
  private mutating func item(_ blocks: [Block]) -> String {
    if blocks.count == 1, case .paragraph(let phrase)? = blocks.first { return inlines(phrase) }
    return "\n" + self.blocks(blocks)
  }

  func id(_ anchor: String?) -> String {
    anchor.map { " id=\"\(prefix)\($0.asAnchor().escapedForHTML())\"" } ?? ""
  }

  /// Drawn twice, for wide and for narrow screens: a shrunken picture could not be read.
  private mutating func figure(_ figure: Figure) -> String {
    figures += 1
    let chart = figure.chart
    let place = "\(prefix)chart-\(figures)"
    var text = "<figure\(id(figure.anchor))>\n<figcaption>"
    if !figure.numberText.isEmpty { text += "<strong>\(figure.numberText)</strong> " }
    text += "<span class=\"title\">\(chart.title.escapedForHTML())</span>"
    if !chart.subtitle.isEmpty { text += "<br><span class=\"subtitle\">\(chart.subtitle.escapedForHTML())</span>" }
    text += "</figcaption>\n"
    text += chart.inlineSVG(width: 716, id: place + "-wide", className: "chart wide")
    text += chart.inlineSVG(width: 332, id: place + "-narrow", className: "chart narrow")
    for note in chart.allNotes { text += "<p class=\"note\">\(note.escapedForHTML())</p>\n" }
    text += "<details><summary>\(isChinese ? "数据表" : "Data table")</summary>\n"
    text += HTMLTable(figure.dataTable, language: language).text(&self)
    return text + "</details>\n</figure>\n"
  }

  mutating func inlines(_ phrase: Phrase) -> String {
    var text = ""
    for inline in phrase.inlines { text += self.inline(inline) }
    return text
  }

  private mutating func inline(_ inline: Inline) -> String {
    switch inline {
    case .text(let text): return text.escapedForHTML()
    case .emphasis(let phrase): return "<em>\(inlines(phrase))</em>"
    case .strong(let phrase): return "<strong>\(inlines(phrase))</strong>"
    case .code(let text): return "<code>\(text.escapedForHTML())</code>"
    case .link(let phrase, let target):
      var address = target.address
      if address.hasPrefix("#") { address = "#" + prefix + address.dropFirst() }
      return "<a href=\"\(address.escapedForHTML())\" rel=\"noreferrer\">\(inlines(phrase))</a>"
    case .superscript(let phrase): return "<sup>\(inlines(phrase))</sup>"
    case .subscript(let phrase): return "<sub>\(inlines(phrase))</sub>"
    case .number(let text, let id): return number(text, id)
    case .reference(let anchor): return anchor.escapedForHTML()
    case .lineBreak: return "<br>"
    }
  }

  /// A number that tells where it comes from, on hover, on focus, and to be copied.
  private mutating func number(_ text: String, _ id: String) -> String {
    let shown = text.withMinusSign().escapedForHTML()
    let name = id.escapedForHTML()
    // The first place of a number is the one that links lead to.
    let anchor = numbers.insert(id).inserted ? " id=\"\(prefix)number-\(id.asAnchor().escapedForHTML())\"" : ""
    guard let recipe = recipes[id] else {
      return "<span class=\"number\"\(anchor) data-number=\"\(name)\" title=\"\(name)\">\(shown)</span>"
    }
    return
      "<span class=\"number\"\(anchor) data-number=\"\(name)\" title=\"\(name): \(recipe.escapedForHTML())\" tabindex=\"0\" role=\"button\">\(shown)</span>"
  }
}
