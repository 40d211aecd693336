/// A place in a JSON value: `tests.raoScott.p`, `items[0].levels[2].share`, `mix["a.b"]`.
public struct JSONPath: Sendable, Hashable {
  public enum Step: Sendable, Hashable {
    case member(String)
    case element(Int)
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  /// `nil` where the text is no path.
  public init?(_ text: String) {
    var steps: [Step] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first == "[" {
        rest.removeFirst()
        if rest.first == "\"" {
          rest.removeFirst()
          guard let end = rest.range(ofQuoteAndBracket: ()) else { return nil }
          steps.append(.member(String(rest[..<end.lowerBound])))
          rest = rest[end.upperBound...]
        } else {
          guard let end = rest.firstIndex(of: "]"), let index = Int(rest[..<end]), index >= 0 else { return nil }
          steps.append(.element(index))
          rest = rest[rest.index(after: end)...]
        }
      } else {
        if first == "." {
          guard !steps.isEmpty else { return nil }
          rest.removeFirst()
        } else if !steps.isEmpty {
          return nil
        }
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { return nil }
        steps.append(.member(String(name)))
        rest = rest[name.endIndex...]
      }
    }
    guard !steps.isEmpty else { return nil }
    self.steps = steps
  }

  public func appending(_ step: Step) -> JSONPath { JSONPath(steps + [step]) }
}

extension JSONPath: CustomStringConvertible {
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .element(let index): text += "[\(index)]"
      case .member(let name) where name.isEmpty || name.contains { ".[]\"".contains($0) }: text += "[\"\(name)\"]"
      case .member(let name): text += text.isEmpty ? name : ".\(name)"
      }
    }
    return text
  }
}

extension JSONValue {
  /// The value at a place, `nil` where there is none.
  public subscript(path: JSONPath) -> JSONValue? {
    var value: JSONValue? = self
    for step in path.steps {
      switch step {
      case .member(let name): value = value?[name]
      case .element(let index): value = value?[index]
      }
    }
    return value
  }

  /// Calls `visit` with every number and its place, in the order of the text.
  public func forEachNumber(at path: JSONPath = JSONPath(), _ visit: (JSONPath, Double) -> Void) {
    switch self {
    case .integer, .number: visit(path, asNumber!)
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        element.forEachNumber(at: path.appending(.element(index)), visit)
      }
    case .object(let object):
      for member in object.members { member.value.forEachNumber(at: path.appending(.member(member.key)), visit) }
    case .null, .boolean, .string: return
    }
  }
}

extension Substring {
  /// The end of a quoted name: `"]`.
  fileprivate func range(ofQuoteAndBracket: Void) -> Range<Index>? {
    var index = startIndex
    while let quote = self[index...].firstIndex(of: "\"") {
      let next = self.index(after: quote)
      if next < endIndex, self[next] == "]" { return quote..<self.index(after: next) }
      index = next
    }
    return nil
  }
}
