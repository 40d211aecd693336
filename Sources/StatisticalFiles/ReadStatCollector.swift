import CReadStat
import Evidence
import Glibc
import Tables

/// Everything ReadStat hands over, still as bytes of the file's encoding, until columns are made of it.
struct ReadStatCollector {
  struct Variable {
    var name: [UInt8]
    var label: [UInt8]
    var format: String
    var isText: Bool
    /// The bytes a text takes in a row; 0 where the row only refers to it.
    var width: Int
    var isOrdinal: Bool
    var labelSet: [UInt8]?
    var missingNumbers: [ClosedRange<Double>]
    var missingTexts: [[UInt8]]
  }

  enum LabelledValue {
    case number(Double)
    case text([UInt8])
  }

  private(set) var variables: [Variable] = []
  private(set) var labelSets: [[UInt8]: [(value: LabelledValue, label: [UInt8])]] = [:]
  private(set) var fileLabel: [UInt8] = []
  private(set) var notes: [[UInt8]] = []
  private(set) var weight: [UInt8]?
  private(set) var rowCount = 0
  private(set) var declaredRows: Int?
  private(set) var pools: [TextPoolBuilder] = []
  /// Of each variable: 8 bytes a row for a number, 4 for the place of a text. Beside the variables, because every cell asks.
  private var cells: [UnsafeMutableRawPointer] = []
  private var holdsTexts: [Bool] = []
  private var capacity = 0
  /// How many cells the file could possibly hold, whatever its header says.
  private let mostCells: Int

  init(mostCells: Int) {
    self.mostCells = mostCells
  }

  func deallocate() {
    for memory in cells { free(memory) }
  }

