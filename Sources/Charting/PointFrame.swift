/// Two scales at right angles, their numbers and titles.
struct PointFrame {
  let x: Scale
  let y: Scale
  let area: Box

  /// Draws grid, numbers and titles. The title of the upright axis stands above it, not turned.
  init(
    x xValues: [Double], y yValues: [Double], xTitle: String, yTitle: String, xFormat: ValueFormat,
    yFormat: ValueFormat, xBounds: ClosedRange<Double>? = nil, yBounds: ClosedRange<Double>? = nil,
    includingZero: (x: Bool, y: Bool) = (false, false), height: Double? = nil, minimumLeft: Double = 0,
    on canvas: inout Canvas,
    top: Double
  ) {
    let small = Canvas.smallFontSize
    let titleLines = yTitle.lines(within: canvas.width - 8, size: small)
    var above = top
    if !titleLines.isEmpty { above = canvas.text(titleLines, x: 2, top: top, size: small, paint: .faint) + 4 }
    let height = height ?? (canvas.isNarrow ? canvas.width * 0.85 : min(canvas.width * 0.52, 400))
    let upright = Scale(
      covering: yValues, includingZero: includingZero.y, bounds: yBounds, from: above + 8 + height, to: above + 8,
      steps: max(3, Int(height / 56)))
    let (ticks, step) = upright.ticks(max(3, Int(height / 56)))
    let tickFormat = yFormat.forTicks(step: step)
    let texts = ticks.map { tickFormat.text($0) }
    let left = max(minimumLeft, (texts.map { $0.width(size: small) }.max() ?? 0) + 10)
    let right = canvas.width - 14
    let flat = Scale(
      covering: xValues, includingZero: includingZero.x, bounds: xBounds, from: left, to: right,
      steps: canvas.isNarrow ? 4 : 6)
    area = Box(x: left, y: above + 8, width: right - left, height: height)
    for (tick, text) in zip(ticks, texts) {
      let place = upright.place(tick)
      // The axis is the lower edge of the area, whether or not a number stands there.
      if place < area.bottom - 0.5 { canvas.line([Point(left, place), Point(right, place)], .grid) }
      canvas.text(
        [text], x: left - 6, top: place - small * TextMeasure.height / 2, size: small, anchor: .end, paint: .faint)
    }
    let bottom = area.bottom
    canvas.line([Point(left, bottom), Point(right, bottom)], .axis)
    let (flatTicks, flatStep) = flat.tickValues(in: right - left, format: xFormat)
    let flatFormat = xFormat.forTicks(step: flatStep)
    var reached = -Double.infinity
    for tick in flatTicks {
      let place = flat.place(tick)
      canvas.line([Point(place, bottom), Point(place, bottom + 4)], .axis)
      let text = flatFormat.text(tick)
      let width = text.width(size: small)
      let start = min(max(place - width / 2, left - 4), canvas.width - width)
      guard start > reached + 6 else { continue }
      canvas.text([text], x: start, top: bottom + 8, size: small, paint: .faint)
      reached = start + width
    }
    let lines = xTitle.lines(within: right - left, size: small)
    if !lines.isEmpty {
      canvas.text(lines, x: left, top: bottom + 10 + small * TextMeasure.pitch, size: small, paint: .faint)
    }
    x = flat
    y = upright
  }

  func place(_ xValue: Double, _ yValue: Double) -> Point { Point(x.place(xValue), y.place(yValue)) }
}
