extension Document {
  /// The document with its titled tables and its figures counted from 1, each kind by itself, and references to them
  /// filled in as links: `see [Table 2](#table-2)`.
  ///
  /// A reference to an anchor that no table or figure has becomes the name of the anchor.
  public func numbered() -> Document {
    var numbering = Numbering(language: language)
    var document = self
    document.blocks = blocks.map { numbering.counted($0) }
    document.blocks = document.blocks.map { numbering.resolved($0) }
    return document
  }
}

/// The numbers given so far.
private struct Numbering {
  let language: String
  private var tables = 0
  private var figures = 0
  /// What an anchor is called.
  private var names: [String: String] = [:]

  init(language: String) { self.language = language }

  mutating func counted(_ block: Block) -> Block {
    switch block {
    case .table(var table):
      guard !table.title.isEmpty else { return block }
      tables += 1
      table.number = tables
      table.anchor = table.anchor ?? "table-\(tables)"
      names[table.anchor!] = table.numberText(language: language)
      return .table(table)
    case .figure(var figure):
      figures += 1
      figure.number = figures
      figure.anchor = figure.anchor ?? "figure-\(figures)"
      names[figure.anchor!] = figure.numberText
      return .figure(figure)
    case .quote(let blocks):
      return .quote(blocks.map { counted($0) })
    case .list(let ordered, let items):
      return .list(ordered: ordered, items.map { item in item.map { counted($0) } })
    default: return block
    }
  }

  func resolved(_ block: Block) -> Block {
    switch block {
    case .heading(let level, let phrase): .heading(level: level, resolved(phrase))
    case .paragraph(let phrase): .paragraph(resolved(phrase))
    case .note(let phrase): .note(resolved(phrase))
    case .quote(let blocks): .quote(blocks.map(resolved))
    case .list(let ordered, let items): .list(ordered: ordered, items.map { $0.map(resolved) })
    case .table(var table):
      {
        table.title = resolved(table.title)
        for index in table.notes.indices { table.notes[index].phrase = resolved(table.notes[index].phrase) }
        return .table(table)
      }()
    case .code, .rule, .figure: block
    }
  }

  private func resolved(_ phrase: Phrase) -> Phrase {
    Phrase(
      phrase.inlines.map { inline in
        switch inline {
        case .reference(let anchor):
          guard let name = names[anchor], let target = LinkTarget("#" + anchor.asAnchor()) else { return .text(anchor) }
          return .link(Phrase(name), to: target)
        case .emphasis(let inner): return .emphasis(resolved(inner))
        case .strong(let inner): return .strong(resolved(inner))
        case .superscript(let inner): return .superscript(resolved(inner))
        case .subscript(let inner): return .subscript(resolved(inner))
        case .link(let inner, let target): return .link(resolved(inner), to: target)
        case .text, .code, .number, .lineBreak: return inline
        }
      })
  }
}

extension String {
  /// The text as an id of a page: letters, digits and hyphens of any writing, nothing else.
  package func asAnchor() -> String {
    String(map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "-" })
  }
}
