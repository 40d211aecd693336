import Evidence

/// Rates against the size of what they were measured on, with limits in which chance alone would keep them.
///
/// Limits are `center ± z · spread / √size` with z of 1.96 and 3.09; `spread` is the standard deviation of one unit
/// (`√(p(1 − p))` for a share), so they narrow to the right.
public struct FunnelPlot: Plot {
  public struct Unit: Sendable, Hashable {
    public var label: String
    public var size: Double
    public var rate: Double

    public init(_ label: String, size: Double, rate: Double) {
      self.label = label
      self.size = size
      self.rate = rate
    }
  }

  public var units: [Unit]
  public var center: Double
  public var spread: Double
  public var format: ValueFormat
  public var xTitle: String
  public var yTitle: String

  public init(
    _ units: [Unit], center: Double, spread: Double, format: ValueFormat = .percent(), xTitle: String, yTitle: String
  ) {
    self.units = units
    self.center = center
    self.spread = spread
    self.format = format
    self.xTitle = xTitle
    self.yTitle = yTitle
  }

  private func isDrawable(_ unit: Unit) -> Bool { unit.size.isDrawable && unit.size > 0 && unit.rate.isDrawable }
  private var drawn: [Unit] { units.filter(isDrawable) }
  public var omitted: [String] { units.filter { !isDrawable($0) }.map(\.label) }

  /// How many standard errors a rate lies from the center.
  private func distance(_ unit: Unit) -> Double {
    spread > 0 ? (unit.rate - center) / (spread / unit.size.squareRoot()) : 0
  }

  public func draw(on canvas: inout Canvas) {
    let units = drawn
    guard !units.isEmpty, center.isDrawable, spread.isDrawable, spread >= 0 else { return }
    let language = canvas.language
    let top = Key(
      entries: [
        (.line(.text, isDashed: false), "\(ChartWord.mean.text(language)) \(format.text(center))"),
        (.line(.category(0), isDashed: true), ChartWord.limits95.text(language)),
        (.line(.accent, isDashed: false), ChartWord.limits998.text(language)),
      ]
    ).draw(on: &canvas, top: 2)
    let largest = units.map(\.size).max()!
    let smallest = units.map(\.size).min()!
    let reach = 3.09 * spread / smallest.squareRoot()
    let isShare = format.isPercent
    let ys =
      units.map(\.rate)
      + (isShare ? [max(0, center - reach), min(1, center + reach)] : [center - reach, center + reach])
    let frame = PointFrame(
      x: [largest], y: ys, xTitle: xTitle, yTitle: yTitle, xFormat: ValueFormat(decimals: 0), yFormat: format,
      yBounds: isShare && ys.allSatisfy { $0 >= 0 && $0 <= 1 } ? 0...1 : nil, includingZero: (true, false), on: &canvas,
      top: top)
    let sizes = (0...80).map { smallest * 0.7 + (frame.x.high - smallest * 0.7) * Double($0) / 80 }
    for (z, paint, isDashed) in [(1.96, Paint.category(0), true), (3.09, Paint.accent, false)] {
      for side in [-1.0, 1] {
        let points = sizes.map { ($0, center + side * z * spread / $0.squareRoot()) }
          .filter { $0.1 >= frame.y.low && $0.1 <= frame.y.high }.map { frame.place($0.0, $0.1) }
        if points.count > 1 { canvas.line(points, paint, width: 1.25, isDashed: isDashed) }
      }
    }
    let middle = frame.y.place(center)
    canvas.line([Point(frame.area.x, middle), Point(frame.area.right, middle)], .text, width: 1.25)
    let places = units.map { frame.place($0.size, $0.rate) }
    var labels = LabelPlacement(around: places, radius: 5, within: frame.area.grown(by: 6))
    for (unit, place) in zip(units, places) {
      let isOutside = abs(distance(unit)) > 3.09
      canvas.symbol(
        isOutside ? .diamond : .circle, at: place, radius: isOutside ? 5.5 : 4, isOutside ? .category(5) : .category(4),
        tip: "\(unit.label): \(format.text(unit.rate)), n = \(ValueFormat(decimals: 0).text(unit.size))")
    }
    let order = units.indices.sorted { (abs(distance(units[$0])), $1) > (abs(distance(units[$1])), $0) }
    for index in order where abs(distance(units[index])) > 1.96 {
      labels.place(
        units[index].label, at: places[index], on: &canvas, isBold: abs(distance(units[index])) > 3.09)
    }
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: ([.item, .size, .rate] as [ChartWord]).map { $0.text(language) } + ["z"],
      rows: units.map {
        [
          $0.label, ValueFormat(decimals: 0).text($0.size), format.text($0.rate),
          ValueFormat(decimals: 2, showsSign: true).text(isDrawable($0) ? distance($0) : nil),
        ]
      })
  }

  public func summary(in language: Language) -> String {
    let outside = drawn.filter { abs(distance($0)) > 3.09 }.map(\.label)
    let names = outside.prefix(8).joined(separator: language == .chinese ? "、" : ", ")
    return language == .chinese
      ? "\(drawn.count) 个单位，\(outside.count) 个在 99.8% 界限之外\(outside.isEmpty ? "" : "：" + names)"
      : "\(drawn.count) units, \(outside.count) outside the 99.8% limits\(outside.isEmpty ? "" : ": " + names)"
  }
}
