import Crosstabs
import Evidence
import Glibc
import Phrasebook
import StructuredText
import Tables

/// One crosstab ready to be shown: the analysis and what stands beside it.
public struct CrosstabReport: Sendable {
  /// Whose definitions are taken where programs differ.
  public enum Compatibility: String, Sendable, Hashable, CaseIterable {
    /// The Monte Carlo p is k/B.
    case spss
    /// 2×2 tables are led by the corrected test, and the odds ratio is the conditional estimate.
    case r
    /// 2×2 tables are led by the corrected test.
    case scipy
  }

  public let analysis: CrosstabAnalysis
  public let companions: CrosstabCompanions
  public let compatibility: Compatibility?

  public init(
    _ analysis: CrosstabAnalysis, _ companions: CrosstabCompanions = CrosstabCompanions(),
    compatibility: Compatibility? = nil
  ) {
    self.analysis = analysis
    self.companions = companions
    self.compatibility = compatibility
  }

  /// The test a sentence about the table reports.
  var headline: (any ChiSquareFamily)? {
    let isCorrected = compatibility == .r || compatibility == .scipy
    return (isCorrected ? analysis.naive?.continuityCorrection : nil) ?? analysis.naive?.pearson
  }

  var oddsRatio: Estimate? {
    compatibility == .r ? companions.exact?.conditionalOddsRatio : analysis.twoByTwo?.oddsRatio
  }

  /// (1 + k)/(B + 1), or k/B as SPSS has it.
  var monteCarloP: Double? {
    compatibility == .spss ? companions.monteCarlo?.estimate.value : companions.monteCarlo?.pValue
  }

  /// The definitions that depend on ``compatibility``, for the record.
  public var definitions: JSONObject {
    [
      "compat": JSONValue(compatibility?.rawValue),
      "headline": headline is ContinuityCorrectedTest ? "continuityCorrection" : "pearson",
      "oddsRatio": compatibility == .r ? "conditional" : "sample",
      "monteCarloP": compatibility == .spss ? "k/B" : "(1+k)/(B+1)",
    ]
  }

  var table: ContingencyTable { analysis.table }

  /// The `result` of `tansuo crosstab`. A test or effect that does not apply is `null`.
  public func json(in language: Language) -> JSONValue {
    let (expected, residuals) = (analysis.expected, analysis.residuals)
    var object = Self.counts(of: table, in: language)
    object["expected"] = matrix(expected.values)
    object["adjustedResiduals"] = matrix(residuals.adjusted)
    object["adjustedResidualP"] = naive(matrix(residuals.pValues))
    object["adjustedResidualPHolm"] = naive(matrix(residuals.pValues(.holm)))
    object["adjustedResidualPBH"] = naive(matrix(residuals.pValues(.benjaminiHochberg)))
    let ofDesign = companions.design?.residuals
    object["designResiduals"] = ofDesign.map { matrix($0.values) } ?? .null
    object["designResidualP"] = ofDesign.map { matrix($0.pValues) } ?? .null
    object["expectedBelow5"] = [
      "cells": .integer(expected.cellsBelowFive), "share": JSONValue(expected.shareBelowFive),
      "minimum": JSONValue(expected.minimum), "of": .integer(expected.cells),
      "belowOne": .integer(expected.cellsBelowOne),
    ]
    object["tests"] = tests
    object["effects"] = effects
    object["columnLetters"] = naive(.array(rows(analysis.columnProportions.letters.map { .string($0) })))
    if let power = try? analysis.power(effectiveN: effectiveN), let v = try? power.minimumDetectableV(smallerSide: side)
    {
      object["power"] = [
        "alpha": JSONValue(power.alpha), "n": JSONValue(power.n), "power": 0.8, "minimumDetectableV": JSONValue(v),
      ]
    }
    object["fragility"] =
      fragility.map {
        ["significant": .boolean($0.isSignificant), "moves": JSONValue($0.moves), "share": JSONValue($0.share)]
      }
      ?? .null
    return .object(object)
  }

  /// `nil` for weighted counts, and for tables in which the search would take longer than the rest together.
  var fragility: Fragility? {
    guard analysis.naive != nil, !table.isWeighted, companions.design == nil, table.counts.count <= 25 else {
      return nil
    }
    return try? Fragility(table, alpha: analysis.options.alpha)
  }

  /// The counts and what they are counts of, which even a table that cannot be tested has.
  static func counts(of table: ContingencyTable, in language: Language) -> JSONObject {
    let cells = table.counts.map { table.isWeighted ? JSONValue($0) : .integer(Int($0)) }
    return [
      "rows": variable(table.rows, language), "columns": variable(table.columns, language),
      "counts": .array(rows(cells, width: table.columnCount)), "n": .integer(table.respondents),
      "excluded": .integer(table.excluded.count),
      "excludedReasons": [
        "rows": reasons(table.excluded.rowReasons), "columns": reasons(table.excluded.columnReasons),
      ],
    ]
  }

