import Evidence
import Glibc
import NumericalMethods
import SurveyDesigns
import Tables

/// A linear or logistic regression of a sample with a design: weighted coefficients, errors by linearisation.
///
///     let sector = DesignRegression.indicators(of: try table["sector"]!.categories())
///     let model = try DesignRegression(
///       .logistic, of: table["trades"]!.numbers(), on: [.init("size", size)] + sector, in: design)
///     model.coefficients[1].pValue
///
/// R's `svyglm`, logistic as `quasibinomial`. Degrees of freedom are clusters less strata less the number of predictors.
/// A column that others explain is dropped and named, as in R.
public struct DesignRegression: Sendable {
  public enum Model: String, Sendable, Hashable, CaseIterable {
    case linear, logistic
  }

  /// A column of the model. Rows where it is NaN take no part.
  public struct Predictor: Sendable, Hashable {
    public let name: String
    public let values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  public struct Coefficient: Sendable, Hashable {
    public let name: String
    public let value: Double
    public let standardError: Double
    /// `nil` where the design leaves no degrees of freedom.
    public let t: Double?
    public let pValue: Double?
    public let interval: ConfidenceInterval?

    /// In a logistic model: how many times the odds rise with one unit.
    public var oddsRatio: Double { exp(value) }
  }

  public let model: Model
  /// The constant first, called `(constant)`.
  public let coefficients: [Coefficient]
  /// Predictors that the others explain.
  public let dropped: [String]
  public let degreesOfFreedom: Int
  public let n: Int
  private let covariance: DesignCovariance

  /// One predictor for each level but the first, 1 where a row has it. Names are `column=level`.
  public static func indicators(of categories: Categories) -> [Predictor] {
    let places = categories.codes.places()
    return categories.levels.indices.dropFirst().map { level in
      Predictor(
        "\(categories.name)=\(categories.levels[level].value.description)",
        places.map { $0 < 0 ? .nan : (Int($0) == level ? 1 : 0) })
    }
  }

