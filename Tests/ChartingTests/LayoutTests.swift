import Testing

@testable import Charting

@Suite struct LayoutTests {
  @Test func `a bar is written with its number, its interval and a title`() {
    let chart = Chart(
      title: "Fuel", plot: BarPlot([.init("煤", 0.4, low: 0.3, high: 0.5)], format: .percent()), language: .chinese)
    let svg = chart.svg()
    #expect(svg.contains(">40.0%</text>"))
    #expect(svg.contains("<title>煤: 40.0% (30.0–50.0%)</title>"))
    #expect(svg.contains("<title id=\"chart-title\">Fuel</title>"))
  }
}
