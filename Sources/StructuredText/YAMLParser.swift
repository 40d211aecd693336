import CYAML
import Evidence

extension YAMLNode {
  /// Reads one YAML document, strictly: what a person who never read the YAML specification would expect to work.
  ///
  /// Refused with line and column: anchors, aliases, merge keys, tags, directives, a second document, a key that is
  /// there twice (both places are named) and a key that is a list or a mapping.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public init(parsing bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) throws(Fault) {
    guard bytes.count <= limits.maximumBytes else {
      throw Fault(YAMLFault.tooLarge, ["limit": .integer(limits.maximumBytes)])
    }
    self = try bytes.withUnsafeBufferPointer { (whole) throws(Fault) -> YAMLNode in
      let buffer = whole.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: whole[3...]) : whole
      if buffer.isEmpty { throw Fault(YAMLFault.empty, at: Place(line: 1, column: 1)) }
      if let offset = offsetOfInvalidUTF8(in: buffer) {
        throw Fault(YAMLFault.notUTF8, at: StructuredText.place(ofByte: offset, in: buffer))
      }
      let parser = YAMLEventParser(bytes: buffer, limits: limits)
      return try parser.document()
    }
  }

  public init(parsing text: String, limits: YAMLLimits = YAMLLimits()) throws(Fault) {
    try self.init(parsing: Array(text.utf8), limits: limits)
  }
}

/// Builds nodes from the events of libyaml. A class, because libyaml keeps a pointer to its state.
private final class YAMLEventParser {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: YAMLLimits
  private var nodes = 0

  init(bytes: UnsafeBufferPointer<UInt8>, limits: YAMLLimits) {
    self.bytes = bytes
    self.limits = limits
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    // libyaml fails here only when there is no memory for its first few buffers, where Swift itself would stop.
    precondition(yaml_parser_initialize(parser) == 1, "no memory for a YAML parser")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  func document() throws(Fault) -> YAMLNode {
    var root: YAMLNode?
    while true {
      let event = try next()
      switch event.kind {
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
      case YAML_DOCUMENT_START_EVENT:
        if root != nil { throw Fault(YAMLFault.secondDocument, at: event.place) }
        if event.hasDirectives { throw Fault(YAMLFault.directive, at: event.place) }
        root = try node(next(), depth: 0)
      case YAML_STREAM_END_EVENT:
        guard let root, !root.isNull else { throw Fault(YAMLFault.empty, at: Place(line: 1, column: 1)) }
        return root
      default:
        throw Fault(YAMLFault.syntax, at: event.place, ["problem": "unexpected event"])
      }
    }
  }

  private func node(_ event: Event, depth: Int) throws(Fault) -> YAMLNode {
    nodes += 1
    if nodes > limits.maximumNodes {
      throw Fault(
        YAMLFault.tooManyValues, at: event.place, ["limit": .integer(limits.maximumNodes)])
    }
    if let alias = event.alias { throw Fault(YAMLFault.alias, at: event.place, ["name": .text(alias)]) }
    if let anchor = event.anchor {
      throw Fault(YAMLFault.anchor, at: event.place, ["name": .text(anchor)])
    }
    if let tag = event.tag { throw Fault(YAMLFault.tag, at: event.place, ["tag": .text(tag)]) }
    if event.kind == YAML_SCALAR_EVENT {
      return YAMLNode(content: .scalar(event.text, style: event.style), place: event.place)
    }
    guard depth < limits.maximumDepth else {
      throw Fault(YAMLFault.tooDeep, at: event.place, ["limit": .integer(limits.maximumDepth)])
    }
    if event.kind == YAML_SEQUENCE_START_EVENT {
      var elements: [YAMLNode] = []
      while case let element = try next(), element.kind != YAML_SEQUENCE_END_EVENT {
        elements.append(try node(element, depth: depth + 1))
      }
      return YAMLNode(content: .sequence(elements), place: event.place)
    }
    return YAMLNode(content: .mapping(try entries(depth: depth)), place: event.place)
  }

  private func entries(depth: Int) throws(Fault) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var places: [String: Place] = [:]
    while case let event = try next(), event.kind != YAML_MAPPING_END_EVENT {
      let keyNode = try node(event, depth: depth + 1)
      guard case .scalar(let key, let style) = keyNode.content else {
        throw Fault(YAMLFault.keyNotText, at: event.place)
      }
      if key == "<<" && style == .plain { throw Fault(YAMLFault.mergeKey, at: event.place) }
      if let first = places.updateValue(event.place, forKey: key) {
        throw Fault(
          YAMLFault.duplicateKey, at: event.place, ["key": .text(key), "first": .text("\(first)")])
      }
      let value = try node(next(), depth: depth + 1)
      entries.append(YAMLNode.Entry(key: key, keyPlace: event.place, value: value))
    }
    return entries
  }

