import EmissionFactors

/// What stands for a missing quantity: taken from the same enterprise, kind and item in other years.
struct QuantityGaps {
  private struct Series: Hashable {
    let entity: Int
    let kind: ActivityKind
    let item: String
    let dimension: Dimension
  }

  private let activity: CodedActivity
  private let recipes: [LineRecipe?]
  /// Base units by year, summed over the records of the year.
  private var amounts: [Series: [Int: Double]] = [:]

  init(_ activity: CodedActivity, recipes: [LineRecipe?], leftOut: [Int: RecordProblem]) {
    self.activity = activity
    self.recipes = recipes
    let gaps = Set(activity.gaps)
    var wanted: Set<Series> = []
    for row in activity.gaps {
      if let series = series(of: row) { wanted.insert(series) }
    }
    for row in 0..<activity.cells.count where !gaps.contains(row) && leftOut[row] == nil {
      guard let series = series(of: row), wanted.contains(series), let year = year(of: row) else { continue }
      let unit = recipes[Int(activity.codes[row])]!.unit
      amounts[series, default: [:]][year, default: 0] += activity.quantities[row] * unit.scale
    }
  }

  private func year(of row: Int) -> Int? { activity.year(ofCell: Int(activity.cells[row])) }

  private func series(of row: Int) -> Series? {
    guard let recipe = recipes[Int(activity.codes[row])] else { return nil }
    return Series(
      entity: Int(activity.cells[row]) / max(activity.years.count, 1), kind: recipe.kind, item: recipe.item,
      dimension: recipe.unit.dimension)
  }

  /// The quantity in the unit of the record; `nil` where no other year says anything.
  func quantity(for row: Int, by fill: AccountOptions.Fill) -> Double? {
    guard let series = series(of: row), let year = year(of: row),
      let known = amounts[series]?.filter({ $0.key != year }), !known.isEmpty
    else { return nil }
    let before = known.keys.filter { $0 < year }.max()
    let after = known.keys.filter { $0 > year }.min()
    let amount: Double?
    switch fill {
    case .none: amount = nil
    case .conservative: amount = known.values.max()
    case .neighbours:
      let near = [before, after].compactMap { $0 }.map { known[$0]! }
      amount = near.reduce(0, +) / Double(near.count)
    case .lastYear: amount = before.map { known[$0]! }
    }
    return amount.map { $0 / recipes[Int(activity.codes[row])]!.unit.scale }
  }
}
