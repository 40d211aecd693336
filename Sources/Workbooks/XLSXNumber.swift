/// A number as files write it: whole where it has no point and no exponent.
enum XLSXNumber: Hashable {
  case integer(Int64)
  case real(Double)

  /// Powers of ten that doubles hold exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The number that makes up all of `bytes`, `nil` if they are anything else. Blanks are not skipped.
  ///
  /// Up to 15 digits and 22 decimals the quotient of two exact doubles is correctly rounded; the
  /// standard library sees to the rest.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = bytes.count
    var index = 0
    let isNegative = count > 0 && bytes[0] == UInt8(ascii: "-")
    if count > 0, isNegative || bytes[0] == UInt8(ascii: "+") { index = 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    var sawPoint = false
    while index < count {
      let byte = bytes[index]
      let digit = byte &- 48
      if digit < 10 {
        digits += 1
        if digits > 18 { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        if sawPoint { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else {
        break
      }
      index += 1
    }
    if index == count, digits > 0 {
      if !sawPoint {
        self = .integer(isNegative ? -Int64(mantissa) : Int64(mantissa))
        return
      }
      if mantissa <= 1 << 53, decimals <= 22 {
        let value = Double(mantissa) / XLSXNumber.powers[decimals]
        self = .real(isNegative ? -value : value)
        return
      }
    }
    guard let value = XLSXNumber.slow(bytes) else { return nil }
    self = .real(value)
  }

  /// Only digits, signs, a point and an exponent: `Double` itself would also take `0x1p3` and `inf`.
  private static func slow(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count > 0, bytes.count < 400 else { return nil }
    for byte in bytes {
      switch byte {
      case 48...57, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): break
      default: return nil
      }
    }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    }
  }

  /// A number that a person typed as text, with full-width digits and signs taken as plain ones.
  ///
  /// Leading zeros (`007`) and more than 15 digits mark a code or an identity number, which is not a number.
  static func typed(_ text: ArraySlice<UInt8>) -> XLSXNumber? {
    var bytes: [UInt8] = []
    var digits = 0
    var rest = Array(text)[...]
    while let byte = rest.first {
      if byte < 0x80 {
        bytes.append(byte)
        rest = rest.dropFirst()
      } else if rest.count >= 3, byte == 0xEF, rest[rest.startIndex + 1] == 0xBC,
        (0x8B...0x99).contains(rest[rest.startIndex + 2])
      {
        // U+FF0B + to U+FF19 9 stand 0xFEE0 above their plain forms.
        bytes.append(rest[rest.startIndex + 2] - 0x60)
        rest = rest.dropFirst(3)
      } else {
        return nil
      }
      if bytes.count > 40 { return nil }
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    while bytes.first == 0x20 { bytes.removeFirst() }
    digits = bytes.count { $0 >= 48 && $0 <= 57 }
    let unsigned = bytes.first == 45 || bytes.first == 43 ? bytes.dropFirst() : bytes[...]
    guard let first = unsigned.first, first >= 48, first <= 57, digits <= 15, !bytes.contains(where: { $0 | 32 == 101 })
    else { return nil }
    if first == 48, unsigned.count > 1, unsigned[unsigned.startIndex + 1] != 46 { return nil }
    return bytes.withUnsafeBufferPointer { XLSXNumber($0) }
  }
}
