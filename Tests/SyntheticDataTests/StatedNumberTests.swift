import Testing

@testable import SyntheticData

@Suite struct StatedNumberTests {
  @Test func `digits are kept as they are printed`() throws {
    let number = try #require(StatedNumber("5.385"))
    #expect(number.mantissa == 5385)
    #expect(number.decimals == 3)
    #expect(number.value == 5.385)
    #expect(StatedNumber("-0.30")?.mantissa == -30)
    #expect(StatedNumber("19")?.scale == 1)
  }

  @Test(arguments: ["", "-", ".5", "5.", "1e3", "1,000", "78.5%", "1.2.3", "1234567890123456", "５", "+1", " 1"])
  func `what is no plain number is refused`(_ text: String) {
    #expect(StatedNumber(text) == nil)
  }

  @Test func `a number is its digits when it rounds to them`() throws {
    let number = try #require(StatedNumber("5.385"))
    #expect(number.contains(5.3845001))
    #expect(number.contains(5.3854999))
    #expect(!number.contains(5.3855))
    #expect(!number.contains(5.3845))
  }

  /// Facts 13: 334/426 = 78.40 %, 335/426 = 78.64 %; 333/424 = 78.54 %; 2744 to 2746 of 3497.
  @Test func `78.5 percent is impossible for 426 and possible for 424 and 3497`() throws {
    let share = try #require(StatedNumber("78.5"))
    #expect(share.count(ofPercentOf: 426) == nil)
    #expect(share.count(ofPercentOf: 425) == nil)
    #expect(share.count(ofPercentOf: 424) == 333)
    #expect(share.count(ofPercentOf: 423) == 332)
    #expect(share.count(ofPercentOf: 3497) == 2745)
    #expect(StatedNumber("74.2")?.count(ofPercentOf: 426) == 316)
    #expect(StatedNumber("67.1")?.count(ofPercentOf: 426) == 286)
    #expect(StatedNumber("61.3")?.count(ofPercentOf: 426) == 261)
    #expect(StatedNumber("19")?.count(ofPercentOf: 426) == 81)
  }

  @Test func `every share of small numbers is judged as by trying all counts`() throws {
    for n in [1, 2, 3, 7, 12, 37, 200, 426] {
      for tenths in stride(from: 0, through: 1000, by: 7) {
        let text = "\(tenths / 10).\(tenths % 10)"
        let share = try #require(StatedNumber(text))
        // |1000 k/n − tenths| ≤ ½, in whole numbers.
        let possible = (0...n).filter { abs(2000 * $0 - 2 * tenths * n) <= n }
        let count = share.count(ofPercentOf: n)
        #expect(count.map { possible.contains($0) } ?? possible.isEmpty, "\(text) % of \(n)")
      }
    }
    #expect(StatedNumber("100.4")?.count(ofPercentOf: 10) == nil)
    #expect(StatedNumber("-1")?.count(ofPercentOf: 10) == nil)
  }
}
