import Evidence
import SurveyDesigns
import Tables

/// Shares of a population: weighted, with intervals of the sampling design on the logit scale. Counts stay rows.
extension FrequencyTable {
  /// The answers of a column. Rows without a weight are not counted.
  ///
  /// - Throws: `table-too-many-categories`.
  public init(of column: Column, in design: SurveyDesign, limit: Int = 2000) throws(Fault) {
    let categories = try column.categories(limit: limit)
    let places = categories.codes.places()
    var rows = [[Int]](repeating: [], count: categories.levels.count)
    var ways = [Int](repeating: 0, count: categories.missing.count)
    for (row, place) in places.enumerated() where design.weights[row] > 0 {
      if place >= 0 { rows[Int(place)].append(row) } else { ways[Int(-1 - place)] += 1 }
    }
    self.init(
      name: column.name, label: column.label, n: rows.reduce(0) { $0 + $1.count },
      missingWays: zip(categories.missing, ways).map(Missing.init),
      lines: try Self.lines(categories.levels, rows, answered: places.map { $0 >= 0 }, false, in: design),
      allowsSeveral: false, in: design)
  }

  /// The options of a question that allows several, as shares of the respondents.
  public init(of set: MultipleResponseSet, in table: Table, design: SurveyDesign) throws(Fault) {
    let options = try Self.options(of: set, in: table)
    let rows = options.rows.map { $0.filter { design.weights[$0] > 0 } }
    let yes = options.answered.indices.count { options.answered[$0] && design.weights[$0] > 0 }
    let skipping = Self.waysOfSkipping(set, in: table, answered: options.answered) { design.weights[$0] > 0 ? 1 : 0 }
    self.init(
      name: set.name, label: set.label, n: yes, missingWays: skipping,
      lines: try Self.lines(options.levels, rows, answered: options.answered, true, in: design), allowsSeveral: true,
      in: design)
  }

  private static func lines(
    _ levels: [Level], _ rows: [[Int]], answered: [Bool], _ allowsSeveral: Bool, in design: SurveyDesign
  ) throws(Fault) -> [Line] {
    let weights = rows.map { rows in rows.map { design.weights[$0] }.reduce(0, +) }
    let ticks = weights.reduce(0, +)
    let anyone = answered.indices.contains { answered[$0] && design.weights[$0] > 0 }
    let nobody = answered.map { $0 ? 0 : Double.nan }
    var lines: [Line] = []
    for (place, level) in levels.enumerated() {
      guard anyone else {
        lines.append(
          Line(
            level: level, count: 0, share: nil, interval: nil, shareOfAnswers: nil, standardError: nil,
            designEffect: nil))
        continue
      }
      var values = nobody
      for row in rows[place] { values[row] = 1 }
      let share = try DesignEstimate.mean(of: values, in: design)
      lines.append(
        Line(
          level: level, count: rows[place].count, share: share.value, interval: share.logitInterval(),
          shareOfAnswers: allowsSeveral && ticks > 0 ? weights[place] / ticks : nil,
          standardError: share.standardError, designEffect: share.designEffect))
    }
    return lines
  }
}
