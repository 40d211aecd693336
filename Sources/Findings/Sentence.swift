import Documents
import Evidence

/// A sentence in both languages, made of the same facts.
///
///     Sentence("{rows}与{columns}有关（V = {v}）", "{rows} and {columns} go together (V = {v})", facts)
///
/// Holes are filled with what is called so; `{n|row|rows}` is the word that goes with a number. A number that one
/// language prints the other must print too: a sentence where they differ stops the program.
public struct Sentence: Sendable, Hashable {
  public enum Fact: Sendable, Hashable {
    case measure(Measure)
    /// A text of the user's, or a term, as each language has it.
    case name(Label)
  }

  enum Piece: Sendable, Hashable {
    case words(String)
    case measure(Measure)
  }

  let chinese: [Piece]
  let english: [Piece]

  public init(_ chinese: String, _ english: String, _ facts: [String: Fact] = [:]) {
    self.chinese = Self.filled(chinese, facts, .chinese)
    self.english = Self.filled(english, facts, .english)
    precondition(
      Self.measures(self.chinese) == Self.measures(self.english), "the languages differ in numbers: \(english)")
  }

  /// The numbers of the sentence, in the order of their ids.
  public var measures: [Measure] { Self.measures(english) }

  public func phrase(in language: Language) -> Phrase {
    Phrase(
      (language == .chinese ? chinese : english).map {
        switch $0 {
        case .words(let words): .text(words)
        case .measure(let measure): .number(measure.text, id: measure.id)
        }
      })
  }

  public func text(in language: Language) -> String { phrase(in: language).plainText }

  private static func measures(_ pieces: [Piece]) -> [Measure] {
    var seen: Set<Measure> = []
    for case .measure(let measure) in pieces { seen.insert(measure) }
    return seen.sorted { $0.id < $1.id }
  }

  private static func filled(_ template: String, _ facts: [String: Fact], _ language: Language) -> [Piece] {
    var pieces: [Piece] = []
    var words = ""
    var rest = Substring(template)
    while let character = rest.popFirst() {
      guard character == "{", let end = rest.firstIndex(of: "}") else {
        words.append(character)
        continue
      }
      let hole = rest[..<end].split(separator: "|").map(String.init)
      rest = rest[rest.index(after: end)...]
      switch facts[hole[0]] {
      case .name(let label): words += label.text(in: language) ?? ""
      case .measure(let measure) where hole.count == 3: words += measure.value == 1 ? hole[1] : hole[2]
      case .measure(let measure):
        if !words.isEmpty { pieces.append(.words(words)) }
        words = ""
        pieces.append(.measure(measure))
      case nil: preconditionFailure("nothing is called \(hole[0]) in: \(template)")
      }
    }
    if !words.isEmpty { pieces.append(.words(words)) }
    return pieces
  }
}
