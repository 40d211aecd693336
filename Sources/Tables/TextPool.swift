import Glibc

/// Distinct texts, each once, in one stretch of UTF-8.
public struct TextPool: Sendable, Hashable {
  private var bytes: [UInt8] = []
  /// Where each text ends; it begins where the one before it ends.
  private var ends: [Int] = []

  public init() {}

  public init(_ texts: [String]) {
    for text in texts { append(text.utf8) }
  }

  /// Takes over texts that lie one behind the other, the text at place *k* ending before byte `ends[k]`.
  public init(bytes: [UInt8], ends: [Int]) {
    precondition((ends.last ?? 0) == bytes.count)
    self.bytes = bytes
    self.ends = ends
  }

  public var count: Int { ends.count }

  public mutating func append(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  /// The text at a place. Bytes that are not UTF-8 cannot get in: readers decode first.
  public subscript(place: Int) -> String {
    String(decoding: bytes[range(place)], as: UTF8.self)
  }

  public func utf8(at place: Int) -> ArraySlice<UInt8> { bytes[range(place)] }

  /// Whether the text at a place is made of these bytes.
  func holds(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    let range = range(place)
    guard range.count == text.count, let start = text.baseAddress else { return range.count == text.count }
    return bytes.withUnsafeBufferPointer { memcmp($0.baseAddress! + range.lowerBound, start, text.count) == 0 }
  }

  private func range(_ place: Int) -> Range<Int> {
    (place == 0 ? 0 : ends[place - 1])..<ends[place]
  }
}

/// Collects texts and gives each distinct one a place, in order of first appearance.
public struct TextPoolBuilder: Sendable {
  public private(set) var pool = TextPool()
  private var hashes: [UInt64] = []
  /// Places by hash, open addressing; −1 is free.
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  public init() {}

  /// The place of `text`, which is added if it is new.
  public mutating func place(of text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = TextPoolBuilder.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if hashes[place] == hash, pool.holds(text, at: place) { return Int32(place) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let place = Int32(pool.count)
    pool.append(text)
    hashes.append(hash)
    slots[slot] = place
    if pool.count * 2 > slots.count { grow() }
    return place
  }

  public mutating func place(of text: String) -> Int32 {
    var text = text
    return text.withUTF8 { place(of: $0) }
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for place in hashes.indices {
      var slot = Int(truncatingIfNeeded: hashes[place]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(place)
    }
  }

  /// FNV-1a over words of eight bytes, mixed at the end because the low bits pick the slot. The same on every machine.
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let prime: UInt64 = 0x0000_0100_0000_01B3
    var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(text.count)
    let words = UnsafeRawBufferPointer(text)
    var index = 0
    while index + 8 <= text.count {
      hash = (hash ^ UInt64(littleEndian: words.loadUnaligned(fromByteOffset: index, as: UInt64.self))) &* prime
      // A product carries nothing from high bits to low ones.
      hash ^= hash >> 29
      index += 8
    }
    while index < text.count {
      hash = (hash ^ UInt64(text[index])) &* prime
      index += 1
    }
    hash ^= hash >> 32
    return hash &* 0x9E37_79B9_7F4A_7C15 >> 7
  }
}
