import Evidence

/// Reads a factor file: strict CSV, one row a factor. Every fault names line and column.
enum FactorFile {
  static let required = ["key", "item", "property", "value", "unit", "region", "edition", "source", "verified"]
  static let optional = ["gas", "name_zh", "name_en", "from", "to", "uncertainty"]

  /// - Parameter file: The path faults and origins name; `nil` for the built-in library.
  static func factors(in bytes: some Collection<UInt8>, file: String?) throws(Fault) -> [EmissionFactor] {
    var rows = try FactorRows(bytes, file: file)
    guard let header = try rows.next() else {
      throw Fault(FactorFault.emptyFile, at: Place(file: file, line: 1))
    }
    var places: [String: Int] = [:]
    for (index, name) in header.cells.enumerated() {
      let at = Place(file: file, line: header.line, column: index + 1)
      guard required.contains(name) || optional.contains(name) else {
        let nearest = Similarity.nearest(to: name, in: required + optional)
        throw Fault(
          FactorFault.unknownColumn, at: at,
          ["column": .text(name), "known": .list(nearest.isEmpty ? required + optional : nearest)])
      }
      guard places.updateValue(index, forKey: name) == nil else {
        throw Fault(FactorFault.repeatedColumn, at: at, ["column": .text(name)])
      }
    }
    let absent = required.filter { places[$0] == nil }
    guard absent.isEmpty else {
      throw Fault(FactorFault.missingColumns, at: Place(file: file, line: header.line), ["columns": .list(absent)])
    }
    var factors: [EmissionFactor] = []
    var lines: [String: Int] = [:]
    while let row = try rows.next() {
      guard row.cells.count == header.cells.count else {
        throw Fault(
          FactorFault.rowLength, at: Place(file: file, line: row.line),
          ["fields": .integer(row.cells.count), "expected": .integer(header.cells.count)])
      }
      let factor = try FactorRow(row: row, places: places, file: file).factor()
      if let first = lines.updateValue(row.line, forKey: "\(factor.edition)\n\(factor.key)") {
        throw Fault(
          FactorFault.duplicateKey, at: Place(file: file, line: row.line, column: places["key"]! + 1),
          ["key": .text(factor.key), "edition": .text(factor.edition), "first": .integer(first)])
      }
      factors.append(factor)
    }
    return factors
  }
}

/// One row on its way to a factor.
private struct FactorRow {
  let row: FactorRows.Row
  let places: [String: Int]
  let file: String?

  func cell(_ name: String) -> String { places[name].map { row.cells[$0] } ?? "" }

  func place(_ name: String) -> Place { Place(file: file, line: row.line, column: places[name].map { $0 + 1 }) }

  func filled(_ name: String) throws(Fault) -> String {
    let text = cell(name)
    guard !text.isEmpty else { throw Fault(FactorFault.emptyCell, at: place(name), ["column": .text(name)]) }
    return text
  }

  func factor() throws(Fault) -> EmissionFactor {
    let text = try filled("value")
    guard let value = Double(text), value.isFinite, value >= 0 else {
      throw Fault(FactorFault.badNumber, at: place("value"), ["column": "value", "value": .text(text)])
    }
    let property = try choice("property", EmissionFactor.Property.self)
    let verification = try choice("verified", EmissionFactor.Verification.self)
    let unit = try unit(for: property)
    let regionName = try filled("region")
    guard let region = Region.named(regionName) else {
      let names = Region.all.flatMap { [$0.key] + [$0.label.chinese!] }
      throw Fault(
        FactorFault.unknownRegion, at: place("region"),
        ["region": .text(regionName), "nearest": .list(Similarity.nearest(to: regionName, in: names))])
    }
    let first = try year("from")
    let last = try year("to")
    if let first, let last, first > last {
      throw Fault(FactorFault.yearsReversed, at: place("to"), ["from": .integer(first), "to": .integer(last)])
    }
    var uncertainty: Double?
    let stated = cell("uncertainty")
    if !stated.isEmpty {
      guard let number = Double(stated), number.isFinite, number >= 0 else {
        throw Fault(FactorFault.badNumber, at: place("uncertainty"), ["column": "uncertainty", "value": .text(stated)])
      }
      uncertainty = number
    }
    func names(_ column: String) -> [String] { cell(column).split(separator: "|").map(String.init) }
    let gas = cell("gas")
    return EmissionFactor(
      key: try filled("key"), item: try filled("item"), property: property,
      gas: gas.isEmpty ? (unit.numerator.gas ?? "co2") : gas, chineseNames: names("name_zh"),
      englishNames: names("name_en"), value: value, printedValue: text, unit: unit, region: region.key,
      firstYear: first, lastYear: last, edition: try filled("edition"), source: try filled("source"),
      verification: verification, uncertainty: uncertainty,
      origin: file.map { .file($0, line: row.line) } ?? .builtIn)
  }