  func numbers(_ variable: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: cells[variable].assumingMemoryBound(to: Double.self), count: rowCount)
  }

  /// Places in the pool of that variable; −1 is an empty text.
  func places(_ variable: Int) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: cells[variable].assumingMemoryBound(to: Int32.self), count: rowCount)
  }

  mutating func take(_ metadata: UnsafeMutablePointer<readstat_metadata_t>) {
    let rows = Int(readstat_get_row_count(metadata))
    declaredRows = rows < 0 ? nil : rows
    fileLabel = Self.bytes(readstat_get_file_label(metadata))
    // A header can promise any number of rows; memory is taken for what is likely and grows with what comes.
    let columns = max(Int(readstat_get_var_count(metadata)), 1)
    capacity = max(64, min(rows, mostCells / columns + 1, 1 << 24))
  }

  mutating func takeNote(_ note: UnsafePointer<CChar>?) { notes.append(Self.bytes(note)) }

  mutating func take(_ variable: UnsafeMutablePointer<readstat_variable_t>, labelSet: UnsafePointer<CChar>?) {
    let isText = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING
    var numbers: [ClosedRange<Double>] = []
    var texts: [[UInt8]] = []
    for index in 0..<readstat_variable_get_missing_ranges_count(variable) {
      let low = readstat_variable_get_missing_range_lo(variable, index)
      let high = readstat_variable_get_missing_range_hi(variable, index)
      if isText {
        texts.append(Self.trimmed(readstat_string_value(low)))
      } else {
        let (from, to) = (Self.bound(low), Self.bound(high))
        if from <= to { numbers.append(from...to) }
      }
    }
    variables.append(
      Variable(
        name: Self.bytes(readstat_variable_get_name(variable)),
        label: Self.bytes(readstat_variable_get_label(variable)),
        format: readstat_variable_get_format(variable).map { String(cString: $0) } ?? "", isText: isText,
        width: Int(readstat_variable_get_storage_width(variable)),
        isOrdinal: readstat_variable_get_measure(variable) == READSTAT_MEASURE_ORDINAL,
        labelSet: labelSet.map { Self.bytes($0) }, missingNumbers: numbers, missingTexts: texts))
    cells.append(malloc(capacity * (isText ? 4 : 8))!)
    holdsTexts.append(isText)
    pools.append(TextPoolBuilder())
  }

  /// LO and HI come as infinities or as the extreme numbers SPSS stands them for.
  private static func bound(_ value: readstat_value_t) -> Double {
    var number = value.v.double_value
    if value.type != READSTAT_TYPE_DOUBLE { number = readstat_double_value(value) }
    if number <= -Double.greatestFiniteMagnitude.nextDown { return -.infinity }
    return number >= Double.greatestFiniteMagnitude ? .infinity : number
  }

  mutating func takeWeight(_ variable: UnsafeMutablePointer<readstat_variable_t>) {
    weight = Self.bytes(readstat_variable_get_name(variable))
  }

  mutating func takeLabel(_ set: UnsafePointer<CChar>, _ value: readstat_value_t, _ label: UnsafePointer<CChar>?) {
    let labelled: LabelledValue
    if readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING {
      labelled = .text(Self.trimmed(readstat_string_value(value)))
    } else {
      // A label on a missing code is marked as missing here and there, but its number is what counts.
      labelled = .number(Self.number(value, raw: true))
    }
    labelSets[Self.bytes(set), default: []].append((labelled, Self.trimmed(label)))
  }

  /// One cell. ReadStat hands them over row by row, from the first column to the last.
  @inline(__always)
  mutating func take(_ row: Int, _ variable: UnsafeMutablePointer<readstat_variable_t>, _ value: readstat_value_t) {
    if row >= capacity { grow(toHold: row) }
    if row >= rowCount { rowCount = row + 1 }
    let place = Int(readstat_variable_get_index(variable))
    guard place < cells.count else { return }
    let isText = value.type == READSTAT_TYPE_STRING || value.type == READSTAT_TYPE_STRING_REF
    guard isText == holdsTexts[place] else { return }
    if isText {
      takeText(row, place, value.v.string_value)
    } else {
      cells[place].assumingMemoryBound(to: Double.self)[row] = Self.number(value, raw: false)
    }
  }

  private mutating func takeText(_ row: Int, _ place: Int, _ text: UnsafePointer<CChar>?) {
    var length = text.map { strlen($0) } ?? 0
    while length > 0, text![length - 1] == 0x20 { length -= 1 }
    var found = Int32(-1)
    if length > 0 {
      found = text!.withMemoryRebound(to: UInt8.self, capacity: length) {
        pools[place].place(of: UnsafeBufferPointer(start: $0, count: length))
      }
    }
    cells[place].assumingMemoryBound(to: Int32.self)[row] = found
  }

  private mutating func grow(toHold row: Int) {
    capacity = max(capacity * 2, row + 1)
    for place in cells.indices { cells[place] = realloc(cells[place], capacity * (holdsTexts[place] ? 4 : 8))! }
  }

  /// Stata's letters become NaNs that carry their place in the alphabet from 1.
  @inline(__always)
  private static func number(_ value: readstat_value_t, raw: Bool) -> Double {
    if value.type == READSTAT_TYPE_DOUBLE, value.tag == 0 {
      return raw ? value.v.double_value : readstat_double_value(value)
    }
    if readstat_value_is_tagged_missing(value) != 0 {
      return MissingSlots.real(max(0, Int(readstat_value_tag(value)) - 0x60))
    }
    if readstat_value_is_system_missing(value) != 0 { return MissingSlots.real(0) }
    switch value.type {
    case READSTAT_TYPE_INT8: return Double(value.v.i8_value)
    case READSTAT_TYPE_INT16: return Double(value.v.i16_value)
    case READSTAT_TYPE_INT32: return Double(value.v.i32_value)
    case READSTAT_TYPE_FLOAT: return Double(value.v.float_value)
    default: return value.v.double_value
    }
  }

  static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text else { return [] }
    return UnsafeRawBufferPointer(start: text, count: strlen(text)).map { $0 }
  }

  static func trimmed(_ text: UnsafePointer<CChar>?) -> [UInt8] {
    var bytes = bytes(text)
    while bytes.last == 0x20 { bytes.removeLast() }
    return bytes
  }
}

