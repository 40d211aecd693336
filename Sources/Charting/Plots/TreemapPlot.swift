import Evidence

/// Parts of a whole as areas. Squarified after Bruls, Huizing and van Wijk (2000), largest first.
public struct TreemapPlot: Plot {
  public struct Part: Sendable, Hashable {
    public var label: String
    public var value: Double
    /// Parts of one group share a color.
    public var group: String

    public init(_ label: String, _ value: Double, group: String = "") {
      self.label = label
      self.value = value
      self.group = group
    }
  }

  public var parts: [Part]
  public var format: ValueFormat

  public init(_ parts: [Part], format: ValueFormat = .number(decimals: 0)) {
    self.parts = parts
    self.format = format
  }

  private func isDrawable(_ part: Part) -> Bool { part.value.isDrawable && part.value >= 0 }
  public var omitted: [String] { parts.filter { !isDrawable($0) }.map(\.label) }

  private var groups: [String] {
    var seen: [String] = []
    for part in parts where !seen.contains(part.group) { seen.append(part.group) }
    return seen
  }

  public func draw(on canvas: inout Canvas) {
    let sorted = parts.filter { isDrawable($0) && $0.value > 0 }.enumerated().sorted {
      ($0.element.value, $1.offset) > ($1.element.value, $0.offset)
    }.map(\.element)
    guard !sorted.isEmpty else { return }
    let groups = groups
    var top = 2.0
    if groups.count > 1 {
      top = Key(
        entries: groups.enumerated().map { (.box(paint($0.offset), isHatched: $0.offset % 3 == 2), $0.element) }
      ).draw(on: &canvas, top: 2)
    }
    let total = sorted.reduce(0) { $0 + $1.value }
    let area = Box(
      x: 1, y: top, width: canvas.width - 2, height: canvas.isNarrow ? canvas.width : canvas.width * 0.55)
    let boxes = Self.boxes(sorted.map { $0.value / total * area.width * area.height }, in: area)
    for (part, box) in zip(sorted, boxes) {
      let ground = paint(groups.firstIndex(of: part.group) ?? 0)
      let percent = ValueFormat.percent().text(part.value / total)
      let inside = Box(x: box.x + 1, y: box.y + 1, width: max(0.5, box.width - 2), height: max(0.5, box.height - 2))
      let group = groups.firstIndex(of: part.group) ?? 0
      canvas.rectangle(
        inside, ground, isHatched: group % 3 == 2, tip: "\(part.label): \(format.text(part.value)) (\(percent))")
      write(part.label, percent, in: inside, on: ground, &canvas)
    }
    canvas.reserve(to: area.bottom)
  }

  /// Pale enough for text in every theme, apart enough to tell groups.
  private func paint(_ group: Int) -> Paint {
    [.sequential(1), .category(1), .category(3), .category(4), .category(7), .category(2), .category(5)][group % 7]
  }

  /// The name, and the share below it, as far as the box has room.
  private func write(_ label: String, _ share: String, in box: Box, on ground: Paint, _ canvas: inout Canvas) {
    let size = Canvas.smallFontSize
    let room = box.width - 8
    guard room > 20 else { return }
    let lines = label.lines(within: room, size: size, limit: 3)
    guard let last = lines.last, !last.hasSuffix("…") || lines.count > 1 else { return }
    var all = lines
    if share.width(size: size) <= room { all.append(share) }
    while all.count > 1, Canvas.height(ofLines: all.count, size: size) + 6 > box.height {
      guard all.count > lines.count else { return }
      all.removeLast()
    }
    guard Canvas.height(ofLines: all.count, size: size) + 6 <= box.height else { return }
    canvas.text(all, x: box.x + 4, top: box.y + 4, size: size, paint: .on(ground))
  }

  /// Boxes of these areas, which fill `area` together, as near to squares as rows and columns allow.
  static func boxes(_ areas: [Double], in area: Box) -> [Box] {
    var boxes: [Box] = []
    var free = area
    var next = 0
    while next < areas.count {
      let side = min(free.width, free.height)
      guard side > 0 else {
        boxes += areas[next...].map { _ in Box(x: free.x, y: free.y, width: 0, height: 0) }
        break
      }
      var (end, sum) = (next + 1, areas[next])
      func worst(_ sum: Double, _ largest: Double, _ smallest: Double) -> Double {
        max(side * side * largest / (sum * sum), sum * sum / (side * side * smallest))
      }
      while end < areas.count,
        worst(sum + areas[end], areas[next], areas[end]) <= worst(sum, areas[next], areas[end - 1])
      {
        sum += areas[end]
        end += 1
      }
      let isColumn = free.width >= free.height
      let thickness = min(sum / side, isColumn ? free.width : free.height)
      var along = isColumn ? free.y : free.x
      for index in next..<end {
        let length = areas[index] / sum * side
        boxes.append(
          isColumn
            ? Box(x: free.x, y: along, width: thickness, height: length)
            : Box(x: along, y: free.y, width: length, height: thickness))
        along += length
      }
      free =
        isColumn
        ? Box(x: free.x + thickness, y: free.y, width: free.width - thickness, height: free.height)
        : Box(x: free.x, y: free.y + thickness, width: free.width, height: free.height - thickness)
      next = end
    }
    return boxes
  }

  public func data(in language: Language) -> ChartData {
    let total = parts.filter(isDrawable).reduce(0) { $0 + $1.value }
    let hasGroups = groups.count > 1
    return ChartData(
      headings: [ChartWord.item.text(language)] + (hasGroups ? [ChartWord.kind.text(language)] : [])
        + ([.value, .share] as [ChartWord]).map { $0.text(language) },
      rows: parts.map { part in
        [part.label] + (hasGroups ? [part.group] : []) + [
          format.text(part.value),
          ValueFormat.percent().text(isDrawable(part) && total > 0 ? part.value / total : nil),
        ]
      })
  }

  public func summary(in language: Language) -> String {
    ExtremesSentence(parts.filter(isDrawable).map { ($0.label, $0.value) }, format: format).text(in: language)
  }
}
