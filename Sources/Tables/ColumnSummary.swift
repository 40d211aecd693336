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
    if case .integer(.bytes(let cells)) = column.values {
      self.init(column, cells)
    } else {
      self.init(rowByRow: column)
    }
  }

  private init(rowByRow column: Column) {
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

  /// Everything there is to say about bytes follows from how often each occurs, in one pass over the rows.
  private init(_ column: Column, _ cells: Cells<Int8>) {
    let histogram = cells.unsigned.histogram()
    let counts = (Integers.leastByte...Int8.max).compactMap { value -> (value: Double, level: Level, count: Int)? in
      let count = histogram[Int(UInt8(bitPattern: value))]
      return count > 0 ? (Double(value), Level(.integer(Int(value))), count) : nil
    }
    let n = counts.reduce(0) { $0 + $1.count }
    name = column.name
    label = column.label
    kind = column.kindName
    missing = column.missing.indices.compactMap { slot in
      histogram[128 + slot] > 0 ? Missing(way: column.missing[slot], count: histogram[128 + slot]) : nil
    }
    self.n = n
    distinct = counts.count
    levels = counts.count <= Self.mostListed ? counts.map { Count(level: $0.level, count: $0.count) } : []
    range = counts.isEmpty ? nil : counts.first!.value...counts.last!.value
    // Whole numbers of this size add up exactly.
    let mean = n == 0 ? nil : counts.reduce(0) { $0 + $1.value * Double($1.count) } / Double(n)
    self.mean = mean
    standardDeviation = mean.flatMap { mean in
      guard n > 1 else { return nil }
      let squares = counts.map { ($0.value - mean) * ($0.value - mean) * Double($0.count) }.compensatedSum()
      return (squares / Double(n - 1)).squareRoot()
    }
  }
}
