import Evidence
import StructuredText
import Tables

extension SyntheticSpecification {
  /// Reads a specification. Unknown keys, wrong kinds and names that do not exist are refused with line and column; the
  /// fault nearest the top of the file is thrown.
  public init(parsing bytes: [UInt8], file: String? = nil) throws(Fault) {
    let collector = FaultCollector()
    do {
      let specification = SpecificationReader(collector).specification(try YAMLNode(parsing: bytes))
      try collector.check()
      guard let specification else { preconditionFailure("a specification that is no mapping is a fault") }
      SpecificationNames(specification, collector).check()
      try collector.check()
      self = specification
    } catch {
      throw file.map { error.inFile($0) } ?? error
    }
  }
}

struct SpecificationReader {
  let collector: FaultCollector

  init(_ collector: FaultCollector) { self.collector = collector }

  func specification(_ node: YAMLNode) -> SyntheticSpecification? {
    collector.read(node) { reader -> SyntheticSpecification? in
      reader.require("respondents")
      reader.require("items")
      let title = reader.label("title") ?? Label()
      let seed = reader.integer("seed") ?? 1
      let assumptions = (reader.list("assumptions") ?? []).compactMap(label)
      let factors = (reader.list("factors") ?? []).compactMap(factor)
      let clusters = reader.node("clusters").flatMap(clusters)
      let respondents = reader.node("respondents").flatMap(respondents)
      let weights = reader.node("weights").flatMap(weights)
      let items = (reader.list("items") ?? []).compactMap(item)
      let sets = (reader.list("sets") ?? []).compactMap(responseSet)
      let classes = (reader.list("classes") ?? []).compactMap(classes)
      var associations: [SyntheticSpecification.Association] = []
      var correlations: [SyntheticSpecification.CorrelationTarget] = []
      for node in reader.list("targets") ?? [] { target(node, &associations, &correlations) }
      let claims = (reader.list("claims") ?? []).compactMap(claim)
      let plants = reader.node("plants").flatMap(plants)
      guard let respondents else { return nil }
      return SyntheticSpecification(
        title: title, seed: seed, assumptions: assumptions, factors: factors, clusters: clusters,
        respondents: respondents, weights: weights, items: items, responseSets: sets, classes: classes,
        associations: associations, correlations: correlations, claims: claims, plants: plants)
    } ?? nil
  }

  // MARK: Units

  private func clusters(_ node: YAMLNode) -> SyntheticSpecification.Clusters? {
    collector.read(node) { reader -> SyntheticSpecification.Clusters? in
      reader.require("table")
      reader.require("id")
      let label = reader.label("label") ?? Label()
      let prefix = reader.text("prefix") ?? ""
      let naming = reader.text("name")
      let count = whole(reader, "count", 1...1_000_000)
      guard let table = reader.text("table"), let id = reader.text("id"), let count else { return nil }
      return .init(table: table, id: id, prefix: prefix, naming: naming, count: count, label: label, place: node.place)
    } ?? nil
  }

  private func respondents(_ node: YAMLNode) -> SyntheticSpecification.Respondents? {
    collector.read(node) { reader -> SyntheticSpecification.Respondents? in
      reader.require("table")
      reader.require("id")
      let label = reader.label("label") ?? Label()
      let prefix = reader.text("prefix") ?? ""
      let count = whole(reader, "count", 1...1_000_000)
      let fewest = optionalWhole(reader, "fewest", 1...100_000) ?? 1
      let most = optionalWhole(reader, "most", fewest...1_000_000) ?? max(count ?? 1, fewest)
      guard let table = reader.text("table"), let id = reader.text("id"), let count else { return nil }
      return .init(
        table: table, id: id, prefix: prefix, count: count, label: label, perCluster: fewest...most,
        place: node.place)
    } ?? nil
  }

  private func factor(_ node: YAMLNode) -> SyntheticSpecification.Factor? {
    collector.read(node) { reader -> SyntheticSpecification.Factor? in
      reader.require("name")
      let shared = real(reader, "shared", 0...1) ?? 0
      return reader.text("name").map { .init(name: $0, shared: shared) }
    } ?? nil
  }

  private func weights(_ node: YAMLNode) -> SyntheticSpecification.Weights? {
    collector.read(node) { reader -> SyntheticSpecification.Weights? in
      for key in ["name", "by", "population"] { reader.require(key) }
      let label = reader.label("label") ?? Label()
      let population = (reader.list("population") ?? []).compactMap { $0.integer("population", collector) }
      guard let name = reader.text("name"), let item = reader.text("by") else { return nil }
      return .init(name: name, label: label, item: item, population: population)
    } ?? nil
  }

  // MARK: Items

