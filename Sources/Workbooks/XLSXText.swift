import CExpat
import Evidence
import Glibc
import Tables

/// Text of one cell or one shared string, gathered from the pieces in which the parser hands it over.
struct XLSXText {
  private(set) var base = UnsafeMutablePointer<UInt8>.allocate(capacity: 4096)
  private(set) var count = 0
  private var capacity = 4096

  mutating func clear() { count = 0 }

  @inline(__always)
  mutating func append(_ piece: UnsafeRawPointer, _ length: Int) {
    if count + length > capacity { grow(to: count + length) }
    memcpy(base + count, piece, length)
    count += length
  }

  private mutating func grow(to size: Int) {
    capacity = max(size, capacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  func free() { base.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Whether nothing but blanks stands here: spaces, tabs, line ends, no-break and ideographic spaces.
  var isBlank: Bool {
    var index = 0
    while index < count {
      switch base[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case 0xC2 where index + 1 < count && base[index + 1] == 0xA0: index += 2
      case 0xE3 where index + 2 < count && base[index + 1] == 0x80 && base[index + 2] == 0x80: index += 3
      default: return false
      }
    }
    return true
  }

  /// Replaces `_x000D_` and the like by the characters they stand for.
  ///
  /// Carriage returns before line feeds are dropped, halves of surrogate pairs are put together, and what is no
  /// character becomes U+FFFD.
  mutating func unescape() {
    guard count >= 7, memchr(base, 95, count) != nil else { return }
    var read = 0
    var written = 0
    var high: UInt32 = 0
    func put(_ scalar: UInt32) {
      for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}")! {
        base[written] = byte
        written += 1
      }
    }
    while read < count {
      if let code = escape(at: read) {
        read += 7
        if high != 0, (0xDC00...0xDFFF).contains(code) {
          put(0x10000 + (high - 0xD800) << 10 + (code - 0xDC00))
          high = 0
          continue
        }
        if high != 0 { put(0xFFFD) }
        high = (0xD800...0xDBFF).contains(code) ? code : 0
        let isReturnBeforeFeed = code == 0x0D && read < count && (base[read] == 0x0A || escape(at: read) == 0x0A)
        if high == 0, !isReturnBeforeFeed { put(code == 0 ? 0xFFFD : code) }
      } else {
        if high != 0 { put(0xFFFD) }
        high = 0
        base[written] = base[read]
        written += 1
        read += 1
      }
    }
    if high != 0 { put(0xFFFD) }
    count = written
  }

  private func escape(at start: Int) -> UInt32? {
    guard start + 7 <= count, base[start] == 95, base[start + 1] == 120, base[start + 6] == 95 else { return nil }
    var code: UInt32 = 0
    for index in start + 2..<start + 6 {
      switch base[index] {
      case 48...57: code = code << 4 + UInt32(base[index] - 48)
      case 65...70: code = code << 4 + UInt32(base[index] - 55)
      case 97...102: code = code << 4 + UInt32(base[index] - 87)
      default: return nil
      }
    }
    return code
  }
}

/// The texts that cells share, each as a place in a pool.
struct XLSXSharedStrings {
  private(set) var places: [Int32] = []
  private(set) var pool = TextPoolBuilder()
  private var text = XLSXText()
  private var isInItem = false
  private var isInText = false
  private var phoneticDepth = 0

  /// None: a workbook need not share any.
  init() { text.free() }

  init(_ entry: ZipArchive.Entry, in archive: ZipArchive) throws(Fault) {
    let fault = withUnsafeMutablePointer(to: &self) { state -> Fault? in
      do throws(Fault) {
        try XLSXMarkup.parse(
          entry, in: archive, state: UnsafeMutableRawPointer(state), start: XLSXSharedStrings.start,
          end: XLSXSharedStrings.end, text: XLSXSharedStrings.characters)
        return nil
      } catch {
        return error
      }
    }
    text.free()
    if let fault { throw fault }
  }

  /// The place of a text that a cell holds itself, −1 if it is blank.
  mutating func place(ofInline text: XLSXText) -> Int32 {
    text.isBlank ? -1 : pool.place(of: text.bytes)
  }

  /// The pool's place of a shared string, −1 if it is blank; `nil` if there is no such string.
  func place(ofIndex index: Int) -> Int32? {
    places.indices.contains(index) ? places[index] : nil
  }

  private static let start: XML_StartElementHandler = { parser, name, _ in
    let state = XLSXMarkup.state(parser, as: XLSXSharedStrings.self)
    let name = XLSXMarkup.local(name!)
    if XLSXMarkup.equal(name, "si") {
      state.pointee.isInItem = true
      state.pointee.text.clear()
    } else if XLSXMarkup.equal(name, "t") {
      state.pointee.isInText = state.pointee.isInItem && state.pointee.phoneticDepth == 0
    } else if XLSXMarkup.equal(name, "rPh") {
      state.pointee.phoneticDepth += 1
    }
  }

  private static let end: XML_EndElementHandler = { parser, name in
    let state = XLSXMarkup.state(parser, as: XLSXSharedStrings.self)
    let name = XLSXMarkup.local(name!)
    if XLSXMarkup.equal(name, "t") {
      state.pointee.isInText = false
    } else if XLSXMarkup.equal(name, "rPh") {
      state.pointee.phoneticDepth -= 1
    } else if XLSXMarkup.equal(name, "si") {
      state.pointee.isInItem = false
      state.pointee.text.unescape()
      let text = state.pointee.text
      state.pointee.places.append(text.isBlank ? -1 : state.pointee.pool.place(of: text.bytes))
    }
  }

  private static let characters: XML_CharacterDataHandler = { parser, piece, length in
    let state = XLSXMarkup.state(parser, as: XLSXSharedStrings.self)
    if state.pointee.isInText { state.pointee.text.append(piece!, Int(length)) }
  }
}
