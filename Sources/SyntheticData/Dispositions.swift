import NumericalMethods

/// Random numbers by name: an item that is added or dropped changes those of no other.
struct NamedDraws {
  let seed: UInt64

  /// `count` numbers of mean 0 and variance 1: the sum of four 16-bit numbers, near enough to a normal one for
  /// answers on a scale, and made of whole numbers alone.
  func normals(_ name: String, _ purpose: String, _ count: Int) -> [Double] {
    var generator = generator(name, purpose)
    return (0..<count).map { _ in
      let bits = generator.next()
      let sum = Int(bits & 0xFFFF) + Int(bits >> 16 & 0xFFFF) + Int(bits >> 32 & 0xFFFF) + Int(bits >> 48)
      return Double(sum - 131_070) / 37837.22737
    }
  }

  func generator(_ name: String, _ purpose: String) -> SeededGenerator {
    // FNV-1a, so that the stream follows from the name on every machine.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(purpose) \(name)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return SeededGenerator(seed: seed, stream: hash)
  }
}

/// Rows in the order of their scores.
enum RankOrder {
  /// `rows` from the lowest score to the highest; equal scores keep their order. Scores are told apart to 2⁻²⁷.
  ///
  /// - Complexity: O(*n*).
  static func sorted(_ rows: [Int32], by scores: [Double]) -> [Int32] {
    var order = rows
    var next = [Int32](repeating: 0, count: rows.count)
    scores.withUnsafeBufferPointer { scores in
      for shift in [0, 11, 22] as [UInt32] {
        var starts = [Int](repeating: 0, count: 2049)
        var buckets = [Int](repeating: 0, count: rows.count)
        order.withUnsafeBufferPointer { order in
          var index = 0
          while index < order.count {
            let key = UInt32(min(max(scores[Int(order[index])] + 16, 0), 31.99) * 0x1p27)
            let bucket = Int(key >> shift & 2047)
            buckets[index] = bucket
            starts[bucket + 1] += 1
            index += 1
          }
          for bucket in 1...2048 { starts[bucket] += starts[bucket - 1] }
          index = 0
          while index < order.count {
            let bucket = buckets[index]
            next[starts[bucket]] = order[index]
            starts[bucket] += 1
            index += 1
          }
        }
        swap(&order, &next)
      }
    }
    return order
  }
}
