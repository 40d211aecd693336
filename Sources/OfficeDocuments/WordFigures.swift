import Charting
import Documents

extension WordWriter {
  /// The picture with its caption and notes below; where there is no picture, the table behind it.
  mutating func write(_ figure: Figure, _ surrounding: Surrounding) {
    guard let picture = pictures[figure.chart] else {
      var blocks = figure.substitute
      if case .table(var table)? = blocks.first {
        table.anchor = figure.anchor
        blocks[0] = .table(table)
      }
      return write(blocks, surrounding)
    }
    let chart = figure.chart
    paragraph("Figure") { $0.drawing(picture, chart) }
    caption(
      isChinese ? "图" : "Figure", number: figure.number, title: Phrase(chart.title), anchor: figure.anchor,
      keepsNext: false)
    for line in [chart.subtitle] + chart.allNotes where !line.isEmpty {
      paragraph("TableNote") { $0.run(line, RunLook()) }
    }
  }

  private mutating func drawing(_ picture: WordPicture, _ chart: Chart) {
    var width = WordPage.textWidth * WordPage.unit
    var height = Int((Double(width) * picture.plot.height / picture.plot.width).rounded())
    if height > WordPage.tallestPicture {
      width = Int((Double(width) * Double(WordPage.tallestPicture) / Double(height)).rounded())
      height = WordPage.tallestPicture
    }
    body.raw("<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent")
    size(width, height)
    body.raw("<wp:docPr id=\"")
    body.number(nextDrawing())
    body.raw("\" name=\"figure")
    body.number(picture.number)
    body.raw("\" descr=\"")
    body.text(chart.summary)
    body.raw("\" title=\"")
    body.text(chart.title)
    body.raw("\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>")
    body.raw("<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>")
    body.raw("<pic:nvPicPr><pic:cNvPr id=\"0\" name=\"figure")
    body.number(picture.number)
    body.raw("\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"png")
    body.number(picture.number)
    body.raw("\"><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip ")
    body.raw("xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"svg")
    body.number(picture.number)
    body.raw("\"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>")
    body.raw("<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext")
    size(width, height)
    body.raw("</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>")
    body.raw("</a:graphic></wp:inline></w:drawing></w:r>")
  }

  private mutating func size(_ width: Int, _ height: Int) {
    body.raw(" cx=\"")
    body.number(width)
    body.raw("\" cy=\"")
    body.number(height)
    body.raw("\"/>")
  }
}
