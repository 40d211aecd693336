import Evidence

/// A value in a YAML text, with the place where it stands.
///
/// Scalars stay text: what `no`, `1.10` or `007` means is decided by whoever asks for a boolean, a number or a text,
/// not by the look of it.
public struct YAMLNode: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    case scalar(String, style: ScalarStyle)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  public enum ScalarStyle: Sendable, Hashable {
    case plain, quoted, block
  }

  /// A key and its value, in the order of the file.
  public struct Entry: Sendable, Hashable {
    public let key: String
    public let keyPlace: Place
    public let value: YAMLNode
  }

  public let content: Content
  /// Line and column counted from 1, columns in characters.
  public let place: Place

  /// Nothing, `~` or `null`, unquoted.
  public var isNull: Bool {
    guard case .scalar(let text, .plain) = content else { return false }
    return text.isEmpty || text == "~" || text == "null"
  }

  /// The value of `key`, `nil` in anything but a mapping that has it.
  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The text of a scalar, whatever its style.
  public var text: String? { if case .scalar(let text, _) = content { text } else { nil } }
}
