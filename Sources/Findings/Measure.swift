import Documents
import Evidence
import StructuredText
import Typography

/// A number of a result as a finding shows it: where it stands in the result, its value and how it is rounded.
public struct Measure: Sendable, Hashable {
  /// The analysis and the place in its result, which is all that is needed to compute the number again.
  public var id: String { "\(analysis).\(path)" }
  public let analysis: String
  public let path: JSONPath
  public let value: Double
  public let rule: MeasureRule

  /// What is printed, the same in both languages.
  public var text: String { rule.text(value) }
}

/// How a finding rounds a number. Both languages print the same digits.
public enum MeasureRule: Sendable, Hashable {
  /// A whole number with its thousands apart: `3,497`.
  case count
  case decimals(Int)
  case percent(Int)
  /// With its sign: `= 0.064`, `< 0.001`.
  case probability
  /// Millions with this many decimals.
  case millions(Int)

  /// Three digits or a little more for a metric of any size.
  static func fitting(_ largest: Double) -> MeasureRule {
    switch abs(largest) {
    case 1000...: .count
    case 100...: .decimals(1)
    default: .decimals(2)
    }
  }

  public var name: String {
    switch self {
    case .count: "count"
    case .decimals(let decimals): "decimals \(decimals)"
    case .percent(let decimals): "percent \(decimals)"
    case .probability: "probability"
    case .millions(let decimals): "millions \(decimals)"
    }
  }

  public func text(_ value: Double) -> String {
    guard value.isFinite else { return DisplayRule.missing }
    switch self {
    case .count: return Self.grouped(value.rounded(decimals: 0))
    case .decimals(let decimals): return Self.grouped(value.rounded(decimals: decimals))
    case .percent(let decimals): return DisplayRule.percent(decimals: decimals).text(value, style: .spss)
    case .millions(let decimals): return Self.grouped((value / 1_000_000).rounded(decimals: decimals))
    case .probability:
      let text = DisplayRule.pValue.text(value, style: .gb)
      return text.hasPrefix("<") || text.hasPrefix(">") ? "\(text.prefix(1)) \(text.dropFirst())" : "= \(text)"
    }
  }

  /// Commas between thousands, from five digits on.
  private static func grouped(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.count > 3 else { return text }
    var groups: [Substring] = []
    var rest = whole
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    return sign + groups.joined(separator: ",") + (parts.count > 1 ? "." + parts[1] : "")
  }
}
