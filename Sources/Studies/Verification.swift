import CommandGrammar
import Evidence
import Findings
import NumericalMethods
import Phrasebook
import StructuredText
import TableSources

/// A `findings.json` that was read back.
public struct FindingsFile: Sendable {
  /// How one analysis was made, and what it gave.
  public struct Recipe: Sendable {
    public let analysis: String
    public let arguments: [String]
    public let inputs: [Provenance.Input]
    public let method: JSONObject
    /// `nil` where the analysis could not be done.
    public let result: JSONValue?
  }

  public let path: String
  public let content: JSONValue
  public let recipes: [Recipe]
  /// Of the study file as the report has it, seen from the folder of the report.
  public let studyPath: String

  public init(parsing bytes: [UInt8], path: String) throws(Fault) {
    let content: JSONValue
    do throws(Fault) { content = try JSONValue(parsing: bytes) } catch { throw error.inFile(path) }
    guard content["schema"]?.asString?.hasPrefix("tansuo/findings/") == true,
      let recipes = content["recipes"]?.asObject, let study = content["study"]?["path"]?.asString
    else { throw Fault(StudyFault.notFindings, at: Place(file: path)) }
    self.path = path
    self.content = content
    studyPath = study
    self.recipes = recipes.members.map { member in
      Recipe(
        analysis: member.key, arguments: (member.value["command"]?.asArray ?? []).compactMap(\.asString),
        inputs: (member.value["input"]?.asArray ?? []).map {
          Provenance.Input(
            path: $0["path"]?.asString ?? "", sha256: $0["sha256"]?.asString ?? "", rows: $0["rows"]?.asInteger ?? 0)
        },
        method: member.value["method"]?.asObject ?? [:], result: member.value["result"])
    }
  }

  /// The study file: the one that is named, else where the report says it is.
  ///
  /// - Parameter given: As the user typed it.
  public func study(_ given: String?) -> String {
    if let given { return given }
    guard !studyPath.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return studyPath }
    return String(path[...slash]) + studyPath
  }

  /// What a recipe gives now. Commands that no study can run are refused, whatever the file says.
  func replayed(
    _ recipe: Recipe, study: String, _ commands: [CommandDescription], _ surroundings: Surroundings
  ) throws(Fault) -> Output {
    let known = commands.filter { Finding.commands.contains($0.name) }
    let parsed: Request
    do throws(Fault) {
      parsed = try CommandLineParser(commands: known).parse(recipe.arguments)
    } catch {
      throw error.at(Place(detail: recipe.analysis), in: path)
    }
    guard case .run(let invocation) = parsed else { throw Fault(StudyFault.notFindings, at: Place(file: path)) }
    return try invocation.command.run(invocation, surroundings)
  }
}

/// Every number of a report computed again from the data.
public struct Verification: Sendable {
  /// A value that is no longer what the report says. Values that are texts or missing count too.
  public struct Drift: Sendable {
    public let id: String
    public let analysis: String
    public let was: JSONValue
    public let now: JSONValue
    /// Whether a sentence of the report prints it.
    public let isPrinted: Bool
  }

  public let checked: Int
  public let drifts: [Drift]
  /// Analyses that cannot be done any more.
  public let failures: [(analysis: String, fault: Fault)]
  public let changedInputs: [String]
  public let file: FindingsFile

  /// Numbers agree when they differ by less than this share: other processors round the last digits differently.
  static let tolerance = 1e-9

  public init(
    of file: FindingsFile, study: String, commands: [CommandDescription], in surroundings: Surroundings
  ) throws(Fault) {
    var inner = surroundings
    inner.shelf = TableShelf()
    inner.threads = 1
    let settled = inner
    let folder = study.lastIndex(of: "/").map { String(study[..<$0]) }
    let replays = try Parallel.map(file.recipes.count, threads: surroundings.threads) {
      (index) throws(Fault) -> Result<Envelope, Fault> in
      try Interruption.check()
      return ReadingBounds(startingIn: folder).hold {
        do throws(Fault) {
          let output = try file.replayed(file.recipes[index], study: study, commands, settled)
          guard case .result(_, let envelope) = output.body else {
            return .failure(Fault(StudyFault.notFindings, at: Place(file: file.path)))
          }
          return .success(try envelope(.english))
        } catch {
          return .failure(error)
        }
      }
    }
    let printed = Set(file.content["numbers"]?.asObject?.keys ?? [])
    var comparison = Comparison()
    var failures: [(analysis: String, fault: Fault)] = []
    var changed: [String] = []
    for (recipe, replay) in zip(file.recipes, replays) {
      switch replay {
      case .success(let envelope):
        guard let was = recipe.result else { continue }
        comparison.compare(was, envelope.result.abridged(), recipe.analysis, JSONPath())
        for input in envelope.inputs where !changed.contains(input.path) {
          if recipe.inputs.contains(where: { $0.path == input.path && $0.sha256 != input.sha256 }) {
            changed.append(input.path)
          }
        }
      case .failure(let fault):
        // What could not be done before and cannot be done now has not drifted.
        if recipe.result != nil { failures.append((recipe.analysis, fault)) }
      }
    }
    comparison.compareShown(file)
    checked = comparison.checked
    drifts = comparison.drifts.map {
      Drift(id: $0.id, analysis: $0.analysis, was: $0.was, now: $0.now, isPrinted: printed.contains($0.id))
    }
    self.failures = failures
    changedInputs = changed
    self.file = file
  }

  /// The analyses something of which has moved, in the order of the report.
  public var movedAnalyses: [String] {
    let moved = Set(drifts.map(\.analysis)).union(failures.map(\.analysis))
    return file.recipes.map(\.analysis).filter { moved.contains($0) }
  }
}

private struct Comparison {
  var checked = 0
  var drifts: [(id: String, analysis: String, was: JSONValue, now: JSONValue)] = []

  mutating func compare(_ was: JSONValue, _ now: JSONValue?, _ analysis: String, _ path: JSONPath) {
    switch (was, now) {
    case (.object(let before), .object(let after)?):
      for member in before.members {
        compare(member.value, after[member.key], analysis, path.appending(.member(member.key)))
      }
    case (.array(let before), .array(let after)?) where before.count == after.count:
      for (index, value) in before.enumerated() {
        compare(value, after[index], analysis, path.appending(.element(index)))
      }
    default:
      checked += 1
      if !Self.agree(was, now ?? .null) {
        drifts.append(
          ("\(analysis).\(path)", analysis, was.isLeaf ? was : .null, (now?.isLeaf ?? false) ? now! : .null))
      }
    }
  }

  /// The numbers of sentences must be those of the results, rounded by their rules.
  mutating func compareShown(_ file: FindingsFile) {
    for member in file.content["numbers"]?.asObject?.members ?? [] {
      guard let recipe = member.value["recipe"]?.asString,
        let path = member.value["path"]?.asString.flatMap({ JSONPath($0) })
      else { continue }
      checked += 1
      let stored = file.recipes.first { $0.analysis == recipe }?.result?[path] ?? .null
      if !Self.agree(member.value["value"] ?? .null, stored) {
        drifts.append((member.key, recipe, member.value["value"] ?? .null, stored))
      }
    }
  }

  private static func agree(_ a: JSONValue, _ b: JSONValue) -> Bool {
    if let first = a.asNumber, let second = b.asNumber {
      return abs(first - second) <= Verification.tolerance * max(abs(first), abs(second))
    }
    return a == b
  }
}

extension JSONValue {
  fileprivate var isLeaf: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
