/// The bytes of an SPSS system file, record by record, little-endian and in UTF-8.
struct SPSSFileBytes {
  static let systemMissing = -Double.greatestFiniteMagnitude
  static let highest = Double.greatestFiniteMagnitude
  static let lowest = -Double.greatestFiniteMagnitude.nextDown

  private(set) var bytes: [UInt8] = []
  private let isCompressed: Bool

  init(isCompressed: Bool) {
    self.isCompressed = isCompressed
  }

  /// How many elements of 8 bytes a variable takes in a case.
  static func elements(_ variable: SPSSVariable) -> Int {
    variable.width == 0 ? 1 : variable.segmentWidths.reduce(0) { $0 + ($1 + 7) / 8 }
  }

  // MARK: - Dictionary

  mutating func header(elements: Int, weight: Int, cases: Int, label: String) {
    text("$FL2", width: 4)
    text("@(#) SPSS DATA FILE tansuo", width: 60)
    integers(2, Int32(elements), isCompressed ? 1 : 0, Int32(weight), Int32(cases))
    number(100)
    // A date of its own would make two writings of one table differ.
    text("01 Jan 7000:00:00", width: 17)
    text(SPSSNames.cut(label, to: 64), width: 64)
    bytes += [0, 0, 0]
  }

  mutating func variable(_ variable: SPSSVariable) {
    let widths = variable.segmentWidths
    for (segment, width) in widths.enumerated() {
      var format = variable.format
      if width > 0 { format.width = Int32(width) }
      let isFirst = segment == 0
      let missing = isFirst && widths.count == 1 ? self.missing(variable) : (count: 0, values: [])
      integers(2, Int32(width), isFirst && !variable.label.isEmpty ? 1 : 0, missing.count, format.word, format.word)
      text(variable.shortNames[segment], width: 8)
      if isFirst, !variable.label.isEmpty {
        integers(Int32(variable.label.count))
        padded(variable.label, to: (variable.label.count + 3) / 4 * 4)
      }
      for value in missing.values { self.value(value) }
      for _ in 0..<max(0, (width + 7) / 8 - 1) {
        integers(2, -1, 0, 0, format.word, format.word)
        text("", width: 8)
      }
    }
  }

  /// Long strings declare theirs in an extension record instead.
  private func missing(_ variable: SPSSVariable) -> (count: Int32, values: [SPSSVariable.Value]) {
    switch variable.missing {
    case .values(let values): variable.width > 8 ? (0, []) : (Int32(values.count), values)
    case .range(let low, let high, nil): (-2, [.number(low), .number(high)])
    case .range(let low, let high, let alone?): (-3, [.number(low), .number(high), .number(alone)])
    }
  }

  mutating func valueLabels(_ variables: [SPSSVariable]) {
    var element: Int32 = 1
    for variable in variables {
      defer { element += Int32(Self.elements(variable)) }
      guard variable.width <= 8, !variable.valueLabels.isEmpty else { continue }
      integers(3, Int32(variable.valueLabels.count))
      for (value, label) in variable.valueLabels {
        self.value(value)
        bytes.append(UInt8(label.count))
        padded(label, to: (label.count + 8) / 8 * 8 - 1)
      }
      integers(4, 1, element)
    }
  }

  mutating func documents(_ lines: [String]) {
    var pieces: [String] = []
    for line in lines {
      var rest = Substring(line)
      repeat {
        let piece = SPSSNames.cut(String(rest), to: 80)
        pieces.append(piece)
        rest = rest.dropFirst(max(piece.count, 1))
      } while !rest.isEmpty
    }
    guard !pieces.isEmpty else { return }
    integers(6, Int32(pieces.count))
    for piece in pieces { text(SPSSNames.cut(piece, to: 80), width: 80) }
  }

  mutating func extensions(_ variables: [SPSSVariable], sets: [SPSSResponseSet]) {
    extensionRecord(3, size: 4, count: 8)
    integers(1, 0, 0, -1, 1, 1, 2, 65001)
    extensionRecord(4, size: 8, count: 3)
    for number in [Self.systemMissing, Self.highest, Self.lowest] { self.number(number) }
    if !sets.isEmpty { extensionRecord(7, sets.flatMap(\.line)) }
    let pieces = variables.flatMap { variable in variable.segmentWidths.map { (variable, $0) } }
    extensionRecord(11, size: 4, count: pieces.count * 3)
    for (variable, width) in pieces {
      integers(variable.measure, width == 0 ? 8 : Int32(min(width, 40)), width == 0 ? 1 : 0)
    }
    extensionRecord(
      13, Array(variables.map { "\($0.shortNames[0])=\($0.name)" }.joined(separator: "\t").utf8))
    let long = variables.filter { $0.width > 255 }
    if !long.isEmpty {
      let entries = long.map { variable in
        let digits = String(variable.width)
        return "\(variable.shortNames[0])=\(String(repeating: "0", count: 5 - digits.count))\(digits)\0\t"
      }
      extensionRecord(14, Array(entries.joined().utf8))
    }
    extensionRecord(20, Array("UTF-8".utf8))
    longLabels(variables)
    longMissing(variables)
    integers(999, 0)
  }

