import Evidence
import StructuredText
import Tables

extension Codebook {
  /// Reads a codebook from YAML. An unknown key, a value of the wrong kind or a contradiction is refused with its
  /// place; the fault nearest the top of the file is thrown.
  public init(parsing bytes: [UInt8], file: String? = nil) throws(Fault) {
    let collector = FaultCollector()
    do {
      let node = try YAMLNode(parsing: bytes)
      self = CodebookReader(collector: collector, file: file).codebook(node)
      try collector.check()
    } catch {
      throw file.map { error.inFile($0) } ?? error
    }
  }

  /// All that is wrong with a codebook, in the order of the file, ten at most.
  public static func faults(in bytes: [UInt8], file: String? = nil) -> [Fault] {
    let collector = FaultCollector()
    do {
      _ = CodebookReader(collector: collector, file: file).codebook(try YAMLNode(parsing: bytes))
    } catch {
      collector.add(error)
    }
    return collector.faults.map { fault in file.map { fault.inFile($0) } ?? fault }
  }
}

private struct CodebookReader {
  let collector: FaultCollector
  let file: String?

  func codebook(_ node: YAMLNode) -> Codebook {
    collector.read(node) { reader in
      var codebook = Codebook()
      codebook.title = reader.label("title") ?? Label()
      codebook.notes = reader.text("notes")
      codebook.isSynthetic = reader.boolean("synthetic") ?? false
      codebook.missing = missing(reader)
      reader.require("variables")
      var headers: [String: Place] = [:]
      for element in reader.list("variables") ?? [] {
        guard let variable = variable(element) else { continue }
        let place = Place(file: file, line: element.place.line, column: element.place.column)
        if let first = codebook.places[variable.name] {
          add(.duplicateVariable, element, ["name": .text(variable.name), "first": .text(shown(first))])
          continue
        }
        if let first = headers.updateValue(place, forKey: variable.header) {
          add(.duplicateColumn, element, ["column": .text(variable.header), "first": .text(shown(first))])
        }
        codebook.places[variable.name] = place
        codebook.variables.append(variable)
      }
      if let list = reader.list("variables"), list.isEmpty {
        collector.add(CodebookFault.noVariables, at: reader.place(of: "variables"))
      }
      for element in reader.list("sets") ?? [] {
        guard let set = responseSet(element, in: codebook) else { continue }
        if codebook.responseSets.contains(where: { $0.name == set.name }) {
          add(.duplicateSet, element, ["name": .text(set.name)])
        } else {
          codebook.responseSets.append(set)
        }
      }
      return codebook
    } ?? Codebook()
  }

  private func variable(_ node: YAMLNode) -> CodebookVariable? {
    collector.read(node) { reader -> CodebookVariable? in
      reader.require("name")
      reader.require("kind")
      let name = reader.text("name")
      let kind = reader.choice("kind", of: CodebookVariable.Kind.self)
      var variable = CodebookVariable(name ?? "", kind: kind ?? .text)
      variable.column = reader.text("column")
      variable.label = reader.label("label") ?? Label()
      variable.wording = reader.label("wording") ?? Label()
      variable.levels = levels(reader, name: variable.name)
      variable.missing = missing(reader)
      variable.isReversed = reader.boolean("reverse") ?? false
      variable.scaleBounds = bounds(reader)
      variable.unit = reader.text("unit")
      variable.askedIf = filter(reader)
      variable.separator = reader.text("separator")
      variable.notes = reader.text("notes")
      guard kind != nil else { return nil }
      check(variable, reader)
      return name == nil ? nil : variable
    } ?? nil
  }

  private func check(_ variable: CodebookVariable, _ reader: MappingReader) {
    let facts: Facts = ["name": .text(variable.name), "kind": .text(variable.kind.rawValue)]
    let hasList = [.category, .ordered, .multiple].contains(variable.kind)
    if !hasList && !variable.levels.isEmpty {
      collector.add(CodebookFault.levelsNotAllowed, at: reader.place(of: "levels"), facts)
    }
    if variable.kind == .multiple && variable.separator?.isEmpty ?? true {
      collector.add(CodebookFault.separatorNeeded, at: reader.place, facts)
    }
    if variable.kind != .multiple && variable.separator != nil {
      collector.add(CodebookFault.separatorNotAllowed, at: reader.place(of: "separator"), facts)
    }
    let levels = Set(variable.levels.map(\.value.matchingText))
    for missing in variable.missing {
      if let value = missing.value?.matchingText, levels.contains(value) {
        collector.add(
          CodebookFault.levelIsMissing, at: reader.place(of: "missing"),
          ["name": .text(variable.name), "value": .text(value)])
      }
    }
  }

