import CommandGrammar
import Evidence
import Findings
import Phrasebook
import StructuredText
import Tables

/// One command of a study, ready to run. What it is called in the study's folder is its recipe.
public struct StudyStep: Sendable {
  /// The part of a report it belongs to, in the order of the report.
  public enum Part: Int, Sendable, CaseIterable {
    case survey, bottlenecks, carbon, benchmarks, published
  }

  public let id: String
  public let title: Label
  public let part: Part
  public let policy: Policy?
  /// The command line, as it can be typed in the folder of the study.
  public let arguments: [String]
  let invocation: Invocation
  let place: Place

  /// `crosstab responses.csv --rows a --cols b`, quoted for a shell.
  public var commandLine: String { (["tansuo"] + arguments).map { $0.quotedForShell() }.joined(separator: " ") }

  public var command: String { invocation.command.name }
}

/// Everything a study will do, before any of it is done.
public struct StudyPlan: Sendable {
  public let study: Study
  public let steps: [StudyStep]

  /// - Parameter commands: All commands there are; a study runs those that findings can be made of.
  public init(_ study: Study, commands: [CommandDescription]) throws(Fault) {
    self.study = study
    var maker = StepMaker(study: study, commands: commands)
    for analysis in study.analyses { try maker.add(analysis) }
    if let bottlenecks = study.bottlenecks { try maker.add(bottlenecks) }
    if let accounting = study.accounting { try maker.add(accounting) }
    for benchmark in study.benchmarks { try maker.add(benchmark) }
    if !study.published.isEmpty { try maker.addAudit() }
    steps = maker.steps
  }
}

private struct StepMaker {
  let study: Study
  let commands: [CommandDescription]
  var steps: [StudyStep] = []

  mutating func add(_ analysis: Study.Analysis) throws(Fault) {
    let description = try command(analysis.command, at: analysis.place)
    var arguments: [String] = []
    if let data = analysis.data.flatMap({ study.data($0) }) ?? study.data.first {
      arguments.append(data.file)
      arguments += try options(analysis.options, of: description)
      if let codebook = data.codebook, takes("codebook", description), !isGiven("codebook", analysis.options) {
        arguments += ["--codebook", codebook]
      }
      if analysis.usesDesign, data.name == study.data.first?.name {
        for (name, column) in [
          ("weights", study.design.weights), ("strata", study.design.strata), ("cluster", study.design.cluster),
        ] where takes(name, description) && !isGiven(name, analysis.options) {
          if let column { arguments += ["--\(name)", column] }
        }
      }
    }
    try add(
      analysis.id, analysis.title, .survey, analysis.policy, description, arguments, given: analysis.options,
      at: analysis.place)
  }

  mutating func add(_ bottlenecks: Study.Bottlenecks) throws(Fault) {
    let description = try command("bottleneck", at: bottlenecks.place)
    let file = study.file.split(separator: "/").last.map(String.init) ?? study.file
    try add("bottlenecks", Label(), .bottlenecks, nil, description, [file], given: [], at: bottlenecks.place)
  }

  mutating func add(_ accounting: Study.Accounting) throws(Fault) {
    let description = try command("account", at: accounting.place)
    var arguments = try activity(accounting.options, of: description)
    if !isGiven("lines", accounting.options) { arguments += ["--lines", "no"] }
    try add("account", Label(), .carbon, nil, description, arguments, given: accounting.options, at: accounting.place)
  }

  mutating func add(_ benchmark: Study.Benchmark) throws(Fault) {
    let description = try command("benchmark", at: benchmark.place)
    try add(
      "benchmark-\(benchmark.by)", Label(), .benchmarks, nil, description,
      try activity(benchmark.options, of: description), given: benchmark.options, at: benchmark.place)
  }

  mutating func addAudit() throws(Fault) {
    let place = Place(file: study.file)
    let description = try command("audit", at: place)
    try add("audit", Label(), .published, nil, description, study.published, given: [], at: place)
  }

  private func activity(_ given: [YAMLNode.Entry], of description: CommandDescription) throws(Fault) -> [String] {
    var arguments = [study.data("activity")?.file ?? ""]
    if let enterprises = study.data("enterprises") { arguments += ["--entities", enterprises.file] }
    return arguments + (try options(given, of: description))
  }

