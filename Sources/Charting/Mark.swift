/// One thing on a canvas.
public enum Mark: Sendable, Hashable {
  case rectangle(Box, fill: Paint, isHatched: Bool, tip: String)
  /// Straight pieces from point to point.
  case line([Point], stroke: Paint, width: Double, isDashed: Bool)
  case area([Point], fill: Paint)
  case symbol(Symbol, at: Point, radius: Double, fill: Paint, tip: String)
  case text(TextLine)

  /// What it covers.
  var bounds: Box {
    switch self {
    case .rectangle(let box, _, _, _): box
    case .line(let points, _, let width, _): Box.around(points).grown(by: width / 2)
    case .area(let points, _): Box.around(points)
    case .symbol(_, let center, let radius, _, _):
      Box(x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius)
    case .text(let line): line.box
    }
  }
}

/// Shapes that stay apart without color.
public enum Symbol: Int, Sendable, Hashable, CaseIterable {
  case circle, square, triangle, diamond, ring, invertedTriangle, plus, hollowSquare

  /// The shape of the category with this number; they repeat after the last.
  static func number(_ index: Int) -> Symbol { allCases[index % allCases.count] }
}

/// One line of text and the room it takes.
public struct TextLine: Sendable, Hashable {
  public enum Anchor: String, Sendable, Hashable { case start, middle, end }

  public var text: String
  /// Where the text starts, has its middle, or ends.
  public var x: Double
  /// The upper edge.
  public var top: Double
  public var size: Double
  public var anchor: Anchor
  public var paint: Paint
  public var isBold: Bool

  /// The estimated room, from the top of the tallest letters to the bottom of the deepest.
  var box: Box {
    let width = text.width(size: size, isBold: isBold)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return Box(x: left, y: top, width: width, height: size * TextMeasure.height)
  }

  var baseline: Double { top + size * TextMeasure.ascent }
}
