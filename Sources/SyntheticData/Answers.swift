import Evidence
import NumericalMethods
import Tables

/// The answers while they are made, item by item.
struct Answers {
  /// An item as it was answered.
  struct Answered {
    /// A place in the levels; −1 − *s* is missing way *s* of ``missing``.
    var places: [Int32]
    var missing: [MissingValue]
    var scores: [Double]
  }

  let specification: SyntheticSpecification
  let draws: NamedDraws
  let clusterCount: Int
  let clusterOfRow: [Int32]
  private(set) var answered: [String: Answered] = [:]
  private(set) var caveats: [Caveat] = []

  /// By name: the disposition of each cluster and what a respondent adds to it.
  private var ofClusters: [String: [Double]] = [:]
  private var ofRespondents: [String: [Double]] = [:]
  private var tables: [String: (association: SyntheticSpecification.Association, table: SolvedTable)] = [:]

  init(_ specification: SyntheticSpecification) throws(Fault) {
    self.specification = specification
    draws = NamedDraws(seed: UInt64(bitPattern: Int64(specification.seed)))
    let sizes = try ClusterSizes(specification, draws).sizes
    clusterCount = sizes.count
    clusterOfRow = sizes.enumerated().flatMap { cluster, size in Array(repeating: Int32(cluster), count: size) }
    for factor in specification.factors {
      ofClusters[factor.name] = draws.normals(factor.name, "cluster factor", clusterCount)
      ofRespondents[factor.name] = draws.normals(factor.name, "respondent factor", clusterOfRow.count)
    }
    for association in specification.associations { try solve(association) }
    for item in specification.items {
      if let classes = specification.classes.first(where: { $0.items.contains(item.name) }) {
        if classes.items.first == item.name { try answer(classes) }
      } else {
        try answer(item)
      }
    }
  }

  /// What all of a cluster share of a factor.
  func disposition(_ factor: String) -> [Double] { ofClusters[factor] ?? [] }

  /// What each respondent adds to it.
  func respondentPart(_ factor: String) -> [Double] { ofRespondents[factor] ?? [] }

  /// The level of an item in each row of a unit; an item of clusters is carried to respondents.
  func places(_ name: String, of unit: SyntheticSpecification.Unit) -> [Int32] {
    let places = answered[name]!.places
    guard unit == .respondents, specification.item(name)!.unit == .clusters else { return places }
    return clusterOfRow.map { places[Int($0)] }
  }

  // MARK: Associations

  private mutating func solve(_ association: SyntheticSpecification.Association) throws(Fault) {
    let rows = specification.item(association.rows)!
    let columns = specification.item(association.columns)!
    let n = clusterOfRow.count
    let table: SolvedTable
    do {
      table = try SolvedTable(
        rows: rows.counts(valid: n), columns: columns.counts(valid: n), pearson: association.pearson,
        linear: association.linear, likelihoodRatio: association.likelihoodRatio,
        degreesOfFreedom: association.degreesOfFreedom, slack: association.slack, rowScores: rows.scores,
        columnScores: columns.scores, seed: draws.seed)
    } catch {
      var fault = error
      fault.place = fault.place ?? association.place
      throw fault
    }
    tables[columns.name] = (association, table)
    tables[rows.name] = tables[rows.name] ?? (association, table)
  }

  // MARK: One item

  private mutating func answer(_ item: SyntheticSpecification.Item) throws(Fault) {
    let asked = try asked(item)
    var places = asked.places
    let rows = asked.rows
    let strata: [(rows: [Int32], counts: [Int])]
    if let (association, table) = tables[item.name] {
      if association.rows == item.name {
        strata = [(rows, table.rowTotals)]
      } else {
        let first = answered[association.rows]!.places
        let width = table.columnTotals.count
        strata = table.rowTotals.indices.map { row in
          (rows.filter { first[Int($0)] == Int32(row) }, Array(table.counts[(row * width)..<((row + 1) * width)]))
        }
      }
    } else {
      strata = [(rows, try item.counts(valid: rows.count))]
    }
    let scores = aimed(item, strata, &places)
    answered[item.name] = Answered(places: places, missing: asked.missing, scores: scores)
  }

