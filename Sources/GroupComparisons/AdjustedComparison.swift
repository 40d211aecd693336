import Evidence
import Glibc
import NumericalMethods
import SurveyDesigns
import Tables

/// A metric between groups that were made alike in other respects: adjusted means, their differences, and the model.
///
///     let adjusted = try AdjustedComparison(
///       of: table["score"]!, by: table["province"]!, adjustingFor: [table["sector"]!, table["size"]!], in: design)
///     adjusted.lines[0].mean
///
/// The mean of a group is what the model predicts if everybody belonged to it and kept all else: Stata's `margins` with
/// covariates as fixed. A metric of 0 and 1 gets a logistic model, whose means are shares. Errors are by linearisation.
public struct AdjustedComparison: Sendable {
  public struct Line: Sendable, Hashable {
    public let level: Level
    public let n: Int
    /// Weighted, of the rows the model uses, without adjustment.
    public let crude: Double
    public let mean: Double
    public let standardError: Double
    public let interval: ConfidenceInterval?
  }

  /// The first group less the second.
  public struct Pair: Sendable, Hashable {
    public let first: Int
    public let second: Int
    public let difference: Double
    public let standardError: Double
    public let interval: ConfidenceInterval?
    public let t: Double?
    public let pValue: Double?
    public fileprivate(set) var adjustedP: Double?
  }

  public let adjustedFor: [String]
  public let model: DesignRegression
  public let lines: [Line]
  public let pairs: [Pair]
  /// That the groups are alike once the rest is heeded.
  public let wald: FResult?
  public let caveats: [Caveat]

  public var n: Int { model.n }

  /// - Parameter kind: logistic for a metric of 0 and 1, else linear, unless given.
  /// - Throws: `compare-adjusts-for-itself`, `compare-groups-explained`, `compare-one-group`, and what
  ///   ``DesignRegression`` throws.
  public init(
    of metric: Column, by: Column, adjustingFor columns: [Column], in design: SurveyDesign,
    kind: DesignRegression.Model? = nil
  ) throws(Fault) {
    if let own = columns.first(where: { $0.name == metric.name || $0.name == by.name }) {
      throw Fault(CompareFault.adjustsForItself, ["column": .text(own.name)])
    }
    let response = metric.numbers()
    let groups = try by.categories(limit: 200)
    let places = groups.codes.places()
    let covariates = try Self.predictors(columns)
    func takesPart(_ row: Int) -> Bool {
      design.weights[row] > 0 && !response[row].isNaN && places[row] >= 0
        && covariates.allSatisfy { !$0.values[row].isNaN }
    }
    let rows = response.indices.filter(takesPart)
    let counts = rows.reduce(into: [Int](repeating: 0, count: groups.levels.count)) { $0[Int(places[$1])] += 1 }
    let used = counts.indices.filter { counts[$0] > 0 }
    guard !rows.isEmpty else { throw Fault(CompareFault.noCompleteRows, ["rows": .integer(response.count)]) }
    guard used.count > 1 else {
      throw Fault(
        CompareFault.oneGroup,
        [
          "by": .text(by.name), "n": .integer(rows.count),
          "level": .text(groups.levels[used[0]].value.description),
        ])
    }
    let indicators = used.dropFirst().map { level in
      DesignRegression.Predictor(
        "\(by.name)=\(groups.levels[level].value.description)",
        places.map { $0 < 0 ? .nan : Int($0) == level ? 1 : 0 })
    }
    let isBinary = rows.allSatisfy { response[$0] == 0 || response[$0] == 1 }
    // Covariates come first, so that a group they tell apart completely is found out instead of taking their place.
    let model = try DesignRegression(
      kind ?? (isBinary ? .logistic : .linear), of: response, on: covariates + indicators, in: design)
    let dropped = Set(model.dropped)
    guard indicators.allSatisfy({ !dropped.contains($0.name) }) else {
      throw Fault(
        CompareFault.groupsExplained, ["by": .text(by.name), "columns": .list(columns.map(\.name))])
    }
    self.model = model
    adjustedFor = columns.map(\.name)
    wald = model.wald(Set(indicators.map(\.name)))
    caveats =
      dropped.isEmpty ? [] : [Caveat(CompareCaveat.adjustmentDropped, ["names": .list(model.dropped)])]

    let margins = Self.margins(model, covariates, groups: used.count, rows, design)
    let degrees = model.degreesOfFreedom
    let distribution = degrees > 0 ? try StudentTDistribution(degreesOfFreedom: Double(degrees)) : nil
    let half = distribution?.quantile(upperTail: 0.025)
    func interval(_ value: Double, _ error: Double) -> ConfidenceInterval? {
      half.map { ConfidenceInterval(low: value - $0 * error, high: value + $0 * error, level: 0.95, method: "t") }
    }
    lines = used.enumerated().map { place, level in
      let own = rows.filter { Int(places[$0]) == level }
      let weight = own.map { design.weights[$0] }.compensatedSum()
      let (mean, error) = (margins[place].mean, model.standardError(of: margins[place].gradient))
      return Line(
        level: groups.levels[level], n: counts[level],
        crude: own.map { design.weights[$0] * response[$0] }.compensatedSum() / weight, mean: mean,
        standardError: error, interval: interval(mean, error))
    }
    var pairs: [Pair] = []
    for first in used.indices {
      for second in used.indices where second > first {
        let difference = margins[first].mean - margins[second].mean
        let error = model.standardError(of: zip(margins[first].gradient, margins[second].gradient).map { $0 - $1 })
        let t = error > 0 && distribution != nil ? difference / error : nil
        pairs.append(
          Pair(
            first: first, second: second, difference: difference, standardError: error,
            interval: interval(difference, error), t: t, pValue: t.flatMap { distribution?.twoTails(at: $0) }))
      }
    }
    let adjusted = PValueAdjustment.holm.adjusted(pairs.map(\.pValue))
    for place in pairs.indices { pairs[place].adjustedP = adjusted[place] }
    self.pairs = pairs
  }

