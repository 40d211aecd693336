import Evidence

/// What the dictionary of an SPSS system file says, read by ourselves before ReadStat sees a byte.
///
/// It is walked for three reasons: ReadStat 1.1.8 has no call for multiple-response sets, it misreads the encodings of
/// Chinese files, and it trusts counts and lengths that a damaged file gets wrong.
struct SPSSDictionary {
  enum Compression: Int32 { case none, bytecode, deflate }

  struct Variable {
    var shortName: [UInt8]
    /// 0 for numbers, else the bytes of a string or of one segment of a very long one.
    var width: Int
    /// The place of its first 8-byte element in a case, from 1, by which other records refer to it.
    var element: Int
  }

  var isBigEndian = false
  var compression = Compression.none
  /// `nil` where the writer did not know.
  var caseCount: Int?
  var weightElement = 0
  var label: [UInt8] = []
  var characterCode: Int?
  var encodingName: String?
  var variables: [Variable] = []
  /// Long names by short ones, as the file writes both.
  var longNames: [[UInt8]: [UInt8]] = [:]
  /// Lengths of strings above 255 bytes, by short names.
  var longStrings: [(name: [UInt8], length: Int)] = []
  var documents: [[UInt8]] = []
  var responseSets: [SPSSResponseSet] = []
  /// Elements of 8 bytes in a case.
  var elementCount = 0
  /// Where the cases begin.
  var dataOffset = 0

  init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    var walk = SPSSDictionaryWalk(bytes: bytes)
    self = try walk.dictionary()
  }

  private init() {}

  static var empty: SPSSDictionary { SPSSDictionary() }

  /// The encoding the file states, as iconv calls it.
  var statedEncoding: String? {
    if let encodingName, let known = TextDecoding.iconvName(encodingName) { return known }
    guard let characterCode else { return nil }
    return switch characterCode {
    case 936, 54936: "GB18030"
    case 950: "CP950"
    case 932: "CP932"
    case 949: "CP949"
    case 65001: "UTF-8"
    case 874, 1250...1258, 437, 850, 852, 855, 857, 860...866, 869: "CP\(characterCode)"
    case 28591...28605: "ISO-8859-\(characterCode - 28590)"
    case 51932: "EUC-JP"
    case 51936: "GB18030"
    case 51949: "EUC-KR"
    // 2 and 3 mean ASCII with anything above it; writers of Chinese files leave them too.
    default: nil
    }
  }
}

/// One walk over the records, from the header to the first case.
struct SPSSDictionaryWalk {
  let bytes: UnsafeRawBufferPointer
  private var offset = 0
  private var found = SPSSDictionary.empty
  /// The records of strings that are still to follow, 8 bytes each.
  private var continuations = 0
  private var firstElements: Set<Int> = []

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func dictionary() throws(Fault) -> SPSSDictionary {
    try header()
    while try record() {}
    guard !found.variables.isEmpty else { throw Fault(SPSSFault.noVariables) }
    try checkLongStrings()
    found.dataOffset = offset
    return found
  }

  private mutating func header() throws(Fault) {
    guard bytes.count >= 4, bytes.prefix(3).elementsEqual("$FL".utf8), bytes[3] == 0x32 || bytes[3] == 0x33 else {
      throw Fault(SPSSFault.notASystemFile)
    }
    guard bytes.count >= 176 else { throw Fault(SPSSFault.headerCutOff, ["bytes": .integer(bytes.count)]) }
    let layout = bytes.loadUnaligned(fromByteOffset: 64, as: Int32.self)
    guard (2...3).contains(layout) || (2...3).contains(layout.byteSwapped) else {
      throw Fault(SPSSFault.unknownLayout, ["layout": .integer(Int(layout))])
    }
    found.isBigEndian = !(2...3).contains(layout)
    offset = 72
    let compression = try integer()
    guard let known = SPSSDictionary.Compression(rawValue: compression),
      (known == .deflate) == (bytes[3] == 0x33)
    else { throw Fault(SPSSFault.unknownCompression, ["code": .integer(Int(compression))]) }
    found.compression = known
    found.weightElement = Int(try integer())
    let cases = Int(try integer())
    guard cases >= -1 else { throw Fault(SPSSFault.impossibleCaseCount, ["cases": .integer(cases)]) }
    found.caseCount = cases < 0 ? nil : cases
    found.label = trimmed(bytes[109..<173])
    offset = 176
  }

