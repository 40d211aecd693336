import Evidence
import Glibc

/// The bytes of a zip file, whose parts are found by name.
///
/// Names are compared without regard to case, as Office does, and backslashes count as slashes, since some writers on
/// Windows use them. Entries whose name leads out of the archive (`../`, `/etc`, `C:`) are left aside. The list at the
/// end of the file is what counts; of the headers before each part only the length is taken.
final class ZipArchive {
  /// One part of the archive.
  struct Entry {
    let name: String
    let packedSize: Int
    let fullSize: Int
    let isEncrypted: Bool
    let method: Int
    let checksum: UInt32
    /// Where the part's own header begins.
    let position: Int
  }

  /// What messages call the file.
  let path: String
  let limits: ZipLimits
  let bytes: UnsafeRawBufferPointer
  private var entries: [String: Entry] = [:]
  /// What the parts read so far came to.
  var unpacked = 0

  /// `bytes` must outlive the archive.
  init(_ bytes: UnsafeRawBufferPointer, path: String, limits: ZipLimits = ZipLimits()) throws(Fault) {
    self.bytes = bytes
    self.path = path
    self.limits = limits
    try list()
  }

  var names: [String] { entries.values.map(\.name).sorted() }

  subscript(name: String) -> Entry? { entries[name.lowercased()] }

  private var broken: Fault { Fault(ZipFault.broken, at: Place(file: path)) }

  /// A whole number of `width` bytes, the least significant first; `nil` beyond the end of the file or of `Int`.
  func number(_ width: Int, at place: Int) -> Int? {
    guard place >= 0, place <= bytes.count - width else { return nil }
    var value: UInt64 = 0
    for index in 0..<width { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
    return Int(exactly: value)
  }

  // MARK: - The list of parts

  private struct Directory {
    var start: Int
    var size: Int
    var count: Int
    /// How many bytes were put before the archive, as self-extracting ones do.
    var shift: Int
  }

  private func list() throws(Fault) {
    guard let directory = directory() else { throw broken }
    if directory.count > limits.parts {
      throw Fault(ZipFault.tooManyParts, at: Place(file: path), ["limit": .integer(limits.parts)])
    }
    var place = directory.start
    for _ in 0..<directory.count {
      guard let next = addEntry(at: place, shift: directory.shift) else { throw broken }
      place = next
    }
  }

  /// Reads the record at the end of the file, behind which only a comment of up to 64 KB may stand.
  private func directory() -> Directory? {
    var end = bytes.count - 22
    let first = max(0, end - 65_535)
    while end >= first, number(4, at: end) != 0x0605_4B50 { end -= 1 }
    guard end >= first, let count = number(2, at: end + 10), let size = number(4, at: end + 12),
      let start = number(4, at: end + 16)
    else { return nil }
    var directory = Directory(start: start, size: size, count: count, shift: 0)
    var foot = end
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF, number(4, at: end - 20) == 0x0706_4B50 {
      guard let place = number(8, at: end - 12), number(4, at: place) == 0x0606_4B50,
        let count = number(8, at: place + 32), let size = number(8, at: place + 40),
        let start = number(8, at: place + 48)
      else { return nil }
      directory = Directory(start: start, size: size, count: count, shift: 0)
      foot = place
    }
    guard directory.size <= foot, directory.start <= foot - directory.size else { return nil }
    directory.shift = foot - directory.size - directory.start
    directory.start += directory.shift
    return directory
  }

  /// The place behind the entry, `nil` if there is none.
  private func addEntry(at place: Int, shift: Int) -> Int? {
    guard number(4, at: place) == 0x0201_4B50, let flags = number(2, at: place + 8),
      let method = number(2, at: place + 10), let checksum = number(4, at: place + 16),
      var packed = number(4, at: place + 20), var full = number(4, at: place + 24),
      let nameLength = number(2, at: place + 28), let extraLength = number(2, at: place + 30),
      let commentLength = number(2, at: place + 32), var position = number(4, at: place + 42)
    else { return nil }
    let extra = place + 46 + nameLength
    let next = extra + extraLength + commentLength
    guard next <= bytes.count else { return nil }
    // Sizes that do not fit 32 bits stand in the extra field, in this order.
    var field = extra
    while field + 4 <= extra + extraLength, let kind = number(2, at: field), let length = number(2, at: field + 2) {
      if kind == 1 {
        var at = field + 4
        let last = min(at + length, extra + extraLength)
        func take(_ value: inout Int) -> Bool {
          guard value == 0xFFFF_FFFF else { return true }
          guard at + 8 <= last, let wide = number(8, at: at) else { return false }
          value = wide
          at += 8
          return true
        }
        guard take(&full), take(&packed), take(&position) else { return nil }
      }
      field += 4 + length
    }
    let name = ZipArchive.safeName(Array(bytes[place + 46..<extra]))
    if let name, entries[name.lowercased()] == nil {
      entries[name.lowercased()] = Entry(
        name: name, packedSize: packed, fullSize: full, isEncrypted: flags & 1 != 0, method: method,
        checksum: UInt32(checksum), position: position &+ shift)
    }
    return next
  }

  /// The name with slashes, `nil` if it leads out of the archive or names a folder.
  static func safeName(_ bytes: [UInt8]) -> String? {
    let name = String(decoding: bytes.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }, as: UTF8.self)
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if name.isEmpty || parts.contains("..") || name.hasPrefix("/") || name.hasSuffix("/") || name.contains(":")
      || name.utf8.contains(0)
    {
      return nil
    }
    return name
  }

  /// All of a small part at once.
  func contents(of entry: Entry) throws(Fault) -> [UInt8] {
    let part = try ZipPart(entry, of: self)
    var piece = [UInt8](repeating: 0, count: 4096)
    var all: [UInt8] = []
    while true {
      let count = try part.read(into: &piece, capacity: piece.count)
      if count == 0 { return all }
      all += piece.prefix(count)
    }
  }
}
