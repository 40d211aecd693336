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
    return roundedInOneWord(decimals: decimals, shift: shift) ?? roundedByDigits(decimals: decimals, shift: shift)
  }

  /// `nil` where the whole number of last places is not below 2^64, or the product not below 2^128.
  ///
  /// A double is m·2^e, so the number of last places is m·10^d·2^e: exact in 128 bits, and what is cut off by the shift
  /// says by its first bit whether it was a half or more.
  private func roundedInOneWord(decimals: Int, shift: Int) -> String? {
    guard decimals + shift <= 22 else { return nil }
    let magnitude = self.magnitude
    let isNormal = magnitude >= Self.leastNormalMagnitude
    let significand = significandBitPattern | (isNormal ? 1 << UInt64(Self.significandBitCount) : 0)
    let power = (isNormal ? Int(exponentBitPattern) : 1) - 1075
    var product = UInt128(significand)
    for _ in 0..<decimals + shift { product *= 10 }
    if power >= 0 {
      guard power < 64, product.leadingZeroBitCount > power else { return nil }
      product <<= UInt128(power)
    } else if power > -128 {
      let isHalfOrMore = product >> UInt128(-power - 1) & 1 == 1
      product = product >> UInt128(-power) + (isHalfOrMore ? 1 : 0)
    } else {
      product = 0
    }
    guard let places = UInt64(exactly: product) else { return nil }
    var text = String(places)
    let isNegative = self < 0 && places != 0
    if decimals > 0 {
      if text.utf8.count <= decimals {
        text = String(repeating: "0", count: decimals + 1 - text.utf8.count) + text
      }
      text.insert(".", at: text.utf8.index(text.endIndex, offsetBy: -decimals))
    }
    return isNegative ? "-" + text : text
  }

  /// For numbers of any size, and the judge of the other.
  package func roundedByDigits(decimals: Int, shift: Int) -> String {
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
