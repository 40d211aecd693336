/// The names of colors and shapes in a row that breaks into lines.
struct Key {
  enum Swatch {
    case box(Paint, isHatched: Bool)
    case symbol(Symbol, Paint)
    case line(Paint, isDashed: Bool)
  }

  var entries: [(swatch: Swatch, label: String)]

  /// Returns the lower edge.
  func draw(on canvas: inout Canvas, top: Double, left: Double = 2) -> Double {
    let size = Canvas.smallFontSize
    var (x, y) = (left, top)
    var rowHeight = 0.0
    for entry in entries {
      let lines = entry.label.lines(within: canvas.width - left - 30, size: size, limit: 2)
      guard !lines.isEmpty else { continue }
      let width = 18 + lines.map { $0.width(size: size) }.max()!
      if x > left, x + width > canvas.width - 2 {
        x = left
        y += rowHeight + 4
        rowHeight = 0
      }
      let middle = y + size * TextMeasure.height / 2
      switch entry.swatch {
      case .box(let paint, let isHatched):
        canvas.rectangle(Box(x: x + 1, y: middle - 5, width: 11, height: 10), paint, isHatched: isHatched)
      case .symbol(let symbol, let paint): canvas.symbol(symbol, at: Point(x + 6, middle), radius: 4.5, paint)
      case .line(let paint, let isDashed):
        canvas.line([Point(x, middle), Point(x + 13, middle)], paint, width: 2, isDashed: isDashed)
      }
      canvas.text(lines, x: x + 17, top: y, size: size)
      rowHeight = max(rowHeight, Canvas.height(ofLines: lines.count, size: size))
      x += width + 14
    }
    return y + rowHeight + (entries.isEmpty ? 0 : 8)
  }
}
