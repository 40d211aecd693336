import CKernels
import Evidence
import Glibc

/// The bytes of a file, or of text made from one, readable for 64 bytes on either side.
///
/// The margins let loops over 64 bytes at a time run over the ends. They hold zeros.
final class FileBytes: @unchecked Sendable {
  static let margin = 64

  let base: UnsafePointer<UInt8>
  private(set) var count: Int
  private let region: UnsafeMutableRawPointer
  private let regionSize: Int
  private let isMapped: Bool

  private init(region: UnsafeMutableRawPointer, regionSize: Int, offset: Int, count: Int, isMapped: Bool) {
    self.region = region
    self.regionSize = regionSize
    self.base = UnsafePointer((region + offset).assumingMemoryBound(to: UInt8.self))
    self.count = count
    self.isMapped = isMapped
  }

  deinit {
    if isMapped { munmap(region, regionSize) } else { free(region) }
  }

  /// Room for `capacity` bytes; `fill` writes them and answers how many it wrote.
  convenience init(capacity: Int, filledBy fill: (UnsafeMutablePointer<UInt8>) -> Int) {
    let size = capacity + 2 * FileBytes.margin + 1
    let region = malloc(size)!
    memset(region, 0, FileBytes.margin)
    let count = fill((region + FileBytes.margin).assumingMemoryBound(to: UInt8.self))
    memset(region + FileBytes.margin + count, 0, size - FileBytes.margin - count)
    self.init(region: region, regionSize: size, offset: FileBytes.margin, count: count, isMapped: false)
  }

  convenience init(_ bytes: [UInt8]) {
    self.init(capacity: bytes.count) { target in
      bytes.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { target.update(from: start, count: source.count) }
      }
      return bytes.count
    }
  }

  /// An open file. One of over a megabyte is mapped and not copied; what is no plain file is read to its end.
  ///
  /// - Throws: the `errno` of the call that failed.
  static func opened(_ file: Int32) throws(SystemFailure) -> FileBytes {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SystemFailure(errno) }
    let isPlain = status.st_mode & S_IFMT == S_IFREG
    let size = isPlain ? Int(status.st_size) : 0
    if size >= 1 << 20, let mapped = mapping(file, size) { return mapped }
    return try copied(file, expecting: size)
  }

  private static func mapping(_ file: Int32, _ size: Int) -> FileBytes? {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let pages = (size + page - 1) / page * page
    let whole = pages + 2 * page
    guard let region = mmap(nil, whole, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), region != MAP_FAILED else {
      return nil
    }
    let mapped = mmap(region + page, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0)
    guard let mapped, mapped != MAP_FAILED else {
      munmap(region, whole)
      return nil
    }
    return FileBytes(region: region, regionSize: whole, offset: page, count: size, isMapped: true)
  }

  private static func copied(_ file: Int32, expecting size: Int) throws(SystemFailure) -> FileBytes {
    var capacity = max(size + 1, 1 << 16)
    var bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    var count = 0
    defer { bytes.deallocate() }
    while true {
      let taken = Glibc.read(file, bytes + count, capacity - count)
      if taken < 0 {
        if errno == EINTR { continue }
        throw SystemFailure(errno)
      }
      if taken == 0 { break }
      count += taken
      if count == capacity {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
        larger.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = larger
        capacity *= 2
      }
    }
    return FileBytes(capacity: count) { target in
      target.update(from: bytes, count: count)
      return count
    }
  }

  /// Puts a line feed behind the last byte unless it is one. The file on disk stays as it is.
  func endWithLineFeed() {
    guard count > 0, base[count - 1] != UInt8(ascii: "\n") else { return }
    let end = UnsafeMutableRawPointer(mutating: base) + count
    if isMapped {
      // The mapping is private, so writing makes a copy of this one page.
      let page = Int(sysconf(Int32(_SC_PAGESIZE)))
      mprotect(UnsafeMutableRawPointer(bitPattern: Int(bitPattern: end) / page * page), page, PROT_READ | PROT_WRITE)
    }
    end.storeBytes(of: UInt8(ascii: "\n"), as: UInt8.self)
    count += 1
  }

  /// Brings the pages of a range in at once, which costs less than a fault for each few of them.
  func populate(_ range: Range<Int>) {
    guard isMapped, !range.isEmpty else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = Int(bitPattern: base + range.lowerBound) / page * page
    let end = Int(bitPattern: base + range.upperBound)
    // MADV_POPULATE_READ; an older kernel refuses it and the pages come one by one.
    madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, 22)
  }

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  func starts(with prefix: [UInt8]) -> Bool {
    count >= prefix.count && prefix.indices.allSatisfy { base[$0] == prefix[$0] }
  }
}

/// A system call that failed.
struct SystemFailure: Error {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  /// What the system calls it: `Input/output error`.
  var description: String {
    var buffer = [CChar](repeating: 0, count: 256)
    _ = strerror_r(number, &buffer, buffer.count)
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
