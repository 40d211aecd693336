/// Why something could not be done, as facts: a code, what was found and where.
///
/// The sentence a person reads, and the way out of the trouble, are made from the code and the facts in
/// `Phrasebook`, in Chinese and in English. Each room lists its codes in an enum that adopts ``FaultCode``.
public struct Fault: Error, Sendable, Hashable {
  /// Who can mend it. The raw value is the exit code of the command.
  public enum Kind: Int, Sendable, Hashable {
    /// The analysis cannot be done on this data.
    case analysis = 1
    /// The command was used wrongly.
    case usage = 2
    /// The input file is unreadable or malformed.
    case input = 3
    /// A fault of ours.
    case ours = 70
  }

  public let code: String
  public let kind: Kind
  public var place: Place?
  public var facts: Facts

  public init(_ code: some FaultCode, at place: Place? = nil, _ facts: Facts = [:]) {
    self.code = code.rawValue
    self.kind = code.kind
    self.place = place
    self.facts = facts
  }

  /// The same fault, with the file it happened in where that was not known deeper down.
  public func inFile(_ path: String) -> Fault {
    var copy = self
    if copy.place == nil { copy.place = Place(file: path) }
    if copy.place?.file == nil { copy.place?.file = path }
    return copy
  }

  /// The same fault where the text it was found in begins some lines further down.
  package func moved(down lines: Int) -> Fault {
    var copy = self
    if let line = place?.line { copy.place?.line = line + lines } else { copy.place = Place(line: lines + 1) }
    return copy
  }
}

/// The codes of the faults one room can state. The raw value is kebab-case and starts with the subject: `csv-unclosed-quote`.
public protocol FaultCode: RawRepresentable<String>, CaseIterable, Sendable {
  var kind: Fault.Kind { get }
}

/// A spot in a user's file.
public struct Place: Sendable, Hashable {
  public var file: String?
  /// Counted from 1.
  public var line: Int?
  /// Counted from 1. In text files a character position or, in tables, the number of the field.
  public var column: Int?
  /// A spot that is not a line: a sheet's cell (`Sheet1!B7`), a record, an option.
  public var detail: String?

  public init(file: String? = nil, line: Int? = nil, column: Int? = nil, detail: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.detail = detail
  }
}

extension Place: CustomStringConvertible {
  /// `survey.csv:17:3`, as editors and terminals know it.
  public var description: String {
    var parts: [String] = []
    if let file { parts.append(file) }
    if let line { parts.append(String(line)) }
    if let column { parts.append(String(column)) }
    let position = parts.joined(separator: ":")
    guard let detail else { return position }
    return position.isEmpty ? detail : "\(position) \(detail)"
  }
}
