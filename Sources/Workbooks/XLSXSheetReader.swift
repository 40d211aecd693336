import CExpat
import Evidence
import Glibc
import NumericalMethods
import Tables

/// Reads the XML part of a sheet into an ``XLSXSheet``.
struct XLSXSheetReader {
  var sheet: XLSXSheet
  let path: String
  let sheetName: String
  let styleKinds: [XLSXFormatKind]
  private(set) var fault: Fault?
  var text = XLSXText()
  private(set) var isInData = false
  private var isInCell = false
  private var isInInline = false
  private var isCapturing = false
  private var phoneticDepth = 0
  /// The row and column of the cell that is read, counted from 0.
  var row = -1
  var column = -1
  private var rowIsNumbered = false
  private var cellsInRow = 0
  /// How many rows were read by hand.
  var scannedRows = 0
  var type = CellType.number
  var style = 0

  enum CellType { case number, shared, text, boolean, error, date }

  /// Reads a sheet, plain rows by hand unless told otherwise.
  ///
  /// Where the markup turns out to be broken behind rows that were read by hand, all of the part goes through Expat
  /// once more, because only then it can say in which line.
  static func read(
    _ entry: ZipArchive.Entry, name: String, of workbook: XLSXWorkbook, strings: XLSXSharedStrings,
    threads: Int, byHand: Bool = true, progress: ((Double) -> Void)?
  ) throws(Fault) -> XLSXSheet {
    var reader = XLSXSheetReader(
      sheet: XLSXSheet(strings: strings), path: workbook.path, sheetName: name, styleKinds: workbook.styles.kinds)
    let fault = withUnsafeMutablePointer(to: &reader) { state -> Fault? in
      do throws(Fault) {
        try read(entry, of: workbook.archive, into: state, threads: threads, byHand: byHand, progress: progress)
        return nil
      } catch {
        return error
      }
    }
    reader.text.free()
    guard let fault else { return reader.sheet }
    reader.sheet.cells.free()
    guard byHand, reader.scannedRows > 0, fault.code == XLSXFault.malformedMarkup.rawValue else { throw fault }
    return try read(
      entry, name: name, of: workbook, strings: strings, threads: threads, byHand: false, progress: progress)
  }

  /// Expat reads what stands before the rows and behind them, and all from the first row that is not plain.
  private static func read(
    _ entry: ZipArchive.Entry, of archive: ZipArchive, into state: UnsafeMutablePointer<XLSXSheetReader>,
    threads: Int, byHand: Bool, progress: ((Double) -> Void)?
  ) throws(Fault) {
    let parser = XLSXParser(
      entry, archive, state: UnsafeMutableRawPointer(state), start: start, end: end, text: characters)
    let part = try ZipPart(entry, of: archive)
    let pieces = ZipReadAhead(part, threads: entry.fullSize > ZipReadAhead.pieceSize ? threads : 1)
    defer { pieces.finish() }
    var rows = XLSXRowBuffer()
    defer { rows.free() }
    var isByHand = false
    var read = 0
    while true {
      try Interruption.check()
      var piece = try pieces.next()
      if read == 0, byHand, let data = XLSXRowBuffer.startOfRows(in: piece) {
        try parser.feed(UnsafeRawBufferPointer(rebasing: piece[..<data]), refusal: { state.pointee.fault })
        isByHand = state.pointee.isInData
        piece = UnsafeRawBufferPointer(rebasing: piece[data...])
      }
      read += piece.count
      progress?(min(1, Double(read) / Double(max(entry.fullSize, 1))))
      let isLast = piece.isEmpty
      if isByHand {
        rows.append(piece)
        isByHand = !isLast && rows.scan(into: &state.pointee)
        if let fault = state.pointee.fault { throw fault }
        if isByHand { continue }
        piece = rows.rest
      }
      if !piece.isEmpty { try parser.feed(piece, refusal: { state.pointee.fault }) }
      if isLast { return try parser.feed(UnsafeRawBufferPointer(start: nil, count: 0)) }
    }
  }

  init(sheet: XLSXSheet, path: String, sheetName: String, styleKinds: [XLSXFormatKind]) {
    self.sheet = sheet
    self.path = path
    self.sheetName = sheetName
    self.styleKinds = styleKinds
  }

