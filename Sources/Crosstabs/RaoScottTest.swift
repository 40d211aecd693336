import Evidence
import Glibc
import NumericalMethods
import SurveyDesigns
import Tables

/// The chi-square test of two questions whose respondents were not drawn one by one: Rao and Scott's corrections.
///
/// Pearson's statistic of the weighted shares, brought to the number of respondents, is held against the eigenvalues δ of
/// the design effects of the table: their mean corrects it to first order, their spread too to second order. The F form
/// is what R's `svychisq` and Stata print; SAS prints the first order. As in R, the variances are taken at the observed
/// shares, and a respondent who lacks an answer leaves the estimate but not the design.
///
///     let test = try RaoScottTest(rows: a.categories(), columns: b.categories(), in: design)
///     test.statistic              // F
///     test.designEffects.mean     // δ̄
public struct RaoScottTest: HypothesisTest {
  /// Pearson's statistic of the weighted shares times the number of respondents: what is corrected.
  public let uncorrected: Double
  /// Uncorrected / Σδ.
  public let f: Double
  public let numeratorDegrees: Double
  public let denominatorDegrees: Double
  public let pValue: Double
  public let logP: Double
  /// Clusters minus strata among the respondents.
  public let designDegrees: Int
  public let n: Int
  /// (rows − 1)(columns − 1) of the categories that somebody chose.
  public let degreesOfFreedom: Int
  /// The mean of the δ.
  public let meanDesignEffect: Double
  /// Q in the frame of L⁻¹, whose eigenvalues are the δ.
  private let effects: Matrix
  public let caveats: [Caveat] = []

  public var statistic: Double? { f }
  public var effectiveN: Double { Double(n) / meanDesignEffect }

  /// Uncorrected over the mean of the δ, held against χ² with the degrees of freedom of the table.
  public var firstOrder: ChiSquareResult {
    // Tables with a degree of freedom and a variance have got this far, so the distribution exists.
    try! ChiSquareResult(uncorrected / meanDesignEffect, degreesOfFreedom: Double(degreesOfFreedom))
  }

  /// Satterthwaite's: the statistic and its degrees of freedom share the factor 1 + CV²(δ).
  public var secondOrder: ChiSquareResult {
    try! ChiSquareResult(
      uncorrected / meanDesignEffect * numeratorDegrees / Double(degreesOfFreedom), degreesOfFreedom: numeratorDegrees)
  }

  /// The δ, greatest first.
  public func designEffects() throws(Fault) -> [Double] { try SymmetricEigen(effects).values }

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`, `raoscott-no-degrees-of-freedom`,
  ///   `raoscott-too-sparse`, `raoscott-no-variance` where every cluster of the population was taken.
  public init(rows: Categories, columns: Categories, in design: SurveyDesign) throws(Fault) {
    try self.init(DesignItem(rows), DesignItem(columns), in: design)
  }

  init(_ a: DesignItem, _ b: DesignItem, in design: SurveyDesign) throws(Fault) {
    try self.init(DesignCells(a, b, in: design), a, b, in: design)
  }

  init(_ cells: DesignCells, _ a: DesignItem, _ b: DesignItem, in design: SurveyDesign) throws(Fault) {
    guard cells.n > 0 else {
      throw Fault(
        CrosstabFault.noCommonRows,
        ["rows": .text(a.name), "columns": .text(b.name), "excluded": .integer(design.rowCount)])
    }
    for (item, kept) in [(a, cells.rowsKept), (b, cells.columnsKept)] where kept.count == 1 {
      throw Fault(
        CrosstabFault.constantVariable,
        ["variable": .text(item.name), "level": .text(item.levels[kept[0]].value.description), "n": .integer(cells.n)])
    }
    guard cells.designDegrees > 0 else {
      throw Fault(
        RaoScottFault.noDegreesOfFreedom,
        ["rows": .text(a.name), "columns": .text(b.name), "clusters": .integer(cells.clustersUsed)])
    }
    let q = (cells.rowsKept.count - 1) * (cells.columnsKept.count - 1)
    guard let effects = cells.effects(in: design) else {
      throw Fault(
        RaoScottFault.tooSparse,
        ["rows": .text(a.name), "columns": .text(b.name), "empty": .integer(cells.shares.count { $0 == 0 })])
    }
    var (trace, squares) = (0.0, 0.0)
    for i in 0..<q {
      trace += effects[i * q + i]
      for j in 0..<q { squares += effects[i * q + j] * effects[i * q + j] }
    }
    guard trace > 0 else {
      throw Fault(RaoScottFault.noVariance, ["rows": .text(a.name), "columns": .text(b.name)])
    }
    n = cells.n
    degreesOfFreedom = q
    designDegrees = cells.designDegrees
    uncorrected = Double(cells.n) * cells.squaredContingency
    f = uncorrected / trace
    numeratorDegrees = trace * trace / squares
    denominatorDegrees = numeratorDegrees * Double(cells.designDegrees)
    let distribution = try FDistribution(
      numeratorDegrees: numeratorDegrees, denominatorDegrees: denominatorDegrees)
    let p = distribution.upperTail(at: f)
    pValue = p
    // The logarithm of a p this size is as exact as p; only far in the tail and near 1 must it be computed by itself.
    logP = p < 0.5 && p > 1e-280 ? log(p) : distribution.logUpperTail(at: f)
    meanDesignEffect = trace / Double(q)
    self.effects = Matrix(rows: q, columns: q, rowMajor: effects)
  }
}
