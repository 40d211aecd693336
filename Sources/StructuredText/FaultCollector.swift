import Evidence

/// The faults found while one text is read, so that a person can mend several in one go.
///
///     let collector = FaultCollector()
///     collector.read(node) { reader in
///       title = reader.text("title")
///     }
///     try collector.check()
///
/// Used by one reading on one thread.
public final class FaultCollector {
  public static let limit = 10

  /// The first ten faults, in the order of the file once reading is over.
  public var faults: [Fault] {
    collected.sorted { ($0.place?.line ?? 0, $0.place?.column ?? 0) < ($1.place?.line ?? 0, $1.place?.column ?? 0) }
      .prefix(Self.limit).map { $0 }
  }
  public var isEmpty: Bool { collected.isEmpty }
  private var collected: [Fault] = []

  public init() {}

  public func add(_ fault: Fault) { collected.append(fault) }

  public func add(_ code: some FaultCode, at place: Place?, _ facts: Facts = [:]) {
    add(Fault(code, at: place, facts))
  }

  /// Throws the first fault of the file, if there is one.
  public func check() throws(Fault) {
    if let first = faults.first { throw first }
  }

  /// Reads a mapping key by key; when `body` is done, every key it did not take is a fault that names the nearest
  /// key it did ask for. Returns `nil` where `node` is no mapping.
  @discardableResult
  public func read<Value>(_ node: YAMLNode, _ body: (MappingReader) -> Value) -> Value? {
    guard case .mapping(let entries) = node.content else {
      add(YAMLValueFault.notMapping, at: node.place, ["found": .text(node.summary)])
      return nil
    }
    let reader = MappingReader(entries, at: node.place, collector: self)
    let value = body(reader)
    reader.refuseUnknownKeys()
    return value
  }
}
