import Glibc

extension Double {
  /// The number with a fixed count of decimals, rounded half away from zero from its exact value.
  ///
  ///     2.5.rounded(decimals: 0)      // "3"
  ///     0.285.rounded(decimals: 2)    // "0.28": the double is 0.28499999999999998
  ///     (-0.001).rounded(decimals: 2) // "0.00"
  ///
  /// Infinite numbers and NaN have no digits and must not be asked for.
  public func rounded(decimals: Int) -> String { rounded(decimals: decimals, timesTenTo: 0) }

  /// The same of the number times a power of ten, which shifts the point and rounds nothing.
  package func rounded(decimals: Int, timesTenTo shift: Int) -> String {
    precondition(isFinite && decimals >= 0 && shift >= 0)
    var (digits, point) = magnitude.exactDigits
    point += shift
    while digits.count < point { digits.append(0) }
    let kept = point + decimals
    if kept < digits.count {
      let roundsUp = digits[kept] >= 5
      digits.removeSubrange(kept...)
      if roundsUp { digits.addOne(&point) }
    } else {
      digits += [UInt8](repeating: 0, count: kept - digits.count)
    }
    let text = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    var whole = text.prefix(point)
    while whole.count > 1, whole.first == "0" { whole.removeFirst() }
    let isNegative = self < 0 && digits.contains { $0 != 0 }
    return (isNegative ? "-" : "") + whole + (decimals > 0 ? "." + text.dropFirst(point) : "")
  }

  /// All digits of the number, none of them rounded, and how many stand before the point (at least one).
  private var exactDigits: (digits: [UInt8], point: Int) {
    guard self != 0 else { return ([0], 1) }
    // A double is a whole number over 2^n and so has n decimals.
    let decimals = max(0, Self.significandBitCount - Int(exponent) - significandBitPattern.trailingZeros)
    var buffer = [CChar](repeating: 0, count: decimals + 320)
    let length = withVaList([CInt(decimals), self]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
    let text = buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }
    let point = text.firstIndex { $0 < UInt8(ascii: "0") } ?? text.count
    return (text.filter { $0 >= UInt8(ascii: "0") }.map { $0 - UInt8(ascii: "0") }, point)
  }
}

extension UInt64 {
  /// Zero bits at the end, at most those of a significand.
  fileprivate var trailingZeros: Int { Swift.min(trailingZeroBitCount, Double.significandBitCount) }
}

extension [UInt8] {
  /// Adds one to the last digit. A carry out of the first makes the number one digit longer.
  fileprivate mutating func addOne(_ point: inout Int) {
    for index in indices.reversed() {
      if self[index] < 9 {
        self[index] += 1
        return
      }
      self[index] = 0
    }
    insert(1, at: 0)
    point += 1
  }
}