  /// What presumes that every unit of weight is a respondent is left out along with the naive tests.
  private func naive(_ value: @autoclosure () -> JSONValue) -> JSONValue {
    analysis.naive == nil ? .null : value()
  }

  /// The lesser number of occupied categories.
  var side: Int { min(table.occupiedRows.count, table.occupiedColumns.count) }

  var effectiveN: Double? { companions.design.map { Double(table.respondents) / $0.meanDesignEffect } }

  private var tests: JSONValue {
    let naive = analysis.naive
    var object: JSONObject = [
      "pearson": test(naive?.pearson, exactP: companions.exactPearson),
      "likelihoodRatio": test(naive?.likelihoodRatio, exactP: companions.exactLikelihoodRatio),
      "continuityCorrection": test(naive?.continuityCorrection),
      "linearByLinear": test(naive?.linearByLinear, exactP: companions.exactLinearByLinear),
      "smallSample": test(naive?.smallSample),
    ]
    object["twoProportions"] = JSONValue(naive?.twoProportions.map { twoProportions($0) })
    object["fisherExact"] = JSONValue(
      companions.exact.map { exact -> JSONValue in
        [
          "p": JSONValue(exact.pValue), "logP": JSONValue(exact.logP), "pLess": JSONValue(exact.less),
          "pGreater": JSONValue(exact.greater), "midP": JSONValue(exact.midP),
          "conditionalOddsRatio": Self.json(exact.conditionalOddsRatio),
        ]
      })
    object["monteCarlo"] = JSONValue(
      companions.monteCarlo.map { drawn -> JSONValue in
        [
          "draws": .integer(drawn.draws), "seed": .integer(Int(clamping: drawn.seed)),
          "statistic": .string(drawn.ordering), "p": JSONValue(monteCarloP),
          "logP": JSONValue(monteCarloP == drawn.pValue ? drawn.logP : monteCarloP.map { log($0) }),
          "estimate": JSONValue(drawn.estimate.value), "low99": JSONValue(drawn.estimate.interval?.low),
          "high99": JSONValue(drawn.estimate.interval?.high),
        ]
      })
    object["raoScott"] = JSONValue(companions.design.map { raoScott($0) })
    return .object(object)
  }

  /// The shares of the first column in the two rows, and how far they are apart.
  private func twoProportions(_ test: TwoProportionTest) -> JSONValue {
    [
      "proportions": JSONValue(test.proportions), "z": JSONValue(test.z), "p": JSONValue(test.pValue),
      "logP": JSONValue(test.logP), "difference": Self.json(test.difference), "ratio": Self.json(test.ratio),
    ]
  }

  private func raoScott(_ design: DesignCompanion) -> JSONValue {
    [
      "f": JSONValue(design.f), "ndf": JSONValue(design.numeratorDegrees), "ddf": JSONValue(design.denominatorDegrees),
      "p": JSONValue(design.pValue), "logP": JSONValue(design.logP), "designDf": JSONValue(design.designDegrees),
      "x2": JSONValue(design.statistic), "firstOrder": Self.json(design.firstOrder),
      "secondOrder": Self.json(design.secondOrder), "deltas": JSONValue(design.deltas),
      "meanDesignEffect": JSONValue(design.meanDesignEffect), "effectiveN": JSONValue(effectiveN),
    ]
  }