  private func item(_ node: YAMLNode) -> SyntheticSpecification.Item? {
    collector.read(node) { reader -> SyntheticSpecification.Item? in
      reader.require("name")
      reader.require("levels")
      let name = reader.text("name")
      let unit = reader.choice("of", of: SyntheticSpecification.Unit.self) ?? .respondents
      let kind = reader.choice("kind", of: SyntheticSpecification.Item.Kind.self) ?? .category
      let label = reader.label("label") ?? Label()
      let wording = reader.label("wording") ?? Label()
      let levels = (reader.list("levels") ?? []).compactMap(level)
      let gaps = (reader.list("missing") ?? []).compactMap(gap)
      let factor = reader.text("factor")
      let loading = real(reader, "loading", -1...1) ?? 0
      let intraclass = printed(reader, "icc")
      let routing = reader.node("asked-if").flatMap(routing)
      let isCarried = reader.boolean("carried") ?? false
      guard let name else { return nil }
      return .init(
        name: name, label: label, wording: wording, unit: unit, kind: kind, levels: levels, gaps: gaps,
        factor: factor, loading: loading, intraclass: intraclass, routing: routing, isCarried: isCarried,
        place: node.place)
    } ?? nil
  }

  private func level(_ node: YAMLNode) -> SyntheticSpecification.ItemLevel? {
    collector.read(node) { reader -> SyntheticSpecification.ItemLevel? in
      reader.require("value")
      let label = Label(chinese: reader.text("zh"), english: reader.text("en"))
      let given = ["count", "share", "parts"].filter { reader.has($0) }
      if given.count > 1 {
        collector.add(SyntheticFault.severalMargins, at: node.place, ["keys": .list(given)])
      }
      let count = optionalWhole(reader, "count", 0...1_000_000)
      let share = printed(reader, "share")
      let parts = optionalWhole(reader, "parts", 0...1_000_000)
      let margin: SyntheticSpecification.Margin =
        if let count { .count(count) } else if let share { .share(share) } else if let parts { .parts(parts) } else {
          .open
        }
      guard let value = reader.node("value").flatMap(value) else { return nil }
      return .init(level: Level(value, label: label), margin: margin, place: node.place)
    } ?? nil
  }

  private func gap(_ node: YAMLNode) -> SyntheticSpecification.Gap? {
    collector.read(node) { reader -> SyntheticSpecification.Gap? in
      reader.require("reason")
      let label = Label(chinese: reader.text("zh"), english: reader.text("en"))
      let reason = reader.choice("reason", of: MissingReason.self)
      let count = whole(reader, "count", 0...1_000_000)
      let value = reader.node("value").flatMap(value)
      guard let reason, let count else { return nil }
      return .init(missing: MissingValue(reason, value: value, label: label), count: count, place: node.place)
    } ?? nil
  }

  private func routing(_ node: YAMLNode) -> SyntheticSpecification.Routing? {
    collector.read(node) { reader -> SyntheticSpecification.Routing? in
      for key in ["item", "values", "skipped"] { reader.require(key) }
      let values = (reader.list("values") ?? []).compactMap(value)
      guard let item = reader.text("item"), let skipped = reader.node("skipped").flatMap(value) else { return nil }
      return .init(item: item, values: values, skipped: skipped, place: node.place)
    } ?? nil
  }

  private func responseSet(_ node: YAMLNode) -> MultipleResponseSet? {
    collector.read(node) { reader -> MultipleResponseSet? in
      reader.require("name")
      reader.require("members")
      let label = reader.label("label") ?? Label()
      let members = reader.texts("members") ?? []
      let counted = reader.node("counted").flatMap(value) ?? .integer(1)
      return reader.text("name").map {
        MultipleResponseSet(name: $0, label: label, members: members, coding: .dichotomies(counted: counted))
      }
    } ?? nil
  }

  // MARK: What goes together

  private func classes(_ node: YAMLNode) -> SyntheticSpecification.Classes? {
    collector.read(node) { reader -> SyntheticSpecification.Classes? in
      for key in ["name", "items", "groups"] { reader.require(key) }
      let items = reader.texts("items") ?? []
      let groups = (reader.list("groups") ?? []).compactMap { group in
        collector.read(group) { reader -> SyntheticSpecification.Classes.Group? in
          reader.require("pattern")
          let label = Label(chinese: reader.text("zh"), english: reader.text("en"))
          let pattern = (reader.list("pattern") ?? []).compactMap(value)
          return whole(reader, "count", 1...1_000_000).map { .init(label: label, pattern: pattern, count: $0) }
        } ?? nil
      }
      let strays = optionalWhole(reader, "strays", 0...1_000_000) ?? 0
      let mostAlike = optionalWhole(reader, "most-alike", 1...1_000_000) ?? 9
      let factor = reader.text("factor")
      let loading = real(reader, "loading", -1...1) ?? 0
      return reader.text("name").map {
        .init(
          name: $0, items: items, groups: groups, strays: strays, mostAlike: mostAlike, factor: factor,
          loading: loading, place: node.place)
      }
    } ?? nil
  }

