import Documents

/// What the packages of all Office files have in common.
public enum OfficePackage {
  /// The first part of every package of ours. It stands there unpacked, so that the first bytes of a file tell who made it.
  static let maker: StaticString = "<Application>tansuo</Application>"

  /// Whether a file that starts with these bytes is a package this room wrote and no other program has written since.
  ///
  /// - Parameter start: about the first kilobyte.
  public static func isOurs(start: some Collection<UInt8>) -> Bool {
    guard start.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
    let text = String(decoding: start.prefix(1024), as: UTF8.self)
    return text.contains("docProps/app.xml") && text.contains(maker.description)
  }

  static func contentTypes() -> Markup {
    var xml = Markup()
    xml.raw("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">")
    xml.raw("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>")
    xml.raw("<Default Extension=\"xml\" ContentType=\"application/xml\"/>")
    xml.raw("<Default Extension=\"png\" ContentType=\"image/png\"/>")
    xml.raw("<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>")
    xml.override("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    xml.override("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    return xml
  }

  static func relations() -> Markup {
    var xml = Markup()
    xml.raw("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">")
    return xml
  }

  /// The relations of the package itself.
  static func relations(to main: String) -> [UInt8] {
    var xml = relations()
    xml.relation("main", "officeDocument", main)
    xml.relation("app", "extended-properties", "docProps/app.xml")
    xml.raw("<Relationship Id=\"core\" Target=\"docProps/core.xml\" ")
    xml.raw("Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\"/>")
    xml.raw("</Relationships>")
    return xml.bytes
  }
}

extension PackageWriter {
  /// Maker, title and language; no dates and no names.
  mutating func addProperties(_ documents: [Document]) {
    var application = Markup()
    application.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">")
    application.raw(OfficePackage.maker)
    application.raw("</Properties>")
    add("docProps/app.xml", application.bytes, isPacked: false)

    var core = Markup()
    core.raw("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" ")
    core.raw("xmlns:dc=\"http://purl.org/dc/elements/1.1/\">")
    if let first = documents.first {
      core.raw("<dc:title>")
      core.text(first.title)
      core.raw("</dc:title>")
    }
    core.raw("<dc:creator>tansuo</dc:creator>")
    if let first = documents.first {
      core.raw("<dc:language>")
      core.text(first.language)
      core.raw("</dc:language>")
    }
    core.raw("</cp:coreProperties>")
    add("docProps/core.xml", core.bytes)
  }
}

extension Markup {
  mutating func override(_ part: String, _ type: StaticString) {
    raw("<Override PartName=\"")
    text(part)
    raw("\" ContentType=\"")
    raw(type)
    raw("\"/>")
  }

  mutating func relation(_ id: String, _ kind: StaticString, _ target: String, isExternal: Bool = false) {
    raw("<Relationship Id=\"")
    text(id)
    raw("\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/")
    raw(kind)
    raw("\" Target=\"")
    text(target)
    raw(isExternal ? "\" TargetMode=\"External\"/>" : "\"/>")
  }
}
