import Evidence
import NumericalMethods

/// What is in a column, at a glance.
public struct ColumnSummary: Sendable, Hashable {
  /// A level and the rows that hold it.
  public struct Count: Sendable, Hashable {
    public let level: Level
    public let count: Int
  }

  /// A way of being missing and the rows that are missing in it.
  public struct Missing: Sendable, Hashable {
    public let way: MissingValue
    public let count: Int
  }

  public let name: String
  public let label: Label
  /// `category`, `ordered`, `integer`, `real`, `date`, `date-time` or `text`.
  public let kind: String
  /// Rows that hold a value.
  public let n: Int
  /// The ways of being missing that occur, and in how many rows.
  public let missing: [Missing]
  /// How many different values there are; `nil` for reals.
  public let distinct: Int?
  /// The counts of a closed list of answers, or of a few different values; empty where there are too many to list.
  public let levels: [Count]
  /// Of numbers and dates, as numbers.
  public let range: ClosedRange<Double>?
  public let mean: Double?
  /// With *n* − 1.
  public let standardDeviation: Double?

  /// Columns of more different values than this are not listed value by value, unless a codebook lists them.
  public static let mostListed = 20

  public init(_ column: Column) {
    name = column.name
    label = column.label
    kind = column.kindName
    missing = zip(column.missing, column.missingCounts()).filter { $0.1 > 0 }.map(Missing.init)
    n = column.count - missing.reduce(0) { $0 + $1.count }

    if case .real = column.values {
      distinct = nil
      levels = []
    } else if case .text(let codes, let pool) = column.values {
      var seen = [Bool](repeating: false, count: pool.count)
      for place in codes.places() where place >= 0 { seen[Int(place)] = true }
      distinct = seen.count { $0 }
      levels = []
    } else if let categories = try? column.categories(limit: .max) {
      var counts = [Int](repeating: 0, count: categories.levels.count)
      if case .bytes(let cells) = categories.codes {
        counts = Array(cells.histogram().prefix(counts.count))
      } else {
        for place in categories.codes.places() where place >= 0 { counts[Int(place)] += 1 }
      }
      distinct = counts.count { $0 > 0 }
      var isDeclared = false
      if case .category = column.values { isDeclared = true }
      levels =
        isDeclared || counts.count <= Self.mostListed
        ? zip(categories.levels, counts).map { Count(level: $0, count: $1) } : []
    } else {
      distinct = nil
      levels = []
    }

    var numbers: [Double] = []
    var isMeasured = false
    switch column.values {
    case .integer, .real: (numbers, isMeasured) = (column.numbers().filter { !$0.isNaN }, true)
    case .date, .dateTime: numbers = column.numbers().filter { !$0.isNaN }
    case .category, .text: break
    }
    range = numbers.isEmpty ? nil : numbers.min()!...numbers.max()!
    let mean = numbers.isEmpty || !isMeasured ? nil : numbers.compensatedMean()
    self.mean = mean
    standardDeviation = mean.flatMap { mean in
      guard numbers.count > 1 else { return nil }
      let squares = numbers.map { ($0 - mean) * ($0 - mean) }.compensatedSum()
      return (squares / Double(numbers.count - 1)).squareRoot()
    }
  }
}
