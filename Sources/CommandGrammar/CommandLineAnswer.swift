import Evidence
import NumericalMethods
import Phrasebook
import Presentation
import StructuredText

/// All that a command line leads to. Making it runs the command; printing and writing files is left to the door.
public struct Answer: Sendable {
  public var standardOutput: [UInt8] = []
  public var standardError = ""
  public var exitCode: Int32 = 0
  public var files: [Output.File] = []
  public var folder: Output.Folder?
  /// Files whose content this build of the program made, or would make again.
  public var vouchedFor: [String] = []
  /// Whether files may be replaced that this program did not write.
  public var mayReplaceForeignFiles = false

  /// Turns the codes of faults and caveats into sentences.
  private let wording: Wording

  /// - Parameter arguments: The words after `tansuo`.
  public init(
    to arguments: [String], in surroundings: Surroundings, commands: [CommandDescription],
    wording: Wording = .grammar
  ) {
    self.wording = wording
    var surroundings = surroundings
    if let language = Self.language(in: arguments) { surroundings.language = language }
    do throws(Fault) {
      try run(arguments, surroundings, commands)
    } catch {
      fail(error, arguments: arguments, language: surroundings.language)
    }
  }

  /// The answer to a command line that came to nothing, made outside of it.
  public init(failing fault: Fault, arguments: [String], language: Language, wording: Wording) {
    self.wording = wording
    fail(fault, arguments: arguments, language: language)
  }

  private mutating func run(
    _ arguments: [String], _ surroundings: Surroundings, _ commands: [CommandDescription]
  ) throws(Fault) {
    switch try CommandLineParser(commands: commands).parse(arguments) {
    case .firstScreen:
      standardOutput = Array(HelpText(commands, surroundings).firstScreen().utf8)
    case .version:
      standardOutput = Array(Version.text.utf8)
    case .help(let command):
      standardOutput = Array(HelpText(commands, surroundings).page(of: command).utf8)
    case .run(let invocation):
      try run(invocation, surroundings)
    }
  }

  private mutating func run(_ invocation: Invocation, _ given: Surroundings) throws(Fault) {
    var surroundings = given
    let path = invocation.text(.output).flatMap { $0 == "-" ? nil : $0 }
    if invocation.flag(.quiet) { surroundings.progress = { _ in } }
    if invocation.flag(.noColor) || path != nil { surroundings.usesColor = false }
    if path != nil { surroundings.width = Int.max }
    if let threads = invocation.values[CommandOption.threads.name]?.last.flatMap({ Int($0) }) {
      surroundings.threads = threads
    }
    let chosen =
      invocation.flag(.json) ? OutputFormat.json : invocation.choice(.format, of: OutputFormat.self)
    if chosen == nil, let path, let ending = OutputFormat.foreignEnding(of: path) {
      throw Fault(UsageFault.noSuchForm, ["ending": .text(ending), "path": .text(path)])
    }
    let format = chosen ?? path.flatMap { OutputFormat(path: $0) } ?? .table
    if format.isBinary, path == nil, surroundings.outputIsTerminal {
      throw Fault(UsageFault.binaryOnTerminal, ["format": .text(format.rawValue)])
    }

    var charts: ChartFiles?
    if let path = invocation.text(.chart) { charts = try ChartFiles(path: path) }

    var output = try invocation.command.run(invocation, surroundings)
    var remarks: [Caveat] = []
    let bytes = try output.bytes(
      as: format, isChosen: chosen != nil, command: invocation.command, in: surroundings, wording: wording,
      remark: { remarks.append($0) })
    if let charts { output.files += try charts.files(of: output.charts(in: surroundings.language), in: surroundings) }
    mayReplaceForeignFiles = invocation.flag(.force)
    files = output.files
    folder = output.folder
    vouchedFor = output.vouchedFor
    if let path {
      files.insert(Output.File(path: path, bytes: bytes), at: 0)
    } else {
      standardOutput = bytes
    }
    if !invocation.flag(.quiet) {
      let told = (format == .table || format == .csv ? output.caveats : []) + remarks
      standardError = told.map { $0.report(in: surroundings.language, from: wording) }.joined()
    }
    exitCode = output.ending.rawValue
  }

  /// Replaces the answer by a fault, also one the door met while writing.
  public mutating func fail(_ fault: Fault, arguments: [String], language: Language) {
    let language = Self.language(in: arguments) ?? language
    standardError = fault.report(in: language, from: wording)
    standardOutput = []
    files = []
    folder = nil
    vouchedFor = []
    exitCode = Int32(fault.kind.rawValue)
    if fault.code == NumericalFault.interrupted.rawValue {
      standardError = ""
      exitCode = 130
      return
    }
    guard Self.asksForJSON(arguments) else { return }
    let message = fault.message(in: language, from: wording)
    let object: JSONValue = [
      "error": [
        "code": .string(fault.code), "message": .string(message.what), "where": JSONValue(fault.place?.description),
        "fix": JSONValue(message.fix),
      ]
    ]
    standardOutput = object.bytes() + [UInt8(ascii: "\n")]
  }

  /// The language a command line asks for, found even where the line is otherwise wrong.
  package static func language(in arguments: [String]) -> Language? {
    value(of: "--lang", in: arguments).flatMap { Language(rawValue: $0) }
  }

  private static func asksForJSON(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains("--json") || value(of: "--format", in: arguments) == "json"
  }

  private static func value(of option: String, in arguments: [String]) -> String? {
    let options = Array(arguments.prefix { $0 != "--" })
    for (index, argument) in options.enumerated() {
      if argument == option, index + 1 < options.count { return options[index + 1] }
      if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
    }
    return nil
  }
}
