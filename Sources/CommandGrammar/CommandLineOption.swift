import Evidence

/// An option as it is described and, in ``Invocation``, asked for.
///
///     extension CommandOption {
///       static let linkage = CommandOption(
///         "linkage", .choice(of: Linkage.self), default: "average",
///         Label(chinese: "类间距离的算法", english: "how far apart two groups are"))
///     }
///     invocation.choice(.linkage, of: Linkage.self)
public struct CommandOption: Sendable {
  public enum Value: Sendable, Equatable {
    /// Takes no value: there or not.
    case flag
    case text
    case integer(ClosedRange<Int>)
    /// A finite number within bounds, both included.
    case number(ClosedRange<Double>)
    case choice([String])
    /// The name of one column.
    case column
    /// Names of columns, ranges and globs, separated by commas.
    case columns
    case file
    case folder

    public static var anyInteger: Value { .integer(Int.min...Int.max) }
    public static var anyNumber: Value { .number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude) }
    public static var yesOrNo: Value { .choice(["yes", "no"]) }
    public static func choice<Choice: CaseIterable & RawRepresentable<String>>(of type: Choice.Type) -> Value {
      .choice(type.allCases.map(\.rawValue))
    }
  }

  /// Without the dashes: `min-samples`.
  public let name: String
  /// One letter, for the few that have one.
  public let letter: Character?
  public let value: Value
  /// What help calls the value: `COLUMN`, `FILE`. Made from the kind of value unless given.
  public let placeholder: String
  public let meaning: Label
  /// Shown in help; the command itself decides what it does without the option.
  public let defaultText: String?
  public var isRequired: Bool
  /// May be given several times.
  public var isRepeatable: Bool

  public init(
    _ name: String, letter: Character? = nil, _ value: Value, placeholder: String? = nil,
    default defaultText: String? = nil, isRequired: Bool = false, isRepeatable: Bool = false, _ meaning: Label
  ) {
    self.name = name
    self.letter = letter
    self.value = value
    self.placeholder = placeholder ?? value.placeholder
    self.defaultText = defaultText
    self.isRequired = isRequired
    self.isRepeatable = isRepeatable
    self.meaning = meaning
  }

  /// The same option where a command cannot do without it.
  public var required: CommandOption {
    var copy = self
    copy.isRequired = true
    return copy
  }

  /// The same option where it may be given several times.
  public var repeated: CommandOption {
    var copy = self
    copy.isRepeatable = true
    return copy
  }

  /// `--name`, as people type it.
  public var dashed: String { "--\(name)" }
}

extension CommandOption.Value {
  package var placeholder: String {
    switch self {
    case .flag: ""
    case .text: "TEXT"
    case .integer: "N"
    case .number: "NUMBER"
    case .choice(let choices): choices.joined(separator: "|")
    case .column: "COLUMN"
    case .columns: "COLUMNS"
    case .file: "FILE"
    case .folder: "DIR"
    }
  }
}