  /// Reads one record; `false` after the one that ends the dictionary.
  private mutating func record() throws(Fault) -> Bool {
    let start = offset
    let type = try integer()
    if continuations > 0, type != 2 { throw Fault(SPSSFault.brokenString, ["offset": .integer(start)]) }
    switch type {
    case 2: try variable(at: start)
    case 3: try valueLabels(at: start)
    case 6: try documents(at: start)
    case 7: try extensionRecord(at: start)
    case 999:
      try skip(4)
      return false
    default:
      throw Fault(SPSSFault.unknownRecord, ["type": .integer(Int(type)), "offset": .integer(start)])
    }
    return true
  }

  private mutating func variable(at start: Int) throws(Fault) {
    let width = Int(try integer())
    let hasLabel = try integer()
    let missingCount = Int(try integer())
    try skip(8)
    let name = trimmed(try take(8))
    guard (-1...255).contains(width) else {
      throw Fault(SPSSFault.impossibleWidth, ["width": .integer(width), "offset": .integer(start)])
    }
    guard (width == -1) == (continuations > 0) else {
      throw Fault(SPSSFault.brokenString, ["offset": .integer(start)])
    }
    if hasLabel != 0 {
      let length = Int(try integer())
      guard length >= 0, length <= 65_535 else {
        throw Fault(SPSSFault.impossibleLabelLength, ["length": .integer(length), "offset": .integer(start)])
      }
      try skip((length + 3) / 4 * 4)
    }
    guard (-3...3).contains(missingCount), missingCount != -1, width >= 0 || missingCount == 0 else {
      throw Fault(SPSSFault.impossibleMissingCount, ["count": .integer(missingCount), "offset": .integer(start)])
    }
    try skip(8 * abs(missingCount))
    found.elementCount += 1
    if width < 0 {
      continuations -= 1
    } else {
      found.variables.append(
        SPSSDictionary.Variable(shortName: name, width: width, element: found.elementCount))
      firstElements.insert(found.elementCount)
      continuations = width == 0 ? 0 : (width + 7) / 8 - 1
    }
  }

  private mutating func valueLabels(at start: Int) throws(Fault) {
    let count = Int(try integer())
    guard count >= 0, count <= (bytes.count - offset) / 16 else {
      throw Fault(SPSSFault.impossibleLabelCount, ["count": .integer(count), "offset": .integer(start)])
    }
    for _ in 0..<count {
      try skip(8)
      let length = Int(try take(1).first!)
      try skip((length + 8) / 8 * 8 - 1)
    }
    guard try integer() == 4 else { throw Fault(SPSSFault.labelsWithoutVariables, ["offset": .integer(start)]) }
    let variableCount = Int(try integer())
    guard variableCount >= 0, variableCount <= (bytes.count - offset) / 4 else {
      throw Fault(SPSSFault.impossibleLabelCount, ["count": .integer(variableCount), "offset": .integer(start)])
    }
    for _ in 0..<variableCount {
      let element = Int(try integer())
      guard firstElements.contains(element) else {
        throw Fault(SPSSFault.noSuchVariable, ["element": .integer(element), "offset": .integer(start)])
      }
    }
  }

  private mutating func documents(at start: Int) throws(Fault) {
    let lines = Int(try integer())
    guard lines >= 0, lines <= (bytes.count - offset) / 80 else {
      throw Fault(SPSSFault.dictionaryCutOff, ["offset": .integer(start)])
    }
    for _ in 0..<lines { found.documents.append(trimmed(try take(80))) }
  }

