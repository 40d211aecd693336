import Crosstabs
import Evidence
import Tables

/// Whether the answers to a question that allows several depend on a group.
///
/// Respondents tick several options, so one table of ticks by group is no contingency table. Each option by itself is a
/// 2×k table and a lawful test. Together they give the sum of the options' statistics, whose mean under independence is
/// options × (groups − 1) (first order), and whose spread depends on how the options go together (second order: Rao and
/// Scott 1981, Bilder and Loughin 2004).
public struct MultipleResponseTest: ChiSquareFamily {
  /// For each option, ticked and not ticked by group; `nil` for an option all or none ticked.
  public let options: [PearsonTest?]
  /// Holm's p over the options.
  public let adjustedP: [Double?]
  /// The sum of the options' statistics against options × (groups − 1) degrees of freedom.
  public let firstOrder: ChiSquareResult
  /// The sum divided by 1 + a², with as many fewer degrees of freedom; the headline.
  public let result: ChiSquareResult
  /// The squared relative spread a² of the weights of the limiting distribution.
  public let spread: Double
  public let caveats: [Caveat]

  /// One row of ticks a respondent, and the place of the respondent's group.
  ///
  /// - Throws: `crosstab-not-dichotomous`, `crosstab-constant-variable`, `crosstab-no-common-rows`.
  /// - Complexity: O(*respondents* × *options*²).
  public init(
    name: String, options: ContingencyTable.Variable, groups: ContingencyTable.Variable, ticks: [[Bool]],
    groupOf: [Int]
  ) throws(Fault) {
    let (width, height) = (options.levels.count, groups.levels.count)
    var joint = [Double](repeating: 0, count: height * width * width)
    var sizes = [Double](repeating: 0, count: height)
    for (respondent, row) in ticks.enumerated() {
      guard row.count == width else {
        throw Fault(
          CrosstabFault.notDichotomous,
          ["row": .integer(respondent + 1), "cells": .integer(row.count), "expected": .integer(width)])
      }
      let group = groupOf[respondent]
      sizes[group] += 1
      let ticked = row.indices.filter { row[$0] }
      for first in ticked {
        for second in ticked { joint[(group * width + first) * width + second] += 1 }
      }
    }
    let ticked = ContingencyTable.Variable(
      name: name, levels: [Level(.text("ticked")), Level(.text("not ticked"))])
    var tests: [PearsonTest?] = []
    for option in 0..<width {
      let yes = (0..<height).map { Int(joint[($0 * width + option) * width + option]) }
      let no = (0..<height).map { Int(sizes[$0]) - yes[$0] }
      var variable = ticked
      variable.name = options.levels[option].value.description
      let table = try ContingencyTable(rows: variable, columns: groups, counts: yes + no)
      tests.append(table.rowTotals.contains(0) ? nil : try PearsonTest(table))
    }
    let used = tests.indices.filter { tests[$0] != nil }
    guard let first = used.first, let reference = tests[first] else {
      throw Fault(
        CrosstabFault.constantVariable,
        ["variable": .text(name), "level": "-", "n": .integer(ticks.count)])
    }
    let statistic = used.reduce(0) { $0 + tests[$1]!.result.statistic }
    let degrees = Double(used.count) * reference.degreesOfFreedom
    self.options = tests
    adjustedP = PValueAdjustment.holm.adjusted(tests.map { $0?.pValue })
    firstOrder = try ChiSquareResult(statistic, degreesOfFreedom: degrees)
    let occupied = sizes.indices.filter { sizes[$0] > 0 }
    spread = max(0, Self.squaredWeights(joint, sizes, occupied, used, width) / degrees - 1)
    result = try ChiSquareResult(statistic / (1 + spread), degreesOfFreedom: degrees / (1 + spread))
    caveats = used.flatMap { tests[$0]!.caveats }
  }

  /// The sum of the squared weights: Σ over two groups of the squared projection times the trace of the product of the
  /// groups' correlations of options.
  private static func squaredWeights(
    _ joint: [Double], _ sizes: [Double], _ groups: [Int], _ options: [Int], _ width: Int
  ) -> Double {
    let total = sizes.reduce(0, +)
    let shares = options.map { option in
      groups.reduce(0) { $0 + joint[($1 * width + option) * width + option] } / total
    }
    let correlations = groups.map { group in
      options.indices.flatMap { i in
        options.indices.map { j -> Double in
          if i == j { return 1 }
          let n = sizes[group]
          func share(_ a: Int, _ b: Int) -> Double { joint[(group * width + a) * width + b] / n }
          let covariance =
            share(options[i], options[j])
            - share(options[i], options[i]) * share(options[j], options[j])
          return covariance / (shares[i] * (1 - shares[i]) * shares[j] * (1 - shares[j])).squareRoot()
        }
      }
    }
    var sum = 0.0
    for (place, group) in groups.enumerated() {
      for (otherPlace, other) in groups.enumerated() {
        let projection =
          (group == other ? 1 : 0) - (sizes[group] / total * (sizes[other] / total)).squareRoot()
        let trace = zip(correlations[place], correlations[otherPlace]).reduce(0) { $0 + $1.0 * $1.1 }
        sum += projection * projection * trace
      }
    }
    return sum
  }
}