  private var effects: JSONValue {
    let (chi, prediction, ordinal) = (analysis.chiSquareEffects, analysis.prediction, analysis.ordinal)
    var object: JSONObject = [
      "phi": JSONValue(chi.phi?.value), "cramersV": JSONValue(chi.cramersV.value),
      "cramersVCorrected": JSONValue(chi.cramersVCorrected), "contingency": JSONValue(chi.contingency),
      "contingencyOfMaximum": JSONValue(chi.contingencyOfMaximum), "gamma": JSONValue(ordinal.gamma?.value),
      "tauB": JSONValue(ordinal.tauB.value), "tauC": JSONValue(ordinal.tauC.value),
      "somersD": directed(ordinal.somersD), "lambda": directed(prediction.lambda),
      "goodmanKruskalTau": directed(prediction.goodmanKruskalTau), "uncertainty": directed(prediction.uncertainty),
      "oddsRatio": JSONValue(oddsRatio?.value),
    ]
    object["riskRatios"] = JSONValue(
      analysis.twoByTwo.map { two -> JSONValue in .array(two.riskRatios.map { Self.json($0) }) })
    object["riskDifference"] = Self.json(analysis.twoByTwo?.riskDifference)
    object["kappa"] = JSONValue(analysis.agreement?.kappa.value)
    object["intervals"] = naive([
      "phi": Self.json(chi.phi), "cramersV": Self.json(chi.cramersV), "oddsRatio": Self.json(oddsRatio),
      "gamma": measure(ordinal.gamma), "tauB": measure(ordinal.tauB), "tauC": measure(ordinal.tauC),
      "somersDColumnsGivenRows": measure(ordinal.somersD.columnsGivenRows),
      "somersDRowsGivenColumns": measure(ordinal.somersD.rowsGivenColumns),
      "lambdaColumnsGivenRows": measure(prediction.lambda.columnsGivenRows),
      "lambdaRowsGivenColumns": measure(prediction.lambda.rowsGivenColumns),
      "lambdaSymmetric": measure(prediction.lambda.symmetric),
      "goodmanKruskalTauColumnsGivenRows": measure(prediction.goodmanKruskalTau.columnsGivenRows),
      "goodmanKruskalTauRowsGivenColumns": measure(prediction.goodmanKruskalTau.rowsGivenColumns),
      "uncertaintyColumnsGivenRows": measure(prediction.uncertainty.columnsGivenRows),
      "uncertaintyRowsGivenColumns": measure(prediction.uncertainty.rowsGivenColumns),
      "uncertaintySymmetric": measure(prediction.uncertainty.symmetric), "kappa": measure(analysis.agreement?.kappa),
    ])
    return .object(object)
  }

  static func variable(_ variable: ContingencyTable.Variable, _ language: Language) -> JSONValue {
    [
      "name": .string(variable.name), "label": JSONValue(variable.label.text(in: language)),
      "labels": .array(variable.levels.map { .string($0.text(in: language)) }),
      "values": .array(variable.levels.map { .string($0.value.description) }),
    ]
  }

  private static func reasons(_ reasons: [MissingReason: Int]) -> JSONValue {
    var object = JSONObject()
    for reason in MissingReason.allCases {
      if let count = reasons[reason] { object[reason.rawValue] = .integer(count) }
    }
    return .object(object)
  }

  private func test(_ test: (any ChiSquareFamily)?, exactP: Double? = nil) -> JSONValue {
    guard let test, case .object(var object) = Self.json(test.result) else { return .null }
    if let exactP { object["exactP"] = JSONValue(exactP) }
    return .object(object)
  }

  static func json(_ result: ChiSquareResult) -> JSONValue {
    let degrees = result.degreesOfFreedom
    return [
      "statistic": JSONValue(result.statistic),
      "df": degrees == degrees.rounded() ? .integer(Int(degrees)) : JSONValue(degrees),
      "p": JSONValue(result.pValue), "logP": JSONValue(result.logP),
    ]
  }

  private func directed(_ directed: AssociationMeasure.Directed) -> JSONValue {
    var object: JSONObject = [
      "columnsGivenRows": JSONValue(directed.columnsGivenRows.value),
      "rowsGivenColumns": JSONValue(directed.rowsGivenColumns.value),
    ]
    if let symmetric = directed.symmetric { object["symmetric"] = JSONValue(symmetric.value) }
    return .object(object)
  }

  static func json(_ estimate: Estimate?) -> JSONValue {
    guard let estimate else { return .null }
    return [
      "value": JSONValue(estimate.value), "standardError": JSONValue(estimate.standardError),
      "low": JSONValue(estimate.interval?.low), "high": JSONValue(estimate.interval?.high),
      "level": JSONValue(estimate.interval?.level), "method": JSONValue(estimate.interval?.method),
    ]
  }

  private func measure(_ measure: AssociationMeasure?) -> JSONValue {
    guard let measure, var object = Self.json(measure.estimate).asObject else { return .null }
    object["nullStandardError"] = JSONValue(measure.nullStandardError)
    object["p"] = JSONValue(measure.pValue)
    object["logP"] = JSONValue(measure.logP)
    return .object(object)
  }

  private func matrix(_ cells: [Double?]) -> JSONValue { .array(rows(cells.map { JSONValue($0) })) }

  private func rows(_ cells: [JSONValue]) -> [JSONValue] { Self.rows(cells, width: table.columnCount) }

  /// Cells row by row as a list of rows.
  private static func rows(_ cells: [JSONValue], width: Int) -> [JSONValue] {
    stride(from: 0, to: cells.count, by: max(width, 1)).map { .array(Array(cells[$0..<min($0 + width, cells.count)])) }
  }
}
