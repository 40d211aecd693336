import Typography

/// A table as a reader sees it: cells of text that are already rounded, with headings and notes. Cells made by a
/// ``DisplayRule`` know the number behind their text.
///
///     DocumentTable(
///       title: "Obstacles", columns: [.init("Obstacle"), .init("n", .right)],
///       rows: [.init(["Cost", "12"]), .init(["Skills", "9"])])
public struct DocumentTable: Sendable, Hashable {
  /// How cells stand in their column.
  public enum Alignment: Sendable, Hashable {
    case left
    case right
    /// Decimal points below each other; cells without one end where the point would be.
    case decimal
  }

  public struct Column: Sendable, Hashable {
    public var heading: Phrase
    public var alignment: Alignment

    public init(_ heading: Phrase, _ alignment: Alignment = .left) {
      self.heading = heading
      self.alignment = alignment
    }
  }

  /// A heading over several neighboring columns.
  public struct Spanner: Sendable, Hashable {
    public var heading: Phrase
    public var columns: Range<Int>

    public init(_ heading: Phrase, over columns: Range<Int>) {
      self.heading = heading
      self.columns = columns
    }
  }

  public struct Cell: Sendable, Hashable {
    /// Another text no longer shows the number, which must not stay behind it unseen.
    public var phrase: Phrase { didSet { if phrase != oldValue { quantity = nil } } }
    /// Superscripts that point to a note of the table.
    public var marks: [String]
    /// The number that the text shows, for forms that compute with it; see ``DisplayRule/cell(_:style:marks:id:)``.
    public var quantity: Quantity?

    public init(_ phrase: Phrase, marks: [String] = [], quantity: Quantity? = nil) {
      self.phrase = phrase
      self.marks = marks
      self.quantity = quantity
    }
  }

  public struct Row: Sendable, Hashable {
    public enum Role: Sendable, Hashable {
      case body
      /// A line that names the rows below it. Only its first cell is shown.
      case group
      /// A sum, set off from what it sums.
      case total
    }

    public var cells: [Cell]
    public var role: Role
    /// How far the first cell is moved in, in steps.
    public var indent: Int

    public init(_ cells: [Cell], role: Role = .body, indent: Int = 0) {
      self.cells = cells
      self.role = role
      self.indent = indent
    }
  }

  /// A remark below the table, with the mark that points to it where there is one.
  public struct Note: Sendable, Hashable {
    public var mark: String?
    public var phrase: Phrase

    public init(_ phrase: Phrase, mark: String? = nil) {
      self.phrase = phrase
      self.mark = mark
    }
  }

  /// Its number in the document: 2 for "Table 2".
  public var number: Int?
  public var title: Phrase
  public var columns: [Column]
  /// Rows of headings above those of the columns, top row first.
  public var spanners: [[Spanner]]
  public var rows: [Row]
  public var notes: [Note]
  /// What references and links call the table.
  public var anchor: String?
  /// Whether a page lets its reader sort the rows, which must each make sense alone. Totals stay where they are.
  public var isSortable: Bool

  public init(
    number: Int? = nil, title: Phrase = "", columns: [Column], spanners: [[Spanner]] = [], rows: [Row],
    notes: [Note] = [], anchor: String? = nil, isSortable: Bool = false
  ) {
    self.anchor = anchor
    self.isSortable = isSortable
    self.number = number
    self.title = title
    self.columns = columns
    self.spanners = spanners
    self.rows = rows
    self.notes = notes
  }

  /// The columns whose numbers pages set in groups of three digits: all of a table with a number of five digits or more,
  /// except years.
  package var groupedColumns: Set<Int> {
    func texts(_ column: Int) -> [String] {
      rows.compactMap { $0.role == .group ? nil : cell($0, column).bareText }
    }
    let numbers = columns.indices.filter { columns[$0].alignment != .left }
    guard numbers.contains(where: { texts($0).contains { $0.hasNumberToGroup } }) else { return [] }
    return Set(
      numbers.filter { column in
        !texts(column).allSatisfy { text in text.isEmpty || Int(text).map { (1800..<2200).contains($0) } ?? false }
      })
  }

  /// The cell at a place of the table, an empty one where the row is too short.
  package func cell(_ row: Row, _ column: Int) -> Cell {
    row.cells.indices.contains(column) ? row.cells[column] : Cell("")
  }
}

extension DocumentTable.Cell {
  /// What stands in the cell, where that is text and nothing else.
  package var bareText: String? {
    guard phrase.inlines.count == 1, case .text(let text)? = phrase.inlines.first else { return nil }
    return text
  }

  /// The text as pages set it in a column of numbers: with a true minus sign, and in groups of digits on demand.
  package func numberText(isGrouped: Bool) -> String? {
    bareText.map { isGrouped ? $0.withMinusSign().withGroupedDigits() : $0.withMinusSign() }
  }
}

extension DocumentTable.Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(Phrase(value)) }

  public init(_ text: String) { self.init(Phrase(text)) }

  /// A number with the id under which its recipe is kept.
  public static func number(_ text: String, id: String) -> Self { Self([.number(text, id: id)]) }
}
