/// Philox4x32-10, a counter-based generator: block *n* of a sequence is a function of *n* alone.
///
/// Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3". It passes BigCrush, and its
/// authors publish known answers, against which this one is tested.
@usableFromInline
enum Philox {
  /// The four words of the block at `counter`.
  @inlinable
  static func block(counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)) -> (
    UInt32, UInt32, UInt32, UInt32
  ) {
    var (a, b, c, d) = counter
    var (k, l) = key
    for _ in 0..<10 {
      let first = UInt64(a) &* 0xD251_1F53
      let second = UInt64(c) &* 0xCD9E_8D57
      (a, b, c, d) = (
        UInt32(truncatingIfNeeded: second >> 32) ^ b ^ k, UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ d ^ l, UInt32(truncatingIfNeeded: first)
      )
      k = k &+ 0x9E37_79B9
      l = l &+ 0xBB67_AE85
    }
    return (a, b, c, d)
  }
}
