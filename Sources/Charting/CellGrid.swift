/// A table of colored cells, each with its number where there is room: what heat maps are made of.
struct CellGrid {
  struct Cell {
    var text: String
    var paint: Paint
    var isHatched = false
    var isBold = false
    var tip: String
  }

  var rows: [String]
  var columns: [String]
  /// What all columns are.
  var columnTitle = ""

  /// - Parameter top: where it begins, below a key.
  func draw(on canvas: inout Canvas, top: Double, cell: (_ row: Int, _ column: Int) -> Cell) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let small = Canvas.smallFontSize
    var top = top
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
    for (row, place) in frame.rows.enumerated() {
      for (column, edge) in edges.enumerated() {
        let cell = cell(row, column)
        let box = Box(
          x: edge.lowerBound + 0.5, y: place.top, width: max(0.5, width - 1), height: place.bottom - place.top)
        canvas.rectangle(box, cell.paint, isHatched: cell.isHatched, tip: cell.tip)
        if cell.text.width(size: small) + 2 <= box.width {
          canvas.text(
            [cell.text], x: box.center.x, top: box.center.y - small * TextMeasure.height / 2, size: small,
            anchor: .middle, paint: .on(cell.paint), isBold: cell.isBold)
        }
      }
    }
    heads.explain(on: &canvas, top: frame.bottom + 6)
  }
}
