import Evidence

/// A little arithmetic over a result in JSON: `counts[0][1] * sum(counts[0]) / n`.
///
/// Paths lead into the result; there are `+ - * / ^`, comparisons, numbers, texts in quotes, and the functions below.
package indirect enum Expression: Sendable, Hashable {
  package enum Operation: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
    case notLess = ">="
    case notMore = "<="
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case more = ">"
  }

  package enum Function: String, Sendable, CaseIterable {
    case sqrt, ln, exp, sum, mean, count, min, max, abs, round
    /// `if(condition, then, otherwise)`.
    case choose = "if"
  }

  package enum Step: Sendable, Hashable {
    case member(String)
    case element(Int)
  }

  case number(Double)
  case text(String)
  case path([Step])
  case negative(Expression)
  case operation(Operation, Expression, Expression)
  case function(Function, [Expression])

  /// - Throws: A fault whose place has the character, counted from 1.
  init(_ text: String) throws(Fault) {
    var reader = ExpressionReader(text)
    self = try reader.whole()
  }
}

/// Reads an expression from left to right, each level of binding by its own function.
private struct ExpressionReader {
  private let characters: [Character]
  private var index = 0
  private var depth = 0

  /// Far more than any answer needs.
  private static let (longest, deepest) = (4000, 64)

  init(_ text: String) { characters = Array(text) }

  mutating func whole() throws(Fault) -> Expression {
    guard characters.count <= Self.longest else { throw fault() }
    let expression = try comparison()
    skip()
    guard index == characters.count else { throw fault() }
    return expression
  }

  private func fault() -> Fault {
    let rest = index < characters.count ? String(characters[index...].prefix(20)) : ""
    return Fault(
      ExerciseFault.badExpression,
      ["expression": .text(String(characters.prefix(200))), "rest": .text(rest.isEmpty ? "…" : rest)])
  }

  private mutating func skip() {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    skip()
    guard characters[index...].starts(with: text) else { return false }
    index += text.count
    return true
  }

  private mutating func comparison() throws(Fault) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw fault() }
    let left = try sum()
    for operation in [Expression.Operation.notLess, .notMore, .equal, .unequal, .less, .more]
    where take(operation.rawValue) {
      return .operation(operation, left, try sum())
    }
    return left
  }

  private mutating func sum() throws(Fault) -> Expression {
    var left = try product()
    while true {
      if take("+") {
        left = .operation(.add, left, try product())
      } else if take("-") {
        left = .operation(.subtract, left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(Fault) -> Expression {
    var left = try signed()
    while true {
      if take("*") {
        left = .operation(.multiply, left, try signed())
      } else if take("/") {
        left = .operation(.divide, left, try signed())
      } else {
        return left
      }
    }
  }

  /// As in mathematics, `-2^2` is −4 and `2^-1` is a half.
  private mutating func signed() throws(Fault) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw fault() }
    if take("-") { return .negative(try signed()) }
    let base = try primary()
    return take("^") ? .operation(.power, base, try signed()) : base
  }

  private mutating func primary() throws(Fault) -> Expression {
    if take("(") {
      let inside = try comparison()
      guard take(")") else { throw fault() }
      return inside
    }
    skip()
    guard index < characters.count else { throw fault() }
    let first = characters[index]
    if first == "\"" || first == "'" { return .text(try quoted(first)) }
    if first.isASCII, first.isNumber || first == "." { return .number(try number()) }
    let name = word()
    guard !name.isEmpty else { throw fault() }
    if let function = Expression.Function(rawValue: name), take("(") { return .function(function, try arguments()) }
    return .path(try path(from: name))
  }

  private mutating func arguments() throws(Fault) -> [Expression] {
    var all: [Expression] = [try comparison()]
    while take(",") { all.append(try comparison()) }
    guard take(")") else { throw fault() }
    return all
  }

  private mutating func path(from name: String) throws(Fault) -> [Expression.Step] {
    var steps: [Expression.Step] = [.member(name)]
    while index < characters.count {
      if characters[index] == "." {
        index += 1
        let name = word()
        guard !name.isEmpty else { throw fault() }
        steps.append(.member(name))
      } else if characters[index] == "[" {
        index += 1
        skip()
        if let quote = characters[safe: index], quote == "\"" || quote == "'" {
          steps.append(.member(try quoted(quote)))
        } else {
          guard let place = Int(word()) else { throw fault() }
          steps.append(.element(place))
        }
        guard take("]") else { throw fault() }
      } else {
        break
      }
    }
    return steps
  }

  private mutating func word() -> String {
    let start = index
    while let character = characters[safe: index], character.isLetter || character.isNumber || character == "_" {
      index += 1
    }
    return String(characters[start..<index])
  }

  private mutating func quoted(_ quote: Character) throws(Fault) -> String {
    guard let end = characters[(index + 1)...].firstIndex(of: quote) else { throw fault() }
    defer { index = end + 1 }
    return String(characters[(index + 1)..<end])
  }

  private mutating func number() throws(Fault) -> Double {
    let start = index
    func digits(_ index: inout Int) {
      while let character = characters[safe: index], character.isASCII, character.isNumber { index += 1 }
    }
    digits(&index)
    if characters[safe: index] == "." {
      index += 1
      digits(&index)
    }
    if let mark = characters[safe: index], mark == "e" || mark == "E" {
      var end = index + 1
      if let sign = characters[safe: end], sign == "-" || sign == "+" { end += 1 }
      let first = end
      digits(&end)
      if end > first { index = end }
    }
    guard let number = Double(String(characters[start..<index])), number.isFinite else { throw fault() }
    return number
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
