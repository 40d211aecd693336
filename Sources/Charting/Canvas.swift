import Evidence

/// What a plot draws on: of a given width, and as high as what is drawn.
///
/// Text is measured when it is placed, so that a plot can leave room for it; ``overlaps(_:)`` tells whether a place is
/// taken by other text.
public struct Canvas: Sendable, Hashable {
  public let width: Double
  public let language: Language
  public private(set) var height = 0.0
  public private(set) var marks: [Mark] = []
  private(set) var textBoxes: [Box] = []

  public static let fontSize = 12.0
  public static let smallFontSize = 11.0

  public init(width: Double, language: Language) {
    self.width = width
    self.language = language
  }

  /// Too narrow for labels beside what they name: they stand above it.
  var isNarrow: Bool { width < 480 }

  public mutating func add(_ mark: Mark) {
    marks.append(mark)
    height = max(height, mark.bounds.bottom)
    if case .text(let line) = mark { textBoxes.append(line.box) }
  }

  /// Marks that lie below all others, whatever was drawn before.
  mutating func addBelow(_ mark: Mark) {
    marks.insert(mark, at: 0)
    height = max(height, mark.bounds.bottom)
  }

  mutating func reserve(to bottom: Double) { height = max(height, bottom) }

  mutating func rectangle(_ box: Box, _ fill: Paint, isHatched: Bool = false, tip: String = "") {
    add(.rectangle(box, fill: fill, isHatched: isHatched, tip: tip))
  }

  mutating func line(_ points: [Point], _ stroke: Paint, width: Double = 1, isDashed: Bool = false) {
    add(.line(points, stroke: stroke, width: width, isDashed: isDashed))
  }

  mutating func symbol(_ symbol: Symbol, at point: Point, radius: Double = 4.5, _ fill: Paint, tip: String = "") {
    add(.symbol(symbol, at: point, radius: radius, fill: fill, tip: tip))
  }

  /// Lines below each other from an upper edge on. Returns the lower edge.
  @discardableResult
  mutating func text(
    _ lines: [String], x: Double, top: Double, size: Double = Canvas.fontSize, anchor: TextLine.Anchor = .start,
    paint: Paint = .text, isBold: Bool = false
  ) -> Double {
    var top = top
    for text in lines {
      add(
        .text(
          TextLine(text: text, x: x, top: top, size: size, anchor: anchor, paint: paint, isBold: isBold)))
      top += size * TextMeasure.pitch
    }
    return top
  }

  /// The height of so many lines.
  static func height(ofLines count: Int, size: Double = Canvas.fontSize) -> Double {
    count == 0 ? 0 : size * (TextMeasure.height + TextMeasure.pitch * Double(count - 1))
  }

  /// Whether text stands within a box already.
  func overlaps(_ box: Box) -> Bool { textBoxes.contains { $0.overlaps(box) } }

  /// Draws another canvas into this one, moved.
  mutating func place(_ other: Canvas, x: Double, y: Double) {
    for mark in other.marks { add(mark.moved(x: x, y: y)) }
    height = max(height, y + other.height)
  }
}

extension Mark {
  func moved(x: Double, y: Double) -> Mark {
    func move(_ point: Point) -> Point { Point(point.x + x, point.y + y) }
    switch self {
    case .rectangle(var box, let fill, let isHatched, let tip):
      box.x += x
      box.y += y
      return .rectangle(box, fill: fill, isHatched: isHatched, tip: tip)
    case .line(let points, let stroke, let width, let isDashed):
      return .line(points.map(move), stroke: stroke, width: width, isDashed: isDashed)
    case .area(let points, let fill): return .area(points.map(move), fill: fill)
    case .symbol(let symbol, let center, let radius, let fill, let tip):
      return .symbol(symbol, at: move(center), radius: radius, fill: fill, tip: tip)
    case .text(var line):
      line.x += x
      line.top += y
      return .text(line)
    }
  }
}
