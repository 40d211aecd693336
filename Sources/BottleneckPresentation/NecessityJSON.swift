import Bottlenecks
import StructuredText

extension NecessaryCondition {
  /// `{"n", "scope", "peers", "ceFdh": {…}, "crFdh": {…}, "bottleneck": {"outcomePercent", "ceFdh", "crFdh", …}}`
  ///
  /// Requirements of the bottleneck table are in percent of the condition's range; `null` where nothing is required or,
  /// as `ceFdhStates` and `crFdhStates` tell, more than there is.
  public var json: JSONValue {
    [
      "condition": .string(condition.name), "outcome": .string(outcome.name), "n": .integer(n),
      "excluded": .integer(excluded), "corner": .integer(options.corner.rawValue), "scope": scope.json,
      "conditionScope": [conditionScope.lowerBound.json, conditionScope.upperBound.json],
      "outcomeScope": [outcomeScope.lowerBound.json, outcomeScope.upperBound.json],
      "peers": .array(peers.map { [$0.condition.json, $0.outcome.json] }), "ceFdh": .object(Self.json(of: steps)),
      "crFdh": .object(
        Self.json(of: line).adding([
          ("slope", JSONValue(line.slope)), ("intercept", JSONValue(line.intercept)),
        ])),
      "bottleneck": .object(
        Self.table(levels.map(\.range), outcome: "outcomePercent").adding([
          ("actual", .object(Self.actual(levels.map(\.range)))),
          ("percentile", .object(Self.table(levels.map(\.percentile), outcome: "outcomePercentile"))),
        ])),
    ]
  }

  private static func json(of ceiling: NecessityCeiling) -> JSONObject {
    [
      "zone": ceiling.zone.json, "effect": ceiling.effect.json, "size": .string(ceiling.size.rawValue),
      "p": JSONValue(ceiling.permutation?.pValue), "pAccuracy": JSONValue(ceiling.permutation?.accuracy),
      "permutations": JSONValue(ceiling.permutation?.count), "accuracy": ceiling.accuracy.json,
      "above": .integer(ceiling.above), "fit": JSONValue(ceiling.fit),
      "conditionInefficiency": JSONValue(ceiling.inefficiency?.condition),
      "outcomeInefficiency": JSONValue(ceiling.inefficiency?.outcome),
    ]
  }

  private static func table(_ rows: [NecessityLevel.Row], outcome: String) -> JSONObject {
    var object = JSONObject()
    object[outcome] = JSONValue(rows.map(\.percent))
    object["ceFdh"] = .array(rows.map { JSONValue($0.stepsPercent) })
    object["crFdh"] = .array(rows.map { JSONValue($0.linePercent) })
    object["ceFdhStates"] = .array(rows.map { .string(state($0.steps)) })
    object["crFdhStates"] = .array(rows.map { .string(state($0.line)) })
    return object
  }

  private static func actual(_ rows: [NecessityLevel.Row]) -> JSONObject {
    [
      "outcome": JSONValue(rows.map(\.outcome)), "ceFdh": .array(rows.map { JSONValue($0.steps.value) }),
      "crFdh": .array(rows.map { JSONValue($0.line.value) }),
    ]
  }

  private static func state(_ requirement: NecessityLevel.Requirement) -> String {
    switch requirement {
    case .notNecessary: "not-necessary"
    case .condition: "required"
    case .beyondScope: "not-available"
    }
  }
}

extension NecessityReport {
  /// Each condition, with `adjustedP` of both ceilings: Holm's over the conditions of the same outcome.
  public var json: JSONValue {
    var adjusted: [(steps: Double?, line: Double?)] = analyses.map { _ in (nil, nil) }
    for outcome in Set(analyses.map(\.outcome.name)) {
      let places = analyses.indices.filter { analyses[$0].outcome.name == outcome }
      let steps = NecessityPage.adjusted(places.map { analyses[$0].steps })
      let lines = NecessityPage.adjusted(places.map { analyses[$0].line })
      for (index, place) in places.enumerated() { adjusted[place] = (steps[index], lines[index]) }
    }
    return .array(
      zip(analyses, adjusted).map { analysis, adjusted in
        guard var object = analysis.json.asObject else { return analysis.json }
        for (name, p) in [("ceFdh", adjusted.steps), ("crFdh", adjusted.line)] {
          object[name] = object[name]?.asObject.map { .object($0.adding([("adjustedP", JSONValue(p))])) }
        }
        return .object(object)
      })
  }
}

extension JSONObject {
  /// The object with further members behind its own.
  func adding(_ members: [(String, JSONValue)]) -> JSONObject {
    var copy = self
    for (key, value) in members { copy[key] = value }
    return copy
  }
}
