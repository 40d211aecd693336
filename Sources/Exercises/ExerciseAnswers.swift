import Evidence
import Glibc
import StructuredText
import Typography

/// An exercise with its answers and mistakes worked out over a result.
package struct ExerciseAnswers: Sendable {
  package struct Step: Sendable {
    package let step: Exercise.Step
    package let answer: StepAnswer
    /// The mistakes whose value exists, with their hints.
    package let mistakes: [(answer: StepAnswer, hint: String)]
  }

  package let exercise: Exercise
  package let steps: [Step]

  /// - Parameter isStrict: Whether a mistake that is no mistake, or that cannot be worked out, is a fault.
  package init(_ exercise: Exercise, result: JSONValue, isStrict: Bool) throws(Fault) {
    self.exercise = exercise
    var steps: [Step] = []
    for step in exercise.steps {
      let answer: StepAnswer
      do throws(Fault) {
        answer = try StepAnswer(try step.answer.value(in: result), step.tolerance)
      } catch {
        throw error.placed(step.place)
      }
      if case .choice(let words) = step.tolerance, case .word(let word) = answer, !words.contains(word) {
        throw Fault(
          ExerciseFault.answerNoChoice, at: step.place, ["answer": .text(word), "choices": .list(words)])
      }
      var mistakes: [(StepAnswer, String)] = []
      for mistake in step.mistakes {
        do throws(Fault) {
          let value = try StepAnswer(try mistake.value.value(in: result), step.tolerance)
          if value.matches(answer, step.tolerance) {
            throw Fault(
              ExerciseFault.mistakeIsAnswer, ["step": .text(step.id), "answer": .text(answer.shown(step.tolerance))])
          }
          mistakes.append((value, mistake.hint))
        } catch {
          if isStrict { throw error.placed(mistake.place) }
        }
      }
      steps.append(Step(step: step, answer: answer, mistakes: mistakes))
    }
    self.steps = steps
  }
}

extension Fault {
  fileprivate func placed(_ place: Place) -> Fault {
    var copy = self
    copy.place = place
    return copy
  }
}

/// A right answer, a wrong one, or what a student wrote.
package enum StepAnswer: Sendable, Hashable {
  case number(Double)
  case word(String)

  init(_ value: ExpressionValue, _ tolerance: Exercise.Tolerance) throws(Fault) {
    switch value {
    case .number(let number):
      if case .choice = tolerance {
        let isWhole = number == number.rounded() && abs(number) < 1e15
        self = .word(isWhole ? String(Int(number)) : String(number))
      } else {
        self = .number(number)
      }
    case .text(let text): self = .word(text)
    case .truth(let isTrue): self = .word(isTrue ? "true" : "false")
    case .list: throw Fault(ExerciseFault.notANumber, ["expression": "[…]"])
    }
  }

  /// What a student wrote, read kindly: thousands apart by commas, a percent sign, digits of full width. `nil` where a
  /// number is asked for and there is none.
  package init?(written text: String, like answer: StepAnswer) {
    let text = text.withPlainDigits.trimmed
    guard !text.isEmpty else { return nil }
    if case .word = answer {
      self = .word(text)
      return
    }
    var digits = text.filter { $0 != "," && $0 != " " && $0 != "_" }
    if digits.hasSuffix("%") { digits.removeLast() }
    for mark in ["×10^", "x10^", "*10^", "×10"] { digits = digits.replacing(mark, with: "e") }
    let allowed = digits.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    guard allowed, let number = Double(digits), number.isFinite else { return nil }
    self = .number(number)
  }

  /// Whether this is right when `answer` is.
  package func matches(_ answer: StepAnswer, _ tolerance: Exercise.Tolerance) -> Bool {
    switch (self, answer) {
    case (.word(let a), .word(let b)):
      return a.withPlainDigits.trimmed.lowercased() == b.withPlainDigits.trimmed.lowercased()
    case (.number(let a), .number(let b)):
      switch tolerance {
      case .figures(let figures): return a.agrees(with: b, figures: figures)
      case .decimals(let decimals): return abs(a - b) <= 0.5 * pow(10, -Double(decimals)) * (1 + 1e-9) + abs(b) * 1e-14
      case .choice: return a == b
      }
    default: return false
    }
  }

  /// To how many figures this is right; 0 for none.
  package func figures(of answer: StepAnswer) -> Int {
    guard case (.number(let a), .number(let b)) = (self, answer) else { return 0 }
    return (1...15).last { a.agrees(with: b, figures: $0) } ?? 0
  }

  /// The answer as people write it.
  func shown(_ tolerance: Exercise.Tolerance) -> String {
    switch self {
    case .word(let word): return word
    case .number(let number):
      switch tolerance {
      case .decimals(let decimals): return number.rounded(decimals: decimals)
      case .figures(let figures): return number.rounded(figures: figures)
      case .choice: return String(number)
      }
    }
  }
}

extension Double {
  /// The power of ten of the first figure.
  private var magnitudeOfTen: Int { Int(floor(log10(abs(self)))) }

  /// Within half a unit of the last of so many figures of `other`; a zero counts its figures behind the point.
  fileprivate func agrees(with other: Double, figures: Int) -> Bool {
    let place = other == 0 ? -figures : other.magnitudeOfTen - figures + 1
    return abs(self - other) <= 0.5 * pow(10, Double(place)) * (1 + 1e-9)
  }

  fileprivate func rounded(figures: Int) -> String {
    guard self != 0 else { return "0" }
    let magnitude = magnitudeOfTen
    guard magnitude >= -5 else {
      return (self / pow(10, Double(magnitude))).rounded(decimals: figures - 1) + "e\(magnitude)"
    }
    return rounded(decimals: max(0, figures - 1 - magnitude))
  }
}

extension String {
  /// Digits and signs of full width as plain ones, a true minus as a hyphen.
  fileprivate var withPlainDigits: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.value {
          case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)!
          case 0x3000: " "
          case 0x2212: "-"
          default: scalar
          }
        }))
  }

  package var trimmed: String {
    let inside = drop { $0.isWhitespace }
    guard let last = inside.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(inside[...last])
  }
}
