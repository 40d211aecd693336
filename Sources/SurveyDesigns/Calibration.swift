import Evidence
import NumericalMethods
import Tables

/// How many of the population give each answer to one question.
public struct PopulationMargin: Sendable {
  public let column: Column
  public let totals: [(level: LevelValue, total: Double)]

  public init(_ column: Column, totals: [(level: LevelValue, total: Double)]) {
    self.column = column
    self.totals = totals
  }
}

/// What was done to the weights so that they add up to known totals; the variance of every estimate heeds it.
struct Calibration: Sendable, Hashable {
  /// One margin: the group of each row, −1 where the row has no weight, and the weights before and after.
  struct Margin: Sendable, Hashable {
    let groupOfRow: [Int32]
    let groups: Int
    let before: [Double]
    let after: [Double]
  }

  let margins: [Margin]

  /// Takes from the linearised values of each row (`size` a row, weight included) what the known totals explain.
  ///
  /// With one margin that is the mean of its group, weighted as R's `postStratify` does; with several the margins are
  /// gone through ten times, unweighted, as R does for `rake`.
  func takeOut(of values: inout [Double], size: Int) {
    for _ in 0..<(margins.count == 1 ? 1 : 10) {
      for margin in margins {
        var sums = [Double](repeating: 0, count: margin.groups * size)
        var shares = [Double](repeating: 0, count: margin.groups)
        for row in margin.groupOfRow.indices where margin.groupOfRow[row] >= 0 {
          let group = Int(margin.groupOfRow[row])
          let share = margins.count == 1 ? margin.before[row] : 1
          shares[group] += share
          for k in 0..<size { sums[group * size + k] += values[row * size + k] * share / margin.after[row] }
        }
        for row in margin.groupOfRow.indices where margin.groupOfRow[row] >= 0 {
          let group = Int(margin.groupOfRow[row])
          for k in 0..<size {
            values[row * size + k] -= margin.after[row] * sums[group * size + k] / shares[group]
          }
        }
      }
    }
  }
}

extension SurveyDesign {
  /// The design with weights scaled in each group so that they add up to the group's known total. R's `postStratify`.
  ///
  /// - Throws: `design-margin-…` where the totals and the sample do not fit together.
  public func postStratified(to margin: PopulationMargin) throws(Fault) -> SurveyDesign {
    let groups = try Self.groups(margin, in: self)
    let after = Self.scaled(weights, groups)
    var copy = self
    copy.weights = after
    copy.hasWeights = true
    copy.calibrations.append(
      Calibration(
        margins: [.init(groupOfRow: groups.ofRow, groups: groups.totals.count, before: weights, after: after)]))
    return copy
  }

  /// The design with weights scaled margin by margin, again and again, until all known totals are met. R's `rake`.
  ///
  /// Stops when no total is off by more than `tolerance` of itself.
  ///
  /// - Throws: `design-margins-disagree` where the margins have different sums, `design-raking-fails` where `limit`
  ///   rounds do not meet them, as when empty cells of the sample make that impossible.
  public func raked(
    to margins: [PopulationMargin], tolerance: Double = 1e-11, limit: Int = 1000
  ) throws(Fault) -> SurveyDesign {
    guard margins.count != 1 else { return try postStratified(to: margins[0]) }
    guard !margins.isEmpty else { return self }
    var groups: [Groups] = []
    for margin in margins { groups.append(try Self.groups(margin, in: self)) }
    let sums = groups.map { $0.totals.compensatedSum() }
    for (place, sum) in sums.enumerated() where abs(sum - sums[0]) > 1e-9 * sums[0] {
      throw Fault(
        DesignFault.marginsDisagree,
        [
          "first": .text(margins[0].column.name), "second": .text(margins[place].column.name),
          "firstTotal": .number(sums[0]), "secondTotal": .number(sum),
        ])
    }
    var current = weights
    var rounds = 0
    var worst = (distance: Double.infinity, margin: 0, group: 0)
    while worst.distance > tolerance {
      guard rounds < limit, current.allSatisfy(\.isFinite) else {
        let margin = groups[worst.margin]
        throw Fault(
          DesignFault.rakingFails,
          [
            "rounds": .integer(rounds), "column": .text(margins[worst.margin].column.name),
            "level": .text(margin.names[worst.group]), "total": .number(margin.totals[worst.group]),
            "reached": .number(Self.sums(current, margin)[worst.group]),
          ])
      }
      rounds += 1
      for margin in groups { current = Self.scaled(current, margin) }
      worst = (0, 0, 0)
      for (place, margin) in groups.enumerated() {
        for (group, sum) in Self.sums(current, margin).enumerated() {
          let distance = abs(sum - margin.totals[group]) / margin.totals[group]
          if distance > worst.distance { worst = (distance, place, group) }
        }
      }
    }
    var copy = self
    copy.weights = current
    copy.hasWeights = true
    copy.calibrations.append(
      Calibration(
        margins: groups.map {
          .init(groupOfRow: $0.ofRow, groups: $0.totals.count, before: weights, after: current)
        }))
    return copy
  }

