import Evidence
import Exercises
import TableSources

/// A notebook and the same in the other language: `lesson.zh.md` and `lesson.en.md` have the same cells and exercises,
/// all but the words people read.
struct NotebookPair: Sendable {
  let differences: [NotebookCheck.Difference]

  /// The pair a notebook makes with the file beside it; `nil` where there is none, or where that one, being among
  /// `others`, tells of the pair already.
  init?(of notebook: Notebook, among others: [Notebook]) throws(Fault) {
    guard let partner = Self.partner(of: notebook.path) else { return nil }
    if let other = others.first(where: { $0.path == partner }) {
      guard notebook.path > partner else { return nil }
      self.init(notebook, other)
      return
    }
    let other: Notebook
    do throws(Fault) {
      other = try Notebook(reading: partner)
    } catch {
      let missing: [TableSourceFault] = [.noSuchFile, .noSuchFileButNear]
      if missing.contains(where: { $0.rawValue == error.code }) { return nil }
      throw error
    }
    self.init(notebook, other)
  }

  private static func partner(of path: String) -> String? {
    if path.hasSuffix(".zh.md") { return path.dropLast(6) + ".en.md" }
    if path.hasSuffix(".en.md") { return path.dropLast(6) + ".zh.md" }
    return nil
  }

  init(_ notebook: Notebook, _ other: Notebook) {
    var differences: [NotebookCheck.Difference] = []
    func add(_ line: Int, _ otherLine: Int, cell: Int) {
      differences.append(.init(kind: .pair, line: line, cell: cell, detail: "\(other.path):\(otherLine)"))
    }
    if notebook.frontMatter.data != other.frontMatter.data { add(1, 1, cell: 1) }
    for (cell, twin) in zip(notebook.cells, other.cells) where !Self.isSame(cell, twin) {
      let line = Self.firstDifference(cell, twin)
      add(cell.line + line, twin.line + line, cell: cell.line)
    }
    let common = min(notebook.cells.count, other.cells.count)
    if notebook.cells.count != other.cells.count {
      let line = (notebook.cells.dropFirst(common).first ?? notebook.cells.last)?.line ?? 1
      let otherLine = (other.cells.dropFirst(common).first ?? other.cells.last)?.line ?? 1
      add(line, otherLine, cell: line)
    }
    self.differences = differences
  }

  private static func isSame(_ cell: NotebookCell, _ twin: NotebookCell) -> Bool {
    guard cell.kind == twin.kind, cell.name == twin.name, cell.dependencies == twin.dependencies,
      cell.ending == twin.ending, cell.show == twin.show
    else { return false }
    if cell.kind == .commands { return commandLines(cell.text) == commandLines(twin.text) }
    do throws(Fault) {
      let (first, second) = (
        try Exercise(parsing: cell.text, firstLine: 1), try Exercise(parsing: twin.text, firstLine: 1)
      )
      return first.structure == second.structure
    } catch {
      return false
    }
  }

  /// Remarks may be in either language.
  private static func commandLines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  /// How far below the fence two cells first differ; 0 for the fence itself.
  private static func firstDifference(_ cell: NotebookCell, _ twin: NotebookCell) -> Int {
    guard cell.kind == .commands, twin.kind == .commands else { return 0 }
    let lines = cell.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let others = twin.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return (zip(lines, others).enumerated().first { $0.element.0 != $0.element.1 }?.offset).map { $0 + 1 } ?? 0
  }
}

extension Exercise {
  /// What does not depend on the language: all but questions, hints, titles and the words of a choice.
  fileprivate struct Structure: Hashable {
    struct Step: Hashable {
      let id: String
      let answer: Expression
      let tolerance: Tolerance
      let isHidden: Bool
      let mistakes: [Expression]
    }

    let id: String
    let command: String
    let steps: [Step]
  }

  fileprivate var structure: Structure {
    Structure(
      id: id, command: command,
      steps: steps.map { step in
        Structure.Step(
          id: step.id, answer: step.placed(step.answer), tolerance: step.countedTolerance, isHidden: step.isHidden,
          mistakes: step.mistakes.map { step.placed($0.value) })
      })
  }
}

extension Exercise.Step {
  /// The words of a choice by their number.
  fileprivate var countedTolerance: Exercise.Tolerance {
    guard case .choice(let words) = tolerance else { return tolerance }
    return .choice(words.indices.map { String($0) })
  }

  /// An expression in which each word of the choice is its number.
  fileprivate func placed(_ expression: Expression) -> Expression {
    guard case .choice(let words) = tolerance else { return expression }
    switch expression {
    case .text(let word): return words.firstIndex(of: word).map { .number(Double($0)) } ?? expression
    case .negative(let inside): return .negative(placed(inside))
    case .operation(let operation, let left, let right): return .operation(operation, placed(left), placed(right))
    case .function(let function, let arguments): return .function(function, arguments.map { placed($0) })
    case .number, .path: return expression
    }
  }
}
