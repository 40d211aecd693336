import Documents
import Evidence
import Foundation
import FoundationXML
import Testing

@testable import Charting

@Suite struct SampleFilesTests {
  /// `TANSUO_CHART_SAMPLES=folder swift test --filter SampleFilesTests` writes what is made here to files, to be looked at.
  func write(_ text: String, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["TANSUO_CHART_SAMPLES"] else { return }
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }

  @Test func `every kind of chart is an SVG file that parses as XML`() throws {
    let evil = ["</text><script>alert(1)</script>", "]]>&amp;\"'", "\u{202E}\u{0}\u{1B}[2J\u{FFFE}\u{FFFF}", "a\nb\tc"]
    for (set, labels) in [("", SampleCharts.obstacles), ("evil-", evil)] {
      for (name, chart) in SampleCharts.all(labels) {
        for width in [720.0, 344] {
          let svg = chart.svg(width: width)
          let parser = XMLParser(data: Data(svg.utf8))
          #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
          #expect(!svg.contains("<script") && !svg.unicodeScalars.contains("\u{202E}"))
          try write(svg, "\(set)\(name)-\(Int(width)).svg")
        }
      }
    }
  }

  @Test func `a report of every chart in two languages is one page`() throws {
    let documents = ["zh", "en"].map { language in
      let isChinese = language == "zh"
      var blocks: [Block] = [
        .heading(level: 1, isChinese ? "高耗能企业碳核算瓶颈：示例报告" : "Bottlenecks of carbon accounting: a sample report"),
        .paragraph([
          .text(isChinese ? "样本 " : "The sample holds "), .number("3497", id: "sample.n"),
          .text(isChinese ? " 份问卷。见" : " questionnaires. See "), .reference(to: "chart-bars"),
          .text(isChinese ? "与" : " and "), .reference(to: "overview"), .text(isChinese ? "。" : "."),
        ]),
        .table(
          DocumentTable(
            title: isChinese ? "各省样本" : "The sample by province",
            columns: [.init(isChinese ? "省份" : "Province")]
              + (2015...2026).map { .init("\($0)", .decimal) },
            spanners: [[.init(isChinese ? "年份" : "Years", over: 1..<13)]],
            rows: ["浙江", "江苏", "山东"].map { name in
              .init([.init(name)] + (0..<12).map { .init("\($0 * 37 % 91).\($0)") })
            } + [.init([.init(isChinese ? "合计" : "Total")] + (0..<12).map { .init("\($0 * 80)") }, role: .total)],
            notes: [.init(isChinese ? "数据为虚构" : "Invented numbers")], anchor: "overview", isSortable: true)),
      ]
      for (name, chart) in SampleCharts.all() {
        var chart = chart
        chart.language = isChinese ? .chinese : .english
        blocks += [
          .heading(level: 2, Phrase(chart.title)), .paragraph(Phrase(chart.subtitle)),
          .figure(Figure(chart, anchor: "chart-\(name)")),
        ]
      }
      return Document(
        title: isChinese ? "示例报告" : "Sample report", language: language, blocks,
        recipes: ["sample.n": "responses.csv, count of rows"]
      ).numbered()
    }
    let page = HTMLFormat().text(of: documents)
    #expect(page.contains("图 19") && page.contains("Figure 19"))
    try write(page, "report.html")
  }
}
