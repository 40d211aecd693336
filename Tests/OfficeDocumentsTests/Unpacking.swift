import CExpat
import CZlib
import Testing

/// A package taken apart by zlib, the other party of our packer.
struct Unpacked {
  private(set) var names: [String] = []
  private(set) var parts: [String: [UInt8]] = [:]

  init(_ bytes: [UInt8]) throws {
    func number(_ count: Int, at place: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    let end = bytes.count - 22
    try #require(number(4, at: end) == 0x0605_4B50)
    var place = number(4, at: end + 16)
    for _ in 0..<number(2, at: end + 10) {
      try #require(number(4, at: place) == 0x0201_4B50)
      // 1 January 1980, midnight.
      try #require(number(4, at: place + 12) == 0x0021_0000)
      let nameLength = number(2, at: place + 28)
      let name = String(decoding: bytes[place + 46..<place + 46 + nameLength], as: UTF8.self)
      let header = number(4, at: place + 42)
      let start = header + 30 + number(2, at: header + 26) + number(2, at: header + 28)
      let packed = Array(bytes[start..<start + number(4, at: place + 20)])
      let size = number(4, at: place + 24)
      let content = number(2, at: place + 10) == 0 ? packed : try Self.inflated(packed, size: size)
      try #require(content.count == size)
      try #require(Int(crc32(0, content, UInt32(content.count))) == number(4, at: place + 16))
      names.append(name)
      parts[name] = content
      place += 46 + nameLength
    }
    try #require(place == end)
  }

  func text(_ name: String) -> String { String(decoding: parts[name] ?? [], as: UTF8.self) }

  static func inflated(_ packed: [UInt8], size: Int) throws -> [UInt8] {
    var stream = z_stream()
    var packed = packed
    // One byte more than needed, so that too much output is seen.
    var room = [UInt8](repeating: 0, count: size + 1)
    let count = packed.withUnsafeMutableBufferPointer { input in
      room.withUnsafeMutableBufferPointer { output -> Int? in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        guard inflate(&stream, Z_FINISH) == Z_STREAM_END, stream.avail_in == 0 else { return nil }
        return Int(stream.total_out)
      }
    }
    return Array(room.prefix(try #require(count)))
  }

  /// The error Expat finds in one part, `nil` for well-formed XML.
  func complaint(_ name: String) -> String? {
    guard let content = parts[name], let parser = XML_ParserCreate(nil) else { return "no such part" }
    defer { XML_ParserFree(parser) }
    let status = content.withUnsafeBytes {
      XML_Parse(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), 1)
    }
    return status == XML_STATUS_OK ? nil : String(cString: XML_ErrorString(XML_GetErrorCode(parser)))
  }

  func expectWellFormed() {
    for name in names where !name.hasSuffix(".png") { #expect(complaint(name) == nil, "\(name)") }
  }
}
