import Evidence

/// Named points in four fields: importance against performance.
public struct QuadrantPlot: Plot {
  public struct Item: Sendable, Hashable {
    public var label: String
    public var x: Double
    public var y: Double

    public init(_ label: String, x: Double, y: Double) {
      self.label = label
      self.x = x
      self.y = y
    }
  }

  /// What the fields are called.
  public struct Fields: Sendable, Hashable {
    public var topLeft: String
    public var topRight: String
    public var bottomLeft: String
    public var bottomRight: String

    public init(topLeft: String, topRight: String, bottomLeft: String, bottomRight: String) {
      self.topLeft = topLeft
      self.topRight = topRight
      self.bottomLeft = bottomLeft
      self.bottomRight = bottomRight
    }
  }

  public var items: [Item]
  public var xCut: Double
  public var yCut: Double
  public var fields: Fields?
  public var format: ValueFormat
  public var xTitle: String
  public var yTitle: String

  public init(
    _ items: [Item], xCut: Double, yCut: Double, fields: Fields? = nil, format: ValueFormat = .number(),
    xTitle: String, yTitle: String
  ) {
    self.items = items
    self.xCut = xCut
    self.yCut = yCut
    self.fields = fields
    self.format = format
    self.xTitle = xTitle
    self.yTitle = yTitle
  }

  private func isDrawable(_ item: Item) -> Bool { item.x.isDrawable && item.y.isDrawable }
  private var drawn: [Item] { items.filter(isDrawable) }
  public var omitted: [String] { items.filter { !isDrawable($0) }.map(\.label) }

  /// A point on a cut lies right of it, or above.
  private func field(_ item: Item) -> String {
    guard let fields, isDrawable(item) else { return "–" }
    return item.y >= yCut
      ? (item.x >= xCut ? fields.topRight : fields.topLeft)
      : (item.x >= xCut ? fields.bottomRight : fields.bottomLeft)
  }

  public func draw(on canvas: inout Canvas) {
    let items = drawn
    guard !items.isEmpty, xCut.isDrawable, yCut.isDrawable else { return }
    let frame = PointFrame(
      x: items.map(\.x) + [xCut], y: items.map(\.y) + [yCut], xTitle: xTitle, yTitle: yTitle, xFormat: format,
      yFormat: format, height: canvas.isNarrow ? canvas.width : min(canvas.width * 0.6, 440), on: &canvas, top: 2)
    let cut = frame.place(xCut, yCut)
    let area = frame.area
    canvas.line([Point(cut.x, area.y), Point(cut.x, area.bottom)], .text, isDashed: true)
    canvas.line([Point(area.x, cut.y), Point(area.right, cut.y)], .text, isDashed: true)
    if let fields {
      let small = Canvas.smallFontSize
      let places: [(String, Double, Bool, TextLine.Anchor)] = [
        (fields.topLeft, area.x + 4, true, .start), (fields.topRight, area.right - 4, true, .end),
        (fields.bottomLeft, area.x + 4, false, .start), (fields.bottomRight, area.right - 4, false, .end),
      ]
      for (text, x, isTop, anchor) in places {
        let lines = text.lines(within: area.width / 2 - 12, size: small, limit: 2)
        let height = Canvas.height(ofLines: lines.count, size: small)
        canvas.text(
          lines, x: x, top: isTop ? area.y + 4 : area.bottom - height - 4, size: small, anchor: anchor, paint: .faint)
      }
    }
    let places = items.map { frame.place($0.x, $0.y) }
    var labels = LabelPlacement(around: places, radius: 5, within: area.grown(by: 4))
    for (item, place) in zip(items, places) {
      let isFocus = item.x >= xCut && item.y >= yCut
      canvas.symbol(
        isFocus ? .diamond : .circle, at: place, radius: isFocus ? 6 : 4.5, isFocus ? .category(5) : .category(0),
        tip: "\(item.label): \(format.text(item.x)); \(format.text(item.y))")
    }
    let order = items.indices.sorted {
      (items[$0].x >= xCut && items[$0].y >= yCut ? 0 : 1, $0) < (
        items[$1].x >= xCut && items[$1].y >= yCut ? 0 : 1, $1
      )
    }
    for index in order { labels.place(items[index].label, at: places[index], on: &canvas) }
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: [ChartWord.item.text(language), xTitle, yTitle]
        + (fields == nil ? [] : [ChartWord.kind.text(language)]),
      rows: items.map { [$0.label, format.text($0.x), format.text($0.y)] + (fields == nil ? [] : [field($0)]) })
  }

  public func summary(in language: Language) -> String {
    let focus = drawn.filter { $0.x >= xCut && $0.y >= yCut }.map(\.label)
    let name = fields?.topRight ?? ""
    let list = focus.prefix(8).joined(separator: language == .chinese ? "、" : ", ")
    return language == .chinese
      ? "\(drawn.count) 项；右上\(name.isEmpty ? "" : "（\(name)）")：\(list.isEmpty ? "无" : list)"
      : "\(drawn.count) items; top right\(name.isEmpty ? "" : " (\(name))"): \(list.isEmpty ? "none" : list)"
  }
}
