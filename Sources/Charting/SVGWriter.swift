import Typography

/// A drawn chart as SVG text. Coordinates have at most two decimals; the same chart gives the same bytes everywhere.
struct SVGWriter {
  /// Where marks get their colors from.
  enum Colors {
    /// Classes that a style sheet knows, light or dark as the reader likes.
    case styleSheet
    /// Attributes of the marks themselves, for programs that know no style sheets.
    case attributes
  }

  private var text = ""
  private let id: String
  private let colors: Colors

  static let fonts =
    "system-ui, -apple-system, \"Segoe UI\", \"Noto Sans\", \"Noto Sans CJK SC\", \"Noto Sans SC\", \"PingFang SC\", \"Microsoft YaHei\", sans-serif"

  /// `id` begins every id in the picture, so that several can stand on one page.
  init(id: String, colors: Colors = .styleSheet) {
    self.id = id
    self.colors = colors
  }

  private func hex(_ paint: Paint) -> String { ChartStyle.hex(Theme.light.color(paint)) }

  /// The attributes that fill a mark; pale ones get an edge.
  private func filled(_ fill: Paint, isSymbol: Bool = false) -> String {
    guard colors == .attributes else { return "class=\"\(isSymbol ? "m " : "")\(fill.name)\"" }
    guard case .category = fill else { return "fill=\"\(hex(fill))\"" }
    return "fill=\"\(hex(fill))\" stroke=\"\(hex(.text))\" stroke-width=\"0.6\""
  }

  private func hollow(_ stroke: Paint) -> String {
    guard colors == .attributes else { return "class=\"m w l\(stroke.name)\"" }
    return "fill=\"\(hex(.page))\" stroke=\"\(hex(stroke))\" stroke-width=\"1.8\""
  }

  private func inked(_ paint: Paint) -> String {
    colors == .attributes ? "fill=\"\(hex(paint))\"" : "class=\"\(paint.name)\""
  }

  private func drawn(_ stroke: Paint) -> String {
    guard colors == .attributes else { return "class=\"l\(stroke.name)\"" }
    return "fill=\"none\" stroke=\"\(hex(stroke))\" stroke-linejoin=\"round\""
  }

  mutating func picture(
    _ canvas: Canvas, margin: Double, title: String, summary: String, isAlone: Bool, className: String
  ) -> String {
    let height = (canvas.height + 2 * margin).rounded(.up)
    let width = canvas.width + 2 * margin
    text = "<svg"
    if isAlone { text += " xmlns=\"http://www.w3.org/2000/svg\"" }
    if colors == .styleSheet {
      text += " class=\"\(className)\""
    } else {
      text += " font-family=\"Arial, \(Self.fonts.escapedForSVG())\" font-size=\"\(Self.number(Canvas.fontSize))\""
    }
    text += " viewBox=\"\(Self.number(-margin)) \(Self.number(-margin)) \(Self.number(width))"
    text += " \(Self.number(height))\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" role=\"img\""
    text += " aria-labelledby=\"\(id)-title \(id)-desc\" lang=\"\(canvas.language.rawValue)\">\n"
    text += "<title id=\"\(id)-title\">\(title.escapedForSVG())</title>\n"
    text += "<desc id=\"\(id)-desc\">\(summary.escapedForSVG())</desc>\n"
    if isAlone, colors == .styleSheet {
      text += "<style>\(ChartStyle.sheet(scope: "svg.chart").escapedForSVG(keepingQuotes: true))</style>\n"
    }
    if canvas.marks.contains(where: \.isHatched) {
      text +=
        "<defs><pattern id=\"\(id)-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect \(colors == .attributes ? "fill=\"\(hex(.text))\" opacity=\"0.45\"" : "class=\"hatch\"") width=\"1.2\" height=\"5\"/></pattern></defs>\n"
    }
    if isAlone {
      text +=
        "<rect \(inked(.page)) x=\"\(Self.number(-margin))\" y=\"\(Self.number(-margin))\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\"/>\n"
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
      text += "<rect \(filled(fill)) \(place)\(Self.closing("rect", tip))\n"
      if isHatched { text += "<rect fill=\"url(#\(id)-hatch)\" pointer-events=\"none\" \(place)/>\n" }
    case .line(let points, let stroke, let width, let isDashed):
      let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
      text += "<polyline \(drawn(stroke))"
      if width != 1 { text += " stroke-width=\"\(Self.number(width))\"" }
      if isDashed { text += " stroke-dasharray=\"5 4\"" }
      text += " points=\"\(list)\"/>\n"
    case .area(let points, let fill):
      let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
      text += "<polygon \(inked(fill)) points=\"\(list)\"/>\n"
    case .symbol(let symbol, let center, let radius, let fill, let tip):
      write(symbol, center, radius, fill, tip)
    case .text(let line):
      text += "<text \(inked(line.paint)) x=\"\(Self.number(line.x))\" y=\"\(Self.number(line.baseline))\""
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
        "<polygon \(isHollow ? hollow(fill) : filled(fill, isSymbol: true)) points=\"\(list)\"\(Self.closing("polygon", tip))\n"
    }
    switch symbol {
    case .circle, .ring:
      let isHollow = symbol == .ring
      text +=
        "<circle \(isHollow ? hollow(fill) : filled(fill, isSymbol: true)) cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(r))\"\(Self.closing("circle", tip))\n"
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
