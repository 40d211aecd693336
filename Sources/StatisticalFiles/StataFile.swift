import CReadStat
import Evidence
import Tables

/// What can be wrong with a Stata file.
public enum StataFault: String, FaultCode {
  case notADataFile = "stata-not-a-data-file"
  case unknownVersion = "stata-unknown-version"
  case endsEarly = "stata-ends-early"
  case longTexts = "stata-long-texts"
  case unknownEncoding = "stata-unknown-encoding"
  case damaged = "stata-damaged"

  public var kind: Fault.Kind { self == .unknownEncoding ? .usage : .input }
}

/// Stata data files of versions 104 to 119, read through ReadStat.
public enum StataFile {
  /// The table in the bytes of a file. The letters `.a` to `.z` are ways of being missing, with their labels.
  package static func read(
    _ bytes: UnsafeRawBufferPointer, name: String, options: ReadingOptions = ReadingOptions()
  ) throws(Fault) -> ReadTable {
    let version = try version(of: bytes)
    // Stata wrote whatever the machine spoke until version 118, which is UTF-8.
    var stated = version >= 118 ? "UTF-8" : nil
    if let asked = options.encoding {
      stated = TextDecoding.iconvName(asked)
      guard stated != nil else { throw Fault(StataFault.unknownEncoding, ["encoding": .text(asked)]) }
    }
    var collector = ReadStatCollector(mostCells: bytes.count)
    defer { collector.deallocate() }
    let error = collector.parse(bytes, as: .stata, progress: options.progress)
    switch error {
    case READSTAT_OK: break
    case READSTAT_ERROR_READ, READSTAT_ERROR_SEEK, READSTAT_ERROR_ROW_COUNT_MISMATCH:
      throw Fault(
        StataFault.endsEarly,
        [
          "rows": .integer(collector.rowCount), "declared": collector.declaredRows.map(Fact.integer) ?? "?",
          "offset": .integer(bytes.count),
        ])
    case READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION:
      throw Fault(StataFault.unknownVersion, ["version": .integer(version)])
    default:
      throw Fault(
        StataFault.damaged,
        [
          "rows": .integer(collector.rowCount), "detail": .text(String(cString: readstat_error_message(error))),
        ])
    }
    if let declared = collector.declaredRows, collector.rowCount < declared, !collector.variables.isEmpty {
      throw Fault(
        StataFault.endsEarly,
        ["rows": .integer(collector.rowCount), "declared": .integer(declared), "offset": .integer(bytes.count)])
    }
    // ReadStat 1.1.8 looks up the long texts of version 119 under the wrong numbers and gives nothing for them.
    if version == 119, let long = collector.variables.first(where: { $0.isText && $0.width == 0 }) {
      throw Fault(StataFault.longTexts, ["column": .text(String(decoding: long.name, as: UTF8.self))])
    }
    // ReadStat takes a file that ends among its value labels for whole.
    if version >= 117, !bytes.reversed().starts(with: "</stata_dta>".utf8.reversed()) {
      throw Fault(
        StataFault.endsEarly,
        [
          "rows": .integer(collector.rowCount), "declared": .integer(collector.rowCount),
          "offset": .integer(bytes.count),
        ])
    }
    let (decoding, encodingCaveats) = try ReadStatEncoding(stated: stated, collector).decided()
    var builder = ReadStatColumns(collector, decoding, DayCounting(program: .stata))
    var table = try Table(name: name, columns: try builder.columns(), rowCount: collector.rowCount)
    if !collector.fileLabel.isEmpty { table.label = Label(sniffing: decoding.text(collector.fileLabel)) }
    var read = ReadTable(table, format: .dta, caveats: encodingCaveats + builder.caveats)
    read.documents = collector.notes.map(decoding.text)
    if decoding.repaired > 0 {
      read.caveats.append(
        Caveat(
          LabelledFileCaveat.textsRepaired,
          ["texts": .integer(decoding.repaired), "encoding": .text(decoding.encoding)]))
    }
    return read
  }

  /// The version a file says it has: three digits in the tagged form, one byte before version 117.
  static func version(of bytes: UnsafeRawBufferPointer) throws(Fault) -> Int {
    let opening = "<stata_dta><header><release>"
    if bytes.starts(with: opening.utf8) {
      let digits = bytes.dropFirst(opening.utf8.count).prefix(3)
      guard digits.count == 3 else {
        throw Fault(StataFault.endsEarly, ["rows": 0, "declared": "?", "offset": .integer(bytes.count)])
      }
      guard let version = Int(String(decoding: digits, as: UTF8.self)), (117...119).contains(version) else {
        throw Fault(StataFault.unknownVersion, ["version": .text(String(decoding: digits, as: UTF8.self))])
      }
      return version
    }
    guard bytes.count >= 2, (104...115).contains(bytes[0]), bytes[1] == 1 || bytes[1] == 2 else {
      throw Fault(StataFault.notADataFile)
    }
    return Int(bytes[0])
  }
}
