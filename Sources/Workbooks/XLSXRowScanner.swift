import CKernels
import Glibc
import Tables

/// Reading rows by hand, as nearly every writer sets them.
///
///     <row r="2"><c r="A2" s="1"><v>7</v></c><c r="B2" t="inlineStr"><is><t>yes</t></is></c></row>
///
/// What is taken here is a part of XML that means the same to Expat. Anything else (comments, rich texts, prefixes,
/// references but the five, attributes nobody writes) makes a row *not plain*, and Expat has the last word on it.
/// Every function stops at the zero behind the last byte, since nothing here takes zeros.
extension XLSXSheetReader {
  typealias Bytes = UnsafePointer<UInt8>

  /// Reads one row. `false` if it is not plain or not whole, with the cursor where it went wrong.
  mutating func scanRow(_ at: inout Bytes) -> Bool {
    guard XLSXSheetReader.skip(&at, "<row") else { return false }
    let previous = row
    var isHidden = false
    var number: (start: Bytes, count: Int)?
    var names: [(start: Bytes, count: Int)] = []
    while let attribute = XLSXSheetReader.attribute(&at) {
      let name = attribute.name
      // What stands twice is an error in XML.
      if names.contains(where: { $0.count == name.count && memcmp($0.start, name.start, name.count) == 0 }) {
        return false
      }
      if names.count == 16 { return false }
      names.append(name)
      if name.count == 1, name.start[0] == 114 {
        number = attribute.value
      } else if name.count == 6, memcmp(name.start, "hidden", 6) == 0 {
        isHidden = attribute.value.count > 0 && (attribute.value.start[0] == 49 || attribute.value.start[0] == 116)
      }
    }
    guard let number, number.count <= 7, let value = XLSXSheetReader.whole(number.start, number.count),
      value > previous + 1 || (value == previous + 1 && value > 0), value <= XLSXCells.mostRows
    else { return false }
    row = value - 1
    column = -1
    if !XLSXSheetReader.skip(&at, "/>") {
      guard at[0] == 0x3E else { return false }
      at += 1
      while true {
        XLSXSheetReader.skipBlanks(&at)
        if at[0] == 0x3C, at[1] == 0x63 {
          at += 2
          guard scanCell(&at, number.start, number.count) else { return false }
        } else if XLSXSheetReader.skip(&at, "</row>") {
          break
        } else {
          return false
        }
      }
    }
    if isHidden { sheet.hiddenRows.append(Int32(row + 1)) }
    scannedRows += 1
    return true
  }

  /// A cell from behind its `<c`.
  @inline(__always)
  private mutating func scanCell(_ at: inout Bytes, _ rowDigits: Bytes, _ rowDigitCount: Int) -> Bool {
    var isPlaced = false
    style = -1
    var hasType = false
    type = .number
    while at[0] == 0x20 {
      at += 1
      guard at[1] == 0x3D, at[2] == 0x22 else {
        if at[0] == 0x2F { break }
        return false
      }
      let name = at[0]
      at += 3
      switch name {
      case 114:
        guard !isPlaced, place(&at, rowDigits, rowDigitCount) else { return false }
        isPlaced = true
      case 115:
        guard style < 0 else { return false }
        style = 0
        let start = at
        while at[0] &- 48 < 10, at - start < 8 {
          style = style * 10 + Int(at[0] &- 48)
          at += 1
        }
        guard at > start, at[0] == 0x22 else { return false }
      case 116:
        guard !hasType, scanType(&at) else { return false }
        hasType = true
      default: return false
      }
      at += 1
    }
    if style < 0 { style = 0 }
    if !isPlaced {
      column += 1
      if column >= XLSXCells.mostColumns { return false }
    }
    if at[0] == 0x2F {
      guard at[1] == 0x3E else { return false }
      at += 2
      return true
    }
    guard at[0] == 0x3E else { return false }
    at += 1
    return scanContent(&at)
  }

