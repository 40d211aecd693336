import Evidence

/// Provinces as tiles of one size, where they lie to each other, shaded by a value in five steps of equal width.
public struct ProvinceTilePlot: Plot {
  public var values: [Province: Double]
  public var format: ValueFormat
  public var axisTitle: String

  public init(_ values: [Province: Double], format: ValueFormat = .number(), axisTitle: String = "") {
    self.values = values
    self.format = format
    self.axisTitle = axisTitle
  }

  private var drawn: [(Province, Double)] {
    Province.allCases.compactMap { province in
      values[province].flatMap { $0.isDrawable ? (province, $0) : nil }
    }
  }

  /// Those asked for that have no number; provinces not asked for are tiles without data.
  public var omitted: [String] {
    Province.allCases.filter { values[$0].map { !$0.isDrawable } ?? false }.map { $0.name(in: .chinese) }
  }

  public func draw(on canvas: inout Canvas) {
    let drawn = drawn
    let language = canvas.language
    let scale = Scale(covering: drawn.map(\.1), from: 0, to: 5)
    func step(_ value: Double) -> Int { min(4, Int(scale.place(value))) }
    let width = (scale.high - scale.low) / 5
    let limits = format.forTicks(step: width)
    var entries = (0..<5).map { index -> (swatch: Key.Swatch, label: String) in
      let from = scale.low + Double(index) * width
      return (.box(.sequential(index), isHatched: false), limits.text(from: from, to: from + width))
    }
    if drawn.isEmpty { entries = [] }
    if drawn.count < Province.allCases.count {
      entries.append((.box(.band, isHatched: true), ChartWord.noData.text(language)))
    }
    let top = Key(entries: entries).draw(on: &canvas, top: 2)
    let size = min(64, (canvas.width - 2) / 8)
    let left = (canvas.width - 8 * size) / 2
    let small = Canvas.smallFontSize
    for province in Province.allCases {
      let (column, row) = province.tile
      let value = values[province].flatMap { $0.isDrawable ? $0 : nil }
      let paint = value.map { Paint.sequential(step($0)) } ?? .band
      let box = Box(
        x: left + Double(column) * size + 1, y: top + Double(row) * size + 1, width: size - 2, height: size - 2)
      let text = format.text(value)
      canvas.rectangle(
        box, paint, isHatched: value == nil, tip: "\(province.name(in: language)): \(text)")
      let lines =
        [province.shortName(in: language)] + (value == nil || text.width(size: 10) > box.width - 2 ? [] : [text])
      let nameHeight = small * TextMeasure.pitch
      let height = lines.count == 1 ? small * TextMeasure.height : nameHeight + 10 * TextMeasure.height
      let y = box.center.y - height / 2
      canvas.text([lines[0]], x: box.center.x, top: y, size: small, anchor: .middle, paint: .on(paint))
      if lines.count > 1 {
        canvas.text([lines[1]], x: box.center.x, top: y + nameHeight, size: 10, anchor: .middle, paint: .on(paint))
      }
    }
    let title = axisTitle.lines(within: canvas.width - 4, size: small)
    canvas.text(title, x: 2, top: top + 8 * size + 6, size: small, paint: .faint)
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: ([.province, .value] as [ChartWord]).map { $0.text(language) },
      rows: Province.allCases.filter { values[$0] != nil }.map { [$0.name(in: language), format.text(values[$0])] })
  }

  public func summary(in language: Language) -> String {
    ExtremesSentence(drawn.map { ($0.0.name(in: language), $0.1) }, format: format).text(in: language)
  }
}
