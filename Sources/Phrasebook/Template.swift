import Evidence

/// A sentence with holes: `Column {name} has {count} empty {count|cell|cells}`. `{{` is a brace.
///
/// A hole with two forms is not the number but the word that goes with it; `{kind in words}` is a kind of column in the
/// language of the sentence.
struct Template {
  enum Piece: Hashable {
    case words(String)
    case fact(String)
    case agreeing(fact: String, one: String, many: String)
    case columnKind(String)

    /// What stands between the braces.
    init(hole: Substring) {
      let forms = hole.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      let inWords = " in words"
      if forms.count == 3 {
        self = .agreeing(fact: forms[0], one: forms[1], many: forms[2])
      } else if hole.hasSuffix(inWords) {
        self = .columnKind(String(hole.dropLast(inWords.count)))
      } else {
        self = .fact(String(hole))
      }
    }
  }

  let pieces: [Piece]

  init(_ text: String) {
    var pieces: [Piece] = []
    var words = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if character == "{", rest.first == "{" {
        rest.removeFirst()
        words.append("{")
      } else if character == "{", let end = rest.firstIndex(of: "}") {
        pieces.append(.words(words))
        words = ""
        pieces.append(Piece(hole: rest[..<end]))
        rest = rest[rest.index(after: end)...]
      } else {
        words.append(character)
      }
    }
    pieces.append(.words(words))
    self.pieces = pieces.filter { $0 != .words("") }
  }

  /// The names of the holes.
  var names: Set<String> {
    Set(
      pieces.compactMap {
        switch $0 {
        case .words: nil
        case .fact(let name), .agreeing(let name, _, _), .columnKind(let name): name
        }
      })
  }

  /// The sentence. A fact that is not there is shown as a question mark.
  func filled(with facts: Facts, in language: Language) -> String {
    pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .fact(let name): facts[name]?.text(in: language) ?? "?"
      case .agreeing(let name, let one, let many): facts[name]?.isOne == true ? one : many
      case .columnKind(let name): facts[name].map { ColumnKind.name($0.text(in: language), in: language) } ?? "?"
      }
    }.joined()
  }
}

extension Fact {
  /// Whether a noun after this number is in the singular.
  fileprivate var isOne: Bool {
    switch self {
    case .integer(let integer): integer == 1
    case .number(let number): number == 1
    case .list(let things): things.count == 1
    case .labels(let things): things.count == 1
    case .text, .label: false
    }
  }
}
