import CKernels
import Glibc
import Tables
import Workbooks

/// What the first bytes of a file say it is.
enum FileContent: Hashable {
  case nothing
  case table(FileFormat)
  /// A kind that is known but holds no table we read.
  case foreign(TableSourceFault)
  case text

  init(_ bytes: FileBytes) {
    let known: [(FileContent, [UInt8])] = [
      (.table(.sav), Array("$FL2".utf8)), (.table(.zsav), Array("$FL3".utf8)),
      (.table(.dta), Array("<stata_dta>".utf8)), (.table(.sqlite), Array("SQLite format 3\0".utf8)),
      (.foreign(.oldWorkbook), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
      (.foreign(.compressed), [0x1F, 0x8B]), (.foreign(.compressed), Array("BZh".utf8)),
      (.foreign(.compressed), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]), (.foreign(.compressed), [0x28, 0xB5, 0x2F, 0xFD]),
      (.foreign(.otherArchive), [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.foreign(.otherArchive), Array("Rar!".utf8)),
      (.foreign(.parquet), Array("PAR1".utf8)), (.foreign(.pdf), Array("%PDF".utf8)),
      (.foreign(.rtf), Array("{\\rtf".utf8)),
    ]
    if bytes.count == 0 {
      self = .nothing
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]), XLSXFile.isEncrypted(UnsafeRawBufferPointer(bytes.buffer)) {
      // Its reader says that there is a password.
      self = .table(.xlsx)
    } else if let (content, _) = known.first(where: { bytes.starts(with: $0.1) }) {
      self = content
    } else if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6]) {
      self = FileContent.archive(bytes)
    } else if FileContent.isOldStata(bytes) {
      self = .table(.dta)
    } else {
      self = FileContent.text(bytes)
    }
  }

  /// The names in a zip archive stand in it as they are, in front of each member.
  private static func archive(_ bytes: FileBytes) -> FileContent {
    if bytes.contains("xl/workbook", near: .wholeFile) || bytes.contains("xl/worksheets", near: .wholeFile) {
      return .table(.xlsx)
    }
    if bytes.contains("word/document", near: .wholeFile) { return .foreign(.wordDocument) }
    if bytes.contains("ppt/presentation", near: .wholeFile) { return .foreign(.slides) }
    if bytes.contains("application/vnd.oasis.opendocument", near: .start) { return .foreign(.openDocument) }
    return .foreign(.otherArchive)
  }

  /// Versions 102 to 115: the version, a byte order of 1 or 2, the type 1, a zero.
  private static func isOldStata(_ bytes: FileBytes) -> Bool {
    bytes.count > 60 && (102...115).contains(bytes.base[0]) && (1...2).contains(bytes.base[1]) && bytes.base[2] == 1
      && bytes.base[3] == 0
  }

  private static func text(_ bytes: FileBytes) -> FileContent {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .text }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let sample = UnsafeBufferPointer(rebasing: bytes.buffer[start..<min(bytes.count, start + 4096)])
    // Blanks and line feeds are all there is: nothing to read.
    let visible = sample.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    if visible == nil, bytes.count == start + sample.count { return .nothing }
    let controls = sample.count { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 && $0 != 0 }
    if controls * 50 > sample.count { return .foreign(.binary) }
    if bytes.contains("SPSS PORT FILE", near: .start) { return .foreign(.portableSPSS) }
    let head = String(decoding: sample.prefix(256), as: UTF8.self).trimmed.lowercased()
    if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") || head.hasPrefix("<table") {
      return .foreign(.html)
    }
    if head.hasPrefix("{\"") || head.hasPrefix("[{") || head.hasPrefix("{\n") || head.hasPrefix("[\n") {
      return .foreign(.json)
    }
    return .text
  }
}

extension FileBytes {
  enum Stretch { case start, wholeFile }

  /// Whether some bytes occur, in the first kilobyte or anywhere.
  func contains(_ text: String, near stretch: Stretch) -> Bool {
    let wanted = Array(text.utf8)
    let length = stretch == .start ? min(count, 1024) : count
    var at = 0
    while at + wanted.count <= length, let found = memchr(base + at, Int32(wanted[0]), length - at - wanted.count + 1) {
      if memcmp(found, wanted, wanted.count) == 0 { return true }
      at = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    return false
  }
}
