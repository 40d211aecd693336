import Testing

@testable import TableSources

@Suite struct ContentHashTests {
  /// The messages and digests of the examples that NIST publishes with FIPS 180-4, and of the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `digests are those of the standard`(_ message: String, _ digest: String) {
    #expect(ContentHash(of: Array(message.utf8)).hexadecimal == digest)
    #expect(ContentHash(Array(message.utf8), portable: true).hexadecimal == digest)
  }

  @Test func `the processor's rounds and the portable ones agree at every length`() {
    for length in 0..<300 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + length) }
      #expect(ContentHash(bytes, portable: false) == ContentHash(bytes, portable: true))
    }
  }
}
