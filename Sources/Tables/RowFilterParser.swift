import Evidence

/// Reads a ``RowFilter``: words, quoted words, comparisons, `and`, `or`, `not`, `in`, parentheses.
struct RowFilterParser {
  private enum Token: Equatable {
    case word(String)
    /// Quoted, so never a keyword.
    case quoted(String)
    case symbol(String)
  }

  private let text: String
  private var tokens: [(token: Token, position: Int)] = []
  private var next = 0
  private var depth = 0
  private static let deepest = 64

  init(_ text: String) {
    self.text = text
  }

  mutating func parsed() throws(Fault) -> RowCondition {
    try tokenize()
    let condition = try alternatives()
    if next < tokens.count { throw expected("and, or") }
    return condition
  }

  private mutating func alternatives() throws(Fault) -> RowCondition {
    var condition = try conjunction()
    while takeKeyword("or") { condition = .or(condition, try conjunction()) }
    return condition
  }

  private mutating func conjunction() throws(Fault) -> RowCondition {
    var condition = try negation()
    while takeKeyword("and") { condition = .and(condition, try negation()) }
    return condition
  }

  private mutating func negation() throws(Fault) -> RowCondition {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw Fault(RowFilterFault.tooDeep, at: place, ["limit": .integer(Self.deepest)]) }
    if takeKeyword("not") { return .not(try negation()) }
    if take("(") {
      let inner = try alternatives()
      guard take(")") else { throw expected(")") }
      return inner
    }
    return try comparison()
  }

  private mutating func comparison() throws(Fault) -> RowCondition {
    let position = place.column!
    let column = try word("a column")
    let isExcluding = takeKeyword("not")
    if isExcluding || isKeyword("in") {
      guard takeKeyword("in") else { throw expected("in") }
      guard take("(") else { throw expected("(") }
      var values = [try word("a value")]
      while take(",") { values.append(try word("a value")) }
      guard take(")") else { throw expected(", )") }
      let among = RowCondition.among(column: column, values, at: position)
      return isExcluding ? .not(among) : among
    }
    guard next < tokens.count, case .symbol(let symbol) = tokens[next].token,
      let comparison = Comparison(rawValue: symbol)
    else { throw expected("= != < <= > >= in") }
    next += 1
    return .compare(column: column, comparison, try word("a value"), at: position)
  }

  private mutating func word(_ what: String) throws(Fault) -> String {
    guard next < tokens.count else { throw expected(what) }
    switch tokens[next].token {
    case .word(let word), .quoted(let word):
      next += 1
      return word
    case .symbol: throw expected(what)
    }
  }

  private mutating func take(_ symbol: String) -> Bool {
    guard next < tokens.count, tokens[next].token == .symbol(symbol) else { return false }
    next += 1
    return true
  }

  private func isKeyword(_ keyword: String) -> Bool {
    guard next < tokens.count, case .word(let word) = tokens[next].token else { return false }
    return word.lowercased() == keyword
  }

  private mutating func takeKeyword(_ keyword: String) -> Bool {
    guard isKeyword(keyword) else { return false }
    next += 1
    return true
  }

  private var place: Place {
    Place(column: next < tokens.count ? tokens[next].position : text.count + 1, detail: text)
  }

  private func expected(_ what: String) -> Fault {
    var found = ""
    if next < tokens.count {
      switch tokens[next].token {
      case .word(let text), .quoted(let text), .symbol(let text): found = text
      }
    }
    return Fault(RowFilterFault.expected, at: place, ["expected": .text(what), "found": .text(found)])
  }

  private mutating func tokenize() throws(Fault) {
    let characters = Array(text)
    var index = 0
    /// Full-width forms are what a Chinese keyboard gives.
    let plain: [Character: Character] = [
      "（": "(", "）": ")", "，": ",", "＝": "=", "＜": "<", "＞": ">", "！": "!", "、": ",",
    ]
    let symbols = Set<Character>("(),=<>!")
    func symbol(at index: Int) -> Character? {
      guard index < characters.count else { return nil }
      let character = plain[characters[index]] ?? characters[index]
      return symbols.contains(character) ? character : nil
    }
    while index < characters.count {
      let start = index
      let character = characters[index]
      if character.isWhitespace {
        index += 1
      } else if let quote = ["'": "'", "\"": "\"", "“": "”", "‘": "’", "`": "`"][character] as Character? {
        index += 1
        while index < characters.count, characters[index] != quote { index += 1 }
        guard index < characters.count else {
          throw Fault(RowFilterFault.unclosedQuote, at: Place(column: start + 1, detail: text))
        }
        tokens.append((.quoted(String(characters[(start + 1)..<index])), start + 1))
        index += 1
      } else if let first = symbol(at: index) {
        index += 1
        var written = String(first)
        if "<>!=".contains(first), symbol(at: index) == "=" {
          index += 1
          if first != "=" { written += "=" }
        } else if first == "<", symbol(at: index) == ">" {
          index += 1
          written = "!="
        }
        tokens.append((.symbol(written), start + 1))
      } else if let comparison = ["≠": "!=", "≤": "<=", "≥": ">="][character] as String? {
        index += 1
        tokens.append((.symbol(comparison), start + 1))
      } else {
        while index < characters.count, !characters[index].isWhitespace, symbol(at: index) == nil,
          !"≠≤≥".contains(characters[index])
        {
          index += 1
        }
        tokens.append((.word(String(characters[start..<index])), start + 1))
      }
    }
  }
}
