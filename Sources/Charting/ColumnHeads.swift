/// Names above columns: broken into lines where they fit, else numbers that a list below explains.
struct ColumnHeads {
  private let labels: [String]
  private let isNumbered: Bool
  /// The lower edge, where the columns begin.
  let bottom: Double

  /// `columns` are the left and right edges.
  init(_ labels: [String], columns: [ClosedRange<Double>], on canvas: inout Canvas, top: Double) {
    self.labels = labels
    let size = Canvas.smallFontSize
    let lines = zip(labels, columns).map { label, column in
      label.lines(within: column.upperBound - column.lowerBound - 4, size: size, limit: 6)
    }
    let fits = zip(labels, zip(lines, columns)).allSatisfy { label, column in
      let width = column.1.upperBound - column.1.lowerBound - 4
      let visible = label.lines(within: 1e6, size: size).first ?? ""
      let widestWord =
        visible.split(separator: " ").filter { $0.utf8.count == $0.count }
        .map { String($0).width(size: size) }.max() ?? 0
      return width >= 24 && widestWord <= width && column.0.count <= 5 && column.0.last?.hasSuffix("…") != true
    }
    isNumbered = !fits
    if fits {
      let height = Canvas.height(ofLines: lines.map(\.count).max() ?? 0, size: size)
      for (lines, column) in zip(lines, columns) {
        canvas.text(
          lines, x: (column.lowerBound + column.upperBound) / 2,
          top: top + height - Canvas.height(ofLines: lines.count, size: size), size: size, anchor: .middle)
      }
      bottom = top + height + 5
    } else {
      var reached = -Double.infinity
      for (index, column) in columns.enumerated() {
        let text = String(index + 1)
        let width = text.width(size: size)
        let left = (column.lowerBound + column.upperBound) / 2 - width / 2
        guard left > reached + 2, left >= 0, left + width <= canvas.width else { continue }
        canvas.text([text], x: left, top: top, size: size)
        reached = left + width
      }
      bottom = top + size * TextMeasure.height + 5
    }
  }

  /// What the numbers mean. Returns the lower edge.
  @discardableResult
  func explain(on canvas: inout Canvas, top: Double) -> Double {
    guard isNumbered else { return top }
    let size = Canvas.smallFontSize
    var (x, y, rowHeight) = (2.0, top, 0.0)
    for (index, label) in labels.enumerated() {
      let lines = "\(index + 1) \(label)".lines(within: canvas.width - 6, size: size, limit: 3)
      let width = lines.map { $0.width(size: size) }.max() ?? 0
      if x > 2, x + width > canvas.width - 2 {
        (x, y) = (2, y + rowHeight + 3)
        rowHeight = 0
      }
      canvas.text(lines, x: x, top: y, size: size, paint: .faint)
      rowHeight = max(rowHeight, Canvas.height(ofLines: lines.count, size: size))
      x += width + 16
    }
    return y + rowHeight
  }
}
