import Evidence

/// A crosstab as areas: rows as high as their share of all, cut by the shares of the columns, colored by residual.
public struct MosaicPlot: Plot {
  public var rows: [String]
  public var columns: [String]
  public var counts: [[Double]]
  public var residuals: [[Double?]]
  public var columnTitle: String

  public init(
    rows: [String], columns: [String], counts: [[Double]], residuals: [[Double?]], columnTitle: String = ""
  ) {
    self.rows = rows
    self.columns = columns
    self.counts = counts
    self.residuals = residuals
    self.columnTitle = columnTitle
  }

  private func count(_ row: Int, _ column: Int) -> Double {
    guard counts.indices.contains(row), counts[row].indices.contains(column) else { return 0 }
    let value = counts[row][column]
    return value.isDrawable ? max(0, value) : 0
  }
  private func total(_ row: Int) -> Double { columns.indices.reduce(0) { $0 + count(row, $1) } }
  private var drawn: [Int] { rows.indices.filter { total($0) > 0 } }
  public var omitted: [String] { rows.indices.filter { total($0) <= 0 }.map { rows[$0] } }

  private func residual(_ row: Int, _ column: Int) -> Double? {
    guard residuals.indices.contains(row), residuals[row].indices.contains(column) else { return nil }
    return residuals[row][column].flatMap { $0.isDrawable ? $0 : nil }
  }

  public func draw(on canvas: inout Canvas) {
    let drawn = drawn
    guard !drawn.isEmpty, !columns.isEmpty else { return }
    let small = Canvas.smallFontSize
    let percent = ValueFormat.percent(decimals: 0)
    let occupied = Set(columns.indices.filter { column in drawn.contains { count($0, column) > 0 } })
    let hasZeros = drawn.contains { row in occupied.contains { count(row, $0) == 0 } }
    var key = ResidualHeatMap.key(canvas.language)
    if hasZeros { key.entries.append((.symbol(.circle, .text), ChartWord.noCase.text(canvas.language))) }
    let top = key.draw(on: &canvas, top: 2)
    let all = drawn.reduce(0) { $0 + total($1) }
    let labels = drawn.map { "\(rows[$0]) \(percent.text(total($0) / all))" }
    let limit = canvas.width * (canvas.isNarrow ? 0.36 : 0.3)
    let lines = labels.map { $0.lines(within: limit, size: small, limit: 3) }
    let left = (lines.flatMap { $0 }.map { $0.width(size: small) }.max() ?? 0) + 10
    let width = canvas.width - left - 2
    let shares = columns.indices.map { column in drawn.reduce(0) { $0 + count($1, column) } / all }
    // Names stand over the shares of all rows together, drawn as a thin strip that also tells those shares.
    var edges: [ClosedRange<Double>] = []
    var x = left
    for share in shares {
      edges.append(x...(x + share * width))
      x += share * width
    }
    let heads = ColumnHeads(columns, columns: edges, on: &canvas, top: top)
    for (column, edge) in edges.enumerated() where edge.upperBound > edge.lowerBound {
      canvas.rectangle(
        Box(
          x: edge.lowerBound + 0.75, y: heads.bottom, width: max(0.5, edge.upperBound - edge.lowerBound - 1.5),
          height: 5),
        .axis, tip: "\(columns[column]): \(percent.text(shares[column]))")
    }
    var y = heads.bottom + 10
    let height = max(260, Double(drawn.count) * 30)
    for (row, lines) in zip(drawn, lines) {
      let textHeight = Canvas.height(ofLines: lines.count, size: small)
      let rowHeight = max(total(row) / all * height, textHeight + 4)
      canvas.text(lines, x: left - 8, top: y + (rowHeight - textHeight) / 2, size: small, anchor: .end)
      var x = left
      let zeros = columns.indices.filter { occupied.contains($0) && count(row, $0) == 0 }
      for column in columns.indices {
        let share = count(row, column) / total(row)
        let value = residual(row, column)
        if let place = zeros.firstIndex(of: column) {
          // An area of nothing cannot be seen, and says most: a dot where it would stand, one below the other.
          let within = min(max(x, left + 4), left + width - 4)
          canvas.symbol(
            .circle, at: Point(within, y + rowHeight * Double(place + 1) / Double(zeros.count + 1)), radius: 3.5, .text,
            tip: "\(rows[row]) × \(columns[column]): 0")
          continue
        }
        guard share > 0 else { continue }
        let paint = ResidualHeatMap.paint(value)
        let box = Box(x: x + 0.75, y: y, width: max(0.5, share * width - 1.5), height: rowHeight)
        canvas.rectangle(
          box, paint, isHatched: (value ?? 0) <= -2,
          tip: "\(rows[row]) × \(columns[column]): \(percent.text(share))")
        // An empty cell shifts its neighbors, so each names its column where there is room.
        let text = percent.text(share)
        if text.width(size: small) + 4 <= box.width {
          let label = columns[column].lines(within: box.width - 6, size: small, limit: 2)
          let named = label.contains { $0.hasSuffix("…") } ? [text] : label + [text]
          let lines = Canvas.height(ofLines: named.count, size: small) + 2 <= box.height ? named : [text]
          canvas.text(
            lines, x: box.center.x, top: box.center.y - Canvas.height(ofLines: lines.count, size: small) / 2,
            size: small, anchor: .middle, paint: .on(paint))
        }
        x += share * width
      }
      y += rowHeight + 2
    }
    heads.explain(on: &canvas, top: y + 6)
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: [ChartWord.share.text(language)] + columns + ["n"],
      rows: rows.indices.map { row in
        [rows[row]]
          + columns.indices.map { ValueFormat.percent().text(total(row) > 0 ? count(row, $0) / total(row) : nil) }
          + [ValueFormat(decimals: total(row) == total(row).rounded() ? 0 : 1).text(total(row))]
      })
  }

  public func summary(in language: Language) -> String {
    let all = drawn.reduce(0) { $0 + total($1) }
    return ExtremesSentence(drawn.map { (rows[$0], total($0) / all) }, format: .percent()).text(in: language)
  }
}
