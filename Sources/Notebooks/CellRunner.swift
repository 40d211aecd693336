import CommandGrammar
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import TableSources
import Typography

/// Runs the commands of cells. It is given the commands there are, and lets through those that only give results.
struct CellRunner: Sendable {
  let commands: [CommandDescription]
  let wording: Wording
  var surroundings: Surroundings

  /// Commands that are about the program, not about data, or that make files.
  private static let refused: Set<String> = ["notebook", "exercise", "convert", "init", "doctor", "completions"]

  init(commands: [CommandDescription], wording: Wording, surroundings: Surroundings, language: Language) {
    self.commands = commands
    self.wording = wording
    self.surroundings = surroundings
    self.surroundings.language = language
    self.surroundings.width = 100
    self.surroundings.usesColor = false
    self.surroundings.progress = { _ in }
    self.surroundings.readStandardInput = { () throws(Fault) in throw Fault(NotebookFault.standardInput) }
  }

  /// A command line that was read and found harmless, or found wrong where that is what a cell shows.
  struct Prepared: Sendable {
    enum Line: Sendable {
      case invocation(Invocation)
      case fault(Fault)
    }

    let line: Line
    /// The files it names, as it names them.
    let files: [String]
  }

  /// - Parameter codebooks: The codebook of each data name that has one; given to commands that take one.
  func prepared(_ command: CellCommand, codebooks: [String: String]) throws(Fault) -> Prepared {
    do throws(Fault) {
      return try checked(command, codebooks)
    } catch {
      throw error.at(line: command.line)
    }
  }

  private func checked(_ command: CellCommand, _ codebooks: [String: String]) throws(Fault) -> Prepared {
    var words = command.words.map(\.text)
    if let first = words.first(where: { !$0.hasPrefix("-") }), Self.refused.contains(first) {
      throw Fault(NotebookFault.commandNotAllowed, ["command": .text(first)])
    }
    let parser = CommandLineParser(commands: commands)
    var request = try parser.parse(words)
    if case .run(let invocation) = request, invocation.values["codebook"] == nil,
      invocation.command.ownOptions.contains(where: { $0.name == "codebook" }),
      let name = command.words.lazy.compactMap(\.data).first, let codebook = codebooks[name]
    {
      words.insert("--codebook=" + codebook, at: invocation.command.words.count)
      request = try parser.parse(words)
    }
    guard case .run(let invocation) = request else {
      throw Fault(NotebookFault.optionNotAllowed, ["option": .text(words.first { $0.hasPrefix("-") } ?? "--help")])
    }
    for option in [CommandOption.output, .chart, .force] where invocation.isGiven(option) {
      throw Fault(NotebookFault.optionNotAllowed, ["option": .text(option.dashed)])
    }
    if let format = invocation.choice(.format, of: OutputFormat.self), format == .html || format.isBinary {
      throw Fault(NotebookFault.optionNotAllowed, ["option": .text("--format \(format.rawValue)")])
    }
    return Prepared(line: .invocation(invocation), files: try files(invocation))
  }

  private func files(_ invocation: Invocation) throws(Fault) -> [String] {
    var files: [String] = []
    for operand in invocation.command.operands where operand.completion == .file || operand.completion == .folder {
      files += invocation.operands(operand)
    }
    for option in invocation.command.options where option.value == .file || option.value == .folder {
      files += invocation.texts(option)
    }
    if files.contains("-") { throw Fault(NotebookFault.standardInput) }
    return files
  }

  /// What one command gives: the result, or the fault it ended with.
  enum Result: Sendable {
    case output(Output, Invocation)
    case fault(Fault)

    var ending: Int32 {
      switch self {
      case .output(let output, _): output.ending.rawValue
      case .fault(let fault): Int32(fault.kind.rawValue)
      }
    }
  }

  func run(_ prepared: Prepared) throws(Fault) -> Result {
    let invocation: Invocation
    switch prepared.line {
    case .invocation(let found): invocation = found
    case .fault(let fault): return .fault(fault)
    }
    do throws(Fault) {
      let output = try invocation.command.run(invocation, surroundings(for: invocation))
      guard output.files.isEmpty else {
        throw Fault(NotebookFault.writesFiles, ["command": .text(invocation.command.name)])
      }
      return .output(output, invocation)
    } catch {
      // What a notebook may not do is no result to be shown.
      if NotebookFault(rawValue: error.code) != nil || BoundsFault(rawValue: error.code) != nil { throw error }
      return .fault(error)
    }
  }

  func surroundings(for invocation: Invocation) -> Surroundings {
    var copy = surroundings
    if let language = invocation.choice(.lang, of: Language.self) { copy.language = language }
    return copy
  }

  /// The blocks that show a result below its cell.
  func blocks(of result: Result) throws(Fault) -> [Block] {
    switch result {
    case .fault(let fault):
      return [.code(language: "text", fault.report(in: surroundings.language, from: wording))]
    case .output(let output, let invocation):
      let surroundings = surroundings(for: invocation)
      let format: OutputFormat =
        invocation.flag(.json) ? .json : invocation.choice(.format, of: OutputFormat.self) ?? .markdown
      switch output.body {
      case .bytes:
        throw Fault(NotebookFault.writesFiles, ["command": .text(invocation.command.name)])
      case .result(let document, _) where format == .markdown || format == .table:
        let notes = output.caveats.map {
          Block.note(Phrase($0.message(in: surroundings.language, from: wording).what))
        }
        return document(surroundings.language).blocks + notes
      default:
        let bytes = try output.bytes(
          as: format, isChosen: format == .json || format == .csv, command: invocation.command, in: surroundings,
          wording: wording)
        let language = format == .json ? "json" : format == .csv ? "csv" : "text"
        return [.code(language: language, String(decoding: bytes, as: UTF8.self))]
      }
    }
  }

  /// The result of a command as other programs get it.
  func json(of prepared: Prepared) throws(Fault) -> JSONValue {
    let (output, invocation): (Output, Invocation)
    switch try run(prepared) {
    case .output(let found, let from): (output, invocation) = (found, from)
    case .fault(let fault): throw fault
    }
    let bytes = try output.bytes(
      as: .json, isChosen: true, command: invocation.command, in: surroundings(for: invocation), wording: wording)
    return try JSONValue(parsing: bytes)["result"] ?? .null
  }
}
