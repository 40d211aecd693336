import CKernels
import Evidence

/// The SHA-256 of some bytes: what a result says of the file it came from.
///
///     ContentHash(of: Array("abc".utf8)).hexadecimal    // "ba7816bf…"
public struct ContentHash: Sendable, Hashable {
  public let bytes: [UInt8]

  public init(of bytes: [UInt8]) {
    self.init(bytes, portable: false)
  }

  /// With `portable`, the processor's own instructions are left aside.
  init(_ bytes: [UInt8], portable: Bool) {
    self = bytes.withUnsafeBufferPointer { ContentHash($0.baseAddress, $0.count, portable: portable) }
  }

  init(_ file: FileBytes) {
    self.init(file.base, file.count, portable: false)
  }

  private init(_ start: UnsafePointer<UInt8>?, _ count: Int, portable: Bool) {
    var digest = [UInt8](repeating: 0, count: 32)
    ck_sha256(start, count, &digest, portable ? 1 : 0)
    bytes = digest
  }

  /// In lower case.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension TableSource {
  /// The hash of the whole file, whatever part of it is read.
  public func contentHash() throws(Fault) -> ContentHash { ContentHash(try open()) }

  /// A file that holds no table, such as a codebook, as it is.
  public static func bytes(ofFile path: String) throws(Fault) -> [UInt8] {
    let file = try TableSource(wholePath: path).open()
    return Array(UnsafeBufferPointer(start: file.base, count: file.count))
  }
}
