import Evidence
import Testing

@testable import Charting

@Suite struct PlotTests {
  func chart(_ plot: any Plot, _ language: Language = .english) -> Chart {
    Chart(title: "T", plot: plot, language: language)
  }

  @Test func `what has no value is named below the picture and kept in its table`() {
    let plot = BarPlot([.init("a", 1), .init("b", .nan), .init("c", .infinity)])
    #expect(chart(plot).allNotes == ["Without a value, not drawn: b, c"])
    #expect(chart(plot, .chinese).allNotes == ["无数值、未画出：b、c"])
    #expect(plot.data(in: .english).rows == [["a", "1.00"], ["b", "–"], ["c", "–"]])
    let many = BarPlot((0..<7).map { .init("\($0)", .nan) })
    #expect(chart(many).allNotes == ["Without a value, not drawn: 0, 1, 2, 3, 4 and 2 more"])
  }

  @Test func `a narrow plateau is told with decimals enough to be one`() {
    func svg(_ plateau: ClosedRange<Double>) -> String {
      let trials = [0.01, 0.0203, 0.0241, 0.05].map { RadiusScanPlot.Trial(radius: $0, clusters: 2, noise: 0.1) }
      return chart(RadiusScanPlot(trials, plateau: plateau)).svg()
    }
    #expect(svg(0.0203...0.0241).contains("0.020–0.024"))
    #expect(svg(0.01...0.05).contains("0.01–0.05"))
    #expect(svg(0.05...0.05).contains("0.05–0.05"))
  }

  @Test func `a reader who sees nothing hears the number of items and their extremes`() {
    let plot = BarPlot([.init("a", 0.1), .init("b", 0.5), .init("c", 0.3)], format: .percent())
    #expect(chart(plot).summary == "3 items; highest: b 50.0%; lowest: a 10.0%")
    #expect(chart(BarPlot([])).summary == "No values to draw")
    #expect(Chart(title: "T", plot: plot, language: .english, summary: "own").summary == "own")
  }

  @Test func `the same chart gives the same bytes and equal values`() {
    for (one, other) in zip(SampleCharts.all(), SampleCharts.all()) {
      #expect(one.chart == other.chart && one.chart.hashValue == other.chart.hashValue)
      #expect(one.chart.svg() == other.chart.svg())
    }
    #expect(chart(BarPlot([.init("a", 1)])) != chart(BarPlot([.init("a", 2)])))
    #expect(chart(BarPlot([])) != chart(ParetoPlot([])))
  }

  @Test func `bars are as long as their values`() {
    let canvas = chart(BarPlot([.init("a", 10), .init("b", 5), .init("c", -5)])).plotCanvas(width: 700)
    let widths = canvas.marks.compactMap { mark -> Double? in
      if case .rectangle(let box, _, _, _) = mark { return box.width }
      return nil
    }
    #expect(widths.count == 3)
    #expect(abs(widths[0] - 2 * widths[1]) < 1e-9 && abs(widths[1] - widths[2]) < 1e-9)
  }

  @Test func `areas of a treemap are its values and fill it`() {
    let area = Box(x: 0, y: 0, width: 60, height: 40)
    let areas: [Double] = [1000, 600, 400, 250, 100, 50]
    let boxes = TreemapPlot.boxes(areas, in: area)
    for (box, wanted) in zip(boxes, areas) {
      #expect(abs(box.width * box.height - wanted) < 1e-9)
      #expect(area.grown(by: 1e-9).contains(box))
    }
    for (index, box) in boxes.enumerated() {
      for other in boxes[(index + 1)...] { #expect(!box.grown(by: -1e-9).overlaps(other)) }
    }
  }

  @Test func `leaves of a tree stand such that no branches cross, and the cut counts clusters`() {
    // SciPy's linkage form: leaves 0–3, merges 4, 5, 6.
    let plot = DendrogramPlot(
      labels: ["a", "b", "c", "d"],
      merges: [.init(0, 2, height: 1), .init(1, 3, height: 2), .init(4, 5, height: 5)], cut: 2)
    let texts = chart(plot).plotCanvas(width: 700).marks.compactMap { mark -> String? in
      if case .text(let line) = mark, line.anchor == .end { return line.text }
      return nil
    }
    #expect(texts == ["a", "c", "b", "d"])
    #expect(chart(plot).summary == "4 items in 2 clusters below the cut")
  }

  @Test func `merges of what is not there are not drawn`() {
    let plot = DendrogramPlot(
      labels: ["a", "b", "c"], merges: [.init(0, 9, height: 1), .init(0, 0, height: 1), .init(-1, 1, height: .nan)])
    #expect(chart(plot).svg().contains(">b</text>"))
  }

  @Test func `a value at a limit belongs to the lower band`() {
    let plot = BandPlot(
      from: 0, bands: [.init("A", upTo: 1), .init("B", upTo: 2)],
      markers: [.init("x", 1), .init("y", 1.01), .init("z", 2.5)])
    #expect(plot.data(in: .english).rows.map { $0[2] } == ["A", "B", "–"])
  }

  @Test func `a waterfall ends where its steps lead`() {
    let plot = WaterfallPlot(from: "2020", 10, steps: [.init("up", 4), .init("down", -1)], to: "2022")
    #expect(plot.data(in: .english).rows.last == ["2022", "+3.00", "13.00"])
  }

  @Test func `parts of one size keep their order, and what is over the limit is one bar`() {
    let plot = ParetoPlot([.init("a", 1), .init("b", 3), .init("c", 3), .init("d", -1)], limit: 2)
    #expect(plot.data(in: .english).rows.map { $0[0] } == ["b", "c", "a", "d"])
    #expect(plot.data(in: .english).rows.map { $0[3] } == ["42.9%", "85.7%", "100.0%", "–"])
    #expect(chart(plot).svg().contains(">Others (1)</text>"))
  }

  @Test func `provinces are known by every name, and no two share a tile`() {
    #expect(Province(named: "山东省") == .shandong && Province(named: "shandong") == .shandong)
    #expect(Province(named: "内蒙古自治区") == .innerMongolia && Province(named: "XJ") == .xinjiang)
    #expect(Province(named: "Bavaria") == nil && Province(named: "") == nil)
    #expect(Province(rawValue: 65) == .xinjiang && Province(rawValue: 50) == .chongqing)
    let tiles = Province.allCases.map { $0.tile.row * 8 + $0.tile.column }
    #expect(Province.allCases.count == 34 && Set(tiles).count == 34)
    #expect(Province.allCases.allSatisfy { (0..<8).contains($0.tile.column) && (0..<8).contains($0.tile.row) })
  }

  @Test func `marks that could hide or turn text are made visible`() {
    let svg = chart(BarPlot([.init("a\u{202E}b\u{0}c]]>&\"'", 1)])).svg()
    #expect(svg.contains(">a\\u{202e}b\\u{0}c]]&gt;&amp;&quot;&#39;</text>"))
  }

  @Test func `a page may hold many charts`() {
    let one = chart(BarPlot([.init("a", 1)])).inlineSVG(width: 300, id: "x\"y-1")
    #expect(
      one.contains("aria-labelledby=\"xy-1-title xy-1-desc\"") && !one.contains("<style>") && !one.contains("http"))
  }
}
