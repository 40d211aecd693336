import Evidence
import ScanCodes
import Testing

@testable import Charting

@Suite struct GradeLabelPlotTests {
  func plot(reached: Int?, name: String = "甲厂", code: String? = "E1") -> GradeLabelPlot {
    GradeLabelPlot(
      name: name, subtitle: "水泥 · 2022 年", warning: "合成数据", scaleTitle: "K",
      grades: [.init("1", "高", limit: "K ≤ 0.6"), .init("2", "低", limit: "K > 0.6")], reached: reached, value: "K 1.37",
      reason: "没有同行业平均", figures: [.init("总量", "1,000 吨")], partTitle: "来源", partHeadings: ["吨", "%"],
      parts: [
        .init("烟煤", share: 0.9, ["900", "90"], words: "900 吨"), .init("电", share: 0.1, ["100", "10"], words: "100 吨"),
      ],
      code: code.flatMap { QuickResponseCode($0) }, check: .init("核对码", "338F"), codeLines: ["扫码"])
  }

  @Test func `the grade that was reached has the pointer, and a label without one says why`() {
    let graded = Chart(title: "", plot: plot(reached: 1), language: .chinese)
    #expect(graded.svg(width: 720).contains("K 1.37"))
    #expect(graded.summary.contains("等级 2 (低), K 1.37"))
    #expect(graded.data.rows.contains(["等级", "2 低, K 1.37"]))
    let without = Chart(title: "", plot: plot(reached: nil), language: .chinese)
    #expect(!without.svg(width: 720).contains("K 1.37") && without.svg(width: 720).contains("没有同行业平均"))
    // A place outside the scale is none.
    #expect(plot(reached: 7).reached == nil)
  }

  @Test(arguments: [720.0, 344])
  func `nothing is wider than the label, whatever the enterprise is called`(_ width: Double) {
    for name in ["甲", String(repeating: "某某集团有限公司", count: 12), String(repeating: "Steel", count: 40)] {
      var canvas = Canvas(width: width, language: .chinese)
      plot(reached: 0, name: name).draw(on: &canvas)
      for mark in canvas.marks {
        #expect(mark.bounds.x >= -1 && mark.bounds.x + mark.bounds.width <= width + 1, "\(mark)")
      }
    }
  }

  @Test func `modules of the code are black on white in every theme`() {
    #expect(Theme.dark.color(.ink) == 0 && Theme.dark.color(.paper) == 0xFFFFFF)
    let with = Chart(title: "", plot: plot(reached: 0), language: .chinese).svg(width: 720)
    let without = Chart(title: "", plot: plot(reached: 0, code: nil), language: .chinese).svg(width: 720)
    #expect(with.contains("class=\"i\"") && with.contains("class=\"q\""))
    #expect(!without.contains("class=\"i\"") && without.contains("338F"))
  }
}