  /// Who is asked and answers: the places with the missing ones filled in, the ways of being missing, the other rows.
  private func asked(
    _ item: SyntheticSpecification.Item
  ) throws(Fault) -> (places: [Int32], missing: [MissingValue], rows: [Int32]) {
    let count = item.unit == .clusters ? clusterCount : clusterOfRow.count
    var places = [Int32](repeating: 0, count: count)
    var missing = [MissingValue.system] + item.gaps.map(\.missing)
    var rows = Array(0..<Int32(count))
    if let routing = item.routing {
      let levels = specification.item(routing.item)!.levels
      let before = self.places(routing.item, of: item.unit)
      let leads = levels.map { routing.values.contains($0.level.value) }
      let slot = Int32(missing.count)
      missing.append(
        MissingValue(
          .skipped, value: routing.skipped, label: Label(chinese: "跳过", english: "skipped")))
      rows = rows.filter { row in
        let place = before[Int(row)]
        let isAsked = place >= 0 && leads[Int(place)]
        if !isAsked { places[Int(row)] = -1 - slot }
        return isAsked
      }
    }
    let gone = item.gaps.reduce(0) { $0 + $1.count }
    guard gone < rows.count || gone == 0 else {
      throw Fault(
        SyntheticFault.tooManyMissing, at: item.place,
        ["item": .text(item.name), "missing": .integer(gone), "n": .integer(rows.count)])
    }
    if gone > 0 {
      var generator = draws.generator(item.name, "missing")
      generator.shuffle(&rows)
      var taken = 0
      for (index, gap) in item.gaps.enumerated() {
        // A gap without a value in the file is the system's way, which is the first.
        let slot = gap.missing.value == nil ? 0 : Int32(index + 1)
        for row in rows[taken..<(taken + gap.count)] { places[Int(row)] = -1 - slot }
        taken += gap.count
      }
      rows = rows[taken...].sorted()
    }
    return (places, missing, rows)
  }

  /// Deals the levels by rank, so that every margin is met exactly whatever the scores.
  private func deal(
    _ strata: [(rows: [Int32], counts: [Int])], by scores: [Double], into places: inout [Int32]
  ) {
    for (rows, counts) in strata {
      let order = RankOrder.sorted(rows, by: scores)
      var start = 0
      for (level, count) in counts.enumerated() {
        for index in start..<(start + count) { places[Int(order[index])] = Int32(level) }
        start += count
      }
    }
  }

  // MARK: Aims

  /// Finds how much of an item's own part its clusters share, so that the intra-class correlation is the one asked
  /// for, and how much of an earlier item to mix in, so that the two correlate as asked.
  private mutating func aimed(
    _ item: SyntheticSpecification.Item, _ strata: [(rows: [Int32], counts: [Int])], _ places: inout [Int32]
  ) -> [Double] {
    let maker = ScoreMaker(item, self)
    let values = item.scores
    let target = specification.correlations.first { $0.items[1] == item.name }
    let other = target.map { (item: specification.item($0.items[0])!, answered: answered[$0.items[0]]!) }
    let otherValues = other.map { other in
      other.answered.places.map { $0 < 0 ? Double.nan : other.item.scores[Int($0)] }
    }
    var shared = 0
    var weight = 0
    var scores: [Double] = []
    func deal(_ answers: Answers) {
      let blend = other.map { (weight: Double(weight) / Self.weightGrid, scores: $0.answered.scores) }
      scores = maker.scores(shared: Double(shared) / Self.sharedGrid, blendedWith: blend)
      answers.deal(strata, by: scores, into: &places)
    }
    func measured() -> [Double] { places.map { $0 < 0 ? .nan : values[Int($0)] } }

    let intraclass = item.unit == .respondents ? item.intraclass : nil
    // Each of the two aims moves the other a little, so each is taken twice.
    for _ in 0..<(target == nil ? 1 : 2) {
      if let intraclass {
        shared = Self.nearest(to: intraclass.value, from: 0, through: Int(Self.sharedGrid)) { step in
          shared = step
          deal(self)
          return IntraclassCorrelation(of: measured(), in: clusterOfRow).estimate
        }
      }
      if let target, let otherValues {
        let grid = Int(Self.weightGrid)
        weight = Self.nearest(to: target.r.value, from: -grid, through: grid) { step in
          weight = step
          deal(self)
          return PairedMoments(otherValues, measured()).correlation
        }
      }
    }
    deal(self)
    if let intraclass {
      let reached = IntraclassCorrelation(of: measured(), in: clusterOfRow).estimate
      let facts: Facts = ["item": .text(item.name)]
      note(.intraclassOutOfReach, at: item.place, intraclass, reached, facts)
    }
    if let target, let otherValues {
      let reached = PairedMoments(otherValues, measured()).correlation
      note(.correlationOutOfReach, at: target.place, target.r, reached, ["target": .text(target.name)])
    }
    return scores
  }

