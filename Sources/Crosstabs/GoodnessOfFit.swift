import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// The answers to one question held against given shares, under a sampling design too.
public struct GoodnessOfFit: Sendable, Hashable {
  /// Rao and Scott's first-order correction: Pearson's statistic of the weighted shares over the mean of the design effects.
  public struct DesignBased: Sendable, Hashable {
    /// Weighted.
    public let shares: [Double]
    /// Of the weighted shares times the number of respondents, uncorrected.
    public let statistic: Double
    public let meanDesignEffect: Double
    public let firstOrder: ChiSquareResult
  }

  public let name: String
  public let label: Label
  public let levels: [Level]
  public let n: Int
  public let missing: Int
  /// Of the rows as they are.
  public let test: GoodnessOfFitTest
  public let design: DesignBased?

  /// (O − E)/√(E(1 − p)): normal while the shares hold.
  public var adjustedResiduals: [Double] {
    test.counts.indices.map { place in
      let (expected, share) = (test.expected[place], test.proportions[place])
      return (test.counts[place] - expected) / (expected * (1 - share)).squareRoot()
    }
  }

  /// All levels take part, those nobody chose too. Shares come in the order of the levels and are divided by their sum.
  ///
  /// - Throws: `crosstab-proportions`, `crosstab-no-answers`, what a column of frequencies can be blamed for, and
  ///   `raoscott-no-variance` where the design leaves the shares no error.
  public init(
    of categories: Categories, proportions: [Double]? = nil, frequencies: Column? = nil,
    in design: SurveyDesign? = nil
  ) throws(Fault) {
    let places = categories.codes.places()
    let single = Categories(
      name: "all", places: [Int32](repeating: 0, count: places.count), levels: [Level(.integer(1))])
    let table =
      if let frequencies {
        try ContingencyTable(rows: single, columns: categories, frequencies: frequencies)
      } else {
        try ContingencyTable(rows: single, columns: categories)
      }
    guard table.total > 0 else {
      throw Fault(CrosstabFault.noAnswers, ["column": .text(categories.name), "rows": .integer(places.count)])
    }
    name = categories.name
    label = categories.label
    levels = categories.levels
    n = table.respondents
    missing = table.excluded.count
    let test = try GoodnessOfFitTest(table.counts, proportions: proportions)
    self.test = test
    guard let design else {
      self.design = nil
      return
    }
    let quantities = levels.indices.map { level in
      places.map { $0 < 0 ? Double.nan : $0 == Int32(level) ? 1 : 0 }
    }
    let means = try DesignMeans(of: quantities, in: design)
    var (statistic, effects) = (0.0, 0.0)
    for place in levels.indices {
      let distance = means.values[place] - test.proportions[place]
      statistic += Double(means.n) * distance * distance / test.proportions[place]
      effects += Double(means.n) * means.covariance[place, place] / test.proportions[place]
    }
    let degrees = Double(levels.count - 1)
    guard effects > 0 else {
      throw Fault(RaoScottFault.noVariance, ["rows": .text(categories.name), "columns": .text(categories.name)])
    }
    self.design = DesignBased(
      shares: means.values, statistic: statistic, meanDesignEffect: effects / degrees,
      firstOrder: try ChiSquareResult(statistic * degrees / effects, degreesOfFreedom: degrees))
  }

  /// Counts that were typed, categories 1, 2, 3 …
  public init(counts: [Double], proportions: [Double]? = nil) throws(Fault) {
    name = "counts"
    label = Label()
    levels = counts.indices.map { Level(.integer($0 + 1)) }
    n = Int(counts.reduce(0, +))
    missing = 0
    test = try GoodnessOfFitTest(counts, proportions: proportions)
    design = nil
  }
}
