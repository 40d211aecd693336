import Crosstabs
import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// Two answers of the same people to questions with the same categories, such as before and after.
///
///     let paired = try PairedAnswers(ContingencyTable(typed: "101,59;121,33"))
///     paired.mcNemar?.pValue
///
/// Two categories get McNemar's test, more get Bowker's and Stuart and Maxwell's.
public struct PairedAnswers: Sendable, Hashable {
  /// How the share of one answer changed from the first question to the second.
  public struct Change: Sendable, Hashable {
    public let level: Level
    public let before: Double
    public let after: Double
    /// After less before.
    public let difference: Estimate
    /// McNemar's of this answer against the rest, or Student's under a design; `nil` where nobody took it up or gave it up.
    public let pValue: Double?
    public fileprivate(set) var adjustedP: Double?
    /// Of the design.
    public let degreesOfFreedom: Int?
  }

  /// Square; without the categories nobody chose either time.
  public let table: ContingencyTable
  /// 2×2 only.
  public let mcNemar: McNemarTest?
  /// Larger tables only, as is ``stuartMaxwell``.
  public let bowker: BowkerTest?
  public let stuartMaxwell: StuartMaxwellTest?
  /// `nil` where all gave one answer both times.
  public let agreement: AgreementEffects?
  public let changes: [Change]
  /// The same under a design: weighted shares, errors that heed strata and clusters.
  public let designChanges: [Change]?
  public let caveats: [Caveat]

  /// - Throws: `crosstab-only-square`, `crosstab-no-discordant-pairs`, `crosstab-level`.
  public init(_ table: ContingencyTable, level: Double = 0.95) throws(Fault) {
    try self.init(table, designChanges: nil, level)
  }

  /// The answers of a table's rows. With a design the shares and their changes are also those of the population.
  ///
  /// - Throws: `crosstab-no-common-rows`, `design-no-answers` besides.
  public init(
    before: Categories, after: Categories, frequencies: Column? = nil, in design: SurveyDesign? = nil,
    level: Double = 0.95
  ) throws(Fault) {
    let levels = Self.shared(before.levels, after.levels)
    let (first, second) = (before.placed(among: levels), after.placed(among: levels))
    let table =
      if let frequencies {
        try ContingencyTable(rows: first, columns: second, frequencies: frequencies)
      } else {
        try ContingencyTable(rows: first, columns: second)
      }
    guard table.total > 0 else {
      throw Fault(
        CrosstabFault.noCommonRows,
        ["rows": .text(before.name), "columns": .text(after.name), "excluded": .integer(table.excluded.count)])
    }
    var changes: [Change]?
    if let design {
      let (places, others) = (first.codes.places(), second.codes.places())
      var found: [Change] = []
      for place in levels.indices where table.rowTotals[place] + table.columnTotals[place] > 0 {
        func indicator(_ codes: [Int32]) -> [Double] {
          codes.indices.map { places[$0] < 0 || others[$0] < 0 ? .nan : codes[$0] == Int32(place) ? 1 : 0 }
        }
        let means = try DesignMeans(of: [indicator(others), indicator(places)], in: design)
        let difference = means.difference(0, 1)
        var p: Double?
        if difference.standardError > 0, difference.degreesOfFreedom > 0 {
          p = try StudentTDistribution(degreesOfFreedom: Double(difference.degreesOfFreedom))
            .twoTails(at: difference.value / difference.standardError)
        }
        found.append(
          Change(
            level: levels[place], before: means.values[1], after: means.values[0],
            difference: Estimate(
              difference.value, standardError: difference.standardError, interval: difference.interval(level: level)),
            pValue: p, degreesOfFreedom: difference.degreesOfFreedom))
      }
      changes = Self.adjusted(found)
    }
    try self.init(table, designChanges: changes, level)
  }

  private init(_ whole: ContingencyTable, designChanges: [Change]?, _ level: Double) throws(Fault) {
    try whole.demandSquare("McNemar")
    let used = (0..<whole.rowCount).filter { whole.rowTotals[$0] + whole.columnTotals[$0] > 0 }
    let table = whole.keeping(rows: used, columns: used)
    self.table = table
    self.designChanges = designChanges
    if table.rowCount == 2 {
      let test = try McNemarTest(table)
      mcNemar = test
      (bowker, stuartMaxwell) = (nil, nil)
      caveats = test.caveats
    } else {
      mcNemar = nil
      let test = try BowkerTest(table)
      bowker = test
      stuartMaxwell = try StuartMaxwellTest(table)
      caveats = test.caveats
    }
    agreement = try AgreementEffects(table, level: level)
    let reach = try normalReach(level)
    var changes: [Change] = []
    for place in table.rows.levels.indices {
      let given = table.rowTotals[place] - table.counts[place * table.columnCount + place]
      let taken = table.columnTotals[place] - table.counts[place * table.columnCount + place]
      let n = table.total
      let difference = (taken - given) / n
      let error = max(0, given + taken - (taken - given) * (taken - given) / n).squareRoot() / n
      let p =
        given + taken > 0
        ? try ChiSquareResult((taken - given) * (taken - given) / (given + taken), degreesOfFreedom: 1).pValue : nil
      changes.append(
        Change(
          level: table.rows.levels[place], before: table.rowTotals[place] / n, after: table.columnTotals[place] / n,
          difference: Estimate(
            difference, standardError: error,
            interval: ConfidenceInterval(
              low: difference - reach * error, high: difference + reach * error, level: level, method: "wald-paired")),
          pValue: p, degreesOfFreedom: nil))
    }
    self.changes = Self.adjusted(changes)
  }

  private static func adjusted(_ changes: [Change]) -> [Change] {
    let adjusted = PValueAdjustment.holm.adjusted(changes.map(\.pValue))
    return zip(changes, adjusted).map { change, p in
      var copy = change
      copy.adjustedP = p
      return copy
    }
  }

  /// The categories of either question: in the order of the one that holds them all, else in order of value.
  private static func shared(_ first: [Level], _ second: [Level]) -> [Level] {
    let (own, other) = (Set(first.map(\.value)), Set(second.map(\.value)))
    if other.isSubset(of: own) { return first }
    if own.isSubset(of: other) { return second }
    return (first + second.filter { !own.contains($0.value) }).sorted { $0.value < $1.value }
  }
}
