/// How JSON is laid out.
public enum JSONLayout: Sendable, Hashable {
  /// One line without spaces.
  case compact
  /// A line a member, two spaces a level; an array of plain values stays on one line.
  case pretty
}

extension JSONValue: CustomStringConvertible {
  public var description: String { written() }

  /// The value as text.
  public func written(_ layout: JSONLayout = .compact) -> String {
    String(decoding: bytes(layout), as: UTF8.self)
  }

  /// The value as UTF-8 that may also be put into an HTML script element: `<`, U+2028 and U+2029 are escaped.
  ///
  /// Doubles are the shortest text that reads back as the same number, without a fraction where they have none
  /// (5, not 5.0); negative zero is 0, infinite numbers and NaN are `null`.
  ///
  /// - Complexity: O(*n*) in the length of the text; about a hundredth of a second for a hundred thousand numbers.
  public func bytes(_ layout: JSONLayout = .compact) -> [UInt8] {
    var writer = JSONWriter(layout: layout)
    writer.write(self, depth: 0)
    return writer.bytes
  }
}

struct JSONWriter {
  let layout: JSONLayout
  private(set) var bytes: [UInt8] = []

  init(layout: JSONLayout) { self.layout = layout }

  mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: append("null")
    case .boolean(let isTrue): append(isTrue ? "true" : "false")
    case .integer(let integer): append(integer)
    case .number(let number): append(number)
    case .string(let string): append(quoted: string)
    case .array(let elements): write(elements, depth: depth)
    case .object(let object): write(object, depth: depth)
    }
  }

  private mutating func write(_ elements: [JSONValue], depth: Int) {
    let isFlat = layout == .compact || elements.allSatisfy(\.isPlain)
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      if !isFlat {
        startLine(depth + 1)
      } else if layout == .pretty && !isFirst {
        bytes.append(UInt8(ascii: " "))
      }
      isFirst = false
      write(element, depth: depth + 1)
    }
    if !isFlat { startLine(depth) }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ object: JSONObject, depth: Int) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in object.members {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      if layout == .pretty { startLine(depth + 1) }
      append(quoted: member.key)
      bytes.append(UInt8(ascii: ":"))
      if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
      write(member.value, depth: depth + 1)
    }
    if layout == .pretty && !object.isEmpty { startLine(depth) }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func startLine(_ depth: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func append(_ ascii: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: ascii.utf8Start, count: ascii.utf8CodeUnitCount))
  }

  private mutating func append(_ integer: Int) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = integer.magnitude
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = quotient
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func append(_ number: Double) {
    // Beyond 2^53 not every digit of an integer is known, and the shortest form says so with its exponent.
    if abs(number) < 9_007_199_254_740_992, number == number.rounded(.towardZero) {
      append(Int(number))
    } else if number.isFinite {
      var text = number.description
      text.withUTF8 { utf8 in
        let hasEmptyFraction = utf8.count > 2 && utf8[utf8.count - 1] == 0x30 && utf8[utf8.count - 2] == 0x2E
        bytes.append(contentsOf: hasEmptyFraction ? utf8[..<(utf8.count - 2)] : utf8[...])
      }
    } else {
      append("null")
    }
  }

  private mutating func append(quoted string: String) {
    bytes.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { utf8 in
      var start = 0
      var index = 0
      while index < utf8.count {
        let byte = utf8[index]
        var length = 1
        var scalar = UInt32(byte)
        if byte >= 0x20 && byte < 0x7F {
          if byte != 0x22 && byte != 0x5C && byte != 0x3C {
            index += 1
            continue
          }
        } else if byte == 0xC2 && utf8[index + 1] < 0xA0 {
          length = 2
          scalar = UInt32(utf8[index + 1])
        } else if byte == 0xE2 && utf8[index + 1] == 0x80 && utf8[index + 2] & 0xFE == 0xA8 {
          length = 3
          scalar = 0x2000 + UInt32(utf8[index + 2] & 0x3F)
        } else if byte >= 0x80 {
          index += 1
          continue
        }
        bytes.append(contentsOf: utf8[start..<index])
        append(escape: scalar)
        index += length
        start = index
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(escape scalar: UInt32) {
    switch scalar {
    case 0x22: append("\\\"")
    case 0x5C: append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0C: append("\\f")
    case 0x0D: append("\\r")
    default:
      append("\\u")
      for shift in [12, 8, 4, 0] as [UInt32] {
        let digit = UInt8(scalar >> shift & 0xF)
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }
}

extension JSONValue {
  fileprivate var isPlain: Bool {
    switch self {
    case .array(let elements): elements.isEmpty
    case .object(let object): object.isEmpty
    default: true
    }
  }
}
