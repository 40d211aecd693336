import Evidence
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

  /// What a layout must stand: names and numbers of every kind.
  static let hostile: [(name: String, labels: [String], numbers: [Double]?)] = [
    ("usual", SampleCharts.obstacles, nil),
    ("forty characters", (0..<8).map { String(repeating: "碳排放核算标准方法", count: 4) + "第\($0)项的" }, nil),
    ("long words", (0..<6).map { "Supercalifragilisticexpialidocious-\($0)-and-longer-still-without-any-space" }, nil),
    ("words", (0..<6).map { "the measuring equipment is missing in \($0) of the plants we asked in that year" }, nil),
    ("four hundred characters", (0..<4).map { String(repeating: "很长的标签\($0)", count: 70) }, nil),
    ("equal", SampleCharts.obstacles, [0.5]),
    ("zeros", SampleCharts.obstacles, [0]),
    ("negative", SampleCharts.obstacles, [-0.5, -0.2, -0.9, -0.01]),
    ("mixed signs", SampleCharts.obstacles, [-123_456, 98_765.4321, 0, 3]),
    ("no number", SampleCharts.obstacles, [.nan, 0.3, .infinity, 0.2]),
    ("none at all", SampleCharts.obstacles, [.nan]),
    ("huge and tiny", SampleCharts.obstacles, [1e90, 1e-90, 3, 1e12]),
    ("one", ["只有一项"], nil),
    ("nothing", [], nil),
    ("sixty", (0..<60).map { "第 \($0) 个类别的名称" }, nil),
    ("empty names", ["", "", " ", "甲"], nil),
  ]

  @Test(arguments: hostile, [720.0, 480, 344])
  func `no text lies on other text and nothing leaves the picture`(
    _ input: (name: String, labels: [String], numbers: [Double]?), _ width: Double
  ) {
    for (name, chart) in SampleCharts.all(input.labels, numbers: input.numbers) {
      for canvas in [chart.plotCanvas(width: width), chart.wholeCanvas(width: width)] {
        let lines = canvas.marks.compactMap { mark -> TextLine? in
          if case .text(let line) = mark { return line }
          return nil
        }
        // Sorted by their upper edges, so that only neighbors need be held against each other.
        let boxes = lines.map { ($0.box.grown(by: -0.01), $0.text) }.sorted { $0.0.y < $1.0.y }
        for (index, (box, text)) in boxes.enumerated() {
          for (other, otherText) in boxes[(index + 1)...] {
            if other.y >= box.bottom { break }
            if box.overlaps(other) { Issue.record("\(name), \(input.name), \(width): “\(text)” on “\(otherText)”") }
          }
        }
        let picture = Box(x: -2, y: -2, width: width + 4, height: canvas.height + 4)
        for mark in canvas.marks {
          let bounds = mark.bounds
          let isNumber = [bounds.x, bounds.y, bounds.width, bounds.height].allSatisfy(\.isFinite)
          if !isNumber || !picture.contains(bounds) {
            Issue.record("\(name), \(input.name), \(width): \(mark) leaves the picture")
          }
        }
      }
    }
  }
}
