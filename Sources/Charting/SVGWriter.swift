import Typography

/// A drawn chart as SVG text. Coordinates have at most two decimals; the same chart gives the same bytes everywhere.
struct SVGWriter {
  private var text = ""
  private let id: String

  static let fonts =
    "system-ui, -apple-system, \"Segoe UI\", \"Noto Sans\", \"Noto Sans CJK SC\", \"Noto Sans SC\", \"PingFang SC\", \"Microsoft YaHei\", sans-serif"

  /// `id` begins every id in the picture, so that several can stand on one page.
  init(id: String) { self.id = id }

  mutating func picture(
    _ canvas: Canvas, margin: Double, title: String, summary: String, isAlone: Bool, className: String
  ) -> String {
    let height = (canvas.height + 2 * margin).rounded(.up)
    let width = canvas.width + 2 * margin
    text = "<svg"
    if isAlone { text += " xmlns=\"http://www.w3.org/2000/svg\"" }
    text += " class=\"\(className)\" viewBox=\"\(Self.number(-margin)) \(Self.number(-margin)) \(Self.number(width))"
    text += " \(Self.number(height))\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" role=\"img\""
    text += " aria-labelledby=\"\(id)-title \(id)-desc\" lang=\"\(canvas.language.rawValue)\">\n"
    text += "<title id=\"\(id)-title\">\(title.escapedForSVG())</title>\n"
    text += "<desc id=\"\(id)-desc\">\(summary.escapedForSVG())</desc>\n"
    if isAlone {
      text += "<style>\(ChartStyle.sheet(scope: "svg.chart").escapedForSVG(keepingQuotes: true))</style>\n"
    }
    if canvas.marks.contains(where: \.isHatched) {
      text +=
        "<defs><pattern id=\"\(id)-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"hatch\" width=\"1.2\" height=\"5\"/></pattern></defs>\n"
    }
    if isAlone {
      text +=
        "<rect class=\"w\" x=\"\(Self.number(-margin))\" y=\"\(Self.number(-margin))\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\"/>\n"
    }
    for mark in canvas.marks { write(mark) }
    text += "</svg>\n"
    return text
  }

  private mutating func write(_ mark: Mark) {
    switch mark {
    case .rectangle(let box, let fill, let isHatched, let tip):
      let place =
        "x=\"\(Self.number(box.x))\" y=\"\(Self.number(box.y))\" width=\"\(Self.number(max(0, box.width)))\" height=\"\(Self.number(max(0, box.height)))\""
      text += "<rect class=\"\(fill.name)\" \(place)\(Self.closing("rect", tip))\n"
      if isHatched { text += "<rect fill=\"url(#\(id)-hatch)\" pointer-events=\"none\" \(place)/>\n" }
    case .line(let points, let stroke, let width, let isDashed):
      let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
      text += "<polyline class=\"l\(stroke.name)\""
      if width != 1 { text += " stroke-width=\"\(Self.number(width))\"" }
      if isDashed { text += " stroke-dasharray=\"5 4\"" }
      text += " points=\"\(list)\"/>\n"
    case .area(let points, let fill):
      let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
      text += "<polygon class=\"\(fill.name)\" points=\"\(list)\"/>\n"
    case .symbol(let symbol, let center, let radius, let fill, let tip):
      write(symbol, center, radius, fill, tip)
    case .text(let line):
      text += "<text class=\"\(line.paint.name)\" x=\"\(Self.number(line.x))\" y=\"\(Self.number(line.baseline))\""
      if line.size != Canvas.fontSize { text += " font-size=\"\(Self.number(line.size))\"" }
      if line.anchor != .start { text += " text-anchor=\"\(line.anchor.rawValue)\"" }
      if line.isBold { text += " font-weight=\"600\"" }
      text += ">\(line.text.escapedForSVG())</text>\n"
    }
  }

  private mutating func write(_ symbol: Symbol, _ center: Point, _ radius: Double, _ fill: Paint, _ tip: String) {
    let (x, y, r) = (center.x, center.y, radius)
    func path(_ points: [(Double, Double)], isHollow: Bool = false) -> String {
      let list = points.map { "\(Self.number(x + $0.0 * r)),\(Self.number(y + $0.1 * r))" }.joined(separator: " ")
      return
        "<polygon class=\"m \(isHollow ? "w l" : "")\(fill.name)\" points=\"\(list)\"\(Self.closing("polygon", tip))\n"
    }
    switch symbol {
    case .circle, .ring:
      let isHollow = symbol == .ring
      text +=
        "<circle class=\"m \(isHollow ? "w l" : "")\(fill.name)\" cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(r))\"\(Self.closing("circle", tip))\n"
    case .square: text += path([(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)])
    case .hollowSquare: text += path([(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)], isHollow: true)
    case .triangle: text += path([(0, -1), (0.95, 0.8), (-0.95, 0.8)])
    case .invertedTriangle: text += path([(0, 1), (0.95, -0.8), (-0.95, -0.8)])
    case .diamond: text += path([(0, -1), (1, 0), (0, 1), (-1, 0)])
    case .plus:
      let (a, b) = (0.33, 1.0)
      text += path([
        (-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a), (-b, a), (-b, -a), (-a, -a),
      ])
    }
  }

  private static func closing(_ tag: String, _ tip: String) -> String {
    tip.isEmpty ? "/>" : "><title>\(tip.escapedForSVG())</title></\(tag)>"
  }

  /// At most two decimals, no zeros at the end, the same in every locale.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    var text = hundredths < 0 ? "-\(whole)" : "\(whole)"
    if rest > 0 {
      text += rest < 10 ? ".0\(rest)" : rest % 10 == 0 ? ".\(rest / 10)" : ".\(rest)"
    }
    return text
  }
}

extension Mark {
  var isHatched: Bool {
    if case .rectangle(_, _, true, _) = self { return true }
    return false
  }
}

extension String {
  /// The text as it may stand in an element or a quoted attribute of SVG; what could not be seen is made visible.
  func escapedForSVG(keepingQuotes: Bool = false) -> String {
    var result = ""
    for scalar in withControlsVisible().unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"" where !keepingQuotes: result += "&quot;"
      case "'" where !keepingQuotes: result += "&#39;"
      // No XML document may contain these two, however written.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