  private func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ type: Choice.Type
  ) throws(Fault) -> Choice {
    let text = try filled(name)
    guard let choice = Choice(rawValue: text) else {
      throw Fault(
        FactorFault.notAChoice, at: place(name),
        ["column": .text(name), "value": .text(text), "choices": .list(Choice.allCases.map(\.rawValue))])
    }
    return choice
  }

  private func unit(for property: EmissionFactor.Property) throws(Fault) -> RateUnit {
    let text = try filled("unit")
    let unit: RateUnit
    do throws(Fault) {
      unit = try RateUnit(text)
    } catch {
      var fault = error
      fault.place = place("unit")
      throw fault
    }
    let allowed = property.dimensions
    guard allowed.above.contains(unit.numerator.dimension), allowed.below.contains(unit.denominator.dimension) else {
      throw Fault(
        FactorFault.unitOfProperty, at: place("unit"), ["unit": .text(text), "property": .text(property.rawValue)])
    }
    return unit
  }

  private func year(_ name: String) throws(Fault) -> Int? {
    let text = cell(name)
    if text.isEmpty { return nil }
    guard let year = Int(text), (1900...2200).contains(year) else {
      throw Fault(FactorFault.badYear, at: place(name), ["value": .text(text)])
    }
    return year
  }
}

/// The rows of a CSV text with commas, as RFC 4180 has it.
private struct FactorRows {
  struct Row {
    let cells: [String]
    /// The line it begins on, counted from 1.
    let line: Int
  }

  private let bytes: [UInt8]
  private let file: String?
  private var position = 0
  private var line = 1

  init(_ bytes: some Collection<UInt8>, file: String?) throws(Fault) {
    var bytes = Array(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if let bad = Self.firstLineThatIsNotUTF8(bytes) {
      throw Fault(FactorFault.notUTF8, at: Place(file: file, line: bad))
    }
    self.bytes = bytes
    self.file = file
  }

  private static func firstLineThatIsNotUTF8(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 } ?? 1
  }

  /// The next row that is not empty.
  mutating func next() throws(Fault) -> Row? {
    while position < bytes.count {
      let start = line
      let cells = try cells()
      if cells != [""] { return Row(cells: cells, line: start) }
    }
    return nil
  }

  private mutating func cells() throws(Fault) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(try cell(cells.count + 1))
      guard position < bytes.count else { return cells }
      let separator = bytes[position]
      position += 1
      if separator == UInt8(ascii: ",") {
        if position == bytes.count {
          cells.append("")
          return cells
        }
        continue
      }
      line += 1
      return cells
    }
  }

  /// Reads up to the comma or line feed that ends the cell.
  private mutating func cell(_ number: Int) throws(Fault) -> String {
    let comma = UInt8(ascii: ",")
    let quote = UInt8(ascii: "\"")
    if position < bytes.count, bytes[position] == quote {
      let opened = Place(file: file, line: line, column: number)
      position += 1
      var text: [UInt8] = []
      while true {
        guard position < bytes.count else { throw Fault(FactorFault.unclosedQuote, at: opened) }
        let byte = bytes[position]
        position += 1
        if byte == quote {
          if position < bytes.count, bytes[position] == quote {
            text.append(quote)
            position += 1
            continue
          }
          break
        }
        if byte == 10 { line += 1 }
        text.append(byte)
      }
      if position < bytes.count, bytes[position] == 13 { position += 1 }
      guard position == bytes.count || bytes[position] == comma || bytes[position] == 10 else {
        throw Fault(FactorFault.textAfterQuote, at: opened)
      }
      return String(decoding: text, as: UTF8.self)
    }
    let start = position
    while position < bytes.count, bytes[position] != comma, bytes[position] != 10 { position += 1 }
    var end = position
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

/// What can be wrong with a factor file or with asking for a factor.
public enum FactorFault: String, FaultCode {
  case emptyFile = "factor-empty-file"
  case notUTF8 = "factor-not-utf8"
  case unclosedQuote = "factor-unclosed-quote"
  case textAfterQuote = "factor-text-after-quote"
  case missingColumns = "factor-missing-columns"
  case unknownColumn = "factor-unknown-column"
  case repeatedColumn = "factor-repeated-column"
  case rowLength = "factor-row-length"
  case emptyCell = "factor-empty-cell"
  case badNumber = "factor-bad-number"
  case badYear = "factor-bad-year"
  case yearsReversed = "factor-years-reversed"
  case notAChoice = "factor-not-a-choice"
  case unitOfProperty = "factor-unit-of-property"
  case unknownRegion = "factor-unknown-region"
  case duplicateKey = "factor-duplicate-key"
  case noSuchEdition = "factor-no-such-edition"
  case noSuchKey = "factor-no-such-key"

  public var kind: Fault.Kind {
    switch self {
    case .noSuchEdition, .noSuchKey: .usage
    default: .input
    }
  }
}
