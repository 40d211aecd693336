/// The page of a Word file and what holds for all of it. Lengths are in twentieths of a point.
enum WordPage {
  static let width = 11_906
  static let height = 16_838
  static let sideMargin = 1_304
  static let textWidth = width - 2 * sideMargin
  /// Figures are drawn as wide as the text, at 96 pixels to the inch.
  static let plotWidth = Double(textWidth / 15)
  /// In the units of drawings, of which a twentieth of a point has 635.
  static let tallestPicture = 12_000 * 635
  static let unit = 635

  static let namespaces: StaticString = """
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
    xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
    """

  /// A4, upright, the number of the page at its foot.
  static let section: StaticString = """
    <w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>\
    <w:pgMar w:top="1440" w:right="1304" w:bottom="1440" w:left="1304" w:header="720" w:footer="720" w:gutter="0"/>\
    </w:sectPr>
    """

  static func settings() -> [UInt8] {
    var xml = Markup()
    xml.raw("<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">")
    xml.raw("<w:defaultTabStop w:val=\"420\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>")
    xml.raw("<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" ")
    xml.raw("w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>")
    return xml.bytes
  }

  static func footer() -> [UInt8] {
    var xml = Markup()
    xml.raw("<w:ftr ")
    xml.raw(namespaces)
    xml.raw("><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r>")
    xml.raw("</w:fldSimple></w:p></w:ftr>")
    return xml.bytes
  }
}
