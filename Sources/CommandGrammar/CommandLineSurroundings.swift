import Evidence

/// What a command may know of the place it runs in. The door fills it; tests make their own.
public struct Surroundings: Sendable {
  public var language: Language
  /// In columns of a terminal.
  public var width: Int
  public var usesColor: Bool
  /// Whether a person reads what is printed.
  public var outputIsTerminal: Bool
  public var threads: Int
  /// All bytes of standard input.
  public var readStandardInput: @Sendable () throws(Fault) -> [UInt8]
  /// Called with the share of the work that is done, 0 to 1, as often as is handy; from any thread.
  public var progress: @Sendable (Double) -> Void
  /// Ends the program with a fault, while a command that took too long still works; nothing has been written then.
  public var abandon: @Sendable (Fault) -> Void
  /// Told of pieces of other people's work as they begin.
  public var journal = WorkJournal()
  /// Whether the content of a file was made, or found to hold, by this very build of the program.
  public var isThisPrograms: @Sendable (_ path: String) -> Bool = { _ in true }
  /// Where the commands of a study find tables that another of them has read.
  package var shelf: TableShelf?
  /// Makes PNG of SVG pictures, in the same order.
  public var drawPictures: @Sendable ([String]) throws(Fault) -> [[UInt8]]

  public init(
    language: Language = .english, width: Int = 80, usesColor: Bool = false,
    outputIsTerminal: Bool = false, threads: Int = 1,
    readStandardInput: @escaping @Sendable () throws(Fault) -> [UInt8] = { [] },
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    abandon: @escaping @Sendable (Fault) -> Void = { _ in },
    drawPictures: @escaping @Sendable ([String]) throws(Fault) -> [[UInt8]] = { (_) throws(Fault) in
      throw Fault(PictureFault.noProgram, ["program": "rsvg-convert"])
    }
  ) {
    self.language = language
    self.width = width
    self.usesColor = usesColor
    self.outputIsTerminal = outputIsTerminal
    self.threads = threads
    self.readStandardInput = readStandardInput
    self.progress = progress
    self.abandon = abandon
    self.drawPictures = drawPictures
  }
}

extension Surroundings {
  /// The language of output: `TANSUO_LANG`, else that of `LC_ALL`, `LC_MESSAGES` and `LANG`. The first that is set
  /// and not empty decides; anything but Chinese is answered in English.
  public static func language(environment: (String) -> String?) -> Language {
    for name in ["TANSUO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = environment(name), !value.isEmpty else { continue }
      return value.lowercased().hasPrefix("zh") ? .chinese : .english
    }
    return .english
  }
}
