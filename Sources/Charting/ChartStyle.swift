/// The style sheet of charts: which class has which color, in light and in dark.
public enum ChartStyle {
  /// Rules for the elements inside `scope`. A page that holds charts includes them once.
  ///
  /// Paper is white, so dark colors are for screens only.
  public static func sheet(scope: String) -> String {
    var rules = "\(scope){font-family:\(SVGWriter.fonts);font-size:\(SVGWriter.number(Canvas.fontSize))px}"
    rules += "\(scope) text{stroke:none}"
    rules += "\(scope) polyline{fill:none;stroke-linejoin:round}"
    rules += colors(.light, scope)
    rules += "@media screen and (prefers-color-scheme:dark){\(colors(.dark, scope))}"
    return rules
  }

  private static func colors(_ theme: Theme, _ scope: String) -> String {
    var rules = ""
    func add(_ name: String, _ declarations: String) { rules += "\(scope) .\(name){\(declarations)}" }
    for paint in Paint.grounds {
      let color = hex(theme.color(paint))
      add(paint.name, "fill:\(color)")
      add("l\(paint.name)", "stroke:\(color)")
      // A halo of the ground keeps letters readable on hatching.
      let ink = Paint.on(paint)
      rules +=
        "\(scope) text.\(ink.name){fill:\(hex(theme.color(ink)));stroke:\(color);stroke-width:2.5px;paint-order:stroke}"
    }
    for paint in Paint.plain + Paint.fixed {
      let color = hex(theme.color(paint))
      add(paint.name, "fill:\(color)")
      add("l\(paint.name)", "stroke:\(color)")
    }
    // Pale marks need an edge to be seen on the page.
    let page = hex(theme.color(.page))
    let edge = hex(theme.color(.text))
    for index in 0..<8 {
      rules += "\(scope) rect.c\(index),\(scope) .m.c\(index){stroke:\(edge);stroke-width:0.6}"
    }
    rules += "\(scope) .m.w{fill:\(page);stroke-width:1.8}"
    add("hatch", "fill:\(edge);opacity:0.45")
    return rules
  }

  static func hex(_ color: UInt32) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
