import Typography

/// Text for a terminal: tables without boxes whose columns stay aligned under Chinese text.
///
/// Control characters and escape sequences in the document are shown as text, never sent.
public struct TerminalFormat: DocumentFormat {
  /// Text and wide columns are broken to fit. `Int.max` breaks nothing.
  public var width: Int
  public var usesColor: Bool
  var language = ""

  public func text(of document: Document) -> String {
    var format = self
    format.language = document.language
    return format.written(document)
  }

  private func written(_ document: Document) -> String {
    document.blocks.map { lines(of: $0).map { $0 + "\n" }.joined() }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private func lines(of block: Block) -> [String] {
    switch block {
    case .heading(level: _, let phrase): line(phrase).wrapped(to: width).map(bold)
    case .paragraph(let phrase), .note(let phrase): line(phrase).wrapped(to: width)
    case .table(let table): TerminalTable(table, format: self).lines()
    case .list(let ordered, let items): list(items, ordered: ordered)
    case .code(language: _, let text):
      text.inLines().map { "  " + $0.withControlsVisible() }
    case .quote(let blocks): narrowed(by: 2).nested(blocks).map { "  " + $0 }
    case .rule: [String(repeating: "─", count: min(width, 40))]
    case .figure(let figure): nested(figure.substitute)
    }
  }

  private func list(_ items: [[Block]], ordered: Bool) -> [String] {
    items.enumerated().flatMap { index, blocks in
      let mark = ordered ? "\(index + 1). " : "• "
      let lines = narrowed(by: mark.terminalWidth).nested(blocks)
      return lines.enumerated().map { $0 == 0 ? mark + $1 : String(repeating: " ", count: mark.count) + $1 }
    }
  }

  private func nested(_ blocks: [Block]) -> [String] {
    Array(blocks.map { lines(of: $0) }.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func narrowed(by columns: Int) -> TerminalFormat {
    var format = self
    if width < Int.max { format.width = max(20, width - columns) }
    return format
  }

  func bold(_ text: String) -> String { usesColor && !text.isEmpty ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func faint(_ text: String) -> String { usesColor && !text.isEmpty ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// A phrase as one line of harmless characters.
  func line(_ phrase: Phrase) -> String {
    phrase.inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text), .number(let text, id: _): text.withControlsVisible()
      case .emphasis(let phrase), .strong(let phrase): line(phrase)
      case .link(let phrase, let target):
        line(phrase) == target.address ? target.address : "\(line(phrase)) <\(target.address)>"
      case .superscript(let phrase): line(phrase).superscripted()
      case .subscript(let phrase): line(phrase).subscripted()
      case .reference(let anchor): anchor.withControlsVisible()
      case .lineBreak: " "
      }
    }.joined()
  }
}

extension DocumentFormat where Self == TerminalFormat {
  /// Text for a terminal.
  public static func terminal(width: Int = Int.max, usesColor: Bool = false) -> TerminalFormat {
    TerminalFormat(width: width, usesColor: usesColor)
  }
}
