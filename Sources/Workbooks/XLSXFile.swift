import Evidence
import Tables

/// Workbooks of Excel and its kin (`.xlsx`, `.xlsm`).
public enum XLSXFile {
  /// The names of the worksheets in the order of their tabs, hidden ones too.
  static func sheetNames(_ bytes: UnsafeRawBufferPointer, path: String) throws(Fault) -> [String] {
    try XLSXWorkbook(bytes, path: path).sheets.map(\.name)
  }

  /// Whether an OLE file wraps a workbook that has a password, and not an old one.
  ///
  /// The directory of an OLE file lies anywhere in it; names of streams are UTF-16.
  package static func isEncrypted(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let wanted: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
    return bytes.firstPlace(of: wanted) != nil
  }

  /// Reads one sheet into a table, which is called like the sheet.
  ///
  /// `options.part` is the name of a sheet (exactly, else without regard to case), else its number from 1; without it
  /// the first visible sheet is read. ``XLSXHeader`` says how the header is found and ``XLSXColumns`` what becomes of
  /// the cells. Rows without any cell are left out; the size the file states for the sheet is never believed.
  ///
  /// `path` is what messages call the file, `byHand` whether plain rows are read without the XML parser.
  ///
  /// - Complexity: O(*cells*) time; 9 bytes a cell and each distinct text once in memory, besides the table.
  package static func read(
    _ bytes: UnsafeRawBufferPointer, path: String, options: ReadingOptions, limits: ZipLimits = ZipLimits(),
    byHand: Bool = true
  ) throws(Fault) -> ReadTable {
    if let rows = options.headerRows, rows < 0 || rows > XLSXSheet.headRows {
      throw Fault(
        XLSXFault.badHeaderRows, ["rows": .integer(rows), "limit": .integer(XLSXSheet.headRows)])
    }
    let workbook = try XLSXWorkbook(bytes, path: path, limits: limits)
    let chosen = try workbook.sheet(options.part)
    guard let part = chosen.part else {
      throw Fault(XLSXFault.missingPart, at: Place(file: path), ["part": .text(chosen.name)])
    }
    let entry = try workbook.entry(part)
    var strings = XLSXSharedStrings()
    if let part = workbook.sharedStringsPart, let entry = workbook.archive[part] {
      strings = try XLSXSharedStrings(entry, in: workbook.archive)
    }
    let sheet = try XLSXSheetReader.read(
      entry, name: chosen.name, of: workbook, strings: strings, threads: options.threads, byHand: byHand,
      progress: options.progress)
    defer { sheet.cells.free() }
    guard sheet.cells.rowCount > 0 else {
      throw Fault(XLSXFault.emptySheet, at: Place(file: path, detail: chosen.name), ["sheet": .text(chosen.name)])
    }
    let table = try table(of: sheet, chosen, workbook, options)
    return table
  }

  private static func table(
    of sheet: XLSXSheet, _ chosen: XLSXWorkbook.Sheet, _ workbook: XLSXWorkbook, _ options: ReadingOptions
  ) throws(Fault) -> ReadTable {
    let texts = XLSXCellTexts(pool: sheet.strings.pool.pool, errors: sheet.errors, calendar: workbook.calendar)
    let header = XLSXHeader(sheet, texts: texts, wished: options.headerRows)
    let rows = header.firstDataRow..<sheet.cells.rowCount
    guard !rows.isEmpty else {
      throw Fault(
        XLSXFault.noRows, at: Place(file: workbook.path, detail: chosen.name),
        ["columns": .integer(header.columns.count)])
    }
    var made = XLSXColumns(sheet, texts: texts, rows: rows)
    let columns = zip(header.columns, header.names).map { made.column($0, $1) }
    made.finish()
    let table = try Table(name: chosen.name, columns: columns, rowCount: rows.count)
    return ReadTable(
      table, format: .xlsx,
      caveats: sheetCaveats(chosen, workbook, options) + header.caveats + rowCaveats(sheet, header) + made.caveats)
  }

  private static func sheetCaveats(
    _ chosen: XLSXWorkbook.Sheet, _ workbook: XLSXWorkbook, _ options: ReadingOptions
  ) -> [Caveat] {
    if chosen.isHidden { return [Caveat(XLSXCaveat.hiddenSheet, ["sheet": .text(chosen.name)])] }
    let others = workbook.sheets.filter { !$0.isHidden && $0.name != chosen.name }.map(\.name)
    guard options.part == nil, !others.isEmpty else { return [] }
    return [
      Caveat(
        XLSXCaveat.otherSheets,
        ["sheet": .text(chosen.name), "others": .list(others), "nearest": .text(others[0])])
    ]
  }

  private static func rowCaveats(_ sheet: XLSXSheet, _ header: XLSXHeader) -> [Caveat] {
    var caveats: [Caveat] = []
    let numbers = sheet.cells.rowNumbers[header.firstDataRow...]
    guard let last = numbers.last else { return [] }
    let above = header.firstDataRow > 0 ? sheet.cells.rowNumbers[header.firstDataRow - 1] : numbers.first! - 1
    let empty = Int(last - above) - numbers.count
    if empty > 0 { caveats.append(Caveat(XLSXCaveat.emptyRows, ["count": .integer(empty)])) }
    let present = Set(numbers)
    let hidden = sheet.hiddenRows.count(where: present.contains)
    if hidden > 0 { caveats.append(Caveat(XLSXCaveat.hiddenRows, ["count": .integer(hidden)])) }
    let hiddenNames = zip(header.columns, header.names).filter { column, _ in
      sheet.hiddenColumns.contains { $0.contains(column) }
    }.map(\.1.name)
    if !hiddenNames.isEmpty { caveats.append(Caveat(XLSXCaveat.hiddenColumns, ["columns": .list(hiddenNames)])) }
    let merged = sheet.lowMergeRows.count { $0 >= above && $0 < last }
    if merged > 0 { caveats.append(Caveat(XLSXCaveat.mergedData, ["count": .integer(merged)])) }
    return caveats
  }
}
