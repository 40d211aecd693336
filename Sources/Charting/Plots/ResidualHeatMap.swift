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
    let top = Self.key(canvas.language).draw(on: &canvas, top: 2)
    let format = ValueFormat(decimals: 1, showsSign: true)
    CellGrid(rows: rows, columns: columns, columnTitle: columnTitle).draw(on: &canvas, top: top) { row, column in
      let value = residual(row, column)
      return CellGrid.Cell(
        text: format.text(value), paint: Self.paint(value), isHatched: (value ?? 0) <= -2,
        isBold: (value ?? 0).magnitude >= 2, tip: "\(rows[row]) × \(columns[column]): \(format.text(value))")
    }
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