  private struct Groups {
    var ofRow: [Int32]
    var totals: [Double]
    var names: [String]
  }

  private static func groups(_ margin: PopulationMargin, in design: SurveyDesign) throws(Fault) -> Groups {
    let column = margin.column
    let categories = try column.categories(limit: .max)
    let places = categories.codes.places()
    let values = categories.levels.map(\.value)
    var groupOfLevel = [Int32](repeating: -1, count: categories.levels.count)
    for (group, entry) in margin.totals.enumerated() {
      guard entry.total > 0, entry.total.isFinite else {
        throw Fault(
          DesignFault.marginTotal,
          ["column": .text(column.name), "level": .text(entry.level.description), "total": .number(entry.total)])
      }
      // Plain loops and values: the optimiser of Swift 6.3 stumbles over a condition on the levels themselves.
      let wanted = entry.level
      for place in 0..<groupOfLevel.count {
        let value = values[place]
        if value == wanted { groupOfLevel[place] = Int32(group) }
        if let number = value.number, let other = wanted.number, number == other { groupOfLevel[place] = Int32(group) }
      }
    }
    var ofRow = [Int32](repeating: -1, count: design.rowCount)
    var isThere = [Bool](repeating: false, count: margin.totals.count)
    for row in 0..<design.rowCount where design.weights[row] > 0 {
      guard places[row] >= 0 else {
        throw Fault(DesignFault.marginMissing, ["column": .text(column.name), "row": .integer(row + 1)])
      }
      let group = groupOfLevel[Int(places[row])]
      guard group >= 0 else {
        throw Fault(
          DesignFault.marginLacksLevel,
          [
            "column": .text(column.name),
            "level": .text(categories.levels[Int(places[row])].value.description),
          ])
      }
      ofRow[row] = group
      isThere[Int(group)] = true
    }
    if let empty = isThere.firstIndex(of: false) {
      throw Fault(
        DesignFault.marginEmptyLevel,
        ["column": .text(column.name), "level": .text(margin.totals[empty].level.description)])
    }
    return Groups(ofRow: ofRow, totals: margin.totals.map(\.total), names: margin.totals.map(\.level.description))
  }

  private static func sums(_ weights: [Double], _ groups: Groups) -> [Double] {
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: groups.totals.count)
    for row in weights.indices where groups.ofRow[row] >= 0 { sums[Int(groups.ofRow[row])].add(weights[row]) }
    return sums.map(\.value)
  }

  private static func scaled(_ weights: [Double], _ groups: Groups) -> [Double] {
    let factors = zip(groups.totals, sums(weights, groups)).map { $0 / $1 }
    return weights.indices.map { groups.ofRow[$0] < 0 ? 0 : weights[$0] * factors[Int(groups.ofRow[$0])] }
  }
}
