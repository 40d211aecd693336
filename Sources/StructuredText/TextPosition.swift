import Evidence

/// The place of a byte in a text: line and column counted from 1, columns in characters (Unicode scalars), not bytes.
///
/// Counted only when something is wrong, so that reading pays nothing for it. CR, LF and CRLF each end a line.
func place(ofByte offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Place {
  var line = 1
  var column = 1
  for index in 0..<min(offset, bytes.count) {
    let byte = bytes[index]
    if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) {
      line += 1
      column = 1
    } else if byte != 0x0D && byte & 0xC0 != 0x80 {
      column += 1
    }
  }
  return Place(line: line, column: column)
}

/// The first byte that cannot be part of UTF-8, `nil` in a sound text.
func offsetOfInvalidUTF8(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var index = 0
  while index < bytes.count {
    let lead = bytes[index]
    let length: Int
    switch lead {
    case 0..<0x80: length = 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return index
    }
    for step in 1..<max(length, 1) where index + step >= bytes.count || bytes[index + step] & 0xC0 != 0x80 {
      return index
    }
    if length > 2 {
      let second = bytes[index + 1]
      let isOverlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90)
      let isBeyond = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90)
      if isOverlong || isBeyond { return index }
    }
    index += length
  }
  return nil
}

/// A character as it can be shown in a message: itself when it is visible, its code point otherwise.
func shown(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator,
    .spaceSeparator, .nonspacingMark, .enclosingMark:
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  default:
    return String(scalar)
  }
}
