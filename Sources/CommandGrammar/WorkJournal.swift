/// What a command tells the door of the pieces of work it begins, so that the door can say which one ended the program.
///
/// The door runs such a command in a process of its own. Where that dies, it is started again and told which pieces to
/// leave alone.
public struct WorkJournal: Sendable {
  /// One of several pieces done side by side, each at a line of its own.
  public struct Piece: Sendable, Hashable {
    public let place: Int
    public let line: Int

    public init(place: Int, line: Int) {
      self.place = place
      self.line = line
    }
  }

  /// A piece begins in place of the last one of its number; `nil` where it is done.
  public var begin: @Sendable (_ place: Int, _ line: Int?) -> Void
  /// The pieces that ended the program before, with the signal that did.
  public var deaths: [Piece: Int]
  /// Whether pieces must follow one another, because it is not known which of several ended the program.
  public var isOneByOne: Bool
  /// Bounds what the process may take, in bytes.
  public var limitMemory: @Sendable (Int) -> Void

  public init(
    begin: @escaping @Sendable (_ place: Int, _ line: Int?) -> Void = { _, _ in }, deaths: [Piece: Int] = [:],
    isOneByOne: Bool = false, limitMemory: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.begin = begin
    self.deaths = deaths
    self.isOneByOne = isOneByOne
    self.limitMemory = limitMemory
  }
}
