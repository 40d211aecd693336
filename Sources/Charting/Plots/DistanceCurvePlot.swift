import Evidence

/// The distances to the k-th neighbor in rising order, with the radius that was chosen.
public struct DistanceCurvePlot: Plot {
  public var distances: [Double]
  /// How many points the distances stand for, at even ranks; `nil` where each is one.
  public var total: Int?
  public var radius: Double?
  public var format: ValueFormat
  public var xTitle: String
  public var yTitle: String

  /// Distances in any order.
  public init(
    distances: [Double], of total: Int? = nil, radius: Double? = nil, format: ValueFormat = .number(), xTitle: String,
    yTitle: String
  ) {
    self.distances = distances
    self.total = total
    self.radius = radius
    self.format = format
    self.xTitle = xTitle
    self.yTitle = yTitle
  }

  private var sorted: [Double] { distances.filter { $0.isDrawable }.sorted() }
  public var omitted: [String] {
    distances.indices.filter { !distances[$0].isDrawable }.map { "#\($0 + 1)" }
  }

  /// The rank of the distance at a place, from 1.
  private func rank(_ place: Int, of count: Int) -> Double {
    guard let total, count > 1 else { return Double(place + 1) }
    return 1 + (Double(place) * Double(total - 1) / Double(count - 1)).rounded()
  }

  /// At most so many places are drawn and listed.
  private func places(_ count: Int, atMost limit: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    return (0..<limit).map { $0 * (count - 1) / (limit - 1) }
  }

  public func draw(on canvas: inout Canvas) {
    let sorted = sorted
    guard !sorted.isEmpty else { return }
    let radius = radius.flatMap { $0.isDrawable ? $0 : nil }
    let frame = PointFrame(
      x: [1, Double(total ?? sorted.count)], y: sorted + [radius].compactMap { $0 }, xTitle: xTitle, yTitle: yTitle,
      xFormat: ValueFormat(decimals: 0), yFormat: format, includingZero: (true, true), on: &canvas, top: 2)
    let points = places(sorted.count, atMost: 600).map {
      frame.place(rank($0, of: sorted.count), sorted[$0])
    }
    if points.count == 1 {
      canvas.symbol(.circle, at: points[0], .category(0))
    } else {
      canvas.line(points, .category(0), width: 2)
    }
    guard let radius else { return }
    let y = frame.y.place(radius)
    canvas.line([Point(frame.area.x, y), Point(frame.area.right, y)], .accent, width: 1.5, isDashed: true)
    let text = "ε = \(format.text(radius))"
    let above = y - Canvas.smallFontSize * TextMeasure.height - 3
    let top = above > frame.area.y - 6 ? above : y + 4
    if text.width(size: Canvas.smallFontSize) < frame.area.width {
      canvas.text([text], x: frame.area.x + 6, top: top, size: Canvas.smallFontSize, paint: .accent, isBold: true)
    }
  }

  public func data(in language: Language) -> ChartData {
    let sorted = sorted
    return ChartData(
      headings: ([.position, .distance] as [ChartWord]).map { $0.text(language) },
      rows: places(sorted.count, atMost: 21).map { [String(Int(rank($0, of: sorted.count))), format.text(sorted[$0])] })
  }

  public func summary(in language: Language) -> String {
    let sorted = sorted
    guard let low = sorted.first, let high = sorted.last else {
      return ExtremesSentence([], format: format).text(in: language)
    }
    let range = format.text(from: low, to: high)
    let chosen = radius.map { "; ε = \(format.text($0))" } ?? ""
    return language == .chinese
      ? "\(total ?? sorted.count) 个点，距离 \(range)\(chosen)"
      : "\(total ?? sorted.count) points, distances \(range)\(chosen)"
  }
}
