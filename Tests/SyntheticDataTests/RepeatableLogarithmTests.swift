import Foundation
import Testing

@testable import SyntheticData

@Suite struct RepeatableLogarithmTests {
  @Test func `the logarithm agrees with the library's`() {
    for x in [1e-300, 1e-9, 0.3, 0.70710678, 0.999999999, 1, 1.0000001, 1.41421356, 2, 2.718281828, 7.247, 1e9, 1e300] {
      let expected = Foundation.log(x)
      #expect(abs(repeatableLogarithm(x) - expected) <= 4e-16 * max(abs(expected), 1e-7), "\(x)")
    }
  }
}
