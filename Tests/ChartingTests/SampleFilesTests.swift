import Foundation
import FoundationXML
import Testing

@testable import Charting

@Suite struct SampleFilesTests {
  /// `TANSUO_CHART_SAMPLES=folder swift test --filter SampleFilesTests` writes one SVG for each kind, to be looked at.
  @Test func `every kind of chart is an SVG file that parses as XML`() throws {
    for (name, chart) in SampleCharts.all() {
      for width in [720.0, 344] {
        let svg = chart.svg(width: width)
        let parser = XMLParser(data: Data(svg.utf8))
        #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
        if let folder = ProcessInfo.processInfo.environment["TANSUO_CHART_SAMPLES"] {
          try svg.write(toFile: "\(folder)/\(name)-\(Int(width)).svg", atomically: true, encoding: .utf8)
        }
      }
    }
  }
}
