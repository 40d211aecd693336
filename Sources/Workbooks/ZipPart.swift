import CZlib
import Evidence
import Glibc

/// One part of a zip archive while it is unpacked, piece by piece.
///
/// The sizes written in the archive are not believed; what is unpacked is counted against ``ZipLimits``, and must come
/// to the size and the checksum that were promised.
final class ZipPart {
  private let entry: ZipArchive.Entry
  private let limits: ZipLimits
  private let place: Place
  private let unpackedBefore: Int
  private let archive: ZipArchive
  private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
  /// zlib keeps its address, so it may not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var hasEnded = false
  private var size = 0
  private var checksum: UInt = 0

  init(_ entry: ZipArchive.Entry, of archive: ZipArchive) throws(Fault) {
    stream.initialize(to: z_stream())
    self.entry = entry
    self.archive = archive
    limits = archive.limits
    place = Place(file: archive.path, detail: entry.name)
    unpackedBefore = archive.unpacked
    if entry.isEncrypted { throw Fault(ZipFault.encrypted, at: place) }
    guard entry.method == 0 || entry.method == 8 else {
      throw Fault(ZipFault.unknownCompression, at: place, ["method": .integer(entry.method)])
    }
    guard archive.number(4, at: entry.position) == 0x0403_4B50,
      let name = archive.number(2, at: entry.position + 26), let extra = archive.number(2, at: entry.position + 28),
      case let start = entry.position + 30 + name + extra, start <= archive.bytes.count,
      entry.packedSize <= archive.bytes.count - start
    else { throw Fault(ZipFault.brokenPart, at: place) }
    rest = UnsafeRawBufferPointer(rebasing: archive.bytes[start..<start + entry.packedSize])
    // Negative: without the header of zlib.
    let status = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "out of memory")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The next bytes, at most `capacity` of them; 0 at the end, where size and checksum are compared.
  func read(into room: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
    let count = entry.method == 0 ? copy(to: room, capacity) : try inflate(to: room, capacity)
    if count == 0 {
      guard size == entry.fullSize, UInt32(truncatingIfNeeded: checksum) == entry.checksum, hasEnded else {
        throw Fault(ZipFault.brokenPart, at: place)
      }
      archive.unpacked = unpackedBefore + size
      return 0
    }
    checksum = crc32(checksum, room.assumingMemoryBound(to: UInt8.self), UInt32(count))
    size += count
    try check()
    return count
  }

  /// The share of the part that has been read.
  var share: Double { min(1, Double(size) / Double(max(entry.fullSize, 1))) }

  private func copy(to room: UnsafeMutableRawPointer, _ capacity: Int) -> Int {
    let count = min(capacity, rest.count)
    if count > 0 { memcpy(room, rest.baseAddress!, count) }
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    hasEnded = rest.isEmpty
    return count
  }

  private func inflate(to room: UnsafeMutableRawPointer, _ capacity: Int) throws(Fault) -> Int {
    stream.pointee.next_out = room.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(capacity)
    while stream.pointee.avail_out > 0, !hasEnded {
      // The counter of zlib has 32 bits.
      let given = min(rest.count, 1 << 30)
      stream.pointee.next_in = UnsafeMutablePointer(mutating: rest.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(given)
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      let taken = given - Int(stream.pointee.avail_in)
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(taken))
      if status == Z_STREAM_END {
        hasEnded = true
      } else if status == Z_BUF_ERROR, rest.isEmpty {
        break
      } else if status != Z_OK {
        throw Fault(ZipFault.brokenPart, at: place)
      }
    }
    return capacity - Int(stream.pointee.avail_out)
  }

  private func check() throws(Fault) {
    if size > limits.partBytes || unpackedBefore + size > limits.totalBytes {
      let limit = size > limits.partBytes ? limits.partBytes : limits.totalBytes
      throw Fault(ZipFault.tooLarge, at: place, ["limit": .integer(limit >> 20)])
    }
    if size > limits.ratioFreeBytes, size / max(entry.packedSize, 1) > limits.ratio {
      throw Fault(ZipFault.bomb, at: place, ["ratio": .integer(limits.ratio)])
    }
  }
}
