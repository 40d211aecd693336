import Evidence

/// Where values stand on a strip of grades: benchmark levels with the enterprises on them.
public struct BandPlot: Plot {
  public struct Band: Sendable, Hashable {
    public var label: String
    /// Where the band ends; the next begins there.
    public var upper: Double

    public init(_ label: String, upTo upper: Double) {
      self.label = label
      self.upper = upper
    }
  }

  public struct Marker: Sendable, Hashable {
    public var label: String
    public var value: Double

    public init(_ label: String, _ value: Double) {
      self.label = label
      self.value = value
    }
  }

  public var lower: Double
  /// Rising. Values at a limit belong to the lower band.
  public var bands: [Band]
  public var markers: [Marker]
  public var format: ValueFormat
  public var axisTitle: String
  /// Whether small values are the good ones, as with emissions.
  public var isLowGood: Bool

  public init(
    from lower: Double, bands: [Band], markers: [Marker], format: ValueFormat = .number(), axisTitle: String = "",
    isLowGood: Bool = true
  ) {
    self.lower = lower
    self.bands = bands
    self.markers = markers
    self.format = format
    self.axisTitle = axisTitle
    self.isLowGood = isLowGood
  }

  private var drawn: [Marker] { markers.filter(\.value.isDrawable) }
  public var omitted: [String] { markers.filter { !$0.value.isDrawable }.map(\.label) }

  private var rising: [Band] {
    var reached = lower
    return bands.filter { band in
      guard band.upper.isDrawable, band.upper > reached else { return false }
      reached = band.upper
      return true
    }
  }

  private func paint(_ index: Int, of count: Int) -> Paint {
    let place = count < 2 ? 0.5 : Double(index) / Double(count - 1)
    let good = isLowGood ? 1 - place : place
    return .diverging(Int((good * 4 - 2).rounded()))
  }

  /// The grade of a value; those beyond the last limit have none.
  private func grade(_ value: Double) -> String { rising.first { value <= $0.upper }?.label ?? "–" }

  public func draw(on canvas: inout Canvas) {
    let bands = rising
    guard lower.isDrawable, !bands.isEmpty else { return }
    let entries = bands.enumerated().map { index, band in
      (swatch: Key.Swatch.box(paint(index, of: bands.count), isHatched: false), label: band.label)
    }
    let top = Key(entries: entries).draw(on: &canvas, top: 2)
    let small = Canvas.smallFontSize
    let rows = drawn
    let texts = rows.map { format.text($0.value) }
    let trailing = (texts.map { $0.width(size: small) }.max() ?? 0) + 14
    let frame = RowFrame(rows.map(\.label), on: &canvas, top: top, trailing: trailing, band: 16)
    let scale = Scale(
      covering: [lower, bands.last!.upper] + rows.map(\.value), from: frame.left, to: frame.right)
    for (row, (marker, text)) in zip(frame.rows, zip(rows, texts)) {
      var from = scale.place(lower)
      for (index, band) in bands.enumerated() {
        let to = scale.place(band.upper)
        canvas.rectangle(
          Box(x: from, y: row.center - 7, width: to - from, height: 14), paint(index, of: bands.count), tip: band.label)
        from = to
      }
      let x = scale.place(marker.value)
      canvas.line([Point(x, row.center - 9), Point(x, row.center + 9)], .text, width: 2)
      canvas.symbol(
        .diamond, at: Point(x, row.center), radius: 5, .category(7),
        tip: "\(marker.label): \(text) (\(grade(marker.value)))")
      canvas.text(
        [text], x: canvas.width - 2, top: row.center - small * TextMeasure.height / 2, size: small, anchor: .end)
    }
    frame.axis(scale, format: format, title: axisTitle, on: &canvas)
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: ([.item, .value, .grade] as [ChartWord]).map { $0.text(language) },
      rows: markers.map { [$0.label, format.text($0.value), $0.value.isDrawable ? grade($0.value) : "–"] })
  }

  public func summary(in language: Language) -> String {
    let counts = rising.map { band in "\(band.label) \(drawn.count { grade($0.value) == band.label })" }
    return counts.joined(separator: language == .chinese ? "，" : ", ")
  }
}