  private func levels(_ reader: MappingReader, name: String) -> [CodebookVariable.Level] {
    var levels: [CodebookVariable.Level] = []
    var values: Set<String> = []
    var codes: Set<String> = []
    for element in reader.list("levels") ?? [] {
      guard let level = level(element) else { continue }
      let text = level.value.matchingText
      if !values.insert(text).inserted { add(.duplicateLevel, element, ["name": .text(name), "value": .text(text)]) }
      if let code = level.code?.matchingText, !codes.insert(code).inserted {
        add(.duplicateCode, element, ["name": .text(name), "code": .text(code)])
      }
      levels.append(level)
    }
    return levels
  }

  private func level(_ node: YAMLNode) -> CodebookVariable.Level? {
    if case .scalar = node.content { return value(node).map { CodebookVariable.Level($0) } }
    return collector.read(node) { reader -> CodebookVariable.Level? in
      let label = Label(chinese: reader.text("zh"), english: reader.text("en"))
      let code = reader.number("code").map { LevelValue(shortest: $0) }
      guard let valueNode = reader.node("value") else {
        collector.add(CodebookFault.levelWithoutValue, at: node.place)
        return nil
      }
      return value(valueNode).map { CodebookVariable.Level($0, code: code, label: label) }
    } ?? nil
  }

  private func missing(_ reader: MappingReader) -> [MissingValue] {
    var missing: [MissingValue] = []
    var values: Set<String> = []
    for element in reader.list("missing") ?? [] {
      collector.read(element) { entry in
        entry.require("reason")
        let reason = entry.choice("reason", of: MissingReason.self)
        let label = Label(chinese: entry.text("zh"), english: entry.text("en"))
        guard let valueNode = entry.node("value") else {
          collector.add(CodebookFault.levelWithoutValue, at: element.place)
          return
        }
        guard let reason, let value = value(valueNode) else { return }
        if values.insert(value.matchingText).inserted {
          missing.append(MissingValue(reason, value: value, label: label))
        } else {
          add(.duplicateLevel, element, ["name": "missing", "value": .text(value.matchingText)])
        }
      }
    }
    return missing
  }

  /// A number where it is written as one without quotes, else a text.
  private func value(_ node: YAMLNode) -> LevelValue? {
    guard case .scalar(let text, let style) = node.content else {
      add(.valueNotScalar, node)
      return nil
    }
    let unheard = FaultCollector()
    if style == .plain, let integer = node.integer("", unheard) { return .integer(integer) }
    if style == .plain, let number = node.number("", unheard) { return LevelValue(shortest: number) }
    return .text(text)
  }

  private func bounds(_ reader: MappingReader) -> ClosedRange<Double>? {
    let bounds = reader.mapping("scale") { scale -> (Double?, Double?) in
      scale.require("min")
      scale.require("max")
      return (scale.number("min"), scale.number("max"))
    }
    guard let bounds, let low = bounds.0, let high = bounds.1 else { return nil }
    guard low < high else {
      collector.add(
        CodebookFault.boundsReversed, at: reader.place(of: "scale"), ["low": .number(low), "high": .number(high)])
      return nil
    }
    return low...high
  }

  private func filter(_ reader: MappingReader) -> RowFilter? {
    guard let text = reader.text("asked-if") else { return nil }
    do {
      return try RowFilter(text)
    } catch {
      var fault = error
      let value = reader.node("asked-if")?.place ?? reader.place
      fault.place = Place(line: value.line, column: value.column, detail: error.place?.detail)
      collector.add(fault)
      return nil
    }
  }

  private func responseSet(_ node: YAMLNode, in codebook: Codebook) -> MultipleResponseSet? {
    collector.read(node) { reader -> MultipleResponseSet? in
      reader.require("name")
      reader.require("members")
      let name = reader.text("name")
      let label = reader.label("label") ?? Label()
      let members = reader.texts("members") ?? []
      let isCounted = (reader.choice("coding", of: Coding.self) ?? .dichotomies) == .dichotomies
      let counted = reader.node("counted").flatMap(value)
      for member in members where codebook[member] == nil {
        collector.add(
          CodebookFault.unknownMember, at: reader.place(of: "members"),
          [
            "member": .text(member),
            "nearest": .list(Similarity.nearest(to: member, in: codebook.variables.map(\.name))),
          ])
      }
      if members.count < 2 && reader.has("members") {
        collector.add(CodebookFault.tooFewMembers, at: reader.place(of: "members"), ["name": .text(name ?? "")])
      }
      if !isCounted && counted != nil {
        collector.add(CodebookFault.countedNotAllowed, at: reader.place(of: "counted"), ["name": .text(name ?? "")])
      }
      return name.map {
        MultipleResponseSet(
          name: $0, label: label, members: members,
          coding: isCounted ? .dichotomies(counted: counted ?? .integer(1)) : .categories)
      }
    } ?? nil
  }

  private enum Coding: String, CaseIterable { case dichotomies, categories }

  private func add(_ code: CodebookFault, _ node: YAMLNode, _ facts: Facts = [:]) {
    collector.add(code, at: node.place, facts)
  }

  private func shown(_ place: Place) -> String { "\(Place(line: place.line, column: place.column))" }
}