  /// `BC12"`, where the digits must be those of the row.
  @inline(__always)
  private mutating func place(_ at: inout Bytes, _ rowDigits: Bytes, _ rowDigitCount: Int) -> Bool {
    var found = 0
    while at[0] &- 65 < 26 {
      found = found * 26 + Int(at[0]) - 64
      if found > XLSXCells.mostColumns { return false }
      at += 1
    }
    guard found > 0 else { return false }
    for index in 0..<rowDigitCount where at[index] != rowDigits[index] { return false }
    at += rowDigitCount
    guard at[0] == 0x22 else { return false }
    column = found - 1
    return true
  }

  @inline(__always)
  private mutating func scanType(_ at: inout Bytes) -> Bool {
    if at[1] == 0x22 {
      switch at[0] {
      case UInt8(ascii: "n"): type = .number
      case UInt8(ascii: "s"): type = .shared
      case UInt8(ascii: "b"): type = .boolean
      case UInt8(ascii: "e"): type = .error
      case UInt8(ascii: "d"): type = .date
      default: return false
      }
      at += 1
      return true
    }
    type = .text
    return (XLSXSheetReader.skip(&at, "inlineStr") || XLSXSheetReader.skip(&at, "str")) && at[0] == 0x22
  }

  /// What stands between `<c …>` and `</c>`: a formula, and one value or one text.
  @inline(__always)
  private mutating func scanContent(_ at: inout Bytes) -> Bool {
    text.clear()
    if at[0] == 0x3C, at[1] == 0x76, at[2] == 0x3E, type == .number || type == .shared {
      at += 3
      let start = at
      while at[0] > 0x20, at[0] != 0x3C { at += 1 }
      // Bytes of `</v></c>`, the least significant first.
      if UnsafeRawPointer(at).loadUnaligned(as: UInt64.self) == 0x3E63_2F3C_3E76_2F3C {
        let digits = UnsafeBufferPointer(start: start, count: at - start)
        guard putNumber(digits) else { return false }
        at += 8
        return true
      }
      at = start - 3
    }
    return scanAnyContent(&at)
  }

  @inline(__always)
  private mutating func putNumber(_ digits: UnsafeBufferPointer<UInt8>) -> Bool {
    if digits.isEmpty { return true }
    guard let number = XLSXNumber(digits) else { return false }
    if type == .number { return put(cell(number), nil) }
    guard case .integer(let index) = number, let place = sheet.strings.place(ofIndex: Int(index)) else { return false }
    return place < 0 || put(.text(place), nil)
  }

  private mutating func scanAnyContent(_ at: inout Bytes) -> Bool {
    var hasValue = false
    while true {
      XLSXSheetReader.skipBlanks(&at)
      if XLSXSheetReader.skip(&at, "</c>") { break }
      if XLSXSheetReader.skip(&at, "<v>") {
        guard !hasValue, scanText(&at, keeping: true), XLSXSheetReader.skip(&at, "</v>") else { return false }
        hasValue = true
      } else if XLSXSheetReader.skip(&at, "<is>") {
        guard !hasValue, scanInline(&at) else { return false }
        hasValue = true
      } else if XLSXSheetReader.skip(&at, "<v/>") {
        guard !hasValue else { return false }
        hasValue = true
      } else if at[0] == 0x3C, at[1] == 0x66 {
        at += 2
        guard scanFormula(&at) else { return false }
      } else {
        return false
      }
    }
    if text.count == 0 { return true }
    if type == .number || type == .shared { return putNumber(text.bytes) }
    guard let cell = cell(nil) else { return true }
    return put(cell, nil)
  }

  private mutating func scanInline(_ at: inout Bytes) -> Bool {
    XLSXSheetReader.skipBlanks(&at)
    guard XLSXSheetReader.skip(&at, "<t") else { return false }
    var count = 0
    while XLSXSheetReader.attribute(&at) != nil { count += 1 }
    guard count <= 1 else { return false }
    if !XLSXSheetReader.skip(&at, "/>") {
      guard XLSXSheetReader.skip(&at, ">"), scanText(&at, keeping: true), XLSXSheetReader.skip(&at, "</t>") else {
        return false
      }
    }
    XLSXSheetReader.skipBlanks(&at)
    return XLSXSheetReader.skip(&at, "</is>")
  }

