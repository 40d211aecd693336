import Typography

/// The three ways tables are set: as SPSS prints them, as the APA manual asks, as Chinese journals ask (GB/T 7713).
public enum TableStyle: String, Sendable, Hashable, CaseIterable {
  case spss, apa, gb
}

/// How a number is shown. The same rule on the same number gives the same text on every machine.
///
///     DisplayRule.decimals(2).text(13.615, style: .spss)    // "13.62"
///     DisplayRule.pValue.text(0.00864, style: .apa)         // ".009"
///
/// Numbers are rounded as they are, half away from zero: the double nearest to 0.285 is a little below it, and
/// becomes 0.28. C and R round ties to even, SPSS away from zero. A minus sign is the ASCII hyphen; pages write a true
/// one. A number that does not exist is an en dash.
public enum DisplayRule: Sendable, Hashable {
  /// A fixed number of digits after the point.
  case decimals(Int)
  /// For what cannot be larger than 1 in size, such as a correlation: without the zero before the point in the
  /// styles `spss` and `apa`.
  case bounded(decimals: Int)
  /// A probability with three decimals; below 0.001 it says so.
  case pValue
  /// A share of 1 as a percentage; `spss` has the sign in the cell, the others in the heading.
  case percent(decimals: Int)

  public static let missing = "–"

  public func text(_ value: Double?, style: TableStyle) -> String {
    guard let value, value.isFinite else { return Self.missing }
    switch self {
    case .decimals(let decimals): return value.rounded(decimals: decimals)
    case .bounded(let decimals): return Self.withoutZero(value.rounded(decimals: decimals), style)
    case .pValue: return Self.probability(value, style)
    case .percent(let decimals): return value.rounded(decimals: decimals, timesTenTo: 2) + Self.sign(style)
    }
  }

  /// A share of whole numbers, rounded from their exact ratio (from its double where it has over 19 digits). Other rules than `percent` show the ratio itself.
  ///
  ///     DisplayRule.percent(decimals: 1).text(1, of: 8, style: .apa)    // "12.5"
  public func text(_ count: Int, of total: Int, style: TableStyle) -> String {
    guard total != 0 else { return Self.missing }
    switch self {
    case .percent(let decimals):
      guard let text = Self.ratio(count, total, decimals: decimals, factor: 100) else {
        return self.text(Double(count) / Double(total), style: style)
      }
      return text + Self.sign(style)
    case .decimals(let decimals), .bounded(let decimals):
      guard let text = Self.ratio(count, total, decimals: decimals, factor: 1) else {
        return self.text(Double(count) / Double(total), style: style)
      }
      if case .bounded = self { return Self.withoutZero(text, style) }
      return text
    case .pValue:
      return text(Double(count) / Double(total), style: style)
    }
  }

  private static func probability(_ value: Double, _ style: TableStyle) -> String {
    if value < 0.001 { return "<" + withoutZero("0.001", style) }
    let text = withoutZero(value.rounded(decimals: 3), style)
    return text == "1.000" && value < 1 ? ">" + withoutZero("0.999", style) : text
  }

  private static func sign(_ style: TableStyle) -> String { style == .spss ? "%" : "" }

  private static func withoutZero(_ text: String, _ style: TableStyle) -> String {
    guard style != .gb else { return text }
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
    return text
  }

  /// `nil` where the numbers are too large to be multiplied.
  private static func ratio(_ count: Int, _ total: Int, decimals: Int, factor: UInt) -> String? {
    var scale = factor
    for _ in 0..<decimals {
      let (product, overflow) = scale.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      scale = product
    }
    // Half of the total added before dividing rounds half away from zero; all of it doubled keeps halves whole.
    let (doubled, overflow) = scale.multipliedReportingOverflow(by: 2)
    let divisor = total.magnitude.multipliedReportingOverflow(by: 2)
    if overflow || divisor.overflow { return nil }
    let product = count.magnitude.multipliedFullWidth(by: doubled)
    let (low, carry) = product.low.addingReportingOverflow(total.magnitude)
    let high = product.high + (carry ? 1 : 0)
    guard high < divisor.partialValue else { return nil }
    let quotient = divisor.partialValue.dividingFullWidth((high, low)).quotient
    let digits = String(quotient)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let isNegative = (count < 0) != (total < 0) && quotient != 0
    let whole = padded.dropLast(decimals)
    return (isNegative ? "-" : "") + whole + (decimals > 0 ? "." + padded.suffix(decimals) : "")
  }
}
