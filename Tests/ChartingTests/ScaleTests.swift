import Testing

@testable import Charting

@Suite struct ScaleTests {
  @Test func `ends are round numbers around the values`() {
    let scale = Scale(covering: [0.123, 0.87], from: 0, to: 100)
    #expect(scale.low == 0 && scale.high == 1)
    #expect(scale.place(0.5) == 50)
    #expect(Scale(covering: [101, 103], from: 0, to: 1).low == 101)
  }

  @Test func `values outside are put on the nearer end`() {
    let scale = Scale(low: 0, high: 10, start: 0, end: 100)
    #expect(scale.place(-5) == 0 && scale.place(15) == 100)
  }

  @Test(arguments: [[], [0.0], [7.0, 7], [-3.0, -3], [.nan], [1e-300], [1e90, -1e90], [.infinity, 1]])
  func `no values, equal values and impossible ones leave a scale that can be drawn`(_ values: [Double]) {
    for includesZero in [false, true] {
      let scale = Scale(covering: values, includingZero: includesZero, from: 10, to: 20)
      #expect(scale.high > scale.low)
      for value in values where value.isFinite { #expect((10...20).contains(scale.place(value))) }
      #expect(!scale.ticks(5).values.isEmpty)
    }
  }

  @Test func `ticks are numbers a person would choose`() {
    #expect(
      Scale(low: 0, high: 1, start: 0, end: 1).ticks(5).values
        == [0, 0.2, 0.4, 0.6, 0.8, 1].map { ($0 / 0.2).rounded() * 0.2 })
    #expect(Scale(low: -10, high: 10, start: 0, end: 1).ticks(4).values == [-10, -5, 0, 5, 10])
  }

  @Test func `numbers are shown as a reader expects`() {
    #expect(ValueFormat.percent().text(0.4312) == "43.1%")
    #expect(ValueFormat(decimals: 0).text(1_234_567) == "1,234,567")
    #expect(ValueFormat(decimals: 1, showsSign: true).text(-1234.56) == "−1,234.6")
    #expect(ValueFormat(decimals: 1, showsSign: true).text(0.04) == "0.0")
    #expect(ValueFormat(decimals: 1, showsSign: true).text(0.4) == "+0.4")
    #expect(ValueFormat.number().text(.nan) == "–" && ValueFormat.number().text(nil) == "–")
    #expect(ValueFormat.number().text(-1.5e12) == "−1.50e12")
    #expect(ValueFormat.percent().text(from: 0.361, to: 0.5) == "36.1–50.0%")
    #expect(ValueFormat.number(decimals: 1).text(from: -1, to: 2) == "−1.0 … 2.0")
    #expect(ValueFormat.percent().forTicks(step: 0.05).text(0.05) == "5%")
    #expect(ValueFormat.number().forTicks(step: 200).text(1400) == "1,400")
  }

  @Test func `coordinates have at most two decimals and no zeros at the end`() {
    #expect(SVGWriter.number(1.5) == "1.5")
    #expect(SVGWriter.number(-0.05) == "-0.05")
    #expect(SVGWriter.number(2.004) == "2")
    #expect(SVGWriter.number(0.129) == "0.13")
    #expect(SVGWriter.number(.nan) == "0")
  }
}
