extension Chart {
  /// The whole picture as a file of its own: title, subtitle, plot and notes, light or dark as the reader's system is.
  ///
  /// - Complexity: that of drawing the plot, about linear in its marks.
  public func svg(width: Double = 720) -> String {
    let margin = 16.0
    var writer = SVGWriter(id: "chart")
    return writer.picture(
      wholeCanvas(width: width - 2 * margin), margin: margin, title: title, summary: summary, isAlone: true,
      className: "chart")
  }

  /// The plot alone, to stand in a page that shows title and notes itself and includes ``ChartStyle``.
  ///
  /// `id` must be unlike any other on the page; letters, digits and hyphens.
  public func inlineSVG(width: Double, id: String, className: String = "chart") -> String {
    var writer = SVGWriter(id: id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    return writer.picture(
      plotCanvas(width: width), margin: 2, title: title, summary: summary, isAlone: false, className: className)
  }

  /// The plot alone, as ``inlineSVG(width:id:className:)`` draws it, for paper and for programs that know no style
  /// sheets: in the light colors, each on its mark.
  public func printedPlot(width: Double) -> PrintedPicture {
    let margin = 2.0
    let canvas = plotCanvas(width: width - 2 * margin)
    var writer = SVGWriter(id: "chart", colors: .attributes)
    let svg = writer.picture(
      canvas, margin: margin, title: title, summary: summary, isAlone: true, className: "chart")
    return PrintedPicture(svg: svg, width: width, height: (canvas.height + 2 * margin).rounded(.up))
  }

  func plotCanvas(width: Double) -> Canvas {
    var canvas = Canvas(width: width, language: language)
    plot.draw(on: &canvas)
    return canvas
  }

  func wholeCanvas(width: Double) -> Canvas {
    var canvas = Canvas(width: width, language: language)
    var y = canvas.text(
      title.lines(within: width, size: 15, isBold: true), x: 0, top: 0, size: 15, isBold: true)
    y = canvas.text(subtitle.lines(within: width, size: 12, limit: 8), x: 0, top: y + 1, paint: .faint)
    let plot = plotCanvas(width: width)
    canvas.place(plot, x: 0, y: y + 10)
    y = canvas.height + 10
    for note in allNotes {
      y = canvas.text(
        note.lines(within: width, size: Canvas.smallFontSize, limit: 8), x: 0, top: y, size: Canvas.smallFontSize,
        paint: .faint)
    }
    return canvas
  }
}

/// A drawn chart and how large it is, in the pixels of its SVG.
public struct PrintedPicture: Sendable, Hashable {
  public let svg: String
  public let width: Double
  public let height: Double
}
