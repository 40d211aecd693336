import Evidence

/// The cells of a crosstab colored by how far they lie from what independence would give.
///
/// Color steps lie at adjusted residuals of ±2 and ±4, as in Friendly's mosaics; each cell prints its number.
public struct ResidualHeatMap: Plot {
  public var rows: [String]
  public var columns: [String]
  /// Adjusted residuals; `nil` where a row or column is empty.
  public var residuals: [[Double?]]
  public var counts: [[Double]]
  public var columnTitle: String

  public init(
    rows: [String], columns: [String], residuals: [[Double?]], counts: [[Double]], columnTitle: String = ""
  ) {
    self.rows = rows
    self.columns = columns
    self.residuals = residuals
    self.counts = counts
    self.columnTitle = columnTitle
  }

  private func residual(_ row: Int, _ column: Int) -> Double? {
    guard residuals.indices.contains(row), residuals[row].indices.contains(column) else { return nil }
    return residuals[row][column].flatMap { $0.isDrawable ? $0 : nil }
  }

  public var omitted: [String] {
    rows.indices.filter { row in !columns.indices.contains { residual(row, $0) != nil } }.map { rows[$0] }
  }

  static func paint(_ residual: Double?) -> Paint {
    guard let residual else { return .band }
    let size = residual.magnitude
    let step = size >= 4 ? 3 : size >= 2 ? 2 : 0
    return .diverging(residual < 0 ? -step : step)
  }

  static func key(_ language: Language) -> Key {
    let (fewer, more) = (ChartWord.fewer.text(language), ChartWord.more.text(language))
    return Key(
      entries: [
        (.box(.diverging(-3), isHatched: true), "≤ −4 \(fewer)"), (.box(.diverging(-2), isHatched: true), "≤ −2"),
        (.box(.diverging(0), isHatched: false), ChartWord.expected.text(language)),
        (.box(.diverging(2), isHatched: false), "≥ +2"), (.box(.diverging(3), isHatched: false), "≥ +4 \(more)"),
      ])
  }

  public func draw(on canvas: inout Canvas) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let small = Canvas.smallFontSize
    var top = Self.key(canvas.language).draw(on: &canvas, top: 2)
    if !columnTitle.isEmpty {
      let lines = columnTitle.lines(within: canvas.width - 4, size: small)
      top = canvas.text(lines, x: canvas.width - 2, top: top, size: small, anchor: .end, paint: .faint) + 2
    }
    // Labels are measured on a canvas of their own, because the heads above the columns must know where those begin.
    var measure = Canvas(width: canvas.width, language: canvas.language)
    let measured = RowFrame(rows, on: &measure, top: 0, trailing: 4, band: 24, gap: 2, isBeside: true)
    let width = (measured.right - measured.left) / Double(columns.count)
    let edges = columns.indices.map {
      (measured.left + Double($0) * width)...(measured.left + Double($0 + 1) * width)
    }
    let heads = ColumnHeads(columns, columns: edges, on: &canvas, top: top)
    let frame = RowFrame(rows, on: &canvas, top: heads.bottom, trailing: 4, band: 24, gap: 2, isBeside: true)
    let format = ValueFormat(decimals: 1, showsSign: true)
    for (row, place) in frame.rows.enumerated() {
      for (column, edge) in edges.enumerated() {
        let value = residual(row, column)
        let paint = Self.paint(value)
        let box = Box(
          x: edge.lowerBound + 0.5, y: place.top, width: max(0.5, width - 1), height: place.bottom - place.top)
        canvas.rectangle(
          box, paint, isHatched: (value ?? 0) <= -2,
          tip: "\(rows[row]) × \(columns[column]): \(format.text(value))")
        let text = format.text(value)
        if text.width(size: small) + 2 <= box.width {
          canvas.text(
            [text], x: box.center.x, top: box.center.y - small * TextMeasure.height / 2, size: small,
            anchor: .middle, paint: .on(paint), isBold: (value ?? 0).magnitude >= 2)
        }
      }
    }
    heads.explain(on: &canvas, top: frame.bottom + 6)
  }

  public func data(in language: Language) -> ChartData {
    let format = ValueFormat(decimals: 2, showsSign: true)
    return ChartData(
      headings: [ChartWord.residual.text(language)] + columns,
      rows: rows.indices.map { row in [rows[row]] + columns.indices.map { format.text(residual(row, $0)) } })
  }

  public func summary(in language: Language) -> String {
    var cells: [(String, Double)] = []
    for row in rows.indices {
      for column in columns.indices {
        if let value = residual(row, column) { cells.append(("\(rows[row]) × \(columns[column])", value)) }
      }
    }
    return ExtremesSentence(cells, format: ValueFormat(decimals: 1, showsSign: true)).text(in: language)
  }
}
