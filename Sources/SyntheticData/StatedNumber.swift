/// A number of a specification, with the digits some page prints: what it may have been before it was rounded is an
/// interval. Counts behind a percentage are found in whole numbers.
///
///     StatedNumber("5.385")!.contains(5.38512)    // true
public struct StatedNumber: Sendable, Hashable {
  /// The digits as they stand.
  public let text: String
  /// The number times 10 to the power ``decimals``.
  public let mantissa: Int
  public let decimals: Int
  /// 10 to the power ``decimals``.
  public let scale: Int

  /// `nil` where `text` is no plain decimal number of at most 15 digits.
  public init?(_ text: String) {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    var mantissa = 0
    var decimals: Int?
    var count = 0
    for byte in digits {
      if byte == UInt8(ascii: ".") {
        if decimals != nil || count == 0 { return nil }
        decimals = 0
      } else {
        guard (0x30...0x39).contains(byte), count < 15 else { return nil }
        mantissa = mantissa * 10 + Int(byte - 0x30)
        count += 1
        if let places = decimals { decimals = places + 1 }
      }
    }
    guard count > 0, decimals != 0 else { return nil }
    self.text = text
    self.mantissa = isNegative ? -mantissa : mantissa
    self.decimals = decimals ?? 0
    scale = (0..<self.decimals).reduce(1) { power, _ in power * 10 }
  }

  /// The nearest double.
  public var value: Double { Double(mantissa) / Double(scale) }
  /// Half a unit of the last digit.
  public var halfUnit: Double { 0.5 / Double(scale) }
  public var low: Double { value - halfUnit }
  public var high: Double { value + halfUnit }

  /// Whether `number` prints as these digits, whichever way halves are rounded.
  ///
  /// A hair is left at both ends, so that no other order of summation prints it otherwise.
  public func contains(_ number: Double) -> Bool {
    abs(number - value) < halfUnit - 1e-9 * max(1, abs(value))
  }

  /// The whole number of `n` whose percentage prints as these digits and lies nearest, `nil` where there is none.
  ///
  /// Halves count as either neighbor.
  public func count(ofPercentOf n: Int) -> Int? {
    let denominator = 100 * scale
    let count = (2 * mantissa * n + denominator) / (2 * denominator)
    let distance = abs(2 * count * denominator - 2 * mantissa * n)
    return distance <= n && (0...n).contains(count) ? count : nil
  }
}
