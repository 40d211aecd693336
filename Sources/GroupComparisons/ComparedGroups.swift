import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// The values of a metric, group by group.
public struct ComparedGroups: Sendable {
  public struct Group: Sendable {
    public let level: Level
    /// In the order of the rows.
    public let values: [Double]
    public let rows: [Int]

    public var n: Int { values.count }
    public let mean: Double
    /// Divided by *n* − 1; NaN for a single value.
    public let variance: Double

    init(_ level: Level, values: [Double], rows: [Int]) {
      self.level = level
      self.values = values
      self.rows = rows
      let mean = values.compensatedMean()
      self.mean = mean
      variance =
        values.count > 1
        ? values.map { ($0 - mean) * ($0 - mean) }.compensatedSum() / Double(values.count - 1) : .nan
    }

    /// The middle value, or the mean of the two in the middle.
    public var median: Double {
      let sorted = values.sorted()
      let half = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }

    /// The t interval of the mean; `nil` for a single value.
    public func interval(level: Double = 0.95) -> ConfidenceInterval? {
      guard n > 1, let t = try? StudentTDistribution(degreesOfFreedom: Double(n - 1)) else { return nil }
      let half = t.quantile(upperTail: (1 - level) / 2) * (variance / Double(n)).squareRoot()
      return ConfidenceInterval(low: mean - half, high: mean + half, level: level, method: "t")
    }
  }

  public let metric: Column
  public let by: Column
  /// Those with at least one value, in the order of the categories.
  public let groups: [Group]
  /// Rows without a value or without a group, or outside the design.
  public let excluded: Int

  public var n: Int { groups.reduce(0) { $0 + $1.n } }
  public var grandMean: Double { groups.flatMap(\.values).compensatedMean() }

  /// - Parameter limit: beyond so many groups the comparison is refused.
  /// - Throws: `compare-no-rows`, `compare-one-group`, `compare-constant`, `compare-text-metric`,
  ///   `table-too-many-categories`.
  public init(of metric: Column, by: Column, in design: SurveyDesign? = nil, limit: Int = 200) throws(Fault) {
    let categories = try by.categories(limit: limit)
    let numbers = metric.numbers()
    let places = categories.codes.places()
    var rows = [[Int]](repeating: [], count: categories.levels.count)
    for row in numbers.indices {
      guard places[row] >= 0, !numbers[row].isNaN else { continue }
      if let design, design.weights[row] <= 0 { continue }
      rows[Int(places[row])].append(row)
    }
    self.metric = metric
    self.by = by
    groups = zip(categories.levels, rows).filter { !$1.isEmpty }.map { level, rows in
      Group(level, values: rows.map { numbers[$0] }, rows: rows)
    }
    excluded = numbers.count - rows.reduce(0) { $0 + $1.count }
    if numbers.allSatisfy(\.isNaN), (0..<metric.count).contains(where: { !metric.isMissing(at: $0) }) {
      throw Fault(CompareFault.textMetric, ["metric": .text(metric.name), "kind": .text(metric.kindName)])
    }
    guard let first = groups.first else {
      throw Fault(
        CompareFault.noRows,
        ["metric": .text(metric.name), "by": .text(by.name), "rows": .integer(numbers.count)])
    }
    guard groups.count > 1 else {
      throw Fault(
        CompareFault.oneGroup,
        ["by": .text(by.name), "level": .text(first.level.value.description), "n": .integer(n)])
    }
    let value = first.values[0]
    guard groups.contains(where: { $0.values.contains { $0 != value } }) else {
      throw Fault(
        CompareFault.constant,
        ["metric": .text(metric.name), "value": .text(LevelValue(shortest: value).description), "n": .integer(n)])
    }
  }
}
