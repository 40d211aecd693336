import CZlib

/// A package of parts as Office files are: a ZIP archive whose bytes depend on nothing but the parts.
struct PackageWriter {
  /// 1 January 1980, the first day a ZIP archive knows.
  private static let date: UInt16 = 1 << 5 | 1
  private static let version: UInt16 = 20

  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// `isPacked` is for text; pictures are packed already.
  mutating func add(_ name: String, _ content: [UInt8], isPacked: Bool = true) {
    let packed = isPacked ? Deflate.packed(content) : content
    let checksum = content.withUnsafeBufferPointer { UInt32(crc32(0, $0.baseAddress, UInt32($0.count))) }
    var header: [UInt8] = []
    header.append(Self.version)
    header.append(UInt16(0))
    header.append(UInt16(isPacked ? 8 : 0))
    header.append(UInt16(0))
    header.append(Self.date)
    header.append(checksum)
    header.append(UInt32(packed.count))
    header.append(UInt32(content.count))
    header.append(UInt16(name.utf8.count))
    header.append(UInt16(0))

    directory.append(UInt32(0x0201_4B50))
    directory.append(Self.version)
    directory += header
    directory += [UInt8](repeating: 0, count: 2 + 2 + 2 + 4)
    directory.append(UInt32(bytes.count))
    directory += Array(name.utf8)

    bytes.append(UInt32(0x0403_4B50))
    bytes += header
    bytes += Array(name.utf8)
    bytes += packed
    count += 1
  }

  /// The whole archive.
  consuming func finished() -> [UInt8] {
    let start = UInt32(bytes.count)
    bytes += directory
    bytes.append(UInt32(0x0605_4B50))
    bytes.append(UInt32(0))
    bytes.append(count)
    bytes.append(count)
    bytes.append(UInt32(directory.count))
    bytes.append(start)
    bytes.append(UInt16(0))
    return bytes
  }
}

extension [UInt8] {
  /// The number as its bytes, lowest first.
  fileprivate mutating func append(_ number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
