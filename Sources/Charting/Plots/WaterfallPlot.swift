import Evidence

/// From one total to another by the steps between them: a decomposition of a change (LMDI).
public struct WaterfallPlot: Plot {
  public struct Step: Sendable, Hashable {
    public var label: String
    public var change: Double

    public init(_ label: String, _ change: Double) {
      self.label = label
      self.change = change
    }
  }

  public var startLabel: String
  public var start: Double
  public var steps: [Step]
  public var endLabel: String
  public var format: ValueFormat
  public var axisTitle: String

  public init(
    from startLabel: String, _ start: Double, steps: [Step], to endLabel: String, format: ValueFormat = .number(),
    axisTitle: String = ""
  ) {
    self.startLabel = startLabel
    self.start = start
    self.steps = steps
    self.endLabel = endLabel
    self.format = format
    self.axisTitle = axisTitle
  }

  private var drawn: [Step] { steps.filter(\.change.isDrawable) }
  public var omitted: [String] {
    (start.isDrawable ? [] : [startLabel]) + steps.filter { !$0.change.isDrawable }.map(\.label)
  }
  private var end: Double { start + drawn.reduce(0) { $0 + $1.change } }

  public func draw(on canvas: inout Canvas) {
    guard start.isDrawable else { return }
    let steps = drawn
    var signed = format
    signed.showsSign = true
    let texts = [format.text(start)] + steps.map { signed.text($0.change) } + [format.text(end)]
    let trailing = (texts.map { $0.width(size: Canvas.smallFontSize) }.max() ?? 0) + 14
    let frame = RowFrame(
      [startLabel] + steps.map(\.label) + [endLabel], on: &canvas, top: 4, trailing: trailing,
      bold: [0, steps.count + 1])
    var levels = [start]
    for step in steps { levels.append(levels.last! + step.change) }
    // A small change of a large total would be a hairline on a scale from zero: the bars of the totals are cut open.
    let (least, most) = (levels.min()!, levels.max()!)
    let isCut = least > 0 && least > 0.6 * most && most > least
    let scale = Scale(
      covering: isCut ? [least - 0.3 * (most - least), most] : levels, includingZero: !isCut, from: frame.left,
      to: frame.right)
    for (index, row) in frame.rows.enumerated() {
      let isTotal = index == 0 || index == steps.count + 1
      let from = isTotal ? 0 : levels[index - 1]
      let to = isTotal ? (index == 0 ? start : end) : levels[index]
      let (a, b) = (scale.place(from), scale.place(to))
      let paint: Paint = isTotal ? .category(6) : to >= from ? .category(5) : .category(0)
      canvas.rectangle(
        Box(x: min(a, b), y: row.center - 8, width: max(abs(b - a), 0.5), height: 16), paint,
        isHatched: !isTotal && to < from, tip: texts[index])
      if isTotal && isCut {
        let gap = frame.left + 14
        canvas.line([Point(gap - 3, row.center + 11), Point(gap + 3, row.center - 11)], .page, width: 5)
      }
      if index < frame.rows.count - 1 {
        canvas.line([Point(b, row.center + 8), Point(b, frame.rows[index + 1].center - 8)], .axis, isDashed: true)
      }
      canvas.text(
        [texts[index]], x: canvas.width - 2, top: row.center - Canvas.smallFontSize * TextMeasure.height / 2,
        size: Canvas.smallFontSize, anchor: .end, isBold: isTotal)
    }
    frame.axis(scale, format: format, title: axisTitle, on: &canvas)
  }

  public func data(in language: Language) -> ChartData {
    var signed = format
    signed.showsSign = true
    return ChartData(
      headings: ([.step, .change, .value] as [ChartWord]).map { $0.text(language) },
      rows: [[startLabel, "", format.text(start)]] + steps.map { [$0.label, signed.text($0.change), ""] }
        + [[endLabel, signed.text(start.isDrawable ? end - start : nil), format.text(start.isDrawable ? end : nil)]])
  }

  public func summary(in language: Language) -> String {
    guard start.isDrawable else { return ExtremesSentence([], format: format).text(in: language) }
    var signed = format
    signed.showsSign = true
    let parts = drawn.map { "\($0.label) \(signed.text($0.change))" }
    let separator = language == .chinese ? "，" : ", "
    return ([startLabel + " " + format.text(start)] + parts + [endLabel + " " + format.text(end)])
      .joined(separator: separator)
  }
}
