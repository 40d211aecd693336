import Evidence
import Tables

/// Puts answers into tables with their labels.
struct TableMaker {
  private let answers: Answers
  private let figures: PlantFigures?
  private let clusterIds: [String]
  private var specification: SyntheticSpecification { answers.specification }

  init(_ answers: Answers, _ figures: PlantFigures?) {
    self.answers = answers
    self.figures = figures
    clusterIds = answers.specification.clusters.map { Self.ids($0.prefix, $0.count) } ?? []
  }

  func clusters() throws(Fault) -> Table? {
    guard let unit = specification.clusters else { return nil }
    var columns = [Self.texts(unit.id, unit.label, clusterIds)]
    if let naming = unit.naming {
      let label = Label(chinese: "名称", english: "Name")
      columns.append(Self.texts("name", label, Self.ids(naming, unit.count)))
    }
    columns += specification.items.filter { $0.unit == .clusters }.map { column($0, of: .clusters) }
    if let weights = specification.weights {
      columns.append(real(weights.name, weights.label, clusterWeights(weights)))
    }
    if let figures, let plants = specification.plants {
      func texts(_ name: String, _ chinese: String, _ english: String, _ values: [String]) -> Column {
        Self.texts(name, Label(chinese: chinese, english: english), values)
      }
      let money = ("万元", "10⁴ CNY")
      columns += [
        number("product", "产量", "Production", figures.production),
        texts("product_unit", "产量单位", "Unit of production", figures.sectors.map(\.unit)),
        texts("product_name", "产品", "Product", figures.sectors.map { $0.product.text(in: .chinese) ?? "" }),
        number("output", "工业总产值（\(money.0)）", "Output (\(money.1))", figures.output),
        number("value_added", "工业增加值（\(money.0)）", "Value added (\(money.1))", figures.valueAdded),
        number("energy_tce", "综合能耗（吨标准煤）", "Energy use (tce)", figures.energy),
        number("staff", "从业人数", "Staff", figures.staff.map(Double.init)),
      ]
      if let posts = plants.posts {
        columns.append(whole(posts.name, posts.label, figures.posts.map(Int64.init)))
      }
    }
    return try table(unit.table, columns)
  }

  func respondents() throws(Fault) -> Table {
    let unit = specification.respondents
    let ids = Self.ids(unit.prefix, unit.count)
    var columns = [Self.texts(unit.id, unit.label, ids)]
    if let clusters = specification.clusters {
      columns.append(Self.texts(clusters.id, clusters.label, answers.clusterOfRow.map { clusterIds[Int($0)] }))
    }
    if let weights = specification.weights {
      let ofClusters = clusterWeights(weights)
      columns.append(real(weights.name, weights.label, answers.clusterOfRow.map { ofClusters[Int($0)] }))
    }
    let items = specification.items.filter { $0.unit == .respondents || $0.isCarried }
    columns += items.map { column($0, of: .respondents) }
    var table = try table(unit.table, columns)
    table.responseSets = specification.responseSets
    return table
  }

  func activity() throws(Fault) -> Table? {
    guard let figures, let plants = specification.plants, let clusters = specification.clusters else { return nil }
    func label(_ chinese: String, _ english: String) -> Label { Label(chinese: chinese, english: english) }
    return try table(
      plants.table,
      [
        Self.texts(clusters.id, clusters.label, figures.uses.map { clusterIds[$0.cluster] }),
        whole("year", label("年份", "Year"), figures.uses.map { Int64($0.year) }),
        Self.texts("kind", label("类别", "Kind"), figures.uses.map(\.flow.kind)),
        Self.texts("item", label("品种", "Item"), figures.uses.map(\.flow.item)),
        number("quantity", "数量", "Quantity", figures.uses.map(\.quantity)),
        Self.texts("unit", label("单位", "Unit"), figures.uses.map(\.flow.unit)),
      ])
  }

  private func table(_ name: String, _ columns: [Column]) throws(Fault) -> Table {
    var table = try Table(name: name, columns: columns)
    table.label = specification.title
    return table
  }

  // MARK: Columns

  private static func ids(_ prefix: String, _ count: Int) -> [String] {
    let width = String(count).count
    return (1...count).map { number in
      let digits = String(number)
      return prefix + String(repeating: "0", count: width - digits.count) + digits
    }
  }

  /// What one respondent of each cluster stands for: clusters of the stratum in the population for one in the sample.
  private func clusterWeights(_ weights: SyntheticSpecification.Weights) -> [Double] {
    let places = answers.places(weights.item, of: .clusters)
    var counts = [Int](repeating: 0, count: weights.population.count)
    for place in places where place >= 0 { counts[Int(place)] += 1 }
    return places.map { place in
      place < 0 ? 1 : (Double(weights.population[Int(place)]) / Double(counts[Int(place)]) * 10_000).rounded() / 10_000
    }
  }

  private func column(_ item: SyntheticSpecification.Item, of unit: SyntheticSpecification.Unit) -> Column {
    let answered = answers.answered[item.name]!
    let places = answers.places(item.name, of: unit)
    var notes = Column.Notes()
    notes.isOrdered = item.kind == .ordered
    notes.wording = item.wording
    if let routing = item.routing {
      notes.routing = "\(routing.item) in (\(routing.values.map(\.description).joined(separator: ", ")))"
    }
    let codes = Codes(places: places, levelCount: item.levels.count, missingCount: answered.missing.count)
    let values: Column.Values =
      item.kind == .text
      ? .text(codes, TextPool(item.levels.map(\.level.value.description)))
      : .category(codes, levels: item.levels.map(\.level))
    return Column(name: item.name, label: item.label, values: values, missing: answered.missing, notes: notes)
  }

  private static func texts(_ name: String, _ label: Label, _ values: [String]) -> Column {
    var places: [Int32] = []
    var pool: [String] = []
    var known: [String: Int32] = [:]
    for value in values {
      if let place = known[value] {
        places.append(place)
      } else {
        known[value] = Int32(pool.count)
        places.append(Int32(pool.count))
        pool.append(value)
      }
    }
    return Column(
      name: name, label: label,
      values: .text(Codes(places: places, levelCount: pool.count, missingCount: 1), TextPool(pool)))
  }

  private func number(_ name: String, _ chinese: String, _ english: String, _ values: [Double]) -> Column {
    let label = Label(chinese: chinese, english: english)
    if values.allSatisfy({ $0 == $0.rounded() }) { return whole(name, label, values.map { Int64($0) }) }
    return real(name, label, values)
  }

  private func whole(_ name: String, _ label: Label, _ values: [Int64]) -> Column {
    Column(name: name, label: label, values: .integer(Integers(values, slots: nil, missingCount: 1)))
  }

  private func real(_ name: String, _ label: Label, _ values: [Double]) -> Column {
    Column(name: name, label: label, values: .real(Cells(values)))
  }
}
