import Evidence

/// Answers on a scale as bars that diverge from the middle of the neutral answer, with the interval of the positive share.
public struct LikertPlot: Plot {
  public struct Item: Sendable, Hashable {
    public var label: String
    /// The share of each level, from the most negative on.
    public var shares: [Double]
    /// The interval of all positive levels together.
    public var low: Double?
    public var high: Double?

    public init(_ label: String, shares: [Double], low: Double? = nil, high: Double? = nil) {
      self.label = label
      self.shares = shares
      self.low = low
      self.high = high
    }
  }

  /// From the most negative level to the most positive one; the middle one of an odd number is neutral.
  public var levels: [String]
  public var items: [Item]

  public init(levels: [String], items: [Item]) {
    self.levels = levels
    self.items = items
  }

  private func isDrawable(_ item: Item) -> Bool {
    item.shares.count == levels.count && item.shares.allSatisfy { $0.isDrawable && $0 >= 0 && $0 <= 1 }
  }
  private var drawn: [Item] { items.filter(isDrawable) }
  public var omitted: [String] { items.filter { !isDrawable($0) }.map(\.label) }

  private var half: Int { levels.count / 2 }
  private var hasNeutral: Bool { levels.count % 2 == 1 }

  private func positive(_ item: Item) -> Double { item.shares.suffix(half).reduce(0, +) }
  /// Where the bar begins, left of zero.
  private func start(_ item: Item) -> Double {
    -item.shares.prefix(half).reduce(0, +) - (hasNeutral ? item.shares[half] / 2 : 0)
  }

  private func paint(_ level: Int) -> Paint {
    guard !(hasNeutral && level == half) else { return .diverging(0) }
    let distance = level < half ? half - level : level - levels.count + half + 1
    let step = half == 1 ? 2 : 1 + (2 * (distance - 1) + (half - 1) / 2) / max(1, half - 1)
    return .diverging(level < half ? -step : step)
  }

  public func draw(on canvas: inout Canvas) {
    let items = drawn
    guard !levels.isEmpty else { return }
    let percent = ValueFormat.percent(decimals: 0)
    let entries = levels.enumerated().map { level, name in
      (swatch: Key.Swatch.box(paint(level), isHatched: level < half), label: name)
    }
    let top = Key(entries: entries).draw(on: &canvas, top: 2)
    let texts = items.map { item in
      let range = ValueFormat.percent(decimals: 0).text(from: item.low, to: item.high)
      return [percent.text(positive(item))] + (range == "–" ? [] : [range])
    }
    let heading = ChartWord.positive.text(canvas.language)
    let small = Canvas.smallFontSize
    let widest = texts.flatMap { $0 }.map { $0.width(size: Canvas.fontSize) }.max() ?? 0
    let trailing = max(widest, heading.width(size: small)) + 14
    canvas.text([heading], x: canvas.width - 2, top: top, size: small, anchor: .end, paint: .faint)
    let frame = RowFrame(
      items.map(\.label), on: &canvas, top: top + small * TextMeasure.pitch + 2, trailing: trailing, band: 30)
    let ends = items.flatMap { item -> [Double] in
      let zero = hasNeutral ? item.shares[half] / 2 : 0
      return [start(item), start(item) + item.shares.reduce(0, +), zero + (item.high ?? 0)]
    }.filter(\.isDrawable)
    let scale = Scale(
      low: min(ends.min() ?? 0, 0), high: max(ends.max() ?? 0, 0.01), start: frame.left, end: frame.right)
    let zero = scale.place(0)
    for (from, to) in items.isEmpty ? [] : frame.stretches { canvas.line([Point(zero, from), Point(zero, to)], .axis) }
    for (item, (row, lines)) in zip(items, zip(frame.rows, texts)) {
      var reach = start(item)
      for (level, share) in item.shares.enumerated() where share > 0 {
        let box = Box(
          x: scale.place(reach), y: row.center - 10, width: scale.place(reach + share) - scale.place(reach), height: 20)
        canvas.rectangle(
          box, paint(level), isHatched: level < half,
          tip: "\(item.label) – \(levels[level]): \(ValueFormat.percent().text(share))")
        let text = percent.text(share)
        if text.width(size: small) + 6 <= box.width {
          canvas.text(
            [text], x: box.center.x, top: row.center - small * TextMeasure.height / 2, size: small, anchor: .middle,
            paint: .on(paint(level)))
        }
        reach += share
      }
      if let low = item.low, let high = item.high, low.isDrawable, high.isDrawable {
        let zero = hasNeutral ? item.shares[half] / 2 : 0
        canvas.interval(from: scale.place(zero + low), to: scale.place(zero + high), at: row.center + 13)
      }
      let height = Canvas.height(ofLines: lines.count, size: small)
      canvas.text(
        lines, x: canvas.width - 2, top: row.center - height / 2, size: small, anchor: .end)
    }
  }

  public func data(in language: Language) -> ChartData {
    let percent = ValueFormat.percent()
    return ChartData(
      headings: [ChartWord.item.text(language)] + levels
        + [ChartWord.positive, .low, .high].map { $0.text(language) },
      rows: items.map { item in
        [item.label] + levels.indices.map { percent.text(item.shares.indices.contains($0) ? item.shares[$0] : nil) }
          + [percent.text(item.shares.count == levels.count ? positive(item) : nil)]
          + [percent.text(item.low), percent.text(item.high)]
      })
  }

  public func summary(in language: Language) -> String {
    ChartWord.positive.text(language) + (language == .chinese ? "：" : ": ")
      + ExtremesSentence(drawn.map { ($0.label, positive($0)) }, format: .percent()).text(in: language)
  }
}
