import Typography

/// How the numbers of a chart are shown: the same text in the picture and in its table.
///
///     ValueFormat.percent().text(0.4312)               // "43.1%"
///     ValueFormat(decimals: 0).text(1_234_567)         // "1,234,567"
public struct ValueFormat: Sendable, Hashable {
  public var decimals: Int
  /// Shares of 1 are shown as percentages.
  public var isPercent: Bool
  /// Whether a plus sign stands before positive numbers.
  public var showsSign: Bool

  public init(decimals: Int = 2, isPercent: Bool = false, showsSign: Bool = false) {
    self.decimals = decimals
    self.isPercent = isPercent
    self.showsSign = showsSign
  }

  public static func percent(decimals: Int = 1) -> ValueFormat { ValueFormat(decimals: decimals, isPercent: true) }
  public static func number(decimals: Int = 2) -> ValueFormat { ValueFormat(decimals: decimals) }

  /// An en dash for what does not exist.
  public func text(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    if value.magnitude >= 1e12 { return Self.inPowersOfTen(value) }
    let digits = value.rounded(decimals: decimals, timesTenTo: isPercent ? 2 : 0)
    let isNegative = digits.hasPrefix("-")
    let grouped = Self.grouped(isNegative ? digits.dropFirst() : Substring(digits))
    let sign = isNegative ? "\u{2212}" : showsSign && grouped.contains(where: { "123456789".contains($0) }) ? "+" : ""
    return sign + grouped + (isPercent ? "%" : "")
  }

  /// `[36.1%, 50.2%]` without repeating the sign: `36.1–50.2%`.
  public func text(from low: Double?, to high: Double?) -> String {
    guard let low, let high, low.isFinite, high.isFinite else { return "–" }
    var bare = self
    bare.isPercent = false
    let separator = low < 0 || showsSign ? " … " : "–"
    return (isPercent ? bare.scaled(low) : bare.text(low)) + separator + text(high)
  }

  private func scaled(_ value: Double) -> String {
    var whole = self
    whole.isPercent = true
    return String(whole.text(value).dropLast())
  }

  /// `1.23e15`: numbers too long for a label.
  private static func inPowersOfTen(_ value: Double) -> String {
    let digits = value.magnitude.rounded(decimals: 0)
    let text = "\(digits.prefix(1)).\(digits.dropFirst().prefix(2))e\(digits.count - 1)"
    return value < 0 ? "\u{2212}" + text : text
  }

  /// Thousands set apart.
  private static func grouped(_ digits: Substring) -> String {
    let whole = digits.prefix { $0 != "." }
    guard whole.count > 3 else { return String(digits) }
    var groups: [Substring] = []
    var rest = whole
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: ",") + digits.dropFirst(whole.count)
  }
}
