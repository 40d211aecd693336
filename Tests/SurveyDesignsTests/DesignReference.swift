import Evidence
import StructuredText
import Tables
import TestSupport

@testable import SurveyDesigns

/// The designs that `reference/make_designs.R` drew, with what R's survey package makes of them.
enum DesignReference {
  static let designs = reference("designs.json")["designs"]!.asArray!

  static func numbers(_ entry: JSONValue, _ name: String) -> [Double] {
    entry["data"]![name]!.asArray!.map { $0.asNumber ?? .nan }
  }

  static func table(_ entry: JSONValue) -> Table {
    let names = ["h", "id", "u", "w", "x", "y", "a", "b", "g", "p", "z", "N1", "N2", "fraction"]
    return table(names.map { ($0, numbers(entry, $0)) })
  }

  static func table(_ columns: [(String, [Double])]) -> Table {
    try! Table(
      name: "t",
      columns: columns.map {
        Column(name: $0.0, values: .real(Cells($0.1.map { $0.isNaN ? MissingSlots.real(0) : $0 })))
      })
  }

  static func design(_ entry: JSONValue) throws -> SurveyDesign {
    let kind = entry["kind"]!.asString!
    let lonely = SurveyDesign.LonelyUnits(rawValue: entry["lonely"]!.asString!) ?? .refuse
    let hasStrata = !["weights", "clusters", "two stages"].contains(kind)
    let clusters =
      ["weights", "strata"].contains(kind) ? [] : kind.hasPrefix("two stages") ? ["id", "u"] : ["id"]
    let populations: [String] =
      switch kind {
      case "sizes": ["N1"]
      case "fractions": ["fraction"]
      case "two stages with sizes": ["N1", "N2"]
      default: []
      }
    return try SurveyDesign(
      of: table(entry), weights: "w", strata: hasStrata ? ["h"] : [], clusters: clusters, populations: populations,
      lonelyUnits: lonely)
  }
}

extension JSONValue {
  var numbers: [Double] { asArray!.map { $0.asNumber ?? .nan } }
}

func agree(_ value: Double?, _ expected: Double?, _ relative: Double = 1e-10, absolute: Double = 1e-12) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return abs(value - expected) <= max(relative * abs(expected), absolute)
}
