/// YAML to be written: values, their order, and the comments between them.
///
///     YAMLText.mapping([
///       YAMLField("name", "q1"),
///       YAMLField("label", .inline([YAMLField("zh", "性别"), YAMLField("en", "Sex")])),
///     ]).written()
public indirect enum YAMLText: Sendable, Hashable {
  /// Quoted wherever it could be read as anything but this text.
  case text(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  /// Nothing: a slot to be filled.
  case empty
  /// A line an element.
  case list([YAMLElement])
  /// A line a key.
  case mapping([YAMLField])
  /// `[a, b]`, for short lists of plain values. Comments inside are not written.
  case inlineList([YAMLText])
  /// `{zh: 性别, en: Sex}`, for short mappings of plain values. Comments inside are not written.
  case inline([YAMLField])
}

extension YAMLText: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

/// A key, its value and what is said about it.
public struct YAMLField: Sendable, Hashable {
  public var key: String
  public var value: YAMLText
  /// Lines of comment above the key.
  public var comments: [String]
  /// A comment at the end of the line.
  public var remark: String?

  public init(_ key: String, _ value: YAMLText, comments: [String] = [], remark: String? = nil) {
    self.key = key
    self.value = value
    self.comments = comments
    self.remark = remark
  }
}

/// An element of a list and what is said about it.
public struct YAMLElement: Sendable, Hashable {
  public var value: YAMLText
  public var comments: [String]
  public var remark: String?

  public init(_ value: YAMLText, comments: [String] = [], remark: String? = nil) {
    self.value = value
    self.comments = comments
    self.remark = remark
  }
}
