import CommandGrammar
import Evidence
import Exercises
import NumericalMethods
import TableSources

/// The exercises of a lesson as one student has them: the data drawn for the student, and the answers that follow.
struct LessonVariant: Sendable {
  struct File: Sendable {
    let data: FrontMatter.Data
    let bytes: [UInt8]
    let codebook: [UInt8]?
    /// Whether it was drawn, not only copied.
    let isDrawn: Bool
  }

  struct Task: Sendable {
    let cell: NotebookCell
    let answers: ExerciseAnswers
    let command: CellCommand
  }

  let lesson: Notebook
  let student: String
  let files: [File]
  let tasks: [Task]

  /// How often data are drawn again because an answer does not exist in them, or is the same as a mistake.
  private static let attempts = 20

  init(
    of lesson: Notebook, for student: String, runner: CellRunner, root: String?
  ) throws(Fault) {
    guard Self.isSound(student) else { throw Fault(ExerciseFault.badStudent, ["student": .text(student)]) }
    var bounds = try ReadingBounds(folder: lesson.folder, root: root ?? lesson.folder)
    do throws(Fault) {
      let parts = try bounds.hold { () throws(Fault) in try Parts(lesson, runner) }
      guard !parts.works.isEmpty else { throw Fault(ExerciseFault.noExercises) }
      var reserve: (files: [File], tasks: [Task])?
      var failure: Fault?
      for attempt in 0..<Self.attempts {
        let files = try parts.drawn(student: student, lesson: lesson.name, attempt: attempt)
        for file in files { bounds.put(file.bytes, at: file.data.file) }
        do throws(Fault) {
          let tasks = try bounds.hold { () throws(Fault) in try parts.tasks(runner) }
          let isClean = tasks.allSatisfy(\.answers.isComplete)
          if reserve == nil || isClean { reserve = (files, tasks) }
          if isClean { break }
        } catch {
          failure = failure ?? error
        }
        if files.allSatisfy({ !$0.isDrawn }) { break }
      }
      guard let reserve else { throw failure ?? Fault(ExerciseFault.noExercises) }
      (files, tasks) = reserve
    } catch {
      throw error.inFile(lesson.path)
    }
    (self.lesson, self.student) = (lesson, student)
  }

  /// A student's id becomes a folder and a field of a table, so it is letters, digits and a few signs between them.
  static func isSound(_ student: String) -> Bool {
    guard let first = student.first, first.isLetter || first.isNumber, student.count <= 64 else { return false }
    return student.allSatisfy { $0.isLetter || $0.isNumber || "-_.@".contains($0) }
  }
}

extension Notebook {
  /// What the lesson is called in either language: the file's name without `.zh` or `.en`.
  var name: String {
    for language in Language.allCases where stem.hasSuffix("." + language.rawValue) { return String(stem.dropLast(3)) }
    return stem
  }
}

extension ExerciseAnswers {
  /// Whether every mistake can be told from the answer.
  var isComplete: Bool { steps.allSatisfy { $0.mistakes.count == $0.step.mistakes.count } }
}

/// What is the same for every student.
private struct Parts {
  private(set) var works: [(cell: NotebookCell, work: CellWork)] = []
  private var files: [(data: FrontMatter.Data, bytes: [UInt8], codebook: [UInt8]?, variant: DataVariant?)] = []

  init(_ lesson: Notebook, _ runner: CellRunner) throws(Fault) {
    var codebooks: [String: String] = [:]
    for data in lesson.frontMatter.data { codebooks[data.name] = data.codebook }
    var variants: [String: DataVariant] = [:]
    var used: Set<String> = []
    var fixed: Set<String> = []
    for cell in lesson.cells where cell.kind == .exercise {
      let work = try CellWork(cell, of: lesson, runner: runner, codebooks: codebooks, dependencies: [:])
      works.append((cell, work))
      guard let (_, prepared) = work.commands.first, case .invocation(let invocation) = prepared.line else { continue }
      let primary = invocation.command.operands.first.flatMap { invocation.operand($0) }
      for data in lesson.frontMatter.data where prepared.files.contains(data.file) {
        used.insert(data.name)
        if data.file == primary {
          let variant = DataVariant(invocation)
          variants[data.file] = variants[data.file]?.merged(with: variant) ?? variant
        } else {
          fixed.insert(data.file)
        }
      }
    }
    for data in lesson.frontMatter.data where used.contains(data.name) {
      files.append(
        (
          data, try TableSource.bytes(ofFile: data.file),
          try data.codebook.map { path throws(Fault) in try TableSource.bytes(ofFile: path) },
          fixed.contains(data.file) ? nil : variants[data.file]
        ))
    }
  }

  func drawn(student: String, lesson: String, attempt: Int) throws(Fault) -> [LessonVariant.File] {
    var drawn: [LessonVariant.File] = []
    // Two names of one file are the same data, and commands know it by its path.
    var bytesOfFile: [String: [UInt8]] = [:]
    for file in files {
      guard let variant = file.variant else {
        drawn.append(.init(data: file.data, bytes: file.bytes, codebook: file.codebook, isDrawn: false))
        continue
      }
      let name = [lesson, student, file.data.name].joined(separator: "\u{0}")
      let hash = ContentHash(of: Array(name.utf8)).bytes
      var generator = SeededGenerator(
        seed: hash.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }, stream: UInt64(attempt))
      var bytes = bytesOfFile[file.data.file] ?? []
      if bytesOfFile[file.data.file] == nil {
        bytes = try variant.drawn(file.bytes, name: file.data.file, by: &generator)
        bytesOfFile[file.data.file] = bytes
      }
      drawn.append(.init(data: file.data, bytes: bytes, codebook: file.codebook, isDrawn: true))
    }
    return drawn
  }

  func tasks(_ runner: CellRunner) throws(Fault) -> [LessonVariant.Task] {
    var tasks: [LessonVariant.Task] = []
    for (cell, work) in works {
      guard let exercise = work.exercise, let (command, prepared) = work.commands.first else { continue }
      do throws(Fault) {
        let result = try runner.json(of: prepared)
        let answers = try ExerciseAnswers(exercise, result: result, isStrict: false)
        tasks.append(LessonVariant.Task(cell: cell, answers: answers, command: command))
      } catch {
        throw error.at(line: command.line)
      }
    }
    return tasks
  }
}

extension DataVariant {
  /// What suits the command that reads the data.
  fileprivate init(_ invocation: Invocation) {
    let values = invocation.values
    if let column = values[CommandOption.freq.name]?.last {
      self = .counts(column: column)
    } else if let column = values[CommandOption.cluster.name]?.last?.split(separator: ",").first {
      self = .clusters(column: String(column))
    } else if invocation.command.operands.first?.name == "ACTIVITY" {
      self = .part(column: "entity")
    } else {
      self = .rows
    }
  }
}