  private enum TargetKind: String, CaseIterable { case association, correlation }

  private func target(
    _ node: YAMLNode, _ associations: inout [SyntheticSpecification.Association],
    _ correlations: inout [SyntheticSpecification.CorrelationTarget]
  ) {
    var association: SyntheticSpecification.Association?
    var correlation: SyntheticSpecification.CorrelationTarget?
    collector.read(node) { reader in
      reader.require("name")
      reader.require("kind")
      let name = reader.text("name") ?? ""
      switch reader.choice("kind", of: TargetKind.self) {
      case .association?:
        for key in ["rows", "columns", "pearson"] { reader.require(key) }
        let degrees = optionalWhole(reader, "df", 1...10_000)
        let slack = optionalWhole(reader, "slack", 0...1_000) ?? 0
        let linear = printed(reader, "linear")
        let ratio = printed(reader, "likelihood-ratio")
        guard let rows = reader.text("rows"), let columns = reader.text("columns"),
          let pearson = printed(reader, "pearson")
        else { return }
        association = .init(
          name: name, rows: rows, columns: columns, pearson: pearson, degreesOfFreedom: degrees, linear: linear,
          likelihoodRatio: ratio, slack: slack, place: node.place)
      case .correlation?:
        reader.require("items")
        reader.require("r")
        let items = reader.texts("items") ?? []
        guard let r = printed(reader, "r") else { return }
        correlation = .init(name: name, items: items, r: r, place: node.place)
      case nil: for key in ["rows", "columns", "pearson", "df", "linear", "items", "r"] { _ = reader.node(key) }
      }
    }
    if let association { associations.append(association) }
    if let correlation { correlations.append(correlation) }
  }

  private enum ClaimKind: String, CaseIterable {
    case share
    case chiSquare = "chi-square"
  }

  private func claim(_ node: YAMLNode) -> SyntheticSpecification.Claim? {
    collector.read(node) { reader -> SyntheticSpecification.Claim? in
      reader.require("name")
      reader.require("kind")
      reader.require("n")
      let name = reader.text("name") ?? ""
      let kind = reader.choice("kind", of: ClaimKind.self)
      let n = whole(reader, "n", 1...1_000_000_000)
      let share = printed(reader, "share")
      let pearson = printed(reader, "pearson")
      let linear = printed(reader, "linear")
      let ratio = printed(reader, "likelihood-ratio")
      switch kind {
      case .share?:
        reader.require("share")
        guard let share, let n else { return nil }
        return .init(name: name, content: .share(share, of: n), place: node.place)
      case .chiSquare?:
        reader.require("pearson")
        guard let pearson, let n else { return nil }
        return .init(
          name: name, content: .chiSquare(n: n, pearson: pearson, linear: linear, likelihoodRatio: ratio),
          place: node.place)
      case nil: return nil
      }
    } ?? nil
  }

  // MARK: Scalars

  func label(_ node: YAMLNode) -> Label? {
    if let text = node.text { return Label(sniffing: text) }
    return collector.read(node) { Label(chinese: $0.text("zh"), english: $0.text("en")) }
  }

  /// A number where it is written as one without quotes, else a text.
  func value(_ node: YAMLNode) -> LevelValue? {
    let unheard = FaultCollector()
    if case .scalar(_, .plain) = node.content, let integer = node.integer("", unheard) { return .integer(integer) }
    return node.text("value", collector).map { .text($0) }
  }

  func whole(_ reader: MappingReader, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    reader.require(key)
    guard let number = reader.integer(key) else { return nil }
    if range.contains(number) { return number }
    outside(reader, key, String(number), "\(range.lowerBound)–\(range.upperBound)")
    return nil
  }

  func optionalWhole(_ reader: MappingReader, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    reader.node(key) == nil ? nil : whole(reader, key, range)
  }

  func real(_ reader: MappingReader, _ key: String, _ range: ClosedRange<Double>) -> Double? {
    guard let number = reader.number(key) else { return nil }
    if range.contains(number) { return number }
    func shown(_ bound: Double) -> String { LevelValue.real(bound).description }
    outside(reader, key, shown(number), "\(shown(range.lowerBound))–\(shown(range.upperBound))")
    return nil
  }

  private func outside(_ reader: MappingReader, _ key: String, _ found: String, _ range: String) {
    collector.add(
      SyntheticFault.outOfRange, at: reader.node(key)?.place ?? reader.place,
      ["key": .text(key), "found": .text(found), "range": .text(range)])
  }

  /// A number whose digits matter: `5.385`, not as far as a double but as printed.
  func printed(_ reader: MappingReader, _ key: String) -> StatedNumber? {
    guard let node = reader.node(key), let text = node.text(key, collector) else { return nil }
    if let number = StatedNumber(text) { return number }
    collector.add(SyntheticFault.badNumber, at: node.place, ["key": .text(key), "found": .text(text)])
    return nil
  }
}
