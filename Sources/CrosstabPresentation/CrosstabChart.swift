import Charting
import Crosstabs
import Documents
import Evidence
import Tables

extension CrosstabPage {
  /// The table as areas, and where it departs from independence. Tables too large to be seen at once have none.
  var figures: [Block] {
    let (rows, columns) = (table.rowCount, table.columnCount)
    guard rows >= 2, columns >= 2, rows <= 60, columns <= 30, table.total > 0 else { return [] }
    let isChinese = language == .chinese
    let rowLabels = table.rows.levels.map { $0.text(in: language) }
    let columnLabels = table.columns.levels.map { $0.text(in: language) }
    let counts = (0..<rows).map { row in (0..<columns).map { table[row, $0] } }
    let residuals = (0..<rows).map { row in (0..<columns).map { residual(row, $0) } }
    let title = "\(self.title(table.rows)) × \(self.title(table.columns))"
    let isOfDesign = report.companions.design != nil
    let kind =
      isOfDesign
      ? (chinese: "按设计的残差", english: "design-based residuals") : (chinese: "调整后残差", english: "adjusted residuals")
    let count = "n = \(table.respondents)" + (table.isWeighted ? (isChinese ? "，加权" : ", weighted") : "")
    let mosaic = Chart(
      title: title,
      subtitle: isChinese
        ? "行高为各行占总数之比，宽度为行内占比；颜色为\(kind.chinese)"
        : "Heights are shares of all, widths shares of a row; colors are \(kind.english)",
      notes: [count],
      plot: MosaicPlot(rows: rowLabels, columns: columnLabels, counts: counts, residuals: residuals), language: language
    )
    let heat = Chart(
      title: isChinese
        ? "\(kind.chinese)：\(title)" : "\(isOfDesign ? "Design-based" : "Adjusted") residuals: \(title)",
      subtitle: isChinese
        ? "绝对值达到 2 的单元格偏离独立性" : "Cells of 2 and more, either way, depart from independence",
      notes: [count],
      plot: ResidualHeatMap(
        rows: rowLabels, columns: columnLabels, residuals: residuals, counts: counts,
        columnTitle: self.title(table.columns)),
      language: language)
    return [mosaic, heat].map { .figure(Figure($0, isIllustration: true)) }
  }
}