  /// - Throws: `compare-no-complete-rows`, `compare-not-binary` for a logistic model of anything but 0 and 1,
  ///   `compare-separated` where a logistic model predicts some answers with certainty.
  public init(
    _ model: Model, of response: [Double], on predictors: [Predictor], in design: SurveyDesign
  ) throws(Fault) {
    func takesPart(_ row: Int) -> Bool {
      design.weights[row] > 0 && !response[row].isNaN && predictors.allSatisfy { !$0.values[row].isNaN }
    }
    let rows = response.indices.filter(takesPart)
    guard rows.count > 1 else {
      throw Fault(CompareFault.noCompleteRows, ["rows": .integer(response.count)])
    }
    let y = rows.map { response[$0] }
    if model == .logistic, let odd = y.first(where: { $0 != 0 && $0 != 1 }) {
      throw Fault(CompareFault.notBinary, ["value": .text(LevelValue(shortest: odd).description)])
    }
    let weights = rows.map { design.weights[$0] }
    let columns =
      [[Double](repeating: 1, count: rows.count)] + predictors.map { column in rows.map { column.values[$0] } }
    let names = ["(constant)"] + predictors.map(\.name)

    var beta: [Double?] = []
    var bread = Matrix(rows: 0, columns: 0)
    var kept: [Int] = []
    var fitted = [Double](repeating: 0, count: rows.count)
    func fit(_ target: [Double], _ weights: [Double]) throws(Fault) {
      let roots = weights.map { $0.squareRoot() }
      let fit = try LeastSquares(
        Matrix(columns: columns.map { zip($0, roots).map(*) }), zip(target, roots).map(*))
      beta = fit.coefficients
      bread = fit.unscaledCovariance
      kept = fit.keptColumns
      for row in fitted.indices {
        fitted[row] = kept.reduce(0) { $0 + columns[$1][row] * beta[$1]! }
      }
    }
    switch model {
    case .linear:
      try fit(y, weights)
    case .logistic:
      var odds = y.map { log(($0 + 0.5) / (1.5 - $0)) }
      var change = Double.infinity
      var rounds = 0
      while change > 1e-13 {
        let shares = odds.map { 1 / (1 + exp(-$0)) }
        let spreads = shares.map { $0 * (1 - $0) }
        // Answers predicted with certainty send the coefficients to infinity.
        guard rounds < 100, spreads.contains(where: { $0 > 1e-9 }), odds.allSatisfy({ abs($0) < 30 }) else {
          throw Fault(CompareFault.separated, ["names": .list(predictors.map(\.name))])
        }
        rounds += 1
        let before = beta
        try fit(
          odds.indices.map { odds[$0] + (y[$0] - shares[$0]) / spreads[$0] }, zip(weights, spreads).map(*))
        odds = fitted
        change =
          before.isEmpty
          ? .infinity
          : zip(before, beta).reduce(0) { max($0, abs(($1.0 ?? 0) - ($1.1 ?? 0)) / max(1, abs($1.1 ?? 0))) }
      }
      fitted = odds.map { 1 / (1 + exp(-$0)) }
    }

    var place = [Int](repeating: -1, count: response.count)
    for (index, row) in rows.enumerated() { place[row] = index }
    let (placeOfRow, predicted, keptColumns, inverse) = (place, fitted, kept, bread)
    let covariance = DesignCovariance(
      size: kept.count, in: design, takesPart: { placeOfRow[$0] >= 0 },
      addRow: {
        row, target in
        let index = placeOfRow[row]
        let score = weights[index] * (y[index] - predicted[index])
        for i in keptColumns.indices {
          var sum = 0.0
          for (j, column) in keptColumns.enumerated() { sum += inverse[i, j] * columns[column][index] }
          target[i] = sum * score
        }
      })
    let degrees = design.degreesOfFreedom(among: { placeOfRow[$0] >= 0 }) + 1 - kept.count
    let distribution = degrees > 0 ? try StudentTDistribution(degreesOfFreedom: Double(degrees)) : nil
    let half = distribution?.quantile(upperTail: 0.025)
    coefficients = kept.enumerated().map { index, column in
      let (value, error) = (beta[column]!, covariance[index, index].squareRoot())
      return Coefficient(
        name: names[column], value: value, standardError: error, t: distribution.map { _ in value / error },
        pValue: distribution?.twoTails(at: value / error),
        interval: half.map {
          ConfidenceInterval(low: value - $0 * error, high: value + $0 * error, level: 0.95, method: "t")
        })
    }
    dropped = names.indices.filter { !kept.contains($0) }.map { names[$0] }
    self.model = model
    self.covariance = covariance
    degreesOfFreedom = degrees
    n = rows.count
  }

  /// The standard error of a sum of the coefficients, each times its number.
  public func standardError(of contrast: [Double]) -> Double {
    var variance = 0.0
    for (i, left) in contrast.enumerated() where left != 0 {
      for (j, right) in contrast.enumerated() where right != 0 { variance += left * right * covariance[i, j] }
    }
    return max(0, variance).squareRoot()
  }

  /// The Wald test that the coefficients of these names are all 0, as R's `regTermTest`: does a question with several
  /// levels matter at all. `nil` where none is in the model or no degrees of freedom are left.
  public func wald(_ names: Set<String>) -> FResult? {
    let chosen = coefficients.indices.filter { names.contains(coefficients[$0].name) }
    guard !chosen.isEmpty else { return nil }
    var part = Matrix(rows: chosen.count, columns: chosen.count)
    for (i, left) in chosen.enumerated() {
      for (j, right) in chosen.enumerated() { part[i, j] = covariance[left, right] }
    }
    let values = chosen.map { coefficients[$0].value }
    guard let factor = try? CholeskyFactor(part), let solved = try? factor.solve(values) else { return nil }
    let q = Double(chosen.count)
    return FResult(zip(values, solved).map(*).compensatedSum() / q, q, Double(degreesOfFreedom))
  }
}
