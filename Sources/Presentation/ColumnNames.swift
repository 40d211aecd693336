import Evidence
import Phrasebook
import StructuredText
import Tables

/// How columns, levels and ways of being missing are called where they are shown.
package enum Naming {
  /// `满意度（q1）`: what it stands for, then the name a person types.
  package static func column(_ name: String, _ label: Label, in language: Language) -> String {
    guard let text = label.text(in: language), text != name else { return name }
    return language == .chinese ? "\(text)（\(name)）" : "\(text) (\(name))"
  }

  /// `拒绝回答 (-9)`: the label in the file, else the reason, and what the file holds.
  package static func missing(_ way: MissingValue, in language: Language) -> String {
    // A code that is called missing without a word why is still an entry.
    let isBareCode = way.reason == .system && way.value != nil
    let name =
      way.label.text(in: language)
      ?? (isBareCode ? language == .chinese ? "缺失码" : "coded missing" : reason(way.reason, in: language))
    guard let value = way.value, value.description != name else { return name }
    return "\(name) (\(value))"
  }

  package static func reason(_ reason: MissingReason, in language: Language) -> String {
    switch (reason, language) {
    case (.system, .english): "no entry"
    case (.refused, .english): "refused"
    case (.notApplicable, .english): "not applicable"
    case (.dontKnow, .english): "don't know"
    case (.skipped, .english): "skipped"
    case (.system, .chinese): "未填"
    case (.refused, .chinese): "拒答"
    case (.notApplicable, .chinese): "不适用"
    case (.dontKnow, .chinese): "不知道"
    case (.skipped, .chinese): "跳过"
    }
  }
}

extension Label: JSONRepresentable {
  public var json: JSONValue { ["zh": JSONValue(chinese), "en": JSONValue(english)] }
}

extension LevelValue: JSONRepresentable {
  public var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .real(let value): value.json
    case .text(let value): .string(value)
    }
  }
}
