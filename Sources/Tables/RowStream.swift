import Evidence

/// Rows that come a block at a time and are not kept, for what can be added up without holding the table.
///
/// A stream promises little: where a file turns out to be less plain than its first rows, it stops, and the table has to
/// be read after all. Columns that nobody asks for are not looked at, so what is wrong in them goes unnoticed.
public protocol RowStream: Sendable {
  var columns: [RowStreamColumn] { get }
  var rowCount: Int { get }
  /// What was noticed so far.
  var caveats: [Caveat] { get }

  /// Calls `body` with the blocks of `rows` one after the other, on this thread. Places of words are those of this call.
  ///
  /// - Returns: `false` where some row or cell is not what the stream took it for; what `body` got is then worthless.
  func forBlocks(of rows: Range<Int>, _ wanted: [RowStreamRequest], _ body: (RowBlock) -> Void) -> Bool
}

public struct RowStreamColumn: Sendable, Hashable {
  public let name: String
  public let label: Label
  /// Whether its keys are places of words, and not whole numbers.
  public let holdsWords: Bool

  public init(name: String, label: Label, holdsWords: Bool) {
    self.name = name
    self.label = label
    self.holdsWords = holdsWords
  }
}

/// A column of a stream and how its cells are wanted.
public struct RowStreamRequest: Sendable, Hashable {
  public enum Form: Sendable, Hashable {
    /// Whole numbers or places of words.
    case keys
    /// Real numbers, not a number where nothing stands.
    case numbers
  }

  public let column: Int
  public let form: Form

  public init(_ column: Int, _ form: Form) {
    self.column = column
    self.form = form
  }
}

/// A few rows of a stream. It is gone when the call it was given to returns.
public struct RowBlock {
  /// The key of an empty cell among whole numbers and among words.
  public static let missingNumber = Int32.min
  public static let missingWord: Int32 = -1

  public let rowCount: Int
  private let cells: UnsafePointer<UnsafeMutableRawPointer>
  private let words: (_ request: Int, _ place: Int32) -> String

  /// - Parameter cells: For each request its cells, as many as there are rows.
  public init(
    rowCount: Int, cells: UnsafePointer<UnsafeMutableRawPointer>,
    words: @escaping (_ request: Int, _ place: Int32) -> String
  ) {
    self.rowCount = rowCount
    self.cells = cells
    self.words = words
  }

  public func keys(_ request: Int) -> UnsafePointer<Int32> {
    UnsafePointer(cells[request].assumingMemoryBound(to: Int32.self))
  }

  public func numbers(_ request: Int) -> UnsafePointer<Double> {
    UnsafePointer(cells[request].assumingMemoryBound(to: Double.self))
  }

  /// The word at a place of a column of words.
  public func word(_ request: Int, _ place: Int32) -> String { words(request, place) }
}