  private mutating func add(
    _ id: String, _ title: Label, _ part: StudyStep.Part, _ policy: Policy?, _ description: CommandDescription,
    _ given: [String], given options: [YAMLNode.Entry], at place: Place
  ) throws(Fault) {
    var arguments = description.words + given
    if takes("style", description), !isGiven("style", options) { arguments += ["--style", study.style.rawValue] }
    if takes("alpha", description), !isGiven("alpha", options), study.alpha != 0.05 {
      arguments += ["--alpha", "\(study.alpha)"]
    }
    if let minimum = study.disclosure.minimum, takes("suppress", description), !isGiven("suppress", options) {
      arguments += ["--suppress", String(minimum)]
    }
    if let dominance = study.disclosure.dominance, takes("dominance", description), !isGiven("dominance", options) {
      arguments += ["--dominance", dominance]
    }
    do throws(Fault) {
      guard case .run(let invocation) = try CommandLineParser(commands: commands).parse(arguments) else { return }
      steps.append(
        StudyStep(
          id: id, title: title, part: part, policy: policy, arguments: arguments, invocation: invocation, place: place))
    } catch {
      throw error.at(place, in: study.file)
    }
  }

  private func command(_ name: String, at place: Place) throws(Fault) -> CommandDescription {
    guard Finding.commands.contains(name), let found = commands.first(where: { $0.name == name }) else {
      throw Fault(
        StudyFault.unknownCommand, at: place, ["name": .text(name), "known": .list(Finding.commands.sorted())]
      ).inFile(study.file)
    }
    return found
  }

  private func takes(_ option: String, _ description: CommandDescription) -> Bool {
    description.ownOptions.contains { $0.name == option }
  }

  private func isGiven(_ option: String, _ entries: [YAMLNode.Entry]) -> Bool { entries.contains { $0.key == option } }

  /// Options of the study file as they stand on a command line.
  private func options(_ entries: [YAMLNode.Entry], of description: CommandDescription) throws(Fault) -> [String] {
    var arguments: [String] = []
    for entry in entries {
      guard let option = description.ownOptions.first(where: { $0.name == entry.key }) else {
        let nearest = Similarity.nearest(to: entry.key, in: description.ownOptions.map(\.name), limit: 1)
        throw Fault(
          nearest.isEmpty ? StudyFault.unknownOption : .misspelledOption, at: entry.keyPlace,
          ["command": .text(description.name), "name": .text(entry.key), "nearest": .list(nearest)]
        ).inFile(study.file)
      }
      arguments += try words(of: option, entry)
    }
    return arguments
  }

  private func words(of option: CommandOption, _ entry: YAMLNode.Entry) throws(Fault) -> [String] {
    func text(_ node: YAMLNode) throws(Fault) -> String {
      guard let text = node.text, !node.isNull else {
        throw Fault(
          StudyFault.notAnOptionValue, at: node.place,
          ["name": .text(option.name), "found": .text(node.summary)]
        ).inFile(study.file)
      }
      return text
    }
    if option.value == .flag {
      switch try text(entry.value) {
      case "true", "yes": return [option.dashed]
      case "false", "no": return []
      default:
        throw Fault(
          StudyFault.notAnOptionValue, at: entry.value.place,
          ["name": .text(option.name), "found": .text(entry.value.summary)]
        ).inFile(study.file)
      }
    }
    guard case .sequence(let nodes) = entry.value.content else { return [option.dashed, try text(entry.value)] }
    var texts: [String] = []
    for node in nodes { texts.append(try text(node)) }
    return option.isRepeatable ? texts.flatMap { [option.dashed, $0] } : [option.dashed, texts.joined(separator: ",")]
  }
}

extension Fault {
  /// The fault of a command line that a study file asked for.
  func at(_ place: Place, in file: String) -> Fault {
    var copy = self
    copy.place = Place(file: file, line: place.line, column: place.column, detail: self.place?.description)
    return copy
  }
}

extension String {
  /// The text as one word of a shell.
  func quotedForShell() -> String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-_./,=:@%+".unicodeScalars.contains(scalar)
      }
    return isPlain
      ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
