import Evidence
import StructuredText
import Tables

/// A doubt about one variable, to be written as a comment beside the key it is about.
public struct CodebookRemark: Sendable, Hashable {
  /// The name of the variable or of the response set.
  public let variable: String
  /// The key: `levels`, `missing`, `reverse`.
  public let key: String
  public let caveat: Caveat

  public init(_ variable: String, _ key: String, _ doubt: CodebookDoubt, _ facts: Facts = [:]) {
    self.variable = variable
    self.key = key
    caveat = Caveat(doubt, facts)
  }
}

extension Codebook {
  /// The codebook as YAML that reads back as the same codebook.
  ///
  /// Each remark becomes a comment above the key it is about, worded by `comment`. With `slots` every label has a
  /// place for both languages, empty where nothing is known yet.
  public func written(
    header: [String] = [], remarks: [CodebookRemark] = [], slots: Bool = false,
    comment: (Caveat) -> String = { $0.code }
  ) -> String {
    let writer = CodebookWriter(
      remarks: Dictionary(grouping: remarks, by: \.variable).mapValues { remarks in
        Dictionary(grouping: remarks, by: \.key).mapValues { $0.map { comment($0.caveat) } }
      }, slots: slots)
    return writer.codebook(self).written(header: header)
  }
}

private struct CodebookWriter {
  let remarks: [String: [String: [String]]]
  let slots: Bool

  func codebook(_ codebook: Codebook) -> YAMLText {
    var fields: [YAMLField] = []
    if let title = label(codebook.title, isSlot: false) { fields.append(YAMLField("title", title)) }
    if let notes = codebook.notes { fields.append(YAMLField("notes", .text(notes))) }
    if codebook.isSynthetic { fields.append(YAMLField("synthetic", true)) }
    if !codebook.missing.isEmpty { fields.append(YAMLField("missing", missing(codebook.missing))) }
    fields.append(YAMLField("variables", .list(codebook.variables.map { YAMLElement(variable($0)) })))
    if !codebook.responseSets.isEmpty {
      fields.append(YAMLField("sets", .list(codebook.responseSets.map { YAMLElement(set($0)) })))
    }
    return .mapping(fields)
  }

  private func variable(_ variable: CodebookVariable) -> YAMLText {
    let comments = remarks[variable.name] ?? [:]
    var fields = [YAMLField("name", .text(variable.name))]
    // Remarks about keys that are not written stand above the kind, which always is.
    var unplaced: [String] = []
    func add(_ key: String, _ value: YAMLText?) {
      if let value {
        fields.append(YAMLField(key, value, comments: comments[key] ?? []))
      } else {
        unplaced += comments[key] ?? []
      }
    }
    add("column", variable.column.map { .text($0) })
    add("label", label(variable.label, isSlot: slots))
    add("wording", label(variable.wording, isSlot: slots && !variable.wording.isEmpty))
    add("kind", .text(variable.kind.rawValue))
    add("separator", variable.separator.map { .text($0) })
    add("levels", variable.levels.isEmpty ? nil : .list(variable.levels.map { YAMLElement(level($0)) }))
    add("missing", variable.missing.isEmpty ? nil : missing(variable.missing))
    add("reverse", variable.isReversed ? true : nil)
    add(
      "scale",
      variable.scaleBounds.map {
        .inline([YAMLField("min", .number($0.lowerBound)), YAMLField("max", .number($0.upperBound))])
      })
    add("unit", variable.unit.map { .text($0) })
    add("asked-if", variable.askedIf.map { .text($0.text) })
    add("notes", variable.notes.map { .text($0) })
    if let kind = fields.firstIndex(where: { $0.key == "kind" }) { fields[kind].comments += unplaced }
    return .mapping(fields)
  }

  private func level(_ level: CodebookVariable.Level) -> YAMLText {
    let hasLabels = !level.label.isEmpty || slots
    if level.code == nil && !hasLabels { return value(level.value) }
    var fields = [YAMLField("value", value(level.value))]
    if let code = level.code { fields.append(YAMLField("code", value(code))) }
    return .inline(fields + labels(level.label, isSlot: slots))
  }

  private func missing(_ missing: [MissingValue]) -> YAMLText {
    .list(
      missing.compactMap { missing in
        guard let missingValue = missing.value else { return nil }
        let fields = [YAMLField("value", value(missingValue)), YAMLField("reason", .text(missing.reason.rawValue))]
        return YAMLElement(.inline(fields + labels(missing.label, isSlot: false)))
      })
  }

  private func set(_ set: MultipleResponseSet) -> YAMLText {
    let comments = remarks[set.name] ?? [:]
    var fields = [YAMLField("name", .text(set.name), comments: comments["name"] ?? [])]
    if let label = label(set.label, isSlot: slots) { fields.append(YAMLField("label", label)) }
    fields.append(
      YAMLField("members", .inlineList(set.members.map { .text($0) }), comments: comments["members"] ?? []))
    switch set.coding {
    case .dichotomies(let counted): fields.append(YAMLField("counted", value(counted)))
    case .categories: fields.append(YAMLField("coding", "categories"))
    }
    return .mapping(fields)
  }

  private func label(_ label: Label, isSlot: Bool) -> YAMLText? {
    let fields = labels(label, isSlot: isSlot)
    return fields.isEmpty ? nil : .inline(fields)
  }

  private func labels(_ label: Label, isSlot: Bool) -> [YAMLField] {
    var fields: [YAMLField] = []
    if label.chinese != nil || isSlot { fields.append(YAMLField("zh", label.chinese.map { .text($0) } ?? .empty)) }
    if label.english != nil || isSlot { fields.append(YAMLField("en", label.english.map { .text($0) } ?? .empty)) }
    return fields
  }

  private func value(_ value: LevelValue) -> YAMLText {
    switch value {
    case .integer(let integer): .integer(integer)
    case .real(let real): .number(real)
    case .text(let text): .text(text)
    }
  }
}