  private mutating func longLabels(_ variables: [SPSSVariable]) {
    var body = SPSSFileBytes(isCompressed: false)
    for variable in variables where variable.width > 8 && !variable.valueLabels.isEmpty {
      body.counted(Array(variable.name.utf8))
      body.integers(Int32(variable.width), Int32(variable.valueLabels.count))
      for case (.text(let value), let label) in variable.valueLabels {
        body.counted(value + Array(repeating: 0x20, count: variable.width - value.count))
        body.counted(label)
      }
    }
    if !body.bytes.isEmpty { extensionRecord(21, body.bytes) }
  }

  private mutating func longMissing(_ variables: [SPSSVariable]) {
    var body = SPSSFileBytes(isCompressed: false)
    for variable in variables where variable.width > 8 {
      guard case .values(let values) = variable.missing, !values.isEmpty else { continue }
      body.counted(Array(variable.name.utf8))
      body.bytes.append(UInt8(values.count))
      body.integers(8)
      for value in values { body.value(value) }
    }
    if !body.bytes.isEmpty { extensionRecord(22, body.bytes) }
  }

  // MARK: - Cases

  mutating func cases(_ variables: [SPSSVariable], rowCount: Int) {
    let texts = variables.map { variable -> [[UInt8]] in
      guard case .texts(let texts, _) = variable.cells else { return [] }
      return texts.map { Self.elementBytes($0, variable) }
    }
    let empty = variables.map { $0.width == 0 ? [] : Self.elementBytes([], $0) }
    var bytecode = Bytecode()
    bytes.reserveCapacity(bytes.count + rowCount * variables.count * (isCompressed ? 1 : 8))
    for row in 0..<rowCount {
      for (place, variable) in variables.enumerated() {
        switch variable.cells {
        case .numbers(let numbers):
          let number = numbers[row]
          if isCompressed {
            bytecode.append(number, to: &bytes)
          } else {
            self.number(number.isNaN ? Self.systemMissing : number)
          }
        case .texts(_, let places):
          let text = places[row] < 0 ? empty[place] : texts[place][Int(places[row])]
          if isCompressed { bytecode.append(text, to: &bytes) } else { bytes += text }
        }
      }
    }
    bytecode.flush(to: &bytes)
  }

  /// The text in the elements of all its pieces: each piece but the last holds 255 bytes and a blank.
  private static func elementBytes(_ text: [UInt8], _ variable: SPSSVariable) -> [UInt8] {
    var rest = text[...]
    var elements: [UInt8] = []
    let widths = variable.segmentWidths
    for (segment, width) in widths.enumerated() {
      let isLast = segment == widths.count - 1
      let piece = isLast ? rest : rest.prefix(255)
      rest = rest.dropFirst(piece.count)
      let size = (width + 7) / 8 * 8
      elements += piece + Array(repeating: 0x20, count: size - piece.count)
    }
    return elements
  }

  /// Eight codes, then the elements that did not fit into a code.
  private struct Bytecode {
    private var codes: [UInt8] = []
    private var elements: [UInt8] = []

    mutating func append(_ number: Double, to bytes: inout [UInt8]) {
      if number.isNaN {
        codes.append(255)
      } else if number >= -99, number <= 151, number.rounded() == number {
        codes.append(UInt8(number + 100))
      } else {
        codes.append(253)
        withUnsafeBytes(of: number.bitPattern.littleEndian) { elements += $0 }
      }
      if codes.count == 8 { flush(to: &bytes) }
    }

    mutating func append(_ text: [UInt8], to bytes: inout [UInt8]) {
      for start in stride(from: 0, to: text.count, by: 8) {
        let element = text[start..<(start + 8)]
        if element.allSatisfy({ $0 == 0x20 }) {
          codes.append(254)
        } else {
          codes.append(253)
          elements += element
        }
        if codes.count == 8 { flush(to: &bytes) }
      }
    }

    mutating func flush(to bytes: inout [UInt8]) {
      guard !codes.isEmpty else { return }
      bytes += codes + Array(repeating: 0, count: 8 - codes.count) + elements
      codes.removeAll(keepingCapacity: true)
      elements.removeAll(keepingCapacity: true)
    }
  }

  // MARK: - Fields

  private mutating func integers(_ values: Int32...) {
    for value in values { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }
  }

  private mutating func number(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
  }

  private mutating func text(_ text: String, width: Int) { padded(Array(text.utf8), to: width) }

  private mutating func padded(_ text: [UInt8], to width: Int) {
    bytes += text
    bytes += Array(repeating: 0x20, count: width - text.count)
  }

  /// A value in the 8 bytes of one element.
  private mutating func value(_ value: SPSSVariable.Value) {
    switch value {
    case .number(let number): self.number(number)
    case .text(let text): padded(text, to: 8)
    }
  }

  private mutating func counted(_ text: [UInt8]) {
    integers(Int32(text.count))
    bytes += text
  }

  private mutating func extensionRecord(_ subtype: Int32, size: Int32, count: Int) {
    integers(7, subtype, size, Int32(count))
  }

  private mutating func extensionRecord(_ subtype: Int32, _ body: [UInt8]) {
    extensionRecord(subtype, size: 1, count: body.count)
    bytes += body
  }
}
