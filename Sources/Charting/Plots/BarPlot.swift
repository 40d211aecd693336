import Evidence

/// Bars from zero with intervals, one a row: frequencies, means, indices.
public struct BarPlot: Plot {
  public struct Bar: Sendable, Hashable {
    public var label: String
    public var value: Double
    public var low: Double?
    public var high: Double?

    public init(_ label: String, _ value: Double, low: Double? = nil, high: Double? = nil) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
    }
  }

  public var bars: [Bar]
  public var format: ValueFormat
  public var axisTitle: String

  public init(_ bars: [Bar], format: ValueFormat = .number(), axisTitle: String = "") {
    self.bars = bars
    self.format = format
    self.axisTitle = axisTitle
  }

  private var drawn: [Bar] { bars.filter(\.value.isDrawable) }
  public var omitted: [String] { bars.filter { !$0.value.isDrawable }.map(\.label) }

  public func draw(on canvas: inout Canvas) {
    let bars = drawn
    let texts = bars.map { format.text($0.value) }
    let trailing = (texts.map { $0.width(size: Canvas.fontSize) }.max() ?? 0) + 12
    let frame = RowFrame(bars.map(\.label), on: &canvas, top: 4, trailing: trailing)
    let values = bars.flatMap { [$0.value, $0.low ?? $0.value, $0.high ?? $0.value] }.filter(\.isDrawable)
    let scale = Scale(
      covering: values, includingZero: true, bounds: format.isPercent && values.allSatisfy { $0 <= 1 } ? -1...1 : nil,
      from: frame.left, to: frame.right)
    for (bar, (row, text)) in zip(bars, zip(frame.rows, texts)) {
      let (zero, end) = (scale.place(0), scale.place(bar.value))
      let interval = format.text(from: bar.low, to: bar.high)
      canvas.rectangle(
        Box(x: min(zero, end), y: row.center - 7, width: abs(end - zero), height: 14), .category(0),
        tip: "\(bar.label): \(text)" + (interval == "–" ? "" : " (\(interval))"))
      var reach = max(zero, end)
      if let low = bar.low, let high = bar.high, low.isDrawable, high.isDrawable {
        canvas.interval(from: scale.place(low), to: scale.place(high), at: row.center)
        reach = max(reach, scale.place(high))
      }
      canvas.text(
        [text], x: reach + 6, top: row.center - Canvas.fontSize * TextMeasure.height / 2)
    }
    frame.axis(scale, format: format, title: axisTitle, on: &canvas)
  }

  public func data(in language: Language) -> ChartData {
    let hasIntervals = bars.contains { $0.low != nil || $0.high != nil }
    let words: [ChartWord] = [.item, .value] + (hasIntervals ? [.low, .high] : [])
    return ChartData(
      headings: words.map { $0.text(language) },
      rows: bars.map { bar in
        [bar.label, format.text(bar.value)] + (hasIntervals ? [format.text(bar.low), format.text(bar.high)] : [])
      })
  }

  public func summary(in language: Language) -> String {
    ExtremesSentence(drawn.map { ($0.label, $0.value) }, format: format).text(in: language)
  }
}

extension Canvas {
  /// A line with ends, outlined so that it is seen on bars and beside them.
  mutating func interval(from start: Double, to end: Double, at y: Double) {
    line([Point(start, y), Point(end, y)], .page, width: 3.5)
    line([Point(start, y), Point(end, y)], .text, width: 1.5)
    for x in [start, end] { line([Point(x, y - 3.5), Point(x, y + 3.5)], .text, width: 1.5) }
  }
}
