import Glibc

/// The bytes of rows that wait to be read by hand: what was left of the last piece, and the piece behind it.
struct XLSXRowBuffer {
  /// Zeros behind the last byte, so that words can be loaded at any of them.
  private static let margin = 64
  /// A failure this close to the end is taken for a row that goes on in the next piece.
  private static let nearEnd = 64
  /// Excel's longest row is about a megabyte.
  private static let longestRow = 16 << 20

  private var base = UnsafeMutablePointer<UInt8>.allocate(capacity: margin)
  private var capacity = 0
  private var count = 0
  private var position = 0

  func free() { base.deallocate() }

  mutating func append(_ piece: UnsafeRawBufferPointer) {
    let left = count - position
    if left + piece.count > capacity {
      capacity = left + piece.count * 2
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + XLSXRowBuffer.margin)
      memcpy(larger, base + position, left)
      base.deallocate()
      base = larger
    } else {
      memmove(base, base + position, left)
    }
    if let start = piece.baseAddress { memcpy(base + left, start, piece.count) }
    position = 0
    count = left + piece.count
    memset(base + count, 0, XLSXRowBuffer.margin)
  }

  /// Reads whole rows. `false` where something else comes, or a row that is not plain; ``rest`` begins with it.
  mutating func scan(into reader: inout XLSXSheetReader) -> Bool {
    let end = UnsafePointer(base + count)
    var next = UnsafePointer(base + position)
    while true {
      var cursor = next
      XLSXSheetReader.skipBlanks(&cursor)
      let previous = reader.row
      guard reader.scanRow(&cursor) else {
        reader.row = previous
        position = next - UnsafePointer(base)
        return reader.fault == nil && end - cursor < XLSXRowBuffer.nearEnd && end - next < XLSXRowBuffer.longestRow
      }
      next = cursor
    }
  }

  /// What was not read by hand.
  var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + position, count: count - position) }

  /// Where the first row would stand, if the first piece of a sheet says that it is UTF-8 and has rows at all.
  static func startOfRows(in piece: UnsafeRawBufferPointer) -> Int? {
    let tag = Array("<sheetData>".utf8)
    guard let start = piece.firstPlace(of: tag) else { return nil }
    let head = String(decoding: piece[..<min(start, 200)], as: UTF8.self).lowercased()
    guard head.hasPrefix("<") || head.hasPrefix("\u{FEFF}<") else { return nil }
    if let declared = head.split(separator: "?").first(where: { $0.hasPrefix("xml ") }),
      let name = declared.split(separator: "encoding", maxSplits: 1).dropFirst().first
    {
      let quoted = name.drop { $0 == "=" || $0 == " " }.dropFirst()
      guard quoted.hasPrefix("utf-8\"") || quoted.hasPrefix("utf-8'") else { return nil }
    }
    return start + tag.count
  }
}
