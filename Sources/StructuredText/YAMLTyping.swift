import Evidence

// What a scalar is, decided by what is asked of it. The functions record a fault and return `nil` where it is not so;
// `name` is what the message calls the value.
extension YAMLNode {
  public func text(_ name: String, _ collector: FaultCollector) -> String? {
    if let text { return text }
    collector.add(YAMLValueFault.notText, at: place, ["key": .text(name), "found": .text(summary)])
    return nil
  }

  /// Digits with an optional minus sign, unquoted; leading zeros, `+`, `_` and other bases are refused.
  public func integer(_ name: String, _ collector: FaultCollector) -> Int? {
    if case .scalar(let text, .plain) = content, Self.isJSONNumber(text), let integer = Int(text) { return integer }
    collector.add(YAMLValueFault.notInteger, at: place, ["key": .text(name), "found": .text(summary)])
    return nil
  }

  /// A number as JSON writes it, unquoted and finite.
  public func number(_ name: String, _ collector: FaultCollector) -> Double? {
    if case .scalar(let text, .plain) = content, Self.isJSONNumber(text), let number = Double(text), number.isFinite {
      return number
    }
    collector.add(YAMLValueFault.notNumber, at: place, ["key": .text(name), "found": .text(summary)])
    return nil
  }

  /// `true` or `false`, unquoted; `yes`, `on` and their like are texts and refused here.
  public func boolean(_ name: String, _ collector: FaultCollector) -> Bool? {
    if case .scalar(let text, .plain) = content {
      if text == "true" { return true }
      if text == "false" { return false }
    }
    collector.add(YAMLValueFault.notBoolean, at: place, ["key": .text(name), "found": .text(summary)])
    return nil
  }

  public func list(_ name: String, _ collector: FaultCollector) -> [YAMLNode]? {
    if case .sequence(let elements) = content { return elements }
    collector.add(YAMLValueFault.notList, at: place, ["key": .text(name), "found": .text(summary)])
    return nil
  }

  /// What stands here, for a message, as YAML would write it: the text, `[…]`, `{…}` or `~`.
  public var summary: String {
    switch content {
    case .scalar(_, .plain) where isNull: "~"
    case .scalar(let text, let style):
      Self.quoted(text.count > 40 ? text.prefix(40) + "…" : text, if: style != .plain)
    case .sequence: "[…]"
    case .mapping: "{…}"
    }
  }

  private static func quoted(_ text: String, if isQuoted: Bool) -> String { isQuoted ? "\"\(text)\"" : text }

  static func isJSONNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func digits() -> Int {
      let before = rest.count
      rest = rest.drop { (0x30...0x39).contains($0) }
      return before - rest.count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, whole == 1 || !startsWithZero else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
