import Evidence
import NumericalMethods
import Tables

/// A test whose statistic follows a chi-square distribution while the hypothesis holds.
public protocol ChiSquareFamily: HypothesisTest {
  var result: ChiSquareResult { get }
}

extension ChiSquareFamily {
  public var statistic: Double? { result.statistic }
  public var degreesOfFreedom: Double { result.degreesOfFreedom }
  public var pValue: Double { result.pValue }
  public var logP: Double { result.logP }
}

extension ChiSquareResult {
  /// Where a statistic stands in the upper tail. Degrees of freedom are positive.
  package init(_ statistic: Double, degreesOfFreedom: Double) throws(Fault) {
    let distribution = try ChiSquareDistribution(degreesOfFreedom: degreesOfFreedom)
    self.init(
      statistic: statistic, degreesOfFreedom: degreesOfFreedom, pValue: distribution.upperTail(at: statistic),
      logP: distribution.logUpperTail(at: statistic))
  }
}

/// Both tails of a standard normal statistic.
struct NormalTail {
  let pValue: Double
  let logP: Double

  init(_ z: Double) {
    pValue = min(1, 2 * NormalDistribution().upperTail(at: abs(z)))
    logP = min(0, logarithm(2) + NormalDistribution().logUpperTail(at: abs(z)))
  }
}

extension ContingencyTable {
  /// The table a test of association works on: without empty categories, with two of each left.
  func associable() throws(Fault) -> ContingencyTable {
    guard total > 0 else {
      throw Fault(
        CrosstabFault.noCommonRows,
        ["rows": .text(rows.name), "columns": .text(columns.name), "excluded": .integer(excluded.count)])
    }
    let occupied = droppingEmptyCategories()
    for variable in [occupied.rows, occupied.columns] where variable.levels.count == 1 {
      throw Fault(
        CrosstabFault.constantVariable,
        [
          "variable": .text(variable.name), "level": .text(variable.levels[0].value.description),
          "n": .integer(respondents),
        ])
    }
    return occupied
  }

  package func demandTwoByTwo(_ test: String) throws(Fault) {
    guard isTwoByTwo else {
      throw Fault(
        CrosstabFault.onlyTwoByTwo,
        ["test": .text(test), "rows": .integer(rowCount), "columns": .integer(columnCount)])
    }
  }

  package func demandSquare(_ test: String) throws(Fault) {
    guard isSquare else {
      throw Fault(
        CrosstabFault.onlySquare,
        ["test": .text(test), "rows": .integer(rowCount), "columns": .integer(columnCount)])
    }
  }

  /// Whether rows and columns are the same categories in the same order.
  public var isSquare: Bool {
    rowCount == columnCount && zip(rows.levels, columns.levels).allSatisfy { $0.value == $1.value }
  }
}
