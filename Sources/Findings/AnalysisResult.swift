import Evidence
import StructuredText

/// What an analysis gave, as findings read it: the result with the labels of each language, and what is known about it.
public struct AnalysisResult: Sendable {
  /// What numbers of the analysis are called by: `training` in `training.tests.pearson.p`.
  public let id: String
  /// The command that made it: `crosstab`.
  public let command: String
  public let english: JSONValue
  public let chinese: JSONValue
  /// Every definition that was in force.
  public let method: JSONObject
  public let caveats: [Caveat]
  /// What counts as significant.
  public let alpha: Double
  /// Whether a sampling design was given, so that naive tests do not decide.
  public let isDesignBased: Bool
  /// What the columns of the data are called.
  public let columns: [String: Label]

  public init(
    id: String, command: String, english: JSONValue, chinese: JSONValue, method: JSONObject = [:],
    caveats: [Caveat] = [], alpha: Double = 0.05,
    isDesignBased: Bool = false, columns: [String: Label] = [:]
  ) {
    self.id = id
    self.command = command
    self.english = english
    self.chinese = chinese
    self.method = method
    self.caveats = caveats
    self.alpha = alpha
    self.isDesignBased = isDesignBased
    self.columns = columns
  }

  func number(_ path: String) -> Double? { JSONPath(path).flatMap { english[$0]?.asNumber } }

  func count(_ path: String) -> Int { JSONPath(path).flatMap { english[$0]?.asArray?.count } ?? 0 }

  /// A number of the result, `nil` where it does not exist.
  func measure(_ path: String, _ rule: MeasureRule) -> Sentence.Fact? {
    guard let place = JSONPath(path), let value = english[place]?.asNumber else { return nil }
    return .measure(Measure(analysis: id, path: place, value: value, rule: rule))
  }

  /// A text of the result in both languages: one text for each, or an object with `zh` and `en`.
  func label(_ path: String) -> Label {
    guard let place = JSONPath(path) else { return Label() }
    if let pair = english[place]?.asObject {
      return Label(chinese: pair["zh"]?.asString, english: pair["en"]?.asString)
    }
    return Label(chinese: chinese[place]?.asString, english: english[place]?.asString)
  }

  /// The label at the first place where there is one.
  func name(_ paths: String...) -> Sentence.Fact {
    for path in paths {
      let label = label(path)
      if !label.isEmpty { return .name(label) }
    }
    return .name(Label(chinese: "–", english: "–"))
  }

  /// What the column is called whose name stands at a place of the result.
  func column(_ path: String) -> Sentence.Fact {
    let name = label(path)
    guard let label = name.english.flatMap({ columns[$0] }), !label.isEmpty else { return .name(name) }
    return .name(label)
  }

  func has(_ caveat: String) -> Bool { caveats.contains { $0.code == caveat } }
}
