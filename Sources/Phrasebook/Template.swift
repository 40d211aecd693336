import Evidence

/// A sentence with holes: `Column {name} has {count} empty cells`. `{{` is a brace.
struct Template {
  enum Piece: Hashable {
    case words(String)
    case fact(String)
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
        pieces.append(.fact(String(rest[..<end])))
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
        if case .fact(let name) = $0 { name } else { nil }
      })
  }

  /// The sentence. A fact that is not there is shown as a question mark.
  func filled(with facts: Facts, in language: Language) -> String {
    pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .fact(let name): facts[name]?.text(in: language) ?? "?"
      }
    }.joined()
  }
}
