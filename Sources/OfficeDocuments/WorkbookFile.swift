import Documents
import Typography

/// Documents as an XLSX workbook: a list of contents, then each table on a sheet of its own.
///
///     WorkbookFile(of: [findings]).bytes
///
/// Cells that a ``DisplayRule`` made hold their number at full precision and look as in the document; other cells of
/// right-aligned columns that say a number hold that number. All else is text, never a formula. The same documents
/// give the same bytes on every machine.
public struct WorkbookFile: Sendable, Hashable {
  public let bytes: [UInt8]

  public init(of documents: [Document]) {
    self.init(of: documents, mostRows: 1_000_000, mostColumns: 16_000)
  }

  /// - Parameters:
  ///   - mostRows: a table with more goes on on further sheets.
  ///   - mostColumns: the same; the first column is repeated.
  init(of documents: [Document], mostRows: Int, mostColumns: Int) {
    let documents = documents.map { $0.numbered() }
    var names = SheetNames()
    let isChinese = documents.first?.isChinese ?? false
    let contentsName = names.next(like: isChinese ? "目录" : "Contents", otherwise: "Contents")
    var contents = ContentsSheet(isChinese: isChinese)
    var sheets: [TableSheet] = []
    for document in documents {
      var entries: [ContentsSheet.Entry] = []
      for table in document.tables where !table.columns.isEmpty {
        let number = table.numberText(language: document.language)
        let title = [number, table.title.cellText].filter { !$0.isEmpty }.joined(separator: " ")
        let short = (table.number.map { "\($0) " } ?? "") + table.title.cellText
        for part in table.parts(columns: mostColumns, rows: mostRows) {
          let name = names.next(like: short, otherwise: document.isChinese ? "表" : "Table")
          sheets.append(TableSheet(table: part, title: title, name: name))
          entries.append(.init(number: number, title: table.title.cellText, sheet: name))
        }
      }
      contents.sections.append(.init(document: document, entries: entries))
    }
    var texts = SharedTexts()
    var styles = CellStyles()
    var parts = [contents.part(&texts, &styles)]
    for sheet in sheets { parts.append(sheet.part(&texts, &styles)) }

    var package = PackageWriter()
    package.addProperties(documents)
    package.add("[Content_Types].xml", Self.contentTypes(count: parts.count))
    package.add("_rels/.rels", OfficePackage.relations(to: "xl/workbook.xml"))
    package.add("xl/workbook.xml", Self.workbook([(contentsName, 0)] + sheets.map { ($0.name, $0.headingRows) }))
    package.add("xl/_rels/workbook.xml.rels", Self.relations(count: parts.count))
    package.add("xl/styles.xml", styles.part(font: isChinese ? "等线" : "Calibri"))
    package.add("xl/sharedStrings.xml", texts.part())
    for (place, part) in parts.enumerated() { package.add("xl/worksheets/sheet\(place + 1).xml", part) }
    bytes = package.finished()
  }

  private static func contentTypes(count: Int) -> [UInt8] {
    var xml = OfficePackage.contentTypes()
    xml.override(
      "/xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    xml.override("/xl/styles.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml")
    xml.override(
      "/xl/sharedStrings.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml")
    for place in 1...count {
      xml.override(
        "/xl/worksheets/sheet\(place).xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
    }
    xml.raw("</Types>")
    return xml.bytes
  }

  private static func relations(count: Int) -> [UInt8] {
    var xml = OfficePackage.relations()
    for place in 1...count { xml.relation("sheet\(place)", "worksheet", "worksheets/sheet\(place).xml") }
    xml.relation("styles", "styles", "styles.xml")
    xml.relation("texts", "sharedStrings", "sharedStrings.xml")
    xml.raw("</Relationships>")
    return xml.bytes
  }

  private static func workbook(_ sheets: [(name: String, headingRows: Int)]) -> [UInt8] {
    var xml = Markup()
    xml.raw("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" ")
    xml.raw("xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">")
    xml.raw("<bookViews><workbookView/></bookViews><sheets>")
    for (place, sheet) in sheets.enumerated() {
      xml.raw("<sheet name=\"")
      xml.text(sheet.name)
      xml.raw("\" sheetId=\"")
      xml.number(place + 1)
      xml.raw("\" r:id=\"sheet")
      xml.number(place + 1)
      xml.raw("\"/>")
    }
    xml.raw("</sheets>")
    // The headings are printed on every page.
    let repeated = sheets.enumerated().filter { $0.element.headingRows > 0 }
    if !repeated.isEmpty {
      xml.raw("<definedNames>")
      for (place, sheet) in repeated {
        xml.raw("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"")
        xml.number(place)
        xml.raw("\">")
        xml.text("\(sheet.name.asSheetReference)!$1:$\(sheet.headingRows)")
        xml.raw("</definedName>")
      }
      xml.raw("</definedNames>")
    }
    xml.raw("</workbook>")
    return xml.bytes
  }
}

extension Document {
  var isChinese: Bool { language.hasPrefix("zh") }
}