  /// A formula from behind its `<f`; its result is what counts.
  private mutating func scanFormula(_ at: inout Bytes) -> Bool {
    var names: [(start: Bytes, count: Int)] = []
    while let attribute = XLSXSheetReader.attribute(&at) {
      let name = attribute.name
      if names.contains(where: { $0.count == name.count && memcmp($0.start, name.start, name.count) == 0 }) {
        return false
      }
      names.append(name)
      if names.count > 16 { return false }
    }
    if XLSXSheetReader.skip(&at, "/>") { return true }
    return XLSXSheetReader.skip(&at, ">") && scanText(&at, keeping: false) && XLSXSheetReader.skip(&at, "</f>")
  }

  /// Text up to the next tag, with the five references resolved. `]]>` is no text, returns are not kept as they are.
  private mutating func scanText(_ at: inout Bytes, keeping: Bool) -> Bool {
    let whole = at
    var start = at
    var isPlain = true
    while true {
      let byte = at[0]
      if byte == 0x3C { break }
      if byte >= 0x80 {
        isPlain = false
      } else if byte == 0x26 {
        if keeping { text.append(start, at - start) }
        guard let letter = XLSXSheetReader.reference(&at) else { return false }
        if keeping { withUnsafePointer(to: letter) { text.append($0, 1) } }
        start = at
        continue
      } else if byte < 0x20 ? byte != 0x09 && byte != 0x0A : byte == 0x3E && at - whole >= 2 && at[-1] == 0x5D {
        return false
      }
      at += 1
    }
    if keeping { text.append(start, at - start) }
    return isPlain || XLSXSheetReader.isSound(whole, at - whole)
  }

  // MARK: - Pieces of markup

  /// Whether bytes are UTF-8 without the two characters that XML leaves out, U+FFFE and U+FFFF.
  private static func isSound(_ text: Bytes, _ count: Int) -> Bool {
    guard ck_utf8_valid(text, count) == count else { return false }
    for index in 0..<count where text[index] == 0xEF {
      if text[index + 1] == 0xBF, text[index + 2] >= 0xBE { return false }
    }
    return true
  }

  private static func reference(_ at: inout Bytes) -> UInt8? {
    if skip(&at, "&amp;") { return 0x26 }
    if skip(&at, "&lt;") { return 0x3C }
    if skip(&at, "&gt;") { return 0x3E }
    if skip(&at, "&quot;") { return 0x22 }
    return skip(&at, "&apos;") ? 0x27 : nil
  }

  @inline(__always)
  static func skipBlanks(_ at: inout Bytes) {
    while at[0] == 0x20 || at[0] == 0x0A || at[0] == 0x0D || at[0] == 0x09 { at += 1 }
  }

  /// Goes over `word` if it stands here.
  @inline(__always)
  private static func skip(_ at: inout Bytes, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    for index in 0..<count where at[index] != word.utf8Start[index] { return false }
    at += count
    return true
  }

  private static func whole(_ digits: Bytes, _ count: Int) -> Int? {
    var value = 0
    for index in 0..<count {
      guard digits[index] &- 48 < 10 else { return nil }
      value = value * 10 + Int(digits[index] &- 48)
    }
    return count > 0 ? value : nil
  }

  /// ` name="value"`; `nil` if none comes. Only plain ASCII without references is taken.
  private static func attribute(
    _ at: inout Bytes
  ) -> (name: (start: Bytes, count: Int), value: (start: Bytes, count: Int))? {
    guard at[0] == 0x20 else { return nil }
    let before = at
    skipBlanks(&at)
    let name = at
    guard (at[0] | 32) &- 97 < 26 else {
      // A blank before the end of the tag.
      if at[0] != 0x2F, at[0] != 0x3E { at = before }
      return nil
    }
    while (at[0] | 32) &- 97 < 26 || at[0] &- 48 < 11 || at[0] == 0x2E || at[0] == 0x2D { at += 1 }
    let nameCount = at - name
    guard at[0] == 0x3D, at[1] == 0x22 else { return nil }
    at += 2
    let value = at
    while at[0] >= 0x20, at[0] < 0x80, at[0] != 0x22, at[0] != 0x26, at[0] != 0x3C { at += 1 }
    guard at[0] == 0x22 else { return nil }
    at += 1
    return ((name, nameCount), (value, at - 1 - value))
  }
}