  /// Numbers as they are, closed lists and texts as one indicator a level but the first.
  private static func predictors(_ columns: [Column]) throws(Fault) -> [DesignRegression.Predictor] {
    var predictors: [DesignRegression.Predictor] = []
    for column in columns {
      switch column.values {
      case .integer, .real: predictors.append(.init(column.name, column.numbers()))
      case .category, .text, .date, .dateTime:
        predictors += DesignRegression.indicators(of: try column.categories(limit: 200))
      }
    }
    return predictors
  }

  /// For each group the weighted mean of the predictions with everybody in it, and how it moves with the coefficients.
  private static func margins(
    _ model: DesignRegression, _ covariates: [DesignRegression.Predictor], groups: Int, _ rows: [Int],
    _ design: SurveyDesign
  ) -> [(mean: Double, gradient: [Double])] {
    // The constant, the covariates the model kept, then the groups but the first.
    let kept = Set(model.coefficients.map(\.name))
    let values = covariates.filter { kept.contains($0.name) }.map(\.values)
    let beta = model.coefficients.map(\.value)
    let total = rows.map { design.weights[$0] }.compensatedSum()
    return (0..<groups).map { group in
      var mean = CompensatedSum()
      var gradient = [CompensatedSum](repeating: CompensatedSum(), count: beta.count)
      for row in rows {
        var predicted = beta[0] + (group > 0 ? beta[values.count + group] : 0)
        for (place, column) in values.enumerated() { predicted += beta[1 + place] * column[row] }
        var slope = design.weights[row] / total
        if model.model == .logistic {
          predicted = 1 / (1 + exp(-predicted))
          mean.add(product: slope, predicted)
          slope *= predicted * (1 - predicted)
        } else {
          mean.add(product: slope, predicted)
        }
        gradient[0].add(slope)
        if group > 0 { gradient[values.count + group].add(slope) }
        for (place, column) in values.enumerated() { gradient[1 + place].add(product: slope, column[row]) }
      }
      return (mean.value, gradient.map(\.value))
    }
  }
}
