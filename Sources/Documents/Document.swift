/// A text with its structure, before it is known how it will be written: as Markdown, HTML, terminal text or CSV.
///
///     let document = Document(language: "en", [.heading(level: 1, "Coal use"), .paragraph("n = 28")])
///     document.text(as: .markdown)    // "# Coal use\n\nn = 28\n"
public struct Document: Sendable, Hashable {
  /// What the page is called where a page has a name. Pages whose text begins with no heading of the first level print
  /// it as one.
  public var title: String
  /// A language tag: `zh` or `en`.
  public var language: String
  public var blocks: [Block]
  /// How each number with an id was made, in words; pages show it where the number is pointed at.
  public var recipes: [String: String]

  public init(title: String = "", language: String = "en", _ blocks: [Block] = [], recipes: [String: String] = [:]) {
    self.title = title
    self.language = language
    self.blocks = blocks
    self.recipes = recipes
  }
}

/// A piece of a document that stands on lines of its own.
public indirect enum Block: Sendable, Hashable {
  /// Levels are 1 to 6; others are brought into that range when written.
  case heading(level: Int, Phrase)
  case paragraph(Phrase)
  case table(DocumentTable)
  /// Each item is made of blocks. An ordered list counts from 1.
  case list(ordered: Bool, [[Block]])
  /// Text shown letter by letter. `language` is the word after the fence, empty for none.
  case code(language: String, String)
  case quote([Block])
  case rule
  case figure(Figure)
  /// A remark that should be seen but is not part of the running text: a caveat, a source.
  case note(Phrase)
}
