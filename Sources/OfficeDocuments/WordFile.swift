import Charting
import Documents

/// Documents as a DOCX file of A4 pages: real headings, numbered tables with three rules, figures, a table of contents.
///
///     WordFile(of: [findings]) { svgs in svgs.map(rasterized) }.bytes
///
/// Word shows a figure as SVG, older programs as PNG; a figure needs both. Where no PNG is given, the figure's data
/// table stands in its place. The same documents and pictures give the same bytes on every machine.
public struct WordFile: Sendable, Hashable {
  public let bytes: [UInt8]

  /// - Parameter draw: makes PNG pictures of SVG ones, all at once, in the same order; `nil` for one it cannot make.
  public init(of documents: [Document], drawingBy draw: ([String]) -> [[UInt8]?] = { $0.map { _ in nil } }) {
    let documents = documents.map { $0.numbered() }
    let charts = documents.flatMap(\.charts)
    let plots = charts.map { $0.printedPlot(width: WordPage.plotWidth) }
    let drawn = plots.isEmpty ? [] : draw(plots.map(\.svg))
    var pictures: [Chart: WordPicture] = [:]
    for (place, chart) in charts.enumerated() where place < drawn.count && pictures[chart] == nil {
      guard let png = drawn[place] else { continue }
      pictures[chart] = WordPicture(number: pictures.count + 1, plot: plots[place], png: png)
    }

    var writer = WordWriter(pictures: pictures)
    for document in documents { writer.write(document) }
    let files = pictures.values.sorted { $0.number < $1.number }

    var package = PackageWriter()
    package.addProperties(documents)
    package.add("[Content_Types].xml", Self.contentTypes())
    package.add("_rels/.rels", OfficePackage.relations(to: "word/document.xml"))
    package.add("word/document.xml", writer.part())
    package.add("word/_rels/document.xml.rels", Self.relations(files, writer.links))
    package.add("word/styles.xml", WordStyles.part())
    package.add("word/numbering.xml", writer.lists.part())
    package.add("word/settings.xml", WordPage.settings())
    package.add("word/footer.xml", WordPage.footer())
    for file in files {
      package.add("word/media/figure\(file.number).png", file.png, isPacked: false)
      package.add("word/media/figure\(file.number).svg", Array(file.plot.svg.utf8))
    }
    bytes = package.finished()
  }

  private static func contentTypes() -> [UInt8] {
    var xml = OfficePackage.contentTypes()
    xml.override(
      "/word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    xml.override("/word/styles.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml")
    xml.override("/word/numbering.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml")
    xml.override("/word/settings.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml")
    xml.override("/word/footer.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml")
    xml.raw("</Types>")
    return xml.bytes
  }

  private static func relations(_ pictures: [WordPicture], _ links: [String]) -> [UInt8] {
    var xml = OfficePackage.relations()
    xml.relation("styles", "styles", "styles.xml")
    xml.relation("numbering", "numbering", "numbering.xml")
    xml.relation("settings", "settings", "settings.xml")
    xml.relation("footer", "footer", "footer.xml")
    for picture in pictures {
      xml.relation("png\(picture.number)", "image", "media/figure\(picture.number).png")
      xml.relation("svg\(picture.number)", "image", "media/figure\(picture.number).svg")
    }
    for (place, link) in links.enumerated() {
      xml.relation("link\(place + 1)", "hyperlink", link, isExternal: true)
    }
    xml.raw("</Relationships>")
    return xml.bytes
  }
}

/// A figure of a Word file in both its forms.
struct WordPicture {
  let number: Int
  let plot: PrintedPicture
  let png: [UInt8]
}