  // MARK: - Events

  private typealias Attributes = UnsafeMutablePointer<UnsafePointer<CChar>?>

  private static let start: XML_StartElementHandler = { parser, name, attributes in
    let state = XLSXMarkup.state(parser, as: XLSXSheetReader.self)
    let name = XLSXMarkup.local(name!)
    if name[0] == 99, name[1] == 0, state.pointee.isInData {
      state.pointee.beginCell(attributes!, parser)
    } else if name[0] == 118, name[1] == 0 {
      state.pointee.isCapturing = state.pointee.isInCell
    } else {
      state.pointee.beginOther(name, attributes!, parser)
    }
  }

  private static let end: XML_EndElementHandler = { parser, name in
    let state = XLSXMarkup.state(parser, as: XLSXSheetReader.self)
    let name = XLSXMarkup.local(name!)
    if name[0] == 99, name[1] == 0, state.pointee.isInCell {
      state.pointee.endCell(parser)
    } else if name[1] == 0, name[0] == 118 || name[0] == 116 {
      state.pointee.isCapturing = false
    } else if XLSXMarkup.equal(name, "is") {
      state.pointee.isInInline = false
    } else if XLSXMarkup.equal(name, "rPh") {
      state.pointee.phoneticDepth -= 1
    } else if XLSXMarkup.equal(name, "sheetData") {
      state.pointee.isInData = false
    }
  }

  private static let characters: XML_CharacterDataHandler = { parser, piece, length in
    let state = XLSXMarkup.state(parser, as: XLSXSheetReader.self)
    if state.pointee.isCapturing { state.pointee.text.append(piece!, Int(length)) }
  }

  mutating func refuse(
    _ code: XLSXFault, _ parser: UnsafeMutableRawPointer?, _ facts: Facts = [:], at detail: String? = nil
  ) {
    let cell = "\(sheetName)!\(XLSXReference.letters(max(column, 0)))\(row + 1)"
    if fault == nil { fault = Fault(code, at: Place(file: path, detail: detail ?? cell), facts) }
    // Rows that are read by hand have no parser to stop.
    if let parser { XML_StopParser(OpaquePointer(parser), 0) }
  }

  // MARK: - Rows and what is around the data

  private mutating func beginOther(
    _ name: UnsafePointer<CChar>, _ attributes: Attributes, _ parser: UnsafeMutableRawPointer?
  ) {
    if XLSXMarkup.equal(name, "t") {
      isCapturing = isInInline && phoneticDepth == 0
    } else if XLSXMarkup.equal(name, "row"), isInData {
      beginRow(attributes, parser)
    } else if XLSXMarkup.equal(name, "is") {
      isInInline = isInCell
    } else if XLSXMarkup.equal(name, "rPh") {
      phoneticDepth += 1
    } else if XLSXMarkup.equal(name, "sheetData") {
      isInData = true
    } else if XLSXMarkup.equal(name, "mergeCell") {
      addMerge(attributes)
    } else if XLSXMarkup.equal(name, "col") {
      addHiddenColumns(attributes)
    }
  }

  private mutating func beginRow(_ attributes: Attributes, _ parser: UnsafeMutableRawPointer?) {
    let previous = row
    row += 1
    rowIsNumbered = false
    column = -1
    cellsInRow = 0
    var cursor = attributes
    var isHidden = false
    while let key = cursor[0], let value = cursor[1] {
      if key[0] == 114, key[1] == 0 {
        guard let number = Int(String(cString: value)), number >= 1, number <= XLSXCells.mostRows else {
          return refuse(
            .badReference, parser, ["reference": .text(String(cString: value))], at: "\(sheetName), after row \(row)")
        }
        row = number - 1
        rowIsNumbered = true
      } else if XLSXMarkup.equal(key, "hidden") {
        isHidden = value[0] == 49 || value[0] == 116
      }
      cursor += 2
    }
    if row <= previous {
      let facts: Facts = ["row": .integer(row + 1), "previous": .integer(previous + 1)]
      return refuse(.rowsOutOfOrder, parser, facts, at: sheetName)
    }
    if isHidden { sheet.hiddenRows.append(Int32(row + 1)) }
  }

