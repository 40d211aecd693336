import Evidence

/// Takes the keys of one mapping, each with the type that is expected.
///
/// A key that is missing, or has nothing as its value, gives `nil`; a value of another type gives `nil` and a fault.
/// What `FaultCollector.read` finds untouched at the end is refused, so every key that is allowed must be asked for.
public final class MappingReader {
  /// Where the mapping starts.
  public let place: Place
  public let collector: FaultCollector
  private let entries: [YAMLNode.Entry]
  private var asked: [String] = []
  private var askedSet: Set<String> = []

  init(_ entries: [YAMLNode.Entry], at place: Place, collector: FaultCollector) {
    self.entries = entries
    self.place = place
    self.collector = collector
  }

  /// The value of `key` as it stands, for whoever allows several shapes.
  public func node(_ key: String) -> YAMLNode? {
    if askedSet.insert(key).inserted { asked.append(key) }
    guard let node = entries.first(where: { $0.key == key })?.value, !node.isNull else { return nil }
    return node
  }

  /// Whether `key` is there, even with nothing as its value.
  public func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

  /// Where the key stands, else where the mapping starts.
  public func place(of key: String) -> Place { entries.first { $0.key == key }?.keyPlace ?? place }

  /// Records a fault when `key` is missing.
  public func require(_ key: String) {
    if askedSet.insert(key).inserted { asked.append(key) }
    if entries.first(where: { $0.key == key })?.value.isNull ?? true {
      collector.add(YAMLValueFault.missingKey, at: place(of: key), ["key": .text(key)])
    }
  }

  public func text(_ key: String) -> String? { node(key).flatMap { $0.text(key, collector) } }
  public func integer(_ key: String) -> Int? { node(key).flatMap { $0.integer(key, collector) } }
  public func number(_ key: String) -> Double? { node(key).flatMap { $0.number(key, collector) } }
  public func boolean(_ key: String) -> Bool? { node(key).flatMap { $0.boolean(key, collector) } }
  public func list(_ key: String) -> [YAMLNode]? { node(key).flatMap { $0.list(key, collector) } }

  /// A list of texts; a single text counts as a list of one.
  public func texts(_ key: String) -> [String]? {
    guard let node = node(key) else { return nil }
    if let text = node.text { return [text] }
    return node.list(key, collector)?.compactMap { $0.text(key, collector) }
  }

  /// One of the raw values of an enum: `ordered` of `category, ordered, integer`.
  public func choice<Choice>(_ key: String, of type: Choice.Type) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let node = node(key), let text = node.text(key, collector) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    collector.add(
      YAMLValueFault.notChoice, at: node.place,
      ["key": .text(key), "found": .text(text), "choices": .list(names)])
    return nil
  }

  /// What a thing is called: a mapping with `zh` and `en`, or one text whose language is read off its writing.
  public func label(_ key: String) -> Label? {
    guard let node = node(key) else { return nil }
    if let text = node.text { return Label(sniffing: text) }
    let label = collector.read(node) { Label(chinese: $0.text("zh"), english: $0.text("en")) }
    return label.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The keys and values of a mapping whose keys are names of the user's.
  public func entries(_ key: String) -> [YAMLNode.Entry]? {
    guard let node = node(key) else { return nil }
    if case .mapping(let entries) = node.content { return entries }
    collector.add(YAMLValueFault.notMapping, at: node.place, ["found": .text(node.summary)])
    return nil
  }

  /// Reads the mapping under `key` with its own reader.
  public func mapping<Value>(_ key: String, _ body: (MappingReader) -> Value) -> Value? {
    node(key).flatMap { collector.read($0, body) }
  }

  func refuseUnknownKeys() {
    for entry in entries where !askedSet.contains(entry.key) {
      if let nearest = Similarity.nearest(to: entry.key, in: asked, limit: 1).first {
        collector.add(
          YAMLValueFault.misspelledKey, at: entry.keyPlace,
          ["key": .text(entry.key), "nearest": .text(nearest)])
      } else {
        collector.add(
          YAMLValueFault.unknownKey, at: entry.keyPlace, ["key": .text(entry.key), "known": .list(asked)])
      }
    }
  }
}