  /// What is kept of a libyaml event after its memory is given back.
  private struct Event {
    let kind: yaml_event_type_t
    let place: Place
    var text = ""
    var style = YAMLNode.ScalarStyle.plain
    var anchor: String?
    var alias: String?
    var tag: String?
    var hasDirectives = false
  }

  private func next() throws(Fault) -> Event {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw syntaxFault() }
    defer { yaml_event_delete(&raw) }
    var event = Event(kind: raw.type, place: Self.place(raw.start_mark))
    func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
      pointer.map { String(decodingCString: $0, as: UTF8.self) }
    }
    switch raw.type {
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      event.text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      switch scalar.style {
      case YAML_PLAIN_SCALAR_STYLE: event.style = .plain
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: event.style = .block
      default: event.style = .quoted
      }
      event.anchor = string(scalar.anchor)
      event.tag = string(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      event.anchor = string(raw.data.sequence_start.anchor)
      event.tag = string(raw.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      event.anchor = string(raw.data.mapping_start.anchor)
      event.tag = string(raw.data.mapping_start.tag)
    case YAML_ALIAS_EVENT:
      event.alias = string(raw.data.alias.anchor)
    case YAML_DOCUMENT_START_EVENT:
      let start = raw.data.document_start
      event.hasDirectives = start.version_directive != nil || start.tag_directives.start != start.tag_directives.end
    default: break
    }
    return event
  }

  private static func place(_ mark: yaml_mark_t) -> Place {
    Place(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  /// libyaml's refusal, as one of our codes where it is a mistake people make.
  private func syntaxFault() -> Fault {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "unknown problem"
    if state.error == YAML_READER_ERROR {
      let code: YAMLFault =
        problem.contains("control characters") ? .controlCharacter : .notUTF8
      let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: state.problem_value)) ?? "\u{FFFD}"
      return Fault(
        code, at: StructuredText.place(ofByte: Int(state.problem_offset), in: bytes), ["found": .text(shown(scalar))])
    }
    let mark = Self.place(state.problem_mark)
    let opened = Self.place(state.context_mark)
    let context = state.context.map { String(cString: $0) } ?? ""
    switch problem {
    case "found character that cannot start any token":
      let found = scalar(at: state.problem_mark)
      return found == "\t"
        ? Fault(YAMLFault.tab, at: mark)
        : Fault(YAMLFault.reservedCharacter, at: mark, ["found": .text(shown(found))])
    case "found a tab character where an indentation space is expected",
      "found a tab character that violates indentation":
      return Fault(YAMLFault.tab, at: mark)
    case "mapping values are not allowed in this context":
      return Fault(YAMLFault.colonInValue, at: mark)
    case "did not find expected key", "did not find expected '-' indicator",
      "block sequence entries are not allowed in this context", "mapping keys are not allowed in this context":
      return Fault(YAMLFault.indentation, at: mark, ["opened": .text("\(opened)")])
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return Fault(YAMLFault.unclosedBracket, at: mark, ["opened": .text("\(opened)")])
    case "found unexpected end of stream" where context.contains("quoted scalar"),
      "found unexpected document indicator" where context.contains("quoted scalar"):
      return Fault(YAMLFault.unclosedQuote, at: opened)
    case "could not find expected ':'":
      return Fault(YAMLFault.missingColon, at: opened)
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return Fault(YAMLFault.badEscape, at: mark)
    default:
      return Fault(YAMLFault.syntax, at: mark, ["problem": .text(problem)])
    }
  }

  private func scalar(at mark: yaml_mark_t) -> Unicode.Scalar {
    // The index of a mark counts characters; faults are rare enough to count again from the start.
    var index = Int(mark.index)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if index == 0 { return scalar }
      index -= 1
    }
    return "\u{FFFD}"
  }
}
