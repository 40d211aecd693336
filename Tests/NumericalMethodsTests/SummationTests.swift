import NumericalMethods
import Testing

@Suite struct `Sums` {
  @Test func `what a plain sum loses is kept`() {
    #expect([1, 1e100, 1, -1e100].compensatedSum() == 2)
    #expect([1, 1e100, 1, -1e100].reduce(0, +) == 0)
    #expect(Array(repeating: 0.1, count: 10).compensatedSum() == 1)
  }

  @Test func `no terms sum to zero and have no mean`() {
    #expect([Double]().compensatedSum() == 0)
    #expect([Double]().pairwiseSum() == 0)
    #expect([Double]().compensatedMean().isNaN)
  }

  @Test func `infinities and overflow are passed on, not turned into NaN`() {
    #expect([1, Double.infinity, 2].compensatedSum() == .infinity)
    #expect([1e308, 1e308].compensatedSum() == .infinity)
    #expect([Double.infinity, -.infinity].compensatedSum().isNaN)
    #expect([1, Double.nan].compensatedSum().isNaN)
  }

  @Test(arguments: [1, 127, 128, 129, 255, 256, 257, 1000, 4097])
  func `whole numbers are summed exactly by halves`(_ count: Int) {
    #expect((1...count).map(Double.init).pairwiseSum() == Double(count * (count + 1) / 2))
  }

  @Test func `products keep their rounding error`() {
    var sum = CompensatedSum()
    sum.add(product: 1 + 0x1p-30, 1 + 0x1p-30)
    sum.add(-1)
    sum.add(-0x1p-29)
    #expect(sum.value == 0x1p-60)
  }

  @Test func `sums of parts are the sum of all`() {
    var left = CompensatedSum()
    left.add(1e100)
    left.add(1)
    var right = CompensatedSum(-1e100)
    right.add(1)
    left.add(right)
    #expect(left.value == 2)
  }

  @Test func `errors of a long sum stay small`() {
    var generator = SeededGenerator(seed: 2)
    let terms = (0..<100_000).map { _ in generator.uniform() }
    // Multiples of 2⁻⁵³ below 1: the exact sum fits a 128-bit integer.
    let exact = terms.reduce(Int128(0)) { $0 + Int128($1 * 0x1p53) }
    #expect(terms.compensatedSum() == Double(exact) * 0x1p-53)
    #expect(abs(terms.pairwiseSum() - Double(exact) * 0x1p-53) < 1e-10)
  }
}