  private static let sharedGrid = 256.0
  private static let weightGrid = 1024.0

  /// The whole number whose value of a rising function is nearest to `goal`, by halving.
  private static func nearest(
    to goal: Double, from first: Int, through last: Int, _ value: (Int) -> Double
  ) -> Int {
    var low = (step: first, value: value(first))
    if low.value >= goal { return first }
    var high = (step: last, value: Double.infinity)
    while high.step - low.step > 1 {
      let middle = low.step + (high.step - low.step) / 2
      let found = value(middle)
      if found < goal { low = (middle, found) } else { high = (middle, found) }
    }
    if high.value == .infinity { high.value = value(last) }
    return goal - low.value < high.value - goal ? low.step : high.step
  }

  private mutating func note(
    _ code: SyntheticCaveat, at place: Place, _ asked: StatedNumber, _ reached: Double, _ facts: Facts
  ) {
    if asked.contains(reached) { return }
    let more: Facts = ["asked": .text(asked.text), "reached": .text(decimals(reached, asked.decimals + 1))]
    caveats.append(Caveat(code, at: place, facts.merging(more) { $1 }))
  }

  // MARK: Classes

  private mutating func answer(_ classes: SyntheticSpecification.Classes) throws(Fault) {
    let items = classes.items.map { specification.item($0)! }
    let n = clusterOfRow.count
    let sum = classes.groups.reduce(classes.strays) { $0 + $1.count }
    guard sum == n else {
      throw Fault(
        SyntheticFault.marginsDoNotSum, at: classes.place,
        ["item": .text(classes.name), "sum": .integer(sum), "n": .integer(n)])
    }
    let patterns = classes.groups.map { group in
      zip(items, group.pattern).map { item, value in item.levels.firstIndex { $0.level.value == value }! }
    }
    let others = StrayPatterns(levelCounts: items.map(\.levels.count), except: patterns)
    guard classes.strays <= others.patterns.count * classes.mostAlike else {
      throw Fault(
        SyntheticFault.tooManyStrays, at: classes.place,
        [
          "name": .text(classes.name), "strays": .integer(classes.strays),
          "patterns": .integer(others.patterns.count), "most": .integer(classes.mostAlike),
          "room": .integer(others.patterns.count * classes.mostAlike),
        ])
    }
    var generator = draws.generator(classes.name, "strays")
    var rows = generator.permutation(of: n).map(Int32.init)
    var dealt = [[Int]](repeating: [], count: n)
    for (index, row) in rows[..<classes.strays].enumerated() {
      dealt[Int(row)] = others.patterns[index % others.patterns.count]
    }
    rows = rows[classes.strays...].sorted()
    let maker = ScoreMaker(
      name: classes.name, factor: classes.factor, loading: classes.loading, unit: .respondents, self)
    let scores = maker.scores(shared: 0, blendedWith: nil)
    let order = RankOrder.sorted(rows, by: scores)
    var start = 0
    for (group, pattern) in zip(classes.groups, patterns) {
      for row in order[start..<(start + group.count)] { dealt[Int(row)] = pattern }
      start += group.count
    }
    for (index, item) in items.enumerated() {
      answered[item.name] = Answered(
        places: dealt.map { Int32($0[index]) }, missing: [.system], scores: scores)
    }
  }
}

extension SyntheticSpecification.Item {
  /// The codes of the levels, or 1, 2, 3 … where they are texts.
  var scores: [Double] {
    let numbers = levels.compactMap(\.level.value.number)
    return numbers.count == levels.count ? numbers : levels.indices.map { Double($0 + 1) }
  }
}

/// The patterns of answers nobody's group has, in an order that spreads them over the items.
struct StrayPatterns {
  let patterns: [[Int]]

  init(levelCounts: [Int], except taken: [[Int]]) {
    var all: [[Int]] = [[]]
    for count in levelCounts { all = all.flatMap { pattern in (0..<count).map { pattern + [$0] } } }
    patterns = all.filter { !taken.contains($0) }
  }
}
