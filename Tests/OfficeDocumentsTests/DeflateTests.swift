import Testing

@testable import OfficeDocuments

@Suite struct DeflateTests {
  func comesBack(_ bytes: [UInt8]) throws -> Bool {
    try Unpacked.inflated(Deflate.packed(bytes), size: bytes.count) == bytes
  }

  @Test func `zlib unpacks what was packed, whatever repeats in it`() throws {
    #expect(try comesBack([]))
    #expect(try comesBack([7]))
    #expect(try comesBack(Array("ab".utf8)))
    #expect(try comesBack([UInt8](repeating: 0, count: 100_000)))
    #expect(try comesBack((0..<70_000).map { UInt8($0 & 0xFF) }))
    #expect(try comesBack(Array(String(repeating: "<c r=\"A1\" s=\"3\"><v>碳索</v></c>", count: 3000).utf8)))
  }

  @Test func `every length and every distance is packed rightly`() throws {
    var state: UInt64 = 9
    func next() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    for length in 3...300 {
      let piece = (0..<length).map { _ in next() }
      #expect(try comesBack(piece + [1] + piece))
    }
    let piece = (0..<40).map { _ in next() }
    for distance in [1, 2, 3, 4, 5, 7, 33, 500, 4096, 24_577, 32_700, 32_767, 32_768, 32_769, 40_000] {
      #expect(try comesBack(piece + (0..<distance).map { _ in next() } + piece))
    }
  }

  @Test func `markup becomes a small part of itself`() {
    let rows = (0..<2000).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>\($0 * 37 % 991)</v></c></row>" }
    let bytes = Array(rows.joined().utf8)
    #expect(Deflate.packed(bytes).count < bytes.count / 4)
  }
}