  private mutating func addMerge(_ attributes: Attributes) {
    guard let text = attribute("ref", of: attributes), let range = XLSXRange(text) else { return }
    sheet.mergeCount += 1
    if range.rows.lowerBound < XLSXSheet.headRows, sheet.headMerges.count < XLSXSheet.mostHeadMerges {
      sheet.headMerges.append(range)
    }
    sheet.lowMergeRows.append(Int32(range.rows.lowerBound))
  }

  private mutating func addHiddenColumns(_ attributes: Attributes) {
    guard let hidden = attribute("hidden", of: attributes), hidden == "1" || hidden == "true",
      let low = attribute("min", of: attributes).flatMap({ Int($0) }),
      let high = attribute("max", of: attributes).flatMap({ Int($0) }), low >= 1, high >= low
    else { return }
    sheet.hiddenColumns.append(low - 1...high - 1)
  }

  private func attribute(_ name: StaticString, of attributes: Attributes) -> String? {
    var cursor = attributes
    while let key = cursor[0], let value = cursor[1] {
      if XLSXMarkup.equal(key, name) { return String(cString: value) }
      cursor += 2
    }
    return nil
  }

  // MARK: - Cells

  private mutating func beginCell(_ attributes: Attributes, _ parser: UnsafeMutableRawPointer?) {
    isInCell = true
    type = .number
    style = 0
    column += 1
    text.clear()
    var cursor = attributes
    while let key = cursor[0], let value = cursor[1] {
      if key[1] == 0 {
        switch key[0] {
        case 114: place(value, parser)
        case 115: style = XLSXSheetReader.number(value)
        case 116: type = XLSXSheetReader.type(value)
        default: break
        }
      }
      cursor += 2
    }
    cellsInRow += 1
    if column >= XLSXCells.mostColumns {
      refuse(.badReference, parser, ["reference": .text("\(XLSXReference.letters(column))\(row + 1)")])
    }
  }

  /// A row without a number takes it from its first cell.
  private mutating func place(_ value: UnsafePointer<CChar>, _ parser: UnsafeMutableRawPointer?) {
    guard let reference = XLSXReference(value) else {
      return refuse(
        .badReference, parser, ["reference": .text(String(cString: value))], at: "\(sheetName), row \(row + 1)")
    }
    if reference.row != row {
      guard !rowIsNumbered, cellsInRow == 0, reference.row > row else {
        return refuse(
          .badReference, parser, ["reference": .text(String(cString: value))], at: "\(sheetName), row \(row + 1)")
      }
      row = reference.row
      rowIsNumbered = true
    }
    column = reference.column
  }

  private static func number(_ text: UnsafePointer<CChar>) -> Int {
    var value = 0
    var cursor = text
    while cursor.pointee >= 48, cursor.pointee <= 57, value < 1 << 40 {
      value = value * 10 + Int(cursor.pointee) - 48
      cursor += 1
    }
    return cursor.pointee == 0 && cursor != text ? value : -1
  }

  private static func type(_ value: UnsafePointer<CChar>) -> CellType {
    switch UInt8(bitPattern: value[0]) {
    case UInt8(ascii: "s"): value[1] == 0 ? .shared : .text
    case UInt8(ascii: "b"): .boolean
    case UInt8(ascii: "e"): .error
    case UInt8(ascii: "d"): .date
    case UInt8(ascii: "i"): .text
    default: .number
    }
  }

  private mutating func endCell(_ parser: UnsafeMutableRawPointer?) {
    isInCell = false
    isCapturing = false
    guard text.count > 0, let cell = cell(parser) else { return }
    put(cell, parser)
  }

  /// `false` if the sheet grows too large, which is recorded.
  @discardableResult @inline(__always)
  mutating func put(_ cell: XLSXCell, _ parser: UnsafeMutableRawPointer?) -> Bool {
    if sheet.cells.put(cell, column: column, sheetRow: Int32(row + 1)) { return true }
    refuseSize(parser)
    return false
  }

  private mutating func refuseSize(_ parser: UnsafeMutableRawPointer?) {
    let facts: Facts = ["kept": .integer(sheet.cells.keptCount), "filled": .integer(sheet.cells.filledCount + 1)]
    refuse(.tooManyCells, parser, facts)
  }
}
