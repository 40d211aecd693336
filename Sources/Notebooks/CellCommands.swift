import Evidence

/// A command line of a cell, before its data have got their paths.
struct CellCommand: Sendable {
  struct Word: Sendable, Equatable {
    var text: String
    /// The data that gave the word its value, where it is nothing else.
    var data: String?
  }

  /// The line as it was typed, continued lines joined.
  let typed: String
  /// Counted from 1, in the notebook.
  let line: Int
  let words: [Word]

  /// The commands of a cell: one a line, `\` at the end continues it, `#` begins a remark.
  static func all(in text: String, firstLine: Int, data: [FrontMatter.Data]) throws(Fault) -> [CellCommand] {
    var commands: [CellCommand] = []
    var pending = ""
    var pendingLine: Int?
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let trimmed = trim(line)
      if pendingLine == nil, trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      let start = pendingLine ?? firstLine + index
      if trimmed.hasSuffix("\\"), index + 1 < lines.count {
        pending += trimmed.dropLast() + " "
        pendingLine = start
        continue
      }
      commands.append(try CellCommand(trim(Substring(pending + trimmed)), line: start, data: data))
      (pending, pendingLine) = ("", nil)
    }
    if let line = pendingLine { commands.append(try CellCommand(trim(Substring(pending)), line: line, data: data)) }
    return commands
  }

  init(_ typed: String, line: Int, data: [FrontMatter.Data]) throws(Fault) {
    self.typed = typed
    self.line = line
    do throws(Fault) {
      var reader = WordReader(typed, data)
      words = try reader.words()
    } catch {
      throw error.at(line: line)
    }
    if words.first?.text == "tansuo" {
      throw Fault(
        NotebookFault.programName, at: Place(line: line), ["command": .text(words.dropFirst().first?.text ?? "freq")])
    }
  }

  private static func trim(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}

/// Splits a line into words as a shell would: quotes, backslashes and `$names`, and nothing else of a shell.
private struct WordReader {
  private let line: String
  private var rest: Substring
  private let data: [FrontMatter.Data]

  init(_ line: String, _ data: [FrontMatter.Data]) {
    self.line = line
    rest = Substring(line)
    self.data = data
  }

  mutating func words() throws(Fault) -> [CellCommand.Word] {
    var words: [CellCommand.Word] = []
    while true {
      rest = rest.drop { $0 == " " || $0 == "\t" }
      guard !rest.isEmpty else { return words }
      words.append(try word())
    }
  }

  private mutating func word() throws(Fault) -> CellCommand.Word {
    var text = ""
    var name: String?
    var hasMore = false
    while let character = rest.first, character != " ", character != "\t" {
      rest.removeFirst()
      switch character {
      case "'":
        text += try quoted(until: "'", expands: false)
        hasMore = true
      case "\"":
        text += try quoted(until: "\"", expands: true)
        hasMore = true
      case "\\":
        if let next = rest.popFirst() { text.append(next) }
        hasMore = true
      case "$":
        if rest.first == "(" { throw Fault(NotebookFault.shell, ["mark": "$("]) }
        let value = try expanded()
        if let found = value.name, text.isEmpty { name = found } else { hasMore = true }
        text += value.text
      case "|", "<", ">", ";", "&", "`":
        throw Fault(NotebookFault.shell, ["mark": .text(String(character))])
      default:
        text.append(character)
        hasMore = true
      }
    }
    return CellCommand.Word(text: text, data: hasMore ? nil : name)
  }

  private mutating func quoted(until end: Character, expands: Bool) throws(Fault) -> String {
    var text = ""
    while let character = rest.popFirst() {
      if character == end { return text }
      if expands, character == "\\", let next = rest.first, next == "\"" || next == "\\" || next == "$" {
        text.append(next)
        rest.removeFirst()
      } else if expands, character == "$" {
        text += try expanded().text
      } else {
        text.append(character)
      }
    }
    throw Fault(NotebookFault.unclosedQuote, ["line": .text(line)])
  }

  /// What stands behind a `$`: a data file, its codebook, or just the sign.
  private mutating func expanded() throws(Fault) -> (text: String, name: String?) {
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    guard let first = name.first, first.isLetter else { return ("$", nil) }
    rest.removeFirst(name.count)
    guard let found = data.first(where: { $0.name == name }) else {
      throw Fault(NotebookFault.unknownData, ["name": .text(String(name)), "known": .list(data.map(\.name))])
    }
    let suffix = ".codebook"
    if rest.hasPrefix(suffix) {
      rest.removeFirst(suffix.count)
      guard let codebook = found.codebook else {
        throw Fault(NotebookFault.noCodebook, ["name": .text(found.name)])
      }
      return (codebook, nil)
    }
    return (found.file, found.name)
  }
}

extension Fault {
  /// The same fault with the line of the notebook where it has none; another place is told behind it.
  func at(line: Int) -> Fault {
    var copy = self
    if let place {
      if place.file != nil || place.line == nil {
        copy.place = Place(line: line, detail: place.description.isEmpty ? nil : place.description)
      }
    } else {
      copy.place = Place(line: line)
    }
    return copy
  }
}

extension Fault {
  /// The same fault as a command line in a terminal would tell it.
  var withoutPlace: Fault {
    var copy = self
    copy.place = nil
    return copy
  }
}
