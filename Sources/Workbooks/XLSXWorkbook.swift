import Evidence

/// A workbook with its list of sheets, before any of them is read.
struct XLSXWorkbook {
  struct Sheet {
    let name: String
    let isHidden: Bool
    /// The part it lies in, `nil` if the workbook does not say.
    let part: String?
  }

  let path: String
  let archive: ZipArchive
  /// Worksheets in the order of their tabs; chart sheets hold no cells and are left out.
  private(set) var sheets: [Sheet] = []
  private(set) var calendar = XLSXCalendar()
  private(set) var styles = XLSXStyles()
  private(set) var sharedStringsPart: String?

  /// `bytes` must outlive the workbook.
  init(_ bytes: UnsafeRawBufferPointer, path: String, limits: ZipLimits = ZipLimits()) throws(Fault) {
    self.path = path
    try XLSXWorkbook.checkBeginning(of: bytes, path)
    archive = try ZipArchive(bytes, path: path, limits: limits)
    let main = try XLSXWorkbook.mainPart(of: archive)
    let folder = main.contains("/") ? String(main[..<main.lastIndex(of: "/")!]) : ""
    let name = String(main.dropFirst(folder.isEmpty ? 0 : folder.count + 1))
    let relations = try XLSXWorkbook.relations(
      folder.isEmpty ? "_rels/\(name).rels" : "\(folder)/_rels/\(name).rels", from: folder, in: archive)
    try readSheets(try entry(main), relations)
    if sheets.isEmpty { throw Fault(XLSXFault.noSheets, at: Place(file: path)) }
    sharedStringsPart = relations.values.first { $0.kind == "sharedStrings" }?.target
    if let part = relations.values.first(where: { $0.kind == "styles" })?.target, let entry = archive[part] {
      styles = try XLSXStyles(entry, in: archive)
    }
  }

  func entry(_ part: String) throws(Fault) -> ZipArchive.Entry {
    guard let entry = archive[part] else {
      throw Fault(XLSXFault.missingPart, at: Place(file: path), ["part": .text(part)])
    }
    return entry
  }

  /// The sheet of that name, else with that number from 1; the first visible one without a wish.
  func sheet(_ wish: String?) throws(Fault) -> Sheet {
    guard let wish else { return sheets.first { !$0.isHidden } ?? sheets[0] }
    if let sheet = sheets.first(where: { $0.name == wish }) { return sheet }
    let folded = wish.lowercased()
    if let sheet = sheets.first(where: { $0.name.lowercased() == folded }) { return sheet }
    if let number = Int(wish), sheets.indices.contains(number - 1) { return sheets[number - 1] }
    let names = sheets.map(\.name)
    throw Fault(
      XLSXFault.noSuchSheet, at: Place(file: path),
      [
        "sheet": .text(wish), "sheets": .list(names),
        "nearest": .text(Similarity.nearest(to: wish, in: names, limit: 1).first ?? names[0]),
      ])
  }

  private mutating func readSheets(_ entry: ZipArchive.Entry, _ relations: [String: Relation]) throws(Fault) {
    var found: [Sheet] = []
    var calendar = XLSXCalendar()
    try XLSXMarkup.elements(entry, in: archive) { element in
      if element.name == "workbookPr" {
        calendar.countsFrom1904 = ["1", "true", "on"].contains(element.attributes["date1904"])
      } else if element.name == "sheet", element.path.last == "sheets" {
        let relation = element.attributes["id"].flatMap { relations[$0] }
        if let relation, relation.kind != "worksheet" { return }
        let state = element.attributes["state"] ?? "visible"
        found.append(
          Sheet(
            name: element.attributes["name"] ?? "Sheet\(found.count + 1)", isHidden: state != "visible",
            part: relation?.target))
      }
    }
    sheets = found
    self.calendar = calendar
  }
}

// MARK: - Finding the workbook

extension XLSXWorkbook {
  /// A file can be called `.xlsx` and be many things. Each is named, with what to do about it.
  private static func checkBeginning(of bytes: UnsafeRawBufferPointer, _ path: String) throws(Fault) {
    let place = Place(file: path)
    if bytes.isEmpty { throw Fault(XLSXFault.empty, at: place) }
    if bytes.starts(with: [0x50, 0x4B]) { return }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw Fault(XLSXFile.isEncrypted(bytes) ? XLSXFault.encrypted : XLSXFault.legacyWorkbook, at: place)
    }
    throw Fault(XLSXFault.notWorkbook, at: place)
  }

  private static func mainPart(of archive: ZipArchive) throws(Fault) -> String {
    let place = Place(file: archive.path)
    if let mimetype = archive["mimetype"], mimetype.fullSize < 200,
      String(decoding: try archive.contents(of: mimetype), as: UTF8.self).contains("opendocument")
    {
      throw Fault(XLSXFault.openDocument, at: place)
    }
    let relations = archive["_rels/.rels"] == nil ? [:] : try relations("_rels/.rels", from: "", in: archive)
    let main = relations.values.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    if main.lowercased().hasSuffix(".bin") || (archive[main] == nil && archive["xl/workbook.bin"] != nil) {
      throw Fault(XLSXFault.binaryWorkbook, at: place)
    }
    if archive[main] == nil, archive["xl/workbook.xml"] == nil {
      let hasParts = archive.names.contains { $0.lowercased().hasPrefix("xl/") }
      throw hasParts
        ? Fault(XLSXFault.missingPart, at: place, ["part": .text(main)]) : Fault(XLSXFault.notWorkbook, at: place)
    }
    // A text document is a package of the same build.
    if ["word/", "ppt/", "visio/"].contains(where: main.lowercased().hasPrefix) {
      throw Fault(XLSXFault.notWorkbook, at: place)
    }
    return archive[main] == nil ? "xl/workbook.xml" : main
  }

  /// How a part refers to another.
  struct Relation {
    /// The last word of the relation's type, which the strict and the transitional form share: `worksheet`.
    let kind: String
    /// The name of the part in the archive.
    let target: String
  }

  private static func relations(
    _ part: String, from folder: String, in archive: ZipArchive
  ) throws(Fault) -> [String: Relation] {
    guard let entry = archive[part] else {
      throw Fault(XLSXFault.missingPart, at: Place(file: archive.path), ["part": .text(part)])
    }
    var relations: [String: Relation] = [:]
    try XLSXMarkup.elements(entry, in: archive) { element in
      guard element.name == "Relationship", element.attributes["TargetMode"] != "External",
        let id = element.attributes["Id"], let type = element.attributes["Type"],
        let target = element.attributes["Target"]
      else { return }
      relations[id] = Relation(
        kind: type.split(separator: "/").last.map(String.init) ?? type, target: resolved(target, in: folder))
    }
    return relations
  }

  /// `../styles.xml` seen from a folder; a leading slash starts at the root of the package.
  static func resolved(_ target: String, in folder: String) -> String {
    let slashed = String(target.map { $0 == "\\" ? "/" : $0 })
    var steps = slashed.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for step in slashed.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(String(step)) }
    }
    return steps.joined(separator: "/")
  }
}
