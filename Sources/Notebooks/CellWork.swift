import CommandGrammar
import Documents
import Evidence
import Exercises
import StructuredText
import TableSources

/// A cell made ready: its commands read and found harmless, and the hash of all its output comes from.
struct CellWork: Sendable {
  let cell: NotebookCell
  let commands: [(command: CellCommand, prepared: CellRunner.Prepared)]
  /// What is asked about the result of the command, where the cell is an exercise.
  let exercise: Exercise?
  /// The hash of the cell, what it depends on, its data, the language and the version of the program.
  let key: String

  /// - Parameter dependencies: The keys of the cells above, by name.
  init(
    _ cell: NotebookCell, of notebook: Notebook, runner: CellRunner, codebooks: [String: String],
    dependencies: [String: String]
  ) throws(Fault) {
    self.cell = cell
    var pieces = [
      "tansuo notebook", Version.number, runner.surroundings.language.rawValue, cell.kind.rawValue,
      cell.show.rawValue, String(cell.ending),
    ]
    pieces += cell.dependencies.map { dependencies[$0] ?? "" }
    let exercise = cell.kind == .exercise ? try Exercise(parsing: cell.text, firstLine: cell.line + 1) : nil
    let lines = try CellCommand.all(
      in: exercise?.command ?? cell.text, firstLine: exercise?.commandLine ?? cell.line + 1,
      data: notebook.frontMatter.data)
    if exercise != nil { pieces.append(cell.text) }
    self.exercise = exercise
    guard !lines.isEmpty else { throw Fault(NotebookFault.emptyCell, at: Place(line: cell.line)) }
    var commands: [(CellCommand, CellRunner.Prepared)] = []
    for line in lines {
      let prepared: CellRunner.Prepared
      do throws(Fault) {
        prepared = try runner.prepared(line, codebooks: codebooks)
      } catch {
        // A cell may show what is said of a command that is wrong.
        guard cell.ending == Int32(error.kind.rawValue), line.line == lines.last?.line,
          NotebookFault(rawValue: error.code) == nil
        else { throw error }
        prepared = CellRunner.Prepared(line: .fault(error.withoutPlace), files: [])
      }
      pieces += line.words.map(\.text) + [""]
      for file in prepared.files {
        do throws(Fault) { pieces += [file, try Self.hash(of: file)] } catch { throw error.at(line: line.line) }
      }
      commands.append((line, prepared))
    }
    self.commands = commands
    key = ContentHash(of: Array(pieces.joined(separator: "\u{0}").utf8)).hexadecimal
  }

  /// A file that is not there has no hash; the command will say so.
  private static func hash(of file: String) throws(Fault) -> String {
    do throws(Fault) {
      return try TableSource(file).contentHash().hexadecimal
    } catch {
      if BoundsFault(rawValue: error.code) != nil { throw error }
      return ""
    }
  }

  /// What the marker above an output carries: changes with all the output comes from, and with the output itself.
  func hash(of output: CellOutput) -> String {
    let pictures = output.pictures.map { ContentHash(of: $0.bytes).hexadecimal }
    let text = ([key] + output.lines + pictures).joined(separator: "\n")
    return String(ContentHash(of: Array(text.utf8)).hexadecimal.prefix(16))
  }

  /// Whether its commands name all they read. A study names data of its own, which the key does not know.
  var namesItsData: Bool {
    !commands.contains { _, prepared in
      guard case .invocation(let invocation) = prepared.line else { return false }
      return invocation.command.operands.contains { ["STUDY", "FINDINGS"].contains($0.name) }
    }
  }

  /// Runs the commands.
  func blocks(_ runner: CellRunner) throws(Fault) -> [Block] {
    if let exercise {
      let result: JSONValue
      do throws(Fault) {
        result = try runner.json(of: commands[0].prepared)
      } catch {
        throw error.at(line: commands[0].command.line)
      }
      return try ExerciseAnswers(exercise, result: result, isStrict: true).blocks(in: runner.surroundings.language)
    }
    var blocks: [Block] = []
    for (index, (command, prepared)) in commands.enumerated() {
      do throws(Fault) {
        let result = try runner.run(prepared)
        let expected = index + 1 == commands.count ? cell.ending : 0
        if result.ending != expected {
          if case .fault(let fault) = result, expected == 0 { throw fault }
          throw Fault(
            NotebookFault.otherEnding,
            ["expected": .integer(Int(expected)), "found": .integer(Int(result.ending))])
        }
        blocks += try runner.blocks(of: result)
      } catch {
        throw error.at(line: command.line)
      }
    }
    return blocks
  }
}
