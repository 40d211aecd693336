extension YAMLText {
  /// The text of a document, with a newline at its end. `header` becomes comment lines at the top.
  ///
  /// Chinese stays readable; whatever YAML 1.1 or 1.2 could take for something else is quoted; text from users can
  /// break out of neither quotes nor comments.
  public func written(header: [String] = []) -> String {
    var writer = YAMLWriter()
    writer.write(comments: header, indentation: 0)
    if !header.isEmpty { writer.text += "\n" }
    switch self {
    case .mapping(let fields) where !fields.isEmpty: writer.write(fields, indentation: 0, startsOnOpenLine: false)
    case .list(let elements) where !elements.isEmpty: writer.write(elements, indentation: 0)
    default: writer.text += YAMLWriter.inlined(self) + "\n"
    }
    return writer.text
  }
}

struct YAMLWriter {
  var text = ""

  mutating func write(_ fields: [YAMLField], indentation: Int, startsOnOpenLine: Bool) {
    var isOpen = startsOnOpenLine
    for field in fields {
      if isOpen && !field.comments.isEmpty {
        // The dash of a list stands on this line already, so a comment would come between it and its key.
        text += "\n"
        isOpen = false
      }
      write(comments: field.comments, indentation: indentation)
      if !isOpen { text += Self.spaces(indentation) }
      isOpen = false
      let key = YAMLScalar.written(field.key, isInline: false)
      // An implicit key may not be longer than 1,024 characters.
      text += key.unicodeScalars.count > 1000 ? "? \(key)\n\(Self.spaces(indentation)):" : "\(key):"
      write(field.value, remark: field.remark, indentation: indentation + 2)
    }
  }

  mutating func write(_ elements: [YAMLElement], indentation: Int) {
    for element in elements {
      write(comments: element.comments, indentation: indentation)
      text += Self.spaces(indentation) + "-"
      if case .mapping(let fields) = element.value, !fields.isEmpty {
        if let remark = element.remark {
          text += Self.comment(remark) + "\n"
          write(fields, indentation: indentation + 2, startsOnOpenLine: false)
        } else {
          text += " "
          write(fields, indentation: indentation + 2, startsOnOpenLine: true)
        }
      } else {
        write(element.value, remark: element.remark, indentation: indentation + 2)
      }
    }
  }

  /// Writes what follows a colon or a dash, and ends the line.
  private mutating func write(_ value: YAMLText, remark: String?, indentation: Int) {
    let comment = remark.map(Self.comment) ?? ""
    switch value {
    case .mapping(let fields) where !fields.isEmpty:
      text += comment + "\n"
      write(fields, indentation: indentation, startsOnOpenLine: false)
    case .list(let elements) where !elements.isEmpty:
      text += comment + "\n"
      write(elements, indentation: indentation)
    case .empty:
      text += comment + "\n"
    case .text(let string):
      text += " " + YAMLScalar.written(string, isInline: false) + comment + "\n"
    default:
      text += " " + Self.inlined(value) + comment + "\n"
    }
  }

  mutating func write(comments: [String], indentation: Int) {
    for comment in comments {
      for line in comment.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        let clean = Self.clean(line)
        text += Self.spaces(indentation) + (clean.isEmpty ? "#" : "# \(clean)") + "\n"
      }
    }
  }

  static func inlined(_ value: YAMLText) -> String {
    switch value {
    case .text(let string): YAMLScalar.written(string, isInline: true)
    case .integer(let integer): String(integer)
    case .number(let number): JSONValue.number(number).written()
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .empty: "null"
    case .list(let elements): "[" + elements.map { inlined($0.value) }.joined(separator: ", ") + "]"
    case .inlineList(let elements): "[" + elements.map(inlined).joined(separator: ", ") + "]"
    case .mapping(let fields), .inline(let fields):
      "{" + fields.map(inlined).joined(separator: ", ") + "}"
    }
  }

  private static func inlined(_ field: YAMLField) -> String {
    let value = if case .empty = field.value { "" } else { inlined(field.value) }
    return "\(YAMLScalar.written(field.key, isInline: true)): \(value)"
  }

  private static func comment(_ remark: String) -> String {
    "  # " + clean(remark[...])
  }

  /// A comment ends at a line break, and control characters may not stand in YAML at all.
  private static func clean(_ comment: Substring) -> String {
    String(String.UnicodeScalarView(comment.unicodeScalars.map { YAMLScalar.isPrintable($0) ? $0 : " " }))
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
