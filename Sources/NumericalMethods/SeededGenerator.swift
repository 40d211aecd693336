import CBoostMath

/// Random numbers that follow from a seed, a stream and a position, on any machine and any number of threads.
///
/// Streams of one seed are independent: give each task its own (the index of a replicate, say) and the numbers do not
/// depend on which thread runs it.
///
///     var generator = SeededGenerator(seed: 20240601, stream: 7)
///     generator.integer(below: 6)
///
/// The generator is Philox4x32-10 with the seed as its key and (position, stream) as its counter. Numbers repeat after
/// 2⁶⁴ draws of a stream.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  public let seed: UInt64
  public let stream: UInt64
  /// How many 64-bit numbers have been drawn or skipped.
  public private(set) var position: UInt64 = 0
  /// The second half of the block that was computed last, and the position it belongs to.
  @usableFromInline var held: UInt64 = 0
  @usableFromInline var heldPosition: UInt64 = 0

  public init(seed: UInt64, stream: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
  }

  /// The beginning of another stream of the same seed.
  public func stream(_ stream: UInt64) -> SeededGenerator { SeededGenerator(seed: seed, stream: stream) }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    let at = position
    position = at &+ 1
    // Only odd positions are ever held, so 0 means that nothing is.
    if at & 1 == 1 && heldPosition == at { return held }
    let number = at >> 1
    let (a, b, c, d) = Philox.block(
      counter: (
        UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32),
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)
      ), key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    held = UInt64(c) | UInt64(d) << 32
    heldPosition = at | 1
    return at & 1 == 1 ? held : UInt64(a) | UInt64(b) << 32
  }

  /// Goes on as if `count` numbers had been drawn.
  ///
  /// - Complexity: O(1).
  public mutating func skip(_ count: UInt64) { position = position &+ count }

  /// A number of at least 0 and less than 1, a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number greater than 0 and less than 1, an odd multiple of 2⁻⁵³.
  public mutating func uniformInside() -> Double { Double((next() >> 12) << 1 | 1) * 0x1p-53 }

  /// An integer from 0 to `bound` − 1, all equally likely (Lemire 2019).
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "no integer from 0 on is below \(bound)")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let rejected = (0 &- bound) % bound
      while product.low < rejected { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A standard normal number: the quantile of ``uniformInside()``, so one draw each.
  ///
  /// It goes through a logarithm, so other processors and C libraries may differ in the last bit. Data that must
  /// be the same everywhere are made from ``integer(below:)`` and ``uniform()``.
  public mutating func normal() -> Double { cb_normal(CB_QUANTILE_LOWER, uniformInside()) }

  /// Puts `elements` into an order drawn from all orders alike (Fisher–Yates).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var remaining = elements.count
    while remaining > 1 {
      let chosen = integer(below: remaining)
      remaining -= 1
      elements.swapAt(chosen, remaining)
    }
  }

  /// The integers from 0 to `count` − 1 in a random order.
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }
}

extension SeededGenerator: Hashable {
  /// Generators are equal when they will draw the same numbers.
  public static func == (left: SeededGenerator, right: SeededGenerator) -> Bool {
    left.seed == right.seed && left.stream == right.stream && left.position == right.position
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(seed)
    hasher.combine(stream)
    hasher.combine(position)
  }
}
