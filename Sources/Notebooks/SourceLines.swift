/// The lines of a file, each with the bytes that end it, so that what is not changed stays as it was.
struct SourceLines: Sendable {
  let bytes: [UInt8]
  /// Where each line begins, and at last where the file ends.
  private let starts: [Int]
  /// Where the text of each line ends, before its line break.
  private let ends: [Int]

  /// CR, LF and CRLF each end a line, as CommonMark has it.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts: [Int] = []
    var ends: [Int] = []
    var start = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x0A || byte == 0x0D else {
        index += 1
        continue
      }
      starts.append(start)
      ends.append(index)
      index += byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
      start = index
    }
    if start < bytes.count {
      starts.append(start)
      ends.append(bytes.count)
    }
    starts.append(bytes.count)
    (self.starts, self.ends) = (starts, ends)
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  var count: Int { ends.count }

  /// A line without its line break.
  subscript(line: Int) -> String { String(decoding: bytes[starts[line]..<ends[line]], as: UTF8.self) }

  /// A line without spaces and tabs at its end.
  func trimmed(_ line: Int) -> String {
    let text = self[line]
    guard let last = text.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(text[...last])
  }

  /// Whether a line holds nothing but spaces and tabs.
  func isBlank(_ line: Int) -> Bool {
    bytes[starts[line]..<ends[line]].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The bytes of some lines with their line breaks.
  func bytes(of lines: Range<Int>) -> ArraySlice<UInt8> { bytes[starts[lines.lowerBound]..<starts[lines.upperBound]] }

  /// The line break of the file: that of its first line.
  var lineBreak: [UInt8] {
    guard count > 0, ends[0] < starts[1] else { return [0x0A] }
    return Array(bytes[ends[0]..<starts[1]])
  }

  /// Whether the last line has no line break behind it.
  var endsOpen: Bool { count > 0 && ends[count - 1] == bytes.count }
}
