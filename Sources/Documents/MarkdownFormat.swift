import Typography

/// CommonMark with pipe tables.
///
/// Every character that could be taken for markup is escaped, so that a reader of the page sees exactly the text that
/// is in the document: labels and cells of strangers never become links, HTML or emphasis.
public struct MarkdownFormat: DocumentFormat {
  public func text(of document: Document) -> String {
    lines(of: document.blocks, language: document.language).map { $0.isEmpty ? "\n" : $0 + "\n" }.joined()
  }

  private func lines(of blocks: [Block], language: String) -> [String] {
    var all: [String] = []
    var listBefore: Bool?
    for block in blocks {
      let lines = lines(of: block, language: language)
      guard !lines.isEmpty else { continue }
      if !all.isEmpty { all.append("") }
      if case .list(let ordered, _) = block {
        // Two lists in a row would be read as one.
        if listBefore == ordered { all += ["<!-- -->", ""] }
        listBefore = ordered
      } else {
        listBefore = nil
      }
      all += lines
    }
    return all
  }

  private func lines(of block: Block, language: String) -> [String] {
    switch block {
    case .heading(let level, let phrase):
      let text = MarkdownInline.heading.text(phrase)
      return text.isEmpty ? [] : ["\(String(repeating: "#", count: min(max(level, 1), 6))) \(text)"]
    case .paragraph(let phrase), .note(let phrase):
      return paragraph(phrase)
    case .table(let table):
      return MarkdownTable(table, language: language).lines()
    case .list(let ordered, let items):
      return items.enumerated().flatMap { index, blocks in
        item(lines(of: blocks, language: language), mark: ordered ? "\(index + 1). " : "- ")
      }
    case .code(let language, let text):
      return code(text, language: language)
    case .quote(let blocks):
      return lines(of: blocks, language: language).map { $0.isEmpty ? ">" : "> " + $0 }
    case .rule:
      return ["---"]
    case .figure(let figure):
      return lines(of: figure.substitute, language: language)
    }
  }

  private func paragraph(_ phrase: Phrase) -> [String] {
    let text = MarkdownInline.paragraph.text(phrase)
    return text.isEmpty ? [] : text.split(separator: "\n").map(String.init)
  }

  private func item(_ lines: [String], mark: String) -> [String] {
    if lines.isEmpty { return [mark.withoutTrailingSpaces] }
    let indent = String(repeating: " ", count: mark.count)
    return lines.enumerated().map { $0 == 0 ? mark + $1 : $1.isEmpty ? "" : indent + $1 }
  }

  private func code(_ text: String, language: String) -> [String] {
    let fence = String(repeating: "`", count: max(3, text.longestRun(of: "`") + 1))
    let word = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_".contains($0)) }
    var body = text.inLines()
    if body.last == "" { body.removeLast() }
    return [fence + word] + body + [fence]
  }
}

extension DocumentFormat where Self == MarkdownFormat {
  /// CommonMark with pipe tables.
  public static var markdown: MarkdownFormat { MarkdownFormat() }
}

extension String {
  func longestRun(of character: Character) -> Int {
    var longest = 0
    var current = 0
    for each in self {
      current = each == character ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