/// A file in memory, as ReadStat reads it: by seeking and copying.
struct ReadStatCursor {
  let bytes: UnsafeRawBufferPointer
  var offset = 0
  var progress: (@Sendable (Double) -> Void)?
  var lastProgress = 0

  mutating func read(into target: UnsafeMutableRawPointer?, count: Int) -> Int {
    guard offset < bytes.count, let target else { return 0 }
    let count = min(count, bytes.count - offset)
    target.copyMemory(from: bytes.baseAddress! + offset, byteCount: count)
    offset += count
    if let progress, offset - lastProgress > 1 << 22 {
      lastProgress = offset
      progress(Double(offset) / Double(bytes.count))
    }
    return count
  }

  mutating func seek(_ distance: Int, from whence: readstat_io_flags_t) -> Int {
    let base = whence == READSTAT_SEEK_SET ? 0 : whence == READSTAT_SEEK_CUR ? offset : bytes.count
    let (target, overflow) = base.addingReportingOverflow(distance)
    guard !overflow, target >= 0 else { return -1 }
    offset = target
    return target
  }
}

extension ReadStatCollector {
  enum Format { case spss, stata }

  /// Runs ReadStat over `bytes`. Nothing is converted: it is told that the file is in the encoding we want.
  mutating func parse(
    _ bytes: UnsafeRawBufferPointer, as format: Format, progress: (@Sendable (Double) -> Void)?
  ) -> readstat_error_t {
    let parser = readstat_parser_init()
    defer { readstat_parser_free(parser) }
    readstat_set_handler_character_encoding(parser, nil)
    readstat_set_open_handler(parser) { _, _ in 0 }
    readstat_set_close_handler(parser) { _ in 0 }
    readstat_set_seek_handler(parser) { distance, whence, context in
      context!.assumingMemoryBound(to: ReadStatCursor.self).pointee.seek(distance, from: whence)
    }
    readstat_set_read_handler(parser) { target, count, context in
      context!.assumingMemoryBound(to: ReadStatCursor.self).pointee.read(into: target, count: count)
    }
    readstat_set_update_handler(parser) { _, _, _, _ in READSTAT_OK }
    readstat_set_metadata_handler(parser) { metadata, context in
      context!.assumingMemoryBound(to: ReadStatCollector.self).pointee.take(metadata!)
      return 0
    }
    readstat_set_note_handler(parser) { _, note, context in
      context!.assumingMemoryBound(to: ReadStatCollector.self).pointee.takeNote(note)
      return 0
    }
    readstat_set_variable_handler(parser) { _, variable, labels, context in
      context!.assumingMemoryBound(to: ReadStatCollector.self).pointee.take(variable!, labelSet: labels)
      return 0
    }
    readstat_set_fweight_handler(parser) { variable, context in
      context!.assumingMemoryBound(to: ReadStatCollector.self).pointee.takeWeight(variable!)
      return 0
    }
    readstat_set_value_label_handler(parser) { set, value, label, context in
      context!.assumingMemoryBound(to: ReadStatCollector.self).pointee.takeLabel(set!, value, label)
      return 0
    }
    readstat_set_value_handler(parser) { row, variable, value, context in
      context!.assumingMemoryBound(to: ReadStatCollector.self).pointee.take(Int(row), variable!, value)
      return 0
    }
    var cursor = ReadStatCursor(bytes: bytes, progress: progress)
    return withUnsafeMutablePointer(to: &cursor) { cursor in
      readstat_set_io_ctx(parser, cursor)
      return withUnsafeMutablePointer(to: &self) { collector in
        // ReadStat keeps the address of the encoding's name, so the name must live as long as the parsing.
        "UTF-8".withCString { encoding in
          readstat_set_file_character_encoding(parser, encoding)
          return format == .spss
            ? readstat_parse_sav(parser, "", collector) : readstat_parse_dta(parser, "", collector)
        }
      }
    }
  }
}
