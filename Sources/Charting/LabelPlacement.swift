/// Names beside points such that no text lies on other text, on a point, or outside the frame.
///
/// Points are served in the order given, so the important ones come first. A name that finds no room is left out; the
/// table of the chart has it.
struct LabelPlacement {
  /// What must stay free besides text: points and their neighborhood.
  private let obstacles: [Box]
  private let frame: Box

  init(around points: [Point], radius: Double, within frame: Box) {
    obstacles = points.map { Box(x: $0.x - radius, y: $0.y - radius, width: 2 * radius, height: 2 * radius) }
    self.frame = frame
  }

  /// Draws the label of a point if there is room. Returns whether there was.
  @discardableResult
  mutating func place(
    _ label: String, at point: Point, on canvas: inout Canvas, size: Double = Canvas.smallFontSize,
    paint: Paint = .on(.page), isBold: Bool = false
  ) -> Bool {
    let lines = label.lines(within: min(150, frame.width * 0.42), size: size, isBold: isBold, limit: 3)
    guard !lines.isEmpty else { return false }
    let width = lines.map { $0.width(size: size, isBold: isBold) }.max()!
    let height = Canvas.height(ofLines: lines.count, size: size)
    for distance in [7.0, 14, 24] {
      let near = distance * 0.7
      let candidates: [(x: Double, y: Double, anchor: TextLine.Anchor)] = [
        (distance, -height / 2, .start), (-distance, -height / 2, .end), (0, -distance - height, .middle),
        (0, distance, .middle), (near, -near - height, .start), (-near, -near - height, .end), (near, near, .start),
        (-near, near, .end),
      ]
      for candidate in candidates {
        let x = point.x + candidate.x
        let left = candidate.anchor == .start ? x : candidate.anchor == .end ? x - width : x - width / 2
        let box = Box(x: left, y: point.y + candidate.y, width: width, height: height)
        guard frame.contains(box), !canvas.overlaps(box.grown(by: 1)), !obstacles.contains(where: { $0.overlaps(box) })
        else { continue }
        if distance > 7 {
          let end = Point(min(max(point.x, box.x), box.right), min(max(point.y, box.y), box.bottom))
          canvas.line([point, end], .faint, width: 0.75)
        }
        canvas.text(lines, x: x, top: box.y, size: size, anchor: candidate.anchor, paint: paint, isBold: isBold)
        return true
      }
    }
    return false
  }
}
