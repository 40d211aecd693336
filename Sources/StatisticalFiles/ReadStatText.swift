import Glibc

/// Turns bytes of a known encoding into text, with iconv where they are not UTF-8.
final class TextDecoding {
  let encoding: String
  private let converter: iconv_t?
  /// How many texts held bytes that mean nothing in the encoding.
  private(set) var repaired = 0

  /// `nil` if this machine does not know the encoding.
  init?(_ encoding: String) {
    self.encoding = encoding
    if encoding == "UTF-8" {
      converter = nil
    } else {
      let opened = iconv_open("UTF-8", encoding)
      if opened == nil || opened == iconv_t(bitPattern: -1) { return nil }
      converter = opened
    }
  }

  deinit { if let converter { iconv_close(converter) } }

  /// What iconv calls the encoding that a file or a person calls `name`.
  static func iconvName(_ name: String) -> String? {
    let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    switch plain {
    case "utf8", "unicode": return "UTF-8"
    // The older sets are parts of the newest, which reads them all.
    case "gb18030", "gbk", "gb2312", "cp936", "936", "windows936", "ms936", "euccn", "hzgb2312", "isoir58":
      return "GB18030"
    case "big5", "cp950", "950", "windows950", "ms950": return "CP950"
    case "shiftjis", "sjis", "cp932", "932", "windows932", "ms932", "windows31j": return "CP932"
    case "ksc56011987", "cp949", "949", "windows949", "uhc": return "CP949"
    case "ascii", "usascii", "": return nil
    default: break
    }
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x5F
    }
    guard isPlain, name.utf8.count <= 40 else { return nil }
    if plain.hasPrefix("windows"), let page = Int(plain.dropFirst(7)) { return "CP\(page)" }
    return TextDecoding(name) == nil ? nil : name
  }

  /// The text, `nil` if some bytes mean nothing.
  func exact(_ bytes: some Collection<UInt8>) -> String? {
    guard let converter else { return String(validating: bytes, as: UTF8.self) }
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    var source = Array(bytes).map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: source.count * 4 + 16)
    var targetLeft = target.count
    let isDone = source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var fromLeft = source.count
        var to = target.baseAddress
        iconv(converter, nil, nil, nil, nil)
        return iconv(converter, &from, &fromLeft, &to, &targetLeft) != Int(bitPattern: UInt.max) && fromLeft == 0
      }
    }
    guard isDone else { return nil }
    return String(decoding: target.prefix(target.count - targetLeft).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The text. Bytes that mean nothing become U+FFFD, but half a character at the end, where a field was too narrow, is dropped.
  func text(_ bytes: some BidirectionalCollection<UInt8>) -> String {
    if let text = exact(bytes) { return text }
    repaired += 1
    for cut in 1...3 {
      if let text = exact(bytes.dropLast(cut)) { return text }
    }
    if converter == nil { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.map { $0 < 0x80 ? UInt16($0) : 0xFFFD }, as: UTF16.self)
  }
}
