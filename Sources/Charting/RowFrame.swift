/// Named rows below each other with a place for values beside them: the frame of every chart whose labels are sentences.
///
/// On a wide canvas labels stand left of their row, broken into lines; on a narrow one above it.
struct RowFrame {
  struct Row {
    let top: Double
    /// Where the values are drawn.
    let center: Double
    let bottom: Double
  }

  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let rows: [Row]
  /// Whether labels stand above their rows.
  private let isStacked: Bool
  private let band: Double

  /// Draws the labels. `trailing` is the room right of the values, `band` the height values need, `gap` that between
  /// rows; `isBeside` keeps labels left of their rows on narrow canvases too.
  init(
    _ labels: [String], on canvas: inout Canvas, top: Double, trailing: Double = 8, band: Double = 18,
    gap: Double = 8, isBeside: Bool = false, bold: Set<Int> = []
  ) {
    let size = Canvas.fontSize
    let isNarrow = canvas.isNarrow && !isBeside
    let limit = isNarrow ? canvas.width - 8 : canvas.width * (canvas.isNarrow ? 0.42 : 0.36)
    let lines = labels.enumerated().map { index, label in
      label.lines(within: limit, size: size, isBold: bold.contains(index))
    }
    let widest =
      zip(lines, labels.indices).flatMap { lines, index in
        lines.map { $0.width(size: size, isBold: bold.contains(index)) }
      }.max() ?? 0
    isStacked = isNarrow
    self.band = band
    left = isNarrow ? 6 : max(6, widest + 10)
    right = canvas.width - max(trailing, 6)
    self.top = top
    var y = top
    var rows: [Row] = []
    for (index, lines) in lines.enumerated() {
      let textHeight = Canvas.height(ofLines: lines.count)
      if isNarrow {
        let below = canvas.text(lines, x: 2, top: y, isBold: bold.contains(index))
        rows.append(Row(top: y, center: below + band / 2, bottom: below + band))
        y = below + band + gap + 4
      } else {
        let height = max(band, textHeight + (lines.count > 1 ? 4 : 0))
        canvas.text(
          lines, x: left - 10, top: y + (height - textHeight) / 2, anchor: .end, isBold: bold.contains(index))
        rows.append(Row(top: y, center: y + height / 2, bottom: y + height))
        y += height + gap
      }
    }
    self.rows = rows
    bottom = rows.last.map { $0.bottom + 4 } ?? top
    canvas.reserve(to: bottom)
  }

  /// Where upright lines may run: past all rows, or beside each where labels stand between them.
  var stretches: [(from: Double, to: Double)] {
    guard isStacked else { return [(top - 4, bottom)] }
    return rows.map { ($0.center - band / 2 - 1, $0.center + band / 2 + 3) }
  }

  /// Grid lines behind the rows, numbers and a title below them. Returns the lower edge.
  @discardableResult
  func axis(_ scale: Scale, format: ValueFormat, title: String = "", on canvas: inout Canvas) -> Double {
    var y = bottom
    let (values, step) = scale.tickValues(in: abs(scale.end - scale.start), format: format)
    let tickFormat = format.forTicks(step: step)
    var reached = -Double.infinity
    for value in values {
      let x = scale.place(value)
      for (from, to) in stretches {
        canvas.addBelow(
          .line([Point(x, from), Point(x, to)], stroke: value == 0 ? .axis : .grid, width: 1, isDashed: false))
      }
      let text = tickFormat.text(value)
      let width = text.width(size: Canvas.smallFontSize)
      let left = min(max(x - width / 2, 0), canvas.width - width)
      guard left > reached + 6 else { continue }
      canvas.text([text], x: left, top: bottom + 4, size: Canvas.smallFontSize, paint: .faint)
      reached = left + width
      y = max(y, bottom + 4 + Canvas.smallFontSize * TextMeasure.height)
    }
    if !title.isEmpty {
      let available = canvas.isNarrow ? canvas.width - 8 : right - left
      let lines = title.lines(within: available, size: Canvas.smallFontSize)
      y = canvas.text(lines, x: left, top: y + 5, size: Canvas.smallFontSize, paint: .faint)
    }
    return y
  }
}

extension Scale {
  /// As many ticks as have room for their numbers along `length`.
  func tickValues(in length: Double, format: ValueFormat) -> (values: [Double], step: Double) {
    var count = max(1, Int(length / 56))
    while true {
      let result = ticks(count)
      let tickFormat = format.forTicks(step: result.step)
      let widest = result.values.map { tickFormat.text($0).width(size: Canvas.smallFontSize) }.max() ?? 0
      if count == 1 || Double(result.values.count - 1) * (widest + 10) <= length { return result }
      count -= 1
    }
  }
}

extension Double {
  /// Finite and of a size that a scale can hold.
  var isDrawable: Bool { isFinite && magnitude < 1e100 }
}
