import Evidence

/// Points with intervals, one a row, around a line that stands for all: provinces, sectors, coefficients.
public struct IntervalPlot: Plot {
  public struct Row: Sendable, Hashable {
    public var label: String
    public var value: Double
    public var low: Double?
    public var high: Double?
    /// How many stand behind the value; shown beside the label.
    public var count: Int?

    public init(_ label: String, _ value: Double, low: Double? = nil, high: Double? = nil, count: Int? = nil) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.count = count
    }

    var labelWithCount: String { count.map { "\(label) (n\u{A0}=\u{A0}\($0))" } ?? label }
  }

  public var rows: [Row]
  public var format: ValueFormat
  public var axisTitle: String
  /// What rows are held against: the mean of all, zero, a standard.
  public var reference: Double?
  public var referenceLabel: String

  public init(
    _ rows: [Row], format: ValueFormat = .number(), axisTitle: String = "", reference: Double? = nil,
    referenceLabel: String = ""
  ) {
    self.rows = rows
    self.format = format
    self.axisTitle = axisTitle
    self.reference = reference
    self.referenceLabel = referenceLabel
  }

  private var drawn: [Row] { rows.filter(\.value.isDrawable) }
  public var omitted: [String] { rows.filter { !$0.value.isDrawable }.map(\.label) }

  public func draw(on canvas: inout Canvas) {
    let rows = drawn
    let texts = rows.map { format.text($0.value) }
    let small = Canvas.smallFontSize
    let trailing = (texts.map { $0.width(size: Canvas.fontSize) }.max() ?? 0) + 14
    var top = 4.0
    let reference = reference.flatMap { $0.isDrawable ? $0 : nil }
    if let reference {
      let label = referenceLabel.isEmpty ? format.text(reference) : "\(referenceLabel) \(format.text(reference))"
      top = Key(entries: [(.line(.accent, isDashed: true), label)]).draw(on: &canvas, top: 2)
    }
    let frame = RowFrame(rows.map(\.labelWithCount), on: &canvas, top: top, trailing: trailing, band: 14)
    let values = rows.flatMap { [$0.value, $0.low ?? $0.value, $0.high ?? $0.value] } + [reference].compactMap { $0 }
    let scale = Scale(covering: values.filter(\.isDrawable), from: frame.left, to: frame.right)
    if let reference {
      let x = scale.place(reference)
      for (from, to) in frame.stretches {
        canvas.line([Point(x, from), Point(x, to)], .accent, width: 1.5, isDashed: true)
      }
    }
    for (row, (place, text)) in zip(rows, zip(frame.rows, texts)) {
      if let low = row.low, let high = row.high, low.isDrawable, high.isDrawable {
        canvas.interval(from: scale.place(low), to: scale.place(high), at: place.center)
      }
      let interval = format.text(from: row.low, to: row.high)
      canvas.symbol(
        .circle, at: Point(scale.place(row.value), place.center), .category(0),
        tip: "\(row.labelWithCount): \(text)" + (interval == "–" ? "" : " (\(interval))"))
      canvas.text(
        [text], x: canvas.width - 2, top: place.center - small * TextMeasure.height / 2, size: small, anchor: .end)
    }
    frame.axis(scale, format: format, title: axisTitle, on: &canvas)
  }

  public func data(in language: Language) -> ChartData {
    let hasCounts = rows.contains { $0.count != nil }
    return ChartData(
      headings: ([.item, .value, .low, .high] as [ChartWord]).map { $0.text(language) } + (hasCounts ? ["n"] : []),
      rows: rows.map { row in
        [row.label, format.text(row.value), format.text(row.low), format.text(row.high)]
          + (hasCounts ? [row.count.map(String.init) ?? "–"] : [])
      })
  }

  public func summary(in language: Language) -> String {
    ExtremesSentence(drawn.map { ($0.label, $0.value) }, format: format).text(in: language)
  }
}
