import Evidence
import NumericalMethods
import SurveyDesigns

/// The groups of a sample with a design: weighted means with their joint covariance.
struct DesignGroups {
  let lines: [GroupComparison.Line]
  /// The Wald test that all means are equal, as an F with the degrees R's `regTermTest` gives a model of the groups:
  /// clusters less strata less the number of groups but one. `nil` where none are left.
  let wald: FResult?
  private let means: [Double]
  private let covariance: DesignCovariance
  private let degreesOfFreedom: Int
  private let n: Int

  init(_ compared: ComparedGroups, in design: SurveyDesign) throws(Fault) {
    let groups = compared.groups
    var groupOfRow = [Int32](repeating: -1, count: design.rowCount)
    var values = [Double](repeating: 0, count: design.rowCount)
    var lines: [GroupComparison.Line] = []
    var (means, totals): ([Double], [Double]) = ([], [])
    for (place, group) in groups.enumerated() {
      var own = [Double](repeating: .nan, count: design.rowCount)
      for (row, value) in zip(group.rows, group.values) {
        groupOfRow[row] = Int32(place)
        values[row] = value
        own[row] = value
      }
      let mean = try DesignEstimate.mean(of: own, in: design)
      let median = try DesignQuantile(0.5, of: own, in: design)
      means.append(mean.value)
      totals.append(group.rows.map { design.weights[$0] }.compensatedSum())
      let spread = zip(group.rows, group.values).map { row, value in
        design.weights[row] * (value - mean.value) * (value - mean.value)
      }.compensatedSum()
      lines.append(
        .init(
          level: group.level, n: group.n, mean: mean.value, interval: mean.interval(),
          standardDeviation: group.n > 1
            ? (spread / totals[place] * Double(group.n) / Double(group.n - 1)).squareRoot() : nil,
          median: median.value, designEffect: mean.designEffect))
    }
    let (known, sums, groupNumber, numbers) = (means, totals, groupOfRow, values)
    func takesPart(_ row: Int) -> Bool { groupNumber[row] >= 0 }
    let covariance = DesignCovariance(size: groups.count, in: design, takesPart: takesPart) { row, target in
      let group = Int(groupNumber[row])
      target[group] = design.weights[row] * (numbers[row] - known[group]) / sums[group]
    }
    self.lines = lines
    self.means = means
    self.covariance = covariance
    n = compared.n
    degreesOfFreedom = design.degreesOfFreedom(among: takesPart)
    let q = groups.count - 1
    var contrast = Matrix(rows: q, columns: q)
    for i in 0..<q {
      for j in 0..<q {
        contrast[i, j] = covariance[i, j] - covariance[i, q] - covariance[q, j] + covariance[q, q]
      }
    }
    let differences = (0..<q).map { known[$0] - known[q] }
    if let factor = try? CholeskyFactor(contrast), let solved = try? factor.solve(differences) {
      let square = zip(differences, solved).map(*).compensatedSum()
      wald = FResult(square / Double(q), Double(q), Double(degreesOfFreedom - q))
    } else {
      wald = nil
    }
  }

  /// The difference of two means with the error of the design.
  func difference(_ first: Int, _ second: Int) -> DesignEstimate {
    let variance = covariance[first, first] + covariance[second, second] - 2 * covariance[first, second]
    return DesignEstimate(
      value: means[first] - means[second], standardError: max(0, variance).squareRoot(),
      degreesOfFreedom: degreesOfFreedom, n: n, designEffect: nil)
  }
}
