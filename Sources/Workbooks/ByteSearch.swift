import Glibc

extension UnsafeRawBufferPointer {
  /// Where some bytes occur first.
  func firstPlace(of wanted: [UInt8]) -> Int? {
    guard let base = baseAddress else { return nil }
    var start = 0
    while start + wanted.count <= count,
      let found = memchr(base + start, Int32(wanted[0]), count - start - wanted.count + 1)
    {
      if memcmp(found, wanted, wanted.count) == 0 { return UnsafeRawPointer(found) - base }
      start = UnsafeRawPointer(found) - base + 1
    }
    return nil
  }
}
