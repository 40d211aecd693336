import Evidence
import Glibc
import StructuredText

/// What an expression comes to.
enum ExpressionValue: Sendable, Hashable {
  case number(Double)
  case text(String)
  case truth(Bool)
  case list([JSONValue])
}

extension Expression {
  /// The value over a result.
  ///
  /// - Throws: A fault where a path leads nowhere, or a number does not exist.
  func value(in result: JSONValue) throws(Fault) -> ExpressionValue {
    switch self {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .path(let steps): return try Self.value(at: steps, in: result)
    case .negative(let inside): return .number(-(try inside.number(in: result)))
    case .operation(let operation, let left, let right):
      return try Self.value(of: operation, try left.value(in: result), try right.value(in: result))
    case .function(.choose, let arguments):
      guard arguments.count == 3, case .truth(let isTrue) = try arguments[0].value(in: result) else {
        throw Fault(ExerciseFault.notANumber, ["expression": "if(…)"])
      }
      return try arguments[isTrue ? 1 : 2].value(in: result)
    case .function(let function, let arguments):
      return .number(try Self.checked(try function.value(arguments, result), function.rawValue + "(…)"))
    }
  }

  func number(in result: JSONValue) throws(Fault) -> Double {
    guard case .number(let number) = try value(in: result) else {
      throw Fault(ExerciseFault.notANumber, ["expression": .text(name)])
    }
    return number
  }

  /// What messages call it.
  private var name: String {
    switch self {
    case .path(let steps): Self.written(steps)
    case .number(let number): String(number)
    case .text(let text): "\"\(text)\""
    case .negative, .operation: "…"
    case .function(let function, _): function.rawValue + "(…)"
    }
  }

  private static func written(_ steps: [Step]) -> String {
    steps.enumerated().map { index, step in
      switch step {
      case .member(let name): index == 0 ? name : ".\(name)"
      case .element(let place): "[\(place)]"
      }
    }.joined()
  }

  private static func value(at steps: [Step], in result: JSONValue) throws(Fault) -> ExpressionValue {
    var value = result
    for (index, step) in steps.enumerated() {
      let next: JSONValue? =
        switch step {
        case .member(let name): value[name]
        case .element(let place): value[place]
        }
      guard let next else {
        let known = value.asObject?.keys ?? value.asArray.map { ["0 … \($0.count - 1)"] } ?? []
        throw Fault(
          ExerciseFault.noSuchResult,
          ["path": .text(written(Array(steps[...index]))), "known": .list(Array(known.prefix(30)))])
      }
      value = next
    }
    switch value {
    case .number, .integer: return .number(value.asNumber!)
    case .string(let text): return .text(text)
    case .boolean(let isTrue): return .truth(isTrue)
    case .array(let elements): return .list(elements)
    case .null, .object: throw Fault(ExerciseFault.notANumber, ["expression": .text(written(steps))])
    }
  }

  private static func value(
    of operation: Operation, _ left: ExpressionValue, _ right: ExpressionValue
  ) throws(Fault) -> ExpressionValue {
    switch (left, right) {
    case (.number(let a), .number(let b)):
      switch operation {
      case .add: return .number(try checked(a + b, "+"))
      case .subtract: return .number(try checked(a - b, "-"))
      case .multiply: return .number(try checked(a * b, "*"))
      case .divide: return .number(try checked(a / b, "/"))
      case .power: return .number(try checked(pow(a, b), "^"))
      case .less: return .truth(a < b)
      case .more: return .truth(a > b)
      case .notMore: return .truth(a <= b)
      case .notLess: return .truth(a >= b)
      case .equal: return .truth(a == b)
      case .unequal: return .truth(a != b)
      }
    case (.text(let a), .text(let b)) where operation == .equal: return .truth(a == b)
    case (.text(let a), .text(let b)) where operation == .unequal: return .truth(a != b)
    default: throw Fault(ExerciseFault.notANumber, ["expression": .text(operation.rawValue)])
    }
  }

  private static func checked(_ number: Double, _ name: String) throws(Fault) -> Double {
    guard number.isFinite else { throw Fault(ExerciseFault.notANumber, ["expression": .text(name)]) }
    return number
  }
}

extension Expression.Function {
  fileprivate func value(_ arguments: [Expression], _ result: JSONValue) throws(Fault) -> Double {
    if self == .round, arguments.count == 2 {
      let factor = pow(10, try arguments[1].number(in: result).rounded())
      return (try arguments[0].number(in: result) * factor).rounded() / factor
    }
    var numbers: [Double] = []
    for argument in arguments {
      switch try argument.value(in: result) {
      case .number(let number): numbers.append(number)
      case .list(let elements):
        // A list of rows counts its rows; for all else it is the numbers in them.
        if self == .count, arguments.count == 1 { return Double(elements.count) }
        try flatten(elements, into: &numbers)
      case .text, .truth: throw fault
      }
    }
    switch self {
    case .sum: return numbers.reduce(0, +)
    case .mean where !numbers.isEmpty: return numbers.reduce(0, +) / Double(numbers.count)
    case .count: return Double(numbers.count)
    case .min where !numbers.isEmpty: return numbers.min()!
    case .max where !numbers.isEmpty: return numbers.max()!
    default: break
    }
    guard numbers.count == 1, let only = numbers.first else { throw fault }
    switch self {
    case .sqrt: return only.squareRoot()
    case .ln: return log(only)
    case .exp: return Glibc.exp(only)
    case .abs: return Swift.abs(only)
    case .round: return only.rounded()
    default: throw fault
    }
  }

  private var fault: Fault { Fault(ExerciseFault.notANumber, ["expression": .text(rawValue + "(…)")]) }

  private func flatten(_ elements: [JSONValue], into numbers: inout [Double]) throws(Fault) {
    for element in elements {
      if let number = element.asNumber {
        numbers.append(number)
      } else if case .array(let inside) = element {
        try flatten(inside, into: &numbers)
      } else {
        throw fault
      }
    }
  }
}
