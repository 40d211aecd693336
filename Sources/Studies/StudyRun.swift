import CommandGrammar
import Documents
import Evidence
import Findings
import NumericalMethods
import Phrasebook
import StructuredText
import Synchronization
import TableSources
import Tables

/// What came of one step.
public struct StudyOutcome: Sendable {
  /// A result with all that is needed to print it, to replay it and to put it in words.
  public struct Completed: Sendable {
    public let documents: [Language: Document]
    public let result: JSONValue
    public let method: JSONObject
    public let inputs: [Provenance.Input]
    public internal(set) var caveats: [Caveat]
    public let isPartlyWithheld: Bool
    public let questions: [QuestionCard]
  }

  public let step: StudyStep
  public internal(set) var completed: Result<Completed, Fault>
  public let findings: [Finding]
}

/// A study, run: every step with what came of it, in the order of the plan.
public struct StudyRun: Sendable {
  public let plan: StudyPlan
  public let outcomes: [StudyOutcome]

  /// Runs all steps, several at once. A step that fails is an outcome like any other.
  public init(_ plan: StudyPlan, in surroundings: Surroundings, wording: Wording) throws(Fault) {
    self.plan = plan
    let shelf = TableShelf()
    let done = Atomic<Int>(0)
    // Half of the threads' work is in the files, so they are read with all of them before the steps share them.
    let warmed = Self.surroundings(surroundings, shelf, threads: surroundings.threads)
    for data in plan.study.data {
      guard let step = plan.steps.first(where: { $0.arguments.contains(data.file) }) else { continue }
      plan.study.inFolder { _ = try? OpenTable(data.file, step.invocation, warmed) }
    }
    let inner = Self.surroundings(surroundings, shelf, threads: 1)
    let outcomes = try Parallel.map(plan.steps.count, threads: surroundings.threads) { (index) throws(Fault) in
      try Interruption.check()
      let outcome = plan.study.inFolder { Self.outcome(of: plan.steps[index], plan.study, inner, wording) }
      let count = done.add(1, ordering: .relaxed).newValue
      surroundings.progress(Double(count) / Double(plan.steps.count))
      return outcome
    }
    self.outcomes = outcomes.indices.map { index in
      var outcome = outcomes[index]
      guard case .success(var completed) = outcome.completed,
        let caveat = Self.sharedMargin(outcomes[index], completed, among: outcomes)
      else { return outcome }
      completed.caveats.append(caveat)
      outcome.completed = .success(completed)
      return outcome
    }
  }

  /// Suppression holds within an analysis. Where another one counts the same answers, nobody has checked what the two of
  /// them give away, and the reader is told which they are.
  private static func sharedMargin(
    _ outcome: StudyOutcome, _ completed: StudyOutcome.Completed, among outcomes: [StudyOutcome]
  ) -> Caveat? {
    guard completed.isPartlyWithheld else { return nil }
    let own = completed.questions.map(\.name)
    var (others, shared): ([String], [String]) = ([], [])
    for other in outcomes where other.step.id != outcome.step.id {
      guard case .success(let theirs) = other.completed, theirs.inputs.first == completed.inputs.first else { continue }
      let common = own.filter { name in theirs.questions.contains { $0.name == name } }
      guard !common.isEmpty else { continue }
      others.append(other.step.id)
      shared += common.filter { !shared.contains($0) }
    }
    guard !others.isEmpty else { return nil }
    return Caveat(StudyCaveat.sharedMargin, ["others": .list(others), "columns": .list(shared)])
  }

  private static func surroundings(_ given: Surroundings, _ shelf: TableShelf, threads: Int) -> Surroundings {
    var copy = given
    copy.shelf = shelf
    copy.threads = threads
    copy.progress = { _ in }
    copy.width = Int.max
    copy.usesColor = false
    return copy
  }

  private static func outcome(
    of step: StudyStep, _ study: Study, _ surroundings: Surroundings, _ wording: Wording
  ) -> StudyOutcome {
    do throws(Fault) {
      let output = try step.invocation.command.run(step.invocation, surroundings)
      guard case .result(let document, let envelope) = output.body else {
        preconditionFailure("\(step.command) gives no result")
      }
      let english = try envelope(.english)
      let chinese = try envelope(.chinese)
      var documents: [Language: Document] = [:]
      for language in study.languages { documents[language] = document(language) }
      let open = step.opened(surroundings)
      var columns: [String: Label] = [:]
      for column in open?.table.columns ?? [] { columns[column.name] = column.label }
      let analysis = AnalysisResult(
        id: step.id, command: step.command, english: english.result, chinese: chinese.result, method: english.method,
        caveats: output.caveats,
        alpha: study.alpha, isDesignBased: step.isDesignBased, columns: columns)
      var findings = Finding.all(of: analysis)
      if findings.isEmpty, output.ending == .withheldPart {
        findings = [Finding(withheld: step.id, title: step.name)]
      }
      return StudyOutcome(
        step: step,
        completed: .success(
          StudyOutcome.Completed(
            documents: documents, result: english.result.abridged(), method: english.method, inputs: english.inputs,
            caveats: output.caveats, isPartlyWithheld: output.ending == .withheldPart,
            questions: open.map { QuestionCard.cards(of: step, in: $0) } ?? [])),
        findings: findings)
    } catch {
      let (chinese, english) = (error.message(in: .chinese, from: wording), error.message(in: .english, from: wording))
      let fix = english.fix == nil ? nil : Label(chinese: chinese.fix, english: english.fix)
      let place = error.place.map { " (\($0))" } ?? ""
      return StudyOutcome(
        step: step, completed: .failure(error),
        findings: [
          Finding(
            failed: step.id, title: step.name,
            because: Label(chinese: chinese.what + place, english: english.what + place), fix: fix)
        ])
    }
  }
}

extension StudyStep {
  /// Whether the command line names a sampling design.
  var isDesignBased: Bool { ["--weights", "--strata", "--cluster"].contains { arguments.contains($0) } }

  /// Its title, else its id.
  var name: Label { title.isEmpty ? Label(chinese: id, english: id) : title }

  /// The table the step reads, where it is one of answers or enterprises.
  func opened(_ surroundings: Surroundings) -> OpenTable? {
    guard invocation.command.operands.contains(where: { $0.name == Operand.data.name }) else { return nil }
    return try? OpenTable(invocation, surroundings)
  }
}

extension Study {
  /// The folder the study's paths start in, `nil` for the working directory.
  package var folder: String? {
    file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) }
  }

  /// Does something as if the study's folder were the working directory.
  func inFolder<Value>(_ body: () -> Value) -> Value {
    ReadingBounds(startingIn: folder).hold(body)
  }
}

extension JSONValue {
  /// The longest list that is kept as it is. Longer ones have an entry a respondent.
  private static let longest = 2000

  /// The value with what has an entry for every respondent told by its hash.
  func abridged() -> JSONValue {
    switch self {
    case .array(let elements) where elements.count > Self.longest:
      return [
        "count": .integer(elements.count),
        "sha256": .string(ContentHash(of: JSONValue.array(elements).bytes(.compact)).hexadecimal),
      ]
    case .array(let elements): return .array(elements.map { $0.abridged() })
    case .object(let object):
      var copy = JSONObject()
      for member in object.members { copy[member.key] = member.value.abridged() }
      return .object(copy)
    case .null, .boolean, .integer, .number, .string: return self
    }
  }
}
