/// A JSON value whose objects keep their order and whose integers stay apart from other numbers.
///
///     let value: JSONValue = ["n": 12, "labels": ["a", "b"], "p": JSONValue(test.pValue)]
///     value.written()    // {"n":12,"labels":["a","b"],"p":0.25}
public enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Written as `null` when it is infinite or not a number.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// What can stand in JSON.
public protocol JSONRepresentable {
  var json: JSONValue { get }
}

extension JSONValue: JSONRepresentable {
  public var json: JSONValue { self }

  /// Optional values that are missing become `null`, arrays of anything that fits become arrays.
  public init(_ value: some JSONRepresentable) { self = value.json }

  public init(_ values: [Double]) { self = .array(values.map { .number($0) }) }
  public init(_ values: [Int]) { self = .array(values.map { .integer($0) }) }
  public init(_ values: [String]) { self = .array(values.map { .string($0) }) }
}

extension Bool: JSONRepresentable {
  public var json: JSONValue { .boolean(self) }
}

extension Int: JSONRepresentable {
  public var json: JSONValue { .integer(self) }
}

extension Double: JSONRepresentable {
  public var json: JSONValue { isFinite ? .number(self) : .null }
}

extension String: JSONRepresentable {
  public var json: JSONValue { .string(self) }
}

extension JSONObject: JSONRepresentable {
  public var json: JSONValue { .object(self) }
}

extension Optional: JSONRepresentable where Wrapped: JSONRepresentable {
  public var json: JSONValue { self?.json ?? .null }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
  public var json: JSONValue { .array(map(\.json)) }
}

extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = value.json }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (key, value) in elements { object[key] = value }
    self = .object(object)
  }
}

extension JSONValue {
  public var isNull: Bool { self == .null }
  public var asBoolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var asInteger: Int? { if case .integer(let value) = self { value } else { nil } }
  /// The number, an integer too.
  public var asNumber: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
  public var asString: String? { if case .string(let value) = self { value } else { nil } }
  public var asArray: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var asObject: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// The member called `key`, `nil` in anything but an object that has it.
  public subscript(key: String) -> JSONValue? { asObject?[key] }

  /// The element at `index`, `nil` in anything but an array that long.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
