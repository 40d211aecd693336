import Evidence

/// A subcommand as a value: what it takes, what it does and what it returns.
///
/// Parsing, `--help`, completions and the manual page are all made from this one description. Each command is a
/// static member of this type in a file of its own, listed in ``CommandRegistry``.
///
///     extension CommandDescription {
///       static let freq = CommandDescription(
///         "freq", in: .look, Label(chinese: "各选项的频数与占比", english: "Counts and shares of answers"),
///         examples: [.init("tansuo freq survey.csv --items q1-q8", Label(chinese: "…", english: "…"))],
///         operands: [.data], options: [.items.required] + .design,
///         run: frequencies)
///     }
public struct CommandDescription: Sendable {
  /// What runs a command. It reads through what surrounds it and writes nothing.
  public typealias Body = @Sendable (Invocation, Surroundings) throws(Fault) -> Output

  /// One word, or two as in `codebook infer`.
  public let name: String
  public let group: CommandGroup
  /// One line without a full stop.
  public let summary: Label
  /// Paragraphs below the examples.
  public let details: [Label]
  public let examples: [Example]
  public let operands: [Operand]
  /// The options of this command; those of ``CommandOption/everywhere`` come with every command.
  public let ownOptions: [CommandOption]
  /// Left out of help and completions: made for scripts of ours.
  public let isHidden: Bool
  public let run: Body

  public init(
    _ name: String, in group: CommandGroup, _ summary: Label, details: [Label] = [], examples: [Example],
    operands: [Operand] = [], options: [CommandOption] = [], isHidden: Bool = false, run: @escaping Body
  ) {
    self.name = name
    self.group = group
    self.summary = summary
    self.details = details
    self.examples = examples
    self.operands = operands
    self.ownOptions = options
    self.isHidden = isHidden
    self.run = run
  }

  public var words: [String] { name.split(separator: " ").map(String.init) }

  public var options: [CommandOption] { ownOptions + CommandOption.everywhere }
}

/// A command line that can be typed as it stands, and what it does.
public struct Example: Sendable {
  public let line: String
  public let explanation: Label

  public init(_ line: String, _ explanation: Label) {
    self.line = line
    self.explanation = explanation
  }
}

/// What people come to do. The first screen lists the commands by it.
public enum CommandGroup: Int, Sendable, CaseIterable {
  case look, test, group, carbon, findings, workshop

  public var title: Label {
    switch self {
    case .look: Label(chinese: "看数据", english: "Look at data")
    case .test: Label(chinese: "检验关联与差异", english: "Test what goes together")
    case .group: Label(chinese: "聚类", english: "Find groups")
    case .carbon: Label(chinese: "碳核算", english: "Account for carbon")
    case .findings: Label(chinese: "得出并核对结论", english: "Reach and check findings")
    case .workshop: Label(chinese: "工具本身", english: "The tool itself")
    }
  }
}

/// A word on the command line that is not an option: a file, a topic.
public struct Operand: Sendable {
  public enum Count: Sendable {
    case one, optional, oneOrMore, any
  }

  /// In capitals, as help shows it: `DATA`.
  public let name: String
  public let meaning: Label
  public let count: Count
  /// How shells complete it.
  public let completion: Completion

  public enum Completion: Sendable, Equatable {
    case file, folder
    case words([String])
    case nothing
  }

  public init(_ name: String, _ meaning: Label, count: Count = .one, completion: Completion = .file) {
    self.name = name
    self.meaning = meaning
    self.count = count
    self.completion = completion
  }

  /// The data file most commands read.
  public static let data = Operand(
    "DATA",
    Label(
      chinese: "CSV、TSV、XLSX（book.xlsx#工作表）、SAV、ZSAV、DTA 或 SQLite（survey.db#表）；- 为标准输入",
      english: "CSV, TSV, XLSX (book.xlsx#sheet), SAV, ZSAV, DTA or SQLite (survey.db#table); - is standard input"))

  public var optional: Operand { Operand(name, meaning, count: .optional, completion: completion) }
  public var oneOrMore: Operand { Operand(name, meaning, count: .oneOrMore, completion: completion) }
}
