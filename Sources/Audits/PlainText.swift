/// The many ways in which publications write the same character, made one.
enum PlainText {
  /// Full-width letters, digits and punctuation become ASCII, every dash that can be a minus a hyphen, all blanks a
  /// space. One scalar stays one scalar, so columns in the file stay what they were.
  static func plain(_ text: some StringProtocol) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { plain.append(self.plain(scalar)) }
    return String(plain)
  }

  static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)!
    case 0x3000, 0xA0, 0x2002...0x200A, 0x202F, 0x0D: " "
    case 0x2212, 0x2010...0x2015, 0xFE63: "-"
    case 0x2264, 0x2A7D: "≤"
    case 0x2265, 0x2A7E: "≥"
    case 0xFE64: "<"
    case 0xFE65: ">"
    case 0x3C7, 0x3A7, 0x1D712, 0x1D6D8: "χ"
    case 0x2032: "'"
    default: scalar
    }
  }
}
