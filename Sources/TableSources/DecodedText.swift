import CKernels
import Evidence
import Glibc

/// Text in UTF-8 made from the bytes of a file, with what had to be guessed.
struct DecodedText {
  let bytes: FileBytes
  /// Where the text begins, behind a byte order mark.
  let start: Int
  var caveats: [Caveat] = []

  /// How much of a file is looked at to tell its encoding; texts further on are checked when they are met.
  static let sample = 1 << 18

  /// The text of a file in the encoding it states, the one the user states, or UTF-8, else GB18030.
  init(_ file: FileBytes, encoding: String?, path: String, isCertainlyNotUTF8: Bool = false) throws(Fault) {
    if let encoding, !DecodedText.isUTF8(encoding) {
      self.init(try DecodedText.converted(file, from: 0, encoding, path, isGuess: false), start: 0)
      return
    }
    if file.starts(with: [0xEF, 0xBB, 0xBF]) {
      self.init(file, start: 3)
    } else if file.starts(with: [0xFF, 0xFE, 0, 0]) {
      self.init(try DecodedText.converted(file, from: 4, "UTF-32LE", path, isGuess: false), start: 0)
    } else if file.starts(with: [0xFF, 0xFE]) {
      self.init(try DecodedText.converted(file, from: 2, "UTF-16LE", path, isGuess: false), start: 0)
    } else if file.starts(with: [0xFE, 0xFF]) {
      self.init(try DecodedText.converted(file, from: 2, "UTF-16BE", path, isGuess: false), start: 0)
    } else if let wide = DecodedText.wideWithoutMark(file) {
      self.init(try DecodedText.converted(file, from: 0, wide, path, isGuess: true), start: 0)
      caveats.append(Caveat(CSVCaveat.encodingGuessed, at: Place(file: path), ["encoding": .text(wide)]))
    } else if encoding != nil {
      let end = ck_utf8_valid(file.base, file.count)
      if end < file.count {
        throw Fault(
          CSVFault.undecodable, at: TextPlace(file.buffer, path).place(of: end), ["encoding": .text("UTF-8")])
      }
      self.init(file, start: 0)
    } else if !isCertainlyNotUTF8, DecodedText.looksLikeUTF8(file) {
      self.init(file, start: 0)
    } else {
      guard DecodedText.looksLikeGB18030(file) else {
        throw Fault(
          CSVFault.unknownEncoding, at: TextPlace(file.buffer, path).place(of: DecodedText.firstInvalid(file)))
      }
      self.init(try DecodedText.converted(file, from: 0, "GB18030", path, isGuess: true), start: 0)
      caveats.append(Caveat(CSVCaveat.encodingGuessed, at: Place(file: path), ["encoding": "GB18030"]))
    }
  }

  private init(_ bytes: FileBytes, start: Int) {
    self.bytes = bytes
    self.start = start
  }

  static func isUTF8(_ name: String) -> Bool { ["utf-8", "utf8"].contains(name.lowercased()) }

  private static func firstInvalid(_ file: FileBytes) -> Int { min(ck_utf8_valid(file.base, file.count), file.count) }

  /// A character cut off at the end of the sample is no sign of another encoding.
  private static func looksLikeUTF8(_ file: FileBytes) -> Bool {
    let length = min(file.count, sample)
    let end = ck_utf8_valid(file.base, length)
    return end == length || (length < file.count && end > length - 4)
  }

  /// Text in UTF-16 without a mark betrays itself by zeros in every second byte of its ASCII characters.
  private static func wideWithoutMark(_ file: FileBytes) -> String? {
    let length = min(file.count, 4096) & ~1
    guard length >= 8 else { return nil }
    var zeros = [0, 0]
    for index in 0..<length where file.base[index] == 0 { zeros[index & 1] += 1 }
    if zeros[0] == 0, zeros[1] * 8 > length { return "UTF-16LE" }
    if zeros[1] == 0, zeros[0] * 8 > length { return "UTF-16BE" }
    return nil
  }

  /// Valid in form, and mostly in the plane of GB 2312, where all common characters are. Western text in a one-byte
  /// encoding puts ASCII letters behind its accented ones, which that plane does not have.
  private static func looksLikeGB18030(_ file: FileBytes) -> Bool {
    var common = 0
    var rare = 0
    var at = 0
    let length = min(file.count, 4 << 20)
    while at < length {
      let lead = file.base[at]
      if lead < 0x80 {
        at += 1
        continue
      }
      let trail = file.base[at + 1]
      if lead == 0x80 || lead == 0xFF { return false }
      if trail >= 0x30, trail <= 0x39 {
        rare += 1
        at += 4
      } else if trail >= 0x40, trail != 0x7F, trail != 0xFF {
        if lead >= 0xA1, lead <= 0xF7, trail >= 0xA1 { common += 1 } else { rare += 1 }
        at += 2
      } else {
        return at + 2 > file.count ? common > 0 : false
      }
    }
    return common >= 4 * rare && common > 0
  }

  /// The text by the system's own converter, which knows every encoding a spreadsheet writes.
  private static func converted(
    _ file: FileBytes, from start: Int, _ encoding: String, _ path: String, isGuess: Bool
  ) throws(Fault) -> FileBytes {
    guard let converter = iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else {
      throw Fault(CSVFault.encodingNotKnown, ["encoding": .text(encoding)])
    }
    defer { iconv_close(converter) }
    var failedAt: Int?
    // GB18030 and UTF-16 take at least two bytes for what takes three in UTF-8; one-byte encodings grow threefold at most.
    let text = FileBytes(capacity: (file.count - start) * 3 + 16) { target in
      var source: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
        mutating: UnsafeRawPointer(file.base + start).assumingMemoryBound(to: CChar.self))
      var left = file.count - start
      var output: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(target).assumingMemoryBound(to: CChar.self)
      var room = (file.count - start) * 3 + 16
      if iconv(converter, &source, &left, &output, &room) == -1 { failedAt = file.count - left }
      return UnsafeMutableRawPointer(output!) - UnsafeMutableRawPointer(target)
    }
    if let failedAt {
      throw Fault(
        isGuess ? CSVFault.unknownEncoding : CSVFault.undecodable,
        at: TextPlace(file.buffer, path).place(of: failedAt), ["encoding": .text(encoding)])
    }
    return text
  }
}

/// Turns offsets into lines and characters, for messages only.
struct TextPlace {
  let text: UnsafeBufferPointer<UInt8>
  let path: String

  init(_ text: UnsafeBufferPointer<UInt8>, _ path: String) {
    self.text = text
    self.path = path
  }

  /// The line and the character in it, both from 1, as editors count them: line breaks inside quotes count.
  func place(of offset: Int) -> Place {
    var line = 1
    var lineStart = 0
    for index in 0..<min(offset, text.count) where text[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    if lineStart == 0, text.starts(with: [0xEF, 0xBB, 0xBF]) { lineStart = min(3, offset) }
    var column = 1
    for index in lineStart..<max(lineStart, min(offset, text.count)) where text[index] & 0xC0 != 0x80 { column += 1 }
    return Place(file: path, line: line, column: column)
  }

  func line(of offset: Int) -> Int { place(of: offset).line! }
}
