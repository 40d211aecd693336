import Crosstabs
import Evidence
import Tables

/// The targets of a specification, measured in the finished tables as anybody would measure them.
struct Remeasurement {
  private(set) var targets: [SyntheticTarget] = []
  private let clusters: Table?
  private let respondents: Table

  init(
    _ specification: SyntheticSpecification, _ clusters: Table?, _ respondents: Table, clusterOfRow: [Int32]
  ) throws(Fault) {
    self.clusters = clusters
    self.respondents = respondents
    let inClasses = Set(specification.classes.flatMap(\.items))
    let inTables = Set(specification.associations.flatMap { [$0.rows, $0.columns] })
    for item in specification.items where !inClasses.contains(item.name) {
      if !inTables.contains(item.name) { try margins(item) }
      if let asked = item.intraclass {
        let measured = IntraclassCorrelation(of: scores(item), in: clusterOfRow).estimate
        add(.intraclass, item.name, asked, measured)
      }
    }
    for association in specification.associations { try measure(association) }
    for target in specification.correlations {
      let items = target.items.map { specification.item($0)! }
      add(.correlation, target.name, target.r, PairedMoments(scores(items[0]), scores(items[1])).correlation)
    }
    for classes in specification.classes { count(classes) }
    if let plants = specification.plants, let posts = plants.posts, let clusters {
      let made = clusters[posts.name]!.numbers().reduce(0, +)
      let energy = clusters["energy_tce"]!.numbers().reduce(0, +)
      add(.posts, posts.name, posts.ratio, made / energy * 10_000)
    }
  }

  private mutating func add(_ kind: SyntheticTarget.Kind, _ name: String, _ asked: StatedNumber, _ measured: Double) {
    targets.append(
      SyntheticTarget(
        kind: kind, name: name, asked: asked.text, measured: measured, isMet: asked.contains(measured)))
  }

  private func column(_ item: SyntheticSpecification.Item) -> Column {
    (item.unit == .clusters ? clusters! : respondents)[item.name]!
  }

  /// The code in each row, NaN where it is missing.
  private func scores(_ item: SyntheticSpecification.Item) -> [Double] {
    guard case .category(let codes, _) = column(item).values else { return column(item).numbers() }
    let scores = item.scores
    return codes.places().map { $0 < 0 ? .nan : scores[Int($0)] }
  }

  private mutating func margins(_ item: SyntheticSpecification.Item) throws(Fault) {
    let column = column(item)
    let places: [Int32]
    switch column.values {
    case .category(let codes, _), .text(let codes, _): places = codes.places()
    default: return
    }
    var counts = [Int](repeating: 0, count: item.levels.count)
    for place in places where place >= 0 { counts[Int(place)] += 1 }
    let valid = counts.reduce(0, +)
    let asked = try item.counts(valid: valid)
    let wrong = zip(asked, counts).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    targets.append(
      SyntheticTarget(
        kind: .margins, name: item.name, asked: asked.map { String($0) }.joined(separator: " + "),
        measured: Double(wrong), isMet: wrong == 0))
    for (level, count) in zip(item.levels, counts) {
      guard case .share(let share) = level.margin else { continue }
      let measured = 100 * Double(count) / Double(valid)
      targets.append(
        SyntheticTarget(
          kind: .share, name: "\(item.name) = \(level.level.value)", asked: "\(share.text) %", measured: measured,
          isMet: share.count(ofPercentOf: valid) == count))
    }
  }

  private mutating func measure(_ target: SyntheticSpecification.Association) throws(Fault) {
    let rows = try respondents[target.rows]!.categories()
    let table = try ContingencyTable(rows: rows, columns: respondents[target.columns]!.categories())
    add(.pearson, target.name, target.pearson, try PearsonTest(table).result.statistic)
    if let linear = target.linear {
      add(.linear, target.name, linear, try LinearByLinearTest(table).result.statistic)
    }
    if let ratio = target.likelihoodRatio {
      add(.likelihoodRatio, target.name, ratio, try LikelihoodRatioTest(table).result.statistic)
    }
  }

  /// How many patterns more people share than strays may: the groups a density finds whose reach is below one step.
  private mutating func count(_ classes: SyntheticSpecification.Classes) {
    var counts: [[Int32]: Int] = [:]
    let columns = classes.items.map { name -> [Int32] in
      guard case .category(let codes, _) = respondents[name]!.values else { return [] }
      return codes.places()
    }
    for row in 0..<respondents.rowCount { counts[columns.map { $0[row] }, default: 0] += 1 }
    let groups = counts.values.count { $0 > classes.mostAlike }
    targets.append(
      SyntheticTarget(
        kind: .groups, name: classes.name, asked: String(classes.groups.count), measured: Double(groups),
        isMet: groups == classes.groups.count))
  }
}
