/// The sentences of one code, in both languages.
///
/// A sentence is a template: `{name}` is replaced by the fact of that name. Both languages use the same facts.
/// Neither sentence ends with a full stop, because the place in the file may follow in parentheses.
///
///     Words(
///       english: "Column {name} is empty", fix: "Drop it, or pick another with --items",
///       chinese: "列 {name} 没有数据", fix: "去掉该列，或用 --items 选其他列")
public struct Words: Sendable, Hashable {
  public let english: Message
  public let chinese: Message

  /// Faults always name a way out; caveats need not.
  public init(
    english: String, fix englishFix: String? = nil, chinese: String, fix chineseFix: String? = nil
  ) {
    self.english = Message(what: english, fix: englishFix)
    self.chinese = Message(what: chinese, fix: chineseFix)
  }
}

/// What is the matter, and what can be done about it.
public struct Message: Sendable, Hashable {
  public let what: String
  public let fix: String?

  public init(what: String, fix: String?) {
    self.what = what
    self.fix = fix
  }
}

/// A list of codes whose sentences are known: adopted by the `FaultCode` and `CaveatCode` enums of every room.
///
/// The switch over the cases makes the compiler demand words for each new code.
public protocol Worded: RawRepresentable<String>, CaseIterable, Sendable {
  var words: Words { get }
}
