import Crosstabs
import Evidence
import NumericalMethods

/// Bowker's test of symmetry: whether every change is as frequent as its opposite.
///
/// Pairs of cells nobody is in leave the degrees of freedom; R's `mcnemar.test` counts them and answers NaN.
public struct BowkerTest: ChiSquareFamily {
  public let table: ContingencyTable
  public let result: ChiSquareResult
  public let caveats: [Caveat]

  /// - Throws: `crosstab-only-square`, `crosstab-no-discordant-pairs`.
  public init(_ table: ContingencyTable) throws(Fault) {
    try table.demandSquare("Bowker")
    var statistic = 0.0
    var pairs = 0
    var empty = 0
    for row in 0..<table.rowCount {
      for column in 0..<row {
        let changes = table[row, column] + table[column, row]
        if changes == 0 {
          empty += 1
          continue
        }
        let difference = table[row, column] - table[column, row]
        statistic += difference * difference / changes
        pairs += 1
      }
    }
    guard pairs > 0 else { throw Fault(CrosstabFault.noDiscordantPairs) }
    self.table = table
    result = try ChiSquareResult(statistic, degreesOfFreedom: Double(pairs))
    caveats = empty == 0 ? [] : [Caveat(CrosstabCaveat.emptyPairs, ["pairs": .integer(empty)])]
  }
}

/// The Stuart–Maxwell test of marginal homogeneity: whether each answer is as frequent before as after.
///
/// The degrees of freedom are the rank of the covariance of the differences, which is one less than the categories
/// unless some categories never exchange members.
public struct StuartMaxwellTest: ChiSquareFamily {
  public let table: ContingencyTable
  public let result: ChiSquareResult
  public let caveats: [Caveat] = []

  /// - Throws: `crosstab-only-square`, `crosstab-no-discordant-pairs`.
  public init(_ table: ContingencyTable) throws(Fault) {
    try table.demandSquare("Stuart–Maxwell")
    let n = table.rowCount
    var differences = [Double](repeating: 0, count: n)
    var covariance = [Double](repeating: 0, count: n * n)
    for row in 0..<n {
      differences[row] = table.rowTotals[row] - table.columnTotals[row]
      for column in 0..<n {
        covariance[row * n + column] =
          row == column
          ? table.rowTotals[row] + table.columnTotals[row] - 2 * table[row, row]
          : -(table[row, column] + table[column, row])
      }
    }
    let form = QuadraticForm(differences, covariance: covariance)
    guard form.rank > 0 else { throw Fault(CrosstabFault.noDiscordantPairs) }
    self.table = table
    result = try ChiSquareResult(form.value, degreesOfFreedom: Double(form.rank))
  }
}

/// Cochran's Q: whether several yes-or-no questions to the same people have the same share of yes.
///
///     Q = (k − 1)(k Σ Cⱼ² − T²) / (k T − Σ Rᵢ²)
public struct CochranQTest: ChiSquareFamily {
  /// How many said yes to each question.
  public let successes: [Int]
  public let respondents: Int
  public let result: ChiSquareResult
  public let caveats: [Caveat] = []

  /// One row of answers a respondent, one answer a question.
  ///
  /// - Throws: `crosstab-not-dichotomous` for rows of unequal length, `crosstab-no-discordant-pairs` where nobody
  ///   answered the questions differently.
  public init(_ answers: [[Bool]]) throws(Fault) {
    let items = answers.first?.count ?? 0
    var columns = [Int](repeating: 0, count: items)
    var squares = 0
    for (row, answer) in answers.enumerated() {
      guard answer.count == items else {
        throw Fault(
          CrosstabFault.notDichotomous,
          ["row": .integer(row + 1), "cells": .integer(answer.count), "expected": .integer(items)])
      }
      var sum = 0
      for (item, isYes) in answer.enumerated() where isYes {
        columns[item] += 1
        sum += 1
      }
      squares += sum * sum
    }
    let total = columns.reduce(0, +)
    let within = items * total - squares
    guard items >= 2, within > 0 else { throw Fault(CrosstabFault.noDiscordantPairs) }
    let between = items * columns.reduce(0) { $0 + $1 * $1 } - total * total
    successes = columns
    respondents = answers.count
    result = try ChiSquareResult(
      Double(items - 1) * Double(between) / Double(within), degreesOfFreedom: Double(items - 1))
  }
}
