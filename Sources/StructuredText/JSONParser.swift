import Evidence

extension JSONValue {
  /// Reads one JSON value, strictly by RFC 8259.
  ///
  /// Refused with line and column: anything after the value, comments, trailing commas, leading zeros, lone
  /// surrogates, numbers beyond the range of a double, keys that are there twice, nesting deeper than `maximumDepth`.
  /// A whole number that fits becomes `.integer`, any other number the nearest double.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public init(parsing bytes: [UInt8], maximumDepth: Int = 128) throws(Fault) {
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(Fault) -> JSONValue in
      if let offset = offsetOfInvalidUTF8(in: buffer) {
        throw Fault(JSONFault.notUTF8, at: place(ofByte: offset, in: buffer))
      }
      var parser = JSONParser(bytes: buffer, maximumDepth: maximumDepth)
      return try parser.document()
    }
  }

  public init(parsing text: String, maximumDepth: Int = 128) throws(Fault) {
    try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
  }
}

struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let maximumDepth: Int
  var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func document() throws(Fault) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw fault(.textAfterValue, ["found": .text(found(at: index))]) }
    return value
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    skipSpace()
    guard index < bytes.count else { throw fault(.unexpectedEnd) }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t") where skip("true"): return .boolean(true)
    case UInt8(ascii: "f") where skip("false"): return .boolean(false)
    case UInt8(ascii: "n") where skip("null"): return .null
    default: throw fault(.notAValue, ["found": .text(found(at: index))])
    }
  }

  private mutating func array(depth: Int) throws(Fault) -> JSONValue {
    guard depth < maximumDepth else { throw fault(.tooDeep, ["limit": .integer(maximumDepth)]) }
    index += 1
    var elements: [JSONValue] = []
    skipSpace()
    if skip(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if skip(UInt8(ascii: ",")) { continue }
      if skip(UInt8(ascii: "]")) { return .array(elements) }
      throw unexpected(", ]")
    }
  }

  private mutating func object(depth: Int) throws(Fault) -> JSONValue {
    guard depth < maximumDepth else { throw fault(.tooDeep, ["limit": .integer(maximumDepth)]) }
    index += 1
    var object = JSONObject()
    var keyOffsets: [Int] = []
    skipSpace()
    if skip(UInt8(ascii: "}")) { return .object(object) }
    while true {
      skipSpace()
      let keyOffset = index
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        if index == bytes.count { throw fault(.unexpectedEnd) }
        throw fault(.notAKey, ["found": .text(found(at: index))])
      }
      let key = try string()
      if let earlier = object.position(of: key) {
        let first = place(ofByte: keyOffsets[earlier], in: bytes)
        throw fault(.duplicateKey, at: keyOffset, ["key": .text(key), "first": .text("\(first)")])
      }
      keyOffsets.append(keyOffset)
      skipSpace()
      guard skip(UInt8(ascii: ":")) else { throw unexpected(":") }
      object.append(key, try value(depth: depth + 1))
      skipSpace()
      if skip(UInt8(ascii: ",")) { continue }
      if skip(UInt8(ascii: "}")) { return .object(object) }
      throw unexpected(", }")
    }
  }

  private mutating func number() throws(Fault) -> JSONValue {
    let start = index
    let isNegative = skip(UInt8(ascii: "-"))
    let firstDigit = index
    var mantissa: UInt64 = 0
    var isExact = true
    func bad() -> Fault { fault(.badNumber, at: start, ["found": .text(word(from: start))]) }
    func digits() -> Int {
      let first = index
      while index < bytes.count, case let digit = bytes[index] &- 0x30, digit < 10 {
        // Nineteen digits always fit.
        if mantissa < 1_000_000_000_000_000_000 {
          mantissa = mantissa * 10 + UInt64(digit)
        } else {
          isExact = false
        }
        index += 1
      }
      return index - first
    }
    let wholeDigits = digits()
    guard wholeDigits > 0, wholeDigits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else { throw bad() }
    var isWhole = true
    var fractionDigits = 0
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      fractionDigits = digits()
      guard fractionDigits > 0 else { throw bad() }
    }
    var exponent = 0
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      index += 1
      let exponentIsNegative = skip(UInt8(ascii: "-"))
      if !exponentIsNegative { _ = skip(UInt8(ascii: "+")) }
      let first = index
      while index < bytes.count, case let digit = bytes[index] &- 0x30, digit < 10 {
        exponent = min(exponent * 10 + Int(digit), 1_000_000)
        index += 1
      }
      guard index > first else { throw bad() }
      if exponentIsNegative { exponent = -exponent }
    }
    if isWhole, isExact, mantissa <= UInt64(Int.max) { return .integer(isNegative ? -Int(mantissa) : Int(mantissa)) }
    // Both operands are exact in a double here, so one division or product rounds once (Clinger 1990).
    let scale = exponent - fractionDigits
    if isExact, mantissa <= 1 << 53, abs(scale) <= 22 {
      let power = Self.powersOfTen[abs(scale)]
      let number = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return .number(isNegative ? -number : number)
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text) else { throw bad() }
    guard number.isFinite else { throw fault(.numberTooLarge, at: start, ["found": .text(text)]) }
    return .number(number)
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    for step in 0..<word.utf8CodeUnitCount where bytes[index + step] != word.utf8Start[step] { return false }
    index = end
    return true
  }
}

