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
      if hashes[place] == hash, pool.utf8(at: place).elementsEqual(text) { return Int32(place) }
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

  /// FNV-1a over the bytes, mixed at the end because the low bits pick the slot. The same on every machine.
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash ^= hash >> 32
    return hash &* 0x9E37_79B9_7F4A_7C15 >> 7
  }
}
