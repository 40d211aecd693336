import CKernels
import Tables

/// What one cell of a text table means, read carefully: full-width digits, blanks, dates and marks for "not there".
enum CellMeaning: Hashable {
  /// Nothing but blanks.
  case nothing
  /// A word by which programs say that there is no value: `NA`, `#DIV/0!`. In a column of texts it is a text.
  case notAvailable
  case whole(Int64)
  case real(Double)
  case date(days: Int)
  case dateTime(seconds: Int64)
  /// A number with commas, or with several points, which only the whole column can explain.
  case grouped(Grouping)
  case text

  /// What the separators in a number say about their own role.
  struct Grouping: Hashable {
    enum Evidence: Hashable { case decimalComma, thousands, either }
    let evidence: Evidence
    /// The value if the comma is a decimal comma, and if it separates thousands.
    let asDecimal: Double?
    let asThousands: Double?
  }
}

/// Reads cells one by one. It is slow, so it is asked for distinct texts and for exceptions only.
struct CellReader {
  /// Whether some number was written with full-width characters.
  private(set) var sawFullWidth = false
  private var plain: [UInt8] = []

  /// No number or date is longer.
  static let longest = 96

  static let marks: Set<String> = [
    "na", "n/a", "null", ".", "nan", "none", "#n/a", "#div/0!", "#null!", "#num!", "#ref!", "#value!", "#name?", "<na>",
  ]

  mutating func meaning(of text: UnsafeBufferPointer<UInt8>) -> CellMeaning {
    plain.removeAll(keepingCapacity: true)
    guard let isFullWidth = simplify(text) else { return .text }
    if plain.isEmpty { return .nothing }
    if plain.count > CellReader.longest { return .text }
    let meaning = plain.withUnsafeBufferPointer(CellReader.meaning(ofPlain:))
    if isFullWidth, meaning != .text { sawFullWidth = true }
    return meaning
  }

  /// The cell in ASCII without blanks around it: full-width forms become half-width. `nil` if something else is in it.
  private mutating func simplify(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    var isFullWidth = false
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        plain.append(byte == UInt8(ascii: "\t") ? UInt8(ascii: " ") : byte)
        at += 1
        continue
      }
      let next = at + 1 < text.count ? text[at + 1] : 0
      let third = at + 2 < text.count ? text[at + 2] : 0
      switch (byte, next, third) {
      case (0xC2, 0xA0, _): plain.append(UInt8(ascii: " "))  // no-break space
      case (0xE3, 0x80, 0x80): plain.append(UInt8(ascii: " "))  // ideographic space
      case (0xEF, 0xBC, 0x81...0xBF):  // full-width ! to _
        plain.append(third - 0x60)
        isFullWidth = true
      case (0xEF, 0xBD, 0x81...0x9E):  // full-width a to ~
        plain.append(third - 0x20)
        isFullWidth = true
      case (0xE2, 0x88, 0x92):  // minus sign
        plain.append(UInt8(ascii: "-"))
        isFullWidth = true
      case (0xE5, 0xB9, 0xB4), (0xE6, 0x9C, 0x88), (0xE6, 0x97, 0xA5):  // 年 月 日
        plain.append(byte == 0xE5 ? 1 : next == 0x9C ? 2 : 3)
      default: return nil
      }
      at += byte == 0xC2 ? 2 : 3
      if plain.count > 4 * CellReader.longest { return nil }
    }
    while plain.last == UInt8(ascii: " ") { plain.removeLast() }
    let lead = plain.prefix { $0 == UInt8(ascii: " ") }.count
    plain.removeFirst(lead)
    return isFullWidth
  }

  private static func meaning(ofPlain text: UnsafeBufferPointer<UInt8>) -> CellMeaning {
    var whole: Int64 = 0
    var real = 0.0
    switch ck_csv_number(text.baseAddress, text.count, &whole, &real) {
    case 1: return .whole(whole)
    case 2: return .real(real)
    default: break
    }
    switch text[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"):
      if let date = DateText.meaning(of: text) { return date }
      if let grouping = GroupedNumber.grouping(of: text) { return .grouped(grouping) }
    default: break
    }
    if text.count <= 8, marks.contains(String(decoding: text, as: UTF8.self).lowercased()) { return .notAvailable }
    return .text
  }
}
