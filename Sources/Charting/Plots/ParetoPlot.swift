import Evidence

/// Parts of a whole, largest first, with the share they reach together.
public struct ParetoPlot: Plot {
  public struct Part: Sendable, Hashable {
    public var label: String
    public var value: Double

    public init(_ label: String, _ value: Double) {
      self.label = label
      self.value = value
    }
  }

  public var parts: [Part]
  public var format: ValueFormat
  public var axisTitle: String
  /// So many rows are drawn; the rest is one row.
  public var limit: Int

  public init(_ parts: [Part], format: ValueFormat = .number(decimals: 0), axisTitle: String = "", limit: Int = 20) {
    self.parts = parts
    self.format = format
    self.axisTitle = axisTitle
    self.limit = max(1, limit)
  }

  private func isDrawable(_ part: Part) -> Bool { part.value.isDrawable && part.value >= 0 }
  public var omitted: [String] { parts.filter { !isDrawable($0) }.map(\.label) }

  /// Largest first, those of one size in the order given.
  private func sorted() -> [Part] {
    parts.filter(isDrawable).enumerated().sorted {
      ($0.element.value, $1.offset) > ($1.element.value, $0.offset)
    }.map(\.element)
  }

  public func draw(on canvas: inout Canvas) {
    var shown = sorted()
    let total = shown.reduce(0) { $0 + $1.value }
    if shown.count > limit {
      let rest = shown[limit...]
      let label = "\(ChartWord.other.text(canvas.language)) (\(rest.count))"
      shown = Array(shown[..<limit]) + [Part(label, rest.reduce(0) { $0 + $1.value })]
    }
    let small = Canvas.smallFontSize
    let percent = ValueFormat.percent()
    var running = 0.0
    let texts = shown.map { part -> (String, String) in
      running += part.value
      return (format.text(part.value), total > 0 ? "→ " + percent.text(running / total) : "")
    }
    let valueWidth = texts.map { $0.0.width(size: small) }.max() ?? 0
    let heading = ChartWord.cumulative.text(canvas.language)
    let shareWidth = max(texts.map { $0.1.width(size: small) }.max() ?? 0, heading.width(size: small))
    canvas.text([heading], x: canvas.width - 2, top: 0, size: small, anchor: .end, paint: .faint)
    let frame = RowFrame(
      shown.map(\.label), on: &canvas, top: small * TextMeasure.pitch + 4, trailing: valueWidth + shareWidth + 22,
      band: 16)
    let scale = Scale(
      covering: shown.map(\.value), includingZero: true, from: frame.left, to: frame.right)
    for (index, (part, row)) in zip(shown, frame.rows).enumerated() {
      let isRest = index == limit
      let end = scale.place(part.value)
      canvas.rectangle(
        Box(x: frame.left, y: row.center - 7, width: end - frame.left, height: 14),
        isRest ? .category(6) : .category(0),
        isHatched: isRest, tip: "\(part.label): \(texts[index].0)")
      let top = row.center - small * TextMeasure.height / 2
      canvas.text([texts[index].0], x: end + 6, top: top, size: small)
      if !texts[index].1.isEmpty {
        canvas.text([texts[index].1], x: canvas.width - 2, top: top, size: small, anchor: .end, paint: .faint)
      }
    }
    frame.axis(scale, format: format, title: axisTitle, on: &canvas)
  }

  public func data(in language: Language) -> ChartData {
    let sorted = sorted()
    let total = sorted.reduce(0) { $0 + $1.value }
    let percent = ValueFormat.percent()
    var running = 0.0
    return ChartData(
      headings: ([.item, .value, .share, .cumulative] as [ChartWord]).map { $0.text(language) },
      rows: sorted.map { part in
        running += part.value
        return [
          part.label, format.text(part.value), percent.text(total > 0 ? part.value / total : nil),
          percent.text(total > 0 ? running / total : nil),
        ]
      } + parts.filter { !isDrawable($0) }.map { [$0.label, format.text($0.value), "–", "–"] })
  }

  public func summary(in language: Language) -> String {
    ExtremesSentence(sorted().map { ($0.label, $0.value) }, format: format).text(in: language)
  }
}
