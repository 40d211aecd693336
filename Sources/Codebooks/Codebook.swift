import Evidence
import Tables

/// What is known of a questionnaire: its variables, what their answers are called, and why answers may be missing.
///
/// Written in YAML by hand or by ``InferredCodebook``, read strictly, and put over a table with ``applied(to:)``.
public struct Codebook: Sendable {
  public var title: Label
  /// What is missing in any variable that does not list the value among its levels: `-3` for skipped.
  public var missing: [MissingValue]
  /// In the order of the questionnaire.
  public var variables: [CodebookVariable]
  /// Questions with several answers that were spread over columns.
  public var responseSets: [MultipleResponseSet]
  public var notes: String?
  /// Whether a program made the data: everything made of them then says so.
  public var isSynthetic: Bool
  /// Where each variable stands in the codebook's file, by name.
  public var places: [String: Place] = [:]

  public init(
    title: Label = Label(), missing: [MissingValue] = [], variables: [CodebookVariable] = [],
    responseSets: [MultipleResponseSet] = [], notes: String? = nil, isSynthetic: Bool = false
  ) {
    self.title = title
    self.missing = missing
    self.variables = variables
    self.responseSets = responseSets
    self.notes = notes
    self.isSynthetic = isSynthetic
  }

  /// The variable of that name.
  public subscript(name: String) -> CodebookVariable? { variables.first { $0.name == name } }
}

extension Codebook: Hashable {
  /// Two codebooks are the same when they say the same, wherever in their files they say it.
  public static func == (left: Codebook, right: Codebook) -> Bool {
    left.title == right.title && left.missing == right.missing && left.variables == right.variables
      && left.responseSets == right.responseSets && left.notes == right.notes
      && left.isSynthetic == right.isSynthetic
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(title)
    hasher.combine(missing)
    hasher.combine(variables)
    hasher.combine(responseSets)
    hasher.combine(notes)
    hasher.combine(isSynthetic)
  }
}

/// One variable: a question, or one line of a matrix of questions.
public struct CodebookVariable: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// One answer from a list without an order.
    case category
    /// One answer from a list whose order means something.
    case ordered
    /// Several answers from a list, in one cell, between separators.
    case multiple
    case integer, real, date
    case dateTime = "date-time"
    /// Open text.
    case text
    /// A name or number of a person or enterprise; kept as it is.
    case id
  }

  /// One answer of a list.
  public struct Level: Sendable, Hashable {
    /// What stands in the file.
    public var value: LevelValue
    /// The number the answer counts as, where the file holds words: 5 for 非常同意.
    public var code: LevelValue?
    public var label: Label

    public init(_ value: LevelValue, code: LevelValue? = nil, label: Label = Label()) {
      self.value = value
      self.code = code
      self.label = label
    }
  }

  public var name: String
  /// The header in the file, where it is another than the name.
  public var column: String?
  public var label: Label
  /// The question as it was asked.
  public var wording: Label
  public var kind: Kind
  /// The answers in their order; for categories, ordered and multiple answers only.
  public var levels: [Level]
  public var missing: [MissingValue]
  /// Whether agreeing means less of what the scale measures. The answers stay as they were given.
  public var isReversed: Bool
  public var scaleBounds: ClosedRange<Double>?
  public var unit: String?
  /// The condition under which the question was asked; everyone was asked without one.
  public var askedIf: RowFilter?
  /// What stands between several answers in one cell: `┋`, `;`.
  public var separator: String?
  public var notes: String?

  public init(
    _ name: String, column: String? = nil, label: Label = Label(), wording: Label = Label(), kind: Kind,
    levels: [Level] = [], missing: [MissingValue] = [], isReversed: Bool = false,
    scaleBounds: ClosedRange<Double>? = nil, unit: String? = nil, askedIf: RowFilter? = nil, separator: String? = nil,
    notes: String? = nil
  ) {
    self.name = name
    self.column = column
    self.label = label
    self.wording = wording
    self.kind = kind
    self.levels = levels
    self.missing = missing
    self.isReversed = isReversed
    self.scaleBounds = scaleBounds
    self.unit = unit
    self.askedIf = askedIf
    self.separator = separator
    self.notes = notes
  }

  /// The header under which the file holds the variable.
  public var header: String { column ?? name }
}

extension LevelValue {
  /// What two values must share to be the same answer: 3 and 3.0 and the text `3` are one.
  var matchingText: String {
    if case .real(let real) = self { return LevelValue(shortest: real).description }
    return description
  }
}
