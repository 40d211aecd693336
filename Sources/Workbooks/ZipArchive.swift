import CMiniZip
import Evidence
import Glibc

/// A zip file opened for reading, whose parts are found by name.
///
/// Names are compared without regard to case, as Office does, and backslashes count as slashes, since some writers on
/// Windows use them. Entries whose name leads out of the archive (`../`, `/etc`, `C:`) are left aside.
final class ZipArchive {
  /// One part of the archive.
  struct Entry {
    let name: String
    let packedSize: UInt64
    let fullSize: UInt64
    let isEncrypted: Bool
    let method: UInt
    fileprivate let position: unz64_file_pos
  }

  let path: String
  let limits: ZipLimits
  private let handle: unzFile
  private var entries: [String: Entry] = [:]
  private var unpacked: UInt64 = 0

  init(path: String, limits: ZipLimits = ZipLimits()) throws(Fault) {
    guard let handle = unzOpen64(path) else { throw Fault(ZipFault.broken, at: Place(file: path)) }
    self.path = path
    self.limits = limits
    self.handle = handle
    try list()
  }

  deinit { unzClose(handle) }

  var names: [String] { entries.values.map(\.name).sorted() }

  subscript(name: String) -> Entry? { entries[name.lowercased()] }

  private func list() throws(Fault) {
    var status = unzGoToFirstFile(handle)
    var count = 0
    while status == UNZ_OK {
      var info = unz_file_info64()
      var bytes = [CChar](repeating: 0, count: 1024)
      guard unzGetCurrentFileInfo64(handle, &info, &bytes, UInt(bytes.count - 1), nil, 0, nil, 0) == UNZ_OK else {
        throw Fault(ZipFault.broken, at: Place(file: path))
      }
      count += 1
      if count > limits.parts {
        throw Fault(ZipFault.tooManyParts, at: Place(file: path), ["limit": .integer(limits.parts)])
      }
      var position = unz64_file_pos()
      unzGetFilePos64(handle, &position)
      let raw = bytes.prefix(min(Int(info.size_filename), bytes.count - 1)).map { UInt8(bitPattern: $0) }
      if let name = ZipArchive.safeName(raw), entries[name.lowercased()] == nil {
        entries[name.lowercased()] = Entry(
          name: name, packedSize: UInt64(info.compressed_size), fullSize: UInt64(info.uncompressed_size),
          isEncrypted: info.flag & 1 != 0, method: UInt(info.compression_method), position: position)
      }
      status = unzGoToNextFile(handle)
    }
    if status != UNZ_END_OF_LIST_OF_FILE { throw Fault(ZipFault.broken, at: Place(file: path)) }
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

  /// Unpacks a part piece by piece: `room(n)` gives at least *n* bytes to fill, `use(n)` is told how many came, 0 at the end.
  ///
  /// The size written in the archive is not believed; what is unpacked is counted against ``ZipLimits``.
  func unpack(
    _ entry: Entry, piece: Int = 1 << 18, into room: (Int) throws(Fault) -> UnsafeMutableRawPointer,
    use: (Int) throws(Fault) -> Void
  ) throws(Fault) {
    let place = Place(file: path, detail: entry.name)
    if entry.isEncrypted { throw Fault(ZipFault.encrypted, at: place) }
    guard entry.method == 0 || entry.method == 8 else {
      throw Fault(ZipFault.unknownCompression, at: place, ["method": .integer(Int(entry.method))])
    }
    var position = entry.position
    guard unzGoToFilePos64(handle, &position) == UNZ_OK, unzOpenCurrentFile(handle) == UNZ_OK else {
      throw Fault(ZipFault.brokenPart, at: place)
    }
    var isOpen = true
    defer { if isOpen { unzCloseCurrentFile(handle) } }
    var size: UInt64 = 0
    while true {
      let count = unzReadCurrentFile(handle, try room(piece), UInt32(piece))
      if count < 0 { throw Fault(ZipFault.brokenPart, at: place) }
      size += UInt64(count)
      unpacked += UInt64(count)
      try check(size, entry, place)
      if count == 0 {
        isOpen = false
        // Closing is what compares the checksum.
        guard unzCloseCurrentFile(handle) == UNZ_OK else { throw Fault(ZipFault.brokenPart, at: place) }
        // minizip ends quietly where the file does.
        guard size == entry.fullSize else { throw Fault(ZipFault.brokenPart, at: place) }
        return try use(0)
      }
      try use(Int(count))
    }
  }

  /// All of a small part at once.
  func contents(of entry: Entry) throws(Fault) -> [UInt8] {
    let room = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 16)
    defer { room.deallocate() }
    var bytes: [UInt8] = []
    try unpack(entry, piece: 4096) { (_) throws(Fault) in
      room
    } use: { (count) throws(Fault) in
      bytes += UnsafeRawBufferPointer(start: room, count: count)
    }
    return bytes
  }

  private func check(_ size: UInt64, _ entry: Entry, _ place: Place) throws(Fault) {
    if size > limits.partBytes || unpacked > limits.totalBytes {
      let limit = size > limits.partBytes ? limits.partBytes : limits.totalBytes
      throw Fault(ZipFault.tooLarge, at: place, ["limit": .integer(Int(limit >> 20))])
    }
    if size > limits.ratioFreeBytes, size / max(entry.packedSize, 1) > limits.ratio {
      throw Fault(ZipFault.bomb, at: place, ["ratio": .integer(Int(limits.ratio))])
    }
  }
}

/// How much an archive may unpack to. An archive of a few kilobytes can hold petabytes of zeros.
package struct ZipLimits: Sendable {
  /// A full sheet of a million rows by a hundred columns is about 4 GB of XML.
  package var partBytes: UInt64 = 8 << 30
  package var totalBytes: UInt64 = 16 << 30
  /// Sheets pack to between 1:5 and 1:40; the most that zip can do is 1:1032.
  package var ratio: UInt64 = 200
  /// Below this size the ratio does not matter, because it fits memory anyhow.
  package var ratioFreeBytes: UInt64 = 64 << 20
  /// A workbook of a thousand sheets with pictures has some thousands.
  package var parts = 65_536

  package init() {}
}

/// What can be wrong with a zip file, whatever is in it.
public enum ZipFault: String, FaultCode {
  case broken = "zip-broken"
  case brokenPart = "zip-broken-part"
  case encrypted = "zip-encrypted"
  case unknownCompression = "zip-unknown-compression"
  case tooLarge = "zip-too-large"
  case bomb = "zip-bomb"
  case tooManyParts = "zip-too-many-parts"

  public var kind: Fault.Kind { .input }
}
