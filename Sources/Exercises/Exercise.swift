import Evidence
import StructuredText

/// Questions about one result, each with its answer and the mistakes people make.
package struct Exercise: Sendable {
  /// How near an answer must be.
  package enum Tolerance: Sendable, Hashable {
    case figures(Int)
    case decimals(Int)
    /// One of these words.
    case choice([String])
  }

  package struct Mistake: Sendable {
    package let value: Expression
    package let hint: String
    package let place: Place
  }

  package struct Step: Sendable {
    package let id: String
    package let ask: String
    package let answer: Expression
    package let tolerance: Tolerance
    /// Whether the notebook keeps the answer to itself.
    package let isHidden: Bool
    package let mistakes: [Mistake]
    package let place: Place
  }

  package let id: String
  package let title: String?
  package let command: String
  package let commandLine: Int
  package let steps: [Step]

  /// - Parameter firstLine: The line of the notebook on which the text begins, counted from 1.
  /// - Throws: The first fault of the text, with its line in the notebook.
  package init(parsing text: String, firstLine: Int) throws(Fault) {
    let collector = FaultCollector()
    do throws(Fault) {
      let node = try YAMLNode(parsing: text)
      let parts = collector.read(node) { Parts($0, firstLine: firstLine) }
      try collector.check()
      guard let parts, let id = parts.id, let command = parts.command, !parts.steps.isEmpty else {
        throw Fault(ExerciseFault.noSteps, at: Place(line: 1))
      }
      (self.id, title, self.command, steps) = (id, parts.title, command, parts.steps)
      commandLine = parts.commandLine
      var seen: Set<String> = []
      for step in steps where !seen.insert(step.id).inserted {
        throw Fault(ExerciseFault.stepTwice, at: step.place.moved(up: firstLine - 1), ["id": .text(step.id)])
      }
    } catch {
      throw error.moved(down: firstLine - 1)
    }
  }
}

extension Place {
  fileprivate func moved(up lines: Int) -> Place { Place(line: (line ?? 1) - lines) }
}

/// What the keys of an exercise hold.
private struct Parts {
  var id: String?
  var title: String?
  var command: String?
  var commandLine = 1
  var steps: [Exercise.Step] = []

  init(_ reader: MappingReader, firstLine: Int) {
    for key in ["id", "command", "steps"] { reader.require(key) }
    id = Self.name("id", reader)
    title = reader.text("title")
    command = reader.text("command")
    commandLine = (reader.place(of: "command").line ?? 1) + firstLine - 1
    for node in reader.list("steps") ?? [] {
      if let step = reader.collector.read(node, { Self.step($0, firstLine) }), let step { steps.append(step) }
    }
  }

  private static func name(_ key: String, _ reader: MappingReader) -> String? {
    guard let name = reader.text(key) else { return nil }
    if PlainName.isSound(name) { return name }
    reader.collector.add(ExerciseFault.badName, at: reader.place(of: key), ["name": .text(name)])
    return nil
  }

  private static func step(_ reader: MappingReader, _ firstLine: Int) -> Exercise.Step? {
    for key in ["id", "ask", "answer"] { reader.require(key) }
    let id = name("id", reader)
    let ask = reader.text("ask")
    let tolerance = tolerance(reader)
    let answer = expression("answer", reader, tolerance)
    var mistakes: [Exercise.Mistake] = []
    for node in reader.list("mistakes") ?? [] {
      reader.collector.read(node) { inner in
        inner.require("value")
        inner.require("hint")
        let hint = inner.text("hint")
        if let value = expression("value", inner, tolerance), let hint {
          mistakes.append(
            Exercise.Mistake(value: value, hint: hint, place: inner.place(of: "value").down(firstLine - 1)))
        }
      }
    }
    let isHidden = reader.boolean("hidden") ?? true
    guard let id, let ask, let answer else { return nil }
    return Exercise.Step(
      id: id, ask: ask, answer: answer, tolerance: tolerance, isHidden: isHidden, mistakes: mistakes,
      place: reader.place(of: "answer").down(firstLine - 1))
  }

  private static func tolerance(_ reader: MappingReader) -> Exercise.Tolerance {
    let figures = reader.integer("figures")
    let decimals = reader.integer("decimals")
    let choice = reader.texts("choice")
    if [figures != nil, decimals != nil, choice != nil].count(where: { $0 }) > 1 {
      reader.collector.add(ExerciseFault.twoTolerances, at: reader.place)
    }
    if let figures, !(1...15).contains(figures) {
      reader.collector.add(ExerciseFault.badTolerance, at: reader.place(of: "figures"), ["value": .integer(figures)])
    }
    if let decimals, !(0...15).contains(decimals) {
      reader.collector.add(ExerciseFault.badTolerance, at: reader.place(of: "decimals"), ["value": .integer(decimals)])
    }
    if let choice { return .choice(choice) }
    if let decimals { return .decimals(min(max(decimals, 0), 15)) }
    return .figures(min(max(figures ?? 3, 1), 15))
  }

  /// Where words are asked for, one of the words stands for itself.
  private static func expression(
    _ key: String, _ reader: MappingReader, _ tolerance: Exercise.Tolerance
  ) -> Expression? {
    guard let text = reader.text(key) else { return nil }
    if case .choice(let words) = tolerance, words.contains(text) { return .text(text) }
    do throws(Fault) {
      return try Expression(text)
    } catch {
      var fault = error
      fault.place = reader.place(of: key)
      reader.collector.add(fault)
      return nil
    }
  }
}

extension Place {
  fileprivate func down(_ lines: Int) -> Place { Place(line: (line ?? 1) + lines) }
}