  private mutating func extensionRecord(at start: Int) throws(Fault) {
    let subtype = Int(try integer())
    let size = Int(try integer())
    let count = Int(try integer())
    func impossible() -> Fault {
      Fault(SPSSFault.impossibleExtension, ["subtype": .integer(subtype), "offset": .integer(start)])
    }
    guard size >= 0, count >= 0 else { throw impossible() }
    guard size * count <= bytes.count - offset else {
      throw Fault(SPSSFault.dictionaryCutOff, ["offset": .integer(start)])
    }
    let body = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size * count)])
    offset += size * count
    switch subtype {
    case 3:
      guard body.count == 32 else { throw impossible() }
      var fields = SPSSFields(body, found.isBigEndian, at: 28)
      found.characterCode = fields.integer().map(Int.init)
    case 4:
      guard body.count == 24 else { throw impossible() }
    case 7, 19:
      found.responseSets += SPSSResponseSet.read(Array(body))
    case 11:
      guard size == 4 else { throw impossible() }
    case 13:
      for (short, long) in pairs(body) { found.longNames[short] = long }
    case 14:
      for (name, length) in pairs(body) {
        let digits = length.prefix { (0x30...0x39).contains($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)), (1...32_767).contains(number) else {
          throw impossible()
        }
        found.longStrings.append((name, number))
      }
    case 20: found.encodingName = String(decoding: trimmed(body[...]), as: UTF8.self)
    case 21: guard isWhole(longLabels: body) else { throw impossible() }
    case 22: guard isWhole(longMissing: body) else { throw impossible() }
    default: break
    }
  }

  /// `SHORT=value` entries between tabs, some followed by a zero byte.
  private func pairs(_ body: UnsafeRawBufferPointer) -> [([UInt8], [UInt8])] {
    body.split(separator: 9).compactMap { entry in
      guard let equals = entry.firstIndex(of: 0x3D) else { return nil }
      return (Array(entry[..<equals]), entry[(equals + 1)...].filter { $0 != 0 })
    }
  }

  private func isWhole(longLabels body: UnsafeRawBufferPointer) -> Bool {
    var fields = SPSSFields(body, found.isBigEndian)
    while !fields.isAtEnd {
      guard fields.counted(atMost: 256) != nil, fields.integer() != nil, let count = fields.integer(), count >= 0
      else { return false }
      for _ in 0..<count {
        guard fields.counted(atMost: 32_767) != nil, fields.counted(atMost: 32_767) != nil else { return false }
      }
    }
    return true
  }

  private func isWhole(longMissing body: UnsafeRawBufferPointer) -> Bool {
    var fields = SPSSFields(body, found.isBigEndian)
    while !fields.isAtEnd {
      guard fields.counted(atMost: 256) != nil, let count = fields.byte(), (1...3).contains(count),
        let width = fields.integer(), width == 8
      else { return false }
      guard fields.skip(8 * Int(count)) else { return false }
    }
    return true
  }

  /// A string above 255 bytes lies in several variables of the dictionary, which must be there.
  private func checkLongStrings() throws(Fault) {
    for (name, length) in found.longStrings {
      func broken() -> Fault {
        Fault(
          SPSSFault.noSuchVariable,
          ["element": .text(String(decoding: name, as: UTF8.self)), "offset": .integer(offset)])
      }
      guard let first = found.variables.firstIndex(where: { $0.shortName == name }) else { throw broken() }
      let segments = (length + 251) / 252
      guard first + segments <= found.variables.count,
        found.variables[first..<(first + segments)].allSatisfy({ $0.width > 0 }),
        found.variables[first..<(first + segments)].dropLast().allSatisfy({ $0.width == 255 })
      else { throw broken() }
    }
  }

  private mutating func integer() throws(Fault) -> Int32 {
    guard bytes.count - offset >= 4 else { throw cutOff() }
    defer { offset += 4 }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
    return found.isBigEndian ? value.byteSwapped : value
  }

  private mutating func take(_ count: Int) throws(Fault) -> Slice<UnsafeRawBufferPointer> {
    guard bytes.count - offset >= count else { throw cutOff() }
    defer { offset += count }
    return bytes[offset..<(offset + count)]
  }

  private mutating func skip(_ count: Int) throws(Fault) { _ = try take(count) }

  private func cutOff() -> Fault { Fault(SPSSFault.dictionaryCutOff, ["offset": .integer(bytes.count)]) }

  private func trimmed(_ field: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
    var field = field
    while let last = field.last, last == 0x20 || last == 0 { field.removeLast() }
    return Array(field)
  }
}

/// Numbers and counted texts one after another in the body of a record.
struct SPSSFields {
  private let body: UnsafeRawBufferPointer
  private let isBigEndian: Bool
  private var offset: Int

  init(_ body: UnsafeRawBufferPointer, _ isBigEndian: Bool, at offset: Int = 0) {
    self.body = body
    self.isBigEndian = isBigEndian
    self.offset = offset
  }

  var isAtEnd: Bool { offset >= body.count }

  mutating func integer() -> Int32? {
    guard body.count - offset >= 4 else { return nil }
    defer { offset += 4 }
    let value = body.loadUnaligned(fromByteOffset: offset, as: Int32.self)
    return isBigEndian ? value.byteSwapped : value
  }

  mutating func byte() -> UInt8? {
    guard offset < body.count else { return nil }
    defer { offset += 1 }
    return body[offset]
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count >= 0, body.count - offset >= count else { return false }
    offset += count
    return true
  }

  /// A length and as many bytes.
  mutating func counted(atMost limit: Int) -> [UInt8]? {
    guard let length = integer(), length >= 0, length <= limit, body.count - offset >= Int(length) else { return nil }
    defer { offset += Int(length) }
    return Array(body[offset..<(offset + Int(length))])
  }
}
