import CommandGrammar
import Commands
import Evidence
import Glibc
import NumericalMethods

/// What is known of the terminal, if there is one.
enum Terminal {
  static func surroundings(progress: @escaping @Sendable (Double) -> Void) -> Surroundings {
    Surroundings(
      language: Surroundings.language(environment: variable), width: width, usesColor: usesColor,
      outputIsTerminal: isatty(STDOUT_FILENO) == 1, threads: Parallel.availableThreads,
      readStandardInput: { () throws(Fault) in try StandardStreams.read() },
      progress: progress,
      drawPictures: { (pictures) throws(Fault) in
        try Parallel.map(pictures.count, threads: Parallel.availableThreads) { (place) throws(Fault) in
          try PictureDrawing().png(of: pictures[place])
        }
      })
  }

  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// `NO_COLOR` counts when it is not empty (no-color.org).
  private static var usesColor: Bool {
    isatty(STDOUT_FILENO) == 1 && isCapable && (variable("NO_COLOR") ?? "").isEmpty
  }

  /// Whether the terminal understands escape sequences.
  static var isCapable: Bool {
    let name = variable("TERM") ?? ""
    return !name.isEmpty && name != "dumb"
  }

  /// A file or a pipe has no width: lines are never broken there.
  private static var width: Int {
    guard isatty(STDOUT_FILENO) == 1 else { return Int.max }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return max(20, Int(size.ws_col))
  }
}
