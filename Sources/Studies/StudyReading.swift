import Documents
import Evidence
import StructuredText

extension Study {
  /// Reads a study file.
  public init(parsing bytes: [UInt8], file: String) throws(Fault) {
    let root: YAMLNode
    do throws(Fault) {
      root = try YAMLNode(parsing: bytes)
    } catch {
      throw error.inFile(file)
    }
    let collector = FaultCollector()
    guard let study = collector.read(root, { Study(reading: $0, file: file) }) else {
      throw collector.faults[0].inFile(file)
    }
    study.checkNames(collector)
    do throws(Fault) {
      try collector.check()
    } catch {
      throw error.inFile(file)
    }
    self = study
  }

  private init(reading reader: MappingReader, file: String) {
    let collector = reader.collector
    self.file = file
    reader.require("study")
    reader.require("data")
    id = reader.text("study") ?? ""
    title = reader.label("title") ?? Label(chinese: id, english: id)
    notes = reader.label("notes") ?? Label()
    isSynthetic = reader.boolean("synthetic") ?? false
    data = (reader.entries("data") ?? []).compactMap { Data($0, collector) }
    design =
      reader.mapping("design") {
        Design(weights: $0.text("weights"), strata: $0.text("strata"), cluster: $0.text("cluster"))
      } ?? Design()
    accounting = reader.entries("accounting").map { Accounting(options: $0, place: reader.place(of: "accounting")) }
    benchmarks = (reader.list("benchmarks") ?? []).compactMap { Benchmark($0, collector) }
    published = reader.texts("published") ?? []
    analyses = (reader.list("analyses") ?? []).enumerated().compactMap {
      Analysis($0.element, number: $0.offset + 1, collector)
    }
    bottlenecks = reader.mapping("bottlenecks") { Bottlenecks($0) }
    disclosure =
      reader.mapping("disclosure") {
        Disclosure(minimum: $0.integer("minimum"), dominance: $0.text("dominance"))
      } ?? Disclosure()
    languages = Self.choices(reader, "languages", of: Language.self)
    formats = Self.choices(reader, "formats", of: Format.self)
    if formats.isEmpty { formats = [.md, .html, .json] }
    style = reader.choice("style", of: TableStyle.self) ?? .gb
    alpha = reader.number("alpha") ?? 0.05
    if !(alpha > 0 && alpha < 1) {
      collector.add(StudyFault.badShare, at: reader.place(of: "alpha"), ["key": "alpha", "value": .number(alpha)])
    }
  }

  /// A list of choices, all of them where the key is missing.
  private static func choices<Choice: CaseIterable & RawRepresentable<String>>(
    _ reader: MappingReader, _ key: String, of type: Choice.Type
  ) -> [Choice] where Choice: Equatable {
    guard let texts = reader.texts(key) else { return type == Language.self ? Array(Choice.allCases) : [] }
    var found: [Choice] = []
    for text in texts {
      if let choice = Choice(rawValue: text) {
        if !found.contains(choice) { found.append(choice) }
      } else {
        reader.collector.add(
          YAMLValueFault.notChoice, at: reader.place(of: key),
          ["key": .text(key), "found": .text(text), "choices": .list(Choice.allCases.map(\.rawValue))])
      }
    }
    return found
  }

  /// Every id is used once, and every name that is referred to is there.
  private func checkNames(_ collector: FaultCollector) {
    var seen: [String: Place] = [:]
    func once(_ id: String, at place: Place) {
      if let first = seen[id] {
        collector.add(
          StudyFault.usedTwice, at: place, ["id": .text(id), "first": .text("\(first.line ?? 0)")])
      }
      seen[id] = place
    }
    // The folder of the report is called by the study, so its name must not lead anywhere.
    if !id.isPlainName { collector.add(StudyFault.badID, at: Place(line: 1), ["id": .text(id)]) }
    if let accounting { once("account", at: accounting.place) }
    if let bottlenecks { once("bottlenecks", at: bottlenecks.place) }
    for benchmark in benchmarks { once("benchmark-\(benchmark.by)", at: benchmark.place) }
    for analysis in analyses {
      once(analysis.id, at: analysis.place)
      if let data = analysis.data, self.data(data) == nil { unknown(data, at: analysis.place, collector) }
    }
    for dimension in bottlenecks?.dimensions ?? [] {
      once(dimension.id, at: dimension.place)
      for item in dimension.items where data(item.data) == nil { unknown(item.data, at: item.place, collector) }
    }
    for stage in bottlenecks?.stages ?? [] where !(bottlenecks?.dimensions ?? []).contains(where: { $0.id == stage }) {
      collector.add(
        StudyFault.unknownDimension, at: bottlenecks?.place,
        ["name": .text(stage), "known": .list(bottlenecks?.dimensions.map(\.id) ?? [])])
    }
    let needsActivity: [(String, Place?)] =
      [("accounting", accounting?.place), ("bottlenecks", bottlenecks?.place)]
      + benchmarks.prefix(1).map { ("benchmarks", $0.place) }
    for (key, place) in needsActivity where place != nil && key != "bottlenecks" && data("activity") == nil {
      collector.add(StudyFault.noActivity, at: place, ["key": .text(key)])
    }
  }

