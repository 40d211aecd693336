import Foundation
import Testing

@testable import Documents
@testable import Typography

@Suite struct DisplayRuleTests {
  struct Reference: Decodable {
    struct Rounded: Decodable {
      let bits: String
      let decimals: Int
      let text: String
      let percent: String
    }
    struct Ratio: Decodable {
      let count: Int
      let total: Int
      let decimals: Int
      let percent: String
    }
    let doubles: [Rounded]
    let ratios: [Ratio]

    /// Made by `reference/make_rounding.py` with Python's `decimal` and `fractions`.
    static func read() throws -> Reference {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("reference/rounding.json")
      return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    }
  }

  @Test func `doubles are rounded from their exact value, halves away from zero`() throws {
    for each in try Reference.read().doubles {
      let value = Double(bitPattern: try #require(UInt64(each.bits, radix: 16)))
      #expect(value.rounded(decimals: each.decimals) == each.text, "\(value) to \(each.decimals)")
      #expect(DisplayRule.percent(decimals: each.decimals).text(value, style: .apa) == each.percent, "\(value)")
    }
  }

  @Test func `one machine word gives the digits the whole number gives`() {
    var state: UInt64 = 88_172_645_463_325_252
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    var values = [
      0, -0.0, 0.5, 1.5, 2.5, 0.285, 1e15 + 0.5, 9_007_199_254_740_992, 1e19, 1e22, .leastNonzeroMagnitude,
      2.2250738585072014e-308,
    ]
    for _ in 0..<4000 {
      let value = Double(bitPattern: next())
      if value.isFinite { values.append(value) }
      values.append(Double(Int64(truncatingIfNeeded: next() >> (next() % 60))) / 4096)
      values.append(Double(next() % 200_001) / 1000)
    }
    for value in values {
      for decimals in 0...6 {
        for shift in [0, 2] {
          let text = value.rounded(decimals: decimals, timesTenTo: shift)
          #expect(text == value.roundedByDigits(decimals: decimals, shift: shift), "\(value) to \(decimals)")
        }
      }
    }
  }

  @Test func `percentages of counts are rounded from the exact ratio`() throws {
    for each in try Reference.read().ratios {
      let rule = DisplayRule.percent(decimals: each.decimals)
      #expect(rule.text(each.count, of: each.total, style: .apa) == each.percent, "\(each.count) of \(each.total)")
    }
  }

  @Test(arguments: [
    (0.00864, ".009", ".009", "0.009"), (0.001, ".001", ".001", "0.001"), (0.00099999, "<.001", "<.001", "<0.001"),
    (0, "<.001", "<.001", "<0.001"), (1, "1.000", "1.000", "1.000"), (0.9999, ">.999", ">.999", ">0.999"),
    (0.0505, ".051", ".051", "0.051"), (0.5, ".500", ".500", "0.500"),
  ])
  func `p-values follow the style`(_ p: Double, _ spss: String, _ apa: String, _ gb: String) {
    #expect(TableStyle.allCases.map { DisplayRule.pValue.text(p, style: $0) } == [spss, apa, gb])
  }

  @Test func `what cannot pass 1 loses its zero where the style says so`() {
    let rule = DisplayRule.bounded(decimals: 2)
    #expect(TableStyle.allCases.map { rule.text(-0.174, style: $0) } == ["-.17", "-.17", "-0.17"])
    #expect(TableStyle.allCases.map { rule.text(1, style: $0) } == ["1.00", "1.00", "1.00"])
    #expect(rule.text(1, of: 4, style: .apa) == ".25")
  }

  @Test func `the percent sign stands in the cell in SPSS style only`() {
    #expect(
      TableStyle.allCases.map { DisplayRule.percent(decimals: 1).text(1, of: 8, style: $0) } == [
        "12.5%", "12.5", "12.5",
      ])
  }

  @Test(arguments: [DisplayRule.decimals(2), .bounded(decimals: 2), .pValue, .percent(decimals: 1)])
  func `numbers that do not exist are a dash`(_ rule: DisplayRule) {
    #expect(rule.text(nil, style: .apa) == "–")
    #expect(rule.text(.nan, style: .apa) == "–")
    #expect(rule.text(-.infinity, style: .apa) == "–")
    #expect(rule.text(0, of: 0, style: .apa) == "–")
  }

  @Test func `counts too large for exact products are still shown`() {
    #expect(DisplayRule.percent(decimals: 1).text(Int.max, of: Int.max, style: .apa) == "100.0")
    #expect(DisplayRule.percent(decimals: 1).text(Int.min, of: 4, style: .apa) == "-230584300921369395200.0")
  }
}
