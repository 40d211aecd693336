import Charting
import Typography

/// A chart in a document. Formats that cannot show pictures write its table.
public struct Figure: Sendable, Hashable {
  public var chart: Chart
  /// Its number in the document: 2 for "Figure 2".
  public var number: Int?
  /// What references and links call the figure.
  public var anchor: String?
  /// Whether tables of the document say all that the chart shows. Formats without pictures then leave it out.
  public var isIllustration: Bool

  public init(_ chart: Chart, number: Int? = nil, anchor: String? = nil, isIllustration: Bool = false) {
    self.chart = chart
    self.number = number
    self.anchor = anchor
    self.isIllustration = isIllustration
  }

  /// `Figure 2`, `图 2`, or nothing for a figure without a number.
  package var numberText: String {
    guard let number else { return "" }
    return chart.language == .chinese ? "图 \(number)" : "Figure \(number)"
  }

  /// The numbers behind the chart, sortable and without a title of their own.
  var dataTable: DocumentTable {
    let data = chart.data
    return DocumentTable(
      columns: data.headings.enumerated().map { .init(Phrase($0.element), $0.offset == 0 ? .left : .right) },
      rows: data.rows.map { .init($0.map { .init($0) }) }, isSortable: data.rows.count > 2)
  }

  /// What stands in for the picture where there is none: number, title and subtitle, then the table with the notes below.
  package var substitute: [Block] {
    guard !isIllustration else { return [] }
    var table = dataTable
    let heading = [numberText, chart.title].filter { !$0.isEmpty }.joined(separator: " ")
    table.title = Phrase(
      [heading, chart.subtitle].filter { !$0.isEmpty }.joined(separator: chart.language == .chinese ? "：" : ": "))
    table.notes = chart.allNotes.map { .init(Phrase($0)) }
    return [.table(table)]
  }
}
