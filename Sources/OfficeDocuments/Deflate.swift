/// Bytes packed as RFC 1951 asks, with the same result on every machine.
///
/// zlib packs better, but its versions and its replacements (zlib-ng, those of processors) pack differently, and a
/// report must have the same bytes wherever it is made. Repeats are looked for in the last 32 KiB, longest first and
/// nearest among equals; the codes are those fixed by the standard.
///
/// - Complexity: O(*n*); a place is compared with at most 24 earlier ones.
struct Deflate {
  private static let window = 1 << 15
  private static let longest = 258
  private static let mostTries = 24
  private static let hashBits: UInt32 = 15

  private var packed: [UInt8] = []
  private var bits: UInt64 = 0
  private var bitCount: UInt64 = 0

  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var deflate = Deflate()
    deflate.packed.reserveCapacity(bytes.count / 4 + 64)
    // One block, the last, with fixed codes.
    deflate.put(0b011, 3)
    bytes.withUnsafeBufferPointer { deflate.pack($0) }
    deflate.put(Self.codes[256])
    while deflate.bitCount > 0 {
      deflate.packed.append(UInt8(truncatingIfNeeded: deflate.bits))
      deflate.bits >>= 8
      deflate.bitCount = deflate.bitCount > 8 ? deflate.bitCount - 8 : 0
    }
    return deflate.packed
  }

  private mutating func pack(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = bytes.count
    // The last place with a hash, and before each place the one with the same hash before it.
    var heads = [Int32](repeating: -1, count: 1 << Int(Self.hashBits))
    var earlier = [Int32](repeating: -1, count: Self.window)
    heads.withUnsafeMutableBufferPointer { heads in
      earlier.withUnsafeMutableBufferPointer { earlier in
        func enter(_ place: Int) {
          guard place + 2 < count else { return }
          let hash = Self.hash(bytes, place)
          earlier[place & (Self.window - 1)] = heads[hash]
          heads[hash] = Int32(truncatingIfNeeded: place)
        }
        var place = 0
        while place < count {
          var best = 2
          var distance = 0
          if place + 2 < count {
            let most = min(Self.longest, count - place)
            var candidate = Int(heads[Self.hash(bytes, place)])
            var tries = Self.mostTries
            while candidate >= 0, place - candidate < Self.window, tries > 0 {
              if best < most, bytes[candidate + best] == bytes[place + best] {
                var length = 0
                while length < most, bytes[candidate + length] == bytes[place + length] { length += 1 }
                if length > best { (best, distance) = (length, place - candidate) }
                if length == most { break }
              }
              let next = Int(earlier[candidate & (Self.window - 1)])
              if next >= candidate { break }
              candidate = next
              tries -= 1
            }
          }
          if best > 2 {
            put(length: best, distance: distance)
            for passed in place..<place + best { enter(passed) }
            place += best
          } else {
            put(Self.codes[Int(bytes[place])])
            enter(place)
            place += 1
          }
        }
      }
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    let word = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
    return Int((word &* 0x9E37_79B1) >> (32 - hashBits))
  }

  // MARK: Codes

  private mutating func put(_ value: UInt64, _ length: UInt64) {
    bits |= value << bitCount
    bitCount += length
    while bitCount >= 8 {
      packed.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }

  private mutating func put(_ code: Code) { put(UInt64(code.bits), UInt64(code.length)) }

  private mutating func put(length: Int, distance: Int) {
    let step = Self.lengthSteps[length]
    put(Self.codes[257 + step])
    put(UInt64(length - Self.lengthBases[step]), UInt64(Self.lengthExtra(step)))
    // Distances double every two steps: 1, 2, 3, 4, 5–6, 7–8, 9–12 …
    let zeroBased = distance - 1
    var symbol = zeroBased
    var extra = 0
    if zeroBased >= 4 {
      extra = (Int.bitWidth - 1 - zeroBased.leadingZeroBitCount) - 1
      symbol = 2 * (extra + 1) + (zeroBased >> extra & 1)
    }
    put(UInt64(Self.reversed(UInt16(symbol), 5)), 5)
    put(UInt64(zeroBased & ((1 << extra) - 1)), UInt64(extra))
  }

  private struct Code {
    let bits: UInt16
    let length: UInt8
  }

  /// The fixed codes of bytes, of the end and of lengths, first bit last as they are written.
  private static let codes: [Code] = (0..<288).map { symbol in
    let (value, length): (Int, Int) =
      switch symbol {
      case ..<144: (0x30 + symbol, 8)
      case ..<256: (0x190 + symbol - 144, 9)
      case ..<280: (symbol - 256, 7)
      default: (0xC0 + symbol - 280, 8)
      }
    return Code(bits: reversed(UInt16(value), length), length: UInt8(length))
  }

  private static func reversed(_ value: UInt16, _ length: Int) -> UInt16 {
    var (value, result) = (value, UInt16(0))
    for _ in 0..<length {
      result = result << 1 | value & 1
      value >>= 1
    }
    return result
  }

  /// The shortest length of each of the 29 steps.
  private static let lengthBases: [Int] = {
    var bases: [Int] = []
    var base = 3
    for step in 0..<28 {
      bases.append(base)
      base += 1 << lengthExtra(step)
    }
    return bases + [longest]
  }()

  private static func lengthExtra(_ step: Int) -> Int { step < 8 || step == 28 ? 0 : step / 4 - 1 }

  /// The step that each length from 3 to 258 belongs to.
  private static let lengthSteps: [Int] = (0...longest).map { length in
    lengthBases.lastIndex { $0 <= length } ?? 0
  }
}
