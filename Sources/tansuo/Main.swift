import CKernels
import CommandGrammar
import Commands
import Evidence
import Glibc

/// The only place that touches the terminal and writes files: arguments in, one answer out.
@main enum Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    Survivor.run(arguments) { journal in perform(arguments, journal) }
  }

  private static func perform(_ arguments: [String], _ journal: WorkJournal) -> Never {
    Signals.listen()
    ck_heap_keep_freed()
    let progress = ProgressLine()
    var surroundings = Terminal.surroundings(progress: { progress.show($0) })
    surroundings.journal = journal
    surroundings.isThisPrograms = { ProgramMark.isThisPrograms($0) }
    let language = surroundings.language
    surroundings.abandon = { fault in
      let answer = Answer(
        failing: fault, arguments: arguments, language: language, wording: CommandRegistry.wording)
      progress.clear()
      try? deliver(answer)
      _exit(answer.exitCode)
    }
    var answer = Answer(to: arguments, in: surroundings)
    progress.clear()
    Signals.defer()
    do {
      try deliver(answer)
    } catch {
      answer.fail(error, arguments: arguments, language: surroundings.language)
      try? deliver(answer)
    }
    exit(answer.exitCode)
  }

  /// Files first: a message that speaks of a file comes when the file is there.
  private static func deliver(_ answer: Answer) throws(Fault) {
    try OutputFile.write(answer.files, replacingForeignFiles: answer.mayReplaceForeignFiles)
    if let folder = answer.folder {
      try OutputFolder.write(folder, replacingForeignFolder: answer.mayReplaceForeignFiles)
    }
    ProgramMark.set(on: answer.vouchedFor)
    try StandardStreams.write(answer.standardOutput)
    StandardStreams.report(answer.standardError)
  }
}
