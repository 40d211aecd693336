import Evidence

/// All there is to say about one table: tests, residuals and effects, and what stands beside them where the
/// respondents were drawn in clusters.
///
/// Naive tests are left out for weighted counts unless they are asked for, since a sampling weight is no respondent.
public struct CrosstabAnalysis: Sendable, Hashable {
  public struct Options: Sendable, Hashable {
    /// Of all intervals.
    public var level = 0.95
    /// What counts as significant: for letters, notable cells, fragility and power.
    public var alpha = 0.05
    public var rowScores = CategoryScores.codes
    public var columnScores = CategoryScores.codes
    /// Whether weighted counts get the naive tests too.
    public var isNaiveAllowed = false
    public var letters = ColumnProportions.Correction.bonferroni

    public init() {}
  }

  /// The tests that take every respondent for a draw of its own.
  public struct NaiveTests: Sendable, Hashable {
    public let pearson: PearsonTest
    public let likelihoodRatio: LikelihoodRatioTest
    /// `nil` where all categories of a question have one score.
    public let linearByLinear: LinearByLinearTest?
    /// 2×2 only.
    public let continuityCorrection: ContinuityCorrectedTest?
    /// 2×2 only.
    public let smallSample: SmallSampleTest?
    /// 2×2 only.
    public let twoProportions: TwoProportionTest?

    init(_ table: ContingencyTable, _ options: Options) throws(Fault) {
      pearson = try PearsonTest(table)
      likelihoodRatio = try LikelihoodRatioTest(table)
      do {
        linearByLinear = try LinearByLinearTest(
          table, rowScores: options.rowScores, columnScores: options.columnScores)
      } catch {
        guard error.code == CrosstabFault.constantScores.rawValue else { throw error }
        linearByLinear = nil
      }
      let occupied = table.droppingEmptyCategories()
      let isTwoByTwo = occupied.isTwoByTwo
      continuityCorrection = isTwoByTwo ? try ContinuityCorrectedTest(table) : nil
      smallSample = isTwoByTwo ? try SmallSampleTest(table) : nil
      twoProportions = isTwoByTwo ? try TwoProportionTest(occupied, level: options.level) : nil
    }
  }

  public let table: ContingencyTable
  public let options: Options
  public let residuals: Residuals
  public let naive: NaiveTests?
  public let chiSquareEffects: ChiSquareEffects
  public let prediction: PredictionEffects
  public let ordinal: OrdinalEffects
  /// 2×2 only.
  public let twoByTwo: TwoByTwoEffects?
  /// Where rows and columns are the same categories.
  public let agreement: AgreementEffects?
  public let caveats: [Caveat]

  public var expected: ExpectedCounts { residuals.expected }

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`, `crosstab-score-count`, `crosstab-level`.
  public init(_ table: ContingencyTable, options: Options = Options()) throws(Fault) {
    let occupied = try table.associable()
    self.table = table
    self.options = options
    residuals = Residuals(table)
    naive = table.isWeighted && !options.isNaiveAllowed ? nil : try NaiveTests(table, options)
    chiSquareEffects = try ChiSquareEffects(occupied, level: options.level)
    prediction = try PredictionEffects(occupied, level: options.level)
    ordinal = try OrdinalEffects(occupied, level: options.level)
    twoByTwo = occupied.isTwoByTwo ? try TwoByTwoEffects(occupied, level: options.level) : nil
    agreement = table.isSquare ? try AgreementEffects(table, level: options.level) : nil
    var caveats = Self.shapeCaveats(table)
    if naive != nil, table.isWeighted { caveats.append(Caveat(CrosstabCaveat.weightsAsReplication)) }
    caveats += naive?.pearson.caveats ?? residuals.expected.caveats
    caveats += naive?.linearByLinear?.caveats ?? []
    caveats += twoByTwo?.caveats ?? []
    self.caveats = caveats
  }

  /// The residuals as the design has them.
  public func residuals(of design: DesignResiduals) -> Residuals { Residuals(residuals, of: design) }

  /// Column proportions compared two by two, with letters.
  public var columnProportions: ColumnProportions {
    ColumnProportions(table, correction: options.letters, alpha: options.alpha)
  }

  /// What a test of this table can find; with clustered data at the effective number of respondents.
  public func power(effectiveN: Double? = nil) throws(Fault) -> CrosstabPower {
    try CrosstabPower(
      n: effectiveN ?? Double(table.respondents), degreesOfFreedom: table.degreesOfFreedom, alpha: options.alpha)
  }

  private static func shapeCaveats(_ table: ContingencyTable) -> [Caveat] {
    var caveats: [Caveat] = []
    if table.hasEmptyCategories {
      let empty =
        table.rows.levels.indices.filter { table.rowTotals[$0] == 0 }.map {
          "\(table.rows.name)=\(table.rows.levels[$0].value)"
        }
        + table.columns.levels.indices.filter { table.columnTotals[$0] == 0 }.map {
          "\(table.columns.name)=\(table.columns.levels[$0].value)"
        }
      caveats.append(Caveat(CrosstabCaveat.emptyCategories, ["categories": .list(empty)]))
    }
    for variable in [table.rows, table.columns] where 2 * variable.levels.count > table.respondents {
      caveats.append(
        Caveat(
          CrosstabCaveat.moreCategoriesThanRows,
          [
            "variable": .text(variable.name), "categories": .integer(variable.levels.count),
            "n": .integer(table.respondents),
          ]))
    }
    return caveats
  }
}