// MARK: - Strings

extension JSONParser {
  private mutating func string() throws(Fault) -> String {
    let opening = index
    index += 1
    var decoded: [UInt8] = []
    var start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        let end = index
        index += 1
        let tail = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if decoded.isEmpty { return String(decoding: tail, as: UTF8.self) }
        decoded.append(contentsOf: tail)
        return String(decoding: decoded, as: UTF8.self)
      } else if byte == UInt8(ascii: "\\") {
        decoded.append(contentsOf: bytes[start..<index])
        try appendEscape(to: &decoded)
        start = index
      } else if byte < 0x20 {
        throw fault(.controlCharacter, ["found": .text(shown(Unicode.Scalar(byte)))])
      } else {
        index += 1
      }
    }
    throw fault(.unclosedString, at: opening)
  }

  private mutating func appendEscape(to decoded: inout [UInt8]) throws(Fault) {
    let start = index
    index += 2
    guard index <= bytes.count else { throw fault(.unexpectedEnd) }
    switch bytes[index - 1] {
    case UInt8(ascii: "\""): decoded.append(0x22)
    case UInt8(ascii: "\\"): decoded.append(0x5C)
    case UInt8(ascii: "/"): decoded.append(0x2F)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      let unit = try codeUnit(escapedAt: start)
      var value = UInt32(unit)
      if unit & 0xFC00 == 0xD800 {
        let second = index
        guard skip("\\u"), case let low = try codeUnit(escapedAt: second), low & 0xFC00 == 0xDC00 else {
          throw fault(.loneSurrogate, at: start, ["found": .text(escape(at: start))])
        }
        value = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw fault(.loneSurrogate, at: start, ["found": .text(escape(at: start))])
      }
      decoded.append(contentsOf: Array(String(scalar).utf8))
    default:
      throw fault(.badEscape, at: start, ["found": .text("\\" + found(at: index - 1))])
    }
  }

  private mutating func codeUnit(escapedAt start: Int) throws(Fault) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
        throw fault(.badEscape, at: start, ["found": .text(escape(at: start))])
      }
      unit = unit << 4 | UInt16(digit)
      index += 1
    }
    return unit
  }

  private func escape(at start: Int) -> String {
    var end = start
    while end < min(start + 6, bytes.count), bytes[end] != 0x22, bytes[end] > 0x20 { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

// MARK: - Faults

extension JSONParser {
  private func fault(_ code: JSONFault, at offset: Int? = nil, _ facts: Facts = [:]) -> Fault {
    Fault(code, at: place(ofByte: offset ?? index, in: bytes), facts)
  }

  private func unexpected(_ expected: String) -> Fault {
    guard index < bytes.count else { return fault(.unexpectedEnd) }
    return fault(.unexpectedCharacter, ["found": .text(found(at: index)), "expected": .text(expected)])
  }

  /// What stands at `offset`: a word, or one character.
  private func found(at offset: Int) -> String {
    let word = word(from: offset)
    if !word.isEmpty { return word }
    let text = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
    return text.unicodeScalars.first.map(shown) ?? ""
  }

  /// The run of letters, digits and signs that starts at `offset`, cut at 24 bytes.
  private func word(from offset: Int) -> String {
    var end = offset
    while end < min(offset + 24, bytes.count) {
      switch bytes[end] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        end += 1
      default: return String(decoding: bytes[offset..<end], as: UTF8.self)
      }
    }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }
}