  private func unknown(_ name: String, at place: Place, _ collector: FaultCollector) {
    collector.add(StudyFault.unknownData, at: place, ["name": .text(name), "known": .list(data.map(\.name))])
  }
}

extension Study.Data {
  /// `responses: answers.csv`, or a mapping with `file` and `codebook`.
  init?(_ entry: YAMLNode.Entry, _ collector: FaultCollector) {
    if let file = entry.value.text {
      self.init(name: entry.key, file: file, codebook: nil, place: entry.keyPlace)
      return
    }
    let made = collector.read(entry.value) { reader in
      reader.require("file")
      return Study.Data(
        name: entry.key, file: reader.text("file") ?? "", codebook: reader.text("codebook"), place: entry.keyPlace)
    }
    guard let made else { return nil }
    self = made
  }
}

extension Study.Analysis {
  private static let ownKeys: Set<String> = ["id", "title", "of", "design", "policy"]

  /// One of the keys is the command; what stands under it are its options.
  init?(_ node: YAMLNode, number: Int, _ collector: FaultCollector) {
    guard case .mapping(let entries) = node.content else {
      collector.add(YAMLValueFault.notMapping, at: node.place, ["found": .text(node.summary)])
      return nil
    }
    let commands = entries.filter { !Self.ownKeys.contains($0.key) }
    guard commands.count == 1, let command = commands.first else {
      collector.add(
        StudyFault.oneCommand, at: node.place,
        ["found": .list(commands.map(\.key)), "count": .integer(commands.count)])
      return nil
    }
    var options: [YAMLNode.Entry] = []
    if case .mapping(let given) = command.value.content {
      options = given
    } else if !command.value.isNull {
      collector.add(
        YAMLValueFault.notMapping, at: command.value.place, ["found": .text(command.value.summary)])
    }
    let made = collector.read(node) { reader in
      _ = reader.node(command.key)
      return Study.Analysis(
        id: reader.text("id") ?? "\(command.key)-\(number)", title: reader.label("title") ?? Label(),
        command: command.key, options: options, data: reader.text("of"),
        usesDesign: reader.boolean("design") ?? true, policy: Study.policy(reader), place: node.place)
    }
    guard let made else { return nil }
    if !made.id.isPlainName {
      collector.add(StudyFault.badID, at: node.place, ["id": .text(made.id)])
    }
    self = made
  }
}

extension Study.Benchmark {
  init?(_ node: YAMLNode, _ collector: FaultCollector) {
    guard case .mapping(let entries) = node.content, let by = node["by"]?.text else {
      collector.add(YAMLValueFault.missingKey, at: node.place, ["key": "by"])
      return nil
    }
    self.init(options: entries, by: by, place: node.place)
  }
}

extension Study.Bottlenecks {
  init(_ reader: MappingReader) {
    reader.require("dimensions")
    let threshold = reader.number("threshold") ?? 0.5
    if !(threshold > 0 && threshold <= 1) {
      reader.collector.add(
        StudyFault.badShare, at: reader.place(of: "threshold"), ["key": "threshold", "value": .number(threshold)])
    }
    self.init(
      dimensions: (reader.list("dimensions") ?? []).compactMap { Study.Dimension($0, reader.collector) },
      threshold: threshold, stages: reader.texts("stages") ?? [],
      outcome: reader.text("outcome") ?? "intensity.valueAdded", draws: reader.integer("draws") ?? 1000,
      place: reader.place)
  }
}

extension Study.Dimension {
  init?(_ node: YAMLNode, _ collector: FaultCollector) {
    let made = collector.read(node) { reader in
      reader.require("id")
      reader.require("items")
      let id = reader.text("id") ?? ""
      return Study.Dimension(
        id: id, label: reader.label("label") ?? Label(chinese: id, english: id),
        items: (reader.list("items") ?? []).compactMap { Item($0, collector) },
        atLeast: reader.integer("at-least") ?? 1,
        policy: Study.policy(reader), place: node.place)
    }
    guard let made else { return nil }
    self = made
  }
}

extension Study.Dimension.Item {
  init?(_ node: YAMLNode, _ collector: FaultCollector) {
    let made = collector.read(node) { reader in
      reader.require("column")
      reader.require("when")
      return Study.Dimension.Item(
        column: reader.text("column") ?? "", evidence: reader.text("when") ?? "",
        data: reader.text("of") ?? "responses",
        place: node.place)
    }
    guard let made else { return nil }
    self = made
  }
}

extension String {
  /// Letters, digits, hyphens and underscores.
  fileprivate var isPlainName: Bool {
    !isEmpty && allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
  }
}
