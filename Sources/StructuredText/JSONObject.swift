/// Members by name in the order in which they were added.
public struct JSONObject: Sendable {
  public struct Member: Sendable, Hashable {
    public let key: String
    public var value: JSONValue
  }

  public private(set) var members: [Member] = []
  /// Where each key stands. Left empty while there are so few members that looking through them is quicker.
  private var positions: [String: Int] = [:]
  private static let indexedAbove = 12

  public init() {}

  public var count: Int { members.count }
  public var isEmpty: Bool { members.isEmpty }
  public var keys: [String] { members.map(\.key) }

  /// The value of `key`. Setting a new key puts it last, setting `nil` takes it out.
  public subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      if let position = position(of: key) {
        if let newValue {
          members[position].value = newValue
        } else {
          members.remove(at: position)
          positions = [:]
          if members.count > Self.indexedAbove { index(from: 0) }
        }
      } else if let newValue {
        append(key, newValue)
      }
    }
  }

  /// Adds a member whose key is known to be new.
  mutating func append(_ key: String, _ value: JSONValue) {
    members.append(Member(key: key, value: value))
    if members.count > Self.indexedAbove { index(from: positions.isEmpty ? 0 : members.count - 1) }
  }

  private mutating func index(from start: Int) {
    for position in start..<members.count { positions[members[position].key] = position }
  }

  func position(of key: String) -> Int? {
    positions.isEmpty ? members.firstIndex { $0.key == key } : positions[key]
  }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool { left.members == right.members }
  public func hash(into hasher: inout Hasher) { hasher.combine(members) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}
