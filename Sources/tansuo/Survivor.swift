import CProcesses
import CommandGrammar
import Glibc

/// Runs commands that do other people's work in a process of their own, so that the death of one piece of it is told by
/// its place and the others are done.
///
/// The process is split off before the program has made a thread, so nothing is started twice. It writes nothing
/// before all work is done: starting it again after a death repeats no output.
enum Survivor {
  /// Whether the command runs cells of notebooks.
  private static func needsIt(_ arguments: [String]) -> Bool {
    guard let place = arguments.firstIndex(of: "notebook"), place + 1 < arguments.count else { return false }
    return ["run", "check", "render"].contains(arguments[place + 1])
  }

  /// More deaths are not survived.
  private static let mostDeaths = 50

  /// The child that was split off, for the handler of signals.
  nonisolated(unsafe) private static var child: pid_t = 0

  /// Calls `work` in the process that does the work. The one that waits for it ends as that one ends.
  static func run(_ arguments: [String], _ work: @escaping (WorkJournal) -> Never) -> Never {
    guard needsIt(arguments) else { work(WorkJournal()) }
    var deaths: [WorkJournal.Piece: Int] = [:]
    var isOneByOne = false
    while true {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { work(WorkJournal()) }
      let process = process_fork()
      guard process >= 0 else { work(WorkJournal()) }
      if process == 0 {
        close(ends[0])
        // What the runtime prints of a death is for its developers; here the cell's place is told instead.
        for signal in passedOn + deadly { Glibc.signal(signal, SIG_DFL) }
        let journal = journal(into: ends[1], deaths, isOneByOne)
        onThreadOfItsOwn { work(journal) }
      }
      close(ends[1])
      child = process
      for signal in passedOn {
        Glibc.signal(signal) { number in if Survivor.child > 0 { kill(Survivor.child, number) } }
      }
      let open = openPieces(from: ends[0])
      close(ends[0])
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      child = 0
      if process_has_exited(status) != 0 { exit(process_exit_code(status)) }
      let signal = Int(process_signal(status))
      let isAsked = passedOn.contains(Int32(signal))
      if !isAsked, deaths.count < mostDeaths {
        if open.count == 1 {
          deaths[open[0]] = signal
          continue
        }
        if open.count > 1, !isOneByOne {
          isOneByOne = true
          continue
        }
      }
      // Not the death of a piece: let it be seen from outside as it was.
      Glibc.signal(Int32(signal), SIG_DFL)
      raise(Int32(signal))
      exit(70)
    }
  }

  /// Swift's runtime locks by the number of the thread, which it asks the system for once in each thread. The thread that a
  /// fork leaves still believes it has the number it had before, so that others would wait for a lock nobody holds.
  private static func onThreadOfItsOwn(_ work: @escaping () -> Never) -> Never {
    final class Work {
      let perform: () -> Never
      init(_ perform: @escaping () -> Never) { self.perform = perform }
    }
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil, { work in Unmanaged<Work>.fromOpaque(work!).takeRetainedValue().perform() },
      Unmanaged.passRetained(Work(work)).toOpaque())
    guard started == 0 else { work() }
    pthread_join(thread, nil)
    exit(70)
  }

  /// Signals that ask the program to end. Ctrl-C on a terminal reaches both processes.
  private static let passedOn = [SIGINT, SIGTERM, SIGHUP]

  private static let deadly = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE]

  private static func journal(
    into descriptor: Int32, _ deaths: [WorkJournal.Piece: Int], _ isOneByOne: Bool
  ) -> WorkJournal {
    WorkJournal(
      begin: { place, line in
        let entry = "\(place) \(line ?? 0)\n"
        // Nobody to tell is nobody to work for.
        if StandardStreams.written(Array(entry.utf8), to: descriptor) == EPIPE { _exit(130) }
      }, deaths: deaths, isOneByOne: isOneByOne,
      limitMemory: { bytes in
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
        setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
      })
  }

  /// What had begun and not ended when the journal closed.
  private static func openPieces(from descriptor: Int32) -> [WorkJournal.Piece] {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { text += buffer[..<count] } else if count == 0 || errno != EINTR { break }
    }
    var lines: [Int: Int] = [:]
    for entry in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let numbers = entry.split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 2 else { continue }
      lines[numbers[0]] = numbers[1] > 0 ? numbers[1] : nil
    }
    return lines.keys.sorted().map { WorkJournal.Piece(place: $0, line: lines[$0]!) }
  }
}
