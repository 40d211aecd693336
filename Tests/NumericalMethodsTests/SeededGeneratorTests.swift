import Testing

@testable import NumericalMethods

@Suite struct `Seeded generator` {
  /// `kat_vectors` of Random123 1.14, the lines `philox4x32 10`.
  @Test func `Philox gives the known answers its authors publish`() {
    #expect(
      Philox.block(counter: (0, 0, 0, 0), key: (0, 0)) == (0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
    let ones = UInt32.max
    #expect(
      Philox.block(counter: (ones, ones, ones, ones), key: (ones, ones))
        == (0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
    #expect(
      Philox.block(
        counter: (0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), key: (0xA409_3822, 0x299F_31D0))
        == (0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }

  @Test func `the first draws are the first block, low words first`() {
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0xE169_C58D_6627_E8D5)
    #expect(generator.next() == 0x9B00_DBD8_BC57_AC4C)
    #expect(generator.position == 2)
  }

  @Test(arguments: [0, 1, 2, 3, 7, 1000, 4_294_967_296] as [UInt64])
  func `skipping is drawing and forgetting`(_ count: UInt64) {
    var skipped = SeededGenerator(seed: 5, stream: 9)
    _ = skipped.next()
    skipped.skip(count)
    var jumped = SeededGenerator(seed: 5, stream: 9)
    jumped.skip(count + 1)
    #expect(skipped == jumped)
    #expect((0..<5).map { _ in skipped.next() } == (0..<5).map { _ in jumped.next() })
    guard count < 2000 else { return }
    var drawn = SeededGenerator(seed: 5, stream: 9)
    for _ in 0...count { _ = drawn.next() }
    var again = SeededGenerator(seed: 5, stream: 9)
    again.skip(count + 1)
    #expect((0..<5).map { _ in drawn.next() } == (0..<5).map { _ in again.next() })
  }

  @Test func `seeds and streams each change every draw`() {
    let draws = [(1, 0), (2, 0), (1, 1), (1 << 32, 0), (1, 1 << 32)].map { (seed: UInt64, stream: UInt64) in
      var generator = SeededGenerator(seed: seed, stream: stream)
      return (0..<8).map { _ in generator.next() }
    }
    #expect(Set(draws.flatMap { $0 }).count == 40)
    var first = SeededGenerator(seed: 1)
    #expect(first.stream(1) == SeededGenerator(seed: 1, stream: 1))
    #expect(first.next() != 0)
  }

  @Test func `uniform numbers lie in their interval and have its moments`() {
    var generator = SeededGenerator(seed: 3)
    let draws = (0..<100_000).map { _ in generator.uniform() }
    #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
    // Five standard errors of the mean and of the variance of 100,000 draws.
    #expect(abs(draws.compensatedMean() - 0.5) < 5 * 0.2887 / 316.2)
    let variance = draws.map { ($0 - 0.5) * ($0 - 0.5) }.compensatedMean()
    #expect(abs(variance - 1.0 / 12) < 5 * 0.0745 / 316.2)
  }

  @Test(arguments: [1, 2, 3, 6, 7, 1000, Int.max])
  func `integers below a bound stay below it`(_ bound: Int) {
    var generator = SeededGenerator(seed: 11)
    #expect((0..<1000).allSatisfy { _ in (0..<bound).contains(generator.integer(below: bound)) })
  }

  @Test func `the faces of a die are equally likely`() throws {
    var generator = SeededGenerator(seed: 12)
    var counts = [Double](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[generator.integer(below: 6)] += 1 }
    let statistic = counts.map { ($0 - 10_000) * ($0 - 10_000) / 10_000 }.compensatedSum()
    #expect(try ChiSquareDistribution(degreesOfFreedom: 5).upperTail(at: statistic) > 1e-4)
  }

  @Test func `normal numbers have the moments of the normal distribution`() {
    var generator = SeededGenerator(seed: 4)
    let draws = (0..<50_000).map { _ in generator.normal() }
    #expect(abs(draws.compensatedMean()) < 5 / 223.6)
    #expect(abs(draws.map { $0 * $0 }.compensatedMean() - 1) < 5 * 1.4142 / 223.6)
    #expect(generator.position == 50_000)
  }

  @Test func `a shuffle keeps every element and reaches every order`() {
    var generator = SeededGenerator(seed: 8)
    var seen: [[Int]: Int] = [:]
    for _ in 0..<24_000 { seen[generator.permutation(of: 4), default: 0] += 1 }
    #expect(seen.count == 24)
    #expect(seen.values.allSatisfy { abs($0 - 1000) < 160 })
    #expect(seen.keys.allSatisfy { $0.sorted() == [0, 1, 2, 3] })
    var none: [Int] = []
    generator.shuffle(&none)
    #expect(none.isEmpty)
  }
}
