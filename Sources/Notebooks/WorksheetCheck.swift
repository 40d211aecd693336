import Evidence
import Exercises
import StructuredText
import Typography

/// What is right on a worksheet, and the first step of each exercise that is not.
struct WorksheetCheck: Sendable {
  struct Mark: Sendable {
    enum Trouble: Sendable {
      case noAnswer
      case noNumber(String)
      /// A mistake people make: its hint.
      case mistake(String)
      /// Right to fewer figures than asked.
      case rough(figures: Int, asked: Int)
      case wrong
    }

    let exercise: String
    let steps: Int
    let right: Int
    /// The first step that is not right.
    let firstWrong: (step: String, trouble: Trouble)?
  }

  let student: String
  let marks: [Mark]

  init(_ answers: WorksheetAnswers, variant: LessonVariant) {
    student = variant.student
    marks = variant.tasks.map { task in
      let written = answers.answers[task.answers.exercise.id] ?? [:]
      var right = 0
      var first: (String, Mark.Trouble)?
      for step in task.answers.steps {
        if let trouble = Self.trouble(written[step.step.id] ?? "", step) {
          first = first ?? (step.step.id, trouble)
        } else {
          right += 1
        }
      }
      return Mark(
        exercise: task.answers.exercise.id, steps: task.answers.steps.count, right: right, firstWrong: first)
    }
  }

  var isRight: Bool { marks.allSatisfy { $0.firstWrong == nil } }

  /// What is wrong with what a student wrote; `nil` where it is right.
  private static func trouble(_ text: String, _ step: ExerciseAnswers.Step) -> Mark.Trouble? {
    guard !text.isEmpty else { return .noAnswer }
    guard let given = StepAnswer(written: text, like: step.answer) else {
      return .noNumber(String(text.prefix(40)))
    }
    let tolerance = step.step.tolerance
    if given.matches(step.answer, tolerance) { return nil }
    if let mistake = step.mistakes.first(where: { given.matches($0.answer, tolerance) }) {
      return .mistake(mistake.hint)
    }
    let figures = given.figures(of: step.answer)
    if case .figures(let asked) = tolerance, figures > 0 { return .rough(figures: figures, asked: asked) }
    return .wrong
  }
}

extension WorksheetCheck {
  func text(in language: Language) -> String {
    let isChinese = language == .chinese
    return marks.map { mark in
      let count =
        isChinese ? "\(mark.steps) 步中对 \(mark.right) 步" : "\(mark.right) of \(mark.steps) steps right"
      let first = mark.firstWrong.map { step, trouble in
        (isChinese ? "；首个错处 " : "; first wrong ") + "\(step): \(trouble.sentence(in: language))"
      }
      return "\(mark.exercise): \(count)\(first ?? "")\n"
    }.joined()
  }

  func json(in language: Language) -> JSONValue {
    .array(
      marks.map { mark in
        [
          "id": .string(mark.exercise), "steps": .integer(mark.steps), "right": .integer(mark.right),
          "firstWrong": mark.firstWrong.map { step, trouble in
            [
              "step": .string(step), "kind": .string(trouble.kind),
              "message": .string(trouble.sentence(in: language)),
            ]
          } ?? .null,
        ]
      })
  }
}

extension WorksheetCheck.Mark.Trouble {
  var kind: String {
    switch self {
    case .noAnswer: "no-answer"
    case .noNumber: "no-number"
    case .mistake: "mistake"
    case .rough: "rough"
    case .wrong: "wrong"
    }
  }

  func sentence(in language: Language) -> String {
    let isChinese = language == .chinese
    return switch self {
    case .noAnswer: isChinese ? "没有作答" : "no answer"
    case .noNumber(let text):
      isChinese ? "“\(text.withControlsVisible())”不是数字" : "'\(text.withControlsVisible())' is not a number"
    case .mistake(let hint): hint.withControlsVisible()
    case .rough(let figures, let asked):
      isChinese
        ? "只对到 \(figures) 位有效数字，要求 \(asked) 位"
        : "right to \(figures) figure\(figures == 1 ? "" : "s"), \(asked) asked"
    case .wrong: isChinese ? "不对" : "not right"
    }
  }
}
