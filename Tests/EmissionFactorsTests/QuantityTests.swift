import Evidence
import Phrasebook
import Testing

@testable import EmissionFactors

@Suite struct QuantityTests {
  @Test(
    arguments: [
      (1, "吨", "t", 1.0), (1, "万吨", "t", 1e4), (1, "亿吨", "t", 1e8), (1, "kg", "t", 1e-3), (1, "千克", "t", 1e-3),
      (1, "公斤", "t", 1e-3), (2, "立方米", "m3", 2), (1, "万立方米", "m3", 1e4), (1, "亿立方米", "m3", 1e8),
      (1, "10^4 Nm3", "m3", 1e4), (1, "10⁴ m³", "m3", 1e4), (1, "万Nm3", "m3", 1e4), (1, "升", "m3", 1e-3),
      (1, "千瓦时", "MWh", 1e-3), (1, "度", "MWh", 1e-3), (1, "万千瓦时", "MWh", 10), (1, "万度", "MWh", 10),
      (1, "亿千瓦时", "MWh", 1e5), (1, "兆瓦时", "MWh", 1), (1, "GWh", "MWh", 1000), (1, "吉焦", "GJ", 1),
      (1, "太焦", "GJ", 1000), (1, "TJ", "GJ", 1000), (1, "百万千焦", "GJ", 1), (1, "MJ", "GJ", 1e-3),
      (1, "吨标准煤", "GJ", 29.3076), (1, "tce", "GJ", 29.3076), (1, "kgce", "GJ", 0.0293076), (1, "万吨标准煤", "GJ", 293076),
      (1, "元", "CNY", 1), (1, "万元", "CNY", 1e4), (1, "亿元", "CNY", 1e8), (1, "tCO2e", "tCO2e", 1),
      (1, "万吨二氧化碳当量", "tCO2e", 1e4), (50, "%", "1", 0.5), (1, "KWH", "MWh", 1e-3),
    ] as [(Double, String, String, Double)])
  func `units are known in both languages`(_ value: Double, _ unit: String, _ base: String, _ expected: Double) throws {
    let quantity = try Quantity(value, unit)
    #expect(abs(quantity.inBaseUnits - expected) <= 1e-15 * expected)
    #expect(quantity.dimension.baseUnit.symbol == base)
  }

  @Test func `amounts of one kind are added in the unit of the left one`() throws {
    let sum = try Quantity(2, "万千瓦时") + Quantity(500, "kWh")
    #expect(sum.value == 2.05)
    #expect(sum.unit.symbol == "万千瓦时")
    #expect(try (Quantity(3, "t") - Quantity(500, "kg")).value == 2.5)
    #expect(try Quantity(999, "kg").isLess(than: Quantity(1, "t")))
  }

  @Test func `tonnes and megawatt hours are not added, and both are named`() throws {
    let fault = try #require(throws: Fault.self) { _ = try Quantity(1, "吨") + Quantity(1, "MWh") }
    #expect(
      fault.report(in: .english) == """
        tansuo: error: 'MWh' and '吨' measure different things and cannot be added or converted
          fix: Give both amounts in units of the same kind

        """)
    #expect(fault.message(in: .chinese).what == "“MWh”与“吨”是不同的量，不能相加或换算")
  }

  @Test func `heat is not electricity`() {
    #expect(throws: Fault.self) { try Quantity(1, "GJ").converted(to: "MWh") }
  }

  @Test func `an unknown unit suggests the nearest ones`() throws {
    let fault = try #require(throws: Fault.self) { try MeasurementUnit("千瓦是") }
    #expect(fault.message(in: .chinese) == Message(what: "不认识单位“千瓦是”", fix: "是否指：千瓦时？"))
    let other = try #require(throws: Fault.self) { try MeasurementUnit("qqqqqqq") }
    #expect(other.code == "unit-unknown")
    #expect(throws: Fault.self) { try MeasurementUnit("") }
    #expect(throws: Fault.self) { try MeasurementUnit("万") }
  }

  @Test(
    arguments: [
      ("tCO2/t", 1.5, 1.5), ("kgCO2/kWh", 0.5366, 0.5366), ("tC/TJ", 27.49, 0.02749), ("GJ/10^4 Nm3", 389.31, 0.038931),
      ("%", 94, 0.94), ("kgCF4/t", 0.034, 0.000034), ("kgCO2/TJ", 56100, 0.0561),
    ] as [(String, Double, Double)])
  func `rates come in base units`(_ unit: String, _ value: Double, _ expected: Double) throws {
    #expect(abs(try RateUnit(unit).inBaseUnits(value) - expected) < 1e-15)
  }
}
